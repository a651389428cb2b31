"""Square brackets of negotiating texts: what is not agreed yet, and readings of it.

A reading is made by deletion only, so that the slices that stay are the map back to the file.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .grammar import Group, groups, kind_of, nested_verb, replaces, said, slashed
from .marks import Bracket, nested, pair, places_of_marks
from .options import Option, options
from .slices import apart, back, joined, remaining

__all__ = [
    "READINGS",
    "SEMANTICS",
    "Bracket",
    "Group",
    "Option",
    "Play",
    "apart",
    "back",
    "check",
    "in_play",
    "is_unagreed",
    "joined",
    "kept",
    "remaining",
    "resolve",
    "spare",
]

_SEVERAL = 3

READINGS = ("accept", "reject", "first")
SEMANTICS = ("unagreed", "deletion")


@dataclass(frozen=True)
class Play:
    """What of a text is still in play.

    `brackets` in order, `strays` the places of marks that belong to none, `groups` of brackets
    next to each other, `options` that exclude each other ("Option 1: …", "3.3alt").
    """

    text: str
    brackets: list
    strays: list
    groups: list
    options: list

    @cached_property
    def starts(self):
        """Give where each bracket begins, to search in."""
        return [each.start for each in self.brackets]

    @cached_property
    def home(self):
        """Give the place in `groups` of the group of each bracket."""
        found = {
            at: place
            for place, group in enumerate(self.groups)
            for at in (*group.members, *group.idle)
        }
        return [found[at] for at in range(len(self.brackets))]

    @cached_property
    def _places(self):
        return places_of_marks(self.text)

    def marks_in(self, start, end):
        """Give the places of the marks of brackets in a stretch of the text."""
        return self._places[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def block(self, number):
        """Give the options that exclude each other in a block."""
        return self._blocks[number]

    def options_at(self, offset):
        """Give the options that hold a place, the outermost first."""
        at = bisect_right(self.options, offset, key=lambda option: option.start) - 1
        found = []
        while at >= 0:
            if self.options[at].end > offset:
                found.append(self.options[at])
            at = self._above[at]
        return tuple(reversed(found))

    @cached_property
    def _above(self):
        """Give the place of the option around each option, or -1."""
        found, open_ = [], []
        for at, option in enumerate(self.options):
            while open_ and self.options[open_[-1]].end <= option.start:
                open_.pop()
            found.append(open_[-1] if open_ else -1)
            open_.append(at)
        return found

    @cached_property
    def _blocks(self):
        found = {}
        for option in self.options:
            found.setdefault(option.block, []).append(option)
        return found

    @cached_property
    def remarks(self):
        """Give (start, end, kind) of what is no text of the treaty: note, blank, attribution."""
        found = ((each, kind_of(self.text, each)) for each in self.brackets)
        marked = [(each.start, each.end, kind) for each, kind in found if kind in ("note", "blank")]
        return sorted([*marked, *((start, end, "attribution") for start, end in self.claims)])

    @cached_property
    def claims(self):
        """Give (start, end) of the words that say whose words follow: "US/AU propose: "."""
        found = ((each.inner[0], said(self.text, each)) for each in self.brackets)
        return [(start, end) for start, end in found if end > start]

    def claims_in(self, start, end):
        """Give those of `claims` that begin in a stretch of the text."""
        first, last = (bisect_left(self.claims, (at, 0)) for at in (start, end))
        return self.claims[first:last]


@lru_cache(maxsize=2)  # a draft is asked for several times in a row
def in_play(text, semantics="unagreed"):
    """Give what of a text is in play: its brackets and options.

    Parameters
    ----------
    text : str
    semantics : {"unagreed", "deletion"}, default="unagreed"
        What brackets mean: words that are not agreed, of which neighbours exclude each other
        (WTO, UNFCCC), or words that somebody wants deleted (WHO).

    Returns
    -------
    Play

    Examples
    --------
    >>> play = in_play("Parties [shall][should] report [, if asked].")
    >>> [group.exclusive for group in play.groups]
    [True, False]
    """
    check("semantics", semantics, SEMANTICS, "in_play")
    brackets, strays = pair(text)
    if semantics == "deletion":
        alone = [Group((at,), (), False, "deletion") for at in range(len(brackets))]
        return Play(text, brackets, strays, alone, [])
    parts = slashed(text, brackets)
    brackets = nested([*brackets, *parts]) if parts else brackets
    return Play(text, brackets, strays, groups(text, brackets), options(text, brackets))


def is_unagreed(text, semantics="unagreed"):
    """Say whether a text is still negotiated: it has options, or words in several brackets.

    A treaty that is agreed may have a bracket or two, as in "[sic]" or "article [5]".
    """
    play = in_play(text, semantics)
    worded = [group for group in play.groups if group.kind not in ("idle", "number")]
    return bool(play.options) or len(worded) >= _SEVERAL or any(g.exclusive for g in worded)


def kept(text, reading="accept", semantics="unagreed"):
    """Give the slices of a text that stay under a reading.

    Parameters
    ----------
    text : str
    reading : {"accept", "reject", "first"}, default="accept"
        accept: the words in brackets stay. reject: they go, and options with them. first: of
        alternatives and options the first stays, else as accept.
    semantics : {"unagreed", "deletion"}, default="unagreed"
        As for `in_play`.

    Returns
    -------
    list of (int, int)

    Examples
    --------
    >>> kept("Parties [shall][should] act.", "first")
    [(0, 8), (9, 14), (23, 28)]
    """
    check("reading", reading, READINGS, "kept")
    check("semantics", semantics, SEMANTICS, "kept")
    if reading == "accept":
        return remaining(text, [(at, at + 1) for at in places_of_marks(text)], tidy=False)
    play = in_play(text, semantics)
    if reading == "reject":
        gone = [(each.start, each.end) for each in play.brackets if each.parent < 0]
        gone += [(each.start, each.end) for each in play.options]
    else:
        gone = marks(play) + _later(play)
    gone += [(at, at + 1) for at in play.strays]
    return remaining(text, gone)


def resolve(text, reading="accept", semantics="unagreed"):
    """Give a text under a reading, and a function from its offsets to those of the text.

    Parameters
    ----------
    text : str
    reading, semantics
        As for `kept`.

    Returns
    -------
    (str, callable)

    Examples
    --------
    >>> words, back = resolve("Parties [shall][should] act.", "first")
    >>> words, back(words.index("act"))
    ('Parties shall act.', 24)
    """
    slices = kept(text, reading, semantics)
    return "".join(text[start:end] for start, end in slices), back(slices)


def marks(play):
    """Give (start, end) of each mark of the brackets."""
    found = []
    for each in play.brackets:
        if each.opened:
            found.append((each.start, each.start + 1))
        if each.closed:
            found.append((each.end - 1, each.end))
    return found


def _later(play):
    """Give what goes when of alternatives the first is taken: the others, notes, spare links."""
    gone, spans = [], list(play.claims)
    for group in play.groups:
        if group.exclusive:
            ends = [play.brackets[at].end for at in (group.members[0], group.members[-1])]
            spans.append(tuple(ends))
        nested = (nested_verb(play.text, play.brackets, at, group.kind) for at in group.members)
        gone += [*spare(play, group), *(at for at in nested if at is not None)]
        gone += [at for at in group.members if replaces(play.text, play.brackets[at])]
    spans += [(play.brackets[at].start, play.brackets[at].end) for at in gone]
    first = {}
    for option in play.options:
        if first.setdefault(option.block, option) is option:
            spans.append((option.start, option.body))
        else:
            spans.append((option.start, option.end))
    return spans


def spare(play, group):
    """Give the brackets of a group that no clean reading has: `[other]`, notes, a second `[or]`."""
    found, linked = [], len(group.members) < 2 or group.exclusive
    for at in group.idle:
        kind = kind_of(play.text, play.brackets[at])
        if kind == "note" or (linked and group.members):
            found.append(at)
        linked = linked or kind == "connector"
    return found


def check(name, value, allowed, function):
    """Raise ValueError unless a value is one of those allowed."""
    if value not in allowed:
        one_of = ", ".join(repr(each) for each in allowed)
        raise ValueError(
            f"The '{name}' parameter of {function} must be one of {one_of}. Got {value!r} instead."
        )
