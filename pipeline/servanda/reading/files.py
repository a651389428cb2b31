"""A path, or standard input, to a draft: choose the reader and answer for what goes wrong."""

import errno
import importlib
import stat
import sys
from pathlib import Path

from ..errors import ReadError
from .draft import Draft
from .plain import decode

LIMIT = 200_000_000
TRACKED = ("accept", "reject")

_FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xml": "xml",
    ".akn": "xml",
    ".json": "json",
}
SUFFIXES = tuple(_FORMATS)
_READERS = {
    "txt": ("plain", "read_plain"),
    "md": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
    "xml": ("xml", "read_xml"),
    "json": ("open_treaties", "read_open_treaties"),
}
_TOO_LARGE = f"this is larger than {LIMIT // 10**6} MB; split it and read the parts."
_WORD_PROCESSORS = (".doc", ".rtf", ".odt", ".docm", ".wpd", ".pages")
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"PK\x05\x06", "docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip"),
)
_NAMES = {
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "doc": "an old Word document (.doc)",
    "rtf": "a rich text file (.rtf)",
    "image": "an image",
    "gzip": "a compressed file",
    "html": "HTML",
    "xml": "XML",
}


def open_draft(path, tracked="accept"):
    """Read a draft with what is known of it.

    Parameters
    ----------
    path : str or path-like
        A file (.txt .text .md .markdown .html .htm .docx .pdf .xml .akn .json), or "-" for
        standard input, whose format is then told by its content.
    tracked : {"accept", "reject"}, default "accept"
        Which reading of tracked changes in a Word document the text gives.

    Returns
    -------
    Draft
        Its `text`, `title` and `metadata`.

    Raises
    ------
    ReadError
        If the file cannot be read as a draft; the message starts with the file's name.
    ValueError
        If `tracked` is none of the above.
    """
    if tracked not in TRACKED:
        raise ValueError(
            "The 'tracked' parameter of read must be one of 'accept' or 'reject'. "
            f"Got {tracked!r} instead."
        )
    name = "standard input" if str(path) == "-" else Path(path).name or str(path)
    try:
        data, kind = _standard_input() if str(path) == "-" else _content(Path(path))
        draft = _read_as(kind, data, tracked)
        if not draft.text.strip():
            raise ReadError("there is no text in it; give a file that has some.")
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from error.__cause__
    return draft


def read(path, tracked="accept"):
    """Read the text of a draft; parameters and errors are those of `open_draft`.

    Parameters
    ----------
    path : str or path-like
        A file, or "-" for standard input.
    tracked : {"accept", "reject"}, default "accept"
        Which reading of tracked changes in a Word document the text gives.

    Returns
    -------
    str
    """
    return open_draft(path, tracked).text


def _content(path):
    """Give the bytes and the format of a file, once the two agree."""
    kind = _kind_of(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a device or a pipe, which may never end
            raise ReadError("this is no plain file; give a file, or - for standard input.")
        if found.st_size > LIMIT:
            raise ReadError(_TOO_LARGE)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"this cannot be read ({error.strerror}); check {path}.") from None
    _check_content(data, kind, path.suffix)
    return data, kind


def _kind_of(path):
    """Give the format that a path's suffix names."""
    try:
        if path.is_dir():
            raise ReadError("this is a folder; give a file in it.")
        if not path.exists():
            raise ReadError(f"there is no such file in {path.parent}; check the path.")
    except OSError as error:
        reason = "the name is too long" if error.errno == errno.ENAMETOOLONG else error.strerror
        raise ReadError(f"this cannot be opened ({reason}); check the path.") from None
    except ValueError:
        raise ReadError("this is no path of a file; check it.") from None
    suffix = path.suffix.lower()
    if suffix in _WORD_PROCESSORS:
        raise ReadError(f"{suffix} files are not read; save it as .docx and give that.")
    if suffix not in _FORMATS:
        known = " ".join(SUFFIXES)
        what = f"the suffix {suffix} is not known" if suffix else "the name has no suffix"
        raise ReadError(f"{what}; give a file with one of these: {known}.")
    return _FORMATS[suffix]


def _standard_input():
    """Give the bytes of standard input and the format their content shows."""
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReadError(_TOO_LARGE)
    kind = _signature(data) or _sniff(data)
    if kind not in _READERS:
        raise ReadError(f"this is {_NAMES[kind]}, which is not read; save it as .docx or .pdf.")
    return data, kind


def _check_content(data, kind, suffix):
    """Raise if a file's content is plainly of another format than its suffix says."""
    if not data.strip():
        raise ReadError("this is empty; give a file that has some text.")
    found = _signature(data)
    if found is None and kind in ("docx", "pdf"):
        raise ReadError(
            f"the suffix is {suffix} but the content is not {_NAMES[kind]}; "
            "the file is damaged or misnamed: save it again from its source."
        )
    if found is None and kind in ("txt", "md"):
        found = _markup(data)
    if found is not None and found != kind:
        remedy = {"docx": "rename it to .docx", "pdf": "rename it to .pdf"}.get(found)
        remedy = remedy or ("rename it" if found in ("html", "xml") else "save it as .docx or .pdf")
        raise ReadError(f"the suffix is {suffix} but the content is {_NAMES[found]}; {remedy}.")


def _signature(data):
    """Give the binary format whose first bytes these are, or None."""
    if b"%PDF-" in data[:1024]:  # some writers put a line of their own first
        return "pdf"
    return next((kind for first, kind in _SIGNATURES if data.startswith(first)), None)


def _markup(data):
    """Give "html" or "xml" if the text opens as such, or None."""
    opening = (
        data[:2048].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    )
    opening = opening[:400].lower()
    if opening.startswith("<!doctype html") or "<html" in opening:
        return "html"
    return "xml" if opening.startswith(("<?xml", "<akomantoso", "<treaty")) else None


def _sniff(data):
    """Give the text format that some bytes look like."""
    if not data.strip():
        return "txt"
    found = _markup(data)
    if found:
        return found
    text = decode(data).lstrip()
    if text.startswith("{") and '"articles"' in text:
        return "json"
    marks = ("# ", "## ", "---\n", "[^1]:")
    return "md" if any(f"\n{mark}" in f"\n{text}" for mark in marks) else "txt"


def _read_as(kind, data, tracked):
    """Give the draft as the reader of its format gives it."""
    module, function = _READERS[kind]
    reader = getattr(importlib.import_module(f".{module}", __package__), function)
    draft = reader(data, tracked) if kind == "docx" else reader(data)
    return Draft(draft.text, draft.title, {"tracked": [], "warnings": [], **draft.metadata})
