"""The norms of known drafts are what they were: an optimisation is to change no label."""

import importlib.util
import json

import pandas as pd
import pytest

from servanda.batch import batch


@pytest.fixture(scope="module")
def golden(root):
    """Give the module that makes the fingerprints."""
    spec = importlib.util.spec_from_file_location("build_golden", root / "docs/build_golden.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fingerprints(golden, name):
    return json.loads(golden.FINGERPRINTS.read_text("utf-8"))[name]


def assert_same(now, before, name):
    changed = [
        f"{draft} ({before[draft][:20]} → {now[draft][:20]})"
        for draft in now
        if now[draft] != before[draft]
    ]
    assert not changed, (
        f"Under the model '{name}' the norms of {len(changed)} of {len(now)} drafts are not what "
        f"they were: {'; '.join(changed)}. If that is meant, run `make golden` and say in "
        "CHANGELOG.md which labels changed."
    )


@pytest.mark.parametrize("name", ["rules", "default"])
def test_labels_are_those_of_before(golden, name):
    before = fingerprints(golden, name)
    assert set(before) == set(golden.DRAFTS)
    assert_same(golden.found(golden.MODELS[name], golden.there()), before, name)


def test_labels_of_a_batch_are_those_of_before(golden, tmp_path):
    batch(golden.there(), tmp_path / "out", jobs=1)
    norms = pd.read_parquet(tmp_path / "out/norms").set_index("id")
    now = {
        document.rpartition("/")[2]: golden.fingerprint(frame)
        for document, frame in norms.groupby("document")
    }
    assert len(now) == len(golden.there())
    assert_same(now, fingerprints(golden, "default"), "default")
