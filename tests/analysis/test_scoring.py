import numpy as np
import pandas as pd
import pytest

import servanda
from servanda import norms, scores
from servanda.analysis.scoring import readable
from servanda.labels import COVERAGE, FORMS


def test_scoring_strength_is_the_mean_weight_without_permissions(doc):
    row = scores(doc, level="draft").loc["draft"]
    own = norms(doc).query("not inherited")
    weights = [FORMS[form].weight for form in own["form"] if FORMS[form].weight is not None]
    assert row["norms"] == len(own) == 8
    assert row["strength"] == pytest.approx(100 * np.mean(weights))
    assert row["flexibility"] == pytest.approx(1 / 8)
    assert row["low"] < row["strength"] < row["high"]


def test_scoring_every_score_leads_to_its_norms(doc):
    frame = scores(doc, level="article")
    assert frame.loc["1", "norm_ids"] == ["1.1#1", "1.2#1", "1.3#1"]
    assert set(frame["norm_ids"].explode()) <= set(norms(doc).index)


def test_scoring_shares_add_up(doc):
    frame = scores(doc)
    labels = ["obligation", "prohibition", "qualified", "best_endeavour", "permission"]
    assert frame.loc[frame["norms"] > 0, labels].sum(axis=1).to_list() == pytest.approx([1.0, 1.0])


def test_scoring_norms_roll_up_to_each_section_of_the_kind(doc):
    frame = scores(doc, level="section")
    assert frame["norms"].to_dict() == {"section-A": 7, "section-B": 1}


def test_scoring_few_norms_give_no_strength(doc):
    row = scores(doc, level="section").loc["section-B"]
    assert row["note"] == "too few"
    assert np.isnan(row["strength"]) and np.isnan(row["low"]) and np.isnan(row["high"])


def test_scoring_same_seed_same_interval(sample):
    assert scores(sample, seed=1).equals(scores(sample, seed=1))
    assert not scores(sample, seed=1).equals(scores(sample, seed=2))


def test_scoring_interval_agrees_with_resampling_norm_by_norm(sample):
    own = norms(sample).query("not inherited")
    weights = own["form"].map(lambda form: FORMS[form].weight).dropna().to_numpy(float)
    drawn = np.random.default_rng(0).choice(weights, (20_000, len(weights))).mean(axis=1)
    expected = 100 * np.percentile(drawn, [2.5, 97.5])
    row = scores(sample, level="draft").loc["draft"]
    assert [row["low"], row["high"]] == pytest.approx(list(expected), abs=1)


def test_scoring_unknown_level_is_refused(doc):
    with pytest.raises(ValueError, match="must be one of"):
        scores(doc, level="book")


def test_scoring_sections_without_norms_are_listed(doc):
    row = scores(doc, level="preamble").loc["preamble"]
    assert row["norms"] == 0 and row["note"] == "too few" and pd.isna(row["flexibility"])


def test_scoring_readable_has_whole_numbers(doc):
    frame = readable(scores(doc))
    assert frame.loc["section-A", "strength"] == "75"
    assert frame.loc["section-B", "strength"] == "too few"
    assert frame.loc["section-B", "shares"] == "100% best_endeavour"


@pytest.fixture(scope="module")
def settled():
    """Give a draft of three chapters, the second outside dispute settlement, the third part."""
    parts = [
        f"# CHAPTER {number}: {title}\n\n## Article {number}\n\n" + text
        for number, (title, text) in enumerate(
            [
                ("Customs procedures", _LAWS),
                ("Competition policy", f"{_LAWS}\n\nChapter 4 shall not apply to this Chapter."),
                ("Environment", f"{_LAWS}\n\nChapter 4 shall not apply to paragraphs 1 to 2."),
                ("Dispute Settlement", "1. An arbitral panel shall decide disputes."),
            ],
            start=1,
        )
    ]
    return servanda.load("rules")("\n\n".join(parts))


_LAWS = "\n\n".join(f"{number}. Each Party shall publish its laws." for number in range(1, 9))


def test_scoring_enforceability_is_strength_times_the_factor_of_coverage(settled):
    frame = scores(settled, level="chapter").loc[["chapter-1", "chapter-2", "chapter-3"]]
    assert frame["strength"].to_list() == [100, 100, 100]
    assert frame["coverage"].to_list() == ["covered", "excluded", "75% covered, 25% excluded"]
    factors = [1, COVERAGE["excluded"], 0.75 + 0.25 * COVERAGE["excluded"]]
    assert frame["enforceability"].to_list() == pytest.approx([100 * f for f in factors])
    assert readable(frame)["enforceability"].to_list() == ["100", "50", "88"]


def test_scoring_unknown_coverage_is_printed_as_unknown(doc):
    frame = scores(doc)
    assert frame.loc["section-A", "coverage"] == "unknown"
    assert np.isnan(frame.loc["section-A", "enforceability"])
    assert readable(frame)["enforceability"].to_dict() == {"section-A": "unknown", "section-B": ""}


def test_scoring_by_area_takes_each_norm_once(settled):
    frame = scores(settled, level="area", taxonomy="trade-areas")
    assert list(frame.index) == ["Customs", "CompetitionPolicy", "EnvironmentalLaws"]
    assert frame["norms"].to_list() == [8, 8, 8]
    assert frame.loc["CompetitionPolicy", "title"] == "Competition policy"
    assert frame.loc["CompetitionPolicy", "enforceability"] == 50
    assert scores(settled, level="area").equals(frame)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"scheme": "mine"}, "'scheme' parameter of scores must be one of default"),
        ({"taxonomy": "trade-areas"}, "is for level='area' alone"),
    ],
)
def test_scoring_wrong_arguments_are_refused(doc, arguments, message):
    with pytest.raises(ValueError, match=message):
        scores(doc, **arguments)
