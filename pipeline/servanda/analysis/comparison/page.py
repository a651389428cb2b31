"""One page on two drafts: what changed, which way it binds now, and both texts side by side."""

from pathlib import Path

from servanda.analysis.comparison.plots import comparison_plot
from servanda.analysis.comparison.result import CHANGES
from servanda.analysis.comparison.rows import excerpt, rows
from servanda.analysis.comparison.sides import SIDES
from servanda.analysis.levels import own_title
from servanda.analysis.marking import shown_text
from servanda.analysis.tables import norms
from servanda.analysis.templates import render_page
from servanda.labels import LABELS
from servanda.pipeline import model_of

_FIRST = 12  # changes told of before the table
_TOLD = ["label", "form", "confidence", "bearer", "qualifiers", "conditions", "reasons"]


def page(comparison, path):
    """Write a page on what changed between two drafts: one HTML file that needs no network.

    Parameters
    ----------
    comparison : Comparison
        What `compare` gives.
    path : str or Path
        The file to write.

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    path.write_text(markup(comparison), encoding="utf-8", errors="replace")
    return path


def markup(comparison):
    """Give the page of `page` as text.

    Parameters
    ----------
    comparison : Comparison
        What `compare` gives.

    Returns
    -------
    str
        HTML, with style and script within; everything out of the drafts is escaped.
    """
    sections = _sections(comparison)
    told = _headed(rows(comparison), sections, _articles(comparison))
    texts = {name: shown_text(getattr(comparison, name)) for name in SIDES}
    ranked = sorted(told, key=lambda row: row["rank"] or len(told) + row["number"])
    changed = [row for row in ranked if row["rank"]]
    return render_page(
        "comparison/page.html",
        ("marks.js", "comparison/page.js"),
        titles=_titles(comparison),
        language=comparison.after.lang_,
        model=model_of(comparison.after),
        changes=CHANGES,
        counts=comparison.counts,
        totals=comparison.totals.iloc[0].to_dict(),
        sections=sections,
        plot=comparison_plot(comparison.sections),
        first=[(row, excerpt(comparison, row, texts)) for row in changed[:_FIRST]],
        changed=len(changed),
        rows=told,
        ranked=ranked,
        anchors=_Anchors(told),
        ranks={name: label.rank for name, label in LABELS.items()},
        norms=_norms(comparison),
    )


def _titles(comparison):
    before = comparison.before_title or own_title(comparison.before) or "Earlier draft"
    after = comparison.after_title or own_title(comparison.after) or "Later draft"
    return {"before": before, "after": after}


def _sections(comparison):
    frame = comparison.sections.astype(object)
    records = frame.where(frame.notna(), None).to_dict("records")
    for record in records:
        record["heading"] = record["after_heading"] or record["before_heading"] or "Draft"
    return records


def _articles(comparison):
    """Give what is known of each article by (side, id)."""
    frame = comparison.articles.astype(object)
    records = frame.where(frame.notna(), None).to_dict("records")
    return {(name, r[f"{name}_ref"]): r for name in SIDES for r in records if r[f"{name}_ref"]}


def _headed(told, sections, articles):
    """Give the rows with the headings that stand above each, as dicts of rank, text and ref."""
    before_of = {}
    for row in told:
        if row["before"] and row["after"]:
            before_of.setdefault(row["after"]["article"], set()).add(row["before"]["article"])
    section = article = None
    for row in told:
        row["headings"] = []
        if row["after"] is None and row["before"]["article"] in before_of.get(article, ()):
            continue  # it stood in what this article has become
        if row["after"] and row["section"] != section:
            section = row["section"]
            row["headings"].append(_section_heading(sections[section]))
        name = "after" if row["after"] else "before"
        here = row[name]["article"] if row["after"] else ("removed", row[name]["article"])
        if here != article:
            article = here
            row["headings"].append(_article_heading(row, name, articles))
        if len({heading["text"] for heading in row["headings"]}) < len(row["headings"]):
            row["headings"].pop(0)  # sections are articles here
    return told


def _section_heading(section):
    name = "after" if section["after_section"] is not None else "before"
    return {
        "rank": 3,
        "text": section["heading"],
        "notes": [],
        "is_gone": False,
        "ref": f"{name}-{section[f'{name}_section']}",
    }


def _article_heading(row, name, articles):
    """Give the heading of an article, with what it was called and whether it moved as a whole."""
    ref, text = row[name]["article"], row[f"{name}_heading"]
    known = articles.get((name, ref), {"before_heading": text, "moved": False})
    notes = ["moved as a whole"] if known["moved"] else []
    if known["before_heading"] not in (text, None):
        notes.append(f"before: {known['before_heading']}")
    return {
        "rank": 4,
        "text": text,
        "notes": notes,
        "is_gone": name == "before",
        "ref": f"{name}-{ref}",
    }


class _Anchors:
    """Gives each anchor once, however often a section is shown."""

    def __init__(self, told):
        self.given = set()
        # the provision itself goes before an article of the same name
        self.kept = {f"{name}-{row[name]['ref']}" for row in told for name in SIDES if row[name]}

    def __call__(self, *names):
        """Give those of some anchors that are free."""
        free = [name for name in names if name not in self.given | self.kept]
        self.given.update(free)
        return free


def _norms(comparison):
    """Give what the page tells of each norm when asked, by side and norm id."""
    found = {}
    for name, doc in zip(SIDES, (comparison.before, comparison.after), strict=True):
        frame = norms(doc).query("not inherited")[_TOLD].astype(object)
        frame.index = f"{name} " + frame.index
        found |= frame.where(frame.notna(), None).to_dict("index")
    return found
