"""What a worker does with a document, from the file to the parts of the tables."""

import contextlib
import gc
import hashlib
import time
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from spacy import registry
from spacy.attrs import LANG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from servanda.annotation.languages import detect_language
from servanda.annotation.sections import remember
from servanda.batch.folder import Folder
from servanda.batch.limits import TooLong, limited
from servanda.batch.models import is_open
from servanda.batch.tables import TABLES, made
from servanda.errors import ModelError, ServandaError
from servanda.pipeline import assembled, model_of
from servanda.reading import open_draft

LIMIT = 600  # seconds that a document may take; what takes so long is no treaty
_TOO_LONG = (
    "The document took longer than {:g} seconds. Leave it out, cut it up, or give it more time "
    "by a higher limit."
)
_UNSTATED = ("model", "limit")  # stated apart; of no weight for what gets done
DEFAULT = "en"  # what a text is read in whose language nothing tells


@dataclass(frozen=True)
class Options:
    """What decides the results besides the model, and a limit; every worker has the same."""

    model: str | None = None
    language: str | None = None
    brackets: str | None = None
    semantics: str = "unagreed"
    tracked: str = "accept"
    taxonomy: str | None = None
    scores: bool = True
    limit: float | None = LIMIT


@contextlib.contextmanager
def _uncollected():
    """Keep Python from looking for cycles until one document is done: a tenth of all time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def score(document, path, options, out, form, given=None):
    """Score the document at a path and write what comes of it; give its record.

    That a model cannot be loaded or `out` cannot be written is no fault of the document: it
    raises, and ends the batch.
    """
    pipeline(_in_language(options, DEFAULT))  # before the clock runs, as it takes time
    began = time.perf_counter()
    record = {"document": document, "path": path, "given": given or {}}
    record |= {"sha256": fingerprint(path), "status": "failed"}
    found, tables = _scored(document, path, options)
    record |= {**found, "seconds": round(time.perf_counter() - began, 3)}
    Folder(out, form, made(options)).write_document(record, tables)
    return record


def _scored(document, path, options):
    """Give what the record of a document says, and its tables; only a model's fault raises."""
    stage = "read"
    try:
        with limited(options.limit):
            draft = open_draft(path, options.tracked)
            stage = "language"
            code = told = language_of(draft) if is_open(options.model, options.language) else None
            nlp = pipeline(_in_language(options, code or DEFAULT))
            stage = "annotate"
            doc = nlp(draft.text)
            stage = "analyse"
            tables = {
                name: TABLES[name].of(doc, document, options.taxonomy) for name in made(options)
            }
            about = _about(draft, doc, nlp, told)
        return {**about, **_counts(tables), "status": "done"}, tables
    except ModelError:
        raise
    except ServandaError as error:
        return {"stage": stage, "reason": str(error)}, {}
    except TooLong:
        return {"stage": stage, "reason": _TOO_LONG.format(options.limit)}, {}
    except MemoryError:
        return {"stage": stage, "reason": "There is too little memory for this document."}, {}
    # Whatever slip of ours one document brings to light, the others are to be scored; so this
    # catches all, and the record says what it was.
    except Exception as error:
        first = (str(error).strip().splitlines() or [""])[0]
        reason = f"{type(error).__name__}: {first}".rstrip(": ")
        return {"stage": stage, "reason": f"This is a slip of servanda; report it ({reason})."}, {}


def language_of(draft):
    """Give the code of the language that a draft is read in, "" if nothing tells.

    Raises
    ------
    LanguageError
        If the draft is in a language that servanda does not read.
    """
    return detect_language(draft.text, default="", stated=draft.metadata.get("language"))


def _in_language(options, code):
    """Give the options with the language of a document, where no option decides it."""
    if is_open(options.model, options.language):
        return replace(options, language=code)
    return options


@lru_cache(maxsize=4)  # languages, that is
def pipeline(options):
    """Give the pipeline that all documents of a language share in a worker."""
    of = (options.model, options.language, options.brackets, options.semantics)
    return assembled(*of, tokenizer="servanda.whole")


@registry.tokenizers("servanda.whole")
def _whole():
    """Give the maker of a tokenizer for which a text is one token."""
    return lambda nlp: _Whole(nlp.lang)


class _Whole:
    """Makes a text one token, which is quick: tables hold places in the text, and no tokens.

    Each Doc has a vocabulary of its own, so that memory does not grow with the corpus.
    """

    def __init__(self, language):
        self.getters = {LANG: lambda _: language}

    def __call__(self, text):
        words = [text] if text else []
        doc = Doc(Vocab(lex_attr_getters=self.getters), words=words, spaces=[False] * len(words))
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
    stated = {name: value for name, value in asdict(options).items() if name not in _UNSTATED}
    stated["format"] = form
    if options.taxonomy and Path(options.taxonomy).is_file():
        stated["taxonomy"] = f"{options.taxonomy} ({fingerprint(options.taxonomy)[:12]})"
    return stated


def _counts(tables):
    """Give the number of norms as scores count them: a chapeau with its list is one."""
    return {"norms": tables["norms"]["inherited"].count(False)}


def _about(draft, doc, nlp, told):
    """Give what is known of a document: `told` is its language, "" unknown, None not looked for."""
    metadata = draft.metadata
    stated = str(metadata.get("language") or "")
    return {
        "title": draft.title,
        "date": str(metadata.get("date_signed") or metadata.get("date") or ""),
        "parties": list(metadata.get("parties") or metadata.get("parties_original") or ()),
        "language": nlp.lang if told else stated or nlp.lang,
        "model": model_of(nlp),
        "words": len(draft.text.split()),
        "sections": len(doc.spans["sections"]),
        "warnings": [*metadata.get("warnings", ()), *_remarks(stated, nlp.lang, told)],
    }


def _remarks(stated, read, told):
    """Give what speaks against the language that a text was read in."""
    if stated and stated.partition("-")[0].lower() != read:
        return [f"The file gives its language as '{stated}'; it was read as '{read}'."]
    if told == "":
        return [f"Nothing tells the language of the text; it was read as '{read}'."]
    return []
