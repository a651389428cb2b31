"""Corpora of coded units: a folder with ``corpus.toml``, or a file that somebody brings."""

import csv
import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from servanda.errors import CorpusError
from servanda.labels import LABELS
from servanda.training.imports import read_units
from servanda.training.markup import unmark
from servanda.training.texts import cut_units, home
from servanda.training.unit import Unit

COLUMNS = (
    "id", "treaty", "article_id", "start", "end", "sha256", "stratum", "norms", "label",
)  # fmt: skip


@dataclass(frozen=True)
class Corpus:
    """Coded units and what is known of them: `meta` is the content of ``corpus.toml``."""

    name: str
    language: str
    units: tuple
    meta: dict = field(default_factory=dict)

    def without(self, treaties):
        """Give the corpus without the units of some treaties."""
        kept = tuple(unit for unit in self.units if unit.treaty not in treaties)
        return Corpus(self.name, self.language, kept, self.meta)


def load_corpus(path, language=None, texts=None, mapping=None):
    """Give a corpus.

    Parameters
    ----------
    path : str or Path
        A folder that holds ``corpus.toml``, or a file that `read_units` reads.
    language : str, default=None
        Code of the language; None takes the corpus's own, which for a file is English.
    texts : str or Path, default=None
        Folder of the treaties from which a stand-off corpus is cut; None takes the place to
        which ``servanda corpus fetch`` brings them.
    mapping : str or Path, default=None
        A TOML file that translates other label names, for a file: see `read_units`.

    Returns
    -------
    Corpus

    Raises
    ------
    CorpusError
        If it is not there, not complete, or not what it says it is.
    """
    path = Path(path)
    if path.is_file():
        return Corpus(path.stem, language or "en", tuple(read_units(path, mapping)))
    meta = read_meta(path)
    language = language or meta["language"]
    weight = float(meta.get("weight", 1))
    if (path / "units.csv").is_file():
        if language != meta["language"]:
            raise CorpusError(f"'{path}' is in '{meta['language']}', not in '{language}'.")
        rows = read_rows(path)
        folder = Path(texts) if texts else home(meta["texts"])
        units = tuple(cut_units(rows, folder, path.name, weight))
    else:
        units = tuple(_sentences(path, meta, language, weight))
    if not units:
        raise CorpusError(f"'{path}' holds no units. Code some, or name another corpus.")
    return Corpus(path.name, language, units, meta)


def read_meta(path):
    """Give the content of a corpus's ``corpus.toml``, its checksums compared."""
    try:
        meta = tomllib.loads((path / "corpus.toml").read_text("utf-8"))
    except OSError as error:
        raise CorpusError(
            f"'{path}' is no corpus: it holds no corpus.toml that can be read. Give the folder "
            "of a corpus, or a .csv or .jsonl file of texts and labels."
        ) from error
    except ValueError as error:
        raise CorpusError(f"{path / 'corpus.toml'}: {error}. Mend the file.") from error
    for name in ("language", "licence", "title"):
        if name not in meta:
            raise CorpusError(f"{path / 'corpus.toml'} names no {name}. Add the line.")
    for name, checksum in meta.get("sha256", {}).items():
        file = path / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != checksum:
            raise CorpusError(
                f"{file} is not the file whose checksum stands in corpus.toml. Fetch it anew, "
                "or, if the change is meant, put the new checksum there."
            )
    return meta


def read_rows(path):
    """Give the rows of a stand-off corpus, offsets as numbers and norms as tuples."""
    file = path / "units.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise CorpusError(f"{file}: no column '{missing[0]}'. Add it to the first row.")
        return [_row(row, f"{file}, row {number}") for number, row in enumerate(reader, start=1)]


def _row(row, place):
    try:
        norms = tuple(_norm(part) for part in row["norms"].split())
        start, end = int(row["start"]), int(row["end"])
    except (ValueError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"{place}: an offset is not a number. Norms are written start:end:label."
        ) from error
    for label in [row["label"], *(label for *_, label in norms)]:
        if label not in LABELS:
            raise CorpusError(f"{place}: label '{label}' is not in labels.toml. Mend it.")
    return {**row, "norms": norms, "start": start, "end": end, "place": place}


def _norm(part):
    start, end, label = part.split(":")
    return int(start), int(end), label


def _sentences(path, meta, language, weight):
    """Yield the units of a corpus written out in our own words, with inline markup."""
    name = meta.get("other_languages", {}).get(language, "sentences.toml")
    if language != meta["language"] and name == "sentences.toml":
        raise CorpusError(f"'{path}' holds no sentences in '{language}'. Name another corpus.")
    try:
        entries = tomllib.loads((path / name).read_text("utf-8"))["sentence"]
    except (OSError, ValueError, KeyError) as error:
        raise CorpusError(f"{path / name} cannot be read: {error}. Mend the file.") from error
    for entry in entries:
        text, spans = unmark(entry["text"])
        norms = tuple(span for span in spans if span[2] in LABELS)
        name, label, rule = entry["id"], entry["label"], entry["rule"]
        yield Unit(name, text, label, norms, name, stratum=rule, weight=weight)
