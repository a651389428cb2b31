"""Brackets are read by deletion alone, whatever stands in them or is missing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import read
from servanda.reading.brackets import READINGS, SEMANTICS, in_play, kept, resolve
from servanda.reading.brackets.grammar import kind_of

PIECES = [
    *(
        "[",
        "]",
        "[[",
        "]]",
        "][",
        "] [",
        " ",
        "\n",
        "\n\n",
        ".",
        ",",
        ": ",
        "; ",
        "{",
        "}",
        "*",
        "/",
    ),
    *(
        "*",
        "/",
        "shall",
        "should",
        "may not",
        "other",
        "X",
        "###",
        "and/or",
        "[^3]",
        "[^3]: ",
        "# ",
    ),
    *("1. ", "(a) ", "3.3alt: ", "Option 1: ", "Option 2: ", "Alt 2", "No text", "Parties", "s"),
    *("placeholder", "recognise that", "as appropriate", "é", "§", "\u2028", "\x00"),
]
junk = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(
    "[] ^:a1.\n", max_size=40
)
plain = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), max_size=30)
balanced = st.recursive(
    plain,
    lambda inner: st.lists(inner | inner.map("[{}]".format), max_size=5).map("".join),
    max_leaves=12,
)


def first(text):
    return resolve(text, "first")[0]


@given(junk, st.sampled_from(READINGS), st.sampled_from(SEMANTICS))
def test_readings_are_made_by_deletion_in_order(text, reading, semantics):
    at = 0
    for start, end in kept(text, reading, semantics):
        assert at <= start < end <= len(text)
        at = end


@given(junk, st.sampled_from(READINGS))
def test_resolve_maps_every_character_back(text, reading):
    words, back = resolve(text, reading)
    places = [back(at) for at in range(len(words))]
    assert "".join(text[at] for at in places) == words
    assert places == sorted(set(places))
    assert back(len(words)) <= len(text)


@given(balanced)
def test_accept_keeps_every_character_outside_bracket_marks(text):
    text = text.replace("[^", "[")
    assert resolve(text)[0] == text.replace("[", "").replace("]", "")


@given(junk, st.sampled_from(READINGS))
def test_resolved_text_has_no_brackets_left(text, reading):
    words = resolve(text, reading)[0]
    assert not in_play(words).strays or "[^" in text


@given(plain, st.sampled_from(READINGS), st.sampled_from(SEMANTICS))
def test_text_without_brackets_is_untouched(text, reading, semantics):
    options = in_play(text, semantics).options
    slices = kept(text, reading, semantics)
    assert options or "".join(text[start:end] for start, end in slices) == text


@given(junk)
@settings(max_examples=200)
def test_brackets_nest_and_every_one_is_in_one_group(text):
    play = in_play(text)
    for at, each in enumerate(play.brackets):
        assert each.start < each.end <= len(text)
        if each.parent >= 0:
            around = play.brackets[each.parent]
            assert each.parent < at and around.start <= each.start and each.end <= around.end
    members = [at for group in play.groups for at in (*group.members, *group.idle)]
    assert sorted(members) == list(range(len(play.brackets)))


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("unit", ["[", "]", "[ ", "[] ", "[a", "a]\n\n", "Option 1: ", "[x. "])
def test_long_junk_is_read_in_linear_time(unit, reading):
    times = []
    for length in (40_000, 160_000):
        taken = []
        for last in "xyz":  # the best of three, each another text: the last ones are remembered
            text = unit * (length // len(unit)) + last
            began = time.process_time()
            resolve(text, reading)
            taken.append(time.process_time() - began)
        times.append(min(taken))
    assert times[1] < max(0.5, 10 * times[0])


def test_a_megabyte_of_opening_brackets_is_read_at_once():
    began = time.process_time()
    assert kept("[" * 1_000_000) == []
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parties [shall][should] act.", "Parties shall act."),
        ("Parties [shall] [should] [other] act.", "Parties shall act."),
        ("Parties shall [prepare] [maintain] plans.", "Parties shall prepare maintain plans."),
        ("a list [of plans] [and of reports]", "a list of plans and of reports"),
        ("[new,] [additional,] funds", "new, additional, funds"),
        ("its [objective] [aim]", "its objective"),
        ("by [2031][2033].", "by 2031."),
        ("every [12 [-18] months][### days].", "every 12 -18 months."),
        ("Parties [may lend] [shall give], as appropriate,", "Parties may lend, as appropriate,"),
        ("the modalit[y][ies] of Part[y] [ies]", "the modality of Party"),
        ("its plan[s] and communication[s[^2]]", "its plans and communications[^2]"),
        ("Parties shall[, if asked,] report.", "Parties shall, if asked, report."),
        ("[reduce dues] [and[/or]][or] [build quays]", "reduce dues and/or build quays"),
        ("the fund *[level of ambition]* pays", "the fund ** pays"),
        ("[No Party shall pay.] [Parties should pay.]", "No Party shall pay."),
        ("[[an] opinion[s]][views] on harbours", "an opinions on harbours"),
        ("4.1 Option 1: One. Option 2: Two.\n\n4.2 Three.", "4.1 One.\n\n4.2 Three."),
        ("shall [facilitate [conduct]] an audit", "shall facilitate an audit"),
        ("[euro][dollars] and [shall][must]", "euro and shall"),
        ("Ships [shall]/[should] pay", "Ships shall pay"),
        ("Ships [shall] or [should] pay", "Ships shall pay"),
        ("Ships [shall/should] pay", "Ships shall pay"),
        ("Ships shall[/should] pay", "Ships shall pay"),
        ("Ships [US: shall] [EU propose: should] pay", "Ships shall pay"),
        ("shall [[file its [new]] [update its] [plan][map]]", "shall file its new update its plan"),
        ("[Alt 1: Ships pay.] [Alt 2: No text.]", "Ships pay."),
    ],
)
def test_first_takes_the_first_of_alternatives(text, expected):
    assert first(text) == expected


def test_reject_leaves_what_is_agreed():
    text = "Each Party shall [, if asked,] report [to the [old] Committee] [yearly]."
    assert resolve(text, "reject")[0] == "Each Party shall report."


def test_deletion_semantics_know_no_alternatives():
    text = "Parties [shall][should] act."
    assert resolve(text, "first", "deletion")[0] == "Parties shallshould act."


def test_paragraph_alt_is_an_alternative_to_the_numbered_one():
    text = "4.3 Each Party shall report.\n\n4.3alt: Each Party may report.\n\n4.4 Dues stay."
    assert [option.absent for option in in_play(text).options] == [False, False]
    assert "may report" not in first(text)
    assert first(text).endswith("4.4 Dues stay.")


@pytest.mark.parametrize(
    "name", ["Option 1", "**Option 1:**", "Option I:", "Option (a):", "Alt 1:", "\n\nOption 1\n\n"]
)
def test_names_of_options_are_known(name):
    other = name.replace("1", "2").replace("I", "II").replace("(a)", "(b)")
    text = f"1. {name} Each Party shall report.\n\n{other} No text."
    assert [option.absent for option in in_play(text).options] == [False, True]


def test_options_end_before_the_next_number():
    text = "4. Option 1: All shall pay.\n\nOption 2:\n\n1. Each may pay.\n\n5. Dues stay.\n"
    last = in_play(text).options[-1]
    assert text[last.start : last.end].endswith("may pay.")


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("1. [Ships pay.\n\n2. Boats pay.]", ["[Ships pay.\n\n2. Boats pay.]"]),
        ("1. Ships pay dues.]", ["Ships pay dues.]"]),
        ("1. Ships] pay dues.", []),
        ("1. Ships pay dues].", []),
        ("Ships pay [dues in port. Boats pay.", ["[dues in port. Boats pay"]),
        ("1. Ships pay [: \n\n(a) dues;\n\n(b) fees].", ["[: \n\n(a) dues;\n\n(b) fees]"]),
        ("1. Ships pay [, if asked].]", ["Ships pay [, if asked].]", "[, if asked]"]),
        ("1. Ships:\n\n  (a) [sail] [by;\n\n2. Boats pay.]", ["[sail]", "[by;", "Boats pay.]"]),
        ("[Ships pay.\n\n## Article 2\n\nBoats pay.]", ["[Ships pay.", "Boats pay.]"]),
        ("Ships pay.[^1]\n\n[^1]: A [note].", ["[note]"]),
    ],
)
def test_missing_brackets_are_understood(text, extents):
    assert [text[each.start : each.end] for each in in_play(text).brackets] == extents


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[other]", "blank"),
        ("[###]", "blank"),
        ("[date]", "blank"),
        ("[placeholder for Annex 2]", "note"),
        ("[US/AU reserve their position]", "note"),
        ("[US/AU propose: Ships shall pay]", "sentence"),
        ("[shall/should]", "modal"),
        ("[recognise the need for]", "frame"),
        ("[No text.]", "absent"),
        ("[and/or]", "connector"),
        ("[are encouraged to]", "modal"),
        ("[, as appropriate, shall]", "preposition"),
        ("[Ships shall pay]", "sentence"),
        ("[regularly]", "adverb"),
        ("[that]", "relative"),
        ("[12 months]", "number"),
        ("[Members/Parties]", "phrase"),
    ],
)
def test_what_stands_in_a_bracket_is_told(text, kind):
    assert kind_of(text, in_play(text).brackets[0]) == kind


def test_notes_and_blanks_are_kept_as_remarks():
    text = "Done at [place]; [Note: to be revised] ships [shall] pay."
    kinds = [(text[start:end], kind) for start, end, kind in in_play(text).remarks]
    assert kinds == [("[place]", "blank"), ("[Note: to be revised]", "note")]


def test_who_said_what_is_kept_beside_the_words():
    text = "Ships [US/AU propose; CL oppose: shall] pay."
    assert [text[start:end] for start, end, _ in in_play(text).remarks] == [
        "US/AU propose; CL oppose: "
    ]


def test_options_stand_in_options():
    text = (
        "1. Option 1: Ships pay.\n\n  Option (a): Boats pay.\n\n  Option (b): Boats do not.\n\n"
        "Option 2: No ship pays.\n"
    )
    play = in_play(text)
    held = play.options_at(text.index("Boats do not"))
    assert [option.name for option in held] == ["Option 1", "Option (b)"]
    assert [option.name for option in play.block(held[0].block)] == ["Option 1", "Option 2"]


@pytest.mark.parametrize(("name", "value"), [("reading", "keep"), ("semantics", "who")])
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(
        ValueError, match=f"The '{name}' parameter of kept must be one of .*{value}"
    ):
        kept("[a]", **{name: value})


def test_drafts_lose_their_brackets_on_the_way_to_adoption(shared):
    drafts = shared / "corpora" / "drafts" / "paris-2015"
    density = []
    for name in ("2015-10-23_draft", "2015-12-09_draft", "2015-12-12_adopted"):
        text = read(drafts / f"{name}.md")
        density.append(len(in_play(text).brackets) / len(text.split()))
    assert density == sorted(density, reverse=True)
    assert density[-1] == 0
