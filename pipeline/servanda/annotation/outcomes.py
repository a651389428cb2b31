"""Outcomes: how strong each provision of a negotiating text can still become.

Every sentence is read in each way that its brackets leave open (`variants`), every reading is
labelled by the strength component, and the labels of the sentences are put together: the
strongest norm decides, sentences that may go may be absent, options exclude each other.
"""

from dataclasses import asdict, dataclass
from itertools import groupby

from servanda.annotation.contested import Unit
from servanda.annotation.provisions import cut, loose
from servanda.annotation.variants import variants
from servanda.annotation.weights import NOTHING, either, together, weigh
from servanda.labels import LABELS

ABSENT = ""
_NUMBER = 8  # characters that the number of a paragraph may have
_RANK = {name: entry.rank for name, entry in LABELS.items()} | {ABSENT: -1}
_ORDER = sorted(LABELS, key=_RANK.get)  # of obligation and prohibition, equal in rank, this is last


@dataclass(frozen=True)
class Outcome:
    """What a provision can become.

    `labels` are those it may get, from strong to weak; `can_vanish` says whether it may be
    gone. `operatives` are the operative phrases of its readings, each with its label;
    `in_play` are those that some reading does not have. `deciding` are the stretches
    [start, end) in brackets on which the label turns, `examples` gives a reading for each
    label. `weights` are (norms, weak, middle, strong): their number, and their mean weight if
    all is resolved weakly, evenly, strongly. `option` names the option that all of it stands
    in; `spans` are its sentences. `readings` were tried; `bounded` says there were more.
    """

    section: str
    option: str
    spans: tuple
    labels: tuple
    can_vanish: bool
    operatives: tuple
    in_play: tuple
    deciding: tuple
    examples: dict
    weights: tuple
    readings: int
    bounded: bool

    @property
    def strongest(self):
        """Give the strongest label."""
        return self.labels[0]

    @property
    def weakest(self):
        """Give the weakest label of a reading that has text."""
        return self.labels[-1]

    @property
    def contested(self):
        """Say whether the norm is in play: its label, its operative words, its being there.

        It may be where readings were left untried.
        """
        return self.strongest != "none" and (
            len(self.labels) > 1 or self.can_vanish or bool(self.in_play) or self.bounded
        )

    def record(self):
        """Give the outcome as a dict of plain values, for a Doc or for JSON."""
        record = {**asdict(self), "strongest": self.strongest, "weakest": self.weakest}
        del record["section"]
        return {**record, "contested": self.contested}


def outcomes(texts, strength, semantics="unagreed"):
    """Give the outcome of each of some loose provisions.

    Parameters
    ----------
    texts : list of str
    strength : Strength
        The component that labels sentences.
    semantics : {"unagreed", "deletion"}, default="unagreed"
        What brackets mean.

    Returns
    -------
    list of Outcome
    """
    return judge([loose(text, semantics) for text in texts], strength)


def judge(provisions, strength):
    """Give the outcome of each provision: (section, Play, list of (start, end)).

    All readings of all provisions are labelled in one batch, each wording once.
    """
    read = []
    for _, play, spans in provisions:
        pieces = [Unit(play, *span) for span in cut(play, spans)]
        read.append([(unit, variants(play, unit, strength.lexicon)) for unit in pieces])
    texts = {one.text: None for units in read for _, found in units for one in found.readings}
    verdicts = {
        text: (str(label), norms)
        for text, (label, _, norms) in zip(texts, strength.label(list(texts)), strict=True)
    }
    return [
        _outcome(section, play, units, verdicts)
        for (section, play, _), units in zip(provisions, read, strict=True)
    ]


def _outcome(section, play, units, verdicts):
    reached, weights = _all(play, units, verdicts)
    labels = sorted(reached - {ABSENT}, key=_ORDER.index, reverse=True) or ["none"]
    found = [variant for _, variant in units]
    operatives = _operatives(found, verdicts)
    certain = set() if ABSENT in reached else _surely(play, units, verdicts)
    return Outcome(
        section=section,
        option=_option(play, units),
        spans=_spans(play, units),
        labels=tuple(labels),
        can_vanish=ABSENT in reached,
        operatives=operatives,
        in_play=tuple(phrase for phrase, _ in operatives if phrase not in certain),
        deciding=_deciding(play, units, verdicts, labels[-1]) if len(labels) > 1 else (),
        examples=_examples(found, verdicts),
        weights=weights,
        readings=sum(len(each.readings) for each in found),
        bounded=any(each.bounded for each in found),
    )


def _option(play, units):
    """Give the name of the option in which all of a provision stands, if it has no other."""
    found = {play.options_at(unit.start) for unit, _ in units}
    options = found.pop() if len(found) == 1 else ()
    return ", ".join(option.name for option in options if option.name)


def _spans(play, units):
    """Give the sentences of a provision, with the name of the option that opens it."""
    spans = [(unit.start, unit.end) for unit, _ in units]
    option = next(iter(play.options_at(spans[0][0])[-1:]), None) if spans else None
    if option and spans[0][0] - option.body < _NUMBER:
        spans[0] = (option.start, spans[0][1])
    return tuple(spans)


def _labels(variant, verdicts):
    return {one.text: verdicts[one.text][0] for one in variant.readings}


def _examples(found, verdicts):
    """Give one reading for each label."""
    examples = {}
    for each in found:
        for text, label in _labels(each, verdicts).items():
            examples.setdefault(label, text)
    return examples


def _operatives(found, verdicts):
    """Give the operative phrases of all readings with their labels, the strongest first."""
    phrases = {}
    for each in found:
        for norms in _phrases(each, verdicts):
            for phrase, label in norms:
                phrases.setdefault(phrase, label)
    return tuple(sorted(phrases.items(), key=lambda item: -_RANK[item[1]]))


def _surely(play, units, verdicts):
    """Give the operative phrases that the provision has however its brackets are resolved."""
    found = set()
    for block, members in _blocks(play, units, 0):
        if block is None:
            found |= _held(play, members, verdicts, 0)
        elif not _may_fall(play, block, members):
            each = (_held(play, within, verdicts, 1) for _, within in members)
            found |= set.intersection(*each)
    return found


def _held(play, units, verdicts, depth):
    """Give the phrases of sentences that no bracket and no further option can take away."""
    sure = [v for u, v in units if not (v.optional or u.around)]
    if any(len(play.options_at(unit.start)) > depth for unit, _ in units):
        sure = []
    return set().union(*(_certain(each, verdicts) for each in sure))


def _certain(variant, verdicts):
    """Give the operative phrases that stand in all readings of a sentence."""
    return set.intersection(
        *({phrase for phrase, _ in norms} for norms in _phrases(variant, verdicts))
    )


def _phrases(variant, verdicts):
    """Give (operative phrase, label) of each reading of a sentence.

    A norm of which one reading quotes but the modal ("shall", with words in between) and
    another its verb too is one norm.
    """
    readings = [
        {(" ".join(n["operative"].split()), str(n["label"])) for n in verdicts[one.text][1]}
        for one in variant.readings
    ]
    every = set().union(*readings)
    longer = {
        (phrase, label): [(p, k) for p, k in every if k == label and p.startswith(f"{phrase} ")]
        for phrase, label in every
    }
    return [{min(longer[norm], default=norm) for norm in norms} for norms in readings]


def _deciding(play, units, verdicts, weakest):
    """Give the stretches on which the label turns: brackets, sentences that may go, options."""
    found = []
    for unit, variant in units:
        labels = _labels(variant, verdicts)
        found += variant.deciding(labels)
        options = play.options_at(unit.start)
        stronger = max(map(_RANK.get, labels.values())) > _RANK[weakest]
        if stronger and (variant.optional or unit.around) and not options:
            found.append((unit.start, unit.end))
        found += [(option.start, option.end) for option in options]
    return tuple(dict.fromkeys(found))


def _all(play, units, verdicts, depth=0):
    """Give the labels that sentences can have together, and their weights."""
    reached, weights = {ABSENT}, []
    for block, members in _blocks(play, units, depth):
        if block is None:
            own, weight = _text_of(members, verdicts), weigh(members, verdicts)
        else:
            each = [
                ({ABSENT}, NOTHING) if option.absent else _all(play, within, verdicts, depth + 1)
                for option, within in members
            ]
            own, weight = set().union(*(labels for labels, _ in each)), either([w for _, w in each])
            own |= {ABSENT} if _may_fall(play, block, members) else set()
        reached = _together(reached, own)
        weights.append(weight)
    return reached, together(weights)


def _blocks(play, units, depth):
    """Give (None, sentences) of plain text and (block, [(option, its sentences)]) in order."""
    found = {}
    lineages = [(unit, play.options_at(unit[0].start)[depth : depth + 1]) for unit in units]
    for option, members in groupby(lineages, key=lambda each: each[1]):
        members = [unit for unit, _ in members]
        if option:
            found.setdefault(option[0].block, []).append((option[0], members))
        else:
            found[f"text {len(found)}"] = members
    return [(None if isinstance(key, str) else key, each) for key, each in found.items()]


def _text_of(units, verdicts, depth=0):
    """Give the labels that sentences can have together; what one bracket holds goes as one."""
    reached = {ABSENT}
    for at, members in groupby(units, key=lambda unit: next(iter(unit[0].around[depth:]), None)):
        members = list(members)
        if at is not None:
            own = _text_of(members, verdicts, depth + 1) | {ABSENT}
        else:
            own = _reached(members, verdicts)
        reached = _together(reached, own)
    return reached


def _reached(units, verdicts):
    """Give the labels that sentences without a bracket around them can have together."""
    reached = {ABSENT}
    for _, found in units:
        own = {verdicts[one.text][0] for one in found.readings}
        reached = _together(reached, own | {ABSENT} if found.optional else own)
    return reached


def _may_fall(play, block, members):
    """Say whether one of the exclusive options leaves nothing of this provision."""
    here = {option.start for option, _ in members}
    return any(each.absent or each.start not in here for each in play.block(block))


def _together(some, others):
    """Give what the strongest of two labels can be, each out of a set."""
    return {max(one, other, key=_RANK.get) for one in some for other in others}
