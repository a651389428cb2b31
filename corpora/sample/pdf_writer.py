"""Write a draft as a PDF of plain make: a page head, a page number, notes at the foot.

A typewriter face (Courier) needs no table of widths, and no fonts to embed. Lines break at the
end of words and, where that fills the line better, at the hyphens of a short list of words.
"""

import re

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 72
_SIZE, _LEAD = 10, 13
_COLUMNS = int((_WIDTH - 2 * _MARGIN) / (_SIZE * 0.6))
_FOOT = 110
_MARK = re.compile(r"\[\^(\d+)\]")
_HYPHENS = {
    "competition": "compe-tition",
    "electronic": "elec-tronic",
    "government": "govern-ment",
    "importance": "impor-tance",
    "interconnection": "intercon-nection",
    "international": "interna-tional",
    "publication": "publi-cation",
    "requirements": "require-ments",
    "telecommunications": "telecom-munications",
    "transmission": "trans-mission",
}
_FACES = ("Courier", "Courier-Bold")


def pdf_file(draft):
    """Give the draft as the bytes of a PDF file.

    Parameters
    ----------
    draft : list of Block
        The blocks of the draft, notes last.

    Returns
    -------
    bytes
        The same for the same draft.
    """
    notes = {block.number: block.text for block in draft if block.kind == "note"}
    pages = _Pages(draft[0].text.upper(), notes)
    for block in draft:
        if block.kind == "heading":
            pages.heading(block.text, block.level)
        elif block.kind != "note":
            indent = 4 if block.kind == "item" else 0
            pages.paragraph(f"{block.number} {block.text}".strip().replace("*", ""), indent)
    return _assembled(pages.finished())


class _Pages:
    """Pages under construction, each a list of drawing commands."""

    def __init__(self, head, notes):
        self.head = head
        self.notes = notes
        self.pages = []
        self._turn()

    def heading(self, text, level):
        """Write a heading in bold, larger than the text, and keep it with what follows."""
        size = {1: 14, 2: 12}.get(level, 11)
        if self.at - 4 * _LEAD < self._floor():
            self._turn()
        self.at -= _LEAD / 2
        for line in _lines(text, int(_COLUMNS * _SIZE / size), 0):
            self.at -= size + 3
            self._write(line, _MARGIN, self.at, size, bold=True)
        self.at -= _LEAD / 2

    def paragraph(self, text, indent):
        """Write a paragraph and put the notes it calls for at the foot of the page."""
        plain = _MARK.sub("\0\\1", text)
        for line in _lines(plain, _COLUMNS - indent, indent):
            called = re.findall("\0(\\d+)", line)
            if self.at - _LEAD < self._floor(called):
                self._turn()
            self.feet += called
            self.at -= _LEAD
            self._marked(line, _MARGIN + indent * _SIZE * 0.6)
        self.at -= _LEAD * 0.7

    def finished(self):
        """Give the drawing commands of all pages."""
        self._feet()
        return self.pages

    def _floor(self, called=()):
        """Give the height below which only notes stand."""
        return _FOOT + 11 * len([*self.feet, *called])

    def _turn(self):
        """End the page and begin the next with its head and number."""
        if self.pages:
            self._feet()
        self.pages.append([])
        self.feet = []
        self._write(self.head, _MARGIN, _HEIGHT - 40, 8)
        self._write(f"- {len(self.pages)} -", _WIDTH / 2 - 15, 40, 8)
        self.at = _HEIGHT - _MARGIN

    def _feet(self):
        """Write the notes of the page under a short rule."""
        if not self.feet:
            return
        top = 70 + 11 * len(self.feet)
        self.pages[-1].append(f"0.5 w {_MARGIN} {top + 6} m {_MARGIN + 120} {top + 6} l S")
        for place, number in enumerate(self.feet, 1):
            height = top - 11 * place
            self._write(number, _MARGIN, height + 3, 5)
            self._write(self.notes[number], _MARGIN + 5, height, 7)

    def _marked(self, line, left):
        """Write a line whose note marks are raised and small."""
        for piece in re.split("(\0\\d+)", line):
            if piece.startswith("\0"):
                self._write(piece[1:], left, self.at + 4, 6)
                left += 4
            elif piece:
                self._write(piece, left, self.at, _SIZE)
                left += len(piece) * _SIZE * 0.6

    def _write(self, words, left, height, size, bold=False):
        """Add the command that draws words."""
        safe = re.sub(r"([\\()])", r"\\\1", words)
        self.pages[-1].append(
            f"BT /F{int(bold)} {size} Tf {left:.1f} {height:.1f} Td ({safe}) Tj ET"
        )


def _lines(text, width, indent):
    """Break words into lines, here and there at a hyphen."""
    lines, line = [], ""
    for word in text.split():
        if len(f"{line} {word}".strip()) <= width:
            line = f"{line} {word}".strip()
            continue
        head, _, tail = _HYPHENS.get(word, "").partition("-")
        if head and len(line) + len(head) + 2 <= width:
            lines.append(f"{line} {head}-")
            line = tail
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _assembled(pages):
    """Give a PDF of pages of drawing commands."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * page} 0 R" for page in range(count))
    fonts = " ".join(f"/F{place} {3 + place} 0 R" for place in range(2))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>"
            for face in _FACES
        ),
    ]
    for place, commands in enumerate(pages):
        stream = "\n".join(commands)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] "
            f"/Resources << /Font << {fonts} >> >> /Contents {6 + 2 * place} 0 R >>"
        )
        size = len(stream.encode("cp1252"))
        objects.append(f"<< /Length {size} >>\nstream\n{stream}\nendstream")
    return _numbered(objects)


def _numbered(objects):
    """Give the objects as a file, with the table that says where each begins."""
    out, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    tail = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + tail.encode("cp1252")
