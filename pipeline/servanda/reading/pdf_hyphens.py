"""Words broken at the end of a line: which hyphen is the word's own, which the printer's."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")
_BEFORE = re.compile(r"((?:[^\W_]+-)*[^\W_]+)[-‑]$")
_AFTER = re.compile(r"[^\W_]+")
_LONGEST = 80  # characters of a word; to look through the whole paragraph would cost the square
_PREFIXES = frozenset("non self co pre post multi sub cross inter anti well low high".split())


class Words:
    """The words that a document attests away from its line ends.

    Parameters
    ----------
    lines : iterable of str
    """

    def __init__(self, lines):
        self._seen = Counter()
        for line in lines:
            words = [found[0] for found in _WORD.finditer(line.lower().rstrip("-"))]
            self._seen.update(words)
            for word in words:
                if "-" in word:
                    self._seen.update(word.split("-"))

    def join(self, before, after, blank=" "):
        r"""Give two lines as one.

        Examples
        --------
        >>> words = Words(["a country-driven process", "the cooperation of all"])
        >>> words.join("the co-", "operation"), words.join("be country-", "driven")
        ('the cooperation', 'be country-driven')
        """
        broken, rest = _BEFORE.search(before[-_LONGEST:]), _AFTER.match(after)
        if not broken or not rest:
            close = before.endswith(("–", "/", "[", "(")) and not before.endswith((" –", " /"))
            return f"{before}{'' if close or not before else blank}{after}"
        if self._keeps(broken[1], rest[0]):
            return before + after
        return before[:-1] + after

    def _keeps(self, first, second):
        """Tell whether the hyphen between two parts of a word is its own."""
        if not (first + second).replace("-", "").isalpha() or not second[0].islower():
            return True
        first, second = first.lower(), second.lower()
        last = first.rsplit("-", 1)[-1]
        if self._seen[f"{first}-{second}"] or self._seen[f"{last}-{second}"]:
            return True
        if self._seen[first + second] or self._seen[last + second]:
            return False
        if last in _PREFIXES and self._seen[second]:
            return True
        return bool(self._seen[last] and self._seen[second] and min(len(last), len(second)) > 2)
