"""The tables of a batch that are one file: what became of each document, and what failed why."""

import pandas as pd
import pyarrow as pa

from servanda.errors import ReadError

_TEXT, _COUNT = pa.string(), pa.int64()
DOCUMENTS = {
    "document": _TEXT,
    "title": _TEXT,
    "date": _TEXT,
    "parties": pa.list_(_TEXT),
    "language": _TEXT,
    "model": _TEXT,
    "words": _COUNT,
    "sections": _COUNT,
    "norms": _COUNT,
    "status": _TEXT,
    "seconds": pa.float64(),
    "sha256": _TEXT,
    "warnings": pa.list_(_TEXT),
}
FAILURES = {"document": _TEXT, "stage": _TEXT, "reason": _TEXT}
_GIVEN = ("title", "date", "parties", "language")  # that a manifest may state


def check_given(inputs):
    """Raise if a manifest has a column that the batch itself fills in."""
    taken = set(DOCUMENTS) - set(_GIVEN)
    for column in sorted({name for each in inputs for name in each.given} & taken):
        raise ReadError(f"A manifest has a column '{column}', which a batch fills in. Rename it.")


def documents(inputs, records):
    """Give the table of all documents that have a record, and its types."""
    more = dict.fromkeys(name for each in inputs for name in each.given)
    types = DOCUMENTS | {name: _TEXT for name in more if name not in DOCUMENTS}
    rows = [_document(each, records[each.document]) for each in inputs if each.document in records]
    frame = pd.DataFrame(rows, columns=list(types))
    counts = [name for name, kind in types.items() if kind == _COUNT]
    return frame.astype(dict.fromkeys(counts, "Int64")), types


def failures(inputs, records):
    """Give the table of the documents that failed."""
    rows = [records[each.document] for each in inputs if each.document in records]
    failed = [row for row in rows if row["status"] == "failed"]
    return pd.DataFrame(failed, columns=list(FAILURES))


def _document(each, record):
    given = {name: value for name, value in each.given.items() if value or name not in _GIVEN}
    if "parties" in given:
        given["parties"] = [party.strip() for party in given["parties"].split(";")]
    return {**{name: record.get(name) for name in DOCUMENTS}, **given}
