"""Recipes: ways to fit an estimator to rows of signals. Each is a function in `RECIPES`.

A recipe is called with `Examples` and a seed, and gives a fitted estimator made of scikit-learn's
own parts, so that a saved model needs no class of ours to be loaded.
"""

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline

from servanda.annotation.rules import RuleClassifier

_COLUMNS = 2**17
_SEEN = 2  # rows in which a signal must stand; half of all stand in one only and teach nothing
_FOLDS = 3
_TEMPERATURES = np.arange(0.5, 4, 0.02)


def rules(found, seed):
    """Give the rules, which learn nothing."""
    return RuleClassifier()


def linear(found, seed, strength=0.5):
    """Give hashed signals under a logistic regression; `strength` is its C.

    A logistic regression on so many signals is too sure of itself. How much so is found out of
    fold, by the temperature that fits its logits best, and put into the weights.
    """
    hasher = FeatureHasher(_COLUMNS, input_type="string")
    signals, labels = hasher.transform(found.rows), np.asarray(found.labels)
    weights = np.asarray(found.weights)
    temperature = _temperature(signals, labels, weights, found.treaties, seed, strength)
    model = _regression(signals, labels, weights, seed, strength)
    model.coef_ = _halved(model.coef_ / temperature)
    model.intercept_ = model.intercept_ / temperature
    return make_pipeline(hasher, model)


def neural(found, seed, width=48):
    """Give hashed signals under a network with one hidden layer of `width` units."""
    hasher = FeatureHasher(_COLUMNS // 4, input_type="string", dtype=np.float32)
    model = MLPClassifier(
        (width,), alpha=1e-3, batch_size=64, learning_rate_init=2e-3, max_iter=8, random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # eight rounds are meant
        model.fit(hasher.transform(found.rows), found.labels)
    model.coefs_ = [_halved(weights) for weights in model.coefs_]
    for scratch in ("_optimizer", "_best_coefs", "_best_intercepts"):
        vars(model).pop(scratch, None)  # thrice the size of the weights, of use in fitting only
    return make_pipeline(hasher, model)


RECIPES = {"rules": rules, "linear": linear, "neural": neural}
DEFAULT = "linear"


def _halved(weights):
    """Give weights in half precision, which costs no accuracy and compresses to a quarter."""
    return weights.astype(np.float16).astype(np.float32)


def _regression(signals, labels, weights, seed, strength):
    """Give a regression fitted to the signals that are seen often enough; others weigh nothing."""
    used = np.flatnonzero(np.bincount(signals.indices, minlength=_COLUMNS) >= _SEEN)
    model = LogisticRegression(C=strength, max_iter=300, random_state=seed)
    model.fit(signals[:, used], labels, sample_weight=weights)
    coefficients = np.zeros((len(model.coef_), _COLUMNS))
    coefficients[:, used] = model.coef_
    model.coef_, model.n_features_in_ = coefficients, _COLUMNS
    return model


def _temperature(signals, labels, weights, treaties, seed, strength):
    """Give what to divide logits by, so that shares are as often right as they say."""
    folds = min(_FOLDS, len(set(treaties)))
    if folds < 2:
        return 1.0
    logits, truth = [], []
    splits = GroupKFold(folds, shuffle=True, random_state=seed).split(signals, labels, treaties)
    for fitted, held in splits:
        if set(labels[fitted]) != set(labels):
            continue
        model = _regression(signals[fitted], labels[fitted], weights[fitted], seed, strength)
        decision = model.decision_function(signals[held])
        logits.append(decision if decision.ndim > 1 else np.c_[-decision / 2, decision / 2])
        truth.append(np.searchsorted(model.classes_, labels[held]))
    if not logits:
        return 1.0
    logits, truth = np.vstack(logits), np.concatenate(truth)

    def surprise(temperature):
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        total = np.log(np.exp(scaled).sum(axis=1))
        return float((total - scaled[np.arange(len(truth)), truth]).mean())

    return float(min(_TEMPERATURES, key=surprise))
