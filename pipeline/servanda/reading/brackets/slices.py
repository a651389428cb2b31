"""Slices of a text that stay, and the way back from the words they make."""

from bisect import bisect_right
from itertools import accumulate

_BLANKS_GO = ("", " ", ",", ".", ";", ":", "\n")  # before these no blank stays


def remaining(text, gone, tidy=True):
    """Give what stays of a text; `tidy` also closes up the blanks around what went."""
    slices, at = [], 0
    for start, end in [*sorted(gone), (len(text), len(text))]:
        if start > at:
            slices.append((at, start))
        at = max(at, end)
    return _tidied(text, slices) if tidy and gone else slices


def _tidied(text, slices):
    """Give slices without the second of two blanks that meet where words went."""
    found = []
    for start, end in [*slices, (len(text), len(text))]:
        opening = text[start : start + 1]
        while found and opening in _BLANKS_GO and text[found[-1][1] - 1] == " ":
            last_start, last_end = found.pop()
            if last_end - 1 > last_start:
                found.append((last_start, last_end - 1))
                break
        if start < end:
            found.append((start, end))
    return found


def apart(text, slices):
    """Give slices with one more where words of two brackets would run into one another.

    Of "[shall][take]" it takes in the first "]"; `joined` reads that as a blank.
    """
    found = []
    for start, end in slices:
        last = found[-1][1] if found else start
        if last < start and text[last - 1].isalnum() and text[start].isalnum():
            if "][" in text[last:start]:
                found.append((last, last + 1))
        found.append((start, end))
    return found


def joined(text, slices):
    """Give the words of slices, with a blank for each mark that keeps two of them apart."""
    return "".join(" " if text[start:end] == "]" else text[start:end] for start, end in slices)


def back(slices):
    """Give the function from offsets in the joined slices to offsets in the text."""
    ends = list(accumulate(end - start for start, end in slices))

    def origin(offset):
        at = min(bisect_right(ends, offset), len(slices) - 1)
        if at < 0:
            return 0
        return slices[at][1] - (ends[at] - offset)

    return origin
