import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.utils import estimator_checks

from servanda.errors import CorpusError
from servanda.training import StrengthClassifier

CHECKS = [
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_estimator_tags_renamed",
    "check_get_params_invariance",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_set_params",
    "check_valid_tag_types",
]


@pytest.fixture(scope="module")
def coded(small):
    return (
        np.array([unit.text for unit in small.units]),
        np.array([unit.label for unit in small.units]),
        np.array([unit.stratum for unit in small.units]),
    )


@pytest.mark.parametrize("check", CHECKS)
def test_classifier_passes_the_checks_that_need_no_numbers(check):
    getattr(estimator_checks, check)("StrengthClassifier", StrengthClassifier())


def test_classifier_in_scikit_learns_tools(coded):
    texts, labels, groups = coded
    steps = Pipeline([("strength", StrengthClassifier())])
    search = GridSearchCV(steps, {"strength__recipe": ["rules", "linear"]}, cv=GroupKFold(2))
    search.fit(texts, labels, groups=groups)
    assert search.best_score_ > 0.9
    given = cross_val_predict(steps, texts, labels, groups=groups, cv=GroupKFold(2))
    assert (given == labels).mean() > 0.9


def test_classifier_shares_add_up_and_agree(coded):
    texts, labels, _ = coded
    classifier = StrengthClassifier().fit(texts, labels)
    shares = classifier.predict_proba(texts)
    assert shares.shape == (len(texts), len(classifier.classes_))
    assert np.allclose(shares.sum(axis=1), 1)
    best = classifier.classes_[shares.argmax(axis=1)]
    assert (best == classifier.predict(texts)).mean() > 0.97


def test_classifier_refit_forgets(coded):
    texts, labels, _ = coded
    classifier = StrengthClassifier().fit(texts[::4], labels[::4])
    again = clone(classifier).fit(texts[::3], labels[::3])
    classifier.fit(texts[::3], labels[::3])
    assert np.allclose(classifier.predict_proba(texts), again.predict_proba(texts))


def test_classifier_text_without_clause_is_none():
    classifier = StrengthClassifier(recipe="rules").fit(["A Party may act."], ["permission"])
    assert classifier.predict(["Article 3"]).tolist() == ["none"]
    assert classifier.predict_proba(["Article 3"]).tolist() == [[1, 0]]


def test_classifier_errors():
    with pytest.raises(NotFittedError):
        StrengthClassifier().predict(["The Parties shall act."])
    with pytest.raises(CorpusError, match="all labelled 'obligation'"):
        StrengthClassifier().fit(["The Parties shall act."] * 3, ["obligation"] * 3)
    with pytest.raises(CorpusError, match="Did you mean 'obligation'"):
        StrengthClassifier().fit(["The Parties shall act."], ["oblgation"])
    with pytest.raises(CorpusError, match="no texts"):
        StrengthClassifier().fit([], [])
    with pytest.raises(ValueError, match="sequence of texts"):
        StrengthClassifier().fit("The Parties shall act.", ["obligation"])
