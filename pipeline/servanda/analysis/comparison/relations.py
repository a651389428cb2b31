"""How the provisions of two drafts relate: paired, split, merged, new, removed; and moved or not.

All is solved in one direction, the same whichever draft is called the earlier, and turned
round if need be: a comparison is then the mirror of its reverse.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace

from servanda.analysis.comparison.alignment import align
from servanda.analysis.comparison.items import changed_items
from servanda.analysis.comparison.moves import moves
from servanda.analysis.comparison.pairing import paired_norms
from servanda.analysis.comparison.provisions import Provision
from servanda.analysis.comparison.similarity import Likeness

_MIRROR = {"paired": "paired", "split": "merged", "merged": "split", "new": "removed"}
_MIRROR |= {"removed": "new"}


@dataclass(frozen=True)
class Relation:
    """A provision and what became of it; None stands for the missing side.

    `norms` are the pairs of norms beneath, as (dict or None, dict or None). `apart` says
    whether it moved by itself and not with its whole article. `items` are the relations of the
    items that came to its list or went.
    """

    before: Provision | None
    after: Provision | None
    kind: str
    moved: bool = False
    apart: bool = False
    norms: tuple = ()
    items: tuple = ()

    def mirrored(self):
        """Give the same as seen from the later draft."""
        norms = tuple((after, before) for before, after in self.norms)
        items = tuple(item.mirrored() for item in self.items)
        return replace(
            self,
            before=self.after,
            after=self.before,
            kind=_MIRROR[self.kind],
            norms=norms,
            items=items,
        )


def relations(before, after):
    """Give the relations between the provisions of two drafts, in order of the later one.

    Parameters
    ----------
    before, after : list of Provision

    Returns
    -------
    list of Relation
    """
    if _key(before) > _key(after):
        found = [each.mirrored() for each in _related(after, before)]
    else:
        found = _related(before, after)
    return [row for each in _ordered(found, before, after) for row in (each, *each.items)]


def _key(provisions):
    return [(each.words, each.ref) for each in provisions]


def _related(before, after):
    like = Likeness(before, after)
    match, splits, merges = align(like)
    moved, apart = moves(before, after, match)
    pairs = [(i, j, "paired") for i, j in match.items()]
    pairs += [(i, j, "split") for j, i in splits.items()]
    pairs += [(i, j, "merged") for i, j in merges.items()]
    divided = {("b", i) for i in splits.values()} | {("a", j) for j in merges.values()}
    kinds = {}
    for i, j, kind in pairs:
        # the counterpart of a split provision is one of its parts, too
        if kind == "paired" and ("b", i) in divided:
            kind = "split"
        elif kind == "paired" and ("a", j) in divided:
            kind = "merged"
        kinds[i, j] = kind
    norms = paired_norms(before, after, kinds)
    found = [
        Relation(
            before=before[i],
            after=after[j],
            kind=kind,
            moved=(i, j) in moved,
            apart=(i, j) in apart,
            norms=norms[i, j],
            items=_items(like, before[i], after[j]) if kind == "paired" else (),
        )
        for (i, j), kind in kinds.items()
    ]
    gone = set(range(len(before))) - {i for i, _ in kinds}
    come = set(range(len(after))) - {j for _, j in kinds}
    return [*found, *_alone([before[i] for i in gone], [after[j] for j in come])]


def _items(like, before, after):
    """Give the relations of the items that came to a list or went from it."""
    return tuple(_alone(*changed_items(like, before, after)))


def _alone(removed, new):
    """Yield the relations of provisions that have no counterpart."""
    for each in removed:
        yield Relation(each, None, "removed", norms=tuple((norm, None) for norm in each.norms))
    for each in new:
        yield Relation(None, each, "new", norms=tuple((None, norm) for norm in each.norms))


def _ordered(found, before, after):
    """Give relations in order of the later draft, what was removed after what it stood after."""
    places = [{each.ref: at for at, each in enumerate(side)} for side in (before, after)]
    first = {}
    for each in found:
        if each.before and each.after:
            at = places[0][each.before.ref]
            first[at] = min(first.get(at, len(after)), places[1][each.after.ref])
    known = sorted(first)

    def place(each):
        stood = places[0][each.before.ref] if each.before else -1
        if each.after:
            return places[1][each.after.ref], 0, stood
        at = bisect_left(known, stood)
        return (first[known[at - 1]] if at else -1), 1, stood

    return sorted(found, key=place)
