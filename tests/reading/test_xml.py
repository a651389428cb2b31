"""ToTA and Akoma Ntoso, and XML that means harm."""

import re
import time

import pytest
from lxml import etree

from servanda.errors import ReadError
from servanda.reading import open_draft
from servanda.reading.xml import read_xml

TOTA = """<?xml version="1.0" encoding="UTF-8"?>
<treaty><meta><name>A - B</name><date_signed>2001-02-03</date_signed><language>en</language>
<parties><partyisocode n="1">AAA</partyisocode><partyisocode n="2">BBB</partyisocode></parties>
</meta><body>{}</body></treaty>"""


def tota(body):
    return read_xml(TOTA.format(body).encode())


def test_tota_headings_and_metadata():
    draft = tota(
        '<chapter name="Preamble"><article article_identifier="7">The Parties,</article></chapter>'
        '<chapter number="CHAPTER 1" name="Objectives">'
        '<article number="ARTICLE 1" name="Scope" article_identifier="8">1. It applies.</article>'
        '<article number="ARTICLE 2" article_identifier="9">2. It stays.</article>'
        '<article number="IV" name="More">x</article></chapter>'
    )
    assert draft.text.split("\n\n") == [
        "# Preamble",
        "The Parties,",
        "# CHAPTER 1: Objectives",
        "## ARTICLE 1: Scope",
        "1. It applies.",
        "## ARTICLE 2",
        "2. It stays.",
        "## ARTICLE IV: More",
        "x",
    ]
    assert draft.title == draft.metadata["name"] == "A - B"
    assert draft.metadata["date_signed"] == "2001-02-03"
    assert draft.metadata["parties"] == ["AAA", "BBB"]
    assert draft.metadata["language"] == "en"
    start, end = draft.metadata["articles"]["8"]
    assert draft.text[start:end] == "## ARTICLE 1: Scope\n\n1. It applies."


def test_tota_chapters_without_number_or_name():
    text = tota(
        "<chapter><article>The Parties,</article></chapter>"
        '<chapter><article number="ARTICLE 1">It is.</article></chapter>'
        "<chapter><article>Done at Nowhere.</article></chapter>"
    ).text
    assert re.findall(r"^#+ .*", text, re.M) == ["# Preamble", "## ARTICLE 1", "# Conclusion"]


def test_tota_preamble_that_holds_articles_has_no_heading():
    text = tota('<chapter name="Preamble"><article number="ARTICLE 1">It is.</article></chapter>')
    assert text.text == "## ARTICLE 1\n\nIt is."


def test_tota_keeps_line_wraps_but_not_the_converters_gaps():
    text = tota(
        '<chapter number="I"><article number="ARTICLE 1">1. \tThe Parties\nshall agree to \n\n\n'
        "act in the \n\nTerritory.\n \n\n(a)\n\nfirst; and\n\nsecond;</article></chapter>"
    ).text
    assert text.endswith(
        "1. The Parties\nshall agree to\nact in the\nTerritory.\n\n(a) first; and\n\nsecond;"
    )


def test_tota_articles_typed_on_one_line():
    text = tota(
        '<chapter number="I"><article number="ARTICLE 1">1. Each Party shall:  (a) act;  (b) rest.'
        "  It is so. 2. A Party may:  (x) go. 3. In 4. Parties.</article></chapter>"
    ).text
    assert text.split("\n\n")[2:] == [
        "1. Each Party shall:",
        "(a) act;",
        "(b) rest. It is so.",
        "2. A Party may:",
        "(x) go.",
        "3. In 4. Parties.",
    ]


AKOMA = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="treaty">
<meta><identification source="#x"><FRBRWork><FRBRalias value="Widget Accord" name="x"/>
<FRBRdate date="2020-01-01" name="g"/></FRBRWork><FRBRExpression><FRBRlanguage language="eng"/>
</FRBRExpression></identification>
<notes><note eId="n2" marker="2"><p>Second note.</p></note></notes></meta>
<preface><longTitle><p>Accord on <docTitle>Widgets</docTitle></p></longTitle></preface>
<preamble><formula name="x"><p>The Parties,</p></formula><recitals><recital><num>(1)</num>
<p>Recalling widgets,</p></recital></recitals></preamble>
<body><chapter><num>I</num><heading>General</heading>
<article><num>Article 1</num><heading>Scope</heading>
<paragraph><num>1.</num><list><intro><p>Each <i>Party</i> shall<authorialNote marker="1">
<p>Save as noted.</p></authorialNote>:</p></intro>
<point><num>(a)</num><content><p>publish; and</p></content></point>
<point><num>b</num><list><intro><p>notify:</p></intro>
<point><num>(i)</num><content><p>soon.</p></content></point></list></point>
<wrapUp><p>as appropriate.</p></wrapUp></list></paragraph>
<paragraph><num>2</num><content><p>Parties may meet.<noteRef href="#n2" marker="2"/></p></content>
</paragraph></article>
<article><num>2</num><content><p>It <del>never</del> ends.</p>
<table><tr><th>Year</th><td>Rate</td></tr></table></content></article></chapter></body>
<attachments><attachment><heading>Annex I</heading><doc name="annex"><mainBody>
<paragraph><num>1.</num><content><p>Text.</p></content></paragraph></mainBody></doc></attachment>
</attachments></act></akomaNtoso>"""


@pytest.mark.parametrize(
    "namespace",
    [
        ' xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"',
        ' xmlns="http://www.akomantoso.org/2.0"',
        "",
    ],
)
def test_akoma_ntoso_in_any_version(namespace):
    draft = read_xml(re.sub(r' xmlns="[^"]*"', namespace, AKOMA).encode())
    assert draft.title == "Widget Accord"
    assert draft.metadata == {
        "format": "akomantoso",
        "name": "Widget Accord",
        "date": "2020-01-01",
        "language": "en",
    }
    assert draft.text.split("\n\n") == [
        "Accord on Widgets",
        "# Preamble",
        "The Parties,",
        "(1) Recalling widgets,",
        "# Chapter I: General",
        "## Article 1: Scope",
        "1. Each Party shall[^1]:",
        "  (a) publish; and",
        "  (b) notify:",
        "    (i) soon.",
        "as appropriate.",
        "2. Parties may meet.[^2]",
        "## Article 2",
        "It ends.",
        "Year | Rate",
        "# Annex I",
        "1. Text.",
        "[^1]: Save as noted.",
        "[^2]: Second note.",
    ]


def test_articles_quoted_in_an_amendment_are_no_headings():
    text = read_xml(
        b"<akomaNtoso><act><body><article><num>Article 1</num><content><p>Insert:</p><p><mod>"
        b"</mod></p><quotedStructure><article><num>Article 9</num><content><p>New.</p></content>"
        b"</article></quotedStructure></content></article></body></act></akomaNtoso>"
    ).text
    assert text.split("\n\n") == ["# Article 1", "Insert:", "Article 9", "New."]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE treaty [<!ENTITY a "Party Party Party Party Party ">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><treaty><body>&d;</body></treaty>"""
OUTSIDE = b"""<!DOCTYPE treaty [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<treaty><body>&x;</body></treaty>"""


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, BOMB.decode().encode("utf-16")])
@pytest.mark.parametrize("suffix", ["xml", "akn"])
def test_entities_are_refused(tmp_path, content, suffix):
    path = tmp_path / f"harm.{suffix}"
    path.write_bytes(content)
    began = time.process_time()
    with pytest.raises(ReadError, match=r"DOCTYPE .*<!DOCTYPE …> out of the file\.$"):
        open_draft(path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<law/>", "<law> is of no kind known here; give ToTA .* or Akoma Ntoso"),
        (b"<treaty/>", "<treaty> is of no kind"),
        (b"<treaty>", "line 1, column .*not sound XML"),
        (b"<treaty><body>&nbsp;</body></treaty>", "not sound XML"),
        (b"<a>" * 100_000, "not sound XML"),
    ],
)
def test_other_xml_is_refused(content, said):
    with pytest.raises(ReadError, match=said):
        read_xml(content)


def test_a_doctype_without_entities_is_harmless():
    draft = read_xml(
        b'<!DOCTYPE treaty SYSTEM "http://127.0.0.1:1/none.dtd"><treaty><body><chapter>'
        b'<article number="1">It is.</article></chapter></body></treaty>'
    )
    assert draft.text == "## ARTICLE 1\n\nIt is."


def test_declared_encoding():
    page = TOTA.replace("UTF-8", "iso-8859-1").format(
        '<chapter number="I" name="Él"><article number="ARTÍCULO 1">Así.</article></chapter>'
    )
    assert "ARTÍCULO 1\n\nAsí." in read_xml(page.encode("latin-1")).text


def test_all_of_tota_gives_back_its_articles(shared):
    paths = sorted(shared.glob("corpora/tota/xml/*.xml"))
    assert len(paths) == 450
    began, articles = time.process_time(), 0
    for path in paths:
        draft = open_draft(path)
        wanted = [
            (article.get("number") or "", "".join("".join(article.itertext()).split()))
            for article in etree.parse(path).iter("article")
        ]
        pieces = re.split(r"^(?=#{1,2} )", draft.text, flags=re.MULTILINE)[1:]
        found = [piece.split("\n\n", 1) for piece in pieces]
        found = [piece for piece in found if len(piece) == 2 and piece[1].strip()]
        assert len(found) == len(wanted) == len(draft.metadata["articles"])
        for (heading, text), (number, words) in zip(found, wanted, strict=True):
            assert number.rstrip(":. ").split()[-1:] == [] or number.split()[0] in heading
            assert re.sub(r"[\s\xad\u200b-\u200f\ufeff]", "", words) == "".join(text.split())
        articles += len(wanted)
    assert articles == 40_993
    assert time.process_time() - began < 60
