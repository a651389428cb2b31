"""Word files to a draft: what a reader of the page sees, tracked changes settled one way.

A reader of its own over the XML, because the usual ones lose what matters here: python-docx
drops tracked insertions ("shall endeavour to ensure" becomes "shall ensure") and automatic
numbers.
"""

import re

from ..errors import ReadError
from .docx_archive import Package, W, value
from .docx_changes import JOINS, list_changes, settle
from .docx_inline import BREAK, Inline
from .docx_notes import Notes
from .docx_numbering import Numbering
from .docx_styles import Styles
from .docx_tree import blocks_in, cells_of, has_words, rows_of
from .draft import Draft
from .plain import clean, squeeze

_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_ENUMERATOR = re.compile(
    r"[\[“\"]*(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]+|[A-Z])[.)]|\d+(?:\.\d+)+\.?|[•–—-])(?=\s)"
)
_DIVISION = re.compile(
    r"(?:article|art[ií]culo|chapter|section|part|title|annex)\s+\S*\w$", re.IGNORECASE
)
_CLAUSE = re.compile(r"[.;,:][\"'”’)\]]*(?:\[\^\S+\])*$")
_NO_TITLE = re.compile(r"microsoft word|^(?:document|untitled|dokument)\s*\d*$", re.IGNORECASE)


def read_docx(data, tracked="accept"):
    """Give the draft of a Word file.

    Parameters
    ----------
    data : bytes
        The content of the file.
    tracked : {"accept", "reject"}, default "accept"
        Which reading of tracked changes the text gives; `metadata["tracked"]` lists them
        either way.

    Returns
    -------
    Draft

    Raises
    ------
    ReadError
        If the file is damaged, protected, no Word document, or an attack.
    ValueError
        If `tracked` is none of the above.
    """
    if tracked not in ("accept", "reject"):
        raise ValueError(
            "The 'tracked' parameter of read_docx must be one of 'accept' or 'reject'. "
            f"Got {tracked!r} instead."
        )
    package = Package(data)
    try:
        return _Reader(package, tracked).draft()
    except RecursionError:
        raise ReadError(
            "its parts are nested too deeply; save it anew from Word and read that."
        ) from None


class _Reader:
    """Reads the parts of a package into one text."""

    def __init__(self, package, tracked):
        self._package = package
        self._root = package.main()
        parts = {kind: package.beside(f"{kind}s") for kind in ("footnote", "endnote")}
        trees = [self._root, *(root for root in parts.values() if root is not None)]
        self._changes = [change for root in trees for change in list_changes(root)]
        for root in trees:
            settle(root, tracked)
        self._styles = Styles(package.beside("styles"))
        self._numbering = Numbering(package.beside("numbering"), self._styles.lists())
        self._notes = Notes(parts, package.beside("settings"))
        self._inline = {
            kind: Inline(root, self._styles, self._notes)
            for kind, root in ({"text": self._root} | parts).items()
            if root is not None
        }
        self._base = {}
        self._title = ""
        self._part = "text"

    def draft(self):
        """Give the text with the notes at its end, the title and what is known."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise ReadError("the Word document has no body; save it anew from Word and read that.")
        self._find_bases(body)
        blocks = self._flow(body)
        for label, kind, note in self._marked():
            self._part = kind
            words = " ".join(block.strip() for block in self._flow(note))
            blocks.append(f"[^{label}]: {words}".rstrip())
        text = "\n\n".join(blocks)
        if not text.strip():
            raise ReadError("the Word document has no text in it; give one that has.")
        metadata = {"format": "docx", "tracked": self._changes}
        return Draft(text, self._core_title() or self._title, metadata)

    def _marked(self):
        """Give the notes one by one; a note may itself mark another."""
        at = 0
        while at < len(self._notes.marked()):
            yield self._notes.marked()[at]
            at += 1

    def _core_title(self):
        """Give the title that the properties of the file name, unless Word made it up."""
        core = self._package.tree("docProps/core.xml")
        title = squeeze(core.findtext(f"{_DUBLIN}title") or "") if core is not None else ""
        return "" if _NO_TITLE.search(title) else title

    def _find_bases(self, body):
        """Find the level at which each list leaves its headings and begins to be a list."""
        for paragraph in body.iter(f"{W}p"):
            number, at = self._points(paragraph)
            if number is not None and not self._heading_level(paragraph):
                abstract = self._numbering.abstract(number)
                self._base[abstract] = min(at, self._base.get(abstract, at))

    def _flow(self, holder):
        """Give the blocks of a body, cell, note or box."""
        blocks, carried = [], None
        for element in blocks_in(holder):
            if element.tag == f"{W}tbl":
                blocks.extend(self._table(element))
                continue
            words, boxes = self._inline[self._part].words(element, self._hidden(element))
            if carried is not None:
                words, carrier = carried[0] + words, carried[1]
                element = self._stronger(carrier, element)
            carried = (words, element) if _joins(element, words) else None
            if carried is None:
                blocks.extend(self._paragraph(element, words))
            for box in boxes:
                blocks.extend(self._flow(box))
        if carried is not None:
            blocks.extend(self._paragraph(carried[1], carried[0]))
        return blocks

    def _stronger(self, first, second):
        """Give the paragraph whose properties two joined ones have: Word keeps the last's."""
        numbered = self._points(first)[0] is not None and self._points(second)[0] is None
        if not numbered or _joins(second, ""):
            return second
        return first if has_words(first) else second

    def _hidden(self, paragraph):
        """Tell whether the style of a paragraph hides its words."""
        return self._styles.hidden(self._style(paragraph))

    def _style(self, paragraph):
        """Give the id of a paragraph's style."""
        return value(paragraph.find(f"{W}pPr"), "pStyle") or self._styles.default

    def _heading_level(self, paragraph):
        """Give the heading level of a paragraph, None if it is no heading."""
        own = value(paragraph.find(f"{W}pPr"), "outlineLvl")
        if own is not None:
            return int(own) + 1 if own.isdecimal() and int(own) < 9 else None
        style = self._style(paragraph)
        return 1 if self._styles.name(style) == "title" else self._styles.outline(style)

    def _points(self, paragraph):
        """Give the list that numbers a paragraph and its level there, (None, 0) if none does."""
        properties = paragraph.find(f"{W}pPr")
        own = None if properties is None else properties.find(f"{W}numPr")
        style = self._style(paragraph)
        number, at = value(own, "numId"), value(own, "ilvl")
        if number is None:
            number, styled = self._styles.numbering(style)
            if at is None:
                at = self._numbering.level_of_style(number, self._styles.chain(style))
                at = styled if at is None else at
        at = int(at) if at and at.isdecimal() else 0
        if number in (None, "0") or not self._numbering.knows(number, at):
            return None, 0
        return number, at

    def _paragraph(self, paragraph, words):
        """Give the blocks of a paragraph: one, or more where line breaks begin new ones."""
        if re.match(r"toc( heading| \d)?$", self._styles.name(self._style(paragraph))):
            return []
        level = self._heading_level(paragraph)
        number, at = self._points(paragraph)
        if not squeeze(words.replace(BREAK, " ")) and (level is None or number is None):
            return []
        label = self._numbering.next(number, at) if number is not None else ""
        if level and not _is_clause(words):
            return self._heading(level, label, words, paragraph)
        depth = max(0, at - self._base.get(self._numbering.abstract(number), at)) if number else 0
        lines = _lines(words)
        if lines and label and not (label == "-" and _ENUMERATOR.match(lines[0])):
            lines[0] = _joined(label, lines[0])
        return ["  " * depth + line for line in lines]

    def _heading(self, level, label, words, paragraph):
        """Give the block of a heading; "Article 5", line break, "Scope" is "Article 5: Scope"."""
        pieces = list(filter(None, (squeeze(piece) for piece in words.split(BREAK))))
        text = " ".join(pieces)
        if len(pieces) > 1 and _DIVISION.match(pieces[0]):
            text = f"{pieces[0]}: {' '.join(pieces[1:])}"
        if label == "-":
            label = ""
        if label and text and _DIVISION.match(label):
            text = _joined(label, text) if re.match(r"[:.,–—-]", text) else f"{label}: {text}"
        elif label:
            text = _joined(label, text)
        if self._styles.name(self._style(paragraph)) == "title" and not self._title:
            self._title = text
        return [f"{'#' * min(level, 6)} {text}"] if text else []

    def _table(self, table):
        """Give the blocks of a table: its rows, or its cells if it only lays out the page."""
        rows = [[self._flow(cell) for cell in cells_of(row)] for row in rows_of(table)]
        if max(map(len, rows), default=0) < 2 or any(len(cell) > 1 for row in rows for cell in row):
            return [block for row in rows for cell in row for block in cell]
        blocks, lines = [], []
        for row in rows:
            cells = [squeeze(" ".join(cell)) for cell in row]
            found = _ENUMERATOR.match(f"{cells[0]} ") if len(cells) > 1 else None
            if found and found[0] == cells[0]:
                blocks += ["\n".join(lines)] if lines else []
                blocks.append(" ".join(filter(None, cells)))
                lines = []
            elif any(cells):
                lines.append(" | ".join(cells).rstrip("| "))
        return [*blocks, "\n".join(lines)] if lines else blocks


def _joins(paragraph, words):
    """Tell whether a paragraph runs on into the next: its end was deleted or is hidden."""
    if paragraph.get(JOINS):
        return True
    mark = paragraph.find(f"{W}pPr/{W}rPr/{W}specVanish")
    return mark is not None and bool(words.strip())


def _is_clause(words):
    """Tell whether a heading is one by style only and a clause by its words."""
    text = squeeze(words.replace(BREAK, " "))
    return len(text.split()) > 12 and bool(_CLAUSE.search(text))


def _joined(label, text):
    """Give a number and the words after it; a colon or comma follows without a blank."""
    if not text or not label:
        return label or text
    return f"{label}{text}" if re.match(r"[:.,;)]", text) else f"{label} {text}"


def _lines(words):
    """Give the paragraphs in a run of text: a line break may begin one."""
    lines, gap = [], False
    for piece in clean(words.replace(BREAK, "\n")).split("\n"):
        piece = " ".join(piece.split())
        begins = gap or not lines or _ENUMERATOR.match(piece) or re.search(r"[.;:]$", lines[-1])
        gap = not piece
        if piece and begins:
            lines.append(piece)
        elif piece:
            lines[-1] += f" {piece}"
    return lines
