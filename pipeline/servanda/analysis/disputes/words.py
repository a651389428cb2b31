"""The words of dispute settlement in a language, from ``data/disputes/*.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from servanda.analysis.disputes.references import Grammar

_HOME = resources.files("servanda.data").joinpath("disputes")
_GAPS = {
    "{near}": r"(?:[^.;]{0,100}?)",
    "{far}": r"(?:[^.;]{0,320}?)",
    "<ref>": r"<ref\d+>",
    " ": r"\s+",
}


@dataclass(frozen=True)
class Words:
    """The patterns of a language by name; see the comments of its file for their parts.

    `hint` finds in small letters all that ``mentions["any"]`` finds, and a little more, in a
    fraction of the time: it goes through the whole text.
    """

    references: Grammar
    hint: re.Pattern
    settlement: dict
    mentions: dict
    clauses: dict
    exceptions: dict
    limits: dict


@cache
def words(language):
    """Give the words of a language, or None where it has no file."""
    file = _HOME.joinpath(f"{language}.toml")
    if not file.is_file():
        return None
    entries = tomllib.loads(file.read_text("utf-8"))
    grammar = Grammar(entries.pop("references"))
    parts = {
        part: {name: _pattern(alternatives) for name, alternatives in entry.items()}
        for part, entry in entries.items()
    }
    hint = re.compile(parts["mentions"]["any"].pattern.replace(r"\b", ""))
    return Words(references=grammar, hint=hint, **parts)


def _pattern(alternatives):
    """Give alternatives as one pattern, with the gaps and marks of the file spelled out."""
    joined = "|".join(f"(?:{each})" for each in alternatives)
    for name, pattern in _GAPS.items():
        joined = joined.replace(name, pattern)
    return re.compile(joined, re.IGNORECASE)
