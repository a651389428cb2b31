import csv
import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from servanda.cli import main

ROOT = Path(__file__).resolve().parents[1]
DRAFT = (
    "Article 1\n\nEach Party shall publish its laws.\n\nArticle 2\n\nA Party may request talks.\n"
)
# The verbs of the training wing need corpora and have their tests beside it.
VERBS = (
    "compare",
    "timeline",
    "outline",
    "norms",
    "scores",
    "summary",
    "report",
    "brackets",
    "coverage",
    "carveouts",
    "sensitivity",
    "development",
    "proposals",
    "label",
    "models",
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a working folder with a draft and loose units in it."""
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "other.txt").write_text("Article 1\n\nNo Party shall impose duties.\n", "utf-8")
    (tmp_path / "later.txt").write_text(DRAFT.replace("shall", "should"), "utf-8")
    units = [
        {"id": "é1", "text": "The Parties shall endeavour to cooperate."},
        {"id": 2, "text": ""},
    ]
    lines = "".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units)
    (tmp_path / "units.jsonl").write_text(lines, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False, **options)


def shell(command, **options):
    """Run servanda as a program; the name stands for Python with the module."""
    command = command.replace("servanda", f"{shlex.quote(sys.executable)} -m servanda.cli")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline"), **options.pop("env", {})}
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, env=environment, timeout=120, **options
    )


def on_terminal(arguments, env=()):
    """Run servanda with a terminal for its output; give exit code, output and remarks."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline"), **dict(env)}
    with subprocess.Popen(
        [sys.executable, "-m", "servanda.cli", *arguments],
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the terminal is gone with the process
                break
            if not part:
                break
            shown += part
        complaint = process.stderr.read().decode()
    os.close(ours)
    return process.returncode, shown.decode(), complaint


# --- help -------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [None, *VERBS])
def test_cli_help_ends_in_an_example_that_runs(verb, folder):
    result = run(*filter(None, [verb]), "--help")
    assert result.exit_code == 0
    example = re.search(r"Example:\n\s+servanda (.+)\s*$", result.stdout)[1]
    assert run(*shlex.split(example)).exit_code == 0


def test_cli_verbs_are_functions_of_the_same_name():
    import servanda
    import servanda.batch
    import servanda.training

    assert set(VERBS) <= set(servanda.__all__) & set(main.commands)
    wing = set(main.commands) - set(VERBS) - {"corpus"}  # a group of verbs
    assert wing <= {*servanda.training.__all__, *servanda.batch.__all__}


def test_cli_help_answers_at_once():
    # Processor time, whatever else the machine does: of the start, the import and the help.
    code = """
import atexit, sys, time
atexit.register(lambda: print(time.process_time(), file=sys.stderr))
from servanda.cli import main
main(["norms", "--help"])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline")}
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, env=environment, capture_output=True) for _ in range(3)]
    assert min(float(run.stderr) for run in runs) < 0.3


def test_cli_version():
    assert re.fullmatch(r"servanda \S+ (not )?compiled\n", run("--version").stdout)


# --- what is written ----------------------------------------------------------------------


def test_cli_norms_json_has_the_promised_keys(folder):
    rows = json.loads(run("norms", "draft.txt", "--format", "json").stdout)
    keys = "id section start end operative label form confidence bearer qualifiers text".split()
    assert [row["id"] for row in rows] == ["1#1", "2#1"]
    assert all(set(keys) <= set(row) for row in rows)
    assert all(DRAFT[row["start"] : row["end"]] == row["operative"] for row in rows)


def test_cli_outline_json_has_the_promised_keys(folder):
    rows = json.loads(run("outline", "draft.txt", "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["1", "2"]
    assert {"id", "kind", "title", "start", "end", "number", "parent"} <= set(rows[0])


def test_cli_scores_takes_a_level(folder):
    rows = json.loads(run("scores", "draft.txt", "--level", "draft", "--format", "json").stdout)
    assert rows[0]["section"] == "draft" and rows[0]["norm_ids"] == ["1#1", "2#1"]
    assert rows[0]["note"] == "too few" and rows[0]["strength"] is None


@pytest.mark.parametrize(
    "name", ["out.csv", "out.json", "out.jsonl", "out.md", "out.html", "out.xlsx"]
)
def test_cli_format_follows_the_suffix_of_the_file(name, folder):
    result = run("norms", "draft.txt", "-o", name)
    assert result.exit_code == 0 and result.stdout == ""
    start = {
        "csv": b"id,",
        "json": b"[",
        "jsonl": b"{",
        "md": b"| id",
        "html": b"<!DOC",
        "xlsx": b"PK",
    }
    assert (folder / name).read_bytes().startswith(start[name[4:]])


def test_cli_named_format_wins_over_the_suffix(folder):
    run("norms", "draft.txt", "-o", "norms.txt", "--format", "csv", "--bom")
    assert (folder / "norms.txt").read_bytes().startswith(b"\xef\xbb\xbfid,section")


def test_cli_report_is_one_page(folder):
    assert run("report", "draft.txt", "-o", "page.html").exit_code == 0
    page = (folder / "page.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>") and "draft.txt" in page


def test_cli_reports_of_several_drafts_go_into_a_folder(folder):
    assert run("report", "draft.txt", "other.txt", "-o", "pages").exit_code == 0
    assert sorted(path.name for path in (folder / "pages").iterdir()) == [
        "draft.html",
        "other.html",
    ]
    assert run("report", "draft.txt", "other.txt").exit_code == 2


def test_cli_standard_input(folder):
    result = run("norms", "-", "--format", "csv", input=DRAFT.encode())
    assert [row["id"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["1#1", "2#1"]


def test_cli_output_is_utf8_whatever_the_locale(folder):
    (folder / "draft.txt").write_text(DRAFT.replace("laws", "«lois»"), "utf-8")
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = shell("servanda norms draft.txt --format csv", env=env)
    assert result.returncode == 0 and "«lois»" in result.stdout.decode("utf-8")


def test_cli_broken_pipe_is_silent(folder):
    (folder / "long.txt").write_text(DRAFT * 500, "utf-8")
    result = shell("set -o pipefail; servanda norms long.txt --format csv | head -1")
    assert result.returncode == 0
    assert result.stdout.startswith(b"id,") and result.stderr == b""


def test_cli_terminal_has_colours_unless_told_otherwise(folder):
    code, shown, _ = on_terminal(["norms", "draft.txt"], {"COLUMNS": "90"}.items())
    assert code == 0 and "\x1b[" in shown
    assert all(len(re.sub(r"\x1b\[[\d;]*m", "", line)) <= 90 for line in shown.splitlines())
    _, shown, _ = on_terminal(["norms", "draft.txt"], {"NO_COLOR": "1"}.items())
    assert "\x1b[" not in shown
    assert "\x1b[" not in run("norms", "draft.txt").stdout


@pytest.mark.parametrize(
    "arguments", [["norms", "draft.txt", "--format", "xlsx"], ["report", "draft.txt"]]
)
def test_cli_files_are_not_for_a_terminal(arguments, folder):
    code, shown, complaint = on_terminal(arguments)
    assert code == 2 and shown == "" and "-o " in complaint


def test_cli_workbook_may_be_piped(folder):
    result = shell("servanda norms draft.txt --format xlsx | cat")
    sheet = openpyxl.load_workbook(io.BytesIO(result.stdout)).active
    assert sheet["A2"].value == "1#1"


# --- several drafts -----------------------------------------------------------------------


def test_cli_several_drafts_have_a_column_for_the_draft(folder):
    result = run("norms", "draft.txt", "other.txt", "--format", "json")
    assert result.exit_code == 0 and result.stderr == ""
    rows = json.loads(result.stdout)
    assert [(row["draft"], row["id"]) for row in rows] == [
        ("draft.txt", "1#1"),
        ("draft.txt", "2#1"),
        ("other.txt", "1#1"),
    ]


def test_cli_some_drafts_fail_and_the_others_are_kept(folder):
    result = run("norms", "draft.txt", "missing.txt", "other.txt", "--format", "jsonl")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.count("\n") == 1 and "missing.txt" in result.stderr


def test_cli_all_drafts_fail(folder):
    result = run("norms", "missing.txt", "lost.txt")
    assert result.exit_code == 1 and result.stdout == "" and result.stderr.count("Error") == 2


# --- what goes wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["norms", "missing.txt"], 1, "missing.txt"),
        (["norms", "draft.txt", "--model", "nowhere"], 1, "Models here: rules"),
        (["norms", "draft.txt", "--model", "."], 1, "not the folder of a model"),
        (["norms", "draft.txt", "--language", "xx"], 1, "Languages here: en"),
        (["norms", "draft.txt", "--format", "pdf"], 2, "'table', 'csv'"),
        (["norms", "draft.txt", "-o", "out.doc"], 2, "give --format"),
        (["norms", "draft.txt", "-o", "draft.txt/x.csv"], 1, "cannot be written"),
        (["norms"], 2, "DRAFT"),
        (["norms", "draft.txt", "--tracked", "maybe"], 2, "accept"),
        (["scores", "draft.txt", "--level", "book"], 2, "'article'"),
        (["summary", "draft.txt", "--topic", "ships"], 2, "'cooperation'"),
        (["report", "draft.txt", "--format", "csv"], 2, "a page"),
        (["label", "missing.jsonl"], 1, "missing.jsonl"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_cli_errors_are_one_sentence_without_traceback(arguments, code, words, folder):
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.stderr and "Traceback" not in result.stderr and result.stdout == ""


def test_cli_pickle_as_model_is_refused(folder):
    import pickle

    (folder / "model.pkl").write_bytes(pickle.dumps({"a": 1}))
    result = run("norms", "draft.txt", "--model", "model.pkl")
    assert result.exit_code == 1 and "not the folder of a model" in result.stderr


def test_cli_bad_model_folder_is_one_sentence(folder):
    (folder / "bad").mkdir()
    (folder / "bad/config.cfg").write_text("[nlp]\nlang = 5\n")
    (folder / "bad/meta.json").write_text("{}")
    result = run("norms", "draft.txt", "--model", "bad")
    assert result.exit_code == 1 and "cannot be loaded" in result.stderr
    assert result.stderr.count("\n") == 1


# --- label ----------------------------------------------------------------------------------


def test_cli_label_jsonl_in_jsonl_out(folder):
    result = run("label", "units.jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    text = "The Parties shall endeavour to cooperate."
    assert [row["id"] for row in rows] == ["é1", 2]
    assert [row["label"] for row in rows] == ["best_endeavour", "none"]
    norm = rows[0]["norms"][0]
    assert text[norm["start"] : norm["end"]] == norm["operative"]
    assert norm["bearer"] == "The Parties" and rows[0]["confidence"] == norm["confidence"]
    assert rows[1]["norms"] == []


def test_cli_label_csv_passes_columns_through(folder):
    cells = [["id", "note", "text", "label"], ["7", "=1+1", "- A Party may\r\nleave.", "old"]]
    out = io.StringIO()
    csv.writer(out).writerows(cells)
    (folder / "units.csv").write_text(out.getvalue(), "utf-8-sig", newline="")
    result = CliRunner().invoke(main, ["label", "units.csv"])
    rows = list(csv.reader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    heads = ["id", "note", "text", "label_given", "label", "confidence", "norms"]
    assert rows[0] == heads
    assert rows[1][:5] == ["7", "=1+1", "- A Party may\r\nleave.", "old", "permission"]
    norm = json.loads(rows[1][6])[0]
    assert rows[1][2][norm["start"] : norm["end"]] == norm["operative"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cli_label_csv_of_any_delimiter_and_column(delimiter, folder):
    data = f"clause{delimiter}x\nA Party may leave.{delimiter}1\n".encode()
    result = run("label", "-", "--text-column", "clause", "--format", "json", input=data)
    assert json.loads(result.stdout)[0]["label"] == "permission"


def test_cli_label_bad_rows_are_named_and_the_others_kept(folder):
    lines = ['{"id": 1, "text": "A Party may leave."}', "broken", '{"id": 3}', '["x"]']
    lines += [r'{"id": 5, "text": "\ud800"}', '{"text": "Line\u2028sep shall stay."}']
    result = run("label", "-", input="\n".join(lines).encode())
    assert result.exit_code == 3
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 6]
    assert re.findall(r"line (\d)", result.stderr) == ["2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no units"),
        (b"id,words\n1,x\n", "no column 'text' among id, words"),
        (b"{broken\n", "line 1: not a JSON object"),
        (b"text\n\xff\n", "line 2: not UTF-8"),
    ],
)
def test_cli_label_nothing_usable(data, words, folder):
    result = run("label", "-", input=data)
    assert result.exit_code == 1 and words in result.stderr and result.stdout == ""


def test_cli_label_rows_of_the_wrong_width_are_named(folder):
    data = b"id,text\n1,A Party may leave.\n2,a,b\n3\n"
    result = run("label", "-", input=data)
    assert result.exit_code == 3 and len(result.stdout.splitlines()) == 2
    assert "line 3: more cells" in result.stderr and "line 4: fewer cells" in result.stderr


def test_cli_label_as_a_table(folder):
    shown = run("label", "units.jsonl", "--format", "table").stdout
    assert "best_endeavour" in shown and "shall endeavour" in shown


def test_cli_models_lists_the_rules(folder):
    rows = json.loads(run("models", "--format", "json").stdout)
    assert rows[0]["name"] == "rules" and rows[0]["path"] is None


SETTLED = """# CHAPTER 1: Laws

## Article 1

1. Each Party shall publish its laws.

2. Chapter 2 shall not apply to this Chapter.

# CHAPTER 2: Dispute Settlement

## Article 2

An arbitral panel shall decide.
"""


def test_cli_carveouts_and_coverage_name_clause_and_scope(folder):
    (folder / "settled.md").write_text(SETTLED, "utf-8")
    [clause] = json.loads(run("carveouts", "settled.md", "--format", "json").stdout)
    assert (clause["section"], clause["effect"], clause["scope"]) == (
        "1.2",
        "excluded",
        ["chapter-1"],
    )
    first = json.loads(run("coverage", "settled.md", "--format", "json").stdout)[0]
    assert (first["id"], first["coverage"], first["clauses"]) == ("1.1#1", "excluded", ["1.2"])


def test_cli_scores_takes_schemes_and_areas(folder):
    (folder / "settled.md").write_text(SETTLED, "utf-8")
    assert run("scores", "settled.md", "--scheme", "taped").exit_code == 0
    areas = run("scores", "settled.md", "--level", "area", "--taxonomy", "trade-areas")
    assert areas.exit_code == 0
    assert run("scores", "settled.md", "--taxonomy", "trade-areas").exit_code == 2
    assert run("scores", "settled.md", "--level", "area", "--taxonomy", "none.toml").exit_code == 1


def test_cli_sensitivity_gives_strengths_or_kendalls_tau(folder):
    sample = Path(__file__).parents[1] / "corpora/sample/ecommerce-draft.md"
    strengths = json.loads(run("sensitivity", sample, "--format", "json").stdout)
    taus = json.loads(run("sensitivity", sample, "--tau", "--format", "json").stdout)
    assert {"default", "taped", "convex", "above"} <= set(strengths[0])
    assert taus[0]["scheme"] == "default" and taus[0]["default"] == 1
