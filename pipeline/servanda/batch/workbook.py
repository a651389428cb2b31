"""The workbook of a batch: sheets for a person who opens Excel before anything else."""

import pandas as pd

from servanda.analysis.exports import workbook as sheets
from servanda.labels import LABELS

_STEPS = [name for name, label in LABELS.items() if label.rank]
_DOCUMENT = ["document", "title", "date", "parties", "language", "model", "words", "norms"]
_SCORE = ["strength", "low", "high", "flexibility", *_STEPS]
_SECTION = ["document", "level", "section", "title", "norms", *_SCORE, "note"]


def workbook(documents, scores, failures):
    """Give the workbook as bytes: summary, documents, sections, failures.

    Parameters
    ----------
    documents : DataFrame
    scores : iterable of DataFrame
        Those of each document.
    failures : DataFrame

    Returns
    -------
    bytes
    """
    rows = [row for frame in scores for row in frame[_SECTION].to_dict("records")]
    scored = pd.DataFrame(rows, columns=_SECTION)
    whole = scored.loc[scored["level"] == "draft"].set_index("document")
    own = documents.set_index("document").join(whole[_SCORE]).reset_index()
    more = [name for name in documents if name not in {*_DOCUMENT, *_OWN}]
    return sheets(
        {
            "summary": _summary(documents, own),
            "documents": own.loc[own["status"] == "done", [*_DOCUMENT, *more, *_SCORE]],
            "sections": scored.loc[scored["level"] != "draft"],
            "failures": failures,
        }
    )


_OWN = ("sections", "status", "seconds", "sha256", "warnings")


def _summary(documents, own):
    """Give the corpus in figures, one a row."""
    norms = own["norms"].fillna(0).astype(float)
    figures = {
        "documents scored": int((documents["status"] == "done").sum()),
        "documents that failed": int((documents["status"] == "failed").sum()),
        "words": int(documents["words"].sum()),
        "norms": int(norms.sum()),
        **{f"norms: {name}": round((own[name] * norms).sum()) for name in _STEPS},
        "strength of a document, median": own["strength"].median(),
        "strength of a document, lowest": own["strength"].min(),
        "strength of a document, highest": own["strength"].max(),
    }
    return pd.DataFrame(
        {"figure": list(figures), "value": pd.Series(list(figures.values()), dtype=object)}
    )
