import json

import openpyxl
import pytest
from click.testing import CliRunner

from servanda.cli import main

REGISTER = "Each Party {} keep a public register of the pilots of its harbours."
DRAFT = "Article 1\n\n1. {}\n\n2. A Party may close a berth in a storm.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a working folder with three successive drafts in it."""
    for name, modal in (("first", "shall"), ("second", "should"), ("third", "may")):
        words = DRAFT.format(REGISTER.format(modal))
        (tmp_path / f"{name}.txt").write_text(words, "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [*arguments, "--model", "rules"], catch_exceptions=False)


def test_cli_compare_shows_what_changed(folder):
    result = run("compare", "first.txt", "second.txt")
    assert result.exit_code == 0
    assert "shall keep → should" in " ".join(result.stdout.split())
    assert "berth" not in result.stdout
    assert "2 provisions: 1 softened, 1 same." in result.stderr


def test_cli_compare_gives_json_of_every_provision(folder):
    rows = json.loads(run("compare", "first.txt", "second.txt", "--format", "json").stdout)
    first, second = rows
    assert first["before_ref"] == first["after_ref"] == "1.1"
    assert first["before_labels"] == ["obligation"]
    assert first["after_labels"] == ["best_endeavour"]
    assert (first["change"], first["moved"]) == ("softened", False)
    assert 0.9 < first["similarity"] < 1 == second["similarity"]
    assert first["before_text"] == REGISTER.format("shall")


def test_cli_compare_gives_null_for_the_missing_side(folder):
    (folder / "longer.txt").write_text(
        DRAFT.format(REGISTER.format("shall")) + "\n3. No Party shall tax herring.\n", "utf-8"
    )
    rows = json.loads(run("compare", "first.txt", "longer.txt", "--format", "json").stdout)
    new = next(row for row in rows if row["change"] == "new")
    assert (new["before_ref"], new["before_text"], new["before_labels"]) == (None, None, None)


def test_cli_compare_writes_a_workbook(folder):
    assert run("compare", "first.txt", "second.txt", "-o", "out.xlsx").exit_code == 0
    sheets = openpyxl.load_workbook(folder / "out.xlsx").sheetnames
    assert sheets == ["provisions", "norms", "articles", "sections"]


@pytest.mark.parametrize("name", ["out.html", "out.docx"])
def test_cli_compare_writes_a_page_and_a_redline(folder, name):
    assert run("compare", "first.txt", "second.txt", "-o", name).exit_code == 0
    assert (folder / name).stat().st_size > 1000


def test_cli_compare_takes_later_drafts(folder):
    result = run("compare", "first.txt", "second.txt", "third.txt", "--format", "json")
    rows = json.loads(result.stdout)
    assert [row["after"] for row in rows if row["change"] == "softened"] == [
        "second.txt",
        "third.txt",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "first.txt"],
        ["compare", "first.txt", "second.txt", "third.txt", "--format", "html"],
        ["timeline", "first.txt", "second.txt"],
    ],
)
def test_cli_compare_refuses_wrong_usage(folder, arguments):
    assert run(*arguments).exit_code == 2


def test_cli_compare_needs_all_drafts(folder):
    result = run("compare", "first.txt", "missing.txt")
    assert result.exit_code == 1
    assert "all are needed" in result.stderr


def test_cli_timeline_writes_lines_and_a_plot(folder):
    result = run("timeline", "first.txt", "second.txt", "third.txt", "--plot", "scores.svg")
    assert "softened, softened" in result.stdout
    assert (folder / "scores.svg").read_text("utf-8").startswith("<?xml")


def test_cli_timeline_names_the_plot_it_cannot_write(folder):
    result = run("timeline", "first.txt", "second.txt", "third.txt", "--plot", "scores.doc")
    assert result.exit_code == 1
    assert "cannot be written to 'scores.doc'" in result.stderr
