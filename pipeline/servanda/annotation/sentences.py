"""Sentences of a provision: nupunkt's, without the cuts that no lawyer would make.

A cut after "Art." parts "shall" from "endeavour", which turns an effort into a duty, so every
cut is doubted: after an abbreviation, before a small letter, inside parentheses. The structure
of the text comes first: `units` asks for the sentences of one paragraph or item at a time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from nupunkt import sent_spans

from .words import WORDS, fold

LONGEST = 10_000
"""The characters of the longest sentence: the cost of one grows with its square."""

_NEVER = frozenset(WORDS["abbreviations"]["never"])
_SOMETIMES = frozenset(WORDS["abbreviations"]["sometimes"])
_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_PARENTHESIS = re.compile(r"[()]")
_LAST_WORD = re.compile(r"([^\W\d_][\w.'’-]*|\S)\.$")
_NOTES = re.compile(r"(?:\s*\[?\[\^[^\]\s]{1,20}\]\]?,?)+")
_CLOSERS = '"”’)]}'
_MISSED = re.compile(r"[.!?][\"”’)\]]*(?:\[\^[^\]\s]{1,20}\])*(?=[\[\s])\s*(?=[\[(\"“]*[A-ZÀ-Þ])")
_DOUBTFUL = re.compile(r"[.!?](?![\w,;]|\s+[A-Za-zÀ-Þ]|$)")
_SMALL = re.compile(r"[\[({\"“'‘\s]*[a-zà-ÿ]")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the sentences of a stretch of text.

    Parameters
    ----------
    text : str
    start, end : int, optional
        The stretch; all of the text if not given.

    Returns
    -------
    list of (int, int)
        Start and end of each, in the text, without white space around.

    Examples
    --------
    >>> text = "Each Party shall, under Art. 4, endeavour to act.[^1] It may report."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Each Party shall, under Art. 4, endeavour to act.[^1]', 'It may report.']
    """
    end = len(text) if end is None else end
    words = text[start:end].lstrip()
    first, words = end - len(words), words.rstrip()
    last = first + len(words)
    if _is_whole(words) and (last == end or words[-1] in ".:;"):
        return [(first, last)]
    found: list[tuple[int, int]] = []
    for block in _blocks(text, start, end):
        for first, last in _sentences(text, block[0], block[1]):
            found += [(first, last)] if last - first <= LONGEST else _bounded(text, first, last)
    return found


def _is_whole(words: str) -> bool:
    """Say whether some words have no place where they could be cut, as most items have none."""
    if not words or "." in words[:-1] or "!" in words or "?" in words or len(words) > LONGEST:
        return False
    return "\n" not in words or not _GAP.search(words)


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give a sentence that is longer than any that a person wrote in pieces."""
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST:
        last = start + LONGEST
        cut = max(text.rfind(" ", start, last), text.rfind("\n", start, last))
        cut = cut if cut > start else last
        pieces.append(_stripped(text, start, cut))
        start = _stripped(text, cut, end)[0]
    return [*pieces, (start, end)]


def _blocks(text: str, start: int, end: int) -> list[list[int]]:
    """Give the blocks between empty lines; one that goes on in small letters is one."""
    words = text[start:end].lstrip()
    blocks: list[list[int]] = []
    at = end - len(words)
    if words and "\n" not in words:
        return [[at, at + len(words.rstrip())]]
    for stop, after in [*map(re.Match.span, _GAP.finditer(text, at, end)), (end, end)]:
        last = at + len(text[at:stop].rstrip())
        if blocks and _SMALL.match(text, at) and text[blocks[-1][1] - 1] not in ".!?:;":
            blocks[-1][1] = max(last, blocks[-1][1])
        elif last > at:
            blocks.append([at, last])
        at = after
    return blocks


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of one block."""
    block = text[start:end]
    if "." not in block[:-1] and "!" not in block and "?" not in block:
        return [(start, end)]  # no place where it could be cut; most items are such
    spans: list[tuple[int, int]] = []
    depths, begin, noted = _Depths(block), 0, "[^" in block
    for cut in _cuts(block):
        cut = _after_notes(block, cut) if noted else cut
        if cut > begin and not block[begin:cut].isspace() and _is_end(block, cut, depths):
            spans.append((begin, cut))
            begin = cut
    if block[begin:].strip():
        spans.append((begin, len(block)))
    return [_stripped(text, start + first, start + last) for first, last in spans]


def _cuts(block: str) -> list[int]:
    """Give where a block may be cut, in order.

    nupunkt is asked only if there is a stop at which it can say more: before a capital a cut is
    doubted in any case, and before a small letter or a comma none is made.
    """
    cuts = {each.end() for each in _MISSED.finditer(block)}
    if _DOUBTFUL.search(block):
        cuts.update(stop for _, stop in sent_spans(block))
    return sorted(cuts)


def _after_notes(block: str, cut: int) -> int:
    """Give a cut moved behind note marks that belong to the sentence before it."""
    words = block[max(0, cut - 200) : cut]
    notes = _NOTES.match(block, cut - len(words) + len(words.rstrip()))
    return max(cut, notes.end()) if notes else cut


def _is_end(block: str, cut: int, depths: _Depths) -> bool:
    """Say whether a sentence really ends at a cut."""
    before = block[max(0, cut - 80) : cut]
    before = (_NOTES.sub("", before) if "[^" in before else before).rstrip().rstrip(_CLOSERS)
    following = block[cut : cut + 40].lstrip() or block[cut:].lstrip()[:1]
    if not following:
        return True
    if not before.endswith((".", "!", "?")) or depths.at(cut) > 0:
        return False
    if following[0].islower() or following[0] in ",;)":
        return False
    word = _LAST_WORD.search(before.rsplit(None, 1)[-1])
    return not (word and _abbreviated(fold(word[1]), following))


def _abbreviated(word: str, following: str) -> bool:
    """Say whether a word with a full stop is an abbreviation in mid sentence."""
    if word in _SOMETIMES:
        return not following.lstrip('[("“')[:1].isupper()
    return word in _NEVER and (word != "no" or following[:1].isdigit())


class _Depths:
    """How many parentheses are open at each place of a block; one never closed does not count."""

    def __init__(self, block: str) -> None:
        changes: list[tuple[int, int]] = []
        open_at: list[int] = []
        for found in _PARENTHESIS.finditer(block) if "(" in block else ():
            if found[0] == "(":
                open_at.append(found.start())
            elif open_at:
                changes += [(open_at.pop() + 1, 1), (found.end(), -1)]
        changes.sort()
        self.places = [place for place, _ in changes]
        self.depths = list(accumulate((change for _, change in changes), initial=0))

    def at(self, place: int) -> int:
        """Give the depth before a character."""
        return self.depths[bisect_right(self.places, place)]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a stretch without white space at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
