"""What a reader gives: the text of a draft and what is known of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Draft:
    """A draft as read; every offset in servanda indexes its `text`."""

    text: str
    title: str = ""
    metadata: dict = field(default_factory=dict)
