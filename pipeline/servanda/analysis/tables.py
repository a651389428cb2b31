"""What is in a Doc, as frames: its sections, its norms; and the labels of loose sentences."""

import pandas as pd

from servanda.analysis.levels import kinds, lineage, outcome_of
from servanda.analysis.wording import plain, reading_of
from servanda.labels import LABELS
from servanda.pipeline import load

# From soft to strong; of the two strongest labels, equal in rank, prohibition is last.
SCALE = pd.CategoricalDtype(sorted(LABELS, key=lambda name: LABELS[name].rank), ordered=True)
_OUTLINE = ["kind", "title", "number", "parent", "start", "end"]
_NORMS = [
    "section",
    "start",
    "end",
    "operative",
    "label",
    "form",
    "confidence",
    "bearer",
    "qualifiers",
    "conditions",
    "inherited",
    "reasons",
    "text",
]
_LOOSE = [name for name in _NORMS if name not in ("section", "inherited", "text")]
_SNIPPET = 60


def outline(doc):
    r"""Give the sections of a draft as a frame, one row each, parents before children.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by section id ("5.7"). Columns: kind, title, number, parent (an id, "" for
        none), start, end (character offsets).

    Examples
    --------
    >>> doc = load("rules")("Article 1\n\nEach Party shall publish its laws.")
    >>> outline(doc)["kind"].to_dict()
    {'1': 'article'}
    """
    records = doc.spans["sections"].attrs
    rows = [
        {"id": section, "kind": kind, **{name: records[section][name] for name in _OUTLINE[1:]}}
        for section, kind in kinds(doc).items()
    ]
    return pd.DataFrame(rows, columns=["id", *_OUTLINE]).set_index("id")


def tree(doc):
    """Give the outline as a person reads it: headings or first words, indented by depth.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by section id. Columns: kind, words.
    """
    text, records, rows = reading_of(doc), doc.spans["sections"].attrs, []
    for section, kind in kinds(doc).items():
        record = records[section]
        words = record["title"] or plain(text[record["body"] : record["end"]])
        if len(words) > _SNIPPET:
            words = words[: _SNIPPET - 1].rstrip() + "…"
        depth = len(lineage(doc, section)) - 1
        rows.append((section, kind, "  " * depth + words))
    return pd.DataFrame(rows, columns=["id", "kind", "words"]).set_index("id")


def norms(doc):
    r"""Give the norms of a draft as a frame, one row each, in text order.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by norm id ("4.2#1"). Columns: section, start, end (character offsets of the
        operative phrase), operative (its words, white space collapsed), label (ordered
        categorical), form, confidence, bearer (missing if unknown), qualifiers,
        conditions (lists of str), inherited (whether an item has it from its chapeau),
        reasons (list of str), text (the sentence). Of a
        negotiating text also strongest, weakest and can_vanish: what the provision in which
        the norm stands can still become.

    Examples
    --------
    >>> doc = load("rules")("Article 1\n\nEach Party shall publish its laws.")
    >>> norms(doc)["label"].to_dict()
    {'1#1': 'obligation'}
    """
    columns = norm_columns(doc)
    index = pd.Index(columns.pop("id"), dtype="str", name="id")
    steps = [name for name in ("label", "strongest", "weakest") if name in columns]
    columns |= {name: pd.Categorical(columns[name], dtype=SCALE) for name in steps}
    frame = pd.DataFrame(columns, index=index)
    return frame.astype({"start": int, "end": int, "inherited": bool})


def norm_columns(doc):
    """Give what `norms` gives as a list for each column, `id` first."""
    text, norms_of = reading_of(doc), doc.spans["norms"].attrs
    records = list(norms_of.values())

    def words(start, end):
        cut = text[start:end]
        # what can be printed is not gone and holds no blanks but spaces: most is as it is shown
        return cut.strip() if cut.isprintable() and "  " not in cut else plain(cut)

    columns = {"id": list(norms_of)}
    columns |= {name: [record.get(name) for record in records] for name in _NORMS}
    columns["operative"] = list(map(words, columns["start"], columns["end"]))
    columns["bearer"] = [words(*bounds) if bounds else None for bounds in columns["bearer"]]
    for name in ("qualifiers", "conditions"):
        columns[name] = [[words(*bounds) for bounds in places] for places in columns[name]]
    units = [tuple(record["unit"]) for record in records]
    shown = {unit: words(*unit) for unit in set(units)}  # norms share it, in memory too
    columns["text"] = [shown[unit] for unit in units]
    return columns | (_prospects(doc, columns["section"]) if "outcomes" in doc.spans else {})


def label(texts, model=None, language=None, brackets=None, semantics="unagreed"):
    """Label loose sentences, each by its strongest norm.

    Parameters
    ----------
    texts : iterable of str
        Sentences of a treaty, in any number.
    model : str or Path, default=None
        As for `load`.
    language : str, default=None
        As for `load`.
    brackets : {"accept", "reject", "first", "outcomes"}, default=None
        How square brackets are read, as for `load`; None takes the texts as they stand.
    semantics : {"unagreed", "deletion"}, default="unagreed"
        What brackets mean, as for `load`.

    Returns
    -------
    DataFrame
        One row for each text, in order. Columns: label (ordered categorical, "none" where
        there is no norm), confidence (of that label), norms (list of dict: start, end,
        operative, label, form, confidence, bearer, qualifiers, conditions, reasons). With
        outcomes, label and norms are those of the first of all alternatives, and a column
        outcomes has a dict: strongest, weakest, can_vanish, labels (from strong to weak).

    Examples
    --------
    >>> label(["The Parties shall endeavour to cooperate."], model="rules")["label"].to_list()
    ['best_endeavour']
    """
    if isinstance(texts, str):
        raise TypeError(
            "The 'texts' parameter of label must be several texts. Got one str instead."
        )
    nlp = load(model, language, brackets, semantics)
    rows = nlp.get_pipe("brackets").label(list(texts))
    columns = ["label", "confidence", "norms", *(["outcomes"] if brackets == "outcomes" else [])]
    frame = pd.DataFrame(rows, columns=columns)
    frame["norms"] = [
        [{key: norm[key] for key in _LOOSE} for norm in row] for row in frame["norms"]
    ]
    return frame.astype({"label": SCALE, "confidence": float})


def _prospects(doc, sections):
    """Give what the provision of each norm can become, by the sections of the norms."""
    found = [outcome_of(doc, section) or {} for section in sections]
    names = ("strongest", "weakest", "can_vanish")
    return {name: [record.get(name) for record in found] for name in names}
