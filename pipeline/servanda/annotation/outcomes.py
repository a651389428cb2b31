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
from servanda.annotation.weights import either, together, weigh
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
        """Say whether the norm is in play: its label, its operative words, or its being there."""
        return self.strongest != "none" and (
            len(self.labels) > 1 or self.can_vanish or bool(self.in_play)
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
    reached, weights = {ABSENT}, []
    for block, members in _blocks(play, units):
        texts = [_text_of(option, within, verdicts) for option, within in members]
        own = set().union(*texts)
        if block is not None and _may_fall(play, block, members):
            own.add(ABSENT)
        reached = _together(reached, own)
        weights.append(either([weigh(within, verdicts) for _, within in members]))
    labels = sorted(reached - {ABSENT}, key=_ORDER.index, reverse=True) or ["none"]
    found = [variant for _, variant in units]
    sure = [v for u, v in units if not (v.optional or u.around or play.option_at(u.start))]
    operatives = _operatives(found, verdicts)
    certain = set().union(*(_certain(each, verdicts) for each in sure))
    certain = set() if ABSENT in reached else certain
    return Outcome(
        section=section,
        option=_option(play, units),
        spans=_spans(play, units),
        labels=tuple(labels),
        can_vanish=ABSENT in reached,
        operatives=operatives,
        in_play=tuple(phrase for phrase, _ in operatives if phrase not in certain),
        deciding=_deciding(play, units, verdicts) if len(labels) > 1 else (),
        examples=_examples(found, verdicts),
        weights=together(weights),
        readings=sum(len(each.readings) for each in found),
        bounded=any(each.bounded for each in found),
    )


def _option(play, units):
    """Give the name of the option in which all of a provision stands, if it has no other."""
    found = {play.option_at(unit.start) for unit, _ in units}
    option = found.pop() if len(found) == 1 else None
    return option.name if option else ""


def _spans(play, units):
    """Give the sentences of a provision, with the name of the option that opens it."""
    spans = [(unit.start, unit.end) for unit, _ in units]
    option = play.option_at(spans[0][0]) if spans else None
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
        for one in each.readings:
            for norm in verdicts[one.text][1]:
                phrases.setdefault(" ".join(norm["operative"].split()), str(norm["label"]))
    return tuple(sorted(phrases.items(), key=lambda item: -_RANK[item[1]]))


def _certain(variant, verdicts):
    """Give the operative phrases that stand in all readings of a sentence."""
    sets = [
        {" ".join(norm["operative"].split()) for norm in verdicts[one.text][1]}
        for one in variant.readings
    ]
    return set.intersection(*sets)


def _deciding(play, units, verdicts):
    """Give the stretches on which the label turns: brackets, sentences that may go, options."""
    found = []
    for unit, variant in units:
        found += variant.deciding(_labels(variant, verdicts))
        if variant.optional or unit.around:
            found.append((unit.start, unit.end))
        option = play.option_at(unit.start)
        if option:
            found.append((option.start, option.end))
    return tuple(dict.fromkeys(found))


def _blocks(play, units):
    """Give (number of a block of options or None, [(option or None, its sentences)]) in order."""
    found = {}
    for option, members in groupby(units, key=lambda unit: play.option_at(unit[0].start)):
        key = ("options", option.block) if option else ("text", len(found))
        found.setdefault(key, []).append((option, list(members)))
    return [(key[1] if key[0] == "options" else None, each) for key, each in found.items()]


def _text_of(option, units, verdicts, depth=0):
    """Give the labels that sentences can have together; what one bracket holds goes as one."""
    if option is not None and option.absent:
        return {ABSENT}
    reached = {ABSENT}
    for at, members in groupby(units, key=lambda unit: next(iter(unit[0].around[depth:]), None)):
        members = list(members)
        if at is not None:
            own = _text_of(None, members, verdicts, depth + 1) | {ABSENT}
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
