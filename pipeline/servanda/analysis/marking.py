"""The text of a draft cut into blocks, and these into pieces, for a page to show."""

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from servanda.analysis.levels import kinds, lineage
from servanda.analysis.wording import GONE, reading_of
from servanda.reading.brackets import in_play

_HEADED = ("preamble", "part", "title", "chapter", "section", "subsection", "article", "annex")
_KINDS = ("qualifiers", "bearers", "contested", "changed")
_MARKS = re.compile(r"#{1,6}\s+")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is shown in one way; `footnote` is the number of a footnote mark."""

    text: str
    qualifier: bool = False
    bearer: bool = False
    contested: bool = False
    changed: bool = False
    footnote: str = ""


@dataclass(frozen=True)
class Run:
    """Pieces in a row, within the operative phrase of `norm` ("" where there is none)."""

    norm: str
    label: str
    pieces: list


@dataclass(frozen=True)
class Block:
    """A paragraph, item or heading as it is shown, with the sections that begin in it."""

    section: str
    kind: str
    depth: int
    rank: int
    anchors: list
    runs: list
    norms: list = field(default_factory=list)
    lines: bool = False
    cite: str = ""
    cited: bool = False


def blocks(doc):
    """Give the text of a draft as blocks in order; together they hold all its words.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    list of Block
        Headings have a `rank` from 1 (outermost); other blocks have rank 0. `cite` is the id
        of the section that begins in a block, `cited` whether its words begin with it.
    """
    records, kind_of = doc.spans["sections"].attrs, kinds(doc)
    marks, order = Marks(doc), list(kind_of)
    cut, begun = [], 0
    for start, end in marks.stretches:
        anchors = []
        while begun < len(order) and records[order[begun]]["start"] < end:
            anchors.append(order[begun])
            begun += 1
        section = _innermost(doc, order[begun - 1] if begun else "", start)
        path = [(kind_of[s], records[s]) for s in lineage(doc, section)]
        cut.append(_block(section, anchors, (start, end), path, marks))
    return cut


def shown_text(doc):
    """Give the text of a draft as it is shown: with brackets that are open, else as it is read."""
    return doc.text if "outcomes" in doc.spans else reading_of(doc)


class Marks:
    """A draft as it is shown: its text, and what is marked in it, each kind in text order.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    """

    def __init__(self, doc):
        still_open = "outcomes" in doc.spans
        self.text = shown_text(doc)
        self.stretches = list(_stretches(self.text, doc.spans["sections"].attrs, kinds(doc)))
        self.contested = _in_brackets(self.text) if still_open else []
        self.changed = []
        norms = doc.spans["norms"].attrs
        own = {norm: r for norm, r in norms.items() if not r["inherited"]}
        self.operatives = sorted(
            (r["start"], r["end"], norm, r["label"]) for norm, r in own.items()
        )
        self.bearers = sorted(tuple(r["bearer"]) for r in own.values() if r["bearer"])
        self.qualifiers = sorted({tuple(q) for r in norms.values() for q in r["qualifiers"]})
        self.inherited = {}
        for norm, record in norms.items():
            if record["inherited"]:
                self.inherited.setdefault(record["section"], []).append(norm)

    def within(self, kind, start, end):
        """Give the marks of a kind that begin in a stretch, cut off at its end."""
        marks = getattr(self, kind)
        first, last = bisect_left(marks, (start,)), bisect_left(marks, (end,))
        if kind in ("contested", "changed") and first and marks[first - 1][1] > start:
            first -= 1  # a bracket or a change may hold several paragraphs
        return [(max(m[0], start), min(m[1], end), *m[2:]) for m in marks[first:last]]

    def runs(self, start, end):
        """Give a stretch of text as runs, cut at operative phrases and at what is marked there."""
        spans = {kind: _Spans(self.within(kind, start, end)) for kind in _KINDS}
        runs, here = [], start
        for first, last, norm, label in self.within("operatives", start, end):
            if first < here:  # two norms on the same words: the first is marked
                continue
            if here < first:
                runs.append(Run("", "", _pieces(self.text, here, first, **spans)))
            runs.append(Run(norm, label, _pieces(self.text, first, last, **spans)))
            here = last
        if here < end:
            runs.append(Run("", "", _pieces(self.text, here, end, **spans)))
        return runs


def _in_brackets(text):
    """Give (start, end) of the words that stand in brackets, their marks with them."""
    return [(each.start, each.end) for each in in_play(text).brackets if each.parent < 0]


def _stretches(text, records, kind_of):
    """Yield the bounds of blocks: cut at blank lines, where sections begin, after headings."""
    cuts = {0, len(text)} | {match.end() for match in re.finditer(r"\n[ \t]*\n", text)}
    for section, record in records.items():
        if kind_of[section] != "chapeau":  # it begins right after the number of its paragraph
            cuts.add(record["start"])
        if kind_of[section] in _HEADED:
            cuts.add(record["body"])
    ordered = sorted(cuts)
    for start, end in itertools.pairwise(ordered):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _innermost(doc, latest, start):
    """Give the id of the innermost section that holds a place, "" for none.

    It is the `latest` section that has begun, or one of those that it stands in.
    """
    records = doc.spans["sections"].attrs
    holding = (s for s in lineage(doc, latest) if start < records[s]["end"])
    return next(holding, "")


def _block(section, anchors, bounds, path, marks):
    """Make a block; `path` has the kind and record of its section and of all around it."""
    text, (start, end) = marks.text, bounds
    kind, record = path[0] if path else ("", {"start": start, "body": start})
    headed = kind in _HEADED and record["start"] <= start < record["body"]
    kinds_around = [kind for kind, _ in path]
    marked = _MARKS.match(text, start, end)
    shown = marked.end() if marked else start
    if kind == "footnote" and start == record["start"]:
        shown = record["body"]
    lines = text[start:end].split("\n")
    own = [norm for _, _, norm, _ in marks.within("operatives", start, end)]
    cite = anchors[0] if anchors and not headed else ""
    return Block(
        section=section,
        kind=kind,
        depth=kinds_around.count("item"),
        rank=sum(kind in _HEADED for kind in kinds_around) if headed else 0,
        anchors=anchors,
        runs=marks.runs(shown, end),
        norms=own + [norm for anchor in anchors for norm in marks.inherited.get(anchor, ())],
        lines=headed or (len(lines) > 1 and all(" | " in line for line in lines)),
        cite=cite,
        cited=bool(cite) and text.startswith(cite, shown),
    )


class _Spans:
    """Spans in text order, of which those that touch a stretch are found at once."""

    def __init__(self, spans):
        self.spans = spans
        self.longest = max((last - first for first, last in spans), default=0)

    def touching(self, start, end):
        """Give the spans that share a character with a stretch."""
        low = bisect_left(self.spans, (start - self.longest,))
        near = self.spans[low : bisect_left(self.spans, (end,))]
        return [(first, last) for first, last in near if last > start]


def _pieces(text, start, end, **spans):
    marked = {kind: found.touching(start, end) for kind, found in spans.items()}
    cuts = {start, end}
    notes = {m.start(): m for m in _FOOTNOTE.finditer(text, start, end)}
    for bounds in [*itertools.chain(*marked.values()), *(m.span() for m in notes.values())]:
        cuts |= {at for at in bounds if start < at < end}
    pieces, ordered = [], sorted(cuts)
    for first, last in itertools.pairwise(ordered):
        pieces.append(
            Piece(
                text[first:last].replace(GONE, ""),
                qualifier=_within(first, marked["qualifiers"]),
                bearer=_within(first, marked["bearers"]),
                contested=_within(first, marked["contested"]),
                changed=_within(first, marked["changed"]),
                footnote=notes[first][1] if first in notes else "",
            )
        )
    return pieces


def _within(at, spans):
    return any(first <= at < last for first, last in spans)
