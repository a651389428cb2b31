"""README.md says what is true: its tables and the output of its examples are the program's own."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


@pytest.fixture(scope="module")
def builder():
    """Give the script that `make docs` runs."""
    spec = importlib.util.spec_from_file_location("build_readme", ROOT / "docs/build_readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_is_what_make_docs_writes(builder):
    text = README.read_text("utf-8")
    assert builder.build(text) == text, "run `make docs` and look at what changed"


def test_readme_examples_are_found(builder):
    text = README.read_text("utf-8")
    assert text.count("\n>>> ") >= 7
    assert text.count("\n$ ") >= 4
    assert builder.typed("$ echo 1\nstale\n") == "$ echo 1\n1\n"
    assert builder.session(">>> 1 + 1\nstale\n") == ">>> 1 + 1\n2\n"
    with pytest.raises(RuntimeError, match="no-such-verb"):
        builder.typed("$ servanda no-such-verb\n")


def test_readme_figures_are_those_of_the_models(builder, monkeypatch, tmp_path):
    folder = tmp_path / "models" / "toy"
    folder.mkdir(parents=True)
    row = {"value": 0.9, "low": 0.8, "high": 0.95}
    performance = {
        "folds": 5,
        "units": 1200,
        "treaties": 30,
        "corpus": "toys",
        "figures": {"macro_f1": row, "calibration_error": {**row, "low": None, "high": None}},
        "label_f1": {"obligation": 0.91},
        "baselines_macro_f1": {"rules": 0.7},
    }
    monkeypatch.setattr(builder, "ROOT", tmp_path)
    for found in ({}, performance):
        (folder / "meta.json").write_text(json.dumps({"name": "toy", "performance": found}))
        block = builder.figures()
        assert ("No model" in block) is not bool(found)
    assert "1,200 units of 30 treaties" in block
    assert "| sentence label, macro-F1 | 0.900 | 0.800 to 0.950 |" in block
    assert "| 0.900 |  |" in block
    assert "baselines: rules 0.700" in block


def test_readme_has_two_commands_for_a_fresh_machine():
    commands = re.findall(r"^python3 -m venv .*$", README.read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 2  # .ci/run takes them from here and runs them
    assert commands[0].endswith("summary corpora/sample/ecommerce-draft.md --topic cooperation")
    assert commands[1].endswith("&& .venv/bin/pytest -n auto")


def test_readme_names_every_format_that_is_read():
    from servanda.reading.files import _READERS

    text = README.read_text("utf-8")
    assert [kind for kind in _READERS if f"`.{kind}`" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_point_to_files_that_are_there(page):
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_pages_contributing_names_files_that_are_there():
    named = re.findall(r"`([\w/.-]+/[\w.-]+\.\w+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(named) >= 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_pages_recipes_are_short():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipes = re.findall(r"^### (Add .*?)\n\n(.*?)(?=\n#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(recipes) >= 5
    for title, steps in recipes:
        assert len(steps.strip().splitlines()) <= 6, title


def test_pages_have_the_version_of_the_project():
    version = PROJECT["version"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## \[(.*?)\]", changes, re.MULTILINE)[1] == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
