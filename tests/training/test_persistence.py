"""Models as files: what is loaded, and what is refused with one sentence."""

import json
import pickle
import shutil
import zipfile

import numpy as np
import pytest
import skops.io
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from servanda import load
from servanda.annotation.persistence import (
    from_bytes,
    load_estimator,
    save_estimator,
    to_bytes,
)
from servanda.annotation.rules import RuleClassifier
from servanda.errors import ModelError
from servanda.training import train

TEXTS = ["The Parties shall endeavour to act.", "A Party may act.", "Article 3"]


@pytest.fixture
def copy(folder, tmp_path):
    """Give the strength component's folder within a copy of a model."""
    return shutil.copytree(folder, tmp_path / "model") / "strength"


def test_persistence_loaded_model_says_the_same(nlp, folder):
    loaded = load(folder)
    assert loaded.get_pipe("strength").label(TEXTS) == nlp.get_pipe("strength").label(TEXTS)
    assert loaded.meta["training"] == nlp.meta["training"]


def test_persistence_same_training_same_bytes(small, folder, tmp_path):
    train([small]).to_disk(tmp_path / "again")
    for file in folder.rglob("*"):
        if file.is_file():
            again = tmp_path / "again" / file.relative_to(folder)
            assert again.read_bytes() == file.read_bytes(), file.name


def test_persistence_pipeline_survives_bytes(nlp):
    loaded = load("rules").from_bytes(nlp.to_bytes())
    assert loaded.get_pipe("strength").label(TEXTS) == nlp.get_pipe("strength").label(TEXTS)


def test_persistence_rules_need_no_file(tmp_path):
    save_estimator(RuleClassifier(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["estimator.json"]
    assert isinstance(load_estimator(tmp_path), RuleClassifier)
    assert isinstance(from_bytes(to_bytes(RuleClassifier())), RuleClassifier)


def test_persistence_pickle_is_refused(copy):
    (copy / "estimator.skops").write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(ModelError, match="never loaded"):
        load(copy.parent)


@pytest.mark.parametrize("size", [0, 1, 1000])
def test_persistence_truncated_model_is_refused(copy, size):
    file = copy / "estimator.skops"
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(ModelError, match=r"estimator\.skops"):
        load(copy.parent)


def test_persistence_truncated_model_with_its_own_checksum_is_refused(copy):
    with pytest.raises(ModelError, match="damaged"):
        from_bytes((copy / "estimator.skops").read_bytes()[:1000])


def test_persistence_changed_model_is_refused(copy):
    with zipfile.ZipFile(copy / "estimator.skops", "a") as file:
        file.writestr("more.txt", "more")
    with pytest.raises(ModelError, match="checksum"):
        load(copy.parent)


class Unknown(LogisticRegression):
    """A type that no model of ours holds."""


def test_persistence_unknown_type_is_refused():
    model = Unknown().fit(np.eye(2), ["none", "obligation"])
    with pytest.raises(ModelError, match="Unknown"):
        from_bytes(skops.io.dumps(model))


def test_persistence_function_in_disguise_is_refused():
    with pytest.raises(ModelError, match="types"):
        from_bytes(skops.io.dumps(exec))


def test_persistence_other_label_set_is_refused():
    model = make_pipeline(FeatureHasher(8, input_type="string"), LogisticRegression())
    model.fit([["a"], ["b"]], ["strong", "weak"])
    with pytest.raises(ModelError, match="other labels than servanda: strong, weak"):
        from_bytes(to_bytes(model))


@pytest.mark.parametrize(
    ("name", "value"), [("servanda", "7.0.0"), ("scikit-learn", "9.1"), ("format", 99)]
)
def test_persistence_other_version_is_refused(copy, name, value):
    file = copy / "estimator.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), name: value}))
    with pytest.raises(ModelError, match=str(value)):
        load(copy.parent)


def test_persistence_missing_files_are_named(copy):
    (copy / "estimator.json").unlink()
    with pytest.raises(ModelError, match=r"estimator\.json' is missing"):
        load(copy.parent)
