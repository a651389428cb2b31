"""The words of stretches of a text, and where those stand that may be of a phrase."""

from servanda.annotation.clause import Tokens
from servanda.annotation.lexicon import Lexicon


def tokens_of(text: str, lexicon: Lexicon, start: int, end: int) -> Tokens:
    """Give the tokens of a stretch of an evenly spaced text, as `read_words` takes them."""
    words, starts, ends = lexicon.read(text[start:end], start)
    return words, starts, ends, lexicon.spots(words)


def tokens_of_both(
    text: str, lexicon: Lexicon, one: tuple[int, int], other: tuple[int, int]
) -> Tokens:
    """Give the tokens of two stretches as if the other stood right behind one."""
    if lexicon.inflection:
        return _read_together(text, lexicon, one, other)
    words, starts, ends, spots = tokens_of(text, lexicon, one[0], one[1])
    more_words, more_starts, more_ends, more_spots = tokens_of(text, lexicon, other[0], other[1])
    spots += [len(words) + spot for spot in more_spots]
    return words + more_words, starts + more_starts, ends + more_ends, spots


def _read_together(
    text: str, lexicon: Lexicon, one: tuple[int, int], other: tuple[int, int]
) -> Tokens:
    start, end = one
    gap = other[0] - end
    together = text[start:end] + text[other[0] : other[1]]
    words, starts, ends = lexicon.read(together, start)
    starts = [at + gap if at >= end else at for at in starts]
    ends = [at + gap if at > end else at for at in ends]
    return words, starts, ends, lexicon.spots(words)
