"""Sentences: what no lawyer would cut stays whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.annotation.sentences import sentences
from servanda.annotation.structure import parse
from servanda.annotation.units import units


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Each Party shall, in accordance with Art. 4, endeavour to act.",
        "Each Party shall, under Arts. 4 and 5, endeavour to act.",
        "Under para. 2 and paras. 3 to 5 each Party shall endeavour to act.",
        "A Party shall apply Protocol No. 3 without delay.",
        "The U.N. bodies shall help.",
        "Seals, e.g. Red ones, i.e. Wax, shall be kept.",
        "Seals, stamps, etc. shall be kept.",
        "A Party (it shall be told. This is enough.) shall act.",
        "A Party shall act in line with Sec. 301 of that law.",
        "Each Party shall [, as set out in Art. 5,] act.",
    ],
)
def test_sentences_leave_whole(text):
    assert cut(text) == [text]


def test_sentences_cut_between_sentences():
    assert cut("A Party shall act. It may rest.") == ["A Party shall act.", "It may rest."]


def test_sentences_keep_a_note_mark_with_the_words_before():
    assert cut("A Party shall act.[^3] It may rest.") == ["A Party shall act.[^3]", "It may rest."]


def test_sentences_cut_between_blocks_but_not_in_a_broken_one():
    assert len(cut("A Party shall act\n\nIt may rest.")) == 2
    assert len(cut("A Party shall\n\nact at once.")) == 1


def test_sentences_cut_before_a_bracketed_sentence():
    assert cut("[A Party shall act.] [It may rest.]") == ["[A Party shall act.]", "[It may rest.]"]


@pytest.mark.parametrize("second", ["12 Parties may rest.", "‘Port’ means a harbour.", "– It may."])
def test_sentences_cut_before_what_is_no_capital(second):
    assert cut(f"A Party shall act. {second}") == ["A Party shall act.", second]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='aA.!?()[]^1 \n"É:;,'))
def test_sentences_are_slices_in_order(text):
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


def of(text):
    return [
        (
            unit.section,
            " ".join(text[unit.start : unit.end].split()),
            [item[0] for item in unit.items],
        )
        for unit in units(text, parse(text))
    ]


def test_units_take_a_list_with_items_and_tail_as_one():
    text = "Article 7\n\nA Party may:\n\n(a) ask; or\n\n(b) wait,\n\nas it sees fit. It shall tell."
    assert of(text) == [
        ("7", "A Party may: (a) ask; or (b) wait, as it sees fit.", ["7(a)", "7(b)"]),
        ("7", "It shall tell.", []),
    ]


def test_units_take_the_second_sentence_of_an_item_apart():
    text = "Article 7\n\nA Party may:\n\n(a) ask. It shall pay.\n\n(b) wait."
    assert of(text) == [
        ("7", "A Party may: (a) ask. It shall pay. (b) wait.", ["7(a)", "7(b)"]),
        ("7(a)", "It shall pay.", []),
    ]


def test_units_give_the_leaves_of_nested_lists():
    text = "Article 7\n\nA Party may:\n\n(a) ask:\n\n(i) once;\n\n(ii) twice; or\n\n(b) wait."
    assert of(text)[0][2] == ["7(a)(i)", "7(a)(ii)", "7(b)"]


def test_units_leave_headings_and_enumerators_out():
    assert of("## Article 1: Seals\n\n1. A Party shall act.") == [("1.1", "A Party shall act.", [])]


def test_units_of_a_text_without_structure():
    assert of("A Party shall act. It may rest.") == [
        ("body", "A Party shall act.", []),
        ("body", "It may rest.", []),
    ]


def test_units_of_recitals_and_footnotes():
    text = (
        "## Preamble\n\nThe Parties,\n\nRecalling x,\n\nHave agreed as follows:\n\n"
        "## Article 1\n\nAct.\n\n[^1]: No."
    )
    assert [unit[0] for unit in of(text)] == ["preamble", "preamble-1", "preamble", "1", "fn-1"]


def test_units_do_not_take_an_option_for_the_lead_of_a_list():
    text = "Article 6\n\nOption 1:\n\n1. A Party shall pay.\n\n2. It may wait."
    assert [unit[0] for unit in of(text)] == ["6", "6.1", "6.2"]
