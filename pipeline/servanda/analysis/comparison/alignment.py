"""Which provision became which: one to one, solved for all provisions of two drafts at once.

How alike two provisions are in their words comes first. What stands around them decides between
sisters ("Support shall be provided for the implementation of this Article"): neighbours that
are each other's counterpart, articles that share others, headings, operative phrases. Where a
provision stands in its draft counts for nothing, so that numbers and order may change.
"""

from collections import Counter
from itertools import product

import numpy as np
from rapidfuzz.distance import Indel
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from servanda.analysis.comparison.divisions import divisions

_ALIKE = 0.45  # above this, words alone make a counterpart
_MARGIN = 0.1  # and by this it must be ahead of others to be beyond doubt
_ENOUGH = 0.44  # and this with all that speaks for it beside its words
_LEAST = 0.15  # below this no surroundings do
_NEIGHBOURS, _ARTICLE, _HEADING, _PHRASE = 0.2, 0.12, 0.06, 0.1  # what each speaks for a pair
_TIE = 1e-4  # what the place in the draft does where all else is equal
_ROUNDS = 6
_SEQUENCE = 0.04  # what articles beside theirs that are counterparts speak for a pair
_FAR = 4  # provisions without a counterpart that a neighbour may be away
_WINDOW = 2  # places around a pair where further pairs are looked for


def align(like):
    """Give the counterparts and the parts of split and merged provisions.

    Parameters
    ----------
    like : Likeness
        Of the provisions of two drafts.

    Returns
    -------
    match : dict
        Counterparts, {place in before: place in after}.
    splits, merges : dict
        Further parts of split provisions, {place in after: place in before}, and of merged ones,
        {place in before: place in after}.
    """
    before, after = like.before, like.after
    if not before or not after:
        return {}, {}, {}
    pairs = like.candidates()
    known = dict(zip(map(tuple, pairs.tolist()), like.of(pairs), strict=True))
    match = _plain(known)
    best, most = match, -1.0
    for _ in range(_ROUNDS):
        more = np.array(sorted(_around(match, before, after) - set(known)), dtype=int)
        if len(more):
            known.update(zip(map(tuple, more.tolist()), like.of(more), strict=True))
        around = _Surroundings(before, after, match)
        gains = {
            pair: words + around.speak_for(*pair) - _ENOUGH
            for pair, words in known.items()
            if words >= _LEAST
        }
        # sisters can change places round after round: keep what holds together best
        total = sum(gains.get(pair, 0.0) for pair in match.items())
        if total > most:
            best, most = match, total
        last, match = match, _assign(gains, before, after)
        if match == last:
            break
    return best, *divisions(like, best, known)


def _plain(known):
    """Give the pairs that nobody could doubt: alike, and far more so than either with others."""
    best = {}
    for (i, j), words in known.items():
        for end in (("before", i), ("after", j)):
            best.setdefault(end, []).append(words)
    rivals = {end: sorted(found)[-2] if len(found) > 1 else 0.0 for end, found in best.items()}
    return {
        i: j
        for (i, j), words in known.items()
        if words >= _ALIKE and words - max(rivals["before", i], rivals["after", j]) >= _MARGIN
    }


def _around(match, before, after):
    """Give the pairs close to known pairs, of provisions that have no counterpart yet."""
    taken, found, steps = set(match.values()), set(), range(-_WINDOW, _WINDOW + 1)
    for i, j in match.items():
        left = [i + step for step in steps if 0 <= i + step < len(before) and i + step not in match]
        right = [j + s for s in steps if 0 <= j + s < len(after) and j + s not in taken]
        found.update(product(left, right))
    return found


class _Surroundings:
    """What speaks for a pair beside its words, given the pairs known so far."""

    def __init__(self, before, after, match):
        self.before, self.after, self.match = before, after, match
        self.taken = set(match.values())
        self.shared = Counter((before[i].article, after[j].article) for i, j in match.items())
        self.sizes = [Counter(each.article for each in side) for side in (before, after)]
        self.beside = [_order(side) for side in (before, after)]
        self.became = dict(pair for pair, _ in reversed(self.shared.most_common()))
        self.length = max(len(before), len(after))

    def speak_for(self, i, j):
        """Give what speaks for a pair."""
        one, other = self.before[i], self.after[j]
        neighbours = (self._beside(i, j, -1) + self._beside(i, j, 1)) / 2
        return (
            _NEIGHBOURS * neighbours
            + _ARTICLE * self._articles(i, j)
            + _SEQUENCE * self._sequence(one.article, other.article)
            + _HEADING * _titles(one.title, other.title)
            + _PHRASE * _operative(one, other)
            - _TIE * abs(i - j) / self.length
        )

    def _beside(self, i, j, step):
        """Say how far what stands beside one is the counterpart of what stands beside other."""
        one, other = self._next(0, i, step), self._next(1, j, step)
        if one is None or other is None:
            return 0.5 * (one is other)
        there = self.match[one]
        return 1.0 if there == other else 0.5 * (self.after[there].article == self.after[j].article)

    def _sequence(self, one, other):
        """Give how many of the articles beside the two are counterparts: 0, 0.5 or 1."""
        return (
            sum(
                near is not None and self.became.get(near) == far
                for near, far in zip(self.beside[0][one], self.beside[1][other], strict=True)
            )
            / 2
        )

    def _next(self, side, at, step):
        """Give the next provision of the article that has a counterpart, or None."""
        provisions, paired = ((self.before, self.match), (self.after, self.taken))[side]
        article = provisions[at].article
        for place in range(at + step, at + step * (_FAR + 1), step):
            if not 0 <= place < len(provisions) or provisions[place].article != article:
                return None
            if place in paired:
                return place
        return None

    def _articles(self, i, j):
        """Give what share of the other provisions of the two articles are counterparts."""
        one, other = self.before[i].article, self.after[j].article
        shared = self.shared[one, other] - (self.match.get(i) == j)
        others = (self.sizes[0][one] + self.sizes[1][other]) / 2 - 1
        return min(1.0, shared / others) if others > 0 else 0.0


def _order(side):
    """Give for each article the one before it and the one after it, None at the ends."""
    articles = list(dict.fromkeys(each.article for each in side))
    return dict(
        zip(articles, zip([None, *articles], [*articles[1:], None], strict=False), strict=False)
    )


def _operative(one, other):
    """Say whether two provisions share an operative phrase, or at least that of both or none."""
    if set(one.phrases) & set(other.phrases):
        return 1.0
    if one.labels[:1] == other.labels[:1]:
        return 0.7
    return 0.3 * (bool(one.labels) == bool(other.labels))


def _titles(one, other):
    return Indel.normalized_similarity(one.lower(), other.lower()) if one and other else 0.0


def _assign(gains, before, after):
    """Give the pairs, each provision in one at most, whose gains add up to the most.

    Each provision can also go to a stand-in of its own at no gain: the graph then always has a
    full matching, and pairs without gain need not be in it.
    """
    edges = [(i, j, gain) for (i, j), gain in gains.items() if gain > 0]
    n, m = len(before), len(after)
    alone = [(i, m + i, 0.0) for i in range(n)] + [(n + j, j, 0.0) for j in range(m)]
    idle = [(n + j, m + i, 0.0) for i, j, _ in edges]
    rows, columns, values = zip(*edges, *alone, *idle, strict=True)
    # one more for each: a full matching has as many edges as any other, and 0 is no edge
    graph = coo_array((np.array(values) + 1, (rows, columns)), shape=(n + m, n + m)).tocsr()
    found = zip(*min_weight_full_bipartite_matching(graph, maximize=True), strict=True)
    return {int(i): int(j) for i, j in found if i < n and j < m}
