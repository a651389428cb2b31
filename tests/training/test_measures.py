import numpy as np
import pytest
from sklearn.metrics import f1_score

from servanda.training import measures


@pytest.fixture
def coded():
    random = np.random.default_rng(0)
    truth = random.choice(measures.NAMES, 300)
    noisy = np.where(random.random(300) < 0.8, truth, random.choice(measures.NAMES, 300))
    return truth, noisy, random.integers(0, 20, 300).astype(str)


def test_measures_macro_f1_is_that_of_scikit_learn(coded):
    truth, given, treaties = coded
    total = measures.confusions(truth, given, treaties).sum(axis=0)
    assert measures.macro_f1(total) == pytest.approx(f1_score(truth, given, average="macro"))


def test_measures_interval_holds_the_value(coded):
    value, low, high = measures.intervals(measures.confusions(*coded), measures.macro_f1)
    assert low < value < high
    assert high - low < 0.2


def test_measures_randomisation_tells_chance_from_gain(coded):
    truth, given, treaties = coded
    good = measures.confusions(truth, given, treaties)
    bad = measures.confusions(truth, np.roll(truth, 1), treaties)
    assert measures.randomisation(good, bad)[1] < 0.01
    assert measures.randomisation(good, good) == (0, 1)


def test_measures_calibration_error_of_the_honest_is_nought():
    confidence = np.repeat([0.5, 1.0], 50)
    right = [*([True, False] * 25), *([True] * 50)]
    curve = measures.calibration(confidence, right, bins=2)
    assert measures.calibration_error(curve) == 0
    assert measures.calibration_error(measures.calibration(np.ones(100), right)) > 0.2


def test_measures_pairs_overlapping_norms_once():
    coded = [(0, 5, "obligation"), (10, 15, "permission")]
    found = [(2, 12, "obligation"), (30, 40, "none")]
    assert measures.paired(coded, found) == [
        ("obligation", "obligation"),
        ("permission", None),
        (None, "none"),
    ]


def test_measures_binding_taken_for_effort():
    truth = ["obligation", "best_endeavour", "prohibition", "none"]
    given = ["best_endeavour", "best_endeavour", "prohibition", "obligation"]
    total = measures.confusions(truth, given, ["t"] * 4)[0]
    assert measures.binding_confusion(total) == pytest.approx(1 / 3)
