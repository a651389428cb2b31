import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from numpydoc.validate import validate

import servanda

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pipeline/servanda"

# From the ground up; a module may import from its own layer and those below.
LAYERS = [
    "data errors labels",
    "reading",
    "annotation",
    "pipeline",
    "analysis training",
    "batch",
    "cli",
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names.split()}
# What we ask of numpydoc: names, parameters and returns that agree with the code.
# Not asked: an extended summary, See Also, an example where it would need a file to read,
# and what is a matter of taste in wording.
UNASKED = {"ES01", "SA01", "EX01", "GL01", "GL02", "GL03", "SS06", "RT03", "YD01"}


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def part(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """Give the parts of servanda that a module imports, wherever in it."""
    package = ["servanda", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*above, *filter(None, [node.module])])
            names = [f"{stem}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "servanda" and len(parts) > 1 and parts[1] in RANK:
                yield parts[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_house_imports_point_downward(path):
    own = part(path)
    for other in imported(path):
        assert RANK[other] <= RANK[own], f"{own} imports {other}, which stands above it"
        siblings = {"analysis", "training"}
        assert not ({own, other} == siblings), "analysis and training do not see each other"


def test_house_every_part_has_a_layer():
    assert {part(path) for path in modules()} == set(RANK)


def test_house_public_names_are_declared_and_sorted():
    assert list(servanda.__all__) == sorted(servanda.__all__)
    for name in servanda.__all__:
        assert getattr(servanda, name) is not None
    assert {name for name in dir(servanda) if not name.startswith("_")} == set(servanda.__all__)


def test_house_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'treaty'"):
        servanda.treaty  # noqa: B018


@pytest.mark.parametrize(
    "name", [name for name in servanda.__all__ if callable(getattr(servanda, name))]
)
def test_house_docstrings_are_numpydoc(name):
    value = getattr(servanda, name)
    if isinstance(value, type):
        assert value.__doc__
        return
    found = validate(f"{value.__module__}.{value.__name__}")["errors"]
    assert [error for error in found if error[0] not in UNASKED] == []


def run_python(code):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline")}
    return subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)


@pytest.mark.parametrize("verb", ["", "norms", "label", "models"])
def test_house_help_imports_nothing_slow(verb):
    code = f"""
import sys
from servanda.cli import main
try:
    main([{verb!r}, "--help"] if {verb!r} else ["--help"], prog_name="servanda")
except SystemExit:
    pass
slow = {{"sklearn", "spacy", "pandas", "numpy", "matplotlib", "lxml", "jinja2"}} & set(sys.modules)
print("slow:", sorted(slow))
"""
    assert run_python(code).endswith("slow: []\n")


def test_house_import_of_the_package_is_light():
    assert run_python("import sys, servanda; print('pandas' in sys.modules)") == "False\n"


def test_house_rules_need_no_scikit_learn():
    code = "import sys, servanda; servanda.load('rules'); print('sklearn' in sys.modules)"
    assert run_python(code) == "False\n"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_house_modules_fit_a_sitting_and_functions_a_screen(path):
    source = path.read_text("utf-8")
    assert source.count("\n") <= 500  # most are far below; what passes this wants two files
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert _lines_of_code(node) <= 40, f"{node.name} is too long"


def _lines_of_code(function):
    """Give the lines of a function without its docstring, which may be as long as it needs."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= first.end_lineno - first.lineno + 1
    return lines
