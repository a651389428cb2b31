"""Markdown, as drafts really use it."""

import re

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from servanda.reading import open_draft, read
from servanda.reading.markdown import read_markdown


@pytest.fixture
def given(tmp_path):
    def write(source):
        path = tmp_path / "draft.md"
        path.write_text(source, encoding="utf-8")
        return open_draft(path)

    return write


def blocks(draft):
    return draft.text.split("\n\n")


def test_headings_of_every_kind(given):
    draft = given("Accord\n======\n\nPart one\n---\n\n### Article 1 *(scope)* ###\n\nIt applies.")
    assert blocks(draft) == ["# Accord", "## Part one", "### Article 1 (scope)", "It applies."]
    assert draft.title == "Accord"


def test_front_matter_contents_and_link_definitions_go(given):
    draft = given(
        "---\ntitle: 'Widget Accord'\nedit: true\n---\n\n* TOC\n{:toc}\n\n## Scope\n{:.no_toc}\n\n"
        "As in the [first draft][source] and [here](http://x.org/a) and <http://x.org>.\n\n"
        "[source]: http://x.org/first.pdf\n"
    )
    assert draft.title == "Widget Accord"
    assert blocks(draft) == ["## Scope", "As in the first draft and here and http://x.org."]


def test_marks_go_and_brackets_stay(given):
    draft = given(
        "**Option 1:** Parties [*shall*][should](soon) [__not__] act;<br>r*eaffirming* "
        '<span style="x">[*their*</span> `will`] &amp; *[recognizing* the 5^th^ round\\*.'
    )
    assert draft.text == (
        "Option 1: Parties [shall][should](soon) [not] act; reaffirming [their will] & "
        "[recognizing the 5th round*."
    )


def test_an_unclosed_mark_goes(given):
    assert given("*This is the first draft of the text.").text == (
        "This is the first draft of the text."
    )
    assert (
        given("*[Taking* note of **Option 1:**No text").text == "[Taking note of Option 1:No text"
    )


def test_enumerators_stay_as_written(given):
    draft = given(
        "1. First.\n\n3bis. Inserted.\n\n    1.  Nested below:\n\n        1. Deeper.\n\n"
        "    2.  Next.\n\n3.3alt: Each Party.\n\n4\\. Escaped.\n\n- bullet\n\n[5. Bracketed.]"
    )
    assert blocks(draft) == [
        "1. First.",
        "3bis. Inserted.",
        "  1. Nested below:",
        "    1. Deeper.",
        "  2. Next.",
        "3.3alt: Each Party.",
        "4. Escaped.",
        "- bullet",
        "[5. Bracketed.]",
    ]


def test_items_on_lines_of_their_own_and_wrapped_lines(given):
    draft = given(
        "1.2 Each Party shall:\n(a) act under paragraphs 3(a) and\n(b) as it sees fit;\n"
        "(b) not harm non-\ndiscriminatory trade; or \n\\(c\\) under Article\n5.1 do both.\n"
        "1.3 Parties may meet."
    )
    assert blocks(draft) == [
        "1.2 Each Party shall:",
        "(a) act under paragraphs 3(a) and (b) as it sees fit;",
        "(b) not harm non-discriminatory trade; or",
        "(c) under Article 5.1 do both.",
        "1.3 Parties may meet.",
    ]


def test_unpunctuated_items_follow_by_their_numbers(given):
    assert blocks(given("1. Scope\n2. Terms")) == ["1. Scope", "2. Terms"]
    assert blocks(given("(a) goods\n(b) services")) == ["(a) goods", "(b) services"]
    assert blocks(given("5.1 Scope\n5.2 Terms\n5.4 of it")) == ["5.1 Scope", "5.2 Terms 5.4 of it"]


def test_what_pandoc_writes(given):
    source = (
        "## Article 5: Scope {#article-5}\n\n1.  Each \\[Party\\] [shall]{.underline}:\n\n"
        "    a.  publish its laws,\n        in time;\n\n    b.  report.\n\n2)  It ends\\...\n"
    )
    assert blocks(given(source)) == [
        "## Article 5: Scope",
        "1. Each [Party] shall:",
        "  a. publish its laws, in time;",
        "  b. report.",
        "2) It ends...",
    ]
    assert blocks(given("a.  first;\nb.  second.")) == ["a. first;", "b. second."]


def test_footnotes_come_last(given):
    draft = given(
        "Each Party[^1] shall act.[^b]\n\n[^1]: Not the *first* one.\n\n    More of it.\n"
        "    - a point\n\nIt ends.\n\n[^b]: Soon\nenough."
    )
    assert blocks(draft) == [
        "Each Party[^1] shall act.[^b]",
        "It ends.",
        "[^1]: Not the first one. More of it. - a point",
        "[^b]: Soon enough.",
    ]
    assert draft.metadata["warnings"] == []


def test_footnotes_that_do_not_come_out_are_told(given):
    draft = given("One[^1]: two[^2].\n\n[^1]: a\n\n[^1]: b\n\n[^3]: c")
    assert draft.metadata["warnings"] == [
        "Footnote 1 has more than one body.",
        "Footnote 2 has no body.",
        "Footnote 3 has no mark in the text.",
    ]


PAGED = """## SECTION F..........................................

## Article 9: Security - 3 -

9 .1 Each Party shall proscribe misleading commercial

(^4) Save as noted in the
Annex.
(^5) Of any kind.


### - 13 -

```
practices that cause harm^4 , under Article 1 2 ,
or as set out in paragraph

6. Each Party shall inform the others by 2 6 July of each 30 th day.
```
```
(a) of goods^5 ; and
```

### - 14 -

9. 2 The Parties may meet.

Article 9: Security ........ 12
"""
MENDED = (
    "9.1 Each Party shall proscribe misleading commercial practices that cause harm[^4], under "
    "Article 12, or as set out in paragraph 6. Each Party shall inform the others by 26 July of "
    "each 30th day."
)


def test_what_a_conversion_left(given):
    assert blocks(given(PAGED)) == [
        "## SECTION F",
        "## Article 9: Security",
        MENDED,
        "(a) of goods[^5]; and",
        "9.2 The Parties may meet.",
        "[^4]: Save as noted in the Annex.",
        "[^5]: Of any kind.",
    ]


def test_numbers_are_not_mended_without_need(given):
    text = "11 .2 is a score, and article 2 3 m^2 of cloth."
    assert given(text).text == text


def test_blanks_of_a_draft_are_no_headings(given):
    draft = given(
        "Each Party shall communicate its ###4\nand [shall] pursue\n### per year. #### too."
    )
    assert draft.text == (
        "Each Party shall communicate its ###4 and [shall] pursue ### per year. #### too."
    )


def test_tables_quotes_comments_and_rules(given):
    draft = given(
        "<!-- a\nnote -->\n> Quoted\n> text.\n\n---\n\n"
        "| Year | Rate |\n|------|:----:|\n| 1 | 5% |\n\n"
        "<div>\n\nAfter.\n\n</div>\n\n* * *\n"
    )
    assert blocks(draft) == ["Quoted text.", "Year | Rate\n1 | 5%", "After."]


def test_the_stabilised_text_on_electronic_commerce(shared):
    path = shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md"
    draft = open_draft(path)
    found = blocks(draft)
    assert "- 1" not in " ".join(line for line in found if line.startswith("#"))
    assert not re.search(r"\.{4,}|```|\^\d+(?!\d*\])|\(\^|\\|^#+ - \d+ -", draft.text, re.MULTILINE)
    assert not re.search(r"\d \.\d|\d\. \d|Article \d \d| ,", draft.text)
    numbers = [block.split()[0] for block in found if re.match(r"\d+\.\d+ ", block)]
    wanted = {5: 7, 8: 12, 9: 6, 10: 8, 11: 5, 12: 7, 14: 6, 15: 5, 16: 9, 20: 19, 21: 10, 29: 2}
    for article, count in wanted.items():
        last = [f"{article}.{at}" for at in range(1, count + 1)]
        assert [number for number in numbers if number.split(".")[0] == str(article)] == last
    whole = next(block for block in found if block.startswith("14.2 "))
    assert whole.endswith("[^12]")
    assert "commercial activities that cause" in whole
    assert next(block for block in found if block.startswith("20.7 ")).count("Each") == 2
    articles = re.findall(r"^#+ Article (\d+): \S.*\w(?:\[\^3\])?$", draft.text, re.MULTILINE)
    assert articles == [str(number) for number in range(1, 39)]
    bodies = [block for block in found if block.startswith("[^")]
    assert found[-len(bodies) :] == bodies
    assert len(bodies) == 21


def test_the_paris_drafts(shared):
    for path in shared.glob("corpora/drafts/paris-2015/*.md"):
        text = read(path)
        assert not re.search(r"\*\*|</?\w|\{:|TOC|^\[\w+\]: ", text, re.MULTILINE)
        assert not text.startswith("---")
        source = path.read_text(encoding="utf-8")
        assert text.count("[shall]") == source.count("[shall]")
    text = read(shared / "corpora/drafts/paris-2015/2015-12-09_draft.md")
    assert "[successive] ###4 and [shall]" in text
    assert "\n\n  3bis. Developed country Parties" in text
    assert "\n\n  Option 2: " in text


WORDS = ["\n\n", "# ", "    ", "**", "[^1]", "[^1]: ", "(^2) ", "^2", "1. ", "(a) ", "- ", "```"]
WORDS += [*"*_[]()|;.#\\\n", "- 3 -", "......", "<b>", "Each Party", "shall"]


@settings(deadline=None)
@any_of(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_no_mixture_of_marks_breaks_the_reader(source):
    text = read_markdown(source.encode()).text
    assert "\n\n\n" not in text
    assert text.count("Party") <= source.count("Party")
