"""Counts of changes and scores before and after, section by section and overall."""

from collections import Counter

import pandas as pd

from servanda.analysis.comparison.result import CHANGES, RELATIONS
from servanda.analysis.levels import expected_level, heading, kinds
from servanda.analysis.scoring import scores

_REST = "Outside all sections"
_SCORES = ["strength", "low", "high"]


def common_level(docs):
    """Give the level at which all of some drafts are scored."""
    levels = {expected_level(doc) for doc in docs}
    if len(levels) == 1:
        return levels.pop()
    return "article" if all("article" in kinds(doc).values() for doc in docs) else "draft"


def rollup(before, after, provisions, level):
    """Give (sections, row of `sections` for each provision, totals, counts).

    Parameters
    ----------
    before, after : spacy.tokens.Doc
    provisions : DataFrame
        As `Comparison.provisions` has them.
    level : str
        The level at which to score.
    """
    pairs = _paired(provisions)
    rows = [_section(pairs, row) for row in provisions.to_dict("records")]
    order = {pair: at for at, pair in enumerate(dict.fromkeys(rows))}
    scored = scores(before, level), scores(after, level)
    told = [
        _row(provisions[[row == pair for row in rows]], pair, scored, (before, after))
        for pair in order
    ]
    whole = _row(
        provisions,
        ("draft", "draft"),
        (scores(before, "draft"), scores(after, "draft")),
        (before, after),
    )
    found = Counter(provisions["change"])
    counts = {name: found.get(name, 0) for name in CHANGES}
    counts |= {name: int(provisions[name].sum()) for name in ("moved", "renumbered")}
    counts |= {name: int((provisions["relation"] == name).sum()) for name in RELATIONS[1:3]}
    columns = list(whole)
    return (
        pd.DataFrame(told, columns=columns),
        [order[row] for row in rows],
        pd.DataFrame([whole]),
        counts,
    )


def _paired(provisions):
    """Give {section before: section after} and the reverse, of those that share most."""
    both = provisions.dropna(subset=["before_section", "after_section"])
    shared = Counter(zip(both["before_section"], both["after_section"], strict=True))
    best = [{}, {}]
    for (one, other), _ in sorted(shared.items(), key=lambda each: -each[1]):
        best[0].setdefault(one, other)
        best[1].setdefault(other, one)
    return {one: other for one, other in best[0].items() if best[1][other] == one}


def _section(pairs, row):
    """Give (section before or None, section after or None) in which a provision counts."""
    if row["after_section"] is None:
        return row["before_section"], pairs.get(row["before_section"])
    back = {other: one for one, other in pairs.items()}
    return back.get(row["after_section"]), row["after_section"]


def _row(members, pair, scored, docs):
    found = Counter(members["change"])
    row = {"before_section": pair[0], "after_section": pair[1]}
    for name, section, doc in zip(("before", "after"), pair, docs, strict=True):
        row[f"{name}_heading"] = _heading(doc, section)
    row |= {change: found.get(change, 0) for change in CHANGES}
    row["moved"] = int(members["moved"].sum())
    for name, section, frame in zip(("before", "after"), pair, scored, strict=True):
        known = frame.loc[section] if section in frame.index else {}
        row |= {f"{name}_{score}": known.get(score, float("nan")) for score in _SCORES}
    return row


def _heading(doc, section):
    if section is None:
        return None
    record = doc.spans["sections"].attrs.get(section)
    if record is None:
        return _REST
    return heading(kinds(doc)[section], record["number"], record["title"])
