"""The two sides of a comparison as they are shown: each provision cut into marked paragraphs."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from servanda.analysis.comparison.rewording import edits
from servanda.analysis.levels import kinds, lineage
from servanda.analysis.marking import Marks

SIDES = ("before", "after")
_BREAK = "\n\n"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a provision: its runs, its depth in a list, the sections that begin in it."""

    runs: list
    depth: int
    anchors: list = field(default_factory=list)


class Side:
    """One draft of a comparison, with the words that changed marked in it.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The draft.
    spans : dict
        Where the words of each provision stand, by its reference.
    """

    def __init__(self, doc, spans):
        self.doc, self.kind_of = doc, kinds(doc)
        self.records = doc.spans["sections"].attrs
        self.marks = Marks(doc)
        self.stretches = self._own(spans)
        self._block_starts = [start for start, _ in self.marks.stretches]
        order = sorted((record["start"], name) for name, record in self.records.items())
        self._starts, self._names = [at for at, _ in order], [name for _, name in order]

    def text(self, refs):
        """Give the words of some provisions as one text, and where its parts come from."""
        parts, places, at = [], [], 0
        for start, end in (stretch for ref in refs for stretch in self.stretches[ref]):
            parts.append(self.marks.text[start:end])
            places.append((at, at + end - start, start))
            at += end - start + len(_BREAK)
        return _BREAK.join(parts), places

    def paragraphs(self, ref):
        """Give the paragraphs of a provision."""
        base = self._depth(ref)
        cut = []
        for start, end in self.stretches[ref]:
            first = max(bisect_right(self._block_starts, start) - 1, 0)
            for low, high in self.marks.stretches[first:]:
                if low >= end:
                    break
                if max(low, start) < min(high, end):
                    cut.append(self._paragraph(max(low, start), min(high, end), base))
        return cut

    def article(self, ref):
        """Give the id of the article, annex or preamble that a provision stands in, "" for none."""
        wanted = ("article", "annex", "preamble")
        return next((i for i in lineage(self.doc, ref) if self.kind_of[i] in wanted), "")

    def _paragraph(self, start, end, base):
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        anchors = self._names[first:last]
        here = self._names[last - 1] if last else ""
        if here and self.records[here]["end"] <= start:
            here = ""
        return Paragraph(self.marks.runs(start, end), max(self._depth(here) - base, 0), anchors)

    def _depth(self, section):
        return sum(self.kind_of[i] == "item" for i in lineage(self.doc, section) if i)

    def _own(self, spans):
        """Give the stretches of each provision without those that stand within it."""
        ordered = sorted(spans.items(), key=lambda item: (item[1][0], -item[1][1]))
        found = {}
        for at, (ref, (start, end)) in enumerate(ordered):
            found[ref], here = [], start
            for inner, (first, last) in ordered[at + 1 :]:
                if first >= end:
                    break
                if first < here:  # within one that has been taken out
                    continue
                found[ref].append((here, self.records[inner]["start"]))
                here = last
            found[ref].append((here, end))
            found[ref] = [part for part in map(self._stripped, found[ref]) if part[0] < part[1]]
        return found

    def _stripped(self, stretch):
        words = self.marks.text[slice(*stretch)]
        return stretch[0] + len(words) - len(words.lstrip()), stretch[0] + len(words.rstrip())


def sides(comparison):
    """Give both drafts of a comparison as `Side`, and the groups of rows that read as one.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    tuple of (Side, Side, list of list of int)
        The rows of a group share a provision that was split or merged; most stand alone.
    """
    frame = comparison.provisions
    both = []
    for name, doc in zip(SIDES, (comparison.before, comparison.after), strict=True):
        held = frame[[f"{name}_ref", f"{name}_span"]].dropna()
        both.append(Side(doc, dict(held.itertuples(index=False))))
    groups = _groups(frame)
    for rows in groups:
        _mark(both, frame.loc[rows])
    for side in both:
        side.marks.changed.sort()
    return *both, groups


def _groups(frame):
    """Give the rows that share a provision, each group in order."""
    if frame.empty:
        return []
    links = []
    for name in SIDES:
        first = {}
        for row, ref in frame[f"{name}_ref"].dropna().items():
            links.append((first.setdefault(ref, row), row))
    ends = np.array(links).T
    graph = coo_array((np.ones(len(links)), tuple(ends)), shape=(len(frame), len(frame)))
    _, group = connected_components(graph, directed=False)
    return [list(rows) for rows in frame.groupby(group, sort=False).groups.values()]


def _mark(both, rows):
    """Mark what changed between the provisions of a group."""
    refs = [list(rows[f"{name}_ref"].dropna().unique()) for name in SIDES]
    if not all(refs):
        return
    (old, old_places), (new, new_places) = (
        side.text(names) for side, names in zip(both, refs, strict=True)
    )
    for edit in edits(old, new):
        both[0].marks.changed += _back(edit[:2], old_places)
        both[1].marks.changed += _back(edit[2:], new_places)


def _back(stretch, places):
    """Give where a stretch of joined text stands in the draft."""
    found = ((max(stretch[0], a), min(stretch[1], b), at - a) for a, b, at in places)
    return [(first + by, last + by) for first, last, by in found if first < last]
