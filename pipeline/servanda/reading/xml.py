"""XML to a draft: the two kinds that hold treaties, ToTA's and Akoma Ntoso.

Files come from anywhere, so nothing in them may reach outside or grow: no entities, no DTD,
no network, no huge trees.
"""

import re

from lxml import etree

from ..errors import ReadError
from .akoma import akoma_draft
from .plain import clean, decode, squeeze
from .tota import tota_draft

_DECLARATION = re.compile(r"""^\s*<\?xml\b[^>]*?(?:encoding\s*=\s*["']([\w.:-]+)["'][^>]*)?\?>""")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


def read_xml(data):
    """Give the draft of a ToTA or Akoma Ntoso file.

    Parameters
    ----------
    data : bytes
        The content of the file.

    Returns
    -------
    Draft

    Raises
    ------
    ReadError
        If the XML is broken, defines entities, or is of another kind.
    """
    root = parse_xml(data)
    name = etree.QName(root).localname
    try:
        if name == "treaty" and root.find("body") is not None:
            return tota_draft(root)
        if name == "akomaNtoso":
            return akoma_draft(root)
    except RecursionError:
        raise ReadError("its elements are nested too deeply; save the file anew.") from None
    raise ReadError(
        f"XML with the root <{name}> is of no kind known here; "
        "give ToTA (<treaty>) or Akoma Ntoso (<akomaNtoso>)."
    )


def parse_xml(data):
    """Give the root element of XML that is sound and reaches for nothing outside itself."""
    declared = _DECLARATION.match(data[:300].decode("latin-1"))
    text = clean(decode(data, declared and declared[1])).lstrip()
    if _SUBSET.search(text):
        raise ReadError(
            "the DOCTYPE defines entities of its own, which may be an attack and is not read; "
            "take the <!DOCTYPE …> out of the file."
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise ReadError(
            f"line {line}, column {column}: this is not sound XML ({reason(error)}); mend it there."
        ) from None


def reason(error):
    """Give in a few words what a parser says against XML, which may quote all of it."""
    return squeeze(str(error.msg))[:120]
