"""Encodings and the cleaning that all formats share."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import ReadError
from servanda.reading import read
from servanda.reading.plain import clean, decode

SENTENCE = "Chaque Partie s’efforce de coopérer; la République arrête ses règles."


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-32"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("cp1252"),
    ],
)
def test_encodings(tmp_path, content):
    path = tmp_path / "projet.txt"
    path.write_bytes(content)
    assert read(path) == SENTENCE


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text", ["Las Partes cooperarán.", "Parte de España", "L’État côtier", "§ 5: größer"]
)
def test_short_western_texts(encoding, text):
    text = text.replace("’", "'")
    assert decode(text.encode(encoding)) == text


def test_declared_encoding_comes_after_utf8():
    assert decode("Страна".encode("koi8-r"), "koi8-r") == "Страна"
    assert decode("coopérer".encode(), "latin-1") == "coopérer"
    assert decode(b"plain", "no-such-set") == "plain"


def test_clean_keeps_what_is_seen_and_drops_what_is_not():
    messy = (
        "Each\xa0Party\u2009shall\u202f“co\xadoper\u200bate”\r\nor\rnot\u2028so\x0b\ufeff\x00\x07"
    )
    assert clean(messy) == "Each Party shall “cooperate”\nor\nnot\nso\n"


def test_line_wraps_stay_and_empty_lines_are_single(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_bytes(
        b"\n\nArticle 1  \r\n\r\n\r\n\r\nEach Party\r\nshall act.\r\n  (a) soon\t\r\n\r\n"
    )
    assert read(path) == "Article 1\n\nEach Party\nshall act.\n  (a) soon"


def test_brackets_and_dashes_stay(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text("Parties [shall][should] act – “soon” – …", encoding="utf-8")
    assert read(path) == "Parties [shall][should] act – “soon” – …"


def test_a_few_noughts_do_not_make_a_text_binary(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_bytes(b"Each\x00 Party shall publish its laws promptly.\x00")
    assert read(path) == "Each Party shall publish its laws promptly."


@pytest.mark.parametrize("content", [bytes(range(128, 256)) * 50, b"\x01\x02\x03\x04" * 100])
def test_binary_is_refused(content):
    with pytest.raises(ReadError):
        decode(content)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
    assert not set(clean(text)) & set("\r\0\xa0\xad\u200b\ufeff\u2028")
