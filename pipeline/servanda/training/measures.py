"""Measures of how well labels agree with the codes, and how sure one can be of them.

Units of one treaty copy one another, so treaties are what is drawn anew or swapped, never
units. Everything is computed from one confusion matrix for each treaty.
"""

import numpy as np
import pandas as pd

from servanda.labels import LABELS

NAMES = tuple(LABELS)
BINDING = ("obligation", "prohibition")
_DRAWS = 2000
_LEVEL = 0.95


def confusions(truth, predicted, treaties):
    """Give confusion matrices, an array of shape (n_treaties, n_labels, n_labels)."""
    places = {name: place for place, name in enumerate(NAMES)}
    _, which = np.unique(np.asarray(treaties, dtype=str), return_inverse=True)
    found = np.zeros((which.max() + 1, len(NAMES), len(NAMES)), int)
    rows = [places[label] for label in truth]
    columns = [places[label] for label in predicted]
    np.add.at(found, (which, rows, columns), 1)
    return found


def label_scores(matrices):
    """Give precision, recall and F1 of each label, each of shape (..., n_labels).

    Parameters
    ----------
    matrices : array of shape (..., n_labels, n_labels)
        Confusions, true labels down. A label that is neither true nor given scores nan.
    """
    right = np.diagonal(matrices, axis1=-2, axis2=-1).astype(float)
    with np.errstate(invalid="ignore"):
        precision = right / matrices.sum(axis=-2)
        recall = right / matrices.sum(axis=-1)
        f1 = 2 * right / (matrices.sum(axis=-2) + matrices.sum(axis=-1))
    return precision, recall, f1


def macro_f1(matrices):
    """Give the mean F1 over the labels that occur, of shape (...)."""
    f1 = label_scores(matrices)[2]
    known = ~np.isnan(f1)
    return np.where(known, f1, 0).sum(axis=-1) / known.sum(axis=-1)


def accuracy(matrices):
    """Give the share of units that are labelled right, of shape (...)."""
    return np.trace(matrices, axis1=-2, axis2=-1) / matrices.sum(axis=(-2, -1))


def worst_f1(matrices):
    """Give the lowest F1 of a label that occurs, of shape (...)."""
    return np.nanmin(label_scores(matrices)[2], axis=-1)


def binding_confusion(matrices):
    """Give the share of binding and best-endeavour units that are taken for each other."""
    binding, effort = [NAMES.index(name) for name in BINDING], NAMES.index("best_endeavour")
    swapped = matrices[..., binding, effort].sum(-1) + matrices[..., effort, binding].sum(-1)
    return swapped / matrices[..., [*binding, effort], :].sum((-2, -1))


def intervals(matrices, measure, seed=0):
    """Give (value, low, high) of a measure: 95 % of bootstrap samples of treaties.

    `measure` takes matrices of shape (..., n_labels, n_labels); value, low and high have the
    shape of what it gives for one.
    """
    draws = _draws(len(matrices), seed)
    samples = measure(np.tensordot(draws, matrices, axes=1))
    low, high = np.nanquantile(samples, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0)
    return measure(matrices.sum(axis=0)), low, high


def randomisation(ours, theirs, measure=macro_f1, seed=0):
    """Give (difference, p) of two confusions of the same units, by approximate randomisation.

    In each round the answers of both are swapped for about half of the treaties; p is how often
    that gives a difference as large as the one found (Noreen 1989).
    """
    found = float(measure(ours.sum(axis=0)) - measure(theirs.sum(axis=0)))
    swap = np.random.default_rng(seed).integers(0, 2, (_DRAWS, len(ours)))
    swapped = np.tensordot(swap, theirs, axes=1) + np.tensordot(1 - swap, ours, axes=1)
    total = (ours + theirs).sum(axis=0)
    differences = np.abs(measure(swapped) - measure(total - swapped))
    return found, float(((differences >= abs(found) - 1e-12).sum() + 1) / (_DRAWS + 1))


def calibration(confidence, right, bins=10):
    """Give a frame of bins of equal mass, from unsure to sure: n, confidence, accuracy."""
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    confidence, right = np.asarray(confidence, float), np.asarray(right, float)
    rows = [(len(part), confidence[part].mean(), right[part].mean()) for part in parts]
    return pd.DataFrame(rows, columns=["n", "confidence", "accuracy"])


def calibration_error(curve):
    """Give the expected calibration error of a `calibration` curve."""
    gaps = (curve["confidence"] - curve["accuracy"]).abs()
    return float((gaps * curve["n"]).sum() / curve["n"].sum())


def paired(norms, found):
    """Pair coded and found norms that overlap, each at most once, in the order of the text.

    Parameters
    ----------
    norms, found : lists of (start, end, label)

    Returns
    -------
    list of (label, label)
        Coded and found label; None where one has no partner.
    """
    left, pairs = sorted(found), []
    for start, end, label in sorted(norms):
        partner = next((span for span in left if span[0] < end and start < span[1]), None)
        if partner:
            left.remove(partner)
        pairs.append((label, partner[2] if partner else None))
    return pairs + [(None, label) for *_, label in left]


def _draws(treaties, seed):
    """Give how often each treaty is drawn, of shape (draws, treaties)."""
    chances = np.full(treaties, 1 / treaties)
    return np.random.default_rng(seed).multinomial(treaties, chances, _DRAWS)
