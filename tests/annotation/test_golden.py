"""The golden sentences, as a lawyer marked them, against the rules."""

import tomllib
from pathlib import Path

import pytest

from servanda.annotation.strength import Strength
from servanda.labels import LABELS
from servanda.training.markup import unmark

ROOT = Path(__file__).resolve().parents[2]
HARD = tomllib.loads((ROOT / "tests/golden/norms.toml").read_text("utf-8"))["sentence"]
CORPUS = tomllib.loads((ROOT / "corpora/golden/sentences.toml").read_text("utf-8"))["sentence"]


@pytest.fixture(scope="module")
def rules():
    """Give the component that labels by rule."""
    return Strength("en")


def _tagged(spans, text, tag):
    return [text[start:end] for start, end, name in spans if name == tag]


@pytest.mark.parametrize("case", HARD, ids=lambda case: case["id"])
def test_golden_label(rules, case):
    text, _ = unmark(case["text"])
    ((label, _, _),) = rules.label([text])
    assert label == case["label"]


@pytest.mark.parametrize("case", HARD, ids=lambda case: case["id"])
def test_golden_norms_are_found_under_their_operative_phrase(rules, case):
    text, spans = unmark(case["text"])
    ((_, _, norms),) = rules.label([text])
    found = [(norm["start"], norm["label"]) for norm in norms]
    assert found == [(start, tag) for start, _, tag in spans if tag in LABELS]


@pytest.mark.parametrize("case", HARD, ids=lambda case: case["id"])
def test_golden_qualifiers_are_slices(rules, case):
    text, spans = unmark(case["text"])
    ((_, _, norms),) = rules.label([text])
    found = {words for norm in norms for words in norm["qualifiers"]}
    assert set(_tagged(spans, text, "qualifier")) <= found


def test_golden_corpus_operative_phrases_and_bearers(rules):
    marked = [unmark(case["text"]) for case in CORPUS]
    verdicts = rules.label([text for text, _ in marked])
    phrases = bearers = phrases_right = bearers_right = 0
    for (text, spans), (_, _, norms) in zip(marked, verdicts, strict=True):
        expected = {text[s:e] for s, e, tag in spans if tag in LABELS}
        phrases += len(expected)
        phrases_right += len(expected & {norm["operative"] for norm in norms})
        expected = set(_tagged(spans, text, "bearer"))
        bearers += len(expected)
        bearers_right += len(expected & {norm["bearer"] for norm in norms})
    assert phrases_right / phrases > 0.93
    assert bearers_right / bearers > 0.90


def test_golden_corpus_labels(rules):
    verdicts = rules.label([unmark(case["text"])[0] for case in CORPUS])
    wrong = [
        c["id"] for c, (label, _, _) in zip(CORPUS, verdicts, strict=True) if label != c["label"]
    ]
    assert len(wrong) <= 10, wrong
