"""What a change of wording does to strength: hardened, softened, mixed, or the same."""

import re
from collections import Counter

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
    one, other = _range(relation.before), _range(relation.after)
    if relation.before.outcome or relation.after.outcome:
        return _of_ranges(one, other)
    steps = [_step(*pair) for pair in relation.norms if all(pair)]
    if relation.kind == "paired" or not steps:
        steps.append(other[1] - one[1])
    return _told({step > 0 for step in steps if step})


def norm_change(before, after):
    """Give the change of a norm; None stands for the missing side."""
    if before is None or after is None:
        return "new" if before is None else "removed"
    step = _step(before, after)
    return _told({step > 0} if step else set())


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
        steps = [abs(_step(*pair)) for pair in relation.norms if all(pair)]
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


def _step(before, after):
    """Give by how many ranks a norm rose; None is no norm."""
    return rank(after and after["label"]) - rank(before and before["label"])


def _told(rises):
    """Give the change of which it is known whether anything rose and whether anything fell."""
    if len(rises) > 1:
        return "mixed"
    return {(): "same", (True,): "hardened", (False,): "softened"}[tuple(rises)]


def _bearer(norm):
    """Give who is bound, one name for "each Party", "a Party" and "no Party"."""
    return _ONE.sub("each ", _THE.sub("", (norm["bearer"] or "").lower()))


def _names(pair):
    return tuple(_bearer(norm) for norm in pair)


def _renamed(pairs):
    """Give the pairs of bearers that are one and the same."""
    names = [set(side) for side in zip(*pairs, strict=True)] if pairs else [set(), set()]
    return {
        (one, other)
        for (one, other), count in Counter(pairs).items()
        if one == other or (count >= _OFTEN and one not in names[1] and other not in names[0])
    }
