import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.analysis.comparison.rewording import edits


def shown(before, after):
    """Give two wordings as one: [what went] {what came}."""
    parts, at = [], 0
    for edit in edits(before, after):
        gone, come = before[edit.start : edit.end], after[edit.new_start : edit.new_end]
        parts += [
            before[at : edit.start],
            f"[{gone}]" if gone else "",
            f"{{{come}}}" if come else "",
        ]
        at = edit.end
    return "".join([*parts, before[at:]])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Each Party shall act.", "Each Party should act.", "Each Party [shall]{should} act."),
        ("Parties cooperate.", "Parties cooperate fully.", "Parties cooperate{ fully}."),
        ("as in 4.2 above", "as in 4.3 above", "as in [4.2]{4.3} above"),
        ("the lex-loci rule", "the lex rule", "the [lex-loci]{lex} rule"),
        ("shall\nact", "shall act", "shall\nact"),
        ("", "new words", "{new words}"),
    ],
)
def test_rewording_takes_whole_words(before, after, expected):
    assert shown(before, after) == expected


def test_rewording_takes_a_small_word_between_large_changes_with_them():
    found = shown("Parties ensure the publication.", "Governments seek the announcement.")
    assert found == "[Parties ensure the publication]{Governments seek the announcement}."
    found = shown("each importing Party of cargo", "each exporting Party of parcels")
    assert found == "each [importing]{exporting} Party of [cargo]{parcels}"


def test_rewording_keeps_a_paragraph_apart():
    found = shown(
        "(a) notify;\n\n(b) publish.", "(a) notify; and\n\n(b) publish; and\n\n(c) reply."
    )
    assert found == "(a) notify;{ and}\n\n(b) publish{; and\n\n(c) reply}."


WORDS = st.lists(
    st.sampled_from(["shall", "may", "the", "Party", ",", ".", "\n\n", "(a)"]), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_rewording_leads_from_one_to_the_other(before, after):
    before, after = " ".join(before), " ".join(after)
    made, at = [], 0
    for edit in edits(before, after):
        assert at <= edit.start <= edit.end and (edit.start, edit.new_start) != (
            edit.end,
            edit.new_end,
        )
        made += [before[at : edit.start], after[edit.new_start : edit.new_end]]
        at = edit.end
    assert "".join([*made, before[at:]]).split() == after.split()


def test_rewording_of_a_long_table_ends():
    cells = "0 | " * 5000
    assert shown(cells + "end", "1 | " + cells + "end").count("{") == 1
