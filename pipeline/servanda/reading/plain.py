"""Bytes to text, and plain text to a draft.

Every reader passes its text through `clean`, so that a draft gives the same characters from
any format: one kind of newline, one kind of blank, nothing that cannot be seen.
"""

import codecs
import re

from charset_normalizer import from_bytes

from ..errors import ReadError
from .draft import Draft

_BYTE_ORDER_MARKS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEWLINES = r"\x0b\x0c\x85\u2028\u2029"
_BLANKS = r"\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEENS = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff"  # halves of a pair: no character, and nothing can be written that holds one
)
_NEWLINE = re.compile(rf"\r\n?|[{_NEWLINES}]")
_BLANK = re.compile(f"[{_BLANKS}]")
_UNSEEN = re.compile(f"[{_UNSEENS}]")
_UNCLEAN = re.compile(f"[\r{_NEWLINES}{_BLANKS}{_UNSEENS}]")
_WIDE = re.compile(r"([ \t]{200})[ \t]+")  # wider than any page; what looks beyond pays the square
_BINARY = "this is binary data, not text; give the file that holds the draft itself."
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_CONTROL_BYTES = bytes([*range(9), *range(14, 32), 127, 0xC2, 0xEF])  # UTF-8 has one in each


def read_plain(data):
    """Give the draft of a plain text file, with the line wraps it has."""
    return Draft(tidy(decode(data)), metadata={"format": "txt"})


def clean(text):
    r"""Give a text with plain newlines and blanks and without characters that cannot be seen.

    Quotation marks, dashes and accents stay as they are.

    Examples
    --------
    >>> clean("Each\xa0Party shall co\xadoperate.\r\n")
    'Each Party shall cooperate.\n'
    """
    if text.isprintable() or not _UNCLEAN.search(text):
        return text  # as most are, which are cleaned at every step
    return _UNSEEN.sub("", _BLANK.sub(" ", _NEWLINE.sub("\n", text)))


def tidy(text):
    """Give a clean text without blanks at line ends and without runs of empty lines."""
    lines = (line.rstrip(" \t") for line in narrow(clean(text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def narrow(text):
    """Give a text without runs of blanks wider than any page."""
    return _WIDE.sub(r"\1", text)


def squeeze(text):
    """Give a text on one line, each run of white space one blank."""
    return " ".join(clean(text).split())


def decode(data, declared=None):
    """Give the text of some bytes.

    Parameters
    ----------
    data : bytes
        The content of a text file.
    declared : str, optional
        The character set that the file itself names (HTML, XML).

    Returns
    -------
    str
        Decoded by its byte order mark, else as UTF-8, else as declared, else by
        charset-normalizer's best guess.

    Raises
    ------
    ReadError
        If the bytes are no text.
    """
    for encoding in _candidates(data, declared):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        break
    else:
        encoding, text = "", _guess(data)
    plain = encoding.startswith("utf-8") and _control_bytes(data) <= len(text) / 10
    if not plain and len(_CONTROL.findall(text)) > len(text) / 10:
        raise ReadError(_BINARY)
    return text


def _control_bytes(data):
    """Give how many control characters UTF-8 may hold at most: fast to count."""
    return len(data) - len(data.translate(None, _CONTROL_BYTES))


def _candidates(data, declared):
    """Give the encodings to try before guessing, surest first."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:4096]
    if sample.count(0) > len(sample) / 4:  # every other byte of a Latin text in UTF-16 is nought
        return ["utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"]
    return ["utf-8", declared] if declared else ["utf-8"]


def _guess(data):
    """Give the text as charset-normalizer reads it, Windows' Western set first among equals."""
    if len(_CONTROL.findall(data.decode("latin-1"))) > len(data) / 10:
        raise ReadError(_BINARY)
    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise ReadError(
            "the character encoding cannot be made out; save the file as UTF-8 and try again."
        )
    for match in matches:
        if "cp1252" in {match.encoding, *match.could_be_from_charset}:
            return data.decode("cp1252", errors="replace")
    return str(best)
