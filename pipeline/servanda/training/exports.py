"""Writes units in the forms that `imports` reads: ours, CSV, and those of annotation tools."""

import csv
import io
import json
from pathlib import Path

from servanda.errors import CorpusError


def write_units(units, path, form="jsonl"):
    """Write units to a file.

    Parameters
    ----------
    units : iterable of Unit
    path : str or Path
    form : {"jsonl", "csv", "prodigy", "doccano", "label-studio"}, default="jsonl"
        CSV keeps the label of the whole unit, "jsonl" that and the norms, the tools' forms the
        norms alone.
    """
    if form not in FORMS:
        raise ValueError(
            f"The 'form' parameter of write_units must be one of {list(FORMS)}. "
            f"Got {form!r} instead."
        )
    try:
        Path(path).write_text(FORMS[form](list(units)), "utf-8")
    except OSError as error:
        raise CorpusError(f"'{path}' cannot be written ({error.strerror}).") from error


def _ours(unit):
    record = {"id": unit.id, "treaty": unit.treaty, "text": unit.text, "label": unit.label}
    if unit.norms is not None:
        record["norms"] = _spans(unit)
    return record


def _prodigy(unit):
    about = {"id": unit.id, "treaty": unit.treaty}
    return {"id": unit.id, "text": unit.text, "spans": _spans(unit), "meta": about}


def _doccano(unit):
    triples = [list(norm) for norm in unit.norms or ()]
    return {"id": unit.id, "treaty": unit.treaty, "text": unit.text, "label": triples}


def _label_studio(unit):
    results = [
        {
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": unit.text[start:end], "labels": [label]},
        }
        for start, end, label in unit.norms or ()
    ]
    data = {"id": unit.id, "treaty": unit.treaty, "text": unit.text}
    return {"id": unit.id, "data": data, "annotations": [{"result": results}]}


def _spans(unit):
    return [{"start": s, "end": e, "label": label} for s, e, label in unit.norms or ()]


def _lines(record):
    def write(units):
        return "".join(json.dumps(record(unit), ensure_ascii=False) + "\n" for unit in units)

    return write


def _csv(units):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "treaty", "text", "label"])
    writer.writerows([unit.id, unit.treaty, unit.text, unit.label] for unit in units)
    return out.getvalue()


FORMS = {
    "jsonl": _lines(_ours),
    "csv": _csv,
    "prodigy": _lines(_prodigy),
    "doccano": _lines(_doccano),
    "label-studio": _lines(_label_studio),
}
