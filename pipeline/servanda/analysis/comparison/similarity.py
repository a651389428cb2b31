"""How alike provisions of two drafts are in their words, for the few pairs worth a look."""

from collections import Counter
from itertools import chain, pairwise

import numpy as np
from rapidfuzz.distance import Indel
from scipy.sparse import csc_array, csr_array, diags_array

_STEM = 7  # letters of a word that count, so that "voluntary" and "voluntarily" are one
_COMMON = 0.1  # share of the provisions from which on a term says nothing in the search
_RARE = 20  # provisions in which a term may always stand and still be searched for
_NEAREST = 8  # candidates looked at for each provision
_LEAST = 1e-6
_ROWS = 512  # provisions searched for at once


def similarity(some, other):
    """Give how far two sequences of words are the same, in order: 0 to 1."""
    return Indel.normalized_similarity(some, other)


class Likeness:
    """The terms of two drafts, weighed, and which provisions could be each other's counterpart.

    A term is a word or two successive words. It weighs the less the more provisions of either
    draft have it, so that a phrase which one draft spells out and the other shortens ("the
    Conference of the Parties serving as ...") does not drown the rest.

    Parameters
    ----------
    before, after : list of Provision
    """

    def __init__(self, before, after):
        self.before, self.after = before, after
        rows = [[Counter(terms(each.words)) for each in side] for side in (before, after)]
        self.terms = {term: at for at, term in enumerate(dict.fromkeys(chain(*chain(*rows))))}
        counted = [_matrix(side, self.terms) for side in rows]
        rarity = [np.log((1 + side.shape[0]) / (1 + _spread(side))) for side in counted]
        self.weights = np.minimum(*rarity) + _LEAST
        self.sides = [self._unit(side) for side in counted]

    def candidates(self):
        """Give (rows, columns) of the pairs that share their rarer terms, nearest first."""
        rare = self._rare()
        found = set(_nearest(rare[0], rare[1]))
        found |= {(i, j) for j, i in _nearest(rare[1], rare[0])}
        return np.array(sorted(found), dtype=int).reshape(-1, 2)

    def of(self, pairs):
        """Give how alike each pair is, 0 to 1: its terms in any order, its words in theirs."""
        rows, columns = pairs.T
        cosine = self.sides[0][rows].multiply(self.sides[1][columns]).sum(axis=1)
        order = [similarity(self.before[i].words, self.after[j].words) for i, j in pairs]
        return (np.asarray(cosine).ravel() + np.array(order, dtype=float)) / 2

    def of_words(self, some, other):
        """Give how alike two sequences of words are, by the measure of `of`."""
        one, two = self._weighed(some), self._weighed(other)
        shared = sum(weight * two[term] for term, weight in one.items() if term in two)
        lengths = sum(w * w for w in one.values()) * sum(w * w for w in two.values())
        return (shared / max(lengths**0.5, _LEAST) + similarity(some, other)) / 2

    def _weighed(self, words):
        counts = Counter(terms(words)).items()
        return {t: np.log1p(n) * self.weights[self.terms[t]] for t, n in counts if t in self.terms}

    def _unit(self, matrix):
        """Give rows of length 1."""
        matrix = matrix.log1p() @ diags_array(self.weights)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return csr_array(diags_array(1 / np.maximum(lengths, _LEAST)) @ matrix)

    def _rare(self):
        """Give the terms of both sides without those that too many provisions have."""
        keep = np.ones(self.sides[0].shape[1])
        for side in self.sides:
            keep[_spread(side) > max(_RARE, _COMMON * side.shape[0])] = 0
        return [side @ diags_array(keep) for side in self.sides]


def terms(words):
    """Give the terms of a sequence of words."""
    stems = [word[:_STEM] for word in words]
    return [*stems, *(f"{one} {two}" for one, two in pairwise(stems))]


def _matrix(rows, known):
    """Give a matrix of provisions by terms."""
    columns = [known[term] for row in rows for term in row]
    values = np.array([count for row in rows for count in row.values()], dtype=float)
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return csr_array((values, columns, ends), shape=(len(rows), len(known)))


def _spread(matrix):
    """Give in how many provisions each term stands."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1])


def _nearest(some, other):
    """Yield (row of some, row of other) for the nearest of each, by the cosine."""
    other = csc_array(other.T)
    for first in range(0, some.shape[0], _ROWS):
        block = csr_array(some[first : first + _ROWS] @ other)
        for row, (low, high) in enumerate(pairwise(block.indptr), first):
            near = np.argsort(-block.data[low:high], kind="stable")[:_NEAREST]
            for column in block.indices[low:high][near]:
                yield row, int(column)
