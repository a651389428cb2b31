"""Three and more drafts: each provision's line of descent, and sections over time."""

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from servanda.analysis.comparison.comparing import compared
from servanda.analysis.comparison.listing import spoken
from servanda.analysis.comparison.rollups import common_level

_SCORES = ("strength", "low", "high")


@dataclass(frozen=True)
class Timeline:
    """How provisions and sections went through several drafts.

    Attributes
    ----------
    titles : tuple of str
        What the drafts are called, in order.
    comparisons : tuple of Comparison
        Each draft with the next.
    provisions : DataFrame
        One row for each line of descent, in order of the last draft it stands in. Columns:
        refs, labels, texts (lists with one entry for each draft, None where it has no such
        provision), changes (one for each step: hardened, softened, mixed, same, new, removed,
        merged; None where nothing is), entered, left (numbers of drafts, from 1; left is missing
        for what stands in the last), changed (list of numbers of the drafts that changed its
        strength), origin (row number of the line that it was split from), heir (of the line that
        it was merged into).
    scores : DataFrame
        One row for each section and draft: section (its number), heading, draft (number),
        strength, low, high; section 0 is the whole draft.
    """

    titles: tuple
    comparisons: tuple
    provisions: pd.DataFrame
    scores: pd.DataFrame


def timeline(drafts, titles=None):
    r"""Follow each provision through three or more drafts.

    Parameters
    ----------
    drafts : list of spacy.tokens.Doc
        Drafts in order of time, annotated by the pipeline of `load`.
    titles : list of str, default=None
        What to call them. None numbers them.

    Returns
    -------
    Timeline
        With the frames provisions and scores, and the comparison of each draft with the next.

    Raises
    ------
    LanguageError
        If the drafts are in several languages.

    Examples
    --------
    >>> from servanda import load
    >>> nlp = load("rules")
    >>> words = ["shall publish", "should publish", "may publish"]
    >>> drafts = [nlp(f"Article 1\n\nEach Party {each} its laws.") for each in words]
    >>> timeline(drafts).provisions["changes"].to_list()
    [['softened', 'softened']]
    """
    if len(drafts) < 2:
        raise ValueError(
            f"The 'drafts' parameter of timeline must hold two drafts or more. Got {len(drafts)}."
        )
    level = common_level(drafts)
    steps = tuple(compared(before, after, level) for before, after in pairwise(drafts))
    titles = tuple(titles or (f"Draft {at}" for at in range(1, len(drafts) + 1)))
    return Timeline(titles, steps, _Lines(steps).frame(), _scores(steps))


def readable(found):
    """Give a timeline as a person reads it: a column for each draft, changed lines first.

    Parameters
    ----------
    found : Timeline
        What `timeline` gives.

    Returns
    -------
    DataFrame
        A column for each draft ("4.4 obligation"), then changes and text.
    """
    rows = []
    for line in found.provisions.to_dict("records"):
        cells = [
            "" if ref is None else f"{ref} {spoken(labels)}"
            for ref, labels in zip(line["refs"], line["labels"], strict=True)
        ]
        told = [change for change in line["changes"] if change not in (None, "same")]
        text = next(text for text in reversed(line["texts"]) if text)
        rows.append([*cells, ", ".join(told), text[:80]])
    heads = [f"{at}: {title}" for at, title in enumerate(found.titles, start=1)]
    frame = pd.DataFrame(rows, columns=[*heads, "changes", "text"])
    return frame[frame["changes"] != ""].reset_index(drop=True)


class _Lines:
    """The lines of descent, drawn step by step."""

    def __init__(self, steps):
        self.drafts = len(steps) + 1
        self.lines, self.now = [], {}
        for at, step in enumerate(steps):
            self._step(at, step.provisions.to_dict("records"))

    def frame(self):
        """Give the lines as a frame, in order of the last draft they stand in."""
        order = {id(line): at for at, line in enumerate(self.lines)}
        for line in self.lines:
            for name in ("origin", "heir"):
                line[name] = order.get(id(line[name]))
        columns = ["refs", "labels", "texts", "changes", "entered", "left", "changed"]
        frame = pd.DataFrame(self.lines, columns=[*columns, "origin", "heir"], dtype=object)
        return frame.rename_axis("line")

    def _step(self, at, rows):
        following = {}
        for row in rows if at == 0 else ():
            if row["before_ref"] is not None and row["before_ref"] not in self.now:
                self.now[row["before_ref"]] = self._open(0, row, "before")
        heads = _heads(rows)
        for number, row in enumerate(rows):
            line = self.now.get(row["before_ref"])
            if number in heads:
                following[row["after_ref"]] = self._go_on(line, at, row)
            elif row["relation"] in ("new", "split"):
                if row["after_ref"] not in following:
                    opened = self._open(at + 1, row, "after")
                    opened["changes"][at], opened["origin"] = "new", line
                    following[row["after_ref"]] = opened
            elif line["left"] is None:
                line["left"] = at + 2
                line["changes"][at] = row["relation"]
                line["heir"] = row["after_ref"]
        for line in self.lines:
            if isinstance(line["heir"], str):
                line["heir"] = following.get(line["heir"])
        self.now = following

    def _open(self, draft, row, side):
        line = {name: [None] * self.drafts for name in ("refs", "labels", "texts")}
        line |= {"changes": [None] * (self.drafts - 1), "entered": draft + 1, "left": None}
        line |= {"changed": [], "origin": None, "heir": None}
        self._tell(line, draft, row, side)
        self.lines.append(line)
        return line

    def _go_on(self, line, at, row):
        self._tell(line, at + 1, row, "after")
        line["changes"][at] = row["change"]
        if row["change"] != "same":
            line["changed"].append(at + 2)
        return line

    def _tell(self, line, draft, row, side):
        for name, column in (("refs", "ref"), ("labels", "labels"), ("texts", "text")):
            line[name][draft] = row[f"{side}_{column}"]


def _heads(rows):
    """Give the rows by which lines go on: of a split or a merger, the pair most alike."""
    best, taken = set(), set()
    both = [n for n, row in enumerate(rows) if row["relation"] not in ("new", "removed")]
    for number in sorted(both, key=lambda n: -rows[n]["similarity"]):
        ends = {("before", rows[number]["before_ref"]), ("after", rows[number]["after_ref"])}
        if not ends & taken:
            best.add(number)
            taken |= ends
    return best


def _scores(steps):
    """Give the scores of sections through all drafts; section 0 is the whole."""
    rows = []
    for draft, (total, side) in enumerate(_each([step.totals for step in steps]), start=1):
        rows.append(_score(0, draft, total.iloc[0], side) | {"heading": "All"})
    now, count = {}, 0
    for at, step in enumerate(steps):
        following = {}
        for row in step.sections.to_dict("records"):
            section = now.get(row["before_section"])
            if section is None:
                count += 1
                section = count
                if at == 0 and row["before_section"] is not None:
                    rows.append(_score(section, 1, row, "before"))
            if row["after_section"] is not None:
                rows.append(_score(section, at + 2, row, "after"))
                following[row["after_section"]] = section
        now = following
    columns = ["section", "heading", "draft", *_SCORES]
    return pd.DataFrame(rows, columns=columns).sort_values(["section", "draft"], ignore_index=True)


def _each(totals):
    return [(totals[0], "before"), *((total, "after") for total in totals)]


def _score(section, draft, row, side):
    scores = {name: row[f"{side}_{name}"] for name in _SCORES}
    return {"section": section, "heading": row[f"{side}_heading"], "draft": draft, **scores}
