"""The words of a text, cut once for all its sentences and the lists that are read again."""

from bisect import bisect_left

_WINDOW = 50_000  # characters that are cut at once, at least: memory for a part of the text


class Tokens:
    """Gives the words of stretches of a text, in lower case, as `read_words` takes them.

    They are given as (words, starts, ends, spots): starts and ends index the text, and spots
    are the places, among the words, of those that may be of a phrase of the lexicon.

    Parameters
    ----------
    text : str
    lexicon : Lexicon
    """

    def __init__(self, text, lexicon):
        self.text, self.lexicon = text, lexicon
        self.low = self.high = 0  # the part of the text that is cut
        self.words, self.starts, self.ends, self.spots = [], [], [], []

    def of(self, start, end):
        """Give the words of a stretch; quickest where each lies behind the last."""
        if self.lexicon.inflection:
            return self._cut(start, end)
        if not self.low <= start <= end <= self.high:
            self.low, self.high = start, max(end, start + _WINDOW)
            self.words, self.starts, self.ends, self.spots = self._cut(self.low, self.high)
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if (first and self.ends[first - 1] > start) or (last and self.ends[last - 1] > end):
            return self._cut(start, end)  # a word goes beyond an end
        spots = self.spots[bisect_left(self.spots, first) : bisect_left(self.spots, last)]
        return (
            self.words[first:last],
            self.starts[first:last],
            self.ends[first:last],
            [spot - first for spot in spots],
        )

    def _cut(self, start, end):
        words, starts, ends = self.lexicon.read(self.text[start:end], start)
        return words, starts, ends, self.lexicon.spots(words)

    def of_both(self, one, other):
        """Give the words of two stretches as if the other stood right behind one."""
        if self.lexicon.inflection:
            return self._read_together(one, other)
        words, starts, ends, spots = self.of(*one)
        more, *bounds, further = self.of(*other)
        spots += [len(words) + spot for spot in further]
        return words + more, starts + bounds[0], ends + bounds[1], spots

    def _read_together(self, one, other):
        (start, end), gap = one, other[0] - one[1]
        together = self.text[start:end] + self.text[slice(*other)]
        words, starts, ends = self.lexicon.read(together, start)
        starts = [at + gap if at >= end else at for at in starts]
        ends = [at + gap if at > end else at for at in ends]
        return words, starts, ends, self.lexicon.spots(words)
