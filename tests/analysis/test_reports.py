import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import html

import servanda
from servanda import report
from servanda.analysis import reports
from servanda.analysis.comparison.result import CHANGES
from servanda.analysis.reports import page
from servanda.labels import LABELS

PAPER, PAPER_DARK = "#fffefb", "#14161a"


@pytest.fixture(scope="module")
def text(doc):
    return page(doc, title="A <b>draft</b>", source="folder/draft.md")


@pytest.fixture(scope="module")
def tree(text):
    return html.document_fromstring(text)


def test_reports_text_of_the_draft_is_escaped(text, tree):
    assert "<script>alert" not in text and "<b>draft" not in text and "<b>office" not in text
    assert tree.findtext(".//h1") == "A <b>draft</b>"
    assert tree.xpath("string(//p[@class='source'])") == "draft.md"


def test_reports_page_reaches_for_nothing_outside(text, tree):
    assert not tree.xpath("//@src | //link | //iframe | //object")
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    assert not re.search(r"url\((?!#)|@import", text)


def test_reports_policy_allows_its_own_script_and_no_other(tree):
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = tree.xpath("//script[not(@type)]/text()")
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"script-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")


def test_reports_sections_are_anchors_met_once(doc, tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {section.id_ for section in doc.spans["sections"]} <= set(ids)
    assert {href[1:] for href in tree.xpath("//@href")} <= set(ids)


def test_reports_marks_know_their_norms(doc, tree):
    norms = json.loads(tree.xpath("//script[@id='sv-norms']/text()")[0])
    marks = tree.xpath("//mark[contains(@class, 'norm')]")
    assert set(norms) == {norm.id_ for norm in doc.spans["norms"]}
    assert {mark.get("data-norm") for mark in marks} <= set(norms)
    assert norms["1.1#1"]["reasons"] and norms["1.1#1"]["form"] == "caveat"
    assert marks[0].text_content() == "shall, as appropriate, publish"
    assert marks[0].xpath(".//span[@class='qualifier']/text()") == ["as appropriate"]


def test_reports_summary_has_a_row_for_each_provision(tree):
    rows = tree.xpath("//table[@class='summary']/tbody/tr")
    assert len(rows) == 8
    assert "“shall, as appropriate, publish its laws”" in rows[0].text_content()


def test_reports_plot_has_a_table_beside_it(tree):
    assert tree.xpath("//div[@class='plot']/@aria-label")
    assert tree.xpath("//div[@class='plot']/*[local-name()='svg'][@aria-hidden='true']")
    assert "too few" in tree.xpath("string(//details)")


def test_reports_controls_have_labels(tree):
    for control in tree.xpath("//form//input | //form//select"):
        assert control.xpath("ancestor::label")


def test_reports_are_the_same_each_time(doc, text):
    assert page(doc, title="A <b>draft</b>", source="folder/draft.md") == text


def test_reports_write_a_file(doc, tmp_path):
    path = report(doc, tmp_path / "page.html")
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_reports_without_norms_are_pages_too(doc):
    empty = doc.copy()
    for name in ("sections", "norms"):
        empty.spans[name] = []
        empty.spans[name].attrs.clear()
    assert "<h1>Draft</h1>" in page(empty)


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(tone, paper, share):
    pairs = [(int(tone[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(t * share + p * (1 - share)):02x}" for t, p in pairs)


@pytest.mark.parametrize("label", LABELS.values(), ids=lambda label: label.name)
def test_reports_labels_are_readable_on_their_tint(label, text):
    assert f"--paper: {PAPER}" in text and f"--paper: {PAPER_DARK}" in text
    assert "--mix: 13%" in text and "--mix: 20%" in text
    assert contrast(label.color, mixed(label.color, PAPER, 0.13)) >= 4.5
    assert contrast(label.color_dark, mixed(label.color_dark, PAPER_DARK, 0.20)) >= 4.5


@pytest.mark.parametrize(
    "title", ["", "PREAMBLE", "Section A: Openness", "NOTE BY THE SECRETARIAT"]
)
def test_reports_take_the_title_of_the_treaty_and_no_heading_for_it(title):
    draft = servanda.load("rules")(
        "# NOTE BY THE SECRETARIAT\n\nThis text was circulated on 3 May.\n\n"
        "# Agreement on Ferries\n\n## PREAMBLE\n\nNoting that ferries are old,\n\n"
        "# SECTION A: OPENNESS\n\n## Article 1: Fares\n\nEach Party shall publish its fares."
    )
    text = page(draft, title=title, source="folder/draft.md")
    assert "<h1>Agreement on Ferries</h1>" in text and "with the model rules" in text
    assert "<h1>Ferries</h1>" in page(draft, title="Ferries")


@pytest.mark.parametrize("name", [*CHANGES, "gone", "come"])
def test_reports_changes_are_readable_on_their_tint(name):
    style = (Path(reports.__file__).parent / "comparison/page.css").read_text("utf-8")
    light, dark = re.findall(rf"--{name}: (#\w{{6}})", style)
    assert contrast(light, mixed(light, PAPER, 0.13)) >= 4.5
    assert contrast(dark, mixed(dark, PAPER_DARK, 0.20)) >= 4.5


def test_reports_enforceability_and_rankings_stand_beside_strength(sample):
    written = page(sample)
    assert "Outranks by every scheme" in written and "rank alike under all 4 schemes" in written
    row = re.search(r"<tr><th[^>]*><a href=\"#section-F\">.*?</tr>", written)[0]
    assert "<td>covered</td>" in row and "ENABLING ELECTRONIC COMMERCE" in row
