"""Which documents a batch is about: files, folders, patterns, and manifests with metadata."""

import csv
import glob
import io
import os
from dataclasses import dataclass, field
from pathlib import Path

from servanda.errors import ReadError
from servanda.reading.files import SUFFIXES

_PATTERN = "*?["
_PATH = "path"


@dataclass(frozen=True)
class Input:
    """A document to score: its path as given, which is its name, and what a manifest says of it.

    Where a path is not text, as file systems allow, the name shows the bytes that are none.
    """

    path: str
    given: dict = field(default_factory=dict)

    @property
    def document(self):
        """The name of the document, as it stands in tables."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")


def find_inputs(paths, without=None):
    """Give the documents that some paths stand for, in the order given, none twice.

    Parameters
    ----------
    paths : iterable of str or path-like
        Files; folders, of which every file is taken that `read` knows by its suffix; patterns
        ("drafts/**/*.docx"); CSV manifests with a column "path", relative to the manifest.
    without : path-like, default=None
        A folder in which nothing is looked for.

    Returns
    -------
    list of Input

    Raises
    ------
    ReadError
        If a folder, a pattern or a manifest yields nothing, or a manifest cannot be read.
    """
    found = {}
    for path in map(os.fspath, paths):
        for each in _from_path(path, without and Path(without).resolve()):
            found.setdefault(each.document, each)
    return list(found.values())


def _from_path(path, without):
    if path == "-":
        raise ReadError("A batch reads files, not standard input. Give files or folders.")
    if Path(path).is_dir():
        return _from_folder(path, without)
    if path.lower().endswith(".csv"):
        return _from_manifest(Path(path))
    if not Path(path).exists() and any(sign in path for sign in _PATTERN):
        return _from_pattern(path)
    return [Input(_name(path))]


def _from_folder(folder, without):
    found = [path for path in _files(folder, without) if path.suffix.lower() in SUFFIXES]
    if not found:
        raise ReadError(
            f"No file in the folder '{folder}' can be read. Files to read end in "
            f"{' '.join(SUFFIXES)}."
        )
    return [Input(_name(path)) for path in sorted(found, key=lambda path: path.parts)]


def _files(folder, without):
    """Yield the files below a folder, save hidden ones and those below `without`."""
    for home, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and Path(home, name).resolve() != without
        ]
        yield from (Path(home, name) for name in names if not name.startswith("."))


def _from_pattern(pattern):
    found = [path for path in sorted(glob.glob(pattern, recursive=True)) if Path(path).is_file()]
    if not found:
        raise ReadError(f"No file matches '{pattern}'. Check the pattern, or give a folder.")
    return [Input(_name(path)) for path in found]


def _from_manifest(path):
    rows = _rows(path)
    found = []
    for at, row in enumerate(rows, 2):
        place = (row.pop(_PATH) or "").strip()
        if not place:
            raise ReadError(f"Row {at} of the manifest '{path}' names no path. Fill it in.")
        given = {name: value for name, value in row.items() if isinstance(name, str)}
        found.append(Input(_name(path.parent / place), given))
    return found


def _rows(path):
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReadError(f"The manifest '{path}' cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise ReadError(f"The manifest '{path}' is not in UTF-8. Save it as CSV UTF-8.") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    if _PATH not in (reader.fieldnames or ()):
        raise ReadError(
            f"The manifest '{path}' has no column 'path'. Name the file of each row there."
        )
    try:
        rows = list(reader)
    except csv.Error as error:
        raise ReadError(f"The manifest '{path}' is no CSV ({error}). Save it anew.") from None
    if not rows:
        raise ReadError(f"The manifest '{path}' has no rows. Name a file in each.")
    return rows


def _name(path):
    """Give a path as the name of a document: as given, the same on every system."""
    return Path(os.path.normpath(path)).as_posix()
