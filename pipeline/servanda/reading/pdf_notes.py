"""Footnotes of a PDF: told from the text by their place, their size and the rule above them.

A footnote that runs into the text would be read as a provision; a raised number left in it
would make "Annex" and 1 "Annex1". Both go to where every format has them: a mark in the text,
the body at the end.
"""

import re

from pypdfium2 import raw

from .pdf_page import Line

_OPENING = re.compile(r"(\d{1,3}|[a-z](?=\s)|\*{1,4}|[†‡§]{1,2})[.)]?(?=\D|$)")
_SIGNS = re.compile(r"[*†‡§]+")


def rules_of(page):
    """Give (height, left, width) of each thin level line drawn on a page."""
    found = []
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = shape.get_bounds()
        if top - bottom < 2.5 and right - left > 40:
            found.append(((top + bottom) / 2, left, right - left))
    return found


def part_notes(lines, rules, body_size, wide):
    """Give a page's lines of text and its footnotes.

    Parameters
    ----------
    lines : list of Line
        In reading order, without heads and feet.
    rules : list of (float, float, float)
        What `rules_of` gives.
    body_size : float
        The size of most of the text.
    wide : float
        The width of the page.

    Returns
    -------
    text : list of Line
    notes : list of (str, list of Line)
        Each with its mark, "" if it goes on from the page before.
    """
    start = _start(lines, rules, body_size, wide)
    if start is None:
        return lines, []
    foot = lines[start:]
    notes = []
    for line in foot:
        mark = _opening(line, notes, _raises(foot))
        if mark:
            notes.append((mark, [_without(line, len(mark))]))
        elif notes:
            notes[-1][1].append(line)
        else:
            notes.append(("", [line]))
    return lines[:start], notes


def put_marks(lines, labels):
    """Write each footnote's mark in the text: raised figures of a note of this page.

    Parameters
    ----------
    lines : list of Line
        The text of one page; changed in place.
    labels : dict
        The mark on paper of each note of the page, with its mark for the draft.
    """
    left = dict(labels)
    for find_end in (_raised_end, _glued_end):
        for line in lines:
            _put_in(line, labels if find_end is _raised_end else left, left, find_end)


def _put_in(line, labels, left, find_end):
    """Write the marks of some notes in a line and take them from those left to place."""
    at = 1
    while at < len(line.glyphs):
        end = find_end(line, at)
        marks = _marks("".join(one.text for one in line.glyphs[at:end]), labels)
        if end > at and marks:
            if (
                line.glyphs[at].spaced
                and end < len(line.glyphs)
                and line.glyphs[end].text.isalnum()
            ):
                line.glyphs[end].spaced = True  # "decisions ²on": the blank is on the wrong side
            for glyph in line.glyphs[at:end]:
                glyph.text, glyph.spaced = "", False
            line.glyphs[at].text = "".join(f"[^{labels[mark]}]" for mark in marks)
            for mark in marks:
                left.pop(mark, None)
        at = max(end, at + 1)
    if any(one.text.startswith("[^") for one in line.glyphs):
        line.settle()


def _marks(found, labels):
    """Give the notes that some raised figures mark; "67" may be notes 6 and 7."""
    cuts = [(found,), *((found[:at], found[at:]) for at in range(1, len(found)))]
    for cut in cuts:
        if all(one in labels for one in cut):
            return list(cut)
    return []


def _start(lines, rules, body_size, wide):
    """Give the place of the first line of the page's notes, or None."""
    size = max((line.size for line in lines), default=0)
    short = [rule for rule in rules if _is_separator(rule, lines, wide)]
    for y, _, _ in sorted(short):  # the lowest first
        below = [at for at, line in enumerate(lines) if line.y < y]
        if not below or below != list(range(below[0], len(lines))):
            continue
        foot = lines[below[0] :]
        opens = bool(_opening(foot[0], [], _raises(foot)))
        if opens or max(line.size for line in foot) < body_size - 0.4:
            return below[0]
    at = len(lines)
    while at and lines[at - 1].size < body_size - 0.7 < size:
        at -= 1
    while at < len(lines) and not (
        _opening(lines[at], [], _raises(lines[at:])) and _is_foot(lines, at)
    ):
        at += 1
    return at if at < len(lines) else None


def _is_separator(rule, lines, wide):
    """Tell whether a drawn line is one that parts notes from text: short, at the left."""
    y, left, width = rule
    edge = min(line.left for line in lines)
    if width > 0.45 * wide or left > edge + 20:
        return False
    under = any(-4 < line.y - y < 6 and line.left - 2 < left < line.right for line in lines)
    return not under


def _is_foot(lines, at):
    """Tell whether a gap parts a line from the text above it."""
    return at == 0 or lines[at - 1].y - lines[at].y > 1.3 * lines[at].size


def _raises(foot):
    """Tell whether the notes of a page open with raised figures."""
    return any(line.glyphs and line.is_raised(line.glyphs[0]) for line in foot)


def _opening(line, notes, raised):
    """Give the mark that a line of the foot opens with, or ""."""
    found = _OPENING.match(line.text)
    if not found:
        return ""
    mark = found[1]
    if _SIGNS.fullmatch(mark):
        return mark
    small = [line.is_raised(glyph) for glyph in line.glyphs[: len(mark)]]
    if raised:
        return mark if all(small) else ""
    numbers = [int(one) for one, _ in notes if one.isdecimal()]
    if not mark.isdecimal() or (numbers and int(mark) != numbers[-1] + 1):
        return ""
    return mark


def _without(line, count):
    """Give a line without the figures it opens with and a stop after them."""
    glyphs = line.glyphs[count:]
    while glyphs and glyphs[0].text in ".)" and len(glyphs) > 1 and glyphs[1].spaced:
        glyphs = glyphs[1:]
    return Line(glyphs, line.page).settle() if glyphs else Line([], line.page)


def _raised_end(line, at):
    """Give where raised figures or signs that begin at a glyph end; the same place if none."""
    glyphs, end = line.glyphs, at
    if glyphs[at].text.isdecimal():
        while end < len(glyphs) and glyphs[end].text.isdecimal() and line.is_raised(glyphs[end]):
            end += 1
    elif _SIGNS.fullmatch(glyphs[at].text):
        while end < len(glyphs) and glyphs[end].text == glyphs[at].text:
            end += 1
    return end


def _glued_end(line, at):
    """Give where figures that stick to a word end: a mark that its author forgot to raise."""
    glyphs, end = line.glyphs, at
    word = "".join(one.text for one in glyphs[max(0, at - 3) : at])
    if len(word) < 3 or not word.isalpha() or glyphs[at].spaced:
        return at
    while end < len(glyphs) and glyphs[end].text.isdecimal():
        end += 1
    alone = end == len(glyphs) or glyphs[end].spaced or not glyphs[end].text.isalnum()
    return end if alone else at
