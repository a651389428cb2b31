"""Write a draft as a Word file: heading styles, Word's own numbering, Word's own footnotes.

No number of an article, paragraph or item is typed: Word counts them, so a reader of the file
has to count as Word does.
"""

import io
import re
import zipfile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_PIECES = re.compile(r"(\*.+?\*|\[\^\d+\])")
_ARTICLE = re.compile(r"Article \d+: (.+)")
_BODY, _ANNEX = "41", "42"
# Level of the body's list by the way a paragraph is numbered in print.
_LEVELS = ("Article %1:", "%1.%2", "(%3)", "%4.", "(%5)")
_FORMATS = ("decimal", "decimal", "lowerLetter", "decimal", "lowerLetter")
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def word_file(draft):
    """Give the draft as the bytes of a .docx file.

    Parameters
    ----------
    draft : list of Block
        The blocks of the draft, notes last.

    Returns
    -------
    bytes
        The same for the same draft and the same python-docx.
    """
    document = Document()
    document.core_properties.author = "servanda"
    document.core_properties.comments = ""
    _add_numbering(document)
    list_id, item_level = _BODY, 2
    for block in draft:
        if block.kind == "heading":
            list_id = _ANNEX if block.text.startswith("ANNEX") else list_id
            _heading(document, block)
        elif block.kind == "paragraph":
            dotted = "." in block.number.rstrip(".")
            level = 0 if list_id == _ANNEX else 1 if dotted else 3
            item_level = 2 if dotted else 4
            _numbered(document.add_paragraph(), list_id, level, block.text)
        elif block.kind == "item":
            _numbered(document.add_paragraph(), list_id, item_level, block.text)
        elif block.kind == "plain":
            item_level = 2
            _words(document.add_paragraph(), block.text)
    _add_notes(document, [block for block in draft if block.kind == "note"])
    return _packed(document)


def _heading(document, block):
    """Add a heading; an article's number is left to Word."""
    if block.level == 1:
        document.add_paragraph(block.text, style="Title")
        return
    article = _ARTICLE.fullmatch(block.text)
    style = f"Heading {block.level - 1}"
    paragraph = document.add_paragraph(article[1] if article else block.text, style=style)
    if article:
        _number(paragraph, _BODY, 0)


def _numbered(paragraph, list_id, level, text):
    """Fill a paragraph that Word numbers."""
    _number(paragraph, list_id, level)
    _words(paragraph, text)


def _number(paragraph, list_id, level):
    """Make a paragraph part of a numbered list."""
    number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = int(list_id)


def _words(paragraph, text):
    """Write words, emphasis and the marks of notes."""
    for piece in _PIECES.split(text):
        if piece.startswith("[^"):
            run = paragraph.add_run()
            run.font.superscript = True
            mark = OxmlElement("w:footnoteReference")
            mark.set(qn("w:id"), piece[2:-1])
            run._r.append(mark)
        elif piece.startswith("*"):
            paragraph.add_run(piece.strip("*")).italic = True
        elif piece:
            paragraph.add_run(piece)


def _add_numbering(document):
    """Define the two lists: that of the articles and that of the annex."""
    numbering = document.part.numbering_part.element
    lists = ((_BODY, _LEVELS, _FORMATS), (_ANNEX, ("%1.",), ("decimal",)))
    first = numbering.find(qn("w:num"))
    for list_id, texts, formats in lists:
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{360 * depth}" w:firstLine="0"/></w:pPr></w:lvl>'
            for depth, (text, form) in enumerate(zip(texts, formats, strict=True))
        )
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            )
        )
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{list_id}">'
                f'<w:abstractNumId w:val="{list_id}"/></w:num>'
            )
        )


def _add_notes(document, notes):
    """Add the part that holds the footnotes, which python-docx does not know."""
    bodies = "".join(
        f'<w:footnote w:id="{note.number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/>'
        f'</w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {note.text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for note in notes
    )
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:footnotes {nsdecls('w')}>{marks}{bodies}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, content.encode(), None)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _packed(document):
    """Give the file's bytes with the dates of its members set, so that they never differ."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as before, zipfile.ZipFile(second, "w") as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, (2026, 11, 22, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return second.getvalue()
