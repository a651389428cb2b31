"""Sentences of a provision: nupunkt's, without the cuts that no lawyer would make.

A cut after "Art." parts "shall" from "endeavour", which turns an effort into a duty, so every
cut is doubted: after an abbreviation, before a small letter, inside parentheses. The structure
of the text comes first: `units` asks for the sentences of one paragraph or item at a time.
"""

import re

from nupunkt import sent_spans

from .words import WORDS, fold

_NEVER = frozenset(WORDS["abbreviations"]["never"])
_SOMETIMES = frozenset(WORDS["abbreviations"]["sometimes"])
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
_LAST_WORD = re.compile(r"([^\W\d_][\w.'’-]*|\S)\.$")
_NOTES = re.compile(r"(?:\s*\[?\[\^[^\]\s]{1,20}\]\]?,?)+")
_CLOSERS = re.compile(r"[\"”’)\]}]*$")
_MISSED = re.compile(r"[.!?][\"”’)\]]*(?:\[\^[^\]\s]{1,20}\])*(?=[\[\s])\s*(?=[\[(\"“]*[A-ZÀ-Þ])")
_SMALL = re.compile(r"[\[({\"“'‘\s]*[a-zà-ÿ]")


def sentences(text, start=0, end=None):
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
    return [span for block in _blocks(text, start, end) for span in _sentences(text, *block)]


def _blocks(text, start, end):
    """Give the blocks between empty lines; one that goes on in small letters is one."""
    blocks = []
    for found in _BLOCK.finditer(text, start, end):
        last = found.start() + len(found[0].rstrip())
        if blocks and _SMALL.match(text, found.start()) and text[blocks[-1][1] - 1] not in ".!?:;":
            blocks[-1][1] = last
        else:
            blocks.append([found.start(), last])
    return blocks


def _sentences(text, start, end):
    """Give the sentences of one block."""
    block = text[start:end]
    depths = _depths(block)
    cuts = {stop for _, stop in sent_spans(block)} | {
        each.end() for each in _MISSED.finditer(block)
    }
    spans, begin = [], 0
    for cut in sorted(cuts):
        cut = _after_notes(block, cut)
        if cut > begin and not block[begin:cut].isspace() and _is_end(block, cut, depths):
            spans.append((begin, cut))
            begin = cut
    if block[begin:].strip():
        spans.append((begin, len(block)))
    return [_stripped(text, start + first, start + last) for first, last in spans]


def _after_notes(block, cut):
    """Give a cut moved behind note marks that belong to the sentence before it."""
    words = block[max(0, cut - 200) : cut]
    notes = _NOTES.match(block, cut - len(words) + len(words.rstrip()))
    return max(cut, notes.end()) if notes else cut


def _is_end(block, cut, depths):
    """Say whether a sentence really ends at a cut."""
    before = _NOTES.sub("", block[max(0, cut - 80) : cut]).rstrip()
    following = block[cut : cut + 40].lstrip() or block[cut:].lstrip()[:1]
    if not following:
        return True
    if depths[cut] > 0 or not re.search(r"[.!?][\"”’)\]}]*$", before):
        return False
    if following[0].islower() or following[0] in ",;)":
        return False
    word = _LAST_WORD.search(_CLOSERS.sub("", before))
    return not (word and _abbreviated(fold(word[1]), following))


def _abbreviated(word, following):
    """Say whether a word with a full stop is an abbreviation in mid sentence."""
    if word in _SOMETIMES:
        return not following.lstrip('[("“')[:1].isupper()
    return word in _NEVER and (word != "no" or following[:1].isdigit())


def _depths(block):
    """Give how many parentheses are open at each place; one never closed does not count."""
    depths, open_at = [0] * (len(block) + 1), []
    for at, letter in enumerate(block):
        if letter == "(":
            open_at.append(at)
        elif letter == ")" and open_at:
            first = open_at.pop()
            depths[first + 1] += 1
            depths[at + 1] -= 1
    total = 0
    for at, change in enumerate(depths):
        total += change
        depths[at] = total
    return depths


def _stripped(text, start, end):
    """Give a stretch without white space at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
