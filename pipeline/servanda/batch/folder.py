"""The folder that a batch writes: parts of tables, a record of each document, and `run.json`.

::

    OUT/norms/NAME.parquet     one part for each document; so too `scores` and `areas`
    OUT/records/NAME.json      what became of the document; written last, so that a document
                               whose record is there, with parts of the size it states, is done
    OUT/documents.parquet      made of all records at the end
    OUT/failures.parquet
    OUT/run.json               what the run was made with; first of all

In CSV the parts lie in OUT/parts, and at the end become one file for each table.

A name says nothing of when or by which process a document was scored.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from servanda.analysis.exports import export
from servanda.batch.tables import TABLES, to_arrow
from servanda.batch.writing import clean, join, replace, sayable
from servanda.errors import ServandaError

FORMATS = ("parquet", "csv")
WHOLE = ("documents", "failures")  # the tables that are one file
WORKBOOK = "workbook.xlsx"
_RUN, _RECORDS = "run.json", "records"
# Columns with few values over and over; to look for such in the others saves no room.
_REPEATED = [
    "document",
    "level",
    "section",
    "label",
    "form",
    "bearer",
    "coverage",
    "note",
    "strongest",
    "weakest",
]
_UNFIT = re.compile(r"[^A-Za-z0-9_]+")
_STEM, _HASH = 60, 12


class Folder:
    """The output of a batch on disk.

    Parameters
    ----------
    path : str or path-like
    form : {"parquet", "csv"}
    tables : iterable of str
        Names of the tables that a document has.
    """

    def __init__(self, path, form, tables):
        self.path, self.form = Path(path), form
        home = Path() if form == "parquet" else Path("parts")
        self.homes = {name: home / name for name in tables}

    def begin(self, run, resume):
        """Make the folder ready for a run, and refuse one that holds something else.

        Parameters
        ----------
        run : dict
            What decides the results: what was made with anything else is not resumed.
        resume : bool
            Whether results that are there already are kept.
        """
        with sayable(self.path):
            held = self._held()
            if held and resume:
                _check_same(self.path, held, run)
            elif held:
                self._clear()
            clean(self.path)
        self.write_json(_RUN, {**run, "complete": False})
        with sayable(self.path):
            for home in (_RECORDS, *self.homes.values()):
                (self.path / home).mkdir(parents=True, exist_ok=True)

    def finish(self, run):
        """Say in `run.json` that the run is complete, and what it was about."""
        self.write_json(_RUN, {**run, "complete": True})

    def records(self):
        """Give the record of each document whose parts are there, by its name."""
        found = {}
        for path in (self.path / _RECORDS).glob("*.json"):
            try:
                record = json.loads(path.read_text("utf-8"))
                sizes = {t: self._part(t, path.stem).stat().st_size for t in record["parts"]}
                if sizes == record["parts"]:
                    found[record["document"]] = record
            except (OSError, ValueError, KeyError, TypeError):
                continue  # cut off by a power failure: as if it were not there
        return found

    def write_document(self, record, tables):
        """Write the parts of a document, and its record once they are there."""
        name = part_name(record["document"])
        sizes = {}
        with sayable(self.path):
            self._forget(name)
            for table, columns in tables.items():
                data = self._bytes(columns, TABLES[table].types)
                sizes[table] = len(data)
                replace(self.path, self._part(table, name), data)
        self.write_record({**record, "parts": sizes})

    def write_record(self, record):
        """Write the record of a document, whose parts are there."""
        self.write_json(f"{_RECORDS}/{part_name(record['document'])}.json", record)

    def keep_only(self, documents):
        """Take out what is not of one of some documents; give how many documents it was."""
        names = {part_name(document) for document in documents}
        homes = [self.path / home for home in (_RECORDS, *self.homes.values())]
        with sayable(self.path):
            found = {path.stem for home in homes for path in home.iterdir()}
            for name in found - names:
                self._forget(name)
        return len(found - names)

    def write_table(self, name, frame, types):
        """Write a table that is one file."""
        self.write(f"{name}.{self.form}", self._bytes(frame.to_dict("list"), types))

    def join_parts(self, documents):
        """Make one CSV file of the parts of each table, in the order of the documents."""
        if self.form != "csv":
            return
        for table in self.homes:
            parts = [self._part(table, part_name(document)) for document in documents]
            with sayable(self.path):
                join(self.path, parts, f"{table}.csv")

    def parts_of(self, table, documents):
        """Yield the frame of a table for each of some documents."""
        read = pd.read_parquet if self.form == "parquet" else pd.read_csv
        for document in documents:
            yield read(self._part(table, part_name(document)))

    def write_json(self, name, content):
        """Write a JSON file."""
        text = json.dumps(content, ensure_ascii=False, indent=1)
        self.write(name, (text + "\n").encode("utf-8", "backslashreplace"))

    def write(self, name, data):
        """Write a file, whole or not at all."""
        with sayable(self.path):
            replace(self.path, self.path / name, data)

    def _part(self, table, name):
        return self.path / self.homes[table] / f"{name}.{self.form}"

    def _bytes(self, columns, types):
        if self.form == "csv":
            return export(pd.DataFrame(columns, columns=list(types), dtype=object), "csv")
        buffer = pa.BufferOutputStream()
        pq.write_table(
            to_arrow(columns, types),
            buffer,
            use_dictionary=_REPEATED,
            write_statistics=["document"],
        )
        return buffer.getvalue().to_pybytes()

    def _forget(self, name):
        """Take out what is known of a document, its record first."""
        (self.path / _RECORDS / f"{name}.json").unlink(missing_ok=True)
        for table in self.homes:
            self._part(table, name).unlink(missing_ok=True)

    def _held(self):
        """Give what the folder's run was made with, None if it is new or empty."""
        try:
            held = json.loads((self.path / _RUN).read_text("utf-8"))
            return {"model": held["model"], "options": held["options"], **held}
        except (OSError, ValueError, KeyError, TypeError):
            pass
        if self.path.is_dir() and any(p.name[0] != "." for p in self.path.iterdir()):
            raise ServandaError(
                f"The folder '{self.path}' holds other files, and no batch. Give -o a new folder."
            )
        return None

    def _clear(self):
        """Take out all that a batch writes save `run.json`, which names the folder as ours."""
        for home in (_RECORDS, "parts", *TABLES):
            shutil.rmtree(self.path / home, ignore_errors=True)
        for name in (*WHOLE, *TABLES):
            for form in FORMATS:
                (self.path / f"{name}.{form}").unlink(missing_ok=True)
        (self.path / WORKBOOK).unlink(missing_ok=True)


def part_name(document):
    """Give the name of a document's files: readable, and no two documents have the same."""
    stem = _UNFIT.sub("-", Path(document).stem).strip("-_")[:_STEM] or "document"
    digest = hashlib.sha256(document.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{stem}-{digest[:_HASH]}"


def _check_same(path, held, run):
    """Raise if a folder was made with another model, other code or other options."""
    difference = next(_differences(held, run), None)
    if difference:
        raise ServandaError(
            f"'{path}' was made with {difference}. Give the same again, or another folder to -o, "
            "or --no-resume to start over."
        )


def _differences(held, run):
    """Yield what a folder was made with and is not made with now, in words."""
    before, now = held["model"], run["model"]
    if before.get("name") != now["name"]:
        yield f"the model '{before.get('name')}', not '{now['name']}'"
    if before.get("sha256") != now["sha256"]:
        yield f"the model '{now['name']}' as it was before it was trained anew"
    if before.get("code") != now["code"]:
        yield "servanda as it was before its code or its word lists changed"
    for name, value in run["options"].items():
        if held["options"].get(name) != value:
            yield f"{name} {_said(held['options'].get(name))}, not {_said(value)}"


def _said(value):
    return "not given" if value is None else f"'{value}'"
