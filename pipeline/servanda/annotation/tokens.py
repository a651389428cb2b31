"""The words of a text, cut once for all its sentences and the lists that are read again."""

from bisect import bisect_left

_WINDOW = 50_000  # characters that are cut at once, at least: memory for a part of the text


class Tokens:
    """Gives the words of stretches of a text, in lower case, with their places in the text.

    Parameters
    ----------
    text : str
    lexicon : Lexicon
    """

    def __init__(self, text, lexicon):
        self.text, self.lexicon = text, lexicon
        self.low = self.high = 0  # the part of the text that is cut
        self.words, self.starts, self.ends = [], [], []

    def of(self, start, end):
        """Give (words, starts, ends) of a stretch; quickest where each lies behind the last."""
        if self.lexicon.inflection:
            return self.lexicon.read(self.text[start:end], start)
        if not self.low <= start <= end <= self.high:
            self.low, self.high = start, max(end, start + _WINDOW)
            part = self.text[self.low : self.high]
            self.words, self.starts, self.ends = self.lexicon.read(part, start)
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if (first and self.ends[first - 1] > start) or (last and self.ends[last - 1] > end):
            return self.lexicon.read(self.text[start:end], start)  # a word goes beyond an end
        return self.words[first:last], self.starts[first:last], self.ends[first:last]

    def of_both(self, one, other):
        """Give (words, starts, ends) of two stretches as if the other stood right behind one."""
        if not self.lexicon.inflection:
            return tuple(a + b for a, b in zip(self.of(*one), self.of(*other), strict=True))
        (start, end), gap = one, other[0] - one[1]
        together = self.text[start:end] + self.text[slice(*other)]
        words, starts, ends = self.lexicon.read(together, start)
        starts = [at + gap if at >= end else at for at in starts]
        return words, starts, [at + gap if at > end else at for at in ends]
