"""Lists: which items under a chapeau came and which went.

Such an item has its norm from the chapeau, and no change of its own to tell of while it stays.
"""

import numpy as np
from scipy.optimize import linear_sum_assignment

_ALIKE = 0.3  # above this, two items are one
_WITHIN = 0.35  # and this far alike a piece of the other provision, an item is still there


def changed_items(like, before, after):
    """Give the items that one of two counterparts alone has: (removed, new).

    There are none unless both have a list with an item in common: a list that became prose is
    told by the provision itself.

    Parameters
    ----------
    like : Likeness
    before, after : Provision

    Returns
    -------
    list of Provision, list of Provision
    """
    ones, others = before.items, after.items
    if not ones or not others or before.outcome or after.outcome:
        return [], []
    alike = np.array([[like.of_words(one.words, two.words) for two in others] for one in ones])
    found = zip(*linear_sum_assignment(alike, maximize=True), strict=True)
    kept = [(a, b) for a, b in found if alike[a, b] >= _ALIKE]
    if not kept:
        return [], []
    rows, columns = (set(places) for places in zip(*kept, strict=True))
    gone = [one for at, one in enumerate(ones) if at not in rows]
    come = [one for at, one in enumerate(others) if at not in columns]
    return _lost(like, gone, after), _lost(like, come, before)


def _lost(like, items, other):
    """Give the items of which the other provision has no piece."""
    return [
        item
        for item in items
        if all(like.of_words(item.words, piece) < _WITHIN for piece in other.pieces)
    ]
