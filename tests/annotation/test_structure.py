"""The structure of treaties: small texts in golden/structure.toml, real ones where they lie."""

import re
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.annotation.structure import Section, parse
from servanda.annotation.units import units
from servanda.reading import open_draft

GOLDEN = Path(__file__).parents[1] / "golden" / "structure.toml"
CASES = tomllib.loads(GOLDEN.read_text("utf-8"))["case"]
PIECES = st.sampled_from(
    """Article 1|~Article 2: Scope~|~~## Article 3~|~# CHAPTER I~|~ANNEX~|~~Annex 2~|~Preamble~|1. |
    2. |5.1 |(a) |(b) |(i) |(ii) |(h) |- |[^1]: |[^1]|[|]|(|)|:|;|.|~|~~|  |Each Party shall|words|
    Option 1:|and|Recognizing|Done at|3bis. |3.3alt: |é|İ|#|A. |\t""".replace("\n    ", "")
    .replace("~", "\n")
    .split("|")
)


def articles(sections):
    return [section for section in sections if section.kind == "article"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_structure_golden(case):
    found = [f"{section.id} {section.kind}" for section in parse(case["text"].strip("\n"))]
    assert found == case["outline"]


def test_structure_gives_number_title_and_place():
    text = "## Article 5: Seals\n\n5.1 Each Party shall act."
    article, paragraph = parse(text)
    assert article == Section("5", "article", "5", "Seals", 0, len(text), 21)
    assert (paragraph.number, paragraph.parent) == ("1", "5")
    assert text[paragraph.start : paragraph.end] == "5.1 Each Party shall act."
    assert text[paragraph.body : paragraph.end] == "Each Party shall act."


def test_structure_takes_a_line_between_paragraphs_as_title():
    text = "Article 6\n\n1. Each Party shall pay.\n\nStocktake\n\n2. The Council shall count."
    assert [section.title for section in parse(text)] == ["", "", "Stocktake"]


def test_structure_reads_on_after_an_annex():
    text = "Article 1\n\nOne.\n\nANNEX\n\nTwo.\n\nArticle 2\n\nThree."
    assert [section.id for section in parse(text)] == ["1", "annex", "2"]


def test_structure_leaves_out_a_table_of_contents():
    lines = [f"Article {number}: Title" for number in range(1, 6)]
    text = "\n".join(lines) + "\n\n" + "\n\n".join(f"{line}\n\nWords here." for line in lines)
    assert [section.id for section in articles(parse(text))] == ["1", "2", "3", "4", "5"]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_structure_holds_together_on_any_text(text):
    sections = parse(text)
    by_id = {section.id: section for section in sections}
    assert len(by_id) == len(sections)
    ends = {}
    for section in sections:
        assert 0 <= section.start <= section.body <= section.end <= len(text)
        if section.parent:
            parent = by_id[section.parent]
            assert parent.start <= section.start and section.end <= parent.end
        assert ends.get(section.parent, 0) <= section.start
        ends[section.parent] = section.end
    check_units(units(text, sections), by_id)


def check_units(found, by_id):
    assert [unit.start for unit in found] == sorted(unit.start for unit in found)
    ends = {}
    for unit in found:
        section = by_id[unit.section]
        assert section.start <= unit.start < unit.end <= section.end
        assert ends.get(unit.section, 0) <= unit.start
        ends[unit.section] = unit.end
        for name, start, end in unit.items:
            assert by_id[name].start <= start < end <= by_id[name].end


@pytest.mark.parametrize("piece", ["(", "[", "7", ")", "#", '"', "[^1", "(a", "IX", "1.1."])
def test_structure_is_quick_on_a_hostile_line(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 2


def test_structure_finds_all_of_the_agreement_on_electronic_commerce(shared):
    path = shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md"
    raw = path.read_text("utf-8")
    body = raw[raw.index("Article 1: Scope") : raw.index("## ANNEX")]
    numbered = re.findall(r"(?m)^[`\s]*(\d{1,2}) ?\. ?(\d{1,2}) ", body)
    ids = {section.id for section in parse(open_draft(path).text)}
    assert {str(number) for number in range(1, 39)} <= ids
    assert len(numbered) == 135
    assert [f"{a}.{b}" for a, b in numbered if f"{a}.{b}" not in ids] == []
    assert {"annex-1.1", "annex-2.5-tail", "annex-4.2", "20.11(d)(iii)", "fn-20"} <= ids


def test_structure_has_the_articles_of_tota(shared):
    wrong = []
    for path in sorted((shared / "corpora/tota/xml").glob("*.xml"))[::9]:
        text = open_draft(path).text
        wanted = [line[3:] for line in text.split("\n") if line.startswith("## ")]
        found = [text[each.start :].split("\n")[0][3:] for each in articles(parse(text))]
        if wanted != found:
            wrong.append(path.name)
    assert wrong == []


def test_structure_has_the_articles_of_open_treaties(shared):
    for path in sorted((shared / "corpora/open-treaties").glob("*.json")):
        draft = open_draft(path)
        wanted = len(re.findall(r"(?m)^## ", draft.text))
        found = articles(parse(draft.text))
        assert len(found) == wanted, path.name
        assert max(Counter(each.id for each in found).values()) == 1


def test_structure_of_the_paris_draft_is_the_same_from_pdf_and_markdown(shared):
    folder = shared / "corpora/drafts/paris-2015"
    one, other = (
        [each.id for each in articles(parse(open_draft(folder / f"2015-10-23_draft{suffix}").text))]
        for suffix in (".md", ".pdf")
    )
    assert one == other
