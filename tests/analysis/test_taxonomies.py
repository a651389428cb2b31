import csv
from pathlib import Path

import pytest

import servanda
from servanda import areas, taxonomy
from servanda.analysis.taxonomies import taxonomies
from servanda.errors import TaxonomyError

CLIMATE = """
title = "Climate talks"

[[areas]]
id = "adaptation"
name = "Adaptation"
group = ["Action"]
headings = ["adaptation"]
cues = ["climate-resilient", "sea level/levels"]

[[areas]]
id = "finance"
name = "Finance"
headings = ["=finance"]
cues = ["climate fund*", "funds ... mobilised"]
"""
TREATY = """# Accord

## Article 1: Adaptation

1.1 Each Party shall raise its dykes before sea levels rise.

1.2 The climate fund shall pay for dykes.

## Article 2: Finance

Each Party shall say each year which funds it has mobilised.

## Article 3: Finance and Adaptation

The climate funding of each Party shall grow.

## Article 4: Seat

The seat of the Secretariat shall be in a port.
"""
# article of INF/ECOM/87: the issue that it is on
ARTICLES = {
    "4.1": "A.1(1)",
    "5.7": "A.1(2)",
    "6": "A.1(3)",
    "7.5": "A.1(4)",
    "8.11": "A.2(1)",
    "9.2": "A.2(4)",
    "10.5": "A.1(5)",
    "11.3": "B.3(1)",
    "12.7": "B.4(1)",
    "13.2": "B.4(2)",
    "14.2": "C.1(1)",
    "15.5": "C.1(2)",
    "16.4": "C.2(1)",
    "17.2": "D.2(1)",
    "18": "D.1(1)",
    "19.2": "D.1(4)",
    "20.6": "D.3(1)",
    "21.7": "E.1(1)",
    "annex-2.5": "E.1(1)",
    "22": "Annex(4)",
    "27.1": "Annex(5)",
    "28.3": "Annex(6)",
    "33.1": "Annex(7)",
}


@pytest.fixture(scope="module")
def climate(tmp_path_factory):
    path = tmp_path_factory.mktemp("taxonomy") / "climate.toml"
    path.write_text(CLIMATE, "utf-8")
    return path


@pytest.fixture(scope="module")
def rules():
    return servanda.load("rules")


def test_taxonomies_of_a_user_sort_a_draft(rules, climate):
    frame = areas(rules(TREATY), climate)
    assert frame["area"].fillna("").to_dict() == {
        "1.1": "adaptation",
        "1.2": "adaptation",  # the heading counts more than the text
        "2": "finance",
        "3": "adaptation",  # "finance" has to be the whole heading
        "4": "",
    }
    assert frame.loc["1.1", ["name", "group"]].to_list() == ["Adaptation", "Action"]
    assert frame.loc["1.1", "cues"] == ["Adaptation", "sea levels"]
    assert frame.at["1.1", "score"] > frame.at["1.2", "score"] > frame.at["4", "score"] == 0
    assert frame.at["4", "cues"] == frame.at["4", "rivals"] == []


def test_taxonomies_name_what_competes(rules, climate):
    text = "Article 1\n\nEach Party shall pay into the climate fund as sea levels rise."
    row = areas(rules(text), climate).loc["1"]
    assert row["area"] == "finance" and row["rivals"] == ["adaptation"]
    assert row["score"] == pytest.approx(1 / 3, abs=0.001)


@pytest.mark.parametrize("name", taxonomies())
def test_taxonomies_shipped_are_whole(name):
    for area in taxonomy(name).areas.values():
        assert area.name and area.headings and area.group


def test_taxonomies_sample_agrees_with_its_own_numbers(sample):
    """The headings of the sample say which issue each article is on."""
    found = areas(sample, "ecommerce")["area"]
    outline = servanda.outline(sample)
    told = outline["title"].str.extract(r"\(([A-F]\.\d\(\d\))\)")[0].dropna()
    assert len(told) > 10
    for article, issue in told.items():
        own = found[[i for i in found.index if i == article or i.startswith(f"{article}.")]]
        assert set(own) == {issue}, article


def test_taxonomies_wto_articles_have_their_issues(rules, shared):
    text = servanda.read(shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md")
    found = areas(rules(text), "ecommerce")["area"]
    assert found[list(ARTICLES)].to_dict() == ARTICLES
    assert "A.2(8)" not in set(found) and "B.4(3)" not in set(found)  # dropped since 2021


def test_taxonomies_trade_areas_are_the_columns_of_the_world_bank(shared):
    with (shared / "external/wb_legal_enforceability.csv").open(encoding="utf-8") as file:
        columns = {(row["area"], row["group"]) for row in csv.DictReader(file)}
    known = {(area.id, area.group[0]) for area in taxonomy("trade-areas").areas.values()}
    assert known == columns


def test_taxonomies_chapters_pass_their_area_on(rules):
    text = (
        "# Chapter 1: Trade Remedies\n\n## Article 1: Notice\n\nA Party shall give notice.\n\n"
        "# Chapter 2: Intellectual Property\n\n## Article 2: Scope\n\nA Party may do more.\n\n"
        "# Chapter 3: Economic Cooperation\n\n## Article 3: Energy\n\nThe Parties shall talk.\n\n"
        "# Chapter 4: Establishment of the Free Trade Area\n\n## Article 4: Seat\n\nIt shall be."
    )
    frame = areas(rules(text), "trade-areas")
    assert frame["area"].fillna("").to_list() == ["AD", "TRIPs", "Energy", ""]
    assert frame.at["1", "rivals"] == ["CVM"] and frame.at["2", "rivals"] == ["IPR"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title = ", "is no taxonomy"),
        ("title = 'x'", "'areas'"),
        ("title = 'x'\n[[areas]]\nname = 'y'", "'id'"),
        ("title = 'x'\n[[areas]]\nid = 'a'\nname = 'y'\nwords = ['z']", "unknown key 'words'"),
        ("title = 'x'\n[[areas]]\nid = 'a'\nname = 'y'\ncues = 'z'", "cues.*list"),
        ("title = 'x'\n[[areas]]\nid = 'a'\nname = 'y'\ncues = ['ab*']", "needs 3 letters"),
        ("title = 'x'\n[[areas]]\nid = 'a'\nname = 'y'\ncues = ['(the) sea']", "first word"),
        (CLIMATE + CLIMATE.partition("\n\n")[2], "area 'adaptation' twice"),
    ],
)
def test_taxonomies_faults_are_told(tmp_path, content, message):
    path = tmp_path / "bad.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(TaxonomyError, match=message):
        taxonomy(path)


def test_taxonomies_unknown_name_is_refused():
    with pytest.raises(TaxonomyError, match=r"no taxonomy 'sea'.*ecommerce, trade-areas"):
        taxonomy("sea")


def test_taxonomies_format_is_documented_with_an_example_that_works(root, tmp_path, rules):
    readme = Path(root / "pipeline/servanda/data/taxonomies/README.md").read_text("utf-8")
    path = tmp_path / "readme.toml"
    path.write_text(readme.split("```toml\n")[1].split("```")[0], "utf-8")
    text = "Article 1: Loss and Damage\n\nEach Party shall plan ahead."
    assert areas(rules(text), path)["area"].to_dict() == {"1": "adaptation"}
