import pytest

import servanda
from servanda import summary

# The rows of the brief's Table 4, in the words of the shipped sample.
TABLE_4 = {
    "4.4": ("may work together", "best_endeavour"),
    "5.3": ("shall endeavour to share best practices", "best_endeavour"),
    "7.3": ("shall endeavour to cooperate", "best_endeavour"),
    "9.1": ("shall commit to enhancing international cooperation", "obligation"),
    "12.2": ("shall endeavour to cooperate", "best_endeavour"),
    "13.1": ("shall endeavour to", "best_endeavour"),
    "15.2": ("shall endeavour to cooperate", "best_endeavour"),
}


def test_summaries_one_row_for_each_provision(doc):
    frame = summary(doc)
    assert list(frame.index) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3"]
    row = frame.loc["1.1"]
    assert row["section"] == "Section A: OPENNESS"
    assert row["article"] == "Article 1: Access"
    assert row["wording"] == "Each Party “shall, as appropriate, publish its laws”"
    assert row["qualifiers"] == ["as appropriate"]
    assert row["norm_ids"] == ["1.1#1"]


def test_summaries_bearer_within_the_phrase_is_not_said_twice(doc):
    assert summary(doc).loc["1.2", "wording"].startswith("“No Party shall impose customs duties")


def test_summaries_topic_keeps_provisions_by_their_operative_clause(doc):
    frame = summary(doc, topic="cooperation")
    assert list(frame.index) == ["1.3", "2.4"]
    assert frame.loc["1.3", "wording"].startswith("The Parties “shall endeavour to: (a) share best")
    assert frame.loc["2.4", "wording"] == "Parties “may work together”"


def test_summaries_unknown_topic_names_the_choices(doc):
    with pytest.raises(ValueError, match=r"must be one of cooperation, .* Got 'ships' instead"):
        summary(doc, topic="ships")


def test_summaries_sample_gives_the_table_of_the_brief(sample):
    frame = summary(sample, topic="cooperation")
    assert list(frame.index) == list(TABLE_4)
    for provision, (words, label) in TABLE_4.items():
        assert words in frame.loc[provision, "wording"]
        assert frame.loc[provision, "label"] == label


@pytest.mark.parametrize("provision", ["5.7", "7.5", "8.11", "9.5", "12.7", "15.5", "16.9", "19.1"])
def test_summaries_wto_draft_gives_its_own_table(wto, provision):
    assert provision in wto.index


def test_summaries_wto_draft_quotes_the_phrases_of_the_text(wto):
    assert "“may work together" in wto.loc["5.7", "wording"]
    assert "“shall endeavour to cooperate" in wto.loc["8.11", "wording"]
    assert set(wto.loc[["5.7", "7.5", "8.11", "12.7", "15.5"], "label"]) == {"best_endeavour"}


@pytest.fixture(scope="module")
def wto(shared):
    path = shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md"
    return summary(servanda.load("rules")(servanda.read(path)), topic="cooperation")
