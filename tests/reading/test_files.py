"""Choosing the reader, and one clear sentence for whatever goes wrong."""

import io
import os
import sys
import zipfile

import pytest

import servanda.reading.files as files
from servanda.errors import ReadError
from servanda.reading import Draft, open_draft, read

SENTENCE = "Each Party shall publish its measures."


def test_read_gives_the_text_of_the_draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(f"Article 1\n\n{SENTENCE}\n", encoding="utf-8")
    draft = open_draft(path)
    assert isinstance(draft, Draft)
    assert draft.text == read(str(path)) == f"Article 1\n\n{SENTENCE}"
    assert draft.metadata["format"] == "txt"
    assert draft.metadata["tracked"] == [] == draft.metadata["warnings"]


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".text", ".md", ".markdown", ".html", ".htm"])
def test_suffixes_of_text(tmp_path, suffix):
    path = tmp_path / f"draft{suffix}"
    path.write_text(f"<p>{SENTENCE}</p>" if "htm" in suffix else SENTENCE, encoding="utf-8")
    assert read(path) == SENTENCE


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \n\t\n ", "empty"),
        ("nothing.html", b"<html><body><script>x()</script></body></html>", "no text"),
        ("draft.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        ("draft.rtf", b"{\\rtf1 Each Party}", "save it as .docx"),
        ("draft.odt", b"PK\x03\x04", "save it as .docx"),
        ("draft.xyz", b"Each Party", ".txt .text .md"),
        ("draft", b"Each Party", "no suffix"),
        ("fake.pdf", b"Each Party shall publish.", "not a PDF"),
        ("fake.docx", b"Each Party shall publish.", "not a Word document"),
        ("pdf.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "rename it to .pdf"),
        ("word.md", b"PK\x03\x04\x14\x00", "rename it to .docx"),
        ("page.txt", b"<!DOCTYPE html><html><p>Each Party</p></html>", "HTML"),
        ("old.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word document"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "an image"),
        ("junk.txt", bytes(range(256)) * 8, "binary data"),
        ("noughts.txt", b"\0" * 4000, "binary data"),
        ("cut.xml", b"<treaty><body>", "not sound XML"),
        ("list.json", b"[1, 2", "not sound JSON"),
        ("other.json", b'{"a": 1}', "open-treaties"),
    ],
)
def test_bad_files_get_one_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        open_draft(path)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert said in message
    assert "\n" not in message
    assert message.endswith(".")


def test_missing_file(tmp_path):
    with pytest.raises(ReadError, match=r"^gone\.txt: there is no such file"):
        open_draft(tmp_path / "gone.txt")


def test_folder(tmp_path):
    with pytest.raises(ReadError, match=r"this is a folder; give a file in it\.$"):
        open_draft(tmp_path)


@pytest.mark.parametrize("path", ["x" * 5000 + ".txt", "draft\0.txt"])
def test_impossible_paths(path):
    with pytest.raises(ReadError):
        open_draft(path)


def test_unreadable_file(tmp_path, monkeypatch):
    path = tmp_path / "locked.txt"
    path.write_text(SENTENCE, encoding="utf-8")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(ReadError, match=r"^locked\.txt: this cannot be read \(Permission denied\)"):
        open_draft(path)


def test_too_large_file(tmp_path):
    path = tmp_path / "huge.txt"
    path.touch()
    os.truncate(path, files.LIMIT + 1)  # sparse: takes no room
    with pytest.raises(ReadError, match="larger than 200 MB"):
        open_draft(path)


def test_tracked_is_checked(tmp_path):
    with pytest.raises(ValueError, match=r"The 'tracked' parameter of read must be .* Got 'show'"):
        read(tmp_path / "draft.txt", tracked="show")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SENTENCE.encode(), "txt"),
        (f"# Accord\n\n{SENTENCE}".encode(), "md"),
        (f"<html><body><p>{SENTENCE}</p></body></html>".encode(), "html"),
        (SENTENCE.encode("utf-16"), "txt"),
        (
            b'{"articles": [{"article": "1", "content_en": "%s"}]}' % SENTENCE.encode(),
            "open-treaties",
        ),
    ],
)
def test_standard_input_is_sniffed(monkeypatch, content, kind):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    draft = open_draft("-")
    assert SENTENCE in draft.text
    assert draft.metadata["format"] == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no text"), (b"\x89PNG\r\n", "an image"), (b"{\\rtf1 x}", "rich text")],
)
def test_bad_standard_input(monkeypatch, content, said):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    with pytest.raises(ReadError, match=f"^standard input: .*{said}"):
        open_draft("-")


def test_a_zip_that_is_no_word_document(tmp_path):
    path = tmp_path / "archive.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", SENTENCE)
    with pytest.raises(ReadError, match=r"^archive\.docx: "):
        open_draft(path)


def test_every_real_draft_reads(shared):
    paths = [*shared.glob("corpora/drafts/*/*.md"), *shared.glob("corpora/drafts/*/*.txt")]
    assert len(paths) >= 9
    for path in paths:
        text = read(path)
        assert len(text) > 1500
        assert "\xa0" not in text
        assert "\n\n\n" not in text
