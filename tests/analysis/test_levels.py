import pytest

from servanda.analysis.levels import (
    check_level,
    expected_level,
    heading,
    kinds,
    lineage,
    provision,
)


def test_levels_lineage_goes_from_the_inside_out(doc):
    assert lineage(doc, "1.3(a)") == ["1.3(a)", "1.3", "1", "section-A"]
    assert lineage(doc, "") == []


@pytest.mark.parametrize(
    ("section", "home"),
    [("1.3(a)", "1.3"), ("1.3-chapeau", "1.3"), ("3", "3"), ("preamble-1", "preamble-1")],
)
def test_levels_provision_is_the_paragraph_or_the_article(doc, section, home):
    assert provision(doc, section, kinds(doc)) == home


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("article", "5", "Access"), "Article 5: Access"),
        (("article", "5", ""), "Article 5"),
        (("section", "", "Openness"), "Openness"),
        (("preamble", "", ""), "Preamble"),
    ],
)
def test_levels_heading_reads_as_a_citation(parts, name):
    assert heading(*parts) == name


def test_levels_expected_level_groups_the_articles(doc):
    assert expected_level(doc) == "section"


def test_levels_unknown_level_names_the_choices():
    with pytest.raises(
        ValueError, match=r"'level' parameter of scores must be one of draft.*'book'"
    ):
        check_level("book", "scores")
