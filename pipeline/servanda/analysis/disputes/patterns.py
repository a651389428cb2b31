"""Patterns that look first for what they cannot do without, which most sentences do not have."""

import re
from bisect import bisect_left

_GAPS = {
    "{near}": r"(?:[^.;]{0,100}?)",
    "{far}": r"(?:[^.;]{0,320}?)",
    "<ref>": r"<ref\d+>",
    " ": r"\s+",
}
_GROUP = r"\(\?:((?:[^()]|\([^()]*\))*)\)"  # groups stand in it one deep
_MISSING = re.compile(rf"(?:{_GROUP}\?)+")  # at the head of a pattern
_CHOICE = re.compile(rf"{_GROUP}(?![?*+]|{{\d)(.*)")
_OR = re.compile(r"\|(?![^()]*\))")  # between the words of a choice
_HEAD = re.compile(r"\^?((?:[a-z<](?![?*]|{\d))*)")  # the letters that a hint begins with
_MARKS = ("<own>", "<ref")
# What stands between the words of a pattern: gaps, and marks that no plain sentence has.
_BETWEEN = re.compile(r"\{\w+\}|<\w+>|\[\^[^]]*\](?:\*|\{[\d,]+\})")


class Pattern:
    """A pattern of ``data/disputes/*.toml``, from its alternatives.

    Its hints are its alternatives without word boundaries and without what may be missing where
    they begin. In small letters they find all that the pattern finds, and a little more, in a
    fraction of the time: most texts have not even the letters that a hint begins with. Nor is
    looked further where the text has no mark that all alternatives have.
    """

    def __init__(self, alternatives):
        self._exact = re.compile(_joined(alternatives), re.IGNORECASE)
        hints = {}
        for hint in (each for one in alternatives for each in _bare(one)):
            hints.setdefault(_HEAD.match(hint)[1], []).append(hint)
        self._hints = [(head, re.compile(_joined(alike))) for head, alike in hints.items()]
        self._mark = next((m for m in _MARKS if all(m in each for each in alternatives)), "")

    def may_find(self, text):
        """Say whether a text may have what the pattern finds."""
        if self._mark not in text:
            return False
        small = small_letters(text)
        for head, hint in self._hints:
            if head in small and hint.search(small):
                return True
        return False

    def places(self, small):
        """Give all places in a text in small letters where the pattern may begin, in order."""
        found = []
        for head, hint in self._hints:
            at = small.find(head)
            while at >= 0:
                if hint.match(small, at):
                    found.append(at)
                at = small.find(head, at + 1)
        return sorted(found)

    def search(self, text):
        """Search as ``re.Pattern.search``."""
        return self._exact.search(text) if self.may_find(text) else None

    def finditer(self, text):
        """Find as ``re.Pattern.finditer``."""
        return self._exact.finditer(text) if self.may_find(text) else iter(())

    def sub(self, replacement, text):
        """Replace as ``re.Pattern.sub``."""
        return self._exact.sub(replacement, text) if self.may_find(text) else text


def any_in(places, start, end):
    """Say whether any of some places in order is in a stretch."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def small_letters(text):
    """Give a text in small letters, each at its place: of İ, Python makes two."""
    return text.replace("İ", "i").lower()


def unmarked(alternatives):
    """Give the pattern of words that a sentence has, before it is marked, if it will match.

    Of each alternative it is the longest piece without marks and gaps.
    """
    pieces = (filter(_is_whole, _BETWEEN.split(each)) for each in alternatives)
    return Pattern([max(piece, key=len).strip() for piece in pieces])


def _bare(alternative):
    """Give an alternative as its hint has it: one for each word it may begin with."""
    bare = alternative.replace(r"\b", "")
    missing = _MISSING.match(bare)
    bare = bare[missing.end() :] if missing else bare
    choice = _CHOICE.fullmatch(bare)
    return [word + choice[2] for word in _OR.split(choice[1])] if choice else [bare]


def _joined(alternatives):
    """Give alternatives as one expression, with the gaps and marks of the file spelled out."""
    joined = "|".join(f"(?:{each})" for each in alternatives)
    for name, expression in _GAPS.items():
        joined = joined.replace(name, expression)
    return joined


def _is_whole(piece):
    """Say whether a piece of an expression is one: it may have lost one end of a group."""
    try:
        re.compile(piece)
    except re.error:
        return False
    return True
