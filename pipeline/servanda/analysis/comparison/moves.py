"""What moved: which provisions left their article or their place, and which articles theirs."""

from bisect import bisect_left
from collections import Counter


def moves(before, after, match):
    """Give the pairs that moved, and those of them that moved without their article.

    A provision moved if its article is not the one that became the article it now stands in, or
    if its place among its neighbours is another; a new number is no move. An article moved if
    its section or its place among the articles is another.

    Parameters
    ----------
    before, after : list of Provision
    match : dict
        Counterparts, {place in before: place in after}.

    Returns
    -------
    set of (int, int), set of (int, int)
    """
    shared = Counter((before[i].article, after[j].article) for i, j in match.items())
    articles = mutual(shared)
    apart, within = set(), {}
    for i, j in match.items():
        if articles.get(before[i].article) != after[j].article:
            apart.add((i, j))
        else:
            within.setdefault(before[i].article, []).append((i, j))
    for pairs in within.values():
        apart |= _out_of_order({pair: len(before[pair[0]].words) for pair in pairs})
    return apart | _with_articles(before, after, within), apart


def mutual(shared):
    """Give {one: other} of those that share most with each other.

    Parameters
    ----------
    shared : Counter
        How much (one, other) share.

    Returns
    -------
    dict
    """
    best = [{}, {}]
    for (one, other), _ in sorted(shared.items(), key=lambda each: -each[1]):
        best[0].setdefault(one, other)
        best[1].setdefault(other, one)
    return {one: other for one, other in best[0].items() if best[1][other] == one}


def _with_articles(before, after, within):
    """Give the pairs whose article moved as a whole."""
    groups = Counter()
    for pairs in within.values():
        i, j = pairs[0]
        groups[before[i].group, after[j].group] += len(pairs)
    became, stayed, moved = mutual(groups), {}, set()
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
