"""What a change of wording does to strength: hardened, softened, mixed, or the same."""

import re
from collections import Counter

from servanda.analysis.comparison.pairing import lapsed, same_wording, silent
from servanda.labels import LABELS

_THE = re.compile(r"^the ")
_ONE = re.compile(r"^(?:an?|any|each|every|no|neither) ")
_OFTEN = 3  # times that a bearer must go over into another to be one renamed
# Changes in strength come first, a change of words with the label of what is otherwise the same
# before others of its kind; then what came or went, then who is bound and how far.
_STRENGTH, _LOST = 3.0, 1.5
_BEARER, _QUALIFIER, _APART = 0.8, 0.4, 0.1


def rank(label):
    """Give the rank of a label, 0 for None."""
    return LABELS[label].rank if label else 0


def change(relation):
    """Give the change of a provision: hardened, softened, mixed, same, new or removed.

    The strongest label decides together with the norms one by one, and both directions together
    are mixed; of what was split or merged, the norms that this pair shares decide. Where words
    are still in play a provision is a range of labels: it hardened if both ends rose, softened
    if both fell, and is mixed if one side lies inside the range of the other, as what was open
    was settled, or opened anew.
    """
    if relation.kind in ("new", "removed"):
        return relation.kind
    if relation.before.text == relation.after.text:
        return "same"
    one, other = _range(relation.before), _range(relation.after)
    told = _of_ranges(one, other)
    if "mixed" not in told and _unfounded(relation, one[1], other[1]):
        told = "same"
    if relation.before.outcome or relation.after.outcome:
        return told
    steps = {norm_change(*pair, relation) for pair in relation.norms} - {"new", "removed"}
    if relation.kind == "paired" or not steps:
        steps.add(told)
    steps -= {"same"}
    return "mixed" if len(steps) > 1 else next(iter(steps), "same")


def norm_change(before, after, relation):
    """Give the change of a norm; None stands for the missing side."""
    if before is None or after is None:
        return _lone_change(before, after, relation)
    step = rank(after["label"]) - rank(before["label"])
    if not step or same_wording(before, after):
        return "same"
    return "hardened" if step > 0 else "softened"


def _lone_change(before, after, relation):
    """Give the change of a norm that one side alone has: its act may stand without force."""
    if relation.kind == "paired" and before and lapsed(before, relation.after):
        return "softened"
    if relation.kind == "paired" and after and lapsed(after, relation.before):
        return "hardened"
    return "new" if before is None else "removed"


def _unfounded(relation, before, after):
    """Say whether another strongest label rests on words that stand unchanged on both sides."""
    side, top, text = (0, before, relation.after) if before > after else (1, after, relation.before)
    for pair in relation.norms:
        norm, counterpart = pair[side], pair[1 - side]
        if norm and rank(norm["label"]) == top:
            unchanged = same_wording(*pair) if counterpart else silent(norm, text)
            if unchanged:
                return True
    return False


def bearers(relations):
    """Give for each relation (before, after) of the bearers that differ, or (None, None).

    That a draft calls a bearer by another name throughout is no change of bearer.
    """
    pairs = [[pair for pair in each.norms if all(pair)] for each in relations]
    renamed = _renamed([_names(pair) for found in pairs for pair in found])
    told = []
    for found in pairs:
        differing = [pair for pair in found if _names(pair) not in renamed]
        sides = [
            dict.fromkeys(norm["bearer"] for norm in side) for side in zip(*differing, strict=True)
        ]
        told.append(tuple("; ".join(filter(None, side)) or None for side in sides) or (None, None))
    return told


def qualifiers(relation):
    """Give (gained, lost): the qualifiers of norms that are on one side only."""
    sides = [Counter(), Counter()]
    for pair in relation.norms:
        for norm, side in zip(pair, sides, strict=True):
            if norm and all(pair):
                side.update(words.lower() for words in norm["qualifiers"])
    before, after = sides
    return sorted((after - before).elements()), sorted((before - after).elements())


def consequence(relation, change, alike, bearer, qualifiers):
    """Give how consequential a change is: 0.0 for none, the greater the more."""
    ranks = [max(rank(label) for label in [*each.labels, None]) for each in _sides(relation)]
    if change in ("new", "removed"):
        return (_LOST + ranks[0] / 4) if ranks[0] else _APART
    found = _APART * relation.apart
    if change != "same":
        steps = [_distance(pair, relation) for pair in relation.norms]
        found += _STRENGTH + max([abs(ranks[0] - ranks[1]), *steps]) / 2 + alike
    found += _BEARER * any(bearer) + _QUALIFIER * any(qualifiers)
    return round(found, 3)


def _sides(relation):
    return [side for side in (relation.before, relation.after) if side]


def _range(provision):
    """Give the ranks (weakest, strongest) that a provision can have."""
    if provision.outcome:
        return rank(provision.outcome["weakest"]), rank(provision.outcome["strongest"])
    strongest = max((rank(norm["label"]) for norm in provision.norms), default=0)
    return strongest, strongest


def _of_ranges(one, other):
    (weak, strong), (weaker, stronger) = one, other
    if one == other:
        return "same"
    if weak <= weaker <= stronger <= strong or weaker <= weak <= strong <= stronger:
        return "mixed"
    return "hardened" if stronger > strong else "softened"


def _distance(pair, relation):
    """Give by how many ranks a norm rose or fell."""
    if norm_change(*pair, relation) not in ("hardened", "softened"):
        return 0
    before, after = (rank(norm["label"] if norm else None) for norm in pair)
    return abs(after - before)


def _names(pair):
    """Give who is bound on each side, one name for "each Party", "a Party" and "no Party"."""
    return tuple(_ONE.sub("each ", _THE.sub("", (norm["bearer"] or "").lower())) for norm in pair)


def _renamed(pairs):
    """Give the pairs of bearers that are one and the same."""
    names = [set(side) - {""} for side in zip(*pairs, strict=True)] if pairs else [set(), set()]
    return {
        (one, other)
        for (one, other), count in Counter(pairs).items()
        if one == other or (count >= _OFTEN and one not in names[1] and other not in names[0])
    }
