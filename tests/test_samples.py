"""The sample drafts and the golden sentences are what they say they are (no pipeline needed)."""

import csv
import hashlib
import importlib.util
import io
import json
import re
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpora" / "sample"
GOLDEN = ROOT / "corpora" / "golden"
SENTENCES = [
    *sorted(GOLDEN.glob("sentences*.toml")),
    ROOT / "tests" / "golden" / "norms.toml",
]
LABELS = tomllib.loads((ROOT / "pipeline/servanda/data/labels.toml").read_text())
RANKS = {name: label["rank"] for name, label in LABELS["labels"].items()}
NORMS = RANKS.keys() - {"none"}
PARTS = {"bearer", "qualifier", "condition"}
DRAFTS = ("ecommerce-draft.md", "ecommerce-draft-rev1.md", "bracketed-draft.md")
TABLE_4 = {
    "4.4": "may work together, on a voluntary basis,",
    "5.3": "shall endeavour to share best practices",
    "7.3": "shall endeavour to cooperate",
    "9.1": "shall commit to enhancing international cooperation on regulation",
    "12.2": "shall endeavour to cooperate",
    "13.1": "Recognising the worth of contestable digital markets, the Parties shall endeavour to",
    "15.2": "shall endeavour to cooperate",
}


def parse(marked):
    """Give the plain text of a marked sentence and its spans (tag, start, end) in order."""
    plain, spans, opened = "", [], []
    for piece in re.split(r"(</?\w+>)", marked):
        if piece.startswith("</"):
            tag, start = opened.pop()
            assert piece == f"</{tag}>", marked
            spans.append((tag, start, len(plain)))
        elif re.fullmatch(r"<\w+>", piece):
            opened.append((piece[1:-1], len(plain)))
        else:
            plain += piece
    assert not opened, marked
    assert not re.search(r"[<>{}]", plain), marked
    return plain, sorted(spans, key=lambda span: span[1:])


def entries(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]


def rows(name):
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def provisions(name):
    """Give the provisions of a draft by citation: words, or a heading for an article."""
    found, article, paragraph = {}, "", ""
    for block in (SAMPLE / name).read_text(encoding="utf-8").split("\n\n"):
        if match := re.match(r"#+ Article (\d+): (.+)", block):
            article = paragraph = match[1]
            found[article] = match[2]
        elif block.startswith("## ANNEX"):
            article = "annex"
        elif match := re.match(r"(\d+\.\d+|\d+\.) (.+)", block):
            join = "-" if article == "annex" else "."
            own = match[1].rstrip(".")
            paragraph = own if "." in own else f"{article}{join}{own}"
            found[paragraph] = match[2]
        elif match := re.match(r"(\([a-z]\)) (.+)", block):
            found[paragraph + match[1]] = match[2]
        elif match := re.match(r"\[\^(\d)\]: (.+)", block):
            found[f"fn-{match[1]}"] = match[2]
    return found


def runs(text, length=14):
    words = re.findall(r"[a-záéíóúüñàâçèêëîïôûœ0-9]+", text.lower())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_sentences_markup_is_well_formed(path):
    for entry in entries(path):
        plain, spans = parse(entry["text"])
        assert {tag for tag, *_ in spans} <= NORMS | PARTS, entry["id"]
        assert all(plain[start:end].strip() == plain[start:end] for _, start, end in spans)
        assert plain == " ".join(plain.split()), entry["id"]


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_sentences_label_is_that_of_the_strongest_norm(path):
    for entry in entries(path):
        found = [tag for tag, *_ in parse(entry["text"])[1] if tag in NORMS]
        strongest = max(found, key=RANKS.get, default="none")
        assert entry["label"] == strongest, entry["id"]
        if not found:
            assert "<" not in entry["text"], entry["id"]


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_sentences_norms_do_not_overlap(path):
    for entry in entries(path):
        spans = [span for span in parse(entry["text"])[1] if span[0] in NORMS]
        ends = [0, *(end for *_, end in spans)]
        assert all(span[1] >= end for span, end in zip(spans, ends, strict=False)), entry["id"]


def test_sentences_are_not_given_twice():
    every = [(path.stem, entry) for path in SENTENCES for entry in entries(path)]
    ids = Counter((name, entry["id"]) for name, entry in every)
    texts = Counter(parse(entry["text"])[0].lower() for _, entry in every)
    assert [key for key, count in ids.items() if count > 1] == []
    assert [key for key, count in texts.items() if count > 1] == []


def test_golden_covers_every_rule():
    rules = tomllib.loads((GOLDEN / "corpus.toml").read_text(encoding="utf-8"))["rules"]
    english = Counter(entry["rule"] for entry in entries(GOLDEN / "sentences.toml"))
    assert english.keys() == rules.keys()
    assert min(english.values()) >= 3
    for path in GOLDEN.glob("sentences_*.toml"):
        assert {entry["rule"] for entry in entries(path)} <= rules.keys()


def test_golden_has_enough_of_each_label():
    counts = Counter(entry["label"] for entry in entries(GOLDEN / "sentences.toml"))
    assert counts.keys() == RANKS.keys()
    assert counts.total() >= 420
    assert min(counts.values()) >= 40


def test_golden_checksums_fit():
    corpus = tomllib.loads((GOLDEN / "corpus.toml").read_text(encoding="utf-8"))
    assert corpus["licence"] == "Apache-2.0"
    assert set(corpus["sha256"]) == {path.name for path in GOLDEN.glob("sentences*.toml")}
    for name, expected in corpus["sha256"].items():
        assert hashlib.sha256((GOLDEN / name).read_bytes()).hexdigest() == expected, name


def test_golden_card_counts_are_true():
    card = (GOLDEN / "README.md").read_text(encoding="utf-8")
    columns = [entries(path) for path in sorted(GOLDEN.glob("sentences*.toml"))]
    for label in RANKS:
        counts = [sum(entry["label"] == label for entry in column) for column in columns]
        assert f"| {label} | {' | '.join(map(str, counts))} |" in card


def test_sample_norms_stand_in_their_provisions():
    found = provisions("ecommerce-draft.md")
    for row in rows("expected_norms.csv"):
        section = row["section"]
        words = found[section]
        assert row["operative"] in words, section
        if "(" not in section:
            assert row["bearer"] in words, section


def test_sample_shows_every_label_and_form_several_times():
    expected = rows("expected_norms.csv")
    forms = Counter(row["form"] for row in expected)
    assert forms.keys() == LABELS["forms"].keys()
    assert min(forms.values()) >= 3
    assert all(LABELS["forms"][row["form"]]["label"] == row["label"] for row in expected)


def test_sample_has_the_seven_phrases_of_table_4():
    found = provisions("ecommerce-draft.md")
    labels = {row["section"]: row["label"] for row in rows("expected_norms.csv")}
    for section, phrase in TABLE_4.items():
        assert phrase in found[section]
        expected = "obligation" if section == "9.1" else "best_endeavour"
        assert labels[section] == expected
    assert "(A.2(8))" in found["9"]


def test_sample_planted_changes_refer_to_provisions():
    before, after = provisions("ecommerce-draft.md"), provisions("ecommerce-draft-rev1.md")
    for row in rows("planted-changes.csv"):
        old, new = row["before_ref"], row["after_ref"]
        assert row["change"] in {"hardened", "softened", "same", "new", "removed"}
        assert (old in before) == (row["change"] != "new"), row
        assert (new in after) == (row["change"] != "removed"), row


def test_sample_revision_changes_nothing_that_is_not_planted():
    before, after = provisions("ecommerce-draft.md"), provisions("ecommerce-draft-rev1.md")
    planted = rows("planted-changes.csv")
    old = {row["before_ref"] for row in planted}
    new = {row["after_ref"] for row in planted}
    small = {row["before_ref"] for row in planted if row["kind"] == "renumbered"}
    for row in planted:
        if row["before_ref"] in small and row["kind"] == "renumbered":
            assert before[row["before_ref"]] == after[row["after_ref"]], row
    for section in before.keys() - old:
        if "(" not in section and section not in {"12", "13", "14", "15", "16"}:
            assert before[section] == after[section], section
    assert all("(" in ref or "." not in ref or ref in before for ref in after.keys() - new)


def test_sample_bracketed_rows_refer_to_provisions():
    found = provisions("bracketed-draft.md")
    expected = rows("bracketed-expected.csv")
    assert [row["section"] for row in expected] == [
        ref for ref in found if re.fullmatch(r"\d+\.\d+", ref)
    ]
    for row in expected:
        assert RANKS[row["strongest"]] >= RANKS[row["weakest"]]
        assert row["can_vanish"] in {"true", "false"}


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Give the folder with the sample as build.py makes it now."""
    pytest.importorskip("docx")
    monkeypatch.syspath_prepend(SAMPLE)
    spec = importlib.util.spec_from_file_location("sample_build", SAMPLE / "build.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "sample_build", module)
    spec.loader.exec_module(module)
    module.build(tmp_path)
    return tmp_path


def test_sample_files_are_what_build_makes(made):
    for suffix in (".txt", ".html", ".xml", ".pdf"):
        name = "ecommerce-draft" + suffix
        assert (made / name).read_bytes() == (SAMPLE / name).read_bytes(), name
    before, after = (zipfile.ZipFile(folder / "ecommerce-draft.docx") for folder in (SAMPLE, made))
    with before, after:
        for part in ("document", "numbering", "footnotes"):
            name = f"word/{part}.xml"
            assert before.read(name) == after.read(name), name


def test_sample_word_file_has_no_typed_numbers():
    with zipfile.ZipFile(SAMPLE / "ecommerce-draft.docx") as file:
        document = file.read("word/document.xml").decode()
    texts = re.findall(r"<w:p>.*?</w:p>", document, re.DOTALL)
    opening = [re.sub(r"<[^>]+>", "", text).strip() for text in texts]
    assert not [text for text in opening if re.match(r"Article \d|\d+\.|\([a-z]\)", text)]


def test_sample_pdf_breaks_words_and_has_page_heads():
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(io.BytesIO((SAMPLE / "ecommerce-draft.pdf").read_bytes())) as document:
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    assert all("DRAFT AGREEMENT ON ELECTRONIC COMMERCE" in page for page in pages)
    assert all(f"- {number} -" in page for number, page in enumerate(pages, 1))
    assert b"(tronic" in (SAMPLE / "ecommerce-draft.pdf").read_bytes()


def test_samples_share_no_run_of_words_with_treaties(shared):
    ours = set()
    for path in SENTENCES:
        for entry in entries(path):
            ours |= runs(parse(entry["text"])[0])
    for name in DRAFTS:
        ours |= runs((SAMPLE / name).read_text(encoding="utf-8"))
    theirs = set()
    for path in sorted((shared / "gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            theirs |= runs(json.loads(line)["text"]) & ours
    assert theirs == set()
