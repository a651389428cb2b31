"""PDF files to a draft: text in reading order, without what the page puts around it.

PDFium gives glyphs and places; what is a line, a paragraph, a heading, a footnote or a page
head is made out here.
"""

import re
from collections import Counter

import pypdfium2

from ..errors import ReadError
from .artefacts import is_contents_entry
from .draft import Draft
from .pdf_furniture import without_furniture
from .pdf_hyphens import Words
from .pdf_notes import part_notes, put_marks, rules_of
from .pdf_page import ENUMERATOR, lines_of
from .pdf_paragraphs import Setting, paragraphs_of
from .plain import clean, squeeze

PAGES = 3_000
GLYPHS = 20_000_000
PAGE_GLYPHS = 100_000

_SCAN = (
    "the PDF has no text layer (a scan?); run OCR on it, for example with OCRmyPDF, "
    "and read the result."
)
_GARBLED = (
    "the text layer of the PDF does not say which letters it shows; run OCR on it, for example "
    "with OCRmyPDF --force-ocr, and read the result."
)
_TOO_MUCH = "by page {} the PDF has more text than a draft can hold; split it and read the parts."
_LOCKED = "the PDF is encrypted and asks for a password; save a copy without one and read that."
_DAMAGED = "the PDF is damaged and cannot be opened; get or export it anew."
_UNKNOWN = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_BULLET = re.compile(r"^([\[(]*)[•·▪◦●○\uf0b7\uf0a7]\s*")
_NO_TITLE = re.compile(
    r"microsoft word|\.(?:docx?|pdf|rtf|indd)$|^untitled|^document\d*$|^[\W\d_]*$", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"[\[({\s]{0,4}(?:article|art[ií]culo)\s*\[?\d{1,3}\s?(?:[a-z]{1,9}\b)?[\])]*"
    r"(?:\s*[:.–—-]\s*|\s+|$)", re.IGNORECASE
)  # fmt: skip
_DIVISION = re.compile(
    r"[\[({\s]{0,4}(?:part|chapter|section|title|annex|appendix|preamble|parte|cap[ií]tulo"
    r"|secci[oó]n|t[ií]tulo|anexo|pre[aá]mbulo|partie|chapitre|titre|annexe|pr[eé]ambule)\b"
    r"(?:\s+(?:[IVXLC]{1,6}|[A-Z]|\d{1,3})\b|[\s\])]*$)",
    re.IGNORECASE,
)
_SUBSECTION = re.compile(r"[\[({\s]{0,4}[A-Z]\.\d{1,2}\.?\s+\S")
_LETTERED = re.compile(r"[\[({\s]{0,4}(?:[A-Z]|[IVX]{1,5})\.\s")


def read_pdf(data):
    """Give the draft of a PDF file.

    Parameters
    ----------
    data : bytes
        The content of the file.

    Returns
    -------
    Draft
        Its title is the file's own, else the first heading in large type.

    Raises
    ------
    ReadError
        If the file is damaged, encrypted, far too long, or has no text.
    """
    document = _open(data)
    try:
        return _draft(document)
    except pypdfium2.PdfiumError as error:
        raise ReadError(_DAMAGED) from error
    finally:
        document.close()


def _open(data):
    """Give the document, if it is one that can be read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(_LOCKED if error.err_code == 4 else _DAMAGED) from error
    if not 0 < len(document) <= PAGES:
        count = len(document)
        document.close()
        said = f"the PDF has {count} pages, more than {PAGES}; split it and read the parts."
        raise ReadError(said if count else _DAMAGED)
    return document


def _draft(document):
    """Give the draft of an open document."""
    pages, sizes, rules, empty = [], [], [], []
    left = GLYPHS
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        left -= text.count_chars()
        if left < 0 or text.count_chars() > PAGE_GLYPHS:
            raise ReadError(_TOO_MUCH.format(number + 1))
        pages.append(lines_of(page, text, number))
        sizes.append(page.get_size())
        rules.append(rules_of(page) if pages[-1] else [])
        if not pages[-1] and next(page.get_objects(max_depth=1), None) is not None:
            empty.append(number + 1)
        text.close()
        page.close()
    _check(pages)
    blocks = _blocks(pages, sizes, rules)
    if not blocks:
        raise ReadError(_SCAN)
    metadata = {"format": "pdf", "pages": len(pages), "warnings": _warnings(empty)}
    return Draft("\n\n".join(blocks), _title(document, blocks), metadata)


def _check(pages):
    """Refuse a document whose pages show no letters or do not name them."""
    text = "".join(line.text for lines in pages for line in lines)
    if len(text) < 8 * len(pages) or not re.search(r"[^\W\d_]{2}", text):
        raise ReadError(_SCAN)
    if len(_UNKNOWN.findall(text)) > 0.2 * len(text):
        raise ReadError(_GARBLED)


def _warnings(empty):
    """Give a sentence on the pages that are pictures only."""
    if not empty:
        return []
    numbers = ", ".join(map(str, empty[:20])) + (", …" if len(empty) > 20 else "")
    return [f"No text on page {numbers} (a scan?): what stands there is not read; OCR would help."]


def _blocks(pages, sizes, rules):
    """Give the blocks of the text, footnotes last."""
    pages = without_furniture(pages, [height for _, height in sizes])
    types = Counter()
    for line in (line for lines in pages for line in lines):
        types[line.size] += len(line.glyphs)
    body_size = max(types, key=types.get, default=10.0)
    widths = [width for width, _ in sizes]
    pages, notes = _without_notes(pages, rules, body_size, widths)
    words = Words(line.text for lines in pages for line in lines)
    setting = Setting(pages)
    trailing = sum(line.trails for lines in pages for line in lines) > 0.3 * sum(map(len, pages))
    blocks, margins = [], []
    for paragraph in paragraphs_of(pages, setting):
        text = _text(paragraph.lines, words, trailing)
        if not text or is_contents_entry(text):
            continue
        level = _heading_level(paragraph, text, body_size)
        if level:
            margins.clear()
            blocks.append(f"{'#' * level} {text}")
        else:
            text = _BULLET.sub(r"\1- ", text)
            blocks.append("  " * _depth(paragraph, text, margins) + text)
    for label, lines in notes:
        blocks.append(f"[^{label}]: {_text(lines, words, trailing)}".rstrip())
    return blocks


def _without_notes(pages, rules, body_size, widths):
    """Give the pages without footnotes, marks put in, and the notes with marks of their own."""
    kept, notes, taken = [], [], set()
    for lines, drawn, wide in zip(pages, rules, widths, strict=True):
        text, found = part_notes(lines, drawn, body_size, wide) if lines else (lines, [])
        labels = {}
        for mark, body in found:
            body = [line for line in body if line.glyphs]
            if not mark and notes:
                notes[-1][1].extend(body)
                continue
            label = _free(mark or "*", taken)
            labels.setdefault(mark, label)
            notes.append((label, body))
        put_marks(text, labels)
        kept.append(text)
    return kept, notes


def _free(mark, taken):
    """Give a mark that no other note has, where numbers begin anew on each page."""
    label, at = mark, 2
    while label in taken:
        label, at = f"{mark}-{at}", at + 1
    taken.add(label)
    return label


def _text(lines, words, trailing):
    """Give lines as one."""
    text, before = "", None
    for line in lines:
        close = trailing and before is not None and not before.trails
        close = close and text.endswith("]") and line.text.startswith("[")
        text = words.join(text, clean(line.text), "" if close else " ")
        before = line
    return squeeze(text)


def _heading_level(paragraph, text, body_size):
    """Give the level of the heading that a paragraph is, 0 if it is none."""
    count = len(text.split())
    if count > 25 or len(paragraph.lines) > 3 or re.search(r"[;,:]$", text):
        return 0
    marked = paragraph.bold or paragraph.centred or paragraph.size > body_size + 1.4
    if _ARTICLE.match(text) and (marked or count < 9) and not re.search(r"\w\.$", text):
        return 3
    if not marked or (re.search(r"[^.]\.$", text) and count > 4):
        return 0
    if _DIVISION.match(text) or (_LETTERED.match(text) and paragraph.bold):
        return 1
    if _SUBSECTION.match(text) and (paragraph.bold or paragraph.centred):
        return 2
    if ENUMERATOR.match(f"{text} ") or not re.search(r"[^\W\d_]{2}", text):
        return 0
    return _plain_level(paragraph, text, body_size)


def _plain_level(paragraph, text, body_size):
    """Give the level of a heading without a number: large type, or capitals in the middle."""
    if text[0] in "[{(" or text.endswith(("]", "}", ")")):
        return 0
    if paragraph.size > body_size + 1.4 and (paragraph.bold or paragraph.centred):
        return 1
    if paragraph.centred and paragraph.bold:
        return 4
    return 4 if paragraph.centred and text.isupper() and len(text) > 4 else 0


def _depth(paragraph, text, margins):
    """Give how deep in lists a paragraph stands, by the margins of the numbers before it."""
    if not ENUMERATOR.match(f"{text} "):
        return 0
    left = paragraph.first.left
    while margins and margins[-1] > left - 4:
        margins.pop()
    margins.append(left)
    return len(margins) - 1


def _title(document, blocks):
    """Give the title the file names, else its first heading of the highest level."""
    title = squeeze(document.get_metadata_dict().get("Title", ""))
    if title and not _NO_TITLE.search(title):
        return title
    return next((block[2:] for block in blocks[:12] if block.startswith("# ")), "")
