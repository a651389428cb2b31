import numpy as np
import pytest

import servanda
from servanda import rank_correlations, scores, sensitivity
from servanda.analysis.sensitivity import readable, sentence
from servanda.labels import FORMS, SCHEMES

FIRM = "Each Party shall publish its laws. "
CAVEAT = "Each Party shall, as appropriate, publish its laws. "
EFFORT = "The Parties shall endeavour to publish their laws. "


@pytest.fixture(scope="module")
def doc():
    texts = [FIRM * 5, CAVEAT * 5, EFFORT * 5, FIRM * 2]
    parts = (f"Article {number}\n\n{text}" for number, text in enumerate(texts, 1))
    return servanda.load("rules")("\n\n".join(parts))


def test_sensitivity_schemes_weigh_every_form():
    assert list(SCHEMES) == ["default", "horn-mavroidis-sapir", "taped", "convex"]
    for scheme in SCHEMES.values():
        assert set(scheme.weights) == set(FORMS)
        assert scheme.weights["liberty"] is None and scheme.source
        scored = [weight for weight in scheme.weights.values() if weight is not None]
        assert max(scored) == scheme.weights["duty"] == scheme.weights["ban"] == 1


def test_sensitivity_scores_by_the_weights_of_the_scheme(doc):
    frame = sensitivity(doc)
    assert list(frame.index) == ["1", "2", "3"]  # article 4 has too few norms
    for name, scheme in SCHEMES.items():
        expected = [100 * scheme.weights[form] for form in ("duty", "caveat", "effort")]
        assert frame[name].to_list() == pytest.approx(expected)
        assert frame[name].equals(scores(doc, scheme=name)["strength"].dropna())


def test_sensitivity_a_section_stands_above_what_it_outranks_by_every_scheme(doc):
    above = sensitivity(doc)["above"].to_dict()
    # by the binary scheme a caveat counts in full, so that 1 does not outrank 2 everywhere
    assert above == {"1": ["3"], "2": ["3"], "3": []}


def test_sensitivity_kendalls_tau_is_one_for_equal_rankings_and_counts_ties(doc):
    taus = rank_correlations(sensitivity(doc))
    assert np.allclose(taus, taus.T) and np.allclose(np.diag(taus), 1)
    assert taus.loc["default", "convex"] == pytest.approx(1)
    # tau-b of 1, .75, .5 with 1, 1, 0: two pairs agree, one is tied on one side
    assert taus.loc["default", "horn-mavroidis-sapir"] == pytest.approx(2 / np.sqrt(3 * 2))


def test_sensitivity_the_sentence_counts_what_holds(doc):
    said = sentence(sensitivity(doc))
    assert said.startswith("Of 3 pairs of sections, 2 rank alike under all 4 schemes")
    assert "horn-mavroidis-sapir (0.82)" in said


def test_sensitivity_says_nothing_of_one_section(doc):
    assert sentence(sensitivity(doc, level="draft")) == ""


def test_sensitivity_readable_has_whole_numbers(doc):
    shown = readable(sensitivity(doc))
    assert shown.loc["2", "taped"] == "50" and shown.loc["1", "above"] == "3"
