"""The readings of one sentence that can change a norm, bounded in number.

Only brackets that touch operative words, the verb under them, qualifiers, negations,
recognising frames or whole sentences are varied; all others are read as `first` reads them.
"""

from dataclasses import dataclass, field
from itertools import combinations

from servanda.annotation.contested import clean, has_verb, is_sound, relevant
from servanda.reading.brackets import spare
from servanda.reading.brackets.grammar import (
    FRAME,
    MODAL,
    ends_open,
    kind_of,
    nested_verb,
    replaces,
    words_in,
)

BOUND = 64  # readings of one sentence in which brackets vary together
_SINGLE = 64  # further readings in which one bracket varies alone


@dataclass(frozen=True)
class Reading:
    """One reading of a sentence: its words, and what was chosen at each place of choice."""

    text: str
    chosen: tuple


@dataclass
class Variants:
    """The readings of a sentence; `optional` says whether its own brackets may leave nothing."""

    readings: list
    optional: bool
    bounded: bool
    places: list = field(default_factory=list)

    def deciding(self, labels):
        """Give [start, end) of the choices that alone change the label."""
        if len(set(labels.values())) < 2:
            return []
        found = set()
        for one, other in combinations(self.readings, 2):
            if labels[one.text] == labels[other.text]:
                continue
            apart = [
                at
                for at, (first, second) in enumerate(zip(one.chosen, other.chosen, strict=True))
                if None not in (first, second) and first != second
            ]
            if len(apart) == 1:
                found.add(self.places[apart[0]])
        return sorted(found)


def variants(play, unit, lexicon):
    """Give the readings of a sentence.

    Parameters
    ----------
    play : Play
    unit : Unit
    lexicon : Lexicon

    Returns
    -------
    Variants
    """
    maker = _Maker(unit, lexicon)
    choices, bounded = maker.level(unit.top)
    order = sorted({place for _, chosen in choices for place in chosen})
    found = {}
    for gone, chosen in choices:
        text = clean(unit.words(gone))
        if maker.consistent(gone) and text not in found:
            found[text] = Reading(text, tuple(chosen.get(place) for place in order))
    sound = [one for one in found.values() if is_sound(one.text)]
    sound = [one for one in sound if has_verb(one.text, lexicon)] or sound
    readings = sound or list(found.values())[:1]
    if not readings:
        readings = [Reading(clean(unit.words(())), ())]
    optional = unit.in_pieces or maker.hangs(readings)
    return Variants(readings, optional, bounded, order)


class _Maker:
    """Makes the choices of a sentence: pairs of (what goes, {place: which option})."""

    def __init__(self, unit, lexicon):
        self.unit, self.play = unit, unit.play
        self.brackets, self.text = unit.play.brackets, unit.play.text
        inside = set(unit.inside)
        self.groups = {}
        for group in unit.groups:
            members = tuple(at for at in group.members if at in inside)
            idle = tuple(at for at in group.idle if at in inside)
            if members or idle:
                parent = self.brackets[(members or idle)[0]].parent
                self.groups.setdefault(parent, []).append((group, members, idle))
        self.lexicon = lexicon
        self.relevant = relevant(unit, lexicon)
        self.frames = [at for at in unit.inside if self._is_frame(at)]
        self.relevant |= set(self.frames)
        self.links = []

    def level(self, parents):
        """Give the choices among the groups that stand directly in some brackets."""
        here = [each for parent in parents for each in self.groups.get(parent, ())]
        here.sort(key=lambda each: each[0].kind != "modal")
        choices, bounded = [((), {})], False
        for group, members, idle in here:
            options, more = self._options(group, members, idle)
            bounded |= more
            choices, more = _multiplied(choices, options)
            bounded |= more
        return choices, bounded

    def _options(self, group, members, idle):
        """Give the choices of one group."""
        spared = set(spare(self.play, group)) & set(idle)
        gone = tuple(self._span(at) for at in idle if at in spared)
        if not members:
            return [(gone, {})], False
        if group.kind == "relative":
            self.links += members
        varied = [at for at in members if at in self.relevant or group.kind == "relative"]
        if not varied:
            rest = members[1:] if group.exclusive else ()
            return [((*gone, *map(self._span, rest)), {})], False
        return self._varied(group, members, idle, gone)

    def _varied(self, group, members, idle, gone):
        place = (self.brackets[members[0]].start, self.brackets[members[-1]].end)
        found, bounded = [], len(members) > _SINGLE
        links = tuple(self._span(at) for at in idle if self._is_link(at))
        for at in members[:_SINGLE]:
            others = (*links, *self._beside(members, at))
            inner, more = self._inner(group, at)
            bounded |= more
            grafted = self._graft(group, members, at)
            instead = replaces(self.text, self.brackets[at])
            base = (*gone, *(grafted if grafted is not None else others))
            base = (*base, instead) if instead else base
            found += [((*base, *g), {**c, place: at}) for g, c in inner]
        alone = len(members) == 1
        if not group.exclusive and not alone and group.kind not in ("modal", "verb"):
            found.insert(0, (gone, {place: "all"}))
        if not group.exclusive and self._may_go(group, members):
            found.append(((*gone, *links, *map(self._span, members)), {place: "none"}))
        return found, bounded

    def _inner(self, group, at):
        """Give the choices within a bracket that stays."""
        nested = nested_verb(self.text, self.brackets, at, group.kind)
        if nested is None:
            return self.level({at})
        start, end = self.brackets[at].inner
        own = (start, self.brackets[nested].start)
        place = (start, end)
        return [((self._span(nested),), {place: "outer"}), ((own,), {place: "inner"})], False

    def _graft(self, group, members, at):
        """Give what goes for a fragment beside a whole clause, None for any other bracket.

        In `[Each Party shall [lower] dues][may waive them]` the second takes the place of the
        words of the first from the modal on.
        """
        first = self.brackets[members[0]]
        if at == members[0] or group.exclusive is False or first.end - first.start < 12:
            return None
        if kind_of(self.text, first) != "sentence":
            return None
        start, end = self.brackets[at].inner
        words = self.text[start:end].lstrip(" *[")
        first_inner = self.text.find("[", *first.inner)
        modal = MODAL.search(self.text, first.inner[0], max(first_inner, first.inner[0]))
        if not words[:1].islower() or not modal:
            return None
        cut = modal.start() if MODAL.match(words) else modal.end() + 1
        others = [self._span(other) for other in members[1:] if other != at]
        return ((cut, first.end), *others)

    def _beside(self, members, at):
        """Give what goes of neighbours where one stays: all before it and all after it."""
        (start, _), (_, end) = self._span(members[0]), self._span(members[-1])
        first, last = self._span(at)
        return [(a, b) for a, b in ((start, first), (last, end)) if a < b]

    def consistent(self, gone):
        """Say whether `[that]` stays just where a frame before it stays."""
        spans = set(gone)
        framed = any(self._stays(at, spans) for at in self.frames)
        return all(self._stays(at, spans) == framed for at in self.links)

    def _stays(self, at, spans):
        bracket = self.brackets[at]
        return not any(a <= bracket.start and bracket.end <= b for a, b in spans)

    def hangs(self, readings):
        """Say whether no verb is left when all goes that may go."""
        gone = []
        for groups in self.groups.values():
            for group, members, idle in groups:
                if group.exclusive or self._bare_modal(group, members):
                    gone += map(self._span, members[1:])
                elif group.kind == "verb" and any(
                    nested_verb(self.text, self.brackets, at, group.kind) for at in members
                ):
                    continue
                else:
                    gone += map(self._span, members)
                gone += map(self._span, idle)
        if not gone:
            return False
        words = clean(self.unit.words(gone))
        return not is_sound(words) or (
            not has_verb(words, self.lexicon)
            and all(has_verb(one.text, self.lexicon) for one in readings)
        )

    def _may_go(self, group, members):
        """Say whether a reading is left without any of the brackets: not without its verb."""
        if group.kind == "verb":
            return all(ends_open(self.text, self.brackets[at]) for at in members)
        return (
            group.kind != "modal"
            or len(members) > 1
            or bool(replaces(self.text, self.brackets[members[0]]))
        )

    def _bare_modal(self, group, members):
        """Say whether brackets hold but a modal: without it, the present tense commits."""
        words = words_in(self.text, *self.brackets[members[0]].inner) if members else ""
        return group.kind in ("modal", "suffix") and len(words.split()) == 1

    def _is_frame(self, at):
        bracket = self.brackets[at]
        words = words_in(self.text, bracket.start, min(bracket.end, bracket.start + 200))
        return bool(FRAME.search(words)) and not MODAL.search(words_in(self.text, *bracket.inner))

    def _is_link(self, at):
        return kind_of(self.text, self.brackets[at]) == "connector"

    def _span(self, at):
        return self.brackets[at].start, self.brackets[at].end


def _multiplied(choices, options):
    """Give the product of choices, or where it is too large each new option alone."""
    if len(choices) * len(options) <= BOUND:
        product = [((*g, *more), {**c, **place}) for g, c in choices for more, place in options]
        return product, False
    more, place = options[0]
    found = [((*g, *more), {**c, **place}) for g, c in choices[: BOUND + _SINGLE]]
    g, c = choices[0]
    room = max(0, BOUND + _SINGLE - len(found))
    found += [((*g, *more), {**c, **place}) for more, place in options[1 : 1 + room]]
    return found, True
