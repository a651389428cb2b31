"""Ways through the tree of a Word file: its paragraphs and tables, their rows and cells."""

from .docx_archive import W

_HOLDERS = ("sdtContent", "customXml", "ins", "moveTo", "smartTag")


def blocks_in(holder):
    """Give the paragraphs and tables of a holder, those in content controls too."""
    for element in holder:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag == f"{W}sdt":
            if not _is_contents(element):
                yield from blocks_in(element)
        elif element.tag in [f"{W}{name}" for name in _HOLDERS]:
            yield from blocks_in(element)


def _is_contents(control):
    """Tell whether a content control holds a table of contents."""
    gallery = next(control.iter(f"{W}docPartGallery"), None)
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def rows_of(table):
    """Give the rows of a table, not those of tables in it."""
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]


def cells_of(row):
    """Give the cells of a row, not those of tables in it."""
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def has_words(paragraph):
    """Tell whether a paragraph has words of its own left."""
    return any((one.text or "").strip() for one in paragraph.iter(f"{W}t"))
