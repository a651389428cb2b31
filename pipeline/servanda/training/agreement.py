"""How far two coders of the same units agree, and where not."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from servanda.errors import CorpusError
from servanda.labels import LABELS
from servanda.training.measures import NAMES, confusions, paired

_RANKS = np.array([LABELS[name].rank for name in NAMES])


@dataclass(frozen=True)
class Agreement:
    """Figures (one row each: value, n) and the units on which the coders differ."""

    figures: pd.DataFrame
    disagreements: pd.DataFrame


def agreement(first, second):
    """Compare two codings of the same units.

    Parameters
    ----------
    first, second : lists of Unit
        Matched by id; their texts must be the same.

    Returns
    -------
    Agreement
        Figures: share of equal labels, Cohen's kappa, Krippendorff's alpha (nominal, and ordinal
        by the rank of the label); and where norms are coded, F1 of norms that overlap and F1 of
        those that have the same label too.

    Raises
    ------
    CorpusError
        If no unit is in both, or one has another text in each.
    """
    other = {unit.id: unit for unit in second}
    pairs = [(unit, other[unit.id]) for unit in first if unit.id in other]
    if not pairs:
        raise CorpusError("The two files have no unit in common. Units are matched by their id.")
    for one, two in pairs:
        if " ".join(one.text.split()) != " ".join(two.text.split()):
            raise CorpusError(f"Unit '{one.id}' has another text in each file. Give it two ids.")
    labels = [(one.label, two.label) for one, two in pairs]
    table = confusions(*zip(*labels, strict=True), ["all"] * len(labels))[0]
    rows = {
        "same_label": (np.trace(table) / table.sum(), len(pairs)),
        "cohen_kappa": (cohen_kappa(table), len(pairs)),
        "krippendorff_alpha_nominal": (krippendorff_alpha(table), len(pairs)),
        "krippendorff_alpha_ordinal": (krippendorff_alpha(_by_rank(table), True), len(pairs)),
        **_span_figures(pairs),
    }
    figures = pd.DataFrame.from_dict(rows, "index", columns=["value", "n"]).rename_axis("figure")
    return Agreement(figures, _disagreements(pairs))


def cohen_kappa(table):
    """Give Cohen's kappa (1960) of a square table of counts; nan if both use one label only."""
    total = table.sum()
    chance = (table.sum(axis=0) * table.sum(axis=1)).sum() / total**2
    return float((np.trace(table) / total - chance) / (1 - chance)) if chance < 1 else np.nan


def krippendorff_alpha(table, ordinal=False):
    """Give Krippendorff's alpha for two coders and no missing codes.

    After K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), sections B and D.

    Parameters
    ----------
    table : array of shape (n_labels, n_labels)
        Counts; for `ordinal` the labels are in order.
    ordinal : bool, default=False
        Whether to weigh a difference by how many codes stand between.
    """
    coincidences = table + table.T
    counts = coincidences.sum(axis=0)
    size = len(counts)
    distance = 1.0 - np.eye(size)
    if ordinal:
        sums = np.concatenate([[0], np.cumsum(counts)])
        for low in range(size):
            for high in range(low + 1, size):
                between = sums[high + 1] - sums[low] - (counts[low] + counts[high]) / 2
                distance[low, high] = distance[high, low] = between**2
    expected = (np.outer(counts, counts) * distance).sum() / (counts.sum() - 1)
    return float(1 - (coincidences * distance).sum() / expected) if expected else np.nan


def _by_rank(table):
    """Give the table with labels of one rank put together, weak to strong."""
    ranks = np.unique(_RANKS)
    member = (_RANKS[:, None] == ranks).astype(int)
    return member.T @ table @ member


def _span_figures(pairs):
    coded = [(one, two) for one, two in pairs if None not in (one.norms, two.norms)]
    if not coded:
        return {}
    norms = [pair for one, two in coded for pair in paired(one.norms, two.norms)]
    total = sum(len(one.norms) + len(two.norms) for one, two in coded)
    if not total:
        return {}
    met = sum(None not in pair for pair in norms)
    same = sum(first == second for first, second in norms)
    return {"norm_f1": (2 * met / total, total), "norm_and_label_f1": (2 * same / total, total)}


def _disagreements(pairs):
    """Give the frame of units with other labels or other norms: id, first, second, text."""
    rows = [
        (one.id, one.label, two.label, _shown(one), _shown(two), one.text)
        for one, two in pairs
        if one.label != two.label
        or any(a != b for a, b in paired(one.norms or (), two.norms or ()))
    ]
    columns = ["id", "first", "second", "first_norms", "second_norms", "text"]
    return pd.DataFrame(rows, columns=columns).set_index("id")


def _shown(unit):
    return "; ".join(f"{unit.text[start:end]} ({label})" for start, end, label in unit.norms or ())
