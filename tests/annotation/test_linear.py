import pickle
import subprocess
import sys

import numpy as np
import pytest
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from servanda.annotation.linear import HashedRegression, read_linear
from servanda.annotation.persistence import from_bytes, to_bytes

ROWS = [[f"word={n % 7}", f"tail={n * n % 11}", "é", "word"] for n in range(60)]
LABELS = [("obligation", "permission", "none")[n % 7 % 3] for n in range(60)]


def fitted(labels, **options):
    hasher = FeatureHasher(256, input_type="string", **options)
    return make_pipeline(hasher, LogisticRegression(max_iter=200)).fit(ROWS, labels)


def test_linear_gives_the_shares_of_scikit_learn():
    model = fitted(LABELS)
    read = from_bytes(to_bytes(model))
    assert isinstance(read, HashedRegression)
    assert list(read.classes_) == list(model.classes_)
    unseen = [["word=3", "new"], [], ["word", "word", "word"], *ROWS]
    np.testing.assert_allclose(
        read.predict_proba(unseen), model.predict_proba(unseen), rtol=0, atol=1e-12
    )


def test_linear_is_written_as_it_was_read():
    data = to_bytes(fitted(LABELS))
    read = read_linear(data)
    assert to_bytes(read) == data
    again = pickle.loads(pickle.dumps(read))
    assert np.array_equal(again.predict_proba(ROWS), read.predict_proba(ROWS))


@pytest.mark.parametrize("kind", ["two classes", "no signs", "no archive"])
def test_linear_leaves_to_skops_what_it_is_not(kind):
    if kind == "two classes":
        data = to_bytes(fitted([label == "none" for label in LABELS]))
    elif kind == "no signs":
        data = to_bytes(fitted(LABELS, alternate_sign=False))
    else:
        data = b"PK and nothing else"
    assert read_linear(data) is None


def test_linear_the_default_model_needs_no_scikit_learn():
    code = "import sys, servanda; servanda.load(); print({'sklearn', 'skops'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"
