import json

import pytest

from servanda.errors import CorpusError
from servanda.training import evaluate, train
from servanda.training.cards import record_figures
from servanda.training.corpora import Corpus
from servanda.training.crossfitting import refit_and_label
from servanda.training.pages import marked, write_json, write_page
from servanda.training.unit import Unit


@pytest.fixture(scope="module")
def unseen(golden):
    """Give golden sentences that the model of the fixture was not fitted to."""
    return Corpus("unseen", "en", golden.units[1::6], golden.meta)


@pytest.fixture(scope="module")
def found(nlp, unseen):
    return evaluate(nlp, unseen)


@pytest.fixture(scope="module")
def refitted(nlp, small):
    return evaluate(nlp, small, folds=2)


def test_evaluation_of_unseen_units(found, unseen):
    assert found.about["units"] == len(unseen.units)
    assert found.figures.at["macro_f1", "value"] > 0.9
    assert found.figures.at["norm_f1", "value"] > 0.9
    assert found.confusion.to_numpy().sum() == len(unseen.units)
    assert found.curve.empty


def test_evaluation_stands_beside_the_baselines(found):
    assert list(found.comparison.index) == ["model", "rules", "keywords", "majority"]
    assert found.comparison.at["keywords", "model_gains"] > 0.3
    assert found.comparison.at["keywords", "p"] < 0.01


def test_evaluation_refuses_what_the_model_has_seen(nlp, small):
    with pytest.raises(CorpusError, match="--folds 5"):
        evaluate(nlp, small)


def test_evaluation_refuses_seen_texts_of_other_treaties(nlp, small):
    moved = [Unit(u.id, u.text, u.label, u.norms, f"x{u.id}") for u in small.units]
    with pytest.raises(CorpusError, match="was fitted to"):
        evaluate(nlp, Corpus("moved", "en", tuple(moved)))


def test_evaluation_with_folds_draws_a_learning_curve(refitted):
    assert list(refitted.curve.index) == [0.125, 0.25, 0.5, 1.0]
    assert refitted.curve["units"].is_monotonic_increasing
    assert refitted.curve.at[1.0, "macro_f1"] == pytest.approx(
        refitted.figures.at["macro_f1", "value"]
    )


def test_evaluation_folds_leave_treaties_out_of_all_corpora(small, monkeypatch):
    """A unit's treaty must never be among those its labeller was fitted to."""
    pairs = [Unit(f"b{u.id}", f"{u.text} ", u.label, u.norms, u.treaty) for u in small.units]
    fitted = []

    def fit(chosen, recipe, seed):
        fitted.append(set(chosen.treaties))
        return train([small], "rules").get_pipe("strength").estimator

    monkeypatch.setattr("servanda.training.crossfitting.fit", fit)
    other = Corpus("other", "en", tuple(pairs))
    refit_and_label(small, [other], "rules", folds=2, curve=False)
    treaties = {unit.treaty for unit in small.units}
    assert len(fitted) == 2
    assert not fitted[0] & fitted[1]
    assert fitted[0] | fitted[1] <= treaties


def test_evaluation_too_few_treaties_for_the_folds(nlp, small):
    one = Corpus("one", "en", small.units[:3])
    with pytest.raises(CorpusError, match="too few for 5 folds"):
        evaluate(nlp, one, folds=5)


def test_evaluation_page_is_whole_and_escaped(found, tmp_path):
    path = tmp_path / "page.html"
    units = found.units.copy()
    units.loc[units.index[0], ["text", "label"]] = ["<script>alert(1)</script>", "obligation"]
    units.loc[units.index[0], "predicted"] = "none"
    write_page(type(found)(**{**vars(found), "units": units}), path)
    page = path.read_text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http://www.w3.org", "")  # the namespaces of SVG
    assert page.count("<article") == len(found.errors) + 1


def test_evaluation_json_has_the_figures_and_no_texts(refitted, tmp_path):
    write_json(refitted, tmp_path / "figures.json")
    content = json.loads((tmp_path / "figures.json").read_text())
    assert content["figures"]["macro_f1"]["low"] < content["figures"]["macro_f1"]["high"]
    assert {"labels", "slices", "curve", "calibration", "comparison"} <= content.keys()
    assert all("text" not in error for error in content["errors"])


def test_evaluation_is_recorded_in_meta_and_card(nlp, refitted, tmp_path):
    nlp.to_disk(tmp_path)
    record_figures(refitted, tmp_path)
    meta = json.loads((tmp_path / "meta.json").read_text())
    assert meta["performance"]["figures"]["macro_f1"]["value"] > 0.8
    assert "| macro f1 |" in (tmp_path / "README.md").read_text()


def test_evaluation_marks_coded_and_found_words():
    assert marked("We shall act.", [(3, 8, "obligation")], [(3, 12, "qualified")]) == [
        ("We ", "", ""),
        ("shall", "obligation", "qualified"),
        (" act", "", "qualified"),
        (".", "", ""),
    ]
