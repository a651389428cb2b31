"""A sentence of a negotiating text with its brackets, and which of them touch its norm."""

import re
from bisect import bisect_right

from servanda.reading.brackets import apart, joined, remaining
from servanda.reading.brackets.grammar import FRAME, LISTS, MODAL
from servanda.reading.brackets.marks import MARK

_NOISE = re.compile(r"\[\^[^\]\[\s]{1,20}\]:?|\{[^{}]*\}|[*\\]")
_BE = "|".join(LISTS["grammar"]["be"])
_AND = "|".join(LISTS["grammar"]["connectors"])
_VERBLESS = re.compile(
    rf"{MODAL.pattern}(?: not)?(?: (?:{_BE}|{_AND}))?\s*(?:[.;]|$)", re.IGNORECASE
)
_LINKS = frozenset([*LISTS["grammar"]["connectors"], ","])
_LETTER = re.compile(r"[^\W_]")
_CARRYING = frozenset([*LISTS["grammar"]["be"], "not"])
_AUXILIARY = _CARRYING | {",", *LISTS["grammar"]["adverbs"]}
_COORDINATED = 6  # words after a verb within which another may be coordinated with it
_NUMBER = re.compile(
    r"[\s\[(]*(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})"
    r"(?: ?(?:bis|ter|qu[a-z]{3,8}|[a-z]{3,5}ies))?[.)](?=\s|\Z)"
)


class Unit:
    """A sentence of a text in play, with the brackets that stand in it.

    `inside` are the places of the brackets that begin in it and do not hold all its words;
    `top` those around it, with -1.
    """

    def __init__(self, play, start, end):
        self.play, self.start, self.end = play, start, end
        starts = play.starts
        first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
        self.first, self.last = _wordy(play.text[start:end], start)
        self.inside = []
        self.top = {-1, *self._enclosing(first)}
        for at in range(first, last):
            if self._holds_all(play.brackets[at]):
                self.top.add(at)
            else:
                self.inside.append(at)

    def _enclosing(self, first):
        """Give the brackets opened before the sentence that reach into it."""
        found, at = [], first - 1
        while at >= 0:
            if self.play.brackets[at].end > self.start:
                found.append(at)
            at = self.play.brackets[at].parent
        return found

    def _holds_all(self, bracket):
        return bracket.start <= self.first and self.last < bracket.end

    @property
    def around(self):
        """Give the brackets that hold all words of the sentence, the outermost first."""
        return sorted(at for at in self.top if at >= 0 and self._holds_all(self.play.brackets[at]))

    @property
    def in_pieces(self):
        """Say whether all words stand in brackets, though not in one."""
        brackets = self.play.brackets
        tops = [at for at in self.inside if brackets[at].parent in self.top]
        gone = [(brackets[at].start, brackets[at].end) for at in tops]
        return bool(gone) and not is_wordy("".join(self.words(gone)))

    def holding(self, offset):
        """Give the brackets of the sentence that hold a place."""
        found, at = set(), bisect_right(self.play.starts, offset) - 1
        while at >= 0:
            if self.play.brackets[at].end > offset and at not in self.top:
                found.add(at)
            at = self.play.brackets[at].parent
        return found

    @property
    def groups(self):
        """Give the groups that have a bracket in the sentence."""
        home = self.play.home
        places = dict.fromkeys(home[at] for at in self.inside)
        return [self.play.groups[place] for place in places]

    def words(self, gone):
        """Give the sentence without its marks and without what goes."""
        play = self.play
        spans = [(max(a, self.start), min(b, self.end)) for a, b in gone]
        spans += [(at, at + 1) for at in play.marks_in(self.start, self.end)]
        spans += play.claims_in(self.start, self.end)
        shifted = [(a - self.start, b - self.start) for a, b in spans]
        text = play.text[self.start : self.end]
        return joined(text, apart(text, remaining(text, shifted)))


def relevant(unit, lexicon):
    """Give the places of the brackets in a sentence that touch what makes a norm."""
    plain = MARK.sub(_blanked, unit.play.text[unit.start : unit.end])
    words, starts, _ = lexicon.cut(plain.replace("/", " "))
    found = set()
    for place in _telling(words, lexicon):
        found |= unit.holding(unit.start + starts[place])
    return found


def _blanked(mark):
    return " " * len(mark[0])


def _telling(words, lexicon):
    """Yield the places of words that tell the strength of a norm."""
    grammar = lexicon.grammar
    denying = grammar["not"] | grammar["no"] | grammar["nothing"] | grammar["negative_only"]
    yield from (at for at, word in enumerate(words) if word in denying)
    for phrases in (lexicon.qualifiers, lexicon.triggers):
        for _, first, last in phrases.find(words):
            yield from range(first, last)
    for _, first, last in lexicon.modals.find(words):
        yield first
        yield from _verbs(words, last)


def _verbs(words, at):
    """Yield the places of the verb after a modal, and of what is coordinated with it."""
    while at < len(words) and (words[at] in _AUXILIARY or words[at].endswith("ly")):
        if words[at] in _CARRYING:
            yield at
        at += 1
    yield at if at < len(words) else len(words) - 1
    for place in range(at + 1, min(at + _COORDINATED, len(words) - 1)):
        if words[place] in _LINKS:
            yield place + 1


def is_wordy(words):
    """Say whether there are words beside notes, blanks, marks and the number of a paragraph."""
    first, last = _wordy(words, 0)
    return first <= last


def _wordy(words, offset):
    """Give the places of the first and last letter that belong to no note and no number."""
    words = _NOISE.sub(_blanked, words)
    number = _NUMBER.match(words)
    first = _LETTER.search(words, number.end() if number else 0)
    if not first:
        return offset + len(words), offset - 1
    last = len(words) - 1
    while not words[last].isalnum():
        last -= 1
    return offset + first.start(), offset + last


def clean(words):
    """Give the words of a reading as a sentence: without notes, emphasis and doubled blanks."""
    return " ".join(_NOISE.sub("", words).split())


def has_verb(text, lexicon):
    """Say whether a sentence has an operative word, or another finite verb that is known."""
    words, _, _ = lexicon.cut(text)
    finite = lexicon.grammar["finite"]
    return (
        bool(FRAME.search(text))
        or bool(lexicon.modals.find(words) or lexicon.triggers.find(words))
        or any(word in finite for word in words)
    )


def is_sound(words):
    """Say whether words can be a provision: some words, and a verb under each modal."""
    return is_wordy(words) and not _VERBLESS.search(words)
