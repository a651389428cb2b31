import json
import re

import pytest
from lxml import html

import servanda
from servanda.analysis.comparison.page import markup, page

BEFORE = """# Draft on <Open> Harbours

# SECTION A: OPENNESS

## Article 1: Access <b>to</b> berths

1.1 Each Party shall publish its tariffs </style><script>alert(1)</script> for every berth.

1.2 Each Party shall keep a public register of the pilots who are licensed to work in its ports.

1.3 A Party may inspect cranes.

1.4 No Party shall close a berth to fishing vessels on a public holiday.

1.5 Each Party shall, in its ports:

(a) train its harbour masters; and

(b) light its buoys.

# SECTION B: FINAL

## Article 2: Review

2.1 The Committee shall meet once a year in the port that it chooses.

## Article 3: Lighthouses

Each Party shall maintain its lighthouses and tell mariners when one goes dark.
"""
AFTER = """# Draft on <Open> Harbours, Second Try

# SECTION A: OPENNESS

## Article 1: Lighthouses

Each Party shall maintain its lighthouses and tell mariners when one goes dark.

## Article 2: Access <b>to</b> berths

2.1 Each Party should publish its tariffs </style><script>alert(1)</script> for every berth.

2.2 Each Party shall keep a public register of the pilots who are licensed to work in its ports.

2.3 A Party may inspect cranes.[^1]

2.4 Each Party shall, in its ports:

(a) train its harbour masters; and

(b) light and paint its buoys.

# SECTION B: FINAL

## Article 3: Review

3.1 The Committee shall meet twice a year in the port that it chooses.

3.2 The Parties may invite the owners of <img src=x onerror=alert(2)> tugs to its meetings.

[^1]: Cranes float or stand.
"""


@pytest.fixture(scope="module")
def nlp():
    return servanda.load("rules")


@pytest.fixture(scope="module")
def comparison(nlp):
    return servanda.compare(nlp(BEFORE), nlp(AFTER))


@pytest.fixture(scope="module")
def text(comparison):
    return markup(comparison)


@pytest.fixture(scope="module")
def tree(text):
    return html.document_fromstring(text)


def pair(tree, before, after):
    """Give the pair of two provisions, and its sides."""
    here = tree.xpath(f"//div[@id='after-{after}']" if after else f"//div[@id='before-{before}']")
    return here[0].xpath("ancestor::article")[0]


def words(element):
    return " ".join(element.text_content().split())


def test_page_text_of_the_drafts_is_escaped(text, tree):
    assert "<script>alert" not in text and "<img" not in text and "<b>to" not in text
    assert text.count("</style>") == 1
    assert tree.findtext(".//h1") == "Draft on <Open> Harbours, Second Try"
    assert len(tree.xpath("//script[not(@type)]")) == 1


def test_page_reaches_for_nothing_outside(text, tree):
    assert not tree.xpath("//@src | //link | //iframe | //object")
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    assert not re.search(r"url\((?!#)|@import", text)
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")


def test_page_anchors_are_met_once_and_lead_somewhere(comparison, tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href")} <= set(ids)
    for name in ("before", "after"):
        refs = comparison.provisions[f"{name}_ref"].dropna()
        assert {f"{name}-{ref}" for ref in refs} <= set(ids)
    assert {"after-2.4(a)", "before-1.5(b)", "after-section-A", "after-2"} <= set(ids)


def test_page_marks_the_words_that_changed(tree):
    softened = pair(tree, "1.1", "2.1")
    assert softened.get("data-change") == "softened"
    before, after = softened.xpath(".//div[contains(@class, 'side ')]")
    assert before.xpath(".//mark//del/text()") == ["shall"]
    assert after.xpath(".//mark//ins/text()") == ["should"]
    assert before.xpath(".//mark/@class") == ["norm obligation"]
    assert after.xpath(".//mark/@class") == ["norm best_endeavour"]


def test_page_shows_once_what_stayed(tree):
    stayed = pair(tree, "3", "1")
    sides = stayed.xpath(".//div[contains(@class, 'side ')]")
    assert len(sides) == 1 and not stayed.xpath(".//del | .//ins")
    assert "reworded" not in stayed.get("data-also").split()
    assert stayed.xpath(".//@id")[-1] == "before-3"


def test_page_a_split_is_read_against_both_its_parts(nlp):
    parts = [
        "Each Party shall keep a register of the pilots who are licensed to work in its ports",
        "shall answer every enquiry about an entry in that register within one month",
    ]
    before = nlp(f"Article 1\n\n1.1 {parts[0]}, and {parts[1]}.")
    after = nlp(f"Article 1\n\n1.1 {parts[0]}.\n\n1.2 Each Party {parts[1]}.")
    tree = html.document_fromstring(markup(servanda.compare(before, after)))
    first, second = pair(tree, "1.1", "1.1"), pair(tree, "1.1", "1.2")
    assert "1.1 was split into 1.1 and 1.2" in words(first)
    assert [each.text_content() for each in first.xpath(".//del")] == [", and"]
    assert "see 1.1 above" in words(second)


def test_page_tells_of_what_came_and_went(tree):
    new, removed = pair(tree, None, "3.2"), pair(tree, "1.4", None)
    assert new.get("data-change") == "new" and removed.get("data-change") == "removed"
    assert removed.xpath("preceding-sibling::div[contains(@class, 'over')][1]//h4/text()") == [
        "Article 2: Access <b>to</b> berths"
    ]


def test_page_begins_with_what_matters_most(comparison, tree):
    told = tree.xpath("//ol[@class='first']/li")
    assert len(told) == len(comparison.consequential)
    row = comparison.consequential.iloc[0]
    assert (row["after_ref"] or row["before_ref"]) in words(told[0])
    softened = next(each for each in told if "2.1" in words(each))
    assert softened.xpath(".//del/text()") == ["shall"]
    assert softened.xpath(".//ins/text()") == ["should"]


def test_page_table_and_text_have_the_same_rows(comparison, tree):
    rows = tree.xpath("//table[@class='changes']/tbody/tr/@data-row")
    assert sorted(rows) == sorted(tree.xpath("//article/@data-row"))
    assert len(rows) == len(comparison.provisions)
    ranks = tree.xpath("//table[@class='changes']/tbody/tr/@data-rank")
    assert [r for r in ranks if r] == [str(i + 1) for i in range(len(comparison.consequential))]


def test_page_marks_know_their_norms(comparison, tree):
    norms = json.loads(tree.xpath("//script[@id='sv-norms']/text()")[0])
    assert set(tree.xpath("//mark/@data-norm")) <= set(norms)
    assert norms["after 2.1#1"]["label"] == "best_endeavour"


def test_page_counts_are_those_of_the_comparison(comparison, tree):
    for change in ("softened", "new", "removed", "same"):
        found = tree.xpath(f"//dl/div[@class='{change}']/dt/b/text()")
        assert found == [str(comparison.counts[change])]


def test_page_names_its_model_and_controls(tree):
    assert "with the model rules" in words(tree.find(".//footer"))
    for control in tree.xpath("//form//input | //form//select"):
        assert control.xpath("ancestor::label")


def test_page_is_the_same_each_time_and_written(comparison, text, tmp_path):
    path = page(comparison, tmp_path / "page.html")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("texts", [("", AFTER), (BEFORE, ""), ("", "")])
def test_page_of_nothing_is_a_page_too(nlp, texts):
    assert "<h1>" in markup(servanda.compare(*map(nlp, texts)))
