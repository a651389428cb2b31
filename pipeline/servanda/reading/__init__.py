"""From a file to the text of a draft: one module per format behind `open_draft`."""

from .draft import Draft
from .files import open_draft, read

__all__ = ["Draft", "open_draft", "read"]
