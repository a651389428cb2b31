"""The main job, end to end: from a real draft to its norms and its Table 4."""

import json
import re

import pandas as pd
import pytest

import servanda
from servanda.reading import open_draft

FORMATS = ("md", "txt", "html", "docx", "pdf", "xml")
TABLE_4 = {
    "4.4": ("may work together", "best_endeavour"),
    "5.3": ("shall endeavour to share best practices", "best_endeavour"),
    "7.3": ("shall endeavour to cooperate", "best_endeavour"),
    "9.1": ("shall commit to enhancing", "obligation"),
    "12.2": ("shall endeavour to cooperate", "best_endeavour"),
    "13.1": ("shall endeavour to", "best_endeavour"),
    "15.2": ("shall endeavour to cooperate", "best_endeavour"),
}
COLUMNS = ["section", "operative", "label", "form", "bearer", "qualifiers", "inherited"]


@pytest.fixture(scope="module")
def nlp():
    """Give the pipeline with the default model."""
    return servanda.load()


@pytest.fixture(scope="module")
def norms_of(nlp, root):
    """Give the norms of the sample draft in one of its formats."""
    return lambda suffix: servanda.norms(
        nlp(servanda.read(root / f"corpora/sample/ecommerce-draft.{suffix}"))
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_main_job_sample_gives_table_4_in_every_format(nlp, root, suffix):
    doc = nlp(servanda.read(root / f"corpora/sample/ecommerce-draft.{suffix}"))
    table = servanda.summary(doc, topic="cooperation")
    assert list(table.index) == list(TABLE_4)
    for provision, (phrase, label) in TABLE_4.items():
        assert phrase in table.loc[provision, "wording"]
        assert table.loc[provision, "label"] == label


@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_main_job_every_format_gives_the_same_norms(norms_of, suffix):
    expected, found = norms_of("md")[COLUMNS], norms_of(suffix)[COLUMNS]
    pd.testing.assert_frame_equal(found, expected)


def test_main_job_norms_agree_with_the_lawyers_coding(norms_of, root):
    coded = pd.read_csv(root / "corpora/sample/expected_norms.csv").fillna("")
    found = norms_of("md").query("not inherited").fillna({"bearer": ""})
    columns = ["section", "operative", "label", "form"]
    right = coded.merge(found[[*columns, "bearer"]].drop_duplicates(), on=columns)
    assert len(right) / len(coded) > 0.95
    assert (right["bearer_x"] == right["bearer_y"]).mean() > 0.95
    assert len(found) <= len(coded) + 2


def test_main_job_norms_of_the_sample_are_those_committed(norms_of, root):
    committed = pd.read_csv(root / "tests/golden/sample_norms.csv", index_col="id").fillna("")
    found = norms_of("md")[COLUMNS].fillna({"bearer": ""})
    found["qualifiers"] = found["qualifiers"].map("; ".join)
    pd.testing.assert_frame_equal(found.astype(str), committed.astype(str))  # `make golden`


def test_main_job_offsets_index_the_text_read(nlp, root):
    text = servanda.read(root / "corpora/sample/ecommerce-draft.docx")
    for row in servanda.norms(nlp(text)).itertuples():
        assert " ".join(text[row.start : row.end].split()) == row.operative


def test_main_job_paragraphs_and_table_4_of_inf_ecom_87(nlp, shared):
    path = shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md"
    doc = nlp(servanda.read(path))
    outline = servanda.outline(doc)
    assert (outline["kind"] == "article").sum() == 38
    numbered = re.findall(r"^(\d{1,2}) ?\. ?(\d{1,2}) [A-Z]", path.read_text("utf-8"), re.MULTILINE)
    treaty = {f"{a}.{b}" for a, b in numbered}
    assert len(treaty) > 100
    assert treaty <= set(outline.index) | {i.removeprefix("annex-") for i in outline.index}
    table = servanda.summary(doc, topic="cooperation")
    assert "may work together" in table.loc["5.7", "wording"]
    assert "shall endeavour to cooperate" in table.loc["8.11", "wording"]
    assert {"7.5", "12.7", "15.5"} <= set(table.index)


def test_main_job_every_draft_is_read_and_outlined(shared, record_property):
    rules = servanda.load("rules")
    drafts = sorted((shared / "corpora/drafts").rglob("*.*"))
    drafts += sorted((shared / "corpora/open-treaties").glob("*.json"))
    outlined = 0
    for path in drafts:
        if path.name == "README.md":
            continue
        outline = servanda.outline(rules(open_draft(path).text[:60_000]))
        assert len(outline), path.name
        outlined += 1
    record_property("outlined", json.dumps({"drafts": outlined}))
    assert outlined == 41
