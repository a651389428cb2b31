"""What makes results the same: the model and all that reads and annotates, as checksums."""

import hashlib
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from servanda.annotation.lexicon import languages
from servanda.pipeline import RULES, folder_of

_PACKAGE = Path(__file__).resolve().parents[1]
_READING = ("reading", "annotation", "data", "analysis", "labels.py", "pipeline.py")


def is_open(model=None, language=None):
    """Say whether the language of each document decides how it is read, and by which model."""
    return language is None and model in (None, RULES)


def model_of(model=None, language=None):
    """Give what is known of all models that documents can meet, and of the code around them.

    Returns
    -------
    dict
        name; languages, where they are told from the documents: the name of the model of each;
        sha256 of the models' files, "" for the rules; code, the SHA-256 of the modules and word
        lists that turn a file into tables: another version of them, or one at work on them,
        must not take old results for its own.
    """
    codes = languages() if is_open(model, language) else [language]
    folders = {code: folder_of(model, code) for code in codes}
    names = {code: folder.name if folder else RULES for code, folder in folders.items()}
    found = dict.fromkeys(folder for folder in folders.values() if folder)
    return {
        "name": ", ".join(dict.fromkeys(names.values())),
        **({"languages": names} if is_open(model, language) else {}),
        "sha256": ", ".join(_checksum([folder], folder) for folder in found),
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
            # what is compiled stands for the source beside it
            compiled = path.name.endswith(tuple(EXTENSION_SUFFIXES))
            if path.is_file() and not compiled and "__pycache__" not in path.parts:
                found.update(path.relative_to(home).as_posix().encode() + b"\0")
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
