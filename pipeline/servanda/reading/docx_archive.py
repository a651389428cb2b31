"""A Word file as an archive: the parts the reader needs, none of the attacks.

An archive from anywhere may claim to unpack to terabytes, and its XML may define entities;
both are refused before anything is unpacked or parsed.
"""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from ..errors import ReadError
from .xml import reason

ENTRIES = 10_000
UNPACKED = 400_000_000
PARTS = 80_000_000
RATIO = 250
_UNPACKING = (  # whatever zipfile and its ways of packing say of damaged data
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    RuntimeError, OSError, ValueError,
)  # fmt: skip

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "/officeDocument"
_DAMAGED = "the Word document is damaged ({}); open it in Word, save it anew and read that."
_BOMB = (
    "this unpacks to far more than a draft can hold, which may be an attack; "
    "save the document anew and read that."
)
_OLD = (
    "this is protected by a password or is an old .doc; take the protection off in Word, "
    "save it as .docx and read that."
)
_DEFINES = (
    "{} defines entities of its own, which no Word document does and which may be an attack; "
    "save the document anew from Word and read that."
)


class Package:
    """The parts of a Word file as trees, each bounded."""

    def __init__(self, data):
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise ReadError(_OLD)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNPACKING as error:
            raise ReadError(_DAMAGED.format("it is no ZIP archive")) from error
        self._left = PARTS
        self._check(self._archive.infolist())
        self._names = {info.filename.lstrip("/").lower(): info for info in self._archive.infolist()}
        self._main = self._find_main()

    def _check(self, entries):
        """Refuse an archive that is out of all proportion."""
        large = [one for one in entries if one.file_size > 10_000_000]
        if (
            len(entries) > ENTRIES
            or sum(one.file_size for one in entries) > UNPACKED
            or any(one.file_size > RATIO * max(one.compress_size, 1) for one in large)
        ):
            raise ReadError(_BOMB)
        if any(one.flag_bits & 1 for one in entries):
            raise ReadError(_OLD)

    def _find_main(self):
        """Give the path of the part that holds the text."""
        links = self.tree("_rels/.rels")
        for link in () if links is None else links:
            if link.get("Type", "").endswith(_OFFICE):
                path = posixpath.normpath(link.get("Target", "").lstrip("/"))
                if path.lower() in self._names:
                    return path
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise ReadError(
            "there is no Word document in this archive (word/document.xml is missing); "
            "save it from Word as .docx and read that."
        )

    def main(self):
        """Give the tree of the text."""
        root = self.tree(self._main)
        if root.tag != f"{W}document":
            raise ReadError(_DAMAGED.format(f"{self._main} holds no document"))
        return root

    def beside(self, name):
        """Give the tree of a part that stands beside the text, or None; "styles" holds styles."""
        root = self.tree(posixpath.join(posixpath.dirname(self._main), f"{name}.xml"))
        return root if root is not None and root.tag == f"{W}{name}" else None

    def tree(self, path):
        """Give the root element of a part, or None if there is no such part."""
        info = self._names.get(path.lower())
        if info is None:
            return None
        self._left -= info.file_size
        if self._left < 0:
            raise ReadError(_BOMB)
        try:
            return _parse(self._archive.read(info), path)
        except _UNPACKING as error:
            raise ReadError(_DAMAGED.format(f"{path} cannot be unpacked")) from error


def _parse(data, path):
    """Give the root element of a part that defines nothing of its own."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise ReadError(_DEFINES.format(path))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        said = f"{path} is not sound XML: {reason(error)}"
        raise ReadError(_DAMAGED.format(said)) from None
    if root.getroottree().docinfo.doctype:  # in a character set that hid it
        raise ReadError(_DEFINES.format(path))
    return root


def value(element, name, default=None):
    """Give the w:val of a child, or the default if there is no such child."""
    child = None if element is None else element.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", "")


def is_on(element, name):
    """Tell whether a switch such as w:vanish is on; None if it is not there."""
    found = value(element, name)
    return None if found is None else found not in ("0", "false", "off", "none")
