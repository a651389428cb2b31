"""What makes results the same: the model and all that reads and annotates, as checksums."""

import hashlib
from functools import cache
from pathlib import Path

from servanda.pipeline import RULES, folder_of

_PACKAGE = Path(__file__).resolve().parents[1]
_READING = ("reading", "annotation", "data", "analysis", "labels.py", "pipeline.py")


def model_of(model=None, language=None):
    """Give what is known of the model that `load` takes, and of the code around it.

    Returns
    -------
    dict
        name; sha256 of the model's files, "" for the rules; code, the SHA-256 of the modules
        and word lists that turn a file into tables: another version of them, or one at work
        on them, must not take old results for its own.
    """
    folder = folder_of(model, language)
    return {
        "name": folder.name if folder else RULES,
        "sha256": _checksum([folder], folder) if folder else "",
        "code": _code(),
    }


@cache
def _code():
    return _checksum([_PACKAGE / name for name in _READING], _PACKAGE)


def _checksum(places, home):
    """Give one checksum for all files in some places: their names below `home`, and contents."""
    found = hashlib.sha256()
    for place in places:
        for path in sorted([place] if place.is_file() else place.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(home).as_posix().encode() + b"\0")
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
