import pytest

from servanda.analysis.grids import grid, shown


def test_grids_lines_fit_the_width():
    rows = [["5.7", "word " * 80, "best_endeavour"], ["5.8", "short", "permission"]]
    lines = grid(["id", "text", "label"], rows, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert any("best_endeavour" in line for line in lines)


def test_grids_long_cells_are_cut_with_an_ellipsis():
    text = grid(["text"], [["word " * 200]], width=40)
    assert text.rstrip().endswith("…") and len(text.splitlines()) == 8


def test_grids_numbers_stand_to_the_right():
    lines = grid(["id", "norms"], [["a", 5], ["b", 12]]).splitlines()
    assert lines[2:] == ["a       5", "b      12"]


def test_grids_labels_are_coloured_only_when_asked():
    rows = [["permission"]]
    assert "\x1b[" in grid(["label"], rows, color=True)
    assert "\x1b[" not in grid(["label"], rows)


def test_grids_indentation_is_kept():
    assert grid(["words"], [["    deep"]]).splitlines()[2] == "    deep"


def test_grids_without_rows_have_a_head():
    assert grid(["id", "label"], []) == "id  label\n--  -----\n"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "yes"),
        (0.5, "0.50"),
        (["a", "b"], "a; b"),
        ("a\x1b[2Jb", "a [2Jb"),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_grids_shown_is_for_people_and_steers_no_terminal(cell, text):
    assert shown(cell) == text
