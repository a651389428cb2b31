"""Web pages: the text as a browser shows it."""

import pytest

from servanda.errors import ReadError
from servanda.reading import open_draft
from servanda.reading.html import read_html


def given(body, head=""):
    page = f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode())


def blocks(body):
    return given(body).text.split("\n\n")


def test_title_and_language():
    draft = given("<h1>Widget Accord</h1><p>Text.</p>", "<title> Accord \n on widgets</title>")
    assert draft.title == "Accord on widgets"
    assert draft.metadata == {"format": "html", "language": "en"}
    assert given("<h1>Widget <em>Accord</em></h1>").title == "Widget Accord"


def test_what_is_beside_the_text_goes():
    assert blocks(
        "<header><h1>Ministry</h1></header><nav><ul><li>Home</li></ul></nav>"
        "<div class='main-menu'>Menu</div><div role='search'>Find</div><p hidden>No</p>"
        "<p style='display: none'>No</p><main><header><h1>Accord</h1></header>"
        "<p>Each Party shall act on many things at length.</p><script>x()</script>"
        "<aside>Related</aside></main><footer>Contact</footer><!-- gone -->"
    ) == ["# Accord", "Each Party shall act on many things at length."]


def test_a_page_that_calls_its_text_a_menu_is_still_read():
    assert blocks("<div class='menu'><p>Each Party shall act.</p></div>") == [
        "Each Party shall act."
    ]


def test_headings_and_breaks():
    assert blocks(
        "<h2>Article 5<br>Scope &amp; terms</h2><p>The Parties may:<br>(a) meet;<br>(b) talk<br>"
        "often<br><br>Next.</p>"
    ) == ["## Article 5: Scope & terms", "The Parties may:", "(a) meet;", "(b) talk often", "Next."]


def test_lists_are_numbered_as_a_browser_does():
    assert blocks(
        "<ol start='3'><li>Each Party shall:<ol type='a'><li>publish;</li><li value='27'>notify:"
        "<ol type='i'><li>soon</li><li>late</li></ol></li></ol></li>"
        "<li><p>Second.</p><p>More.</p></li></ol>"
        "<ol style='list-style-type: upper-roman'><li>x</li></ol>"
        "<ol reversed><li>two</li><li>one</li></ol><ol style='list-style:none'><li>bare</li></ol>"
    ) == [
        "3. Each Party shall:",
        "  a. publish;",
        "  aa. notify:",
        "    i. soon",
        "    ii. late",
        "4. Second.",
        "  More.",
        "I. x",
        "2. two",
        "1. one",
        "bare",
    ]


def test_a_typed_enumerator_needs_no_bullet():
    assert blocks("<ul><li>(a) act;</li><li>rest</li></ul><ol><li>1.1 Each Party.</li></ol>") == [
        "(a) act;",
        "- rest",
        "1.1 Each Party.",
    ]


def test_tables_and_layout_tables():
    assert blocks(
        "<table><tr><th>Year</th><th>Rate</th></tr><tr><td>one</td><td>5&nbsp;%</td></tr></table>"
        "<table><tr><td>(a)</td><td>Each Party shall act.</td></tr></table>"
        "<table><tr><td><h2>Article 2</h2><p>It ends.</p></td></tr></table>"
    ) == ["Year | Rate\none | 5 %", "(a) Each Party shall act.", "## Article 2", "It ends."]


def test_inline_marks_and_preformatted_text():
    assert blocks(
        "<div>Each <b>Party</b> <i>sh<u>all</u></i> act.<p>Then.</p>Last.</div>"
        "<pre>1. One\n   line\n\n2. Two</pre>"
    ) == ["Each Party shall act.", "Then.", "Last.", "1. One\nline", "2. Two"]


def test_footnotes_of_many_makes():
    assert blocks(
        "<p>First<sup><a href='#fn1' id='r1'>1</a></sup> second<a href='#_ftn2' name='_ftnref2'>[2]"
        "</a>, third<sup>3</sup> m<sup>2</sup>.</p><p>End.</p>"
        "<section><ol><li id='fn1'><p>Body one. <a href='#r1'>↩</a></p></li></ol></section>"
        "<div id='ftn2'><p><a href='#_ftnref2' name='_ftn2'>[2]</a> Body two.</p><p>More.</p></div>"
        "<p><sup>3</sup> Body three.</p>"
    ) == [
        "First[^1] second[^2], third[^3] m2.",
        "End.",
        "[^1]: Body one.",
        "[^2]: Body two. More.",
        "[^3]: Body three.",
    ]


def test_a_link_to_another_article_is_no_footnote():
    assert blocks("<p>See <a href='#a5'>Article 5</a>.</p><h2 id='a5'>Article 5</h2>") == [
        "See Article 5.",
        "## Article 5",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_declared_encodings(tmp_path, encoding):
    path = tmp_path / "page.html"
    declared = "iso-8859-1" if encoding == "latin-1" else encoding
    page = f"<html><head><meta charset='{declared}'></head><body><p>Coopérer.</p></body></html>"
    path.write_bytes(page.encode(encoding))
    assert open_draft(path).text == "Coopérer."


def test_nothing_is_fetched_or_expanded():
    page = b"""<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>
    <p>Each Party &x; shall act.</p><img src="http://127.0.0.1:1/x"></body></html>"""
    text = read_html(page).text
    assert "root:" not in text
    assert "shall act." in text


def nested(depth):
    return ("<div>" * depth + "<p>Each Party shall act.</p>" + "</div>" * depth).encode()


def test_deep_nesting():
    assert read_html(nested(200)).text == "Each Party shall act."


@pytest.mark.parametrize("depth", [300, 100_000])
def test_too_deep_nesting_loses_nothing_in_silence(depth):
    with pytest.raises(ReadError, match="nested too deeply"):
        read_html(nested(depth))


def test_an_empty_page_is_refused(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<!-- nothing -->", encoding="utf-8")
    with pytest.raises(ReadError, match=r"^page\.html: "):
        open_draft(path)
