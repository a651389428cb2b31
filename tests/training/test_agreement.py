import numpy as np
import pytest

from servanda.errors import CorpusError
from servanda.training import agreement
from servanda.training.agreement import cohen_kappa, krippendorff_alpha
from servanda.training.unit import Unit


def unit(name, label, norms=(), text="The Parties shall act and may rest."):
    return Unit(name, text, label, norms, "t1")


def test_agreement_alpha_of_krippendorffs_example():
    """Section B of his paper: two observers, ten units, six values apart from missing ones."""
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    table = np.zeros((2, 2), int)
    np.add.at(table, (first, second), 1)
    assert krippendorff_alpha(table) == pytest.approx(0.095, abs=5e-4)


def test_agreement_kappa_of_a_known_table():
    assert cohen_kappa(np.array([[20, 5], [10, 15]])) == pytest.approx(0.4)


def test_agreement_ordinal_alpha_forgives_near_misses():
    near, far = np.diag([10, 10, 10, 10]), np.diag([10, 10, 10, 10])
    near[0, 1] = far[0, 3] = 4
    assert krippendorff_alpha(near, ordinal=True) > krippendorff_alpha(far, ordinal=True)
    assert krippendorff_alpha(near) == pytest.approx(krippendorff_alpha(far), abs=0.02)


def test_agreement_lists_what_differs():
    first = [unit("a", "obligation", ((12, 17, "obligation"),)), unit("b", "none")]
    second = [unit("a", "qualified", ((12, 21, "qualified"),)), unit("b", "none")]
    found = agreement(first, second)
    assert found.figures.at["same_label", "value"] == 0.5
    assert found.figures.at["norm_f1", "value"] == 1
    assert found.figures.at["norm_and_label_f1", "value"] == 0
    assert list(found.disagreements.index) == ["a"]
    assert found.disagreements.at["a", "second_norms"] == "shall act (qualified)"


def test_agreement_needs_the_same_units():
    with pytest.raises(CorpusError, match="no unit in common"):
        agreement([unit("a", "none")], [unit("b", "none")])
    with pytest.raises(CorpusError, match="another text"):
        agreement([unit("a", "none")], [unit("a", "none", text="Other words.")])
