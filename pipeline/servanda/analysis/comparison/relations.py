"""How the provisions of two drafts relate: paired, split, merged, new, removed; and moved or not.

All is solved in one direction, the same whichever draft is called the earlier, and turned
round if need be: a comparison is then the mirror of its reverse.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from servanda.analysis.comparison.alignment import align
from servanda.analysis.comparison.pairing import paired_norms
from servanda.analysis.comparison.provisions import Provision

_MIRROR = {"paired": "paired", "split": "merged", "merged": "split", "new": "removed"}
_MIRROR |= {"removed": "new"}


@dataclass(frozen=True)
class Relation:
    """A provision and what became of it; None stands for the missing side.

    `norms` are the pairs of norms beneath, as (dict or None, dict or None). `apart` says
    whether it moved by itself and not with its whole article.
    """

    before: Provision | None
    after: Provision | None
    kind: str
    moved: bool = False
    apart: bool = False
    norms: tuple = ()

    def mirrored(self):
        """Give the same as seen from the later draft."""
        norms = tuple((after, before) for before, after in self.norms)
        return Relation(self.after, self.before, _MIRROR[self.kind], self.moved, self.apart, norms)


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
    return _ordered(found, before, after)


def _key(provisions):
    return [(each.words, each.ref) for each in provisions]


def _related(before, after):
    match, splits, merges = align(before, after)
    moved, apart = _moves(before, after, match)
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
        Relation(before[i], after[j], kind, (i, j) in moved, (i, j) in apart, norms[i, j])
        for (i, j), kind in kinds.items()
    ]
    gone = set(range(len(before))) - {i for i, _ in kinds}
    come = set(range(len(after))) - {j for _, j in kinds}
    found += [Relation(before[i], None, "removed", norms=_alone(before[i], 0)) for i in gone]
    return found + [Relation(None, after[j], "new", norms=_alone(after[j], 1)) for j in come]


def _alone(provision, side):
    return tuple((None, norm) if side else (norm, None) for norm in provision.norms)


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


def _moves(before, after, match):
    """Give the pairs that moved, and those of them that moved without their article."""
    shared = Counter((before[i].article, after[j].article) for i, j in match.items())
    articles = _main(shared)
    apart, within = set(), {}
    for i, j in match.items():
        if articles.get(before[i].article) != after[j].article:
            apart.add((i, j))
        else:
            within.setdefault(before[i].article, []).append((i, j))
    for pairs in within.values():
        apart |= _out_of_order({pair: len(before[pair[0]].words) for pair in pairs})
    return apart | _with_articles(before, after, within), apart


def _with_articles(before, after, within):
    """Give the pairs whose article moved as a whole."""
    groups = Counter()
    for pairs in within.values():
        i, j = pairs[0]
        groups[before[i].group, after[j].group] += len(pairs)
    became, stayed, moved = _main(groups), {}, set()
    for pairs in within.values():
        i, j = pairs[0]
        if became.get(before[i].group) != after[j].group:
            moved |= set(pairs)
        else:
            stayed.setdefault(before[i].group, []).append(pairs)
    for articles in stayed.values():
        heads = {pairs[0]: sum(len(before[i].words) for i, _ in pairs) for pairs in articles}
        out = _out_of_order(heads)
        moved |= {pair for pairs in articles if pairs[0] in out for pair in pairs}
    return moved


def _main(shared):
    """Give {one: other} of those that share most with each other."""
    best = [{}, {}]
    for (one, other), _ in sorted(shared.items(), key=lambda each: -each[1]):
        best[0].setdefault(one, other)
        best[1].setdefault(other, one)
    return {one: other for one, other in best[0].items() if best[1][other] == one}


def _out_of_order(weights):
    """Give the fewest pairs, by weight, without which all others keep their order."""
    pairs = sorted(weights)
    ends = sorted({j for _, j in pairs})
    best = [(0, None)] * (len(ends) + 1)  # a Fenwick tree of the heaviest chains
    chains = {}
    for pair in pairs:
        at = bisect_left(ends, pair[1]) + 1
        low, top = at - 1, (0, None)
        while low:
            top = max(top, best[low], key=lambda each: each[0])
            low -= low & -low
        chains[pair] = top[1]
        found = (top[0] + weights[pair], pair)
        while at <= len(ends):
            best[at] = max(best[at], found, key=lambda each: each[0])
            at += at & -at
    top, low = (0, None), len(ends)
    while low:
        top = max(top, best[low], key=lambda each: each[0])
        low -= low & -low
    kept, pair = set(), top[1]
    while pair:
        kept.add(pair)
        pair = chains[pair]
    return set(pairs) - kept
