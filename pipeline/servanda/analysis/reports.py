"""One page on a draft, to read and to hand on: figures, summary, and the text with its norms."""

from pathlib import Path

from servanda.analysis.levels import expected_level, heading, kinds, lineage, outcome_of, own_title
from servanda.analysis.marking import blocks
from servanda.analysis.plots import strength_plot
from servanda.analysis.scoring import readable, scores
from servanda.analysis.sensitivity import by_scheme, sentence
from servanda.analysis.summaries import summary
from servanda.analysis.tables import norms
from servanda.analysis.templates import render_page
from servanda.labels import COVERAGE, LABELS
from servanda.pipeline import model_of


def report(doc, path, title=""):
    r"""Write a page on a draft: one HTML file that needs no network.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    path : str or Path
        The file to write.
    title : str, default=""
        The title of the draft; without one the name of the file stands at the head.

    Returns
    -------
    Path
        The file written.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nEach Party shall publish its laws.")
    >>> report(doc, "laws.html").name  # doctest: +SKIP
    'laws.html'
    """
    path = Path(path)
    path.write_text(page(doc, title=title, source=path.stem), encoding="utf-8", errors="replace")
    return path


def page(doc, title="", source=""):
    """Give the page of `report` as text.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    title : str, default=""
        The title of the draft.
    source : str, default=""
        The name of the file that it was read from.

    Returns
    -------
    str
        HTML, with style and script within; everything out of the draft is escaped.
    """
    level = expected_level(doc)
    frame = norms(doc)
    by_section, whole = scores(doc, level), scores(doc, "draft")
    names = _names(doc, by_section.index)
    groups, ranked = _groups(doc, level), by_scheme(doc, by_section)
    return render_page(
        "report.html",
        ("marks.js", "report.js"),
        title=_title(doc, title) or Path(source).stem or "Draft",
        source=Path(source).name,
        language=doc.lang_,
        model=model_of(doc),
        rankings=sentence(ranked),
        above=ranked["above"].to_dict(),
        names=dict(zip(by_section.index, names, strict=True)),
        factors=COVERAGE,
        level=level,
        whole=whole.iloc[0].to_dict(),
        counts=_counts(frame),
        plot=strength_plot(by_section, names),
        scores=list(zip(names, readable(by_section).reset_index().to_dict("records"), strict=True)),
        provisions=summary(doc).reset_index().to_dict("records"),
        groups=groups,
        group_of={section: _group(doc, section, groups) for section in kinds(doc)},
        blocks=blocks(doc),
        norms=_records(frame),
        open_of=_open(doc),
        unagreed="outcomes" in doc.spans,
    )


def _title(doc, title):
    """Give a title; in place of a section's heading, taken for it, that of the treaty."""
    kind_of, records = kinds(doc), doc.spans["sections"].attrs
    own = {heading(kind_of[s], records[s]["number"], records[s]["title"]) for s in kind_of}
    is_heading = _letters(title) in {"", *map(_letters, own)}
    return own_title(doc) if is_heading else title


def _letters(words):
    return "".join(filter(str.isalnum, words)).casefold()


def _names(doc, sections):
    kind_of = kinds(doc)
    return [_name(doc, section, kind_of) for section in sections]


def _name(doc, section, kind_of):
    """Give how a section is cited, with the annex that it stands in."""
    if section not in kind_of:
        return "Draft"
    record = doc.spans["sections"].attrs[section]
    name = heading(kind_of[section], record["number"], record["title"])
    annexed = any(kind_of[above] == "annex" for above in lineage(doc, section)[1:])
    return f"Annex, {name}" if annexed else name


def _counts(frame):
    """Give the number of norms by label, strongest first; a chapeau with its list counts once."""
    own = frame.loc[~frame["inherited"], "label"].value_counts()
    return {name: int(own[name]) for name in LABELS if name != "none"}


def _groups(doc, level):
    """Give the sections to filter by: those of the level, and whatever stands beside them."""
    kind_of = kinds(doc)
    above = {a for s, kind in kind_of.items() if kind == level for a in lineage(doc, s)[1:]}
    chosen = [
        section
        for section, kind in kind_of.items()
        if kind == level or (len(lineage(doc, section)) == 1 and section not in above)
    ]
    known = frozenset(chosen)
    chosen = [s for s in chosen if known.isdisjoint(lineage(doc, s)[1:])]
    return dict(zip(chosen, _names(doc, chosen), strict=True))


def _group(doc, section, groups):
    return next((ancestor for ancestor in lineage(doc, section) if ancestor in groups), "")


def _records(frame):
    """Give what the page tells of each norm when asked."""
    columns = ["label", "form", "confidence", "bearer", "qualifiers", "conditions", "reasons"]
    records = frame[[*columns, "inherited"]].astype(object)
    return records.where(records.notna(), None).to_dict("index")


def _open(doc):
    """Give what is still open in the provision of each section, in words."""
    found = {section: outcome_of(doc, section) for section in kinds(doc)}
    return {name: _told(record) for name, record in found.items() if record and record["contested"]}


def _told(record):
    """Give an outcome as a sentence."""
    strong, weak = record["strongest"], record["weakest"]
    parts = [f"{strong} to {weak}" if strong != weak else strong]
    parts += ["may vanish"] if record["can_vanish"] else []
    parts = [", ".join(parts).replace("_", " "), " / ".join(record["in_play"])]
    return "Still in play: " + ": ".join(filter(None, parts))
