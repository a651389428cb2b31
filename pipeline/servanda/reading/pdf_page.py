"""A page of a PDF as lines: glyphs by their places, small raised ones told from the rest.

A PDF holds glyphs, not text. What stands on one baseline is a line; the blanks are those of
the file or of PDFium, and a wide gap is kept as such, for it often parts a number from its
paragraph.
"""

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pypdfium2 import raw

ENUMERATOR = re.compile(
    r"[\[{(“\"*\s]{0,5}(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|[IVX]{1,5})[.)]"
    r"|\d{1,3}(?:\.\d{1,3})+\.?)\]?(?:\s?(?:bis|ter|qua[td]\w*|quin\w*|alt)\.?)?[\])]?\s"
    r"|[\[{(\s]{0,4}\d{1,3}(?:\.\d{1,3})*\s?(?:bis|ter|quat\w*|alt)\.?\s|[•·▪◦●○–—-]\s"
)
"""What opens a numbered paragraph, with the blank after it."""

_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st",
}  # fmt: skip
_HYPHENS = "\x02\ufffe\xad"
_BLANKS = " \t\r\n\xa0\u2002\u2003\u2009\u202f"
_UPRIGHT = 0.02
_TURN = 6.2832
_BOLD = 600


@dataclass(slots=True)
class Glyph:
    """A character and where it stands; y is its baseline, upwards.

    `spaced` says that a blank is before it, `guessed` that PDFium put the blank there.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    spaced: bool = False
    guessed: bool = False
    trails: bool = False


@dataclass(slots=True)
class Line:
    """A line of a page: its glyphs from left to right and the measures of all of them.

    `first` is where its words begin after a number and a gap; `trails` says that the file has
    a blank after its last glyph.
    """

    glyphs: list
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    y: float = 0.0
    size: float = 0.0
    tall: float = 0.0
    first: float = 0.0
    bold: bool = False
    text: str = ""
    trails: bool = False
    column: tuple = ()

    def settle(self):
        """Work out the measures of the line from its glyphs."""
        glyphs = self.glyphs
        for before, glyph in pairwise(glyphs):
            if glyph.text.startswith("[^"):
                continue
            gap = (glyph.left - before.right) / max(glyph.size, before.size)
            if gap > 0.3 or (glyph.guessed and gap < 0.06):
                glyph.spaced = gap > 0.3
        self.left, self.right = glyphs[0].left, glyphs[-1].right
        self.size = _weighted([(one.size, 1) for one in glyphs])
        self.tall = max(one.size for one in glyphs)
        self.y = median(one.y for one in glyphs if one.size >= 0.85 * self.size)
        letters = [one for one in glyphs if one.text.isalnum()]
        self.bold = bool(letters) and sum(one.bold for one in letters) > 0.9 * len(letters)
        self.text = "".join((" " if one.spaced else "") + one.text for one in glyphs).strip()
        self.first = self._first()
        self.trails = glyphs[-1].trails
        return self

    def _first(self):
        """Give where the words begin: after the first wide gap, if it comes early."""
        opening = ""
        for before, glyph in zip(self.glyphs[:14], self.glyphs[1:15], strict=False):
            opening += (" " if before.spaced else "") + before.text
            if glyph.spaced and glyph.left - before.right > 0.45 * self.size:
                if ENUMERATOR.fullmatch(f"{opening.strip()} "):
                    return glyph.left
        return self.left

    def is_raised(self, glyph):
        """Tell whether a glyph is small and stands above the line."""
        return glyph.size < 0.82 * self.tall and glyph.y > self.y + 0.12 * self.tall


def lines_of(page, textpage, number):
    """Give the lines of a page from top to bottom.

    Parameters
    ----------
    page : pypdfium2.PdfPage
    textpage : pypdfium2.PdfTextPage
    number : int
        The place of the page in the file, from nought.

    Returns
    -------
    list of Line
    """
    runs = _runs(_glyphs(textpage))
    lines = []
    for run in _merged(runs):
        line = Line(run, number).settle()
        if line.text:
            lines.append(line)
    return _in_order(lines)


def _glyphs(textpage):
    """Give the glyphs of a page as the file has them; watermarks and doubles are left out."""
    handle, seen, spaced, last = textpage.raw, set(), True, None
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    bold = tilted = real = False
    for at in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, at)
        text = _LIGATURES.get(code) or chr(code)
        if text in _BLANKS:
            spaced = True
            if text == " " and not raw.FPDFText_IsGenerated(handle, at):
                real = True
                if last is not None:
                    last.trails = True
            continue
        if spaced:  # asking for each glyph takes twice the time
            bold = raw.FPDFText_GetFontWeight(handle, at) >= _BOLD or _is_named_bold(handle, at)
            tilted = _UPRIGHT < raw.FPDFText_GetCharAngle(handle, at) % _TURN < _TURN - _UPRIGHT
        raw.FPDFText_GetLooseCharBox(handle, at, box)
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        key = (code, round(x.value), round(y.value))
        if code == 0 or tilted or key in seen:
            continue
        seen.add(key)
        size = raw.FPDFText_GetFontSize(handle, at)
        if size < 2 < box.top - box.bottom:  # the size is in the matrix of the text
            size = 0.9 * (box.top - box.bottom)
        text = "-" if text in _HYPHENS else text
        last = Glyph(text, box.left, box.right, y.value, size, bold, spaced, spaced and not real)
        spaced = real = False
        yield last


def _is_named_bold(handle, at):
    """Tell whether the font's name says bold; the fonts of every reader give no weight."""
    name = ctypes.create_string_buffer(64)
    raw.FPDFText_GetFontInfo(handle, at, name, 64, None)
    return b"bold" in name.value.lower()


def _runs(glyphs):
    """Give the runs of glyphs that follow each other on one baseline."""
    run = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before, glyph):
    """Tell whether a glyph goes on the run that another ends."""
    size = max(before.size, glyph.size)
    if abs(glyph.y - before.y) > 0.55 * size:
        return False
    return -0.5 * size < glyph.left - before.right < 3 * size


def _merged(runs):
    """Give the lines that runs make up, each from left to right."""
    rows = []
    for run in sorted(runs, key=lambda run: (-_baseline(run), run[0].left)):
        size, y = max(one.size for one in run), _baseline(run)
        for row in rows[-4:]:
            if abs(row["y"] - y) < 0.5 * max(size, row["size"]) * (
                1 if min(size, row["size"]) < 0.8 * max(size, row["size"]) else 0.6
            ):
                if size > row["size"]:
                    row["y"], row["size"] = y, size
                row["runs"].append(run)
                break
        else:
            rows.append({"y": y, "size": size, "runs": [run]})
    for row in rows:
        yield from _joined(sorted(row["runs"], key=lambda run: run[0].left))


def _joined(runs):
    """Give the runs of a row as one line; those of two columns stay apart until sorted."""
    line = list(runs[0])
    for run in runs[1:]:
        run[0].spaced = run[0].spaced or run[0].left - line[-1].right > 0.15 * run[0].size
        line += run
    yield line


def _baseline(run):
    """Give the baseline of the largest glyphs of a run."""
    size = max(one.size for one in run)
    return median(one.y for one in run if one.size > 0.85 * size)


def _weighted(pairs):
    """Give the value with most weight."""
    weights = {}
    for value, weight in pairs:
        value = round(value, 1)
        weights[value] = weights.get(value, 0) + weight
    return max(weights, key=weights.get)


def _in_order(lines):
    """Give the lines in reading order: two columns one after the other."""
    gutter = _gutter(lines)
    if gutter is None:
        return lines
    ordered, left, right = [], [], []
    for line in lines:
        halves = _split(line, gutter)
        if halves is None:
            ordered += [*_framed(left), *_framed(right), line]
            left, right = [], []
        else:
            left += halves[0]
            right += halves[1]
    return [*ordered, *_framed(left), *_framed(right)]


def _framed(lines):
    """Give the lines of a column, each with the column's margins."""
    if len(lines) > 2:
        column = min(line.left for line in lines), max(line.right for line in lines)
        for line in lines:
            line.column = column
    return lines


def _gutter(lines):
    """Give where a page has an empty strip between two columns, or None."""
    if len(lines) < 8:
        return None
    edge, end = min(one.left for one in lines), max(one.right for one in lines)
    middle, width = (edge + end) / 2, end - edge
    candidates = [middle + width * step / 100 for step in (0, -2, 2, -4, 4, -6, 6, -8, 8)]
    for at in candidates:
        halves = [_split(line, at) for line in lines]
        both = [one for one in halves if one is not None and one[0] and one[1]]
        long = [one for one in both if min(map(_width, (one[0][0], one[1][0]))) > 0.22 * width]
        if len(both) > 0.5 * len(lines) and len(long) > 0.6 * len(both) and len(long) > 5:
            return at
    return None


def _width(line):
    """Give the width of a line."""
    return line.right - line.left


def _split(line, at):
    """Give ([left part], [right part]) of a line at a gutter, None if it runs across it."""
    left = [one for one in line.glyphs if one.right <= at]
    right = [one for one in line.glyphs if one.left >= at]
    if len(left) + len(right) < len(line.glyphs):
        return None
    if left and right and right[0].left - left[-1].right < 1.0 * line.size:
        return None
    return tuple([Line(part, line.page).settle()] if part else [] for part in (left, right))
