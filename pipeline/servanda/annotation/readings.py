"""Reads the sentences of a text, and each item of a list behind the words of its chapeau."""

import re
from collections.abc import Iterator
from typing import Any

from servanda.annotation.clause import Sentence
from servanda.annotation.clauses import read_words
from servanda.annotation.lexicon import Lexicon
from servanda.annotation.norms import record
from servanda.annotation.structure import Section
from servanda.annotation.tokens import tokens_of, tokens_of_both
from servanda.annotation.units import Unit, units

_LETTER = re.compile(r"[^\W\d_]")
_SILENT = ("preamble", "recital", "front", "conclusion")  # no norm stands in these


class Reading:
    """A sentence as read, or an item behind the words of its chapeau, which it inherits."""

    def __init__(
        self,
        sentence: Sentence,
        section: str,
        unit: tuple[int, int],
        items: tuple[tuple[str, int, int], ...] = (),
        chapeau_end: int = 0,  # of an item, else 0
    ) -> None:
        self.sentence = sentence
        self.section = section
        self.unit = unit
        self.items = items
        self.chapeau_end = chapeau_end

    def norms(self, labels: Iterator[tuple[str, float]]) -> list[dict[str, Any]]:
        """Give its norms as records; the labels are those of its clauses, and of more."""
        rows: list[dict[str, Any]] = []
        inherits = self.chapeau_end > 0
        for clause in self.sentence.clauses:
            label, confidence = next(labels)
            if label == "none":
                continue
            row = record(clause, label, confidence)
            if inherits and row["start"] >= self.chapeau_end:
                continue
            row["inherited"] = inherits
            row["section"] = self.section if inherits else self._home(row["start"])
            row["unit"] = list(self.unit)
            rows.append(row)
        return rows[-1:] if inherits else rows

    def _home(self, start: int) -> str:
        """Give the section where an operative phrase stands: an item of the list, or its own."""
        for section, low, high in self.items:
            if low <= start < high:
                return section
        return self.section


def readings(text: str, sections: list[Section], lexicon: Lexicon) -> Iterator[Reading]:
    """Yield each sentence as read, then each of its items behind the words of its chapeau.

    Parameters
    ----------
    text : str
        Evenly spaced.
    sections : list of Section
    lexicon : Lexicon
    """
    silent: set[str] = set()
    for each in sections:
        if each.kind in _SILENT or each.parent in silent:
            silent.add(each.id)
    starts = {section.id: section.start for section in sections}
    for unit in units(text, sections):
        if unit.section in silent:
            continue
        if not _LETTER.search(text, unit.start, unit.end):
            continue
        tokens = tokens_of(text, lexicon, unit.start, unit.end)
        sentence = read_words(text, tokens, lexicon)
        if not sentence.clauses:
            continue
        # What inherits is read first: the clauses of the sentence go once it was labelled.
        inheriting: list[Reading] = []
        if unit.items:
            chapeau_end = max(min([starts[item[0]] for item in unit.items]), unit.start)
            inheriting = _inheriting(text, lexicon, unit, sentence, chapeau_end)
        yield Reading(sentence, unit.section, (unit.start, unit.end), unit.items)
        yield from inheriting


def _inheriting(
    text: str, lexicon: Lexicon, unit: Unit, sentence: Sentence, chapeau_end: int
) -> list[Reading]:
    """Give a reading of each item that has no modal of its own, behind its chapeau."""
    starts = [sentence.starts[clause.first] for clause in sentence.clauses]
    found: list[Reading] = []
    if starts[0] >= chapeau_end:
        return found
    clauses = list(zip(starts, sentence.clauses, strict=True))
    modals = [at for at, clause in clauses if not clause.trigger]
    alike = {clause.first: clause for at, clause in clauses if at < chapeau_end}
    if lexicon.habits.get("drops_subject"):
        alike = {}  # it is read by the verb behind, too
    for section, low, high in unit.items:
        if not any([low <= at < high for at in modals]):
            tokens = tokens_of_both(text, lexicon, (unit.start, chapeau_end), (low, high))
            read = read_words(text, tokens, lexicon, alike)
            found.append(Reading(read, section, (low, high), (), chapeau_end))
    return found
