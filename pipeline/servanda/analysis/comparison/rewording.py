"""What changed in the wording of a provision: whole words that went, whole words that came."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import Indel

from servanda.analysis.wording import GONE

# A number with its points is one word, so that 4.2 never changes into 4.3 by a digit.
_WORD = re.compile(rf"\d+(?:[.,]\d+)+|\w+(?:[-'’]\w+)*|[^\w\s{GONE}]|\n[^\S\n]*\n\s*")
# difflib finds what reads best, but takes the square of words that come again and again.
_LONG = 2000
_SMALL = 2  # words that may stand unchanged between two changes and still go with them


class Edit(NamedTuple):
    """A stretch of the text before, and what stands in its place after; one may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int


def edits(before, after):
    r"""Give what changed between two wordings, in whole words.

    Parameters
    ----------
    before, after : str
        The wordings. Blanks do not count, save the blank line between paragraphs.

    Returns
    -------
    list of Edit
        In order and apart from each other; what is between them is the same in both. One or
        two small words that stayed between larger changes are taken with them, to be read at once.

    Examples
    --------
    >>> edits("It shall stay.", "It should stay.")
    [Edit(start=3, end=8, new_start=3, new_end=9)]
    """
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    keys, new_keys = [_key(word) for word in old], [_key(word) for word in new]
    found = []
    for first, last, new_first, new_last in _gathered(_changes(keys, new_keys), old, new):
        bounds = (*_bounds(old, first, last, before), *_bounds(new, new_first, new_last, after))
        found.append(_trimmed(Edit(*bounds), before, after))
    return found


def _changes(keys, new_keys):
    """Give what changed between two lists of words, as (first, last, new first, new last)."""
    if len(keys) + len(new_keys) <= _LONG:
        codes = SequenceMatcher(None, keys, new_keys, autojunk=False).get_opcodes()
    else:
        codes = Indel.opcodes(keys, new_keys)
    return [bounds for kind, *bounds in codes if kind != "equal"]


def _key(word):
    return word[0] if word[0].strip() else "\n\n"


def _gathered(changed, old, new):
    """Join changes that have only a few small words between them."""
    done = []
    for change in changed:
        if done and _belong(done[-1], change, old, new):
            done[-1] = (done[-1][0], change[1], done[-1][2], change[3])
        else:
            done.append(change)
    return done


def _belong(one, other, old, new):
    """Say whether what stayed between two changes is small beside either of them."""
    between = old[one[1] : other[0]]
    if len(between) > _SMALL or any(_key(word) == "\n\n" for word in between):
        return False
    sizes = [max(_size(old, c[0], c[1]), _size(new, c[2], c[3])) for c in (one, other)]
    return 2 * _size(old, one[1], other[0]) <= min(sizes)


def _size(words, first, last):
    return words[last - 1].end() - words[first].start() if last > first else 0


def _bounds(words, first, last, text):
    """Give the characters from the end of the word before a change to the start of the next."""
    start = words[first - 1].end() if first else 0
    end = words[last].start() if last < len(words) else len(text)
    return start, end


def _trimmed(edit, before, after):
    """Leave the blanks that both sides share at the ends of a change out of it."""
    start, end, new_start, new_end = edit
    while start < end and new_start < new_end and _blank(before[start], after[new_start]):
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and _blank(before[end - 1], after[new_end - 1]):
        end, new_end = end - 1, new_end - 1
    return Edit(start, end, new_start, new_end)


def _blank(one, other):
    return one == other and one.isspace()
