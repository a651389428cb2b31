"""Frames of what is in play, and sections as intervals."""

import pytest

import servanda
from servanda.analysis.brackets import readable
from servanda.analysis.reports import page

DRAFT = (
    "Article 1\n\n1. Each Party [shall][should] publish its plan.\n\n"
    "2. Each Party shall pay dues.\n\n3. [Each Party may keep a register.]\n\n"
    "Article 2\n\nEach Party shall keep its promises.\n"
)


@pytest.fixture(scope="module")
def doc():
    return servanda.load("rules")(DRAFT)


def test_brackets_lists_the_contested_provisions(doc):
    frame = servanda.brackets(doc)
    assert frame.index.to_list() == ["1.1", "1.3"]
    assert frame["in_play"].to_list() == [["shall publish", "should publish"], ["may keep"]]
    assert frame["deciding"].to_list() == [["[shall][should]"], []]
    assert frame["can_vanish"].to_list() == [False, True]
    assert (frame["strongest"] >= frame["weakest"]).all()


def test_brackets_of_an_agreed_draft_is_empty():
    frame = servanda.brackets(servanda.load("rules")("Article 1\n\nEach Party shall pay."))
    assert frame.empty
    assert "strongest" in frame


def test_brackets_are_readable(doc):
    frame = readable(servanda.brackets(doc))
    assert frame["in play"].iloc[0] == "shall publish / should publish"
    assert frame["may vanish"].to_list() == ["", "yes"]


def test_intervals_run_from_weak_to_strong(doc):
    frame = servanda.intervals(doc, level="article")
    assert frame.loc["1", ["weak", "middle", "strong"]].to_list() == [62.5, 81.25, 100.0]
    assert frame.loc["2", ["weak", "middle", "strong"]].to_list() == [100.0] * 3
    assert frame.loc["1", "contested"] == pytest.approx(2 / 3)
    assert frame["in_play"].to_list() == [3, 0]
    assert frame["brackets"].to_list() == [3, 0]


def test_scores_of_a_negotiating_text_are_what_it_leaves_open():
    text = "Article 1\n\n" + "Each Party [shall][should] pay dues. " * 6
    scored = servanda.scores(servanda.load("rules")(text), level="draft").iloc[0]
    assert scored[["low", "strength", "high"]].to_list() == [25.0, 62.5, 100.0]
    assert scored["contested"] == 1


def test_report_shows_what_is_still_in_play(doc):
    html = page(doc)
    assert 'class="contested" title="Still in play: obligation to best endeavour' in html
    assert 'name="open"' in html
    assert "[should]" in html


def test_report_of_one_reading_has_no_brackets():
    html = page(servanda.load("rules", brackets="first")(DRAFT))
    assert (
        "[shall" not in html and "should" not in html.split('<section aria-labelledby="sv-text"')[1]
    )


def test_paris_drafts_come_to_agreement(shared):
    folder = shared / "corpora" / "drafts" / "paris-2015"
    nlp = servanda.load("rules", brackets="outcomes")
    shares, density = [], []
    for name in ("2015-10-23_draft", "2015-12-09_draft", "2015-12-12_adopted"):
        whole = servanda.intervals(nlp(servanda.read(folder / f"{name}.md")), "draft").iloc[0]
        assert whole["weak"] <= whole["middle"] <= whole["strong"]
        shares.append(whole["contested"])
        density.append(whole["density"])
    assert shares == sorted(shares, reverse=True) and shares[-1] == 0
    assert density == sorted(density, reverse=True) and density[-1] == 0
