"""The provisions of a draft: their own words and the headings that they stand under."""

import re
from collections import Counter
from dataclasses import dataclass

from servanda.analysis.levels import kinds, lineage, provision
from servanda.analysis.wording import plain, reading_of

_GROUPS = ("part", "title", "chapter", "section", "subsection", "annex")

_APART = ("front", "recital", "conclusion")
_MARK = re.compile(r"\[\^[^\]\s]+\]|[\[\]*]")


@dataclass(frozen=True)
class Provision:
    """A paragraph, recital or footnote, or an article without paragraphs.

    `kind` is that of its section, or "front" for all that stands before the draft; `words` are its
    words with blanks collapsed, `bare` those without the marks of brackets and notes; `headings`
    are the titles above it, its own and its article's first, `groups` those of chapters.
    """

    id: str
    kind: str
    words: str
    bare: str
    headings: tuple
    groups: tuple


def provisions(doc):
    """Give the provisions of a draft that have words, by id, in text order."""
    kind_of, records, text = kinds(doc), doc.spans["sections"].attrs, reading_of(doc)
    first = _first_below(records)
    leaves, under = {}, Counter()
    for section in kind_of:
        home = provision(doc, section, kind_of)
        if section not in first:
            leaves.setdefault(home, []).append(section)
            under.update(lineage(doc, section))
        elif section == home:
            leaves[home] = []  # which may have words of its own before what is below it
    found = {}
    for home, sections in leaves.items():
        if sections and under[home] == len(sections):
            spans = [(records[home]["body"], records[home]["end"])]
        else:
            spans = [
                (records[i]["body"], first.get(i, records[i]["end"])) for i in (home, *sections)
            ]
        words = " ".join(filter(None, (plain(text[start:end]) for start, end in spans)))
        if words:
            above = [kind_of[i] for i in lineage(doc, home)]
            kind = next((kind for kind in above if kind in _APART), kind_of[home])
            titles = {i: _title(plain(records[i]["title"]), kind_of[i]) for i in lineage(doc, home)}
            own = tuple(t for i, t in titles.items() if t and kind_of[i] not in _GROUPS)
            groups = tuple(t for i, t in titles.items() if t and kind_of[i] in _GROUPS)
            found[home] = Provision(home, kind, words, bare(words), own, groups)
    return found


def _first_below(records):
    """Give where the first section below each section starts."""
    first = {}
    for record in records.values():
        start = record["start"]
        first[record["parent"]] = min(start, first.get(record["parent"], start))
    return first


def bare(words):
    """Give words without the marks of brackets and notes, for cues to be looked for in."""
    return " ".join(_MARK.sub("", words).split())


def _title(title, kind):
    """Give the title of a section; a preamble has its name for one."""
    return title or ("Preamble" if kind == "preamble" else "")
