"""Lines to paragraphs, by their places on the page.

A new paragraph shows by a wider gap, by a number at its head, by another margin or type, or
by a line before it that had room for its first word.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .pdf_page import ENUMERATOR

_ENDS = (".", ";", ":", ",", "]", ")", "!", "?", "”", '"', "}")
_FINAL = (".", ";", ":", "!", "?")


@dataclass
class Paragraph:
    """Lines that belong together and how they stand."""

    lines: list
    centred: bool = False

    @property
    def first(self):
        """The line it opens with."""
        return self.lines[0]

    @property
    def bold(self):
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def size(self):
        """The size of its largest line."""
        return max(line.size for line in self.lines)


class Setting:
    """How most of a document is set: its lines' distance, and the margins of each page.

    Parameters
    ----------
    pages : list of list of Line
    """

    def __init__(self, pages):
        steps = {}
        for lines in pages:
            for one, two in pairwise(lines):
                if 0 < one.y - two.y < 3 * two.size and abs(one.size - two.size) < 0.6:
                    key = round(two.size)
                    steps.setdefault(key, []).append((one.y - two.y) / two.size)
        every = sorted(step for found in steps.values() for step in found)
        usual = _low(every) if len(every) > 4 else 1.2
        self._steps = {key: _low(sorted(found)) for key, found in steps.items() if len(found) > 7}
        self._usual = usual
        starts = Counter(round(line.left) for lines in pages for line in lines)
        many = max(4, 0.004 * starts.total())
        self.margins = {at for at, count in starts.items() if count >= many}
        rights = [line.right for lines in pages for line in lines]
        lefts = [line.left for lines in pages for line in lines]
        self.left = _edge(lefts) if lefts else 0.0
        self.right = _edge([-right for right in rights]) * -1 if rights else 0.0

    def frame(self, line):
        """Give the left and the right margin of a line: its column's or the page's."""
        return line.column or (self.left, self.right)

    def pitch(self, line):
        """Give the usual distance of a line from the one before in the same paragraph."""
        return self._steps.get(round(line.size), self._usual) * line.size


def _low(steps):
    """Give the commonest small step of some sorted ones."""
    rounded = [round(step, 2) for step in steps]
    counts = {step: rounded.count(step) for step in set(rounded)}
    many = [step for step, count in counts.items() if count > 0.12 * len(steps)]
    return min(many, default=median(steps))


def _edge(places):
    """Give the margin that many lines share, the outermost such."""
    rounded = sorted(round(place) for place in places)
    counts = {place: rounded.count(place) for place in set(rounded)}
    shared = [place for place, count in counts.items() if count >= max(2, 0.02 * len(rounded))]
    return float(min(shared, default=rounded[0]))


def paragraphs_of(pages, setting):
    """Give the paragraphs of a document's pages; one may run over the end of a page.

    Parameters
    ----------
    pages : list of list of Line
    setting : Setting

    Returns
    -------
    list of Paragraph
    """
    found = []
    for line in (line for lines in pages for line in lines):
        if found and _goes_on(found[-1], line, setting):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], _is_centred(line, setting)))
    return found


def _is_centred(line, setting):
    """Tell whether a line stands in the middle, clear of both margins."""
    edge, end = setting.frame(line)
    left, right = line.left - edge, end - line.right
    if round(line.left) in setting.margins:
        return False
    if min(left, right) < 24:
        return min(left, right) > 6 and abs(left - right) < 3
    return abs(left - right) < 0.12 * (left + right) + 6


def _goes_on(paragraph, line, setting):
    """Tell whether a line goes on a paragraph."""
    before = paragraph.lines[-1]
    if abs(line.size - before.size) > 0.8 or (line.bold != before.bold and _is_apart(before, line)):
        return False
    if ENUMERATOR.match(f"{line.text} ") and _is_numbered(paragraph, line, setting):
        return False
    if line.page != before.page or line.y > before.y:  # another page or column
        return _goes_over(paragraph, before, line, setting)
    if paragraph.centred:
        return _is_centred(line, setting) and _is_near(before, line, setting)
    if _had_room(before, line, setting.frame(before)[1]):
        return False
    if not _is_near(before, line, setting) and not _is_torn(before, line):
        return False
    return _fits(paragraph, line)


def _is_near(before, line, setting):
    """Tell whether two lines are no further apart than those of a paragraph."""
    return before.y - line.y <= 1.17 * setting.pitch(line) + 0.5


def _is_torn(before, line):
    """Tell whether a sentence goes on below a somewhat wider gap."""
    if before.y - line.y > 2 * line.size or before.text.endswith(_FINAL):
        return False
    return line.text[:1].islower() and abs(line.left - before.first) < 3


def _is_apart(before, line):
    """Tell whether a change to or from bold type parts two lines."""
    return (line.bold and not line.text[0].islower()) or not before.trails


def _is_numbered(paragraph, line, setting):
    """Tell whether figures at the head of a line number a paragraph; they may be of the text."""
    if line.first > line.left:
        return True
    before = paragraph.lines[-1]
    if len(paragraph.lines) > 1 and abs(line.left - before.left) < 2:
        return before.text.endswith(_FINAL) or _had_room(before, line, setting.frame(before)[1])
    if before.first > before.left and abs(line.left - before.first) < 2:
        return False
    return before.text.endswith((*_FINAL, ",", "and", "or", "]"))


def _had_room(before, line, right):
    """Tell whether the line before had room for the first word of the next."""
    word = 0.0
    for at, glyph in enumerate(line.glyphs):
        if at and glyph.spaced:
            break
        word = glyph.right - line.left
    blank = 0.25 * line.size
    if before.text.endswith(_FINAL):
        return before.right + blank + word < right - 0.3 * line.size
    return before.right + blank + word < right - 2.0 * line.size


def _fits(paragraph, line):
    """Tell whether a line stands where the next line of a paragraph does."""
    first = paragraph.first
    if len(paragraph.lines) > 1:
        return abs(line.left - paragraph.lines[-1].left) < 5
    if first.first > first.left:
        return line.left < first.first + 5
    return abs(line.left - first.left) < 42


def _goes_over(paragraph, before, line, setting):
    """Tell whether a paragraph goes on at the top of the next page or column."""
    if _is_centred(line, setting) or paragraph.centred:
        return False
    if _had_room(before, line, setting.frame(before)[1]):
        return line.text[:1].islower() and not before.text.endswith(_FINAL)
    if not before.text.endswith(_ENDS):
        return True
    if before.text.endswith((",", "]", ")")) and before.trails and line.text[:1].islower():
        return True
    hanging = paragraph.first.first > paragraph.first.left
    shifted = abs(line.left - paragraph.lines[-1].left)
    if len(paragraph.lines) == 1 and hanging:
        shifted = abs(line.left - paragraph.first.first)
    return before.trails and shifted < 3
