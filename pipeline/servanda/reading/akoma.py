"""Akoma Ntoso to a draft: numbers, headings and text as the marks say, in any version.

Elements are known by their local names, so the namespace of any version will do. Parts,
chapters, sections and articles become headings ("## Article 5: Scope"); paragraphs and points
become blocks of their own that begin with their number; what closes a list (wrapUp) is a block
as deep as what opened it. A preamble gets the heading "# Preamble". A number is given as
written; one without any word or stop gets what a reader would see: "Article", "1.", "(a)".
"""

import re

from lxml import etree

from .draft import Draft
from .plain import squeeze

_DIVISIONS = frozenset(
    "book tome part subpart title subtitle chapter subchapter division subdivision section "
    "subsection article rule hcontainer attachment annex".split()
)
_PROVISIONS = frozenset(
    "paragraph subparagraph clause subclause point indent alinea sublist level transitional "
    "proviso subrule item recital citation li".split()
)
_BLOCKS = (
    _DIVISIONS
    | _PROVISIONS
    | frozenset(
        "act bill doc statement amendment document documentCollection officialGazette judgment "
        "preface preamble body mainBody conclusions attachments annexes components component "
        "collectionBody content intro wrapUp container blockContainer recitals citations list "
        "blockList ul ol listIntroduction listWrapUp crossHeading p block longTitle formula "
        "quotedStructure embeddedStructure table".split()
    )
)
_UNREAD = frozenset("meta del num heading subheading coverPage toc authorialNote".split())
_LANGUAGES = {"eng": "en", "spa": "es", "fra": "fr", "fre": "fr"}
_BARE_FIGURE = re.compile(r"\d+(?: ?(?:bis|ter|quater))?$")
_BARE_NUMBER = re.compile(r"(?:\d+|[IVXLC]+|[A-Z])(?:[.-]\w+)*(?: ?(?:bis|ter|quater))?$")


def akoma_draft(root):
    """Give the draft of an `<akomaNtoso>` element."""
    notes = _notes(root)
    lines = [("  " * depth) + text for depth, text in _flow(root, 0, 0)]
    lines += [f"[^{label}]: {body}" for label, body in notes]
    metadata = {"format": "akomantoso", **_metadata(root)}
    return Draft("\n\n".join(lines), metadata.get("name", ""), metadata)


def _flow(element, level, above):
    """Give (depth, text) for each block in an element.

    Parameters
    ----------
    element : Element
    level : int
        How many headings stand above.
    above : int
        How many paragraphs and points stand above, this one with them.
    """
    words = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in _BLOCKS:
            yield from _spoken(words, above)
            words = []
            yield from _block(child, name, level, above)
        elif name not in _UNREAD or name == "authorialNote":
            words.append(_inline(child))
        words.append(child.tail or "")
    yield from _spoken(words, above)


def _spoken(words, above):
    """Give (depth, text) for a run of text, if it says anything."""
    text = squeeze("".join(words))
    if text:
        yield max(above - 1, 0), text


def _block(element, name, level, above):
    """Give (depth, text) for one block and those in it."""
    if name in _DIVISIONS:
        heading = _heading(element, name)
        if heading:
            yield 0, f"{'#' * min(level + 1, 6)} {heading}"
        yield from _flow(element, level + bool(heading), 0)
    elif name in _PROVISIONS:
        yield from _provision(element, name, level, above)
    elif name == "preamble":
        yield 0, "# Preamble"
        yield from _flow(element, 1, 0)
    elif name == "crossHeading":
        yield 0, f"{'#' * min(level + 1, 6)} {squeeze(_inline(element))}"
    elif name == "quotedStructure":  # its articles are another treaty's: no headings here
        for depth, text in _flow(element, level, above):
            yield depth, text.lstrip("# ")
    elif name == "table":
        rows = [row for row in element.iter() if _name(row) == "tr"]
        yield 0, "\n".join(" | ".join(squeeze(_inline(cell)) for cell in row) for row in rows)
    else:
        yield from _flow(element, level, above)


def _provision(element, name, level, above):
    """Give (depth, text) for a paragraph or point: its number stands before its first words."""
    number = _part(element, "num")
    if _BARE_FIGURE.match(number):
        number = f"{number}."
    elif number.isalpha() and number.islower():
        number = f"({number})"
    elif name == "li" or (name == "indent" and not number):
        number = "-"
    start = " ".join(filter(None, [number, _part(element, "heading")]))
    lines = list(_flow(element, level, above + 1))
    if lines and lines[0][1].startswith("#"):
        yield above, start
        yield from lines
    elif lines:
        yield above, f"{start} {lines[0][1]}".strip()
        yield from lines[1:]
    elif start:
        yield above, start


def _heading(element, name):
    """Give number and heading of a division, joined by a colon."""
    number = _part(element, "num").rstrip(" .:–—-")
    if name not in ("hcontainer", "attachment") and _BARE_NUMBER.match(number):
        number = f"{name.capitalize()} {number}"
    heading = " ".join(filter(None, [_part(element, "heading"), _part(element, "subheading")]))
    return ": ".join(filter(None, [number, heading]))


def _part(element, name):
    """Give the text of an element's own number or heading."""
    return squeeze("".join(_inline(child) for child in element if _name(child) == name))


def _inline(element):
    """Give the text of an element inside a line, footnotes as their marks."""
    name = _name(element)
    if name in ("authorialNote", "noteRef"):
        return f"[^{element.get('marker')}]"
    if name in ("eol", "br"):
        return " "
    if name == "del":
        return ""
    return (element.text or "") + "".join(_inline(sub) + (sub.tail or "") for sub in element)


def _notes(root):
    """Give (label, body) for each footnote; a note without a marker is given the next number."""
    notes = []
    bodies = {
        value: element
        for element in root.iter()
        if _name(element) == "note"
        for key, value in element.attrib.items()
        if etree.QName(key).localname in ("eId", "id", "wId")
    }
    for mark in root.iter():
        name = _name(mark)
        body = mark if name == "authorialNote" else None
        if name == "noteRef":
            body = bodies.get((mark.get("href") or "").removeprefix("#"))
        if name == "noteRef" or body is not None:
            label = (mark.get("marker") or "").strip("()[]. ") or str(len(notes) + 1)
            mark.set("marker", label)
        if body is not None:
            words = " ".join(text for _, text in _flow(body, 0, 0))
            notes.append((label, words))
    return notes


def _metadata(root):
    """Give name, language and date of the work, as far as it is identified."""
    found = {}
    for element in root.iter():
        name = _name(element)
        if name == "FRBRalias" and element.get("value"):
            found.setdefault("name", squeeze(element.get("value")))
        elif name == "FRBRlanguage" and element.get("language"):
            language = element.get("language").lower()
            found.setdefault("language", _LANGUAGES.get(language, language))
        elif name == "FRBRdate" and element.get("date"):
            found.setdefault("date", element.get("date"))
        elif name == "docTitle":
            found.setdefault("name", squeeze(_inline(element)))
    return found


def _name(element):
    """Give the name of an element without its namespace; nothing for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
