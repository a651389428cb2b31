import csv
import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda import norms, scores, summary
from servanda.analysis.exports import FORMATS, SUFFIXES, export


def frame_of(**columns):
    index = pd.Index([f"{i}" for i in range(len(next(iter(columns.values()))))], name="id")
    return pd.DataFrame(columns, index=index)


def test_exports_json_has_real_types(doc):
    rows = json.loads(export(norms(doc), "json"))
    assert rows[0]["id"] == "1.1#1"
    assert rows[0]["inherited"] is False
    assert rows[0]["qualifiers"] == ["as appropriate"]
    assert isinstance(rows[0]["start"], int) and isinstance(rows[0]["confidence"], float)


def test_exports_json_missing_is_null(doc):
    rows = json.loads(export(scores(doc), "json"))
    assert rows[1]["strength"] is None
    assert rows[1]["norm_ids"] == ["3#1"]


def test_exports_jsonl_is_one_object_a_line(doc):
    lines = export(norms(doc), "jsonl").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(norms(doc).index)


def test_exports_csv_round_trip(doc):
    rows = list(csv.DictReader(io.StringIO(export(norms(doc), "csv").decode())))
    assert rows[0]["operative"] == "shall, as appropriate, publish"
    assert rows[3]["inherited"] == "true"
    assert rows[2]["bearer"] == "The Parties"


def test_exports_csv_byte_order_mark_is_for_excel():
    data = export(frame_of(words=["é"]), "csv", bom=True)
    assert data.startswith(b"\xef\xbb\xbf") and not export(frame_of(words=["é"]), "csv").startswith(
        b"\xef"
    )


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-- x", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_exports_csv_text_is_never_a_formula(text):
    row = list(csv.reader(io.StringIO(export(frame_of(words=[text]), "csv").decode(), newline="")))[
        1
    ]
    assert row[1] == "'" + text


def test_exports_csv_numbers_and_verbatim_columns_stay():
    frame = frame_of(words=["-5"], own=["=1+1"], share=[-0.5])
    line = export(frame, "csv", verbatim=("own",)).decode().splitlines()[1]
    assert line == "0,-5,=1+1,-0.5"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_exports_csv_keeps_verbatim_cells_exactly(texts):
    data = export(frame_of(own=texts), "csv", verbatim=("own",)).decode()
    rows = list(csv.reader(io.StringIO(data, newline="")))[1:]
    assert [row[1] for row in rows] == texts


def test_exports_xlsx_is_text_and_numbers_with_frozen_head(doc):
    frame = pd.concat([norms(doc), norms(doc).head(1).assign(text="=1+1")])
    sheet = openpyxl.load_workbook(io.BytesIO(export(frame, "xlsx"))).active
    heads = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    last = dict(zip(heads, sheet[sheet.max_row], strict=True))
    assert last["text"].value == "=1+1" and last["text"].data_type == "s"
    assert last["start"].data_type == "n" and last["confidence"].value == pytest.approx(0.9)
    assert last["inherited"].value is False


def test_exports_xlsx_long_text_is_cut_and_links_stay_text():
    frame = frame_of(words=["x" * 40_000, "https://example.org"])
    sheet = openpyxl.load_workbook(io.BytesIO(export(frame, "xlsx"))).active
    assert len(sheet["B2"].value) == 32_767 and sheet["B2"].value.endswith("…")
    assert sheet["B3"].hyperlink is None


def test_exports_markdown_cells_cannot_break_the_table():
    lines = export(frame_of(words=["a | b\nc <b>", "d"]), "md").decode().splitlines()
    assert lines[2] == r"| 0 | a \| b<br>c &lt;b&gt; |"


def test_exports_html_is_escaped_and_needs_no_network(doc):
    page = export(summary(doc), "html").decode()
    assert "<script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert 'class="prohibition"' in page


def test_exports_missing_values_of_any_make_are_empty():
    frame = frame_of(a=[None], b=[np.nan], c=[pd.NA], d=[np.float64("nan")])
    assert export(frame, "csv").decode().splitlines()[1] == "0,,,,"
    assert json.loads(export(frame, "json"))[0] == {
        "id": "0",
        "a": None,
        "b": None,
        "c": None,
        "d": None,
    }


@pytest.mark.parametrize("form", FORMATS)
def test_exports_empty_frames_are_written_in_each_format(doc, form):
    assert isinstance(export(norms(doc).head(0), form), bytes)


def test_exports_suffixes_name_formats():
    assert set(SUFFIXES.values()) == set(FORMATS)


def test_exports_unknown_format_names_the_choices():
    with pytest.raises(ValueError, match=r"'form' parameter of export must be one of.*'pdf'"):
        export(frame_of(a=[1]), "pdf")
