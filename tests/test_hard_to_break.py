"""Drafts that are damaged, hostile or of no sense: a result, or one sentence, and nothing else."""

import os
import subprocess
import sys
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servanda
from servanda.annotation.structure import parse
from servanda.reading.brackets.marks import pair
from servanda.reading.files import SUFFIXES
from servanda.reading.pdf_hyphens import Words

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOUNDED = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OPENINGS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b'<?xml version="1.0" encoding="utf-7"?><treaty><body><chapter>',
    b"<akomaNtoso><act><body><article><num>1</num>",
    b"<html><body><ol><li><table><tr><td>",
    b'{"articles": [{"article": "',
    b"\xff\xfe",
    b"Article 1\n\n1. Each Party shall [",
)
ARTICLE = '{"articles": [{"article": "1", "content_en": "A Party may act."}]}'
PIECES = (
    "Article 1\n\n", "# Article 2: Laws\n\n", "ANNEX\n\n", "Preamble\n\n", "1. ", "1.1 ", "(a) ",
    "(i) ",    "  - ", "[", "]", "[^1]", "\n\n[^1]: Note.\n\n",
    "Each Party shall publish its laws", ": ", "; and ",
    ".\n\n", "\n", " may ", " not ", "where appropriate", "Option 1: ", "²", "٣", "9" * 4400, "bis",
    "\u0301", "| a | b |\n", "Recalling the need,\n\n",
)  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=80))


@pytest.fixture(scope="module")
def nlp():
    return servanda.load("rules")


@BOUNDED
@given(
    opening=st.sampled_from(OPENINGS),
    rest=st.one_of(
        st.binary(max_size=200), texts.map(lambda text: text.encode("utf-8", "replace"))
    ),
    suffix=st.sampled_from(SUFFIXES),
)
def test_bytes_of_any_kind_are_read_or_refused(tmp_path, opening, rest, suffix):
    path = tmp_path / f"draft{suffix}"
    path.write_bytes(opening + rest)
    try:
        assert servanda.read(path).strip()
    except servanda.ServandaError as error:
        assert "\n" not in str(error)


@BOUNDED
@given(texts)
def test_sections_lie_in_the_text_and_in_each_other(text):
    sections = {section.id: section for section in parse(text)}
    for section in sections.values():
        assert 0 <= section.start <= section.body <= section.end <= len(text)
        if section.parent:
            around = sections[section.parent]
            assert around.start <= section.start <= section.end <= around.end


@settings(BOUNDED, max_examples=60)
@given(texts)
def test_norms_are_words_of_the_text(nlp, text):
    doc = nlp(text.encode("utf-8", "replace").decode())
    frame = servanda.norms(doc)
    assert frame.index.is_unique
    assert set(frame["section"]) <= set(servanda.outline(doc).index)
    for norm in frame.itertuples():
        said = doc.text[norm.start : norm.end]
        assert said.strip()
        assert "[" in said or "]" in said or said.split() == norm.operative.split()


def test_damaged_drafts_are_read_or_refused(root):
    command = [sys.executable, str(root / "benchmarks" / "fuzz.py"), "--no-attacks", "--count=150"]
    env = os.environ | {"PYTHONPATH": str(root / "pipeline")}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| all but those by hand | 150 |" in done.stdout


def test_a_device_is_no_draft(tmp_path):
    path = tmp_path / "endless.txt"
    path.symlink_to("/dev/zero")
    with pytest.raises(servanda.ServandaError, match="no plain file"):
        servanda.read(path)


def test_a_link_in_a_circle_is_no_draft(tmp_path):
    path = tmp_path / "circle.txt"
    path.symlink_to(path)
    with pytest.raises(servanda.ServandaError, match=r"circle\.txt"):
        servanda.read(path)


def test_halves_of_characters_go(tmp_path, nlp):
    path = tmp_path / "halves.json"
    path.write_text(
        '{"articles": [{"article": "1", "content_en": "Each Party \\ud800shall act."}]}'
    )
    assert servanda.read(path).endswith("Each Party shall act.")


def word_file(path, parts, packing=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_a_word_file_whose_text_is_no_document_is_refused(tmp_path):
    text = f'<w:ins xmlns:w="{SPACE}"><w:p><w:r><w:t>shall</w:t></w:r></w:p></w:ins>'
    path = word_file(tmp_path / "odd.docx", {"word/document.xml": text})
    with pytest.raises(servanda.ServandaError, match="holds no document"):
        servanda.read(path)


def test_entities_are_found_in_any_character_set(tmp_path):
    head = '<?xml version="1.0" encoding="utf-7"?><!DOCTYPE d [<!ENTITY a "shall">]>'
    text = f'{head}<w:document xmlns:w="{SPACE}"/>'
    path = word_file(tmp_path / "hidden.docx", {"word/document.xml": text.encode("utf-7")})
    with pytest.raises(servanda.ServandaError):
        servanda.read(path)


def test_an_archive_of_a_later_make_is_refused(tmp_path):
    path = word_file(tmp_path / "later.docx", {"word/document.xml": "<a/>"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 6] = 132  # the version that it takes to unpack it
    path.write_bytes(data)
    with pytest.raises(servanda.ServandaError, match="damaged"):
        servanda.read(path)


def test_damage_to_any_way_of_packing_is_told(tmp_path):
    text = f'<w:document xmlns:w="{SPACE}"><w:body>{"<w:p/>" * 99}</w:body></w:document>'
    path = word_file(tmp_path / "lzma.docx", {"word/document.xml": text}, zipfile.ZIP_LZMA)
    data = bytearray(path.read_bytes())
    data[60:80] = bytes(20)
    path.write_bytes(data)
    with pytest.raises(servanda.ServandaError, match="damaged"):
        servanda.read(path)


def test_a_sentence_without_end_costs_no_square(nlp):
    doc = nlp("Article 1\n\n" + "Each Party may act where appropriate and " * 300)
    frame = servanda.norms(doc)
    assert len(frame) > 250
    assert frame["text"].str.len().max() <= 10_000
    assert all(doc.text[n.start : n.end] == n.operative for n in frame.itertuples())


def test_lines_to_sign_on_cost_no_square(nlp):
    doc = nlp("Article 1\n\nEach Party shall sign: " + "_" * 100_000 + " and may wait.")
    assert len(servanda.norms(doc)) == 2
    assert len(doc) < 100


def test_blanks_inside_a_line_cost_no_square(tmp_path, nlp):
    path = tmp_path / "wide.txt"
    path.write_text("Each Party shall" + " " * 100_000 + "act.  \n\n\nNo Party shall wait.\t\n")
    began = time.process_time()
    doc = nlp(servanda.read(path))
    assert doc.text.endswith("act.\n\nNo Party shall wait.")
    assert len(servanda.norms(doc)) == 2
    assert time.process_time() - began < 2


@pytest.mark.parametrize(("sign", "suffix"), [(".", ".md"), ("1.1.", ".txt"), (" ", ".md")])
def test_runs_of_one_sign_cost_no_square(tmp_path, nlp, sign, suffix):
    path = tmp_path / f"run{suffix}"
    path.write_text(f"Article 1\n\nA {sign * 20_000} Party shall act.")
    began = time.process_time()
    nlp(servanda.read(path))
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number.json", ARTICLE.replace("1", "九" * 5000)),
        ("declared.html", '<meta charset="undefined"><p>A Party may act.\xff'),
    ],
)
def test_odd_numbers_and_character_sets_are_passed_over(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8" if name.endswith("json") else "latin-1"))
    assert "A Party may act." in servanda.read(path)


def test_a_long_line_takes_memory_in_proportion():
    text = "[shall] [should] act, and " * 40_000
    tracemalloc.start()
    found = pair(text)[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 80_000
    assert peak < 60 * len(text)


def test_a_paragraph_of_many_lines_costs_no_square():
    words, text, began = Words(["the co-operation"]), "", time.process_time()
    for _ in range(3000):
        text = words.join(text, "Each Party shall publish its laws and the fees of all co-")
    assert time.process_time() - began < 2
    assert words.join(text, "operation").endswith("fees of all co-operation")
