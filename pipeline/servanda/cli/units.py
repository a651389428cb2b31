"""The verb label: loose sentences, each with its strongest label."""

import csv
import io
import json
from dataclasses import dataclass, field

import click

from servanda.cli.languages import language_of
from servanda.cli.options import chosen_format, example, model_options
from servanda.cli.output import complain, write_frame
from servanda.errors import ReadError

_OURS = ["id", "label", "confidence", "norms", "outcomes"]


@dataclass(frozen=True)
class Unit:
    """A sentence to label; `row` holds the cells of its CSV row as they came."""

    id: object
    text: str
    row: dict = field(default_factory=dict)


@click.command(epilog=example("servanda label units.jsonl"))
@click.argument("units", metavar="UNITS")
@click.option(
    "--text-column",
    default="text",
    show_default=True,
    metavar="NAME",
    help="Where the text stands: the column of the CSV, the key of the JSON objects.",
)
@model_options
def label(units, options, text_column):
    """Label loose sentences, one by one.

    UNITS is a file of JSON lines ({"id": 1, "text": "…"}), a CSV file with a text column, or -
    for standard input. Each unit gets its strongest label and its norms; offsets count
    characters in the given text. The output keeps the order and, by default, the format; the
    columns of a CSV pass through as they came. With --brackets outcomes each unit also gets what
    its brackets leave open.
    """
    from servanda.analysis.tables import label

    content = _content(units)
    is_csv = _is_csv(units, content)
    found, problems = (_from_csv if is_csv else _from_jsonl)(content, text_column)
    if not found:
        reason = f"{units}, {problems[0]}" if problems else f"{units}: no units in it."
        raise ReadError(reason)
    form = chosen_format(options, default="csv" if is_csv else "jsonl")
    texts = [unit.text for unit in found]
    language = language_of(options, " ".join(texts))
    frame = label(texts, options.model, language, options.brackets, options.semantics)
    frame.insert(0, "id", [unit.id for unit in found])
    _write(frame, found, form, options)
    for problem in problems:
        complain("Error", f"{units}, {problem}")
    if problems:
        click.get_current_context().exit(3)


def _write(frame, units, form, options):
    import pandas as pd

    if form in ("json", "jsonl"):
        write_frame(frame.set_index("id"), form, options)
        return
    rows = [unit.row or {"id": unit.id, "text": unit.text} for unit in units]
    given = pd.DataFrame(rows, dtype=object)
    # A column of the user's that has one of our names stays, beside ours.
    given = given.rename(columns={name: f"{name}_given" for name in _OURS[1:] if name in given})
    whole = pd.concat([frame.drop(columns=[c for c in ("id",) if c in given]), given], axis=1)
    ours = [name for name in _OURS if name in frame and name not in given]
    order = [*given.columns, *ours]
    write_frame(whole[order].set_index(order[0]), form, options, verbatim=tuple(given.columns))


def _content(units):
    try:
        with click.open_file(units, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as error:
        raise ReadError(
            f"'{units}' cannot be read ({error.strerror}). Check the name of the file."
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ReadError(
            f"{units}, line {line}: not UTF-8. Save the file in UTF-8 and try again."
        ) from error


def _is_csv(units, content):
    """Say whether units are CSV: by the suffix of the file, else by how the content begins."""
    suffix = units.rpartition(".")[2].lower()
    if suffix in ("csv", "tsv"):
        return True
    return suffix not in ("jsonl", "ndjson") and not content.lstrip().startswith("{")


def _from_jsonl(content, key):
    """Give units and problems of JSON lines; lines end at a newline and nothing else."""
    units, problems = [], []
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        problem = _problem(entry, key)
        if problem:
            problems.append(f"line {number}: {problem}")
        else:
            units.append(Unit(entry.get("id", number), entry[key]))
    return units, problems


def _problem(entry, key):
    if not isinstance(entry, dict):
        return f'not a JSON object. Write one object a line, as {{"id": 1, "{key}": "…"}}.'
    if not isinstance(entry.get(key), str):
        return f"no text under '{key}'. Name its key by --text-column."
    if not _encodable(entry[key]):
        return "the text holds half a character (a lone surrogate). Write the character whole."
    return None


def _from_csv(content, column):
    """Give units and problems of a CSV file, whose first row names the columns."""
    header = content.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter)
    names = reader.fieldnames or []
    if not names:
        return [], []
    if column not in names:
        return [], [
            f"line 1: no column '{column}' among {', '.join(names)}. Name it by --text-column."
        ]
    units, problems = [], []
    for number, row in enumerate(reader, start=1):
        if None in row or None in row.values():
            cells = "more" if None in row else "fewer"
            problems.append(
                f"line {reader.line_num}: {cells} cells than columns. Check its quotes."
            )
        else:
            units.append(Unit(row.get("id", number), row[column], row))
    return units, problems


def _encodable(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
