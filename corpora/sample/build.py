"""Make the sample draft in every format that servanda reads, from the Markdown file beside this.

Run it as ``python corpora/sample/build.py``. The same source gives the same bytes each time, so
that the made files can be committed and checked. Words are never changed, only their dress.
"""

import html
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from akn_writer import akoma_ntoso
from docx_writer import word_file
from pdf_writer import pdf_file

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "ecommerce-draft.md"

_HEADING = re.compile(r"(#+) (.+)")
_NOTE = re.compile(r"\[\^(\d+)\]: (.+)")
_ITEM = re.compile(r"(\([a-z]+\)) (.+)")
_PARAGRAPH = re.compile(r"(\d+\.\d+|\d+\.) (.+)")
_MARK = re.compile(r"\[\^(\d+)\]")
_EMPHASIS = re.compile(r"\*(.+?)\*")


@dataclass(frozen=True)
class Block:
    """One block of the draft: a heading, a paragraph, an item, a note or plain words."""

    kind: str
    number: str
    text: str
    level: int = 0


def blocks(markdown):
    """Give the blocks of a Markdown draft in order, notes last."""
    found = [_block(piece) for piece in markdown.strip().split("\n\n")]
    return sorted(found, key=lambda block: block.kind == "note")


def _block(piece):
    """Tell what one block of Markdown is."""
    if match := _HEADING.fullmatch(piece):
        return Block("heading", "", match[2], len(match[1]))
    for kind, pattern in (("note", _NOTE), ("item", _ITEM), ("paragraph", _PARAGRAPH)):
        if match := pattern.fullmatch(piece):
            return Block(kind, match[1], match[2])
    return Block("plain", "", piece)


def plain_text(draft):
    """Give the draft as plain text, 76 characters a line, no marks but those of the notes."""
    lines = []
    for block in draft:
        words = _EMPHASIS.sub(r"\1", block.text)
        if block.kind == "heading":
            lines.append(words)
        elif block.kind == "note":
            lines.append(_wrapped(f"[^{block.number}]: {words}"))
        else:
            lines.append(_wrapped(f"{block.number} {words}".strip()))
    return "\n\n".join(lines) + "\n"


def _wrapped(words):
    """Break words into lines, never at a hyphen."""
    return textwrap.fill(words, 76, break_on_hyphens=False, break_long_words=False)


def web_page(draft):
    """Give the draft as an HTML page with linked footnotes and a menu that is not part of it."""
    body = [_element(block) for block in draft if block.kind != "note"]
    notes = [
        f'<p id="fn{block.number}"><a href="#mark{block.number}">{block.number}</a> '
        f"{_inline(block.text)}</p>"
        for block in draft
        if block.kind == "note"
    ]
    title = html.escape(draft[0].text)
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f"<title>{title}</title>\n</head>\n<body>",
            '<nav><a href="#">Home</a> <a href="#">All drafts</a></nav>\n<main>',
            *body,
            '<hr>\n<section class="footnotes">',
            *notes,
            "</section>\n</main>\n</body>\n</html>\n",
        ]
    )


def _element(block):
    """Give one block as an HTML element."""
    if block.kind == "heading":
        return f"<h{block.level}>{_inline(block.text)}</h{block.level}>"
    dress = ' class="item"' if block.kind == "item" else ""
    return f"<p{dress}>{_inline(f'{block.number} {block.text}'.strip())}</p>"


def _inline(text):
    """Give words with emphasis and note marks as HTML."""
    words = _EMPHASIS.sub(r"<em>\1</em>", html.escape(text, quote=False))
    link = r'<sup><a href="#fn\1" id="mark\1">\1</a></sup>'
    return _MARK.sub(link, words)


def build(folder=HERE, source=SOURCE):
    """Write the made files into a folder.

    Parameters
    ----------
    folder : path-like
        Where the files go; the names are those of the source with other suffixes.
    source : path-like
        The Markdown draft.

    Returns
    -------
    list of Path
        The files written.
    """
    draft = blocks(Path(source).read_text(encoding="utf-8"))
    made = {
        ".txt": plain_text(draft).encode(),
        ".html": web_page(draft).encode(),
        ".xml": akoma_ntoso(draft),
        ".docx": word_file(draft),
        ".pdf": pdf_file(draft),
    }
    paths = []
    for suffix, content in made.items():
        path = Path(folder) / (Path(source).stem + suffix)
        path.write_bytes(content)
        paths.append(path)
    return paths


if __name__ == "__main__":
    build()
