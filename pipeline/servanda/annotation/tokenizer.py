"""Cuts a text into words, and remembers how what stands between two blanks is cut."""

import re
import sys
from array import array
from itertools import chain

import numpy as np

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’/-][^\W_]+)*|[^\s\w]|_")
_BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace() and code != ord(" ")]
_REMEMBERED = 200_000  # chunks at most; a large corpus has fewer
_LONGEST = 60  # characters of one that is remembered


class Tokenizer(dict):
    """Gives the words of texts; it holds the words of each chunk between blanks that it met.

    Every letter, digit and mark is of a word, so that the words of a chunk lie side by side.

    Parameters
    ----------
    joins : Joins, default=None
        Takes run-on words apart.
    """

    def __init__(self, joins=None):
        super().__init__()
        self.joins = joins

    def __missing__(self, chunk):
        small = chunk.lower()
        if len(small) != len(chunk):  # a few capitals become two letters; offsets must hold
            small = "".join(char.lower()[0] for char in chunk)
        words = _WORD.findall(small)
        if self.joins:
            words = chain.from_iterable(map(self.joins.parts, words))
        found = tuple(map(sys.intern, words))
        if len(chunk) <= _LONGEST:
            self[chunk] = found
        return found

    def read(self, text, at=0):
        """Give the words (lower case) of a text and their offsets: (words, starts, ends).

        Offsets are counted from `at`.
        """
        if len(self) > _REMEMBERED:
            self.clear()
        chunks = evenly_spaced(text).split(" ")
        known = [*map(self.__getitem__, chunks)]
        words = [*chain.from_iterable(known)]
        # Before a word stand all words before it, and a blank for each chunk before its own.
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        counts = np.fromiter(map(len, known), np.int64, len(known))
        ends = lengths.cumsum() + np.arange(at, at + len(known)).repeat(counts)
        return words, array("q", (ends - lengths).tobytes()), array("q", ends.tobytes())


def evenly_spaced(text):
    """Give a text with a plain space for every blank; a search for each beats `translate`."""
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text
