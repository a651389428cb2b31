"""The verbs of the wing, as they are typed."""

import json

import pytest
from click.testing import CliRunner

from servanda.cli import main
from servanda.training import write_units


@pytest.fixture
def run():
    def run(*arguments, code=0):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def coded(small, tmp_path):
    path = tmp_path / "coded.csv"
    write_units(small.units, path, "csv")
    return path


def test_cli_trains_a_model_with_a_card_from_a_plain_table(run, coded, small, tmp_path):
    run("train", coded, "-o", tmp_path / "mine", "--recipe", "rules")
    assert f"| coded | {len(small.units)} |" in (tmp_path / "mine" / "README.md").read_text()


def test_cli_evaluates_into_table_page_and_json(run, folder, golden, tmp_path):
    write_units(golden.units[1::6], tmp_path / "other.jsonl")
    page, figures = tmp_path / "page.html", tmp_path / "figures.json"
    files = ("--html", page, "--json", figures)
    result = run("evaluate", folder, tmp_path / "other.jsonl", "--format", "csv", *files)
    assert result.stdout.splitlines()[1].startswith("model,")
    assert "macro_f1" in json.loads(figures.read_text())["figures"]
    assert "<h2>Errors" in page.read_text()


def test_cli_suggests_units_in_the_import_form(run, folder, tmp_path):
    (tmp_path / "draft.txt").write_text(
        "Article 1\n\nThe Parties might wish to help.\n\nA Party may go."
    )
    out = tmp_path / "units.jsonl"
    run("suggest", "--pool", tmp_path / "draft.txt", "-n", 1, "--model", folder, "-o", out)
    assert json.loads(out.read_text())["text"]


def test_cli_agreement_of_a_file_with_itself(run, coded):
    result = run("agreement", coded, coded, "--format", "json")
    assert json.loads(result.stdout)[1]["value"] == 1


def test_cli_corpus_check_names_what_is_amiss(run, coded):
    run("corpus", "check", coded)
    coded.write_text(coded.read_text().replace(",obligation\n", ",obligaton\n"))
    assert "Did you mean 'obligation'" in run("corpus", "check", coded, code=1).stderr


def test_cli_converts_between_forms(run, tmp_path):
    out = tmp_path / "golden.jsonl"
    run("corpus", "convert", "corpora/golden", "-o", out, "--form", "doccano")
    assert len(out.read_text().splitlines()) == 633


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("train", "{empty}", "-o", "{out}"), 1, "holds no units"),
        (("train", "{unlabelled}", "-o", "{out}"), 1, "no column 'label'"),
        (("train", "{single}", "-o", "{out}"), 1, "all labelled 'permission'"),
        (("train", "{missing}", "-o", "{out}"), 1, "no corpus"),
        (("train", "{single}", "-o", "{out}", "--recipe", "forest"), 2, "Recipes: rules"),
        (("train", "{single}", "-o", "{out}", "--reserve", "{missing}"), 1, "cannot be read"),
        (("evaluate", "nothing", "{single}"), 1, "No model named 'nothing'"),
        (("corpus", "fetch", "gatt"), 1, "Collections: tota"),
    ],
)
def test_cli_answers_bad_material_with_one_sentence(run, tmp_path, arguments, code, sentence):
    files = {
        "empty": "text,label\n",
        "unlabelled": "text,strength\nA Party may act.,permission\n",
        "single": "text,label\nA Party may act.,permission\n",
    }
    paths = {name: tmp_path / f"{name}.csv" for name in files}
    for name, content in files.items():
        paths[name].write_text(content)
    paths |= {"out": tmp_path / "out", "missing": tmp_path / "missing"}
    result = run(*(argument.format(**paths) for argument in arguments), code=code)
    assert sentence in result.stderr
    assert not (tmp_path / "out").exists()
