"""Which rankings of sections hang on the weights, and which hold whatever the weights."""

from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from servanda.analysis.scoring import scores
from servanda.labels import SCHEMES


def sensitivity(doc, level=None, taxonomy=None):
    r"""Score each section of a draft by every scheme of weights.

    The words are scored as they were read, also those of a negotiating text.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    level : str, default=None
        As for `scores`.
    taxonomy : str or Path, default=None
        As for `scores`.

    Returns
    -------
    DataFrame
        Indexed by section id, without the sections that have too few norms for a score.
        Columns: title, the strength (0 to 100) by each scheme, above (ids of the sections that
        this one outranks by every scheme, list of str).

    See Also
    --------
    rank_correlations : Kendall's tau between the rankings.

    References
    ----------
    .. [1] Horn, H., Mavroidis, P. and Sapir, A. (2010). Beyond the WTO? An anatomy of EU and US
       preferential trade agreements. The World Economy 33(11).
    .. [2] Burri, M. and Polanco, R. (2020). Digital trade provisions in preferential trade
       agreements. Journal of International Economic Law 23(1).

    Examples
    --------
    >>> from servanda import load
    >>> text = "Article 1\n\n" + "Each Party shall publish its laws. " * 5
    >>> text += "\n\nArticle 2\n\n" + "The Parties shall endeavour to cooperate. " * 5
    >>> sensitivity(load("rules")(text))["above"].to_dict()
    {'1': ['2'], '2': []}
    """
    return by_scheme(doc, scores(doc, level, taxonomy=taxonomy))


def by_scheme(doc, scored):
    """Give what `sensitivity` gives, for scores that are there already.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    scored : DataFrame
        What `scores` gives for it, by the default scheme.

    Returns
    -------
    DataFrame
        As from `sensitivity`.
    """
    enough = scored[scored["strength"].notna()]
    records = doc.spans["norms"].attrs
    forms = [[records[name]["form"] for name in ids] for ids in enough["norm_ids"]]
    frame = enough[["title"]].copy()
    for name, scheme in SCHEMES.items():
        weights = [[scheme.weights[form] for form in each] for each in forms]
        means = [np.mean([w for w in each if w is not None]) for each in weights]
        frame[name] = 100 * np.array(means, float)
    values = frame[list(SCHEMES)].to_numpy(float)
    ahead = (values[:, None, :] > values[None, :, :]).all(axis=2)
    frame["above"] = [list(frame.index[row]) for row in ahead]
    return frame


def rank_correlations(frame):
    """Give Kendall's tau between the rankings of sections by the schemes.

    Parameters
    ----------
    frame : DataFrame
        What `sensitivity` gives.

    Returns
    -------
    DataFrame
        A row and a column for each scheme; tau-b, which counts ties, missing where a scheme
        ranks nothing.

    References
    ----------
    .. [1] Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3).
    """
    names = list(SCHEMES)
    taus = pd.DataFrame(np.eye(len(names)), index=names, columns=names)
    for one, other in combinations(names, 2):
        ranked = frame[one].nunique() > 1 and frame[other].nunique() > 1
        tau = kendalltau(frame[one], frame[other]).statistic if ranked else np.nan
        taus.loc[one, other] = taus.loc[other, one] = tau
    return taus.rename_axis("scheme")


def readable(frame):
    """Give strengths by scheme as a person reads them: whole numbers.

    Parameters
    ----------
    frame : DataFrame
        What `sensitivity` gives.

    Returns
    -------
    DataFrame
        The same columns.
    """
    shown = frame.copy()
    for name in SCHEMES:
        shown[name] = frame[name].map("{:.0f}".format)
    shown["above"] = frame["above"].map(", ".join)
    return shown


def sentence(frame):
    """Say in a sentence or two which rankings hold under all schemes.

    Parameters
    ----------
    frame : DataFrame
        What `sensitivity` gives.

    Returns
    -------
    str
        Empty if fewer than two sections have a score.
    """
    pairs = len(frame) * (len(frame) - 1) // 2
    if not pairs:
        return ""
    held = int(frame["above"].map(len).sum())
    taus = rank_correlations(frame)["default"].drop("default").dropna()
    said = f"Of {pairs} pairs of sections, {held} rank alike under all {len(SCHEMES)} schemes"
    if taus.empty:
        return f"{said}."
    least = taus.idxmin()
    return f"{said}; Kendall's tau with the default is lowest for {least} ({taus[least]:.2f})."
