"""What a worker does with a document, from the file to the parts of the tables."""

import contextlib
import gc
import hashlib
import time
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from spacy.attrs import LANG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from servanda.annotation.sections import remember
from servanda.batch.folder import Folder
from servanda.batch.tables import TABLES, made
from servanda.errors import ServandaError
from servanda.pipeline import load
from servanda.reading import open_draft


@dataclass(frozen=True)
class Options:
    """What decides the results besides the model; every worker has the same."""

    model: str | None = None
    language: str | None = None
    brackets: str | None = None
    semantics: str = "unagreed"
    tracked: str = "accept"
    taxonomy: str | None = None


def score(document, path, options, out, form):
    """Score the document at a path and write what comes of it; give its record.

    That a model cannot be loaded or `out` cannot be written is no fault of the document: it
    raises, and ends the batch.
    """
    nlp = pipeline(options)
    began = time.perf_counter()
    record = {"document": document, "sha256": fingerprint(path), "status": "failed"}
    with _uncollected():
        found, frames = _scored(nlp, document, path, options)
    record |= {**found, "seconds": round(time.perf_counter() - began, 3)}
    Folder(out, form, made(options.taxonomy)).write_document(record, frames)
    return record


def _scored(nlp, document, path, options):
    """Give what the record of a document says, and its tables; it never raises."""
    stage = "read"
    try:
        draft = open_draft(path, options.tracked)
        stage = "annotate"
        doc = nlp(draft.text)
        stage = "analyse"
        frames = {
            name: TABLES[name].of(doc, document, options.taxonomy)
            for name in made(options.taxonomy)
        }
        return {**_about(draft, doc, nlp.lang), **_counts(frames), "status": "done"}, frames
    except ServandaError as error:
        return {"stage": stage, "reason": str(error)}, {}
    except MemoryError:
        return {"stage": stage, "reason": "There is too little memory for this document."}, {}
    # Whatever slip of ours one document brings to light, the others are to be scored; so this
    # catches all, and the record says what it was.
    except Exception as error:
        first = (str(error).strip().splitlines() or [""])[0]
        reason = f"{type(error).__name__}: {first}".rstrip(": ")
        return {"stage": stage, "reason": f"This is a slip of servanda; report it ({reason})."}, {}


@contextlib.contextmanager
def _uncollected():
    """Keep Python from looking for cycles while one document is read: a tenth of all time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@lru_cache(maxsize=1)
def pipeline(options):
    """Give the pipeline that all documents of a worker share."""
    nlp = load(options.model, options.language, options.brackets, options.semantics)
    nlp.tokenizer = _Lines(nlp.lang)
    return nlp


class _Lines:
    """Cuts a text at its line ends, which is quick: tables hold places in the text, and no tokens.

    Each Doc has a vocabulary of its own, so that memory does not grow with the corpus.
    """

    def __init__(self, language):
        self.getters = {LANG: lambda _: language}

    def __call__(self, text):
        lines = text.splitlines(keepends=True)
        vocabulary = Vocab(lex_attr_getters=self.getters)
        doc = Doc(vocabulary, words=lines, spaces=[False] * len(lines))
        remember(doc, text)
        return doc


def fingerprint(path):
    """Give the SHA-256 of a file, "" if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def described(options, form):
    """Give the options as `run.json` states them."""
    stated = {**{n: v for n, v in asdict(options).items() if n != "model"}, "format": form}
    if options.taxonomy and Path(options.taxonomy).is_file():
        stated["taxonomy"] = f"{options.taxonomy} ({fingerprint(options.taxonomy)[:12]})"
    return stated


def _counts(frames):
    """Give the number of norms as scores count them: a chapeau with its list is one."""
    return {"norms": int((~frames["norms"]["inherited"]).sum())}


def _about(draft, doc, language):
    """Give what a file says of its document, and what was found in it."""
    metadata = draft.metadata
    own = str(metadata.get("language") or language)
    remarks = list(metadata.get("warnings", ()))
    if own.partition("-")[0].lower() != language:
        remarks.append(f"The text is in '{own}', the model reads '{language}'.")
    return {
        "title": draft.title,
        "date": str(metadata.get("date_signed") or metadata.get("date") or ""),
        "parties": list(metadata.get("parties") or metadata.get("parties_original") or ()),
        "language": own,
        "words": len(draft.text.split()),
        "sections": len(doc.spans["sections"]),
        "warnings": remarks,
    }
