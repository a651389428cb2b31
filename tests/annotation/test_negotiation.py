"""The component for negotiating texts: norms of a reading at their places in the file's text."""

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda

DRAFT = (
    "Article 1\n\n1. Each Party [shall][should] publish its plan[s].\n\n"
    "2. [The Committee may report to the Parties[, as appropriate,] each year.]\n\n"
    "3. Option 1: Each Party shall pay dues. Option 2: No text.\n"
)
PIECES = ["[", "]", "][", " ", "\n\n", "1. ", "Article 1\n\n", "Option 1: ", "shall", "pay", "[^1]"]


@cache
def pipeline(brackets):
    return servanda.load("rules", brackets=brackets)


def read(text, brackets=None):
    return pipeline(brackets)(text)


def test_negotiation_leaves_agreed_texts_alone():
    text = "Article 1\n\nEach Party shall pay dues in [sic] euro."
    assert "outcomes" not in read(text).spans
    assert "outcomes" in read(text, "outcomes").spans
    assert "kept" not in read(text).user_data


def test_negotiation_quotes_the_reading_and_points_into_the_file():
    norms = servanda.norms(read(DRAFT))
    assert norms["operative"].to_list() == ["shall publish", "may report", "shall pay"]
    first = norms.iloc[0]
    assert DRAFT[first["start"] : first["end"]] == "shall][should] publish"
    assert first["text"] == "Each Party shall publish its plans."


def test_negotiation_tells_what_each_provision_can_become():
    norms = servanda.norms(read(DRAFT))
    assert norms["strongest"].to_list() == ["obligation", "permission", "obligation"]
    assert norms["weakest"].to_list() == ["best_endeavour", "permission", "obligation"]
    assert norms["can_vanish"].to_list() == [False, True, True]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("reject", ["publish"]),
        ("first", ["shall publish", "may report", "shall pay"]),
    ],
)
def test_negotiation_reads_as_it_is_told(reading, expected):
    doc = read(DRAFT, reading)
    assert "outcomes" not in doc.spans
    found = servanda.norms(doc)["operative"].to_list()
    assert found == expected or set(found) < set(expected)


def test_negotiation_sections_of_a_reading_stand_at_their_places():
    outline = servanda.outline(read(DRAFT, "reject"))
    start = int(outline.loc["1.1", "start"])
    assert DRAFT[start:].startswith("1. Each Party")


def test_negotiation_wrong_settings_are_named():
    with pytest.raises(ValueError, match="'brackets' parameter of load must be one of"):
        servanda.load("rules", brackets="keep")


@pytest.mark.parametrize("unit", ["[", "]", "[ ", "[a", "[] ", "[[a]] ", "..."])
def test_negotiation_of_long_junk_ends(unit):
    text = unit * (60_000 // len(unit))
    began = time.process_time()
    read(text, "outcomes")
    assert time.process_time() - began < 8


@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.sampled_from([None, "accept", "reject", "first", "outcomes"]),
)
@settings(max_examples=120, deadline=None)
def test_negotiation_never_fails(text, brackets):
    doc = read(text, brackets)
    for frame in (servanda.norms(doc), servanda.outline(doc)):
        assert (frame["start"] <= frame["end"]).all()
        assert frame["end"].max() <= len(text) or frame.empty
    servanda.scores(doc, level="draft")
    servanda.brackets(doc)
