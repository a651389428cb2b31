"""One page on a timeline: each provision through all drafts, and the sections' scores."""

from pathlib import Path

from servanda.analysis.comparison.result import CHANGES
from servanda.analysis.comparison.rows import woven
from servanda.analysis.templates import render_page
from servanda.pipeline import model_of


def timeline_page(timeline, path):
    """Write a page on several drafts: one HTML file that needs no network.

    Parameters
    ----------
    timeline : Timeline
        What `servanda.timeline` gives.
    path : str or Path
        The file to write.

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    path.write_text(timeline_markup(timeline), encoding="utf-8", errors="replace")
    return path


def timeline_markup(timeline):
    """Give the page of `timeline_page` as text.

    Parameters
    ----------
    timeline : Timeline
        What `servanda.timeline` gives.

    Returns
    -------
    str
        HTML, with style and script within; everything out of the drafts is escaped.
    """
    last = timeline.comparisons[-1].after
    lines = [_line(number, row) for number, row in _records(timeline.provisions)]
    return render_page(
        "comparison/timeline.html",
        ("marks.js", "comparison/timeline.js"),
        titles=timeline.titles,
        language=last.lang_,
        model=model_of(last),
        norms={},
        changes=[*CHANGES, "merged"],
        steps=[_counts(lines, step) for step in range(len(timeline.titles) - 1)],
        sections=_sections(timeline.scores),
        lines=lines,
    )


def _records(frame):
    records = frame.astype(object).to_dict("records")
    return zip(frame.index, records, strict=True)


def _line(number, row):
    """Give a line of descent as it is shown: a cell for each draft."""
    cells = []
    for draft, ref in enumerate(row["refs"]):
        change = row["changes"][draft - 1] if draft else None
        cells.append(
            {
                "ref": ref,
                "labels": list(dict.fromkeys(row["labels"][draft] or [])),
                "change": change,
                "wording": _wording(row["texts"], draft),
            }
        )
    told = [change for change in row["changes"] if change]
    return {"number": number, "cells": cells, "changes": told}


def _wording(texts, draft):
    """Give the words of a draft as (how, words) pairs, from those of the draft before it."""
    before, text = texts[draft - 1] if draft else None, texts[draft]
    if not text or text == before:
        return []
    return woven(before, text) if before else [("same", text)]


def _counts(lines, step):
    """Give how many lines changed in which way from a draft to the next."""
    found = [line["cells"][step + 1]["change"] for line in lines]
    return {name: found.count(name) for name in [*CHANGES, "merged"] if name in found}


def _sections(scores):
    """Give the scores of each section as (heading, one record for each draft)."""
    frame = scores.astype(object).where(scores.notna(), None)
    return [
        (group["heading"].iloc[-1], group.set_index("draft").to_dict("index"))
        for _, group in frame.groupby("section", sort=True)
        if group["strength"].notna().any()
    ]
