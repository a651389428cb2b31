"""A small corpus of our own sentences, and a model trained from it."""

from pathlib import Path

import pytest

from servanda.training import load_corpus, train
from servanda.training.corpora import Corpus

GOLDEN = Path(__file__).resolve().parents[2] / "corpora" / "golden"


@pytest.fixture(scope="session")
def golden():
    return load_corpus(GOLDEN)


@pytest.fixture(scope="session")
def small(golden):
    """Give every third golden sentence, as a corpus of its own."""
    return Corpus("small", "en", golden.units[::3], golden.meta)


@pytest.fixture(scope="session")
def nlp(small):
    return train([small])


@pytest.fixture(scope="session")
def folder(nlp, tmp_path_factory):
    """Give the folder of a trained model; tests that change it copy it first."""
    path = tmp_path_factory.mktemp("models") / "small"
    nlp.to_disk(path)
    return path
