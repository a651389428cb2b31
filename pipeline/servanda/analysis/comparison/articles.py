"""Articles as a whole: which became which, which moved, and which got another heading."""

from collections import Counter

import pandas as pd

from servanda.analysis.comparison.moves import mutual

_COLUMNS = [
    *("before_ref", "after_ref", "before_heading", "after_heading"),
    *("relation", "moved", "renumbered", "reheaded"),
]


def articles(found):
    """Give what became of each article, as a frame.

    Parameters
    ----------
    found : list of Relation
        In order of the later draft.

    Returns
    -------
    DataFrame
        As `Comparison.articles` has it.
    """
    pairs = [_pair(each) for each in found]
    forth = mutual(Counter(pair for pair in pairs if None not in pair))
    back = {other: one for one, other in forth.items()}
    rows = {}
    for (one, other), each in zip(pairs, found, strict=True):
        if other is not None:
            rows.setdefault((back.get(other), other), []).append(each)
        if one is not None and one not in forth:
            rows.setdefault((one, None), []).append(each)
    told = [_row(*pair, members) for pair, members in rows.items()]
    return pd.DataFrame(told, columns=_COLUMNS, dtype=object).astype(
        {"moved": bool, "renumbered": bool, "reheaded": bool}
    )


def _pair(relation):
    return tuple(side and side.article for side in (relation.before, relation.after))


def _row(one, other, members):
    """Give what is told of an article and its counterpart."""
    before = next((m.before for m in members if m.before and m.before.article == one), None)
    after = next((m.after for m in members if m.after and m.after.article == other), None)
    both = [m for m in members if _pair(m) == (one, other)]
    paired = one is not None and other is not None
    return {
        "before_ref": one,
        "after_ref": other,
        "before_heading": before and before.heading,
        "after_heading": after and after.heading,
        "relation": "paired" if paired else _alone(other, members),
        "moved": paired and any(m.moved and not m.apart for m in both),
        "renumbered": paired and one != other,
        "reheaded": paired and before.title.lower() != after.title.lower(),
    }


def _alone(other, members):
    """Give the relation of an article that is no other's main counterpart."""
    shared = any(m.before and m.after for m in members)
    if other is not None:
        return "split" if shared else "new"
    return "merged" if shared else "removed"
