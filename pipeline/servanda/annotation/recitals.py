"""Preambles: where one begins in text without headings, and its recitals."""

import re

from .words import WORDS, fold

_ENDINGS = tuple(WORDS["recitals"]["endings"])
_WORDS = frozenset(WORDS["recitals"]["words"])
_AGREED = re.compile("|".join(re.escape(words) for words in WORDS["recitals"]["agreed"]))
_SPLIT = re.compile(r"(?<=[,;])(?:\s+and)?\s+(?=[\[(*\s]{0,4}[A-ZÀ-Þ][a-zA-Zà-ÿ]{2,})")
_BLOCK = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_WORD = re.compile(r"[\[({\"“*\s]{0,6}([^\W\d_]+)")
_OPTION = re.compile(r"[\[\s]*(?:Option|Alt\w*)\s*\(?\w{1,3}\)?\s*:?\s*", re.IGNORECASE)


def recitals(text, start, end):
    """Give the extents of the recitals between two places.

    The words that name the Parties before them and "have agreed as follows" are none.
    """
    found = []
    for block in _BLOCK.finditer(text, start, end):
        at = block.start()
        cuts = [gap for gap in _SPLIT.finditer(text, at, block.end()) if _opens(text, gap.end())]
        for line in _line_starts(text, at, block.end()):
            cuts.append(line)
        places = sorted({(at, at)} | {(cut.start(), cut.end()) for cut in cuts})
        for (_, begin), (stop, _) in zip(places, [*places[1:], (block.end(), 0)], strict=True):
            begin = begin + len(text[begin:stop]) - len(text[begin:stop].lstrip())
            stop = begin + len(text[begin:stop].rstrip())
            if begin < stop and found and _goes_on(text, found[-1][1], begin):
                found[-1] = (found[-1][0], stop)
            elif begin < stop and _is_recital(text[begin:stop], bool(found)):
                found.append((begin, stop))
    return found


def agreed(text, start, end):
    """Give where a preamble without a heading begins, or None if there is none."""
    stretch = fold(text[start:end])
    if len(stretch) != end - start or not _AGREED.search(stretch):
        blocks = [each for each in _BLOCK.finditer(text, start, end) if _opens(text, each.start())]
        if len(blocks) < 2:
            return None
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        if _names_parties(line[0]) or _opens(text, line.start()):
            return line.start()
    return start


def _goes_on(text, end, start):
    """Say whether a block goes on with the recital before it: no stop, and no opening word."""
    return text[end - 1].isalnum() and not _opens(text, start, small=True)


def _line_starts(text, start, end):
    """Give the line breaks after a comma or semicolon before a word that opens a recital."""
    for line in re.compile(r"(?<=[,;])[^\S\n]*\n\s*").finditer(text, start, end):
        if _opens(text, line.end(), small=True):
            yield line


def _opens(text, at, small=False):
    """Say whether a recital opens at a place."""
    option = _OPTION.match(text, at)
    found = _WORD.match(text, option.end() if option else at)
    if not found or not (small or found[1][0].isupper()):
        return False
    word = fold(found[1])
    return word in _WORDS or (len(word) > 4 and word.endswith(_ENDINGS))


def _is_recital(words, after_first):
    """Say whether some words of a preamble are a recital."""
    if _opens(words, 0, small=True):
        return not _AGREED.search(fold(words[:80]))
    return after_first and not _AGREED.search(fold(words)) and words[:1].isalpha()


def _names_parties(line):
    """Say whether a line names those who agree."""
    return bool(re.match(r"[\[\s]*(?:The|Los|Las|El|La|Les|Le)\s", line)) and len(line) > 20
