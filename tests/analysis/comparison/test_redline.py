import io

import docx
import pytest
from docx.oxml.ns import qn

import servanda
from servanda.analysis.comparison.redline import redline
from servanda.reading import open_draft

BEFORE = """# Draft on Harbours

## Article 1: Access

1.1 Each Party shall publish its tariffs.[^1]

1.2 Each Party shall keep a register of pilots.

1.3 Each Party shall, in its ports:

(a) train its harbour masters; and

(b) light its buoys.

## Article 2: Lighthouses

Each Party shall maintain its lighthouses and tell mariners when one goes dark.

[^1]: Tariffs are in dollars.
"""
AFTER = """# Draft on Harbours

## Article 1: Lighthouses

Each Party shall maintain its lighthouses and tell mariners when one goes dark.

## Article 2: Access and Safety

2.1 Each Party should publish its tariffs.[^1]

2.2 Each Party shall, in its ports:

(a) train its harbour masters;

(b) paint its cranes; and

(c) light its buoys.

2.3 A Party may inspect <tugs> & "barges".

[^1]: Tariffs are in dollars.
"""


@pytest.fixture(scope="module")
def nlp():
    return servanda.load("rules")


@pytest.fixture(scope="module")
def comparison(nlp):
    return servanda.compare(nlp(BEFORE), nlp(AFTER))


@pytest.fixture(scope="module")
def path(comparison, tmp_path_factory):
    return redline(comparison, tmp_path_factory.mktemp("redline") / "redline.docx")


def plain(text):
    """Give the paragraphs of a text without the marks of headings and notes."""
    for number, raised in enumerate("¹²³", start=1):
        text = text.replace(f"[^{number}]: ", f"{raised} ").replace(f"[^{number}]", raised)
    return [" ".join(block.lstrip("# ").split()) for block in text.split("\n\n") if block.strip()]


@pytest.mark.parametrize(("tracked", "expected"), [("accept", AFTER), ("reject", BEFORE)])
def test_redline_leads_from_one_draft_to_the_other(path, tracked, expected):
    assert plain(open_draft(path, tracked=tracked).text) == plain(expected)


def test_redline_of_the_sample_leads_to_its_revision(root, nlp, tmp_path):
    folder = root / "corpora/sample"
    drafts = [servanda.read(folder / f"ecommerce-draft{name}.md") for name in ("", "-rev1")]
    path = redline(servanda.compare(*map(nlp, drafts)), tmp_path / "sample.docx")
    for tracked, draft in zip(("reject", "accept"), drafts, strict=True):
        assert plain(open_draft(path, tracked=tracked).text) == plain(draft)


def changed(path, how, text):
    """Give the words of each run that is deleted or inserted."""
    body = docx.Document(path).element.body
    runs = (run for change in body.iter(qn(how)) for run in change.findall(qn("w:r")))
    return ["".join(str(part.text) for part in run.findall(qn(text))) for run in runs]


def test_redline_changes_are_words(path):
    gone, come = changed(path, "w:del", "w:delText"), changed(path, "w:ins", "w:t")
    assert "shall" in gone and "should" in come
    assert "publish" not in " ".join(gone + come)
    assert not any(changed(path, "w:del", "w:t"))


def test_redline_changes_have_an_author_and_a_number_of_their_own(path):
    body = docx.Document(path).element.body
    changes = [e for name in ("w:ins", "w:del") for e in body.iter(qn(name))]
    assert {e.get(qn("w:author")) for e in changes} == {"servanda"}
    numbers = [e.get(qn("w:id")) for e in changes]
    assert len(numbers) == len(set(numbers)) > 5


def test_redline_what_moved_is_deleted_and_inserted(path):
    tracked = open_draft(path).metadata["tracked"]
    kinds = {change["kind"] for change in tracked if "lighthouses" in change["text"]}
    assert len(kinds) == 2


def test_redline_comments_say_what_became_of_the_strength(path):
    remarks = [comment.text for comment in docx.Document(path).comments]
    assert any(
        remark.startswith("Softened: “shall publish” (obligation) → “should publish”")
        for remark in remarks
    )


def test_redline_headings_and_lists_are_styled(path):
    paragraphs = docx.Document(path).paragraphs
    assert any(p.style.name.startswith("Heading") for p in paragraphs)
    assert any(p.paragraph_format.left_indent for p in paragraphs)


def test_redline_of_one_draft_with_itself_has_no_change(nlp):
    doc, stream = nlp(BEFORE), io.BytesIO()
    redline(servanda.compare(doc, doc), stream)
    body = docx.Document(stream).element.body
    assert not list(body.iter(qn("w:ins"), qn("w:del")))


@pytest.mark.parametrize("texts", [("", AFTER), (BEFORE, "")])
def test_redline_from_or_to_nothing(nlp, texts):
    stream = io.BytesIO()
    redline(servanda.compare(*map(nlp, texts)), stream)
    assert docx.Document(stream).paragraphs
