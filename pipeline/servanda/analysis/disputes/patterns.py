"""Patterns that look first for what they cannot do without, which most sentences do not have."""

import re

_GAPS = {
    "{near}": r"(?:[^.;]{0,100}?)",
    "{far}": r"(?:[^.;]{0,320}?)",
    "<ref>": r"<ref\d+>",
    " ": r"\s+",
}
_GROUP = r"\(\?:((?:[^()]|\([^()]*\))*)\)"  # groups stand in it one deep
_MISSING = re.compile(rf"(?:{_GROUP}\?)+")  # at the head of a pattern
_CHOICE = re.compile(rf"{_GROUP}(?![?*+{{])(.*)")
_OR = re.compile(r"\|(?![^()]*\))")  # between the words of a choice
# What stands between the words of a pattern: gaps, and marks that no plain sentence has.
_BETWEEN = re.compile(r"\{\w+\}|<\w+>|\[\^[^]]*\](?:\*|\{[\d,]+\})")


class Pattern:
    """A pattern of ``data/disputes/*.toml``, from its alternatives.

    Its hint is the pattern without word boundaries and without what may be missing where it
    begins, so that all its alternatives begin with a letter. In small letters the hint finds
    all that the pattern finds, and a little more, in a fraction of the time.
    """

    def __init__(self, alternatives):
        self._exact = re.compile(_joined(alternatives), re.IGNORECASE)
        self.hint = re.compile(_joined(each for one in alternatives for each in _bare(one)))

    def may_find(self, text):
        """Say whether a text may have what the pattern finds."""
        small = text.lower()
        # a letter such as the Turkish İ has two small ones, which could hide a word
        return len(small) != len(text) or bool(self.hint.search(small))

    def search(self, text):
        """Search as ``re.Pattern.search``."""
        return self._exact.search(text) if self.may_find(text) else None

    def finditer(self, text):
        """Find as ``re.Pattern.finditer``."""
        return self._exact.finditer(text) if self.may_find(text) else iter(())

    def sub(self, replacement, text):
        """Replace as ``re.Pattern.sub``."""
        return self._exact.sub(replacement, text) if self.may_find(text) else text


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
