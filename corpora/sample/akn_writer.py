"""Write a draft as Akoma Ntoso 3.0."""

import re

from lxml import etree

_SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SPLIT = re.compile(r"(SECTION [A-Z]|Article \d+|[A-Z]\.\d+):? (.+)")
_MARK = re.compile(r"\[\^(\d+)\]")
_EMPHASIS = re.compile(r"\*(.+?)\*")
_WORDS = frozenset(("p", "num", "heading"))
_DATE = "2026-11-22"
_DEPTH = {"section": 1, "subsection": 2, "article": 3}


def akoma_ntoso(draft):
    """Give the draft as the bytes of an Akoma Ntoso file.

    Parameters
    ----------
    draft : list of Block
        The blocks of the draft, notes last.

    Returns
    -------
    bytes
        UTF-8, with an XML declaration.
    """
    writer = _Writer({block.number: block.text for block in draft if block.kind == "note"})
    for block in draft:
        writer.add(block)
    _break_lines(writer.root)
    return etree.tostring(writer.root, encoding="utf-8", xml_declaration=True)


def _break_lines(element):
    """Put each element on a line of its own, but nothing inside running words."""
    element.tail = "\n"
    if etree.QName(element).localname not in _WORDS and len(element):
        element.text = "\n"
        for child in element:
            _break_lines(child)


class _Writer:
    """The tree under construction and the places where the next block belongs."""

    def __init__(self, notes):
        self.notes = notes
        self.root = etree.Element(f"{{{_SPACE}}}akomaNtoso", nsmap={None: _SPACE})
        self.document = self._child(self.root, "doc", name="treaty")
        self._meta()
        self.preamble = self.body = self.attachments = None
        self.open = []
        self.paragraph = None

    def add(self, block):
        """Put one block in its place."""
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "paragraph":
            self._numbered(block)
        elif block.kind == "item":
            self._item(block)
        elif block.kind == "plain":
            self._plain(block)

    def _heading(self, block):
        """Open what a heading opens."""
        self.paragraph = None
        split = _SPLIT.fullmatch(block.text)
        if block.level == 1:
            preface = self._child(self.document, "preface")
            self._child(self._child(preface, "p"), "docTitle").text = block.text
        elif block.text == "PREAMBLE":
            self.preamble = self._child(self.document, "preamble")
        elif block.text.startswith("ANNEX"):
            self._annex(block.text)
        else:
            self._division(split[1], split[2])

    def _division(self, number, heading):
        """Open a section, a subsection or an article."""
        if self.body is None:
            self.body = self._child(self.document, "mainBody")
        name = number.split()[0].lower()
        name = name if name in _DEPTH else "subsection"
        while self.open and _DEPTH[self.open[-1][0]] >= _DEPTH[name]:
            self.open.pop()
        element = self._child(self._place(), name)
        self._child(element, "num").text = number
        self._child(element, "heading").text = heading
        self.open.append((name, element))

    def _annex(self, text):
        """Open the annex as a document of its own."""
        attachment = self._child(self._child(self.document, "attachments"), "attachment")
        self._child(attachment, "heading").text = text
        annex = self._child(attachment, "doc", name="annex")
        self.body, self.open = self._child(annex, "mainBody"), []

    def _place(self):
        """Give the element that takes what comes next."""
        return self.open[-1][1] if self.open else self.body

    def _numbered(self, block):
        """Add a numbered paragraph."""
        self.paragraph = self._child(self._place(), "paragraph")
        self._child(self.paragraph, "num").text = block.number
        self._content(self.paragraph, block.text)

    def _item(self, block):
        """Add an item; the first makes its paragraph's words the introduction of a list."""
        items = self.paragraph.find(f"{{{_SPACE}}}list")
        if items is None:
            content = self.paragraph.find(f"{{{_SPACE}}}content")
            content.tag = f"{{{_SPACE}}}intro"
            items = self._child(self.paragraph, "list")
            items.append(content)
        point = self._child(items, "point")
        self._child(point, "num").text = block.number
        self._content(point, block.text)

    def _plain(self, block):
        """Add words without a number: to the preamble, or as a paragraph of the article."""
        if self.body is None:
            self._words(self._child(self.preamble, "p"), block.text)
        else:
            self.paragraph = self._child(self._place(), "paragraph")
            self._content(self.paragraph, block.text)

    def _content(self, element, text):
        """Give an element its words."""
        self._words(self._child(self._child(element, "content"), "p"), text)

    def _words(self, element, text):
        """Write words, emphasis and notes into an element."""
        for piece in re.split(r"(\*.+?\*|\[\^\d+\])", text):
            if match := _EMPHASIS.fullmatch(piece):
                self._child(element, "i").text = match[1]
            elif match := _MARK.fullmatch(piece):
                note = self._child(element, "authorialNote", marker=match[1], placement="bottom")
                self._child(note, "p").text = self.notes[match[1]]
            elif len(element):
                element[-1].tail = (element[-1].tail or "") + piece
            else:
                element.text = (element.text or "") + piece

    def _meta(self):
        """Write the least that the standard asks for about the draft itself."""
        meta = self._child(self.document, "meta")
        identity = self._child(meta, "identification", source="#servanda")
        for level, tail in (("Work", ""), ("Expression", "/eng@"), ("Manifestation", "/eng@.xml")):
            part = self._child(identity, f"FRBR{level}")
            address = f"/akn/un/doc/treaty/{_DATE}/ecommerce-draft{tail}"
            self._child(part, "FRBRthis", value=address)
            self._child(part, "FRBRuri", value=address)
            self._child(part, "FRBRdate", date=_DATE, name="made")
            self._child(part, "FRBRauthor", href="#servanda")
            if level == "Work":
                self._child(part, "FRBRcountry", value="un")
            elif level == "Expression":
                self._child(part, "FRBRlanguage", language="eng")
        references = self._child(meta, "references", source="#servanda")
        self._child(
            references, "TLCOrganization", eId="servanda", href="#servanda", showAs="servanda"
        )

    def _child(self, parent, tag, /, **attributes):
        """Give a new element under a parent."""
        return etree.SubElement(parent, f"{{{_SPACE}}}{tag}", **attributes)
