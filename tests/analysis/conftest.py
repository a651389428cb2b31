"""A small Doc made by hand, so that what these tests hold does not hang on the annotation."""

from pathlib import Path

import pytest
import spacy

import servanda

TEXT = """# Agreement on <Open> Trade

## PREAMBLE

Noting that "trade & data" grow,

# SECTION A: OPENNESS

## Article 1: Access

1.1 Each Party shall, as appropriate, publish its laws.[^1]

1.2 No Party shall impose customs duties on <script>alert(1)</script> files.

1.3 The Parties shall endeavour to:

(a) share best practices on access; and

(b) reduce fees, to the extent possible.

## Article 2: Review

2.1 The Committee shall meet once a year.

2.2 A Party may request consultations.

2.3 Each Party shall reply within 30 days.

2.4 Parties may work together, on a voluntary basis, to simplify forms.

# SECTION B: FINAL

## Article 3: Reports

Each Party should report on the results of cooperation.

[^1]: Laws include rules of the "customs" <b>office</b>.
"""

# id, kind, number, title, parent, where it starts, where its own words start
SECTIONS = [
    ("preamble", "preamble", "", "", "", "## PREAMBLE", "Noting"),
    ("preamble-1", "recital", "", "", "preamble", "Noting", "Noting"),
    ("section-A", "section", "A", "OPENNESS", "", "# SECTION A", "## Article 1"),
    ("1", "article", "1", "Access", "section-A", "## Article 1", "1.1"),
    ("1.1", "paragraph", "1.1", "", "1", "1.1", "Each Party shall, as"),
    ("1.2", "paragraph", "1.2", "", "1", "1.2", "No Party"),
    ("1.3", "paragraph", "1.3", "", "1", "1.3", "The Parties"),
    ("1.3-chapeau", "chapeau", "", "", "1.3", "The Parties", "The Parties"),
    ("1.3(a)", "item", "(a)", "", "1.3", "(a)", "share"),
    ("1.3(b)", "item", "(b)", "", "1.3", "(b)", "reduce"),
    ("2", "article", "2", "Review", "section-A", "## Article 2", "2.1"),
    ("2.1", "paragraph", "2.1", "", "2", "2.1", "The Committee"),
    ("2.2", "paragraph", "2.2", "", "2", "2.2", "A Party"),
    ("2.3", "paragraph", "2.3", "", "2", "2.3", "Each Party shall reply"),
    ("2.4", "paragraph", "2.4", "", "2", "2.4", "Parties may"),
    ("section-B", "section", "B", "FINAL", "", "# SECTION B", "## Article 3"),
    ("3", "article", "3", "Reports", "section-B", "## Article 3", "Each Party should"),
    ("fn-1", "footnote", "1", "", "", "[^1]: ", "Laws include"),
]

# section, operative phrase, label, form, bearer, qualifiers, last words of the unit
NORMS = [
    (
        "1.1",
        "shall, as appropriate, publish",
        "qualified",
        "caveat",
        "Each Party",
        "as appropriate",
    ),
    ("1.2", "No Party shall impose", "prohibition", "ban", "No Party", ""),
    ("1.3", "shall endeavour to", "best_endeavour", "effort", "The Parties", ""),
    ("1.3(a)", "shall endeavour to", "best_endeavour", "effort", "The Parties", ""),
    (
        "1.3(b)",
        "shall endeavour to",
        "best_endeavour",
        "effort",
        "The Parties",
        "to the extent possible",
    ),
    ("2.1", "shall meet", "obligation", "duty", "The Committee", ""),
    ("2.2", "may request", "permission", "liberty", "A Party", ""),
    ("2.3", "shall reply", "obligation", "duty", "Each Party", ""),
    ("2.4", "may work", "best_endeavour", "voluntary", "Parties", ""),
    ("3", "should report", "best_endeavour", "exhortation", "Each Party", ""),
]


def _section_records():
    records, ids = {}, [row[0] for row in SECTIONS]
    parents = {row[0]: row[4] for row in SECTIONS}
    starts = {row[0]: TEXT.index(row[5]) for row in SECTIONS}
    for at, (name, _, number, title, parent, _, body) in enumerate(SECTIONS):
        end = len(TEXT.rstrip())
        for other in ids[at + 1 :]:
            if not _within(other, name, parents):
                end = len(TEXT[: starts[other]].rstrip())
                break
        records[name] = {
            "at": at,
            "title": title,
            "number": number,
            "parent": parent,
            "start": starts[name],
            "end": end,
            "body": TEXT.index(body),
        }
    return records


def _within(section, ancestor, parents):
    while section:
        if section == ancestor:
            return True
        section = parents[section]
    return False


def _norm_record(sections, row):
    section, operative, label, form, bearer, qualifier = row
    inherited = section.startswith("1.3(")
    home = sections["1.3" if inherited else section]
    start = TEXT.index(operative, home["body"])

    def bounds(words, origin):
        return [TEXT.index(words, origin), TEXT.index(words, origin) + len(words)]

    return {
        "section": section,
        "start": start,
        "end": start + len(operative),
        "label": label,
        "form": form,
        "confidence": 0.9,
        "inherited": inherited,
        "bearer": bounds(bearer, home["body"]),
        "qualifiers": [bounds(qualifier, home["body"])] if qualifier else [],
        "conditions": [],
        "unit": [home["body"], home["end"]],
        "reasons": [f"'{operative}' reads as {form}"],
    }


@pytest.fixture(scope="session")
def root():
    """Give the folder of the project."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def doc():
    """Give the small draft as the pipeline would annotate it."""
    doc = spacy.blank("en")(TEXT)
    sections = _section_records()
    spans = [
        doc.char_span(r["start"], r["end"], row[1], span_id=row[0], alignment_mode="expand")
        for row, r in zip(SECTIONS, sections.values(), strict=True)
    ]
    doc.spans["sections"] = spacy.tokens.SpanGroup(
        doc, name="sections", spans=spans, attrs=sections
    )
    norms = {f"{row[0]}#1": _norm_record(sections, row) for row in NORMS}
    spans = [
        doc.char_span(r["start"], r["end"], r["label"], span_id=name, alignment_mode="expand")
        for name, r in norms.items()
    ]
    doc.spans["norms"] = spacy.tokens.SpanGroup(doc, name="norms", spans=spans, attrs=norms)
    return doc


@pytest.fixture(scope="session")
def sample(root):
    """Give the shipped sample draft, annotated by rule."""
    return servanda.load("rules")(servanda.read(root / "corpora/sample/ecommerce-draft.md"))
