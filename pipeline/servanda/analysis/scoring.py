"""How strongly each section binds: a number, its interval, and the norms behind it."""

import numpy as np
import pandas as pd

from servanda.analysis.brackets import intervals
from servanda.analysis.levels import check_level, expected_level, kinds, lineage
from servanda.analysis.tables import norms, outline
from servanda.labels import FORMS, LABELS

FEWEST = 5  # scored norms below which a mean says nothing of a section
_DRAWS = 2000
_LABELS = [name for name, entry in LABELS.items() if entry.rank]


def scores(doc, level=None, seed=0):
    r"""Score how strongly each section of a draft binds.

    The strength of a section is 100 times the mean weight of its norms other than permissions,
    where a norm's weight is that of its form (``data/labels.toml``). The interval holds 95 % of
    the means of 2,000 resamplings of these norms (percentile bootstrap [1]_). Norms that items
    have from their chapeau are left out: a chapeau with its list is one norm.

    Of a negotiating text, strength is the middle of what it leaves open, and low and high are
    the strengths if everything is resolved weakly and strongly (see `intervals`).

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    level : str, default=None
        A kind of section, as "article", or "draft" for the whole. A norm counts in each
        section of that kind that it stands in. None takes the sections or chapters that
        group the articles, else the articles.
    seed : int, default=0
        Seed of the resampling.

    Returns
    -------
    DataFrame
        Indexed by section id. Columns: title, norms (their number), one share of the norms for
        each label, strength, low, high (0 to 100; missing below 5 scored norms), flexibility
        (permissions by all norms), note ("too few" where strength is missing), norm_ids. Of a
        negotiating text also provisions, contested, can_vanish, in_play, density.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapter 13.
       Weights: World Bank, Deep Trade Agreements database 2.0, scale A to D read as 1, 0.75,
       0.5, 0.25. They order wordings; they do not measure compliance.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nEach Party shall publish its laws.")
    >>> scores(doc)[["norms", "strength", "note"]]
             norms  strength     note
    section
    1            1       NaN  too few
    """
    check_level(level, "scores")
    level = level or expected_level(doc)
    own = norms(doc).query("not inherited and label != 'none'")
    members = _members(doc, own, level)
    titles = outline(doc)["title"]
    rows = [
        {"section": section, "title": titles.get(section, ""), **_score(own.loc[ids], seed)}
        for section, ids in members.items()
    ]
    columns = ["title", "norms", *_LABELS, "strength", "low", "high", "flexibility", "note"]
    frame = pd.DataFrame(rows, columns=["section", *columns, "norm_ids"]).set_index("section")
    return _still_open(doc, frame, level) if "outcomes" in doc.spans else frame


def _still_open(doc, frame, level):
    """Give scores in which the interval is what a negotiating text leaves open."""
    open_ = intervals(doc, level)
    enough = frame["strength"].notna()
    for name, of in (("strength", "middle"), ("low", "weak"), ("high", "strong")):
        frame[name] = open_[of].where(enough)
    return frame.join(open_[["provisions", "contested", "can_vanish", "in_play", "density"]])


def readable(scored):
    """Give scores as a person reads them: whole numbers, the shares in one column.

    Parameters
    ----------
    scored : DataFrame
        What `scores` gives.

    Returns
    -------
    DataFrame
        Columns: title, norms, strength, interval, shares ("50% obligation, 50% permission");
        of a negotiating text also in play, may vanish, brackets per 100 words.
    """
    frame = pd.DataFrame({"title": scored["title"], "norms": scored["norms"]})
    frame["strength"] = [
        note if pd.isna(value) else f"{value:.0f}"
        for value, note in zip(scored["strength"], scored["note"], strict=True)
    ]
    frame["interval"] = [
        "" if pd.isna(low) else f"{low:.0f}–{high:.0f}"
        for low, high in zip(scored["low"], scored["high"], strict=True)
    ]
    frame["shares"] = [
        ", ".join(f"{share:.0%} {name}" for name, share in row.items() if share > 0)
        for row in scored[_LABELS].to_dict("records")
    ]
    if "contested" in scored:
        frame["in play"] = [_share(share) for share in scored["contested"]]
        frame["may vanish"] = [_share(share) for share in scored["can_vanish"]]
        frame["brackets per 100 words"] = scored["density"].map("{:.1f}".format)
    return frame


def _share(share):
    return "" if pd.isna(share) else f"{share:.0%}"


def _members(doc, own, level):
    """Give the ids of the norms that stand in each section of a level."""
    if level == "draft":
        return {"draft": list(own.index)}
    members = {section: [] for section, kind in kinds(doc).items() if kind == level}
    for norm, section in own["section"].items():
        for ancestor in lineage(doc, section):
            if ancestor in members:
                members[ancestor].append(norm)
    return members


def _score(own, seed):
    """Give one row of scores from the norms of a section."""
    shares = own["label"].value_counts(normalize=True)
    weights = own["form"].map(lambda form: FORMS[form].weight).astype(float).dropna().to_numpy()
    enough = len(weights) >= FEWEST
    low, high = _interval(weights, seed) if enough else (np.nan, np.nan)
    return {
        "norms": len(own),
        **{name: shares.get(name, 0.0) if len(own) else np.nan for name in _LABELS},
        "strength": 100 * weights.mean() if enough else np.nan,
        "low": low,
        "high": high,
        "flexibility": shares.get("permission", 0.0) if len(own) else np.nan,
        "note": "" if enough else "too few",
        "norm_ids": list(own.index),
    }


def _interval(weights, seed):
    """Give the 2.5th and 97.5th percentile of the resampled means, times 100.

    Weights take a handful of values, so that resampling norms is one multinomial draw of
    how often each value comes: the same distribution without an array of norms by draws.
    """
    values, counts = np.unique(weights, return_counts=True)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(len(weights), counts / len(weights), size=_DRAWS)
    return 100 * np.percentile(drawn @ values / len(weights), [2.5, 97.5])
