"""Which norm became which, beneath provisions that are counterparts."""

import re

import numpy as np
from scipy.optimize import linear_sum_assignment

from servanda.analysis.comparison.similarity import similarity
from servanda.reading.brackets.grammar import MODAL

_WORD = re.compile(r"\w+")
# what the sentence, the act, the phrase and the bearer say
_SENTENCE, _ACT, _PHRASE, _BEARER = 0.35, 0.3, 0.2, 0.15
_ALIKE = 0.25
_ACT_WORDS = 4  # words after an operative phrase by which its act is known to be the same
_MODAL = 2  # words that an operative phrase may have and tell nothing of the act


def paired_norms(before, after, pairs):
    """Give for each pair of provisions its pairs of norms: tuple of (dict or None, same).

    Norms of a provision that was split are sought in all its parts. A norm without counterpart
    is told in the first pair that its provision is in.

    Parameters
    ----------
    before, after : list of Provision
    pairs : iterable of (int, int)
    """
    pairs = list(pairs)
    found = {pair: [] for pair in pairs}
    for rows, columns in _groups(pairs):
        ones = [(i, norm) for i in rows for norm in before[i].norms]
        others = [(j, norm) for j in columns for norm in after[j].norms]
        match = _match(ones, others, found)
        homes = {}
        for i, j in sorted(pair for pair in pairs if pair[0] in rows):
            homes.setdefault(("before", i), (i, j))
            homes.setdefault(("after", j), (i, j))
        for one, other in match:
            found[ones[one][0], others[other][0]].append((ones[one][1], others[other][1]))
        for at, (i, norm) in enumerate(ones):
            if at not in {one for one, _ in match}:
                found[homes["before", i]].append((norm, None))
        for at, (j, norm) in enumerate(others):
            if at not in {other for _, other in match}:
                found[homes["after", j]].append((None, norm))
    return {pair: tuple(sorted(each, key=_place)) for pair, each in found.items()}


def _place(pair):
    before, after = pair
    return (after or before)["start"], after is None


def _groups(pairs):
    """Yield the provisions that belong together: (places in before, places in after)."""
    groups = {}
    for i, j in pairs:
        one, other = groups.get(("before", i)), groups.get(("after", j))
        group = one or other or (set(), set())
        if one and other and one is not other:
            group = (one[0] | other[0], one[1] | other[1])
        group[0].add(i)
        group[1].add(j)
        for row in group[0]:
            groups["before", row] = group
        for column in group[1]:
            groups["after", column] = group
    for group in {id(each): each for each in groups.values()}.values():
        yield sorted(group[0]), sorted(group[1])


def _match(ones, others, allowed):
    """Give the pairs (place among ones, place among others) of norms that are counterparts."""
    if not ones or not others:
        return []
    alike = np.array(
        [
            [
                _alike(one, other, a - b) if (i, j) in allowed else 0.0
                for b, (j, other) in enumerate(others)
            ]
            for a, (i, one) in enumerate(ones)
        ]
    )
    sole = len(ones) == len(others) == 1
    found = zip(*linear_sum_assignment(alike, maximize=True), strict=True)
    return [(int(a), int(b)) for a, b in found if alike[a, b] >= _ALIKE or (sole and alike[a, b])]


def _alike(one, other, apart):
    """Say how alike two norms are in their sentences, acts, operative phrases and bearers."""
    sentences, acts, phrases = zip(_words(one), _words(other), strict=True)
    bearers = [(norm["bearer"] or "").lower() for norm in (one, other)]
    return (
        _SENTENCE * similarity(*sentences)
        + _ACT * similarity(*acts)
        + _PHRASE * similarity(*phrases)
        + _BEARER * similarity(*bearers)
        - 0.001 * abs(apart)
        + 0.001
    )


def _words(norm):
    """Give the words of the sentence, of the act, and of the operative phrase of a norm."""
    parts = norm["text"], norm["act"], norm["operative"]
    return [_WORD.findall(part.lower()) for part in parts]


def same_wording(one, other):
    """Say whether two norms have the same operative words, act and qualifiers.

    Labels that differ then do so for what the model makes of words far from the norm, not for a
    change of its wording.
    """
    sides = [_words(norm) for norm in (one, other)]
    (_, act, phrase), (_, acts, phrases) = sides
    same = phrase == phrases and act[:_ACT_WORDS] == acts[:_ACT_WORDS]
    return same and _qualifiers(one) == _qualifiers(other)


def silent(norm, provision):
    """Say whether a provision has the words of a norm, and no norm was found in them."""
    _, act, phrase = _words(norm)
    sought = phrase if len(phrase) > _MODAL else [*phrase, *act[:_MODAL]]
    found = sum(_words(each)[2] == phrase for each in provision.norms)
    return _times(sought, provision) > found


def lapsed(norm, provision):
    """Say whether a provision has the act of a norm under another modal, and no norm in it.

    Such a norm has not gone with its sentence: "which shall transmit a copy" became "which
    should transmit a copy", in words that make no norm.
    """
    _, act, phrase = _words(norm)
    sought = [*phrase[1:], *act][: max(len(phrase), _ACT_WORDS)]
    if len(phrase) < _MODAL or len(sought) < _ACT_WORDS or silent(norm, provision):
        return False
    return any(MODAL.fullmatch(word) for word in _before(sought, provision))


def _before(sought, provision):
    """Give the words that stand before some successive words of a provision."""
    words, size = list(provision.words), len(sought)
    places = range(1, len(words) - size + 1)
    return [words[at - 1] for at in places if words[at : at + size] == sought]


def _times(sought, provision):
    """Give how often successive words stand in a provision."""
    words, size = list(provision.words), len(sought)
    return sum(words[at : at + size] == sought for at in range(len(words) - size + 1))


def _qualifiers(norm):
    return sorted(words.lower() for words in norm["qualifiers"])
