import os

import pandas as pd
from click.testing import CliRunner

from servanda.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["batch", *map(str, arguments), "--model", "rules"])


def test_cli_batch_makes_no_workbook_without_scores(corpus, tmp_path):
    result = run(corpus(1), "-o", tmp_path / "out", "--no-scores", "--xlsx")
    assert result.exit_code == 2
    assert "--xlsx makes a workbook of the scores; leave out --no-scores." in result.stderr


def test_cli_batch_scores_fifty_of_sixty_when_ten_are_damaged(corpus, tmp_path, root):
    folder = corpus(50)
    sample = root / "corpora/sample"
    good = {form: (sample / f"ecommerce-draft.{form}").read_bytes() for form in ("docx", "pdf")}
    damaged = {
        "empty.txt": b"",
        "blank.md": b" \n\n ",
        "cut.docx": good["docx"][:2000],
        "cut.pdf": good["pdf"][:300],
        "zeros.pdf": bytes(5000),
        "open.xml": b"<treaty><body><chapter>",
        "other.xml": b"<note>nothing of ours</note>",
        "broken.json": b'{"articles": [',
        "named.docx": good["pdf"],
        "page.txt": b"<!doctype html><html><body>Each Party shall act.</body></html>",
    }
    for name, data in damaged.items():
        (folder / name).write_bytes(data)
    result = run(folder, "-o", tmp_path / "out", "--jobs", 1)
    assert result.exit_code == 3
    assert "Done: 50 documents scored, 450 norms; 10 failed" in result.stderr.splitlines()[-1]
    failed = pd.read_parquet(tmp_path / "out/failures.parquet")
    assert [os.path.basename(name) for name in failed["document"]] == sorted(damaged)
    assert set(failed["stage"]) == {"read"}
    assert failed["reason"].str.fullmatch(r"[^\n]+[.]").all()
    norms = pd.read_parquet(tmp_path / "out/norms")
    assert norms["document"].nunique() == 50
    listed = pd.read_parquet(tmp_path / "out/documents.parquet")
    assert list(listed["status"].value_counts()) == [50, 10]


def test_cli_batch_tells_its_progress_in_lines(corpus, tmp_path):
    result = run(corpus(20), "-o", tmp_path / "out", "--jobs", 1)
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert len(lines) == 11
    assert lines[4].startswith("Progress: 10 of 20, ")
    assert lines[4].endswith(" left")
    again = run(corpus(20), "-o", tmp_path / "out")
    assert len(again.stderr.splitlines()) == 1
    assert "Done: 20 documents scored, 180 norms; 0 failed, 0 with warnings; " in again.stderr


def test_cli_batch_carries_a_manifest_along(corpus, tmp_path):
    corpus(2)
    (tmp_path / "list.csv").write_text(
        "path,date,parties,group\ndrafts/draft-002.txt,2019-04-01,FRA; DEU,north\n", "utf-8"
    )
    assert run(tmp_path / "list.csv", "-o", tmp_path / "out").exit_code == 0
    row = pd.read_parquet(tmp_path / "out/documents.parquet").iloc[0]
    assert (row["date"], list(row["parties"]), row["group"]) == (
        *("2019-04-01", ["FRA", "DEU"], "north"),
    )


def test_cli_batch_refuses_a_manifest_that_states_results(corpus, tmp_path):
    corpus(1)
    (tmp_path / "list.csv").write_text("path,norms\ndrafts/draft-001.txt,9\n", "utf-8")
    result = run(tmp_path / "list.csv", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "column 'norms', which a batch fills in" in result.stderr


def test_cli_batch_with_nothing_that_can_be_used(tmp_path):
    result = run(tmp_path / "gone.txt", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "0 documents scored, 0 norms; 1 failed" in result.stderr
    reason = pd.read_parquet(tmp_path / "out/failures.parquet")["reason"][0]
    assert reason.startswith("gone.txt: there is no such file")


def test_cli_batch_says_that_a_folder_cannot_be_written(corpus, tmp_path):
    (tmp_path / "out").write_text("a file")
    result = run(corpus(1), "-o", tmp_path / "out/below")
    assert result.exit_code == 1
    assert "cannot be written (Not a directory)" in result.stderr
    assert "Traceback" not in result.stderr


def test_cli_batch_says_that_a_disk_is_full(corpus, tmp_path, monkeypatch):
    folder = corpus(3)
    assert run(folder / "draft-001.txt", "-o", tmp_path / "out").exit_code == 0

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("servanda.batch.writing.os.replace", full)
    result = run(folder, "-o", tmp_path / "out", "--jobs", 1)
    assert result.exit_code == 1
    assert "is full. Make room. What was done is kept" in result.stderr
    monkeypatch.undo()
    assert run(folder, "-o", tmp_path / "out", "--jobs", 1).exit_code == 0


def test_cli_batch_says_what_stays_and_what_goes(corpus, tmp_path):
    folder = corpus(4)
    assert run(folder, "-o", tmp_path / "out", "--jobs", 1).exit_code == 0
    (folder / "draft-004.txt").unlink()
    (folder / "draft-005.docx").write_bytes(b"no archive")
    result = run(folder / "draft-005.docx", "-o", tmp_path / "out")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[-3].startswith("Kept: 3 documents of earlier runs, not given now; ")
    assert lines[-2].startswith("Taken out: 1 document of earlier runs, whose files are gone")
    assert lines[-1].startswith("Done: 0 documents scored, 0 norms; 1 failed")
