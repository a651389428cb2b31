"""The words of dispute settlement in a language, from ``data/disputes/*.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from servanda.analysis.disputes.patterns import Pattern, unmarked
from servanda.analysis.disputes.references import Grammar

_HOME = resources.files("servanda.data").joinpath("disputes")
_OUTSIDE = ("exclusion", "void", "confined", "restraint", "only")
_INSIDE = ("exclusion", "reach")
_ONLY = ("only",)


@dataclass(frozen=True)
class Words:
    """The patterns of a language by name; see the comments of its file for their parts.

    `outside` and `inside` find words that a sentence has if it is a clause: outside the
    provisions on dispute settlement, and inside; `only` those of a clause that does not name it.
    """

    references: Grammar
    settlement: dict
    mentions: dict
    clauses: dict
    exceptions: dict
    limits: dict
    outside: Pattern
    inside: Pattern
    only: Pattern


@cache
def words(language):
    """Give the words of a language, or None where it has no file."""
    file = _HOME.joinpath(f"{language}.toml")
    if not file.is_file():
        return None
    entries = tomllib.loads(file.read_text("utf-8"))
    grammar = Grammar(entries.pop("references"))
    outside, inside, only = (
        unmarked([each for name in names for each in entries["clauses"][name]])
        for names in (_OUTSIDE, _INSIDE, _ONLY)
    )
    parts = {
        part: {name: Pattern(alternatives) for name, alternatives in entry.items()}
        for part, entry in entries.items()
    }
    return Words(references=grammar, outside=outside, inside=inside, only=only, **parts)
