"""What a page carries beside its text: running heads and feet, page numbers, margin marks.

A head or foot is known by coming back at the same height, numbers aside; a page number also
by counting with the pages.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from .pdf_page import Line

_EDGE = 0.16
"""The share of a page, at its top and bottom, in which heads and feet stand."""

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:(?:page|p\.|página|pagina|pág\.)\s*)?(\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|de|sur|/)\s*\d{1,4})?(?:\s*[-–—])?$",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"(?:page\s*)?\d{1,4}\s*(?:of|/|de|sur)\s*\d{1,4}$|page\s*\d{1,4}$", re.I)


def without_furniture(pages, heights):
    """Give the pages without heads, feet, page numbers and what stands in the margins.

    Parameters
    ----------
    pages : list of list of Line
    heights : list of float
        The height of each page.

    Returns
    -------
    list of list of Line
    """
    pages = [_without_line_numbers(lines) for lines in pages]
    repeated = _repeated(pages, heights)
    counting = _counting(pages, heights)
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        ordered = sorted(lines, key=lambda line: -line.y)
        gone = set()
        for edge in (ordered, ordered[::-1]):
            gone |= _outermost(edge, height, repeated, counting)
        kept.append([_without_label(line) for line in lines if id(line) not in gone])
    return kept


def _outermost(lines, height, repeated, counting):
    """Give the lines, counted from one edge of a page, that are furniture."""
    gone, last, apart = set(), None, False
    for line in lines:
        if not _at_edge(line, height):
            break
        apart = apart or (last is not None and abs(line.y - last.y) > 2 * line.size)
        numbers = id(line) in counting or _PAGE_OF.fullmatch(line.text)
        words = _key(line) in repeated and not (apart and _is_sentence(line.text))
        if not numbers and not words:
            break
        gone.add(id(line))
        last = line
    return gone


def _is_sentence(text):
    """Tell whether words are long or end like a sentence: no head stands so far in."""
    return len(text.split()) > 10 or text.endswith((".", ";", ":", ","))


def _at_edge(line, height):
    """Tell whether a line is near the top or the bottom of its page."""
    return line.y < _EDGE * height or line.y > (1 - _EDGE) * height


def _key(line):
    """Give what a running head keeps from page to page: its words and its height."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 4)


def _repeated(pages, heights):
    """Give the keys of lines that come back on several pages."""
    seen = Counter()
    for lines, height in zip(pages, heights, strict=True):
        keys = {_key(line) for line in lines if _at_edge(line, height)}
        seen.update(keys | {(text, at + 1) for text, at in keys})
    least = 2 if len(pages) < 6 else 3
    return {
        (text, at)
        for (text, at), count in seen.items()
        if count >= least and re.search(r"\w\w", text) and not _is_provision(text)
    }


def _is_provision(text):
    """Tell whether words that come back may yet be of the text, such as "Article #"."""
    if re.search(r"\b(?:shall|should|deber[áa]n?|doit|doivent)\b", text):
        return True
    return bool(
        re.match(r"[\[(]*(?:article|option|annex)\W*#?\W*$|[(\[]?#[.)]?\s*\w", text, re.IGNORECASE)
    )


def _counting(pages, heights):
    """Give the lines at the edges that are numbers counting with the pages."""
    places = defaultdict(list)
    for at, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in lines:
            found = _PAGE_NUMBER.fullmatch(line.text) if _at_edge(line, height) else None
            number = _value(found[1]) if found else None
            if number is not None:
                places[number - at, round(line.y / 12)].append(line)
                places[number - at, round(line.y / 12) + 1].append(line)
    least = 1 if len(pages) == 1 else 2
    return {id(line) for lines in places.values() if len(lines) >= least for line in lines}


def _value(text):
    """Give the number that some figures or small Roman numerals are."""
    if text.isdecimal():
        return int(text)
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text.lower()]
    pairs = zip(worth, [*worth[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def _without_line_numbers(lines):
    """Give the lines of a page without the numbers that count them in the margin."""
    found = [(line, *_margin_number(line)) for line in lines]
    found = [(line, number, cut) for line, number, cut in found if number is not None]
    if len(found) < 5:
        return lines
    steps = [
        (one[0].y - two[0].y) / (two[1] - one[1]) for one, two in pairwise(found) if two[1] > one[1]
    ]
    if len(steps) < 0.9 * (len(found) - 1):
        return lines
    middle = sorted(steps)[len(steps) // 2]
    if sum(abs(step - middle) < 0.3 * middle for step in steps) < 0.75 * len(steps):
        return lines
    cuts = {id(line): cut for line, _, cut in found}
    kept = []
    for line in lines:
        glyphs = cuts.get(id(line), line.glyphs)
        if glyphs:
            kept.append(line if glyphs is line.glyphs else Line(glyphs, line.page).settle())
    return kept


def _margin_number(line):
    """Give (number, glyphs of the rest) if bare figures stand before or after a gap."""
    for glyphs, side in ((line.glyphs, 0), (line.glyphs[::-1], -1)):
        figures = 0
        while figures < len(glyphs) and glyphs[figures].text.isdecimal():
            figures += 1
        if not 0 < figures < 5:
            continue
        rest = glyphs[figures:]
        ordered = glyphs[:figures] if side == 0 else glyphs[:figures][::-1]
        number = int("".join(one.text for one in ordered))
        if not rest:
            return number, []
        first, second = (glyphs[figures - 1], rest[0])[:: 1 if side == 0 else -1]
        if second.left - first.right > 0.8 * line.size:
            return number, rest if side == 0 else rest[::-1]
    return None, None


def _without_label(line):
    """Give a line without a small raised label in its margin ("Pp1"), a finger for readers."""
    at = 0
    while at < len(line.glyphs) and line.is_raised(line.glyphs[at]):
        at += 1
    label = "".join(one.text for one in line.glyphs[:at])
    if not 0 < at < min(7, len(line.glyphs)) or not re.fullmatch(r"[A-Za-z]{1,3}\.?\d{1,3}", label):
        return line
    rest = line.glyphs[at:]
    if rest[0].left - line.glyphs[at - 1].right < 0.8 * line.size:
        return line
    return Line(rest, line.page).settle()
