"""What is declared in pyproject.toml is what the code imports: no more and no less."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pipeline" / "servanda"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {"servanda"}


def imported(folder):
    """Give the top names that the modules of a folder import, wherever in the module."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - OURS


def declared(requirements):
    return {_plain(re.match(r"[\w.-]+", line)[0]) for line in requirements}


def packages(names):
    """Give the distributions that bring some importable names."""
    homes = metadata.packages_distributions()
    assert [name for name in names if name not in homes] == []
    return {_plain(homes[name][0]) for name in names}


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_packaging_declares_what_the_package_imports():
    on_request = declared(PROJECT["optional-dependencies"]["cluster"])
    assert declared(PROJECT["dependencies"]) == packages(imported(PACKAGE)) - on_request


def test_packaging_declares_what_the_tests_import():
    local = {path.stem for path in (ROOT / "corpora" / "sample").glob("*.py")}
    wanted = packages(imported(ROOT / "tests") - local) - declared(PROJECT["dependencies"])
    assert wanted <= declared(PROJECT["optional-dependencies"]["dev"])


def test_packaging_version_is_the_installed_one():
    import servanda

    assert servanda.__version__ in (PROJECT["version"], "0+unknown")
