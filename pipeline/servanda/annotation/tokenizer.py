"""Cuts a text into words, and remembers how what stands between two blanks is cut."""

import re
import sys

from servanda.annotation.joins import Joins

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’/-][^\W_]+)*|[^\s\w]|_")
_BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace() and code != ord(" ")]
_REMEMBERED = 200_000  # chunks at most; a large corpus has fewer
_LONGEST = 60  # characters of one that is remembered


class Tokenizer:
    """Gives the words of texts; it holds the words of each chunk between blanks that it met.

    Every letter, digit and mark is of a word, so that the words of a chunk lie side by side.

    Parameters
    ----------
    joins : Joins, default=None
        Takes run-on words apart.
    """

    def __init__(self, joins: Joins | None = None) -> None:
        self.joins = joins
        self._known: dict[str, list[str]] = {}

    def read(self, text: str, at: int = 0) -> tuple[list[str], list[int], list[int]]:
        """Give the words (lower case) of a text, and where they start and end, from `at` on."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for chunk in evenly_spaced(text).split(" "):
            found = self._known.get(chunk)
            if found is None:
                found = self._cut(chunk)
            for word in found:
                words.append(word)
                starts.append(at)
                at += len(word)
                ends.append(at)
            at += 1  # the blank
        return words, starts, ends

    def _cut(self, chunk: str) -> list[str]:
        small = chunk.lower()
        if len(small) != len(chunk):  # a few capitals become two letters; offsets must hold
            small = "".join([char.lower()[0] for char in chunk])
        words: list[str] = _WORD.findall(small)
        if self.joins:
            words = [part for word in words for part in self.joins.parts(word)]
        words = [sys.intern(word) for word in words]
        if len(chunk) <= _LONGEST:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[chunk] = words
        return words


def evenly_spaced(text: str) -> str:
    """Give a text with a plain space for every blank; a search for each beats `translate`."""
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text
