"""Each model in the source tree loads, labels, and says what it was made from."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from servanda import load
from servanda.training.fitting import read_reserve

MODELS = sorted(path.parent for path in Path(__file__).parents[1].glob("models/*/meta.json"))
SENTENCES = {
    "en": ("The Parties shall endeavour to cooperate.", "best_endeavour"),
    "es": ("Las Partes publicarán sus leyes.", "obligation"),
    "fr": ("Les Parties publient leurs lois.", "obligation"),
}


@pytest.fixture(params=MODELS, ids=lambda folder: folder.name)
def folder(request):
    return request.param


@pytest.fixture
def meta(folder):
    return json.loads((folder / "meta.json").read_text("utf-8"))


def test_models_label(folder, meta):
    text, label = SENTENCES[meta["lang"]]
    assert load(folder).get_pipe("strength").label([text])[0][0] == label


def test_models_saved_with_their_pipeline_are_loaded_by_spacy_alone(tmp_path):
    load().to_disk(tmp_path)
    program = (
        "import spacy, sys; doc = spacy.load(sys.argv[1])('Each Party shall act, (((((((((.');"
        "print(len(doc), *[norm.label_ for norm in doc.spans['norms']])"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.check_output(command, text=True) == "6 obligation\n"


def test_models_have_their_figures_and_a_card(folder, meta):
    assert meta["performance"]["folds"] == 5
    assert meta["performance"]["figures"]["macro_f1"]["low"] > 0.5
    card = (folder / "README.md").read_text("utf-8")
    about = json.loads((folder / "strength" / "estimator.json").read_text("utf-8"))
    assert about["sha256"] in card
    assert "CC BY-NC 4.0" in card


def test_models_are_small(folder):
    assert sum(file.stat().st_size for file in folder.rglob("*")) < 5_000_000


def test_models_learned_nothing_from_reserved_treaties(meta, shared):
    reserve = read_reserve(shared / "gold" / "reserved_treaties.txt")
    assert not reserve & set(meta["training"]["treaties"])
