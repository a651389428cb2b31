"""What is still in play in a negotiating text: contested norms, and sections as intervals."""

import re
from bisect import bisect_left

import numpy as np
import pandas as pd

from servanda.analysis.levels import check_level, expected_level, kinds, lineage
from servanda.analysis.tables import SCALE, outline
from servanda.analysis.wording import plain
from servanda.reading.brackets import in_play

_COLUMNS = ["operatives", "in_play", "strongest", "weakest", "can_vanish", "labels", "deciding"]
_MEASURES = ["weak", "middle", "strong", "provisions", "contested", "can_vanish", "in_play"]
_WORD = re.compile(r"\w+")
_NOTES = re.compile(r"^\[\^[^\]\n]+\]:", re.MULTILINE)
_HUNDRED = 100


def brackets(doc):
    r"""Give the contested provisions of a negotiating text, one row each, in text order.

    A provision is contested if its label, its operative words or its being there still depend
    on what is in brackets or on a choice among options.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`, with brackets read as outcomes.

    Returns
    -------
    DataFrame
        Indexed by provision id ("5.7"). Columns: operatives (the operative phrases of its
        readings, list of str), in_play (those that some reading has not), strongest, weakest
        (ordered categoricals over the readings that have text), can_vanish, labels (list of
        str, from strong to weak), deciding (the words in brackets or the options on which the
        label turns, list of str), examples (a reading for each label, dict), option (the one
        it stands in), readings (how many were tried), bounded (whether there were more),
        start, end (character offsets), text.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nEach Party [shall][should] publish its laws.")
    >>> brackets(doc)[["in_play", "labels"]].iloc[0].to_list()
    [['shall publish', 'should publish'], ['obligation', 'best_endeavour']]
    """
    text, group = doc.text, doc.spans.get("outcomes")
    records = group.attrs if group is not None else {}
    rows = [_row(text, name, record) for name, record in records.items() if record["contested"]]
    columns = ["id", *_COLUMNS, "examples", "option", "readings", "bounded", "start", "end", "text"]
    frame = pd.DataFrame(rows, columns=columns).set_index("id")
    return frame.astype({"strongest": SCALE, "weakest": SCALE, "can_vanish": bool, "bounded": bool})


def readable(frame):
    """Give contested provisions as a person reads them.

    Parameters
    ----------
    frame : DataFrame
        What `brackets` gives.

    Returns
    -------
    DataFrame
        Columns: in play (the operative phrases), strongest, weakest, may vanish, text.
    """
    more = np.where(frame["bounded"], " (not all readings were tried)", "")
    return pd.DataFrame(
        {
            "in play": frame["in_play"].map(" / ".join) + more,
            "strongest": frame["strongest"],
            "weakest": frame["weakest"],
            "may vanish": [
                f"yes ({option})" if option and vanish else "yes" * vanish
                for option, vanish in zip(frame["option"], frame["can_vanish"], strict=True)
            ],
            "text": frame["text"],
        }
    )


def intervals(doc, level=None):
    r"""Give how strongly each section could still bind, and how much of it is in play.

    A section's strength (see `scores`) is computed with every provision resolved weakly, with
    equal weight to each label it may get, and strongly. Where a norm may turn into a mere
    permission or into none, it weighs nothing in that outcome. That a provision may vanish is
    counted apart and does not enter the strength.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`, with brackets read as outcomes.
    level : str, default=None
        As for `scores`.

    Returns
    -------
    DataFrame
        Indexed by section id. Columns: title, weak, middle, strong (0 to 100), provisions (that
        hold or may hold a norm), contested (share of them), can_vanish (share), in_play (number
        of operative phrases that are not in all readings), brackets (number), density
        (brackets per 100 words).

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nEach Party [shall][should] publish its laws.")
    >>> intervals(doc)[["weak", "middle", "strong", "contested"]].iloc[0].to_list()
    [25.0, 62.5, 100.0, 1.0]
    """
    check_level(level, "intervals")
    level = level or expected_level(doc)
    group, kind_of = doc.spans.get("outcomes"), kinds(doc)
    records = group.attrs if group is not None else {}
    chosen = ["draft"] if level == "draft" else [s for s in kind_of if kind_of[s] == level]
    members = {section: [] for section in chosen}
    for name, record in records.items():
        if record["strongest"] != "none":
            for section in ("draft", *lineage(doc, name)):
                if section in members:
                    members[section].append(record)
    titles, density = outline(doc)["title"], _Density(doc)
    rows = [
        {"section": s, "title": titles.get(s, ""), **_measures(own), **density.of(s)}
        for s, own in members.items()
    ]
    columns = ["section", "title", *_MEASURES, "brackets", "density"]
    return pd.DataFrame(rows, columns=columns).set_index("section")


def _row(text, name, record):
    words = {"text": plain(text[record["start"] : record["end"]])}
    deciding = [plain(text[start:end]) for start, end in record["deciding"]]
    operatives = [phrase for phrase, _ in record["operatives"]]
    lists = {name: list(record[name]) for name in ("labels", "in_play")}
    lists |= {"operatives": operatives, "deciding": deciding}
    return {**record, **lists, **words, "id": name}


def _measures(records):
    """Give one row of intervals from the provisions of a section."""
    count = sum(record["weights"][0] for record in records)
    means = [
        _HUNDRED * sum(r["weights"][0] * r["weights"][at] for r in records) / count
        if count
        else np.nan
        for at in (1, 2, 3)
    ]
    contested = [record["contested"] for record in records]
    vanishing = [record["can_vanish"] for record in records]
    return {
        **dict(zip(_MEASURES[:3], means, strict=True)),
        "provisions": len(records),
        "contested": np.mean(contested) if records else np.nan,
        "can_vanish": np.mean(vanishing) if records else np.nan,
        "in_play": sum(len(record["in_play"]) for record in records),
    }


class _Density:
    """Counts brackets and words of the sections of a text, without its footnotes."""

    def __init__(self, doc):
        text = doc.text
        notes = _NOTES.search(text)
        self.end = notes.start() if notes else len(text)
        self.records = doc.spans["sections"].attrs
        self.words = [found.start() for found in _WORD.finditer(text, 0, self.end)]
        self.brackets = in_play(text).starts

    def of(self, section):
        """Give the brackets of a section and their number per 100 words."""
        record = self.records.get(section, {"start": 0, "end": self.end})
        brackets, words = (
            bisect_left(places, record["end"]) - bisect_left(places, record["start"])
            for places in (self.brackets, self.words)
        )
        return {"brackets": brackets, "density": _HUNDRED * brackets / words if words else 0.0}
