import pytest

import servanda
from servanda.analysis.comparison.timeline import readable
from servanda.analysis.comparison.timeline_plot import timeline_plot

REGISTER = "Each Party {} keep a public register of the pilots of its harbours."
BUOYS = "Each Party shall light the buoys that mark the way to its harbours."
DUES = "No Party shall levy dues on vessels that seek shelter from a storm."


@pytest.fixture(scope="module")
def found():
    nlp = servanda.load("rules")
    drafts = [
        [REGISTER.format("shall"), BUOYS],
        [DUES, REGISTER.format("should"), BUOYS],
        [DUES, REGISTER.format("should")],
    ]
    texts = [
        "\n\n".join(["Article 1", *(f"{at}. {words}" for at, words in enumerate(each, start=1))])
        for each in drafts
    ]
    return servanda.timeline([nlp(text) for text in texts], ["June", "July", "August"])


def test_timeline_follows_a_line_through_renumbering(found):
    lines = found.provisions.set_index(found.provisions["refs"].map(tuple))
    line = lines.loc[[("1.1", "1.2", "1.2")]].iloc[0]
    assert line["labels"] == [["obligation"], ["best_endeavour"], ["best_endeavour"]]
    assert line["changes"] == ["softened", "same"]
    assert (line["entered"], line["left"], line["changed"]) == (1, None, [2])


def test_timeline_tells_what_entered_and_what_left(found):
    lines = {tuple(line["refs"]): line for line in found.provisions.to_dict("records")}
    assert lines[None, "1.1", "1.1"]["entered"] == 2
    assert lines["1.2", "1.3", None]["left"] == 3
    assert lines["1.2", "1.3", None]["changes"] == ["same", "removed"]


def test_timeline_scores_the_whole_at_each_draft(found):
    whole = found.scores[found.scores["section"] == 0]
    assert whole["draft"].to_list() == [1, 2, 3]


def test_timeline_shows_a_person_what_changed(found):
    shown = readable(found)
    assert list(shown) == ["1: June", "2: July", "3: August", "changes", "text"]
    assert "softened" in shown["changes"].to_list()


def test_timeline_plot_is_the_same_each_time(found, tmp_path):
    first, second = (timeline_plot(found, tmp_path / name) for name in ("a.svg", "b.svg"))
    assert first.read_bytes() == second.read_bytes()


def test_timeline_of_one_draft_is_refused():
    with pytest.raises(ValueError, match="two drafts or more"):
        servanda.timeline([])
