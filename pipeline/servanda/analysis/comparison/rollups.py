"""Counts of changes and scores before and after, section by section and overall."""

from collections import Counter

import numpy as np
import pandas as pd

from servanda.analysis.comparison.moves import mutual
from servanda.analysis.comparison.result import CHANGES
from servanda.analysis.levels import expected_level, heading, kinds
from servanda.analysis.scoring import scores

_WHOLE, _REST = "Whole draft", "Outside all sections"
_SCORES = ["strength", "low", "high"]


def common_level(docs):
    """Give the level at which all of some drafts are scored."""
    levels = {expected_level(doc) for doc in docs}
    if len(levels) == 1:
        return levels.pop()
    return "article" if all("article" in kinds(doc).values() for doc in docs) else "draft"


def rollup(before, after, provisions, level):
    """Give the sections, the row of a provision among them, the totals and the counts.

    Parameters
    ----------
    before, after : spacy.tokens.Doc
    provisions : DataFrame
        As `Comparison.provisions` has them.
    level : str
        The level at which to score.

    Returns
    -------
    sections : DataFrame
    rows : list of int
    totals : DataFrame
    counts : dict
    """
    homes = _homes(provisions)
    order = {pair: at for at, pair in enumerate(dict.fromkeys(homes))}
    rows = [order[pair] for pair in homes]
    sides = [_Side(doc, level) for doc in (before, after)]
    members = dict(list(provisions.groupby(np.array(rows, dtype=int)))) if rows else {}
    told = [_row(members[at], pair, sides) for pair, at in order.items()]
    total = _row(provisions, ("draft", "draft"), [_Side(doc, "draft") for doc in (before, after)])
    sections = pd.DataFrame(told, columns=list(total))
    return sections, rows, pd.DataFrame([total]), _counts(provisions)


def _counts(provisions):
    found = Counter(provisions["change"])
    counts = {name: found.get(name, 0) for name in CHANGES}
    counts |= {name: int(provisions[name].sum()) for name in ("moved", "renumbered")}
    return counts | {
        name: int((provisions["relation"] == name).sum()) for name in ("split", "merged")
    }


def _homes(provisions):
    """Give for each provision (section before or None, section after or None) it counts in."""
    pairs = list(zip(provisions["before_section"], provisions["after_section"], strict=True))
    forth = mutual(Counter(pair for pair in pairs if None not in pair))
    back = {other: one for one, other in forth.items()}
    return [
        (one, forth.get(one)) if other is None else (back.get(other), other) for one, other in pairs
    ]


class _Side:
    """A draft with its scores and the headings of its sections."""

    def __init__(self, doc, level):
        self.kind_of, self.records = kinds(doc), doc.spans["sections"].attrs
        self.scores = scores(doc, level)
        self.rest = _WHOLE if level == "draft" else _REST

    def heading(self, section):
        """Give what a section is called, None if there is none."""
        if section not in self.records:
            return None if section is None else self.rest
        record = self.records[section]
        return heading(self.kind_of[section], record["number"], record["title"])

    def score(self, section, name):
        """Give a score of a section; missing where there are too few norms."""
        known = section in self.scores.index
        return self.scores.at[section, name] if known else float("nan")


def _row(members, pair, sides):
    """Give what is told of a section, from the provisions that count in it."""
    found = Counter(members["change"])
    named = list(zip(("before", "after"), pair, sides, strict=True))
    row = {f"{name}_section": section for name, section, _ in named}
    row |= {f"{name}_heading": side.heading(section) for name, section, side in named}
    row |= {change: found.get(change, 0) for change in CHANGES}
    row["moved"] = int(members["moved"].sum())
    for name, section, side in named:
        row |= {f"{name}_{score}": side.score(section, score) for score in _SCORES}
    return row
