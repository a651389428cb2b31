"""Fixtures that several folders of tests share."""

import os
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pytest_sessionstart():
    """Refuse to test compiled modules whose sources were changed since.

    Tables get the width that they have where nothing tells one: pytest-xdist tells its workers.
    """
    os.environ.pop("COLUMNS", None)
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    for source in (ROOT / "pipeline").rglob("*.py"):
        built = source.with_suffix(suffix)
        if built.exists() and built.stat().st_mtime < source.stat().st_mtime:
            name = source.relative_to(ROOT)
            pytest.exit(
                f"{name} is newer than its compiled form. Type 'make compiled', or 'make "
                "pure' to take all compiled forms away while you work.",
                returncode=2,
            )


@pytest.fixture(scope="session")
def shared():
    """Give the folder of reference material that stands beside the project, where there is one."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material is not beside the project")
    return folder


@pytest.fixture(scope="session")
def root():
    """Give the folder of the project."""
    return ROOT
