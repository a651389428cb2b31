"""Reads coded units from the files that researchers have: CSV, JSON lines, annotation tools."""

import csv
import difflib
import io
import json
import tomllib
from pathlib import Path
from types import MappingProxyType

from servanda.errors import CorpusError
from servanda.labels import LABELS, strongest
from servanda.training.unit import Unit

_DELIMITERS = ",;\t"


def read_units(path, mapping=None):
    """Give the units of a file.

    Parameters
    ----------
    path : str or Path
        CSV with the columns text and label (and, if there are any, id and treaty); or JSON
        lines in our form (text, label or norms), or in those of Prodigy, doccano and Label
        Studio, of which the spans are read.
    mapping : str or Path, default=None
        A TOML file whose table ``[labels]`` translates other label names into ours.

    Returns
    -------
    list of Unit
        Where no treaty is named, each unit stands for itself.

    Raises
    ------
    CorpusError
        If the file cannot be read, or holds a label that is neither ours nor translated.
    """
    path = Path(path)
    names = _mapping(mapping)
    content = _content(path)
    is_table = path.suffix.lower() in (".csv", ".tsv") or content.lstrip()[:1] not in ("{", "[")
    records = _table(content, path) if is_table else _objects(content, path)
    units = [_unit(record, place, names) for place, record in records]
    if not units:
        raise CorpusError(f"'{path}' holds no units. Write one a line, with text and label.")
    return units


def _unit(record, place, names):
    text, label, spans = _fields(record, place)
    if not isinstance(text, str) or not text.strip():
        raise CorpusError(f"{place}: no text. Each unit needs its text under 'text'.")
    norms = None
    if spans is not None:
        norms = tuple(sorted(_span(span, text, place, names) for span in spans))
        norms = tuple(norm for norm in norms if norm[2] != "none")
        label = label or strongest(name for *_, name in norms)
    label = known_label(label, place, names)
    number = str(record.get("id") or place.rpartition(" ")[2])
    treaty = str(record.get("treaty") or number)
    stratum = str(record.get("stratum") or "")
    return Unit(number, text, label, norms, treaty, stratum=stratum)


def _fields(record, place):
    """Give text, label and spans (None if not coded) of a record in any of the forms."""
    if "data" in record:  # Label Studio
        return record["data"].get("text"), None, _label_studio(record)
    text, label = record.get("text"), record.get("label")
    if "norms" in record:
        return text, label, [(n["start"], n["end"], n["label"]) for n in record["norms"]]
    if "spans" in record:  # Prodigy
        return text, None, [(s["start"], s["end"], s["label"]) for s in record["spans"] or ()]
    if "entities" in record:  # doccano with relations
        spans = [(s["start_offset"], s["end_offset"], s["label"]) for s in record["entities"]]
        return text, None, spans
    pairs = record.get("labels", label)
    if isinstance(pairs, list):  # doccano
        return text, None, [tuple(pair) for pair in pairs]
    if not label:
        raise CorpusError(f"{place}: no label. Each unit needs one under 'label'.")
    return text, label, None


def _label_studio(record):
    """Give the spans of the first annotation of a task, or of a prediction that has none."""
    drawn = record.get("annotations") or record.get("predictions") or [{"result": []}]
    values = [result["value"] for result in drawn[0]["result"] if "labels" in result["value"]]
    return [(value["start"], value["end"], value["labels"][0]) for value in values]


def _span(span, text, place, names):
    start, end, label = span
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise CorpusError(f"{place}: the span {start}:{end} is not within the text.")
    return start, end, known_label(label, place, names)


def known_label(label, place, names=MappingProxyType({})):
    """Give a label in our own name; CorpusError names the nearest one for a label unknown."""
    label = names.get(str(label), str(label))
    if label in LABELS:
        return label
    plain = label.strip().lower().replace("-", "_").replace(" ", "_")
    near = difflib.get_close_matches(plain, LABELS, 1, cutoff=0.5)
    hint = f"Did you mean '{near[0]}'?" if near else f"Labels: {', '.join(LABELS)}."
    raise CorpusError(
        f"{place}: label '{label}' is not in labels.toml. {hint} A mapping file translates "
        'other label sets: [labels] "their name" = "our name".'
    )


def _mapping(path):
    if path is None:
        return {}
    try:
        names = tomllib.loads(Path(path).read_text("utf-8"))["labels"]
    except (OSError, ValueError, KeyError) as error:
        raise CorpusError(
            f"'{path}' is no mapping of labels ({error}). Write a table [labels] with lines "
            '"their name" = "our name".'
        ) from error
    for theirs, ours in names.items():
        known_label(ours, f"{path}, '{theirs}'")
    return names


def _content(path):
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusError(
            f"'{path}' cannot be read ({error.strerror}). Check the name of the file."
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"'{path}' is not UTF-8. Save it in UTF-8 and try again.") from error


def _table(content, path):
    """Yield (place, record) for the rows of a CSV file."""
    header = content.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter)
    names = reader.fieldnames or []
    for column in ("text", "label"):
        if content.strip() and column not in names:
            raise CorpusError(
                f"{path}: no column '{column}' among {', '.join(names)}. Name the columns of "
                "texts and labels 'text' and 'label'."
            )
    for number, row in enumerate(reader, start=1):
        yield f"{path}, row {number}", row


def _objects(content, path):
    """Yield (place, record) for JSON lines, or for the one list that Label Studio writes."""
    if content.lstrip().startswith("["):
        lines = [content]
    else:
        lines = content.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{path}, line {number}: no JSON ({error}). Mend it.") from error
        records = found if isinstance(found, list) else [found]
        for place, record in enumerate(records, start=number):
            if not isinstance(record, dict):
                raise CorpusError(f"{path}, line {place}: not a JSON object. Write one a line.")
            yield f"{path}, line {place}", record
