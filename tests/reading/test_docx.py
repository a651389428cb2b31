"""Word files: what a reader of the page sees, tracked changes settled one way."""

import io
import re
import zipfile

import docx
import pytest

from servanda.errors import ReadError
from servanda.reading import open_draft
from servanda.reading.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
BY = 'w:id="9" w:author="Delegate A" w:date="2026-03-01T09:00:00Z"'


def part(name, inner):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {SPACES}>{inner}</w:{name}>'


def pack(body, **parts):
    """Give the bytes of a Word file with a body and further parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", part(name, inner))
    return packed.getvalue()


def run(text, properties=""):
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inner, properties=""):
    inner = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text, level=0, number=1):
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at, form, template, extra=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{template}"/></w:lvl>'
    )


def lists(*levels, extra=""):
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{extra}'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


def blocks(data, tracked="accept"):
    return read_docx(data, tracked).text.split("\n\n")


DELETED = '<w:r><w:delText xml:space="preserve">{}</w:delText></w:r>'
TRACKED = par(
    run("Each Party shall ")
    + f"<w:ins {BY}>{run('endeavour to ')}</w:ins>"
    + f"<w:del {BY}>{DELETED.format('fully ')}</w:del>"
    + run("ensure access.")
)


def test_tracked_insertion_is_kept_and_deletion_dropped():
    assert read_docx(pack(TRACKED)).text == "Each Party shall endeavour to ensure access."


def test_tracked_changes_rejected():
    draft = read_docx(pack(TRACKED), tracked="reject")
    assert draft.text == "Each Party shall fully ensure access."


def test_tracked_changes_are_listed_either_way():
    for tracked in ("accept", "reject"):
        found = read_docx(pack(TRACKED), tracked).metadata["tracked"]
        assert [(one["kind"], one["text"]) for one in found] == [
            ("insertion", "endeavour to"),
            ("deletion", "fully"),
        ]
        assert {one["author"] for one in found} == {"Delegate A"}
        assert {one["date"] for one in found} == {"2026-03-01T09:00:00Z"}


def test_wrong_reading_of_changes():
    with pytest.raises(ValueError, match="'tracked' parameter"):
        read_docx(pack(TRACKED), "keep")


def test_moved_paragraph_stands_once():
    moved = "Each Party shall notify."
    body = (
        f"<w:p><w:pPr><w:rPr><w:moveFrom {BY}/></w:rPr></w:pPr>"
        f"<w:moveFrom {BY}>{run(moved)}</w:moveFrom></w:p>"
        + par("It enters into force.")
        + f"<w:p><w:moveTo {BY}>{run(moved)}</w:moveTo></w:p>"
    )
    assert blocks(pack(body)) == ["It enters into force.", moved]
    assert blocks(pack(body), "reject") == [moved, "It enters into force."]
    found = read_docx(pack(body)).metadata["tracked"]
    assert [(one["kind"], one["text"]) for one in found] == [("move", moved)]


def test_deleted_paragraph_mark_joins_and_inserted_mark_parts():
    body = "<w:p><w:pPr><w:rPr><w:{0} {1}/></w:rPr></w:pPr>{2}</w:p>{3}"
    pieces = run("Each Party shall report "), par("every year.")
    deleted = pack(body.format("del", BY, *pieces))
    inserted = pack(body.format("ins", BY, *pieces))
    joined, parted = (
        ["Each Party shall report every year."],
        [
            "Each Party shall report",
            "every year.",
        ],
    )
    assert (blocks(deleted), blocks(deleted, "reject")) == (joined, parted)
    assert (blocks(inserted), blocks(inserted, "reject")) == (parted, joined)
    assert read_docx(deleted).metadata["tracked"][0]["text"] == "¶"


def test_tracked_rows():
    def row(*cells, change=""):
        cells = "".join(f"<w:tc>{par(cell)}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{change}</w:trPr>{cells}</w:tr>"

    table = row("Year", "Rate") + row("one", "5 %", change=f"<w:ins {BY}/>")
    data = pack(f"<w:tbl>{table}{row('two', '3 %', change=f'<w:del {BY}/>')}</w:tbl>")
    assert blocks(data) == ["Year | Rate\none | 5 %"]
    assert blocks(data, "reject") == ["Year | Rate\ntwo | 3 %"]
    assert [one["text"] for one in read_docx(data).metadata["tracked"]] == ["one5 %", "two3 %"]


def test_rejecting_a_changed_numbering():
    before = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    change = f"<w:pPrChange {BY}><w:pPr>{before}</w:pPr></w:pPrChange>"
    data = pack(par("Each Party shall act.", change), numbering=lists(level(0, "decimal", "%1.")))
    assert blocks(data) == ["Each Party shall act."]
    assert blocks(data, "reject") == ["1. Each Party shall act."]


def test_numbers_of_three_levels_start_anew():
    numbering = lists(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")
    )
    body = "".join(item("Words.", at) for at in (0, 1, 2, 2, 1, 0, 1, 2))
    assert blocks(pack(body, numbering=numbering)) == [
        "1. Words.",
        "  (a) Words.",
        "    (i) Words.",
        "    (ii) Words.",
        "  (b) Words.",
        "2. Words.",
        "  (a) Words.",
        "    (i) Words.",
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ["1.", "2."]),
        ("decimalZero", ["01.", "02."]),
        ("upperLetter", ["A.", "B."]),
        ("upperRoman", ["I.", "II."]),
        ("ordinal", ["1st.", "2nd."]),
        ("none", [".", "."]),
    ],
)
def test_number_formats(form, shown):
    data = pack(item("W") * 2, numbering=lists(level(0, form, "%1.")))
    assert [block.split(" W")[0].removesuffix("W") for block in blocks(data)] == shown


def test_bullets_are_dashes():
    data = pack(item("data;") * 2, numbering=lists(level(0, "bullet", "\uf0b7")))
    assert blocks(data) == ["- data;", "- data;"]


def test_article_numbers_legal_style_and_no_restart():
    numbering = lists(
        level(0, "upperRoman", "Article %1"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "(%3)", '<w:lvlRestart w:val="0"/>'),
    )
    outline = '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        par("Scope", outline) + item("One.", 1) + item("a", 2) + par("Terms", outline)
        + item("Two.", 1) + item("b", 2)
    )  # fmt: skip
    assert blocks(pack(body, numbering=numbering)) == [
        "# Article I: Scope",
        "1.1 One.",
        "  (a) a",
        "# Article II: Terms",
        "2.1 Two.",
        "  (b) b",
    ]


def test_lists_of_one_abstract_list_count_on_unless_told_to_start():
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(item("W", 0, number) for number in (1, 2, 3, 3, 1))
    data = pack(body, numbering=lists(level(0, "decimal", "%1."), extra=extra))
    assert blocks(data) == ["1. W", "2. W", "5. W", "6. W", "7. W"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Art"><w:name w:val="heading 2"/><w:pPr>'
    '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Clause"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Clause too"/>'
    '<w:basedOn w:val="Para"/></w:style><w:style w:type="paragraph" w:styleId="Titel">'
    '<w:name w:val="Title"/></w:style><w:style w:type="character" w:styleId="Secret">'
    '<w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>'
)


def styled(style, text):
    return par(text, f'<w:pStyle w:val="{style}"/>')


def test_numbers_and_headings_by_style():
    numbering = lists(
        level(0, "decimal", "Article %1", '<w:pStyle w:val="Art"/>'), level(1, "decimal", "%2.")
    )
    body = (
        styled("Titel", "Accord on Ferries") + styled("Toc", "Article 1 Scope 3")
        + styled("Art", "Scope") + styled("Para", "It applies.") + styled("Sub", "It binds.")
        + styled("Art", "Terms") + styled("Para", "It ends.")
    )  # fmt: skip
    draft = read_docx(pack(body, numbering=numbering, styles=STYLES))
    assert draft.title == "Accord on Ferries"
    assert draft.text.split("\n\n") == [
        "# Accord on Ferries",
        "## Article 1: Scope",
        "1. It applies.",
        "2. It binds.",
        "## Article 2: Terms",
        "1. It ends.",
    ]


def test_clause_in_a_heading_style_is_no_heading():
    words = "Each Party shall see to it that the ferries of the other Party are let in at night."
    assert blocks(pack(par(words, '<w:outlineLvl w:val="1"/>'))) == [words]


def test_list_behind_a_numbering_style():
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr>'
        '<w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{level(0, "decimal", "§%1")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    )
    assert blocks(pack(item("W"), numbering=numbering, styles=styles)) == ["§1 W"]


def test_footnotes_and_endnotes():
    def note(kind, key, text):
        return f'<w:{kind} w:id="{key}">{par(f"<w:r><w:{kind}Ref/></w:r>" + run(text))}</w:{kind}>'

    body = par(
        run("Each Party")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>'
        + run(" shall act")
        + '<w:r><w:footnoteReference w:id="5"/></w:r>'
        + run(" at once.")
        + '<w:r><w:footnoteReference w:id="4" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    )
    footnotes = (
        f'<w:footnote w:type="separator" w:id="-1">{par("rule")}</w:footnote>'
        + note("footnote", 5, "Within 30 days.")
        + note("footnote", 4, "Weather permitting.")
    )
    data = pack(body, footnotes=footnotes, endnotes=note("endnote", 2, "Or both."))
    assert blocks(data) == [
        "Each Party[^i] shall act[^1] at once.[^*]",
        "[^i]: Or both.",
        "[^1]: Within 30 days.",
        "[^*]: Weather permitting.",
    ]


def test_tables_and_tables_for_layout():
    def table(*rows):
        rows = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"

    data = table([par("Year"), par("Rate")], [par("one"), par("5 %")])
    items = table([par("(a)"), par("Each Party shall act;")])
    columns = table([par("Article 1") + par("It binds."), par("Artículo 1") + par("Obliga.")])
    assert blocks(pack(data)) == ["Year | Rate\none | 5 %"]
    assert blocks(pack(items)) == ["(a) Each Party shall act;"]
    assert blocks(pack(columns)) == ["Article 1", "It binds.", "Artículo 1", "Obliga."]


def test_hyphens_tabs_breaks_and_symbols():
    body = par(
        "<w:r><w:t>(a)</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>oper</w:t>"
        "<w:softHyphen/><w:t>ate\u00a0by</w:t>"
        '<w:sym w:font="Symbol" w:char="F0A3"/><w:t>5;</w:t><w:br/><w:t>(b) meet</w:t>'
        "<w:br/><w:t>often.</w:t></w:r>"
    )
    assert blocks(pack(body)) == ["(a) co-operate by≤5;", "(b) meet often."]


def test_text_box_comes_once_and_controls_links_and_fields_give_their_words():
    box = f"<w:txbxContent>{par('Boxed words.')}</w:txbxContent>"
    drawn = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Article 4")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    body = (
        par(run("See ") + f"<w:hyperlink>{field}</w:hyperlink><w:r>{drawn}</w:r>")
        + f"<w:sdt><w:sdtContent>{par('Controlled words.')}</w:sdtContent></w:sdt>"
    )
    assert blocks(pack(body)) == ["See Article 4", "Boxed words.", "Controlled words."]


def test_table_of_contents_over_paragraphs_is_left_out():
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Article 1 ... 2")
        + "</w:p>" + par("Article 2 ... 3")
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' + par("Each Party shall act.")
    )  # fmt: skip
    assert blocks(pack(body)) == ["Each Party shall act."]


def test_hidden_text_and_comments_are_left_out():
    body = par(
        run("Each Party shall ") + run("secretly ", "<w:vanish/>")
        + run("never ", '<w:rStyle w:val="Secret"/>') + run("really ", '<w:vanish w:val="0"/>')
        + '<w:r><w:commentReference w:id="1"/></w:r>' + run("act.")
    )  # fmt: skip
    comments = f'<w:comment w:id="1">{par("Why?")}</w:comment>'
    assert blocks(pack(body, styles=STYLES, comments=comments)) == ["Each Party shall really act."]


def test_file_written_by_python_docx(tmp_path):
    document = docx.Document()
    document.core_properties.title = "Accord on Tides"
    document.sections[0].header.paragraphs[0].text = "RESTRICTED"
    document.add_heading("Article 1", 1)
    document.add_paragraph("The Parties may meet.", style="List Number")
    document.add_paragraph("They should talk.", style="List Bullet")
    path = tmp_path / "tides.docx"
    document.save(path)
    draft = open_draft(path)
    assert draft.text.split("\n\n") == ["# Article 1", "1. The Parties may meet.",
                                        "- They should talk."]  # fmt: skip
    assert draft.title == "Accord on Tides"
    assert draft.metadata["format"] == "docx"


def archive(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 cut short", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (archive(mimetype="x"), "word/document.xml is missing"),
        (archive(word__document_xml=ENTITIES), "entities"),
        (archive(word__document_xml="<w:document>"), "not sound XML"),
        (archive(word__document_xml=f"<w:document {W}/>"), "no body"),
        (pack(""), "no text"),
        (archive(word__document_xml="<a>" + "\0" * 30_000_000), "far more than a draft"),
        (archive(**{f"f{at}": "" for at in range(10_001)}), "far more than a draft"),
        (pack(f"<w:p>{'<w:smartTag>' * 300}{'</w:smartTag>' * 300}</w:p>"), "Word"),
    ],
)  # fmt: skip
def test_damaged_and_hostile_files_get_one_sentence(data, said):
    with pytest.raises(ReadError, match=re.escape(said)) as caught:
        read_docx(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_style_based_on_itself_and_wild_numbers_do_no_harm():
    styles = '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    styles += '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    wild = level(0, "lowerRoman", "%1.").replace('w:start w:val="1"', 'w:start w:val="999999999"')
    body = styled("A", "Words.") + item("Words.", 0) + item("Words.", 99, 1)
    found = blocks(pack(body, styles=styles, numbering=lists(wild)))
    assert found[0] == found[2] == "Words."
    assert len(found[1]) < 40
