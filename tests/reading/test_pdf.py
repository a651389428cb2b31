"""PDF files: the text in reading order, without what the page puts around it."""

import re
import textwrap
import time
from pathlib import Path

import pytest

from servanda.errors import ReadError
from servanda.reading import open_draft
from servanda.reading.pdf import read_pdf
from servanda.reading.pdf_hyphens import Words

HEIGHT, WIDTH = 842, 595


def pdf(*pages, title="", extra=b""):
    """Give the bytes of a PDF; a page is a list of (x, y, text[, size[, font[, angle]]]).

    Text as None draws a rule of the width `size`; font F1 is upright, F2 bold, F3 monospaced.
    """
    objects = [b"", b""]
    fonts = b"".join(
        b"/F%d << /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >> "
        % (at, name)
        for at, name in enumerate((b"Times-Roman", b"Times-Bold", b"Courier"), 1)
    )
    kids = []
    for page in pages:
        stream = b"\n".join(_operators(*line) for line in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << %s >> >> >>" % (WIDTH, HEIGHT, len(objects), fonts)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) >>" % title.encode("cp1252"))
    out, places = b"%PDF-1.4\n", []
    for number, inner in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, inner)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF" % (size, table, size, size - 1, extra, len(out))
    )


def _operators(x, y, text, size=10, font="F1", angle=None):
    if text is None:
        return b"%g %g m %g %g l S" % (x, y, x + size, y)
    shown = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    matrix = angle or "1 0 0 1"
    return f"BT /{font} {size} Tf {matrix} {x} {y} Tm (".encode() + shown + b") Tj ET"


def set_text(text, y=760, x=72, wide=60, step=12, first=0, size=10):
    """Give the lines of a paragraph, as a typesetter would, in a font of even width."""
    lines = textwrap.wrap(text, wide, break_on_hyphens=False)
    return [
        (x + (first if at else 0), y - at * step, line, size, "F3") for at, line in enumerate(lines)
    ]


def paragraphs(*texts, y=760, gap=8, **options):
    """Give the lines of paragraphs below each other."""
    lines = []
    for text in texts:
        lines += set_text(text, y=y, **options)
        y = lines[-1][1] - 12 - gap
    return lines


def blocks(*pages, **options):
    return read_pdf(pdf(*pages, **options)).text.split("\n\n")


LONG = (
    "Each Party shall see to it that its harbours are open to the ferries of the other Party at "
    "all hours, and shall tell the other Party without delay of any harbour that it has to close."
)
OTHER = (
    "The Parties should endeavour to agree on a common timetable, which they may change by an "
    "exchange of letters whenever the season or the state of the tides makes that worth while."
)


def test_lines_become_paragraphs():
    assert blocks(paragraphs(LONG, OTHER)) == [LONG, OTHER]
    assert blocks(paragraphs(LONG, OTHER, gap=0)) == [LONG, OTHER]


def test_numbered_paragraphs_and_nested_items():
    page = [
        (72, 760, "Article 3", 10, "F2"),
        *[(72, 740, "1.", 10, "F3"), *set_text(LONG, y=740, x=100)],
        *[(100, 690, "(a)", 10, "F3"), (128, 690, "[shall][should] be clean;", 10, "F3")],
        *[(100, 678, "(b)", 10, "F3"), (128, 678, "may be new.", 10, "F3")],
        *[(72, 660, "2.", 10, "F3"), *set_text(OTHER, y=660, x=100)],
    ]
    assert blocks(page) == [
        "### Article 3",
        f"1. {LONG}",
        "  (a) [shall][should] be clean;",
        "  (b) may be new.",
        f"2. {OTHER}",
    ]


def test_paragraph_goes_on_over_the_end_of_a_page():
    lines = set_text(f"{LONG[:-1]}, and {OTHER[0].lower()}{OTHER[1:]}", y=120)
    first, second = lines[:3], [(x, y + 700, *rest) for x, y, *rest in lines[3:]]
    page = [*paragraphs(OTHER), *first]
    assert blocks(page, second)[1] == f"{LONG[:-1]}, and {OTHER[0].lower()}{OTHER[1:]}"


def test_heads_feet_and_page_numbers_go():
    head, texts = "FERRIES/2026/W/{}  RESTRICTED", (LONG, OTHER, LONG)
    pages = [
        [(72, 800, head.format(at)), *paragraphs(text), (290, 40, f"{at + 6}")]
        for at, text in enumerate(texts)
    ]
    assert blocks(*pages) == [LONG, OTHER, LONG]
    pages = [[*paragraphs(text), (280, 40, f"Page {at} of 3")] for at, text in enumerate(texts, 1)]
    assert blocks(*pages) == [LONG, OTHER, LONG]


def test_numbers_that_are_no_page_numbers_stay():
    pages = [[*paragraphs(LONG), (72, 60, "Article 9")], paragraphs(OTHER)]
    assert blocks(*pages) == [LONG, "### Article 9", OTHER]


def test_margin_line_numbers_go():
    lines = paragraphs(LONG, OTHER, gap=12)
    numbers = [(40, 760 - 12 * at, str(at + 1), 8) for at in range(0, 9)]
    assert blocks([*numbers, *lines]) == [LONG, OTHER]


def test_margin_labels_of_recitals_go():
    page = [
        *[(72, 765, "Pp1", 6), *set_text("Recalling the tides,", y=760, x=110)],
        *[(72, 745, "Pp2", 6), *set_text("Noting the winds,", y=740, x=110)],
    ]
    assert blocks(page) == ["Recalling the tides,", "Noting the winds,"]


def test_footnotes_go_to_the_end():
    page = [
        *set_text("Each Party shall act", y=760),
        (193, 764, "1", 6, "F3"),
        (72, 730, "The Parties may meet in the 3rd month.", 10, "F3"),
        (72, 104, None, 144),
        (72, 94, "1", 5, "F3"),
        (78, 90, "Within 30 days, unless the", 8, "F3"),
        (78, 80, "weather is foul.", 8, "F3"),
    ]
    assert blocks(page, paragraphs(OTHER)) == [
        "Each Party shall act[^1]",
        "The Parties may meet in the 3rd month.",
        OTHER,
        "[^1]: Within 30 days, unless the weather is foul.",
    ]


def test_footnotes_counted_anew_on_each_page_keep_apart():
    page = [
        *set_text("Each Party shall act", y=760),
        (193, 764, "1", 6, "F3"),
        (72, 104, None, 144),
        (72, 94, "1", 5, "F3"),
        (78, 90, "In time.", 8, "F3"),
    ]
    assert blocks(page, [*page, *paragraphs(LONG, y=700)])[-2:] == [
        "[^1]: In time.",
        "[^1-2]: In time.",
    ]


def test_raised_figures_without_a_note_are_text():
    page = [*set_text("An area of 9 km", y=760), (163, 764, "2", 6, "F3")]
    assert blocks([*page, *paragraphs(LONG, y=700)]) == ["An area of 9 km2", LONG]


def test_two_columns():
    left = paragraphs(LONG, OTHER, wide=30, x=60)
    right = paragraphs(OTHER, LONG, wide=30, x=320)
    assert blocks([(200, 790, "Accord on Ferries", 16, "F2"), *left, *right]) == [
        "# Accord on Ferries",
        *(LONG, OTHER, OTHER, LONG),
    ]


def test_headings():
    page = [
        (230, 780, "ACCORD ON FERRIES", 16, "F2"),
        (262, 750, "CHAPTER I", 10, "F2"),
        (72, 740, "A.1 Ferries by night", 10, "F2"),
        (265, 725, "Article 1"),
        *paragraphs(LONG, y=700),
        (72, 600, "Option 1:", 10, "F2"),
        *paragraphs(OTHER, y=580),
        (72, 500, "Article 2 shall apply to rafts.", 10, "F2"),
    ]
    assert blocks(page) == [
        "# ACCORD ON FERRIES",
        "# CHAPTER I",
        "## A.1 Ferries by night",
        "### Article 1",
        LONG,
        "Option 1:",
        OTHER,
        "Article 2 shall apply to rafts.",
    ]


def test_watermarks_go():
    page = [*paragraphs(LONG, OTHER), (150, 300, "DRAFT", 90, "F2", "0.7 0.7 -0.7 0.7")]
    assert blocks(page) == [LONG, OTHER]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("a mecha-", "nism for all", "a mechanism for all"),
        ("be country-", "driven", "be country-driven"),
        ("the co-", "operation", "the cooperation"),
        ("two co-", "operatives", "two co-operatives"),
        ("a non-", "binding text", "a non-binding text"),
        ("the Secretary-", "General", "the Secretary-General"),
        ("in 2013-", "2015", "in 2013-2015"),
        ("in 2013–", "2015", "in 2013–2015"),
        ("and/", "or", "and/or"),
        ("shall –", "if asked –", "shall – if asked –"),
        ("a low-", "emission path", "a low-emission path"),
    ],
)
def test_hyphens_at_line_ends(before, after, joined):
    words = Words(
        ["a country-driven process", "cooperation on emission and binding rules", "co-operatives"]
    )
    assert words.join(before, after) == joined


def test_title():
    page = [(220, 780, "Accord on Ferries", 16, "F2"), *paragraphs(LONG)]
    assert read_pdf(pdf(page, title="Accord of 2026")).title == "Accord of 2026"
    made_up = read_pdf(pdf(page, title="Microsoft Word - a.doc"))
    assert made_up.title == "Accord on Ferries"
    assert made_up.metadata["format"] == "pdf"


def test_pages_without_text_are_named():
    drawn = [(72, 400, None, 300)]
    warnings = read_pdf(pdf(paragraphs(LONG), drawn)).metadata["warnings"]
    assert len(warnings) == 1
    assert "page 2" in warnings[0]


LOCK = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O (" + b"o" * 32 + b") /U ("
    + b"u" * 32 + b") >> /ID [(0123456789abcdef) (0123456789abcdef)]"
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7\nnothing here", "damaged"),
        (pdf(paragraphs(LONG))[:300], "damaged"),
        (pdf(), "damaged"),
        (pdf([(72, 400, None, 300)]), "OCRmyPDF"),
        (pdf([]), "OCRmyPDF"),
        (pdf(paragraphs(LONG), extra=LOCK), "encrypted"),
        (pdf(*[[]] * 3001), "3001 pages"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(data, said):
    with pytest.raises(ReadError, match=re.escape(said)) as caught:
        read_pdf(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


DRAFTS = {
    "2015-02-12_geneva-negotiating-text.pdf": (1273, 1273, 10),
    "2015-10-05_nonpaper.pdf": (231, 231, 5),
    "2015-10-23_draft.pdf": (1617, 1618, 18),
    "2015-12-04_compilation.pdf": (1685, 1685, 24),
}


@pytest.fixture(scope="module")
def paris(shared):
    """Give the four PDFs of the Paris negotiations as read, and the longest reading's seconds."""
    folder = shared / "corpora" / "drafts" / "paris-2015"
    return {name: open_draft(folder / name) for name in DRAFTS}


@pytest.mark.parametrize("name", DRAFTS)
def test_real_drafts_keep_every_bracket_and_note(paris, name):
    text = paris[name].text
    opening, closing, notes = DRAFTS[name]
    bare = re.sub(r"\[\^[^\]\s]+\]", "", text)
    assert (bare.count("["), bare.count("]")) == (opening, closing)
    bodies = re.findall(r"^\[\^([^\]\s]+)\]: \S", text, re.MULTILINE)
    assert len(bodies) == notes
    for mark in bodies:
        assert text.count(f"[^{mark}]") >= 2, mark


@pytest.mark.parametrize("name", DRAFTS)
def test_real_drafts_carry_no_furniture(paris, name):
    lines = paris[name].text.split("\n")
    assert not [line for line in lines if re.fullmatch(r"(?:Page )?\d+(?: of \d+)?", line)]
    assert not [line for line in lines if "InformalNote" in line and len(line) < 40]
    torn = [line for line in lines if re.match(r"[a-z]{2,}\s", line) and line[:4] != "new "]
    assert len(torn) <= 3


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("2015-10-23_draft.pdf", "2015-10-23_draft.md"),
        ("2015-12-04_compilation.pdf", "2015-12-04_draft.md"),
    ],
)
def test_articles_are_those_of_the_markdown(paris, shared, name, twin):
    def articles(text):
        found = re.findall(r"^#+ \[?Article (\d+ ?\w*)", text, re.MULTILINE)
        return [number.replace(" ", "") for number in found]

    markdown = open_draft(shared / "corpora" / "drafts" / "paris-2015" / twin).text
    assert len(articles(markdown)) == 30
    assert articles(paris[name].text) == articles(markdown)


def test_long_drafts_are_read_in_good_time(shared):
    path = shared / "corpora" / "drafts" / "paris-2015" / "2015-02-12_geneva-negotiating-text.pdf"
    began = time.process_time()
    assert read_pdf(path.read_bytes()).metadata["pages"] == 86
    assert time.process_time() - began < 30


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_draft_reads_the_same_from_every_format(suffix):
    folder = Path(__file__).resolve().parents[2] / "corpora" / "sample"

    def bare(path):
        lines = open_draft(path).text.split("\n")
        return [line.lstrip("# ") for line in lines if line]

    assert bare(folder / f"ecommerce-draft.{suffix}") == bare(folder / "ecommerce-draft.md")
