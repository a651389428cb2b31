"""How strongly each section binds, and can be enforced: numbers and the norms behind them."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from servanda.analysis.brackets import intervals
from servanda.analysis.disputes.coverage import covered_sections
from servanda.analysis.levels import (
    check_level,
    expected_level,
    kinds,
    lineage,
    lineages,
    provision,
)
from servanda.analysis.taxonomies import areas
from servanda.analysis.taxonomies import taxonomy as read_taxonomy
from servanda.labels import COVERAGE, LABELS, SCHEMES

AREA = "area"  # the level of the areas of a taxonomy, which are no sections
_TAXONOMY = "trade-areas"
FEWEST = 5  # scored norms below which a mean says nothing of a section
_DRAWS = 2000
_FIGURES = ("strength", "low", "high", "enforceability")
_UNSAID = dict.fromkeys(_FIGURES, np.nan)
_LABELS = [name for name, entry in LABELS.items() if entry.rank]
_COLUMNS = ["title", "norms", *_LABELS, "strength", "low", "high", "coverage"]
_COLUMNS += ["enforceability", "flexibility", "note", "norm_ids"]


def scores(doc, level=None, scheme="default", taxonomy=None, seed=0):
    r"""Score how strongly each section of a draft binds, and can be enforced.

    The strength of a section is 100 times the mean weight of its norms other than permissions,
    where a norm's weight is that of its form (``data/labels.toml``). The interval holds 95 % of
    the means of 2,000 resamplings of these norms (percentile bootstrap [1]_). Norms that items
    have from their chapeau are left out: a chapeau with its list is one norm.

    Enforceability is the same mean with each weight times a factor: 1 for a norm that dispute
    settlement covers, 0.75 where that is limited, 0.5 where a clause excludes it (see
    `coverage`); it is missing where coverage is unknown.

    Of a negotiating text, strength is the middle of what it leaves open, and low and high are
    the strengths if everything is resolved weakly and strongly (see `intervals`). By area or
    in a scheme other than the default, the words are scored as they were read.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    level : str, default=None
        A kind of section, as "article", or "draft" for the whole. A norm counts in each
        section of that kind that it stands in. "area" for the areas of a taxonomy. None takes
        the sections or chapters that group the articles, else the articles.
    scheme : {"default", "horn-mavroidis-sapir", "taped", "convex"}, default="default"
        Whose weights the forms have (``data/labels.toml``).
    taxonomy : str or Path, default=None
        As for `areas`; only for areas. None takes "trade-areas".
    seed : int, default=0
        Seed of the resampling.

    Returns
    -------
    DataFrame
        Indexed by section id. Columns: title, norms (their number), one share of the norms for
        each label, strength, low, high (0 to 100; missing below 5 scored norms), coverage (by
        dispute settlement: one word, or "75% covered, 25% excluded"), enforceability (0 to 100),
        flexibility (permissions by all norms), note ("too few" where strength is missing),
        norm_ids. Of a negotiating text also provisions, contested, can_vanish, in_play, density.

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
    _check(level, scheme, taxonomy)
    level = level or expected_level(doc)
    frame = pd.DataFrame(
        _rows(doc, _counted(doc, scheme), level, taxonomy, seed), columns=["section", *_COLUMNS]
    ).set_index("section")
    open_ = "outcomes" in doc.spans and level != AREA and scheme == "default"
    return _still_open(doc, frame, level) if open_ else frame


def at_levels(doc, levels):
    """Give the rows of the default `scores` of a draft at several levels, by level.

    They are dictionaries, `section` first: a batch wants no frames of them.
    """
    if "outcomes" in doc.spans:
        return {level: scores(doc, level).reset_index().to_dict("records") for level in levels}
    own = _counted(doc, "default")
    return {level: _rows(doc, own, level) for level in levels}


def _rows(doc, own, level, taxonomy=None, seed=0):
    """Give the rows of `scores`, as they are without brackets."""
    titles, members = _members(doc, own, level, taxonomy)
    return [
        {"section": section, "title": titles.get(section, ""), **_score(own, ids, seed)}
        for section, ids in members.items()
    ]


class _Norm(NamedTuple):
    """What scores need to know of a norm; weight and factor are None where there is none."""

    section: str
    label: str
    weight: float | None
    coverage: str
    factor: float | None


def _counted(doc, scheme):
    """Give the norms that count, by id: a chapeau with its list is one."""
    weights = SCHEMES[scheme].weights
    covered = {
        name: (state, COVERAGE[state]) for name, (state, *_) in covered_sections(doc).items()
    }
    return {
        name: _Norm(
            record["section"],
            record["label"],
            weights.get(record["form"]),
            *covered[record["section"]],
        )
        for name, record in doc.spans["norms"].attrs.items()
        if not record["inherited"] and record["label"] != "none"
    }


def _check(level, scheme, taxonomy):
    """Raise ValueError for an argument of `scores` that is none."""
    if level != AREA:
        check_level(level, "scores")
    if scheme not in SCHEMES:
        raise ValueError(
            f"The 'scheme' parameter of scores must be one of {', '.join(SCHEMES)}. "
            f"Got {scheme!r} instead."
        )
    if taxonomy is not None and level != AREA:
        raise ValueError("The 'taxonomy' parameter of scores is for level='area' alone.")


def _still_open(doc, frame, level):
    """Give scores in which the interval is what a negotiating text leaves open."""
    open_ = intervals(doc, level)
    enough = frame["strength"].notna()
    factor = frame["enforceability"] / frame["strength"]
    for name, of in (("strength", "middle"), ("low", "weak"), ("high", "strong")):
        frame[name] = open_[of].where(enough)
    frame["enforceability"] = frame["strength"] * factor
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
        Columns: title, norms, strength, interval, coverage, enforceability, shares ("50%
        obligation, 50% permission"); of a negotiating text also in play, may vanish, brackets
        per 100 words.
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
    frame["coverage"] = scored["coverage"]
    frame["enforceability"] = [
        "" if pd.isna(strength) else "unknown" if pd.isna(value) else f"{value:.0f}"
        for strength, value in zip(scored["strength"], scored["enforceability"], strict=True)
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


def _members(doc, own, level, taxonomy):
    """Give titles, and the ids of the norms that stand in each section or area of a level."""
    if level == AREA:
        return _by_area(doc, own, taxonomy or _TAXONOMY)
    records = doc.spans["sections"].attrs
    titles = {name: record["title"] for name, record in records.items()}
    if level == "draft":
        return titles, {"draft": list(own)}
    members = {section: [] for section, kind in kinds(doc).items() if kind == level}
    above, around = lineages(doc), {}
    for name, norm in own.items():
        if norm.section not in around:
            around[norm.section] = [members[s] for s in above[norm.section] if s in members]
        for ids in around[norm.section]:
            ids.append(name)
    return titles, members


def _by_area(doc, own, taxonomy):
    """Give the names of the areas that a draft is on, and the ids of the norms in each."""
    known = read_taxonomy(taxonomy)
    found = areas(doc, known)["area"].dropna()
    members = {area: [] for area in known.areas if area in set(found)}
    at = homes(doc, found.index)
    for name, norm in own.items():
        if home := at(norm.section):
            members[found[home]].append(name)
    return {area: known.areas[area].name for area in members}, members


def homes(doc, provisions):
    """Give the function from a section to the one of some provisions it belongs to, or None.

    What opens a paragraph of several blocks belongs to the first of them.
    """
    kind_of, opening = kinds(doc), {}
    for name in provisions:
        for section in lineage(doc, name):
            opening.setdefault(section, name)
    return lambda section: opening.get(provision(doc, section, kind_of))


def _score(own, ids, seed):
    """Give one row of scores from the norms of a section."""
    norms = [own[name] for name in ids]
    labels, count = Counter(norm.label for norm in norms), len(norms)
    scored = [norm for norm in norms if norm.weight is not None]
    enough = len(scored) >= FEWEST
    return {
        "norms": count,
        **{name: labels[name] / count if count else np.nan for name in _LABELS},
        **(_strength(scored, seed) if enough else _UNSAID),
        "coverage": _summary([norm.coverage for norm in scored or norms]),
        "flexibility": labels["permission"] / count if count else np.nan,
        "note": "" if enough else "too few",
        "norm_ids": ids,
    }


def _strength(scored, seed):
    """Give strength with its interval and enforceability of norms that have weights."""
    weights = np.array([norm.weight for norm in scored], float)
    factors = np.array([norm.factor for norm in scored], float)  # None is not a number here
    drawn = tuple(sorted(Counter(weights.tolist()).items()))
    figures = (weights.mean(), *_interval(drawn, seed), (weights * factors).mean())
    return dict(zip(_FIGURES, (100 * figure for figure in figures), strict=True))


def _summary(states):
    """Give the coverage of norms in words: one, or the share of each."""
    if len(known := set(states)) == 1:
        return known.pop()
    counts = Counter(sorted(states, key=list(COVERAGE).index)).most_common()
    return ", ".join(f"{count / len(states):.0%} {state}" for state, count in counts)


@lru_cache(maxsize=4096)  # small sections have the same few weights again and again
def _interval(counted, seed):
    """Give the 2.5th and 97.5th percentile of the resampled means.

    Weights take a handful of values, so that resampling norms is one multinomial draw of
    how often each value comes: the same distribution without an array of norms by draws.

    Parameters
    ----------
    counted : tuple of (float, int)
        Each weight and how many norms have it, from small to large.
    seed : int
    """
    values, counts = (np.array(each) for each in zip(*counted, strict=True))
    size = counts.sum()
    drawn = np.random.default_rng(seed).multinomial(size, counts / size, size=_DRAWS)
    return np.percentile(drawn @ values / size, [2.5, 97.5])
