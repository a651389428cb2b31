import pytest
from lxml import html

import servanda
from servanda.analysis.comparison.timeline_page import timeline_markup, timeline_page

DRAFTS = [
    "Each Party shall publish its </style><script>alert(1)</script> tariffs for every berth.",
    "Each Party should publish its </style><script>alert(1)</script> tariffs for every berth.",
    "Each Party shall publish its </style><script>alert(1)</script> tariffs for every berth.",
]


@pytest.fixture(scope="module")
def timeline():
    nlp = servanda.load("rules")
    drafts = [nlp(f"Article 1\n\n1.1 {words}") for words in DRAFTS]
    return servanda.timeline(drafts, ["First <b>", "Second", "Third"])


@pytest.fixture(scope="module")
def tree(timeline):
    return html.document_fromstring(timeline_markup(timeline))


def test_timeline_page_tells_each_step(tree):
    (line,) = tree.xpath("//details[contains(@class, 'line')]")
    assert line.get("data-changes") == "softened hardened"
    cells = [" ".join(cell.text_content().split()) for cell in line.xpath(".//summary//b/..")]
    assert cells[0] == "1.1 obligation"
    assert "best endeavour" in cells[1] and cells[1].endswith("softened")
    assert line.xpath(".//p//del/text()") == ["shall", "should"]
    assert line.xpath(".//p//ins/text()") == ["should", "shall"]


def test_timeline_page_is_escaped_and_reaches_for_nothing(timeline, tree):
    text = timeline_markup(timeline)
    assert "<script>alert" not in text and "First <b>" not in text
    assert text.count("</style>") == 1
    assert not tree.xpath("//@src | //link | //@href[not(starts-with(., '#'))]")


def test_timeline_page_is_written(timeline, tmp_path):
    path = timeline_page(timeline, tmp_path / "timeline.html")
    assert path.read_text("utf-8") == timeline_markup(timeline)
