"""What a batch writes of each document: tables whose columns and types are the same in all parts.

A document may name no bearer at all, or hold no bracket; its columns have their types all the
same, so that the parts of a table read as one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from servanda.analysis.levels import expected_level
from servanda.analysis.scoring import AREA, at_levels, scores
from servanda.analysis.tables import SCALE, norm_columns
from servanda.labels import LABELS

_TEXT, _COUNT, _SHARE, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(_TEXT)
_CODES = {name: code for code, name in enumerate(SCALE.categories)}
_LABEL = pa.dictionary(pa.int8(), _TEXT, ordered=True)


@dataclass(frozen=True)
class Table:
    """A table of a batch: how it is made of a Doc and a taxonomy, and its columns' types.

    Its columns are lists: a frame for each of thousands of documents takes longer to make than
    the Arrow table that is written of it.
    """

    make: Callable
    types: dict

    def of(self, doc, document, taxonomy):
        """Give the table of a document as a list for each column, `document` first."""
        columns = self.make(doc, taxonomy)
        size = len(next(iter(columns.values())))
        none = [None] * size
        columns["document"] = [document] * size
        return {name: columns.get(name, none) for name in self.types}


def to_arrow(columns, types):
    """Give lists of values as an Arrow table with columns of the given types."""
    return pa.table({name: _column(columns[name], kind) for name, kind in types.items()})


def _column(values, kind):
    if kind == _LABEL:
        codes = pa.array([_CODES.get(value) for value in values], pa.int8())
        return pa.DictionaryArray.from_arrays(codes, list(_CODES), ordered=True)
    return pa.array(values, kind, from_pandas=True)


def _norms(doc, _):
    return norm_columns(doc)


def _scores(doc, _):
    """Give the scores of the sections, at the level that a lawyer expects, and of the whole."""
    found = at_levels(doc, dict.fromkeys([expected_level(doc), "draft"]))
    rows = [{"level": level, **row} for level, rows in found.items() for row in rows]
    return {name: [row[name] for row in rows] for name in rows[0]}  # the whole is always there


def _areas(doc, taxonomy):
    """Give the scores of the areas of a taxonomy that the document has norms on."""
    frame = scores(doc, level=AREA, taxonomy=taxonomy).reset_index()
    return frame.rename(columns={"section": "area", "title": "name"}).to_dict("list")


def made(options):
    """Give the names of the tables that are made: scores if asked for, areas of a taxonomy."""
    wanted = {"norms": True, "scores": options.scores, "areas": options.taxonomy}
    return [name for name in TABLES if wanted[name]]


_SCORE = {
    "norms": _COUNT,
    **{name: _SHARE for name, label in LABELS.items() if label.rank},
    "strength": _SHARE,
    "low": _SHARE,
    "high": _SHARE,
    "coverage": _TEXT,
    "enforceability": _SHARE,
    "flexibility": _SHARE,
    "note": _TEXT,
    "norm_ids": _TEXTS,
}
TABLES = {
    "norms": Table(
        _norms,
        {
            "document": _TEXT,
            "id": _TEXT,
            "section": _TEXT,
            "start": _COUNT,
            "end": _COUNT,
            "operative": _TEXT,
            "label": _LABEL,
            "form": _TEXT,
            "confidence": _SHARE,
            "bearer": _TEXT,
            "qualifiers": _TEXTS,
            "conditions": _TEXTS,
            "inherited": _YES,
            "reasons": _TEXTS,
            "text": _TEXT,
            "strongest": _LABEL,
            "weakest": _LABEL,
            "can_vanish": _YES,
        },
    ),
    "scores": Table(
        _scores,
        {
            "document": _TEXT,
            "level": _TEXT,
            "section": _TEXT,
            "title": _TEXT,
            **_SCORE,
            "provisions": _COUNT,
            "contested": _SHARE,
            "can_vanish": _SHARE,
            "in_play": _COUNT,
            "density": _SHARE,
        },
    ),
    "areas": Table(_areas, {"document": _TEXT, "area": _TEXT, "name": _TEXT, **_SCORE}),
}
