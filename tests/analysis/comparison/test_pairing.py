from types import SimpleNamespace

import pytest

from servanda.analysis.comparison.pairing import lapsed, same_wording

NORM = {
    "operative": "shall transmit",
    "act": "a certified copy to the Parties",
    "text": "The Secretariat, which shall transmit a certified copy to the Parties, is small.",
    "qualifiers": [],
    "bearer": None,
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the secretariat which should transmit a certified copy to the parties", True),
        ("the secretariat which shall transmit a certified copy to the parties", False),
        ("the secretariat may keep the plans and transmit a certified copy of them", False),
        ("the secretariat shall be small", False),
    ],
)
def test_lapsed_norms_are_acts_under_another_modal(words, expected):
    provision = SimpleNamespace(words=tuple(words.split()), norms=())
    assert lapsed(NORM, provision) is expected


def test_same_wording_minds_qualifiers():
    assert same_wording(NORM, {**NORM, "text": "Another sentence."})
    assert not same_wording(NORM, {**NORM, "qualifiers": ["as appropriate"]})
    assert not same_wording(NORM, {**NORM, "operative": "should transmit"})
