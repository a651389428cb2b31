"""A comparison as lines that a person reads on a terminal."""

import pandas as pd

_SNIPPET = 90
_MISSING = "–"


def listing(comparison):
    """Give what changed as a person reads it, the most consequential change first.

    Parameters
    ----------
    comparison : Comparison
        What `compare` gives.

    Returns
    -------
    DataFrame
        Columns: change, before, after (references), labels, what (the operative words that
        changed, bearers, qualifiers), text.
    """
    found = comparison.consequential
    beneath = dict(list(comparison.norms.groupby("provision")))
    rows = [
        {
            "change": row["change"],
            "before": row["before_ref"] or _MISSING,
            "after": row["after_ref"] or _MISSING,
            "labels": _labels(row),
            "what": "; ".join(_what(row, beneath.get(number))),
            "text": _snippet(row["after_text"] or row["before_text"]),
        }
        for number, row in zip(found.index, found.to_dict("records"), strict=True)
    ]
    return pd.DataFrame(rows, columns=["change", "before", "after", "labels", "what", "text"])


def summary_line(comparison):
    """Give one line on all changes: their counts, and the strength before and after."""
    told = [f"{count} {name}" for name, count in comparison.counts.items() if count]
    total = comparison.totals.iloc[0]
    strength = [
        "too few norms for a score"
        if pd.isna(total[f"{side}_strength"])
        else "{:.0f} ({:.0f}–{:.0f})".format(
            *(total[f"{side}_{name}"] for name in ("strength", "low", "high"))
        )
        for side in ("before", "after")
    ]
    counted = f"{len(comparison.provisions)} provisions: {', '.join(told) or 'none'}."
    moved = int(comparison.articles["moved"].sum())
    articles = f" {moved} article{'s' * (moved > 1)} moved as a whole." if moved else ""
    return f"{counted}{articles} Strength: {strength[0]} before, {strength[1]} after."


def spoken(labels, outcomes=None):
    """Give the labels of a provision in words: "obligation", "none", "obligation to none"."""
    if outcomes and outcomes["strongest"] != outcomes["weakest"]:
        return f"{outcomes['strongest']} to {outcomes['weakest']}".replace("_", " ")
    return ", ".join(dict.fromkeys(labels)).replace("_", " ") or "none"


def _labels(row):
    sides = [
        spoken(row[f"{side}_labels"], row[f"{side}_outcomes"])
        for side in ("before", "after")
        if row[f"{side}_labels"] is not None
    ]
    return " → ".join(dict.fromkeys(sides))


def _what(row, norms):
    """Yield what changed beneath a provision."""
    for norm in () if norms is None else norms.to_dict("records"):
        if norm["change"] in ("hardened", "softened"):
            yield f"{norm['before_phrase'] or _MISSING} → {norm['after_phrase'] or _MISSING}"
    if row["relation"] in ("split", "merged"):
        yield row["relation"]
    if row["bearer_before"] or row["bearer_after"]:
        yield f"{row['bearer_before'] or _MISSING} → {row['bearer_after'] or _MISSING}"
    yield from (f"+ {words}" for words in row["qualifiers_gained"])
    yield from (f"− {words}" for words in row["qualifiers_lost"])
    if row["moved"]:
        yield "moved"


def _snippet(text):
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1].rstrip() + "…"
