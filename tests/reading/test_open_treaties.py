"""The JSON of open-treaties."""

import json
import re

import pytest

from servanda.errors import ReadError
from servanda.reading import open_draft, read

CARD = {
    "treaty_en": "Widget Convention",
    "preamble_en": "The States Parties,Recalling the past,Notingthat widgets matter,"
    "Have agreedas follows:",
    "articles": [
        {
            "article": "一",
            "title_en": "Terms",
            "content_en": "1.    For this Convention:\n(1)    x;",
        },
        {
            "article": "二十",
            "title_en": "",
            "content_en": "1. Each Party shall:(a)publish its laws;(b ) report, or(c)meet.\n"
            "2. Parties may meet.SECTION 2.  FINAL RULES",
        },
        {"article": "八之二", "title_en": None, "content_en": "It ends."},
    ],
}


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "widget.json"
    path.write_text(json.dumps(CARD), encoding="utf-8")
    return path


def test_preamble_and_articles(card):
    draft = open_draft(card)
    assert draft.title == "Widget Convention"
    assert draft.metadata["language"] == "en"
    assert draft.text.split("\n\n") == [
        "# Preamble",
        "The States Parties,",
        "Recalling the past,",
        "Noting that widgets matter,",
        "Have agreed as follows:",
        "## Article 1: Terms",
        "1. For this Convention:",
        "(1) x;",
        "## Article 20",
        "1. Each Party shall:",
        "(a) publish its laws;",
        "(b) report, or",
        "(c) meet.",
        "2. Parties may meet.",
        "# SECTION 2: FINAL RULES",
        "## Article 8bis",
        "It ends.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "null",
        "[]",
        '{"articles": []}',
        '{"articles": [{"article": 1}]}',
        '{"articles": "x"}',
        '{"treaty_en": 5, "articles": [{"article": "1", "content_en": "x"}]}',
        "[" * 100_000,
    ],
)
def test_other_json_is_refused(tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=r"^other\.json: "):
        read(path)


def test_all_real_treaties(shared):
    paths = sorted(shared.glob("corpora/open-treaties/*.json"))
    assert len(paths) == 28
    for path in paths:
        card = json.loads(path.read_text(encoding="utf-8"))
        draft = open_draft(path)
        assert draft.title == card["treaty_en"]
        headings = [line for line in draft.text.split("\n") if line.startswith("## ")]
        assert len(headings) == len(card["articles"])
        numbers = [heading[3:].split(":")[0] for heading in headings]
        assert len(set(numbers)) == len(numbers)
        assert numbers[0] == "Article 1"
        words = "".join(article["content_en"] for article in card["articles"])
        letters = re.sub(r"[\W_]|\xad", "", words)
        assert len(re.sub(r"\W", "", draft.text)) >= len(letters)
        assert (
            re.findall(r"^# (?!Preamble$|(?:PART|CHAPTER|(?:SUB)?SECTION) )", draft.text, re.M)
            == []
        )


def test_what_a_wiki_left(tmp_path):
    content = "# Each Party shall:## act:##* soon;## meet.# It ends.\n\nPlain.CHAPTER VIEXAMPLES"
    card = {
        "articles": [{"article": "1", "title_en": "The sea", "content_en": "and air\n1. It is."}]
    }
    card["articles"].append({"article": "2", "content_en": content})
    path = tmp_path / "wiki.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    assert read(path).split("\n\n") == [
        "## Article 1: The sea and air",
        "1. It is.",
        "## Article 2",
        "1. Each Party shall:",
        "  1. act:",
        "    - soon;",
        "  2. meet.",
        "2. It ends.",
        "Plain.",
        "# CHAPTER VI: EXAMPLES",
    ]
