"""A scikit-learn classifier over the texts of sentences."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from servanda.annotation.clauses import read_sentence
from servanda.annotation.strength import Strength
from servanda.errors import CorpusError
from servanda.labels import LABELS
from servanda.training.examples import examples
from servanda.training.fitting import fit
from servanda.training.imports import known_label
from servanda.training.unit import Unit


class StrengthClassifier(ClassifierMixin, BaseEstimator):
    """Learns from texts and their labels, for use in scikit-learn's own tools.

    Parameters
    ----------
    language : str, default="en"
        Code of the language of the texts.
    recipe : str, default="linear"
        A name in `servanda.training.recipes.RECIPES`.
    seed : int, default=0
        Of whatever is drawn at random.

    Attributes
    ----------
    classes_ : array of str
        The labels met in fitting, and "none", sorted.
    strength_ : Strength
        The component of a pipeline that labels the clauses of the texts.

    Examples
    --------
    >>> from sklearn.model_selection import GroupKFold, cross_val_predict
    >>> texts = ["Each Party shall publish its laws.", "A Party may request talks."] * 3
    >>> labels, treaties = ["obligation", "permission"] * 3, [1, 1, 2, 2, 3, 3]
    >>> folds = GroupKFold(3)
    >>> cross_val_predict(StrengthClassifier(), texts, labels, groups=treaties, cv=folds)[:2]
    array(['obligation', 'permission'], dtype='<U10')
    """

    def __init__(self, language="en", recipe="linear", seed=0):
        self.language = language
        self.recipe = recipe
        self.seed = seed

    def fit(self, X, y, groups=None):
        """Learn from texts.

        Parameters
        ----------
        X : sequence of str
        y : sequence of str
            Labels of the scale.
        groups : sequence, default=None
            The treaty of each text, which makes the confidence more honest.

        Returns
        -------
        StrengthClassifier
            Itself.
        """
        texts = _texts(X)
        labels = [known_label(label, f"text {row}") for row, label in enumerate(y)]
        if not len(texts) == len(labels) == len(labels if groups is None else groups):
            raise ValueError(f"Found {len(texts)} texts and {len(labels)} labels or groups.")
        if not texts:
            raise CorpusError("There are no texts to learn from.")
        treaties = range(len(texts)) if groups is None else groups
        units = [
            Unit(str(row), text, label, None, str(treaty))
            for row, (text, label, treaty) in enumerate(zip(texts, labels, treaties, strict=True))
        ]
        estimator = fit(examples(units, self.language), self.recipe, self.seed)
        self.strength_ = Strength(self.language, estimator)
        self.classes_ = np.array(sorted({*labels, "none"}))
        return self

    def predict(self, X):
        """Give the label of each text: that of its strongest norm."""
        check_is_fitted(self)
        return np.array([label for label, *_ in self.strength_.label(_texts(X))])

    def predict_proba(self, X):
        """Give the share of each label, an array of shape (n_texts, n_classes).

        The clauses of a text are taken as independent of each other. Where several are in
        doubt, the label with the greatest share may be another than `predict` gives.
        """
        check_is_fitted(self)
        strength = self.strength_
        shares = []
        for text in _texts(X):
            clauses = read_sentence(text, strength.lexicon).clauses
            found = strength.shares(clauses) if clauses else np.empty((0, 0))
            shares.append(_of_strongest(found, list(strength.estimator.classes_)))
        shares = np.array(shares)
        places = [list(LABELS).index(name) for name in self.classes_]
        kept = shares[:, places]
        return kept / kept.sum(axis=1, keepdims=True)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        return tags


def _of_strongest(shares, classes):
    """Give the share of each label to be that of the strongest of some clauses."""
    full = np.zeros((len(shares), len(LABELS)))
    if len(shares):
        full[:, [list(LABELS).index(name) for name in classes]] = shares
    ranks = np.array([label.rank for label in LABELS.values()])
    strongest, below = np.zeros(len(LABELS)), 0.0
    for rank in sorted(set(ranks)):
        up_to = full[:, ranks <= rank].sum(axis=1).prod()
        parts = full[:, ranks == rank].sum(axis=0)
        whole = parts.sum()
        split = parts / whole if whole else np.full(len(parts), 1 / len(parts))
        strongest[ranks == rank] = (up_to - below) * split
        below = up_to
    return strongest


def _texts(X):
    texts = list(X)
    if isinstance(X, str) or not all(isinstance(text, str) for text in texts):
        raise ValueError("Expected a sequence of texts, each a str. Reshape a frame to a column.")
    return texts
