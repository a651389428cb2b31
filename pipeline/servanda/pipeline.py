"""The spine: the pipeline that annotates a draft, and the models it can be run with."""

import json
import re
from pathlib import Path

import pandas as pd
import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from servanda.annotation import (  # noqa: F401 (registers the components)
    negotiation,
    sections,
    strength,
)
from servanda.annotation.lexicon import languages, lexicon
from servanda.errors import ModelError

RULES = "rules"
# The components are linear in the text and keep no parse tree, so that spaCy's guard
# against long texts (one million characters) is of no use here; some treaties are longer.
LONGEST = 20_000_000
_RUN = r"(?:[^\w\s]|_){8,}"
_CHUNKS = 200_000  # words whose cutting is remembered; spaCy's 10,000 are met in a few treaties
_SIGNATURE = "servanda"


def load(model=None, language=None, brackets=None, semantics="unagreed"):
    """Give the pipeline that finds the sections, the norms and their strength in a text.

    Parameters
    ----------
    model : str or Path, default=None
        A name out of `models`, or the folder of a model. None takes the trained model of
        the language, or the rules where there is none.
    language : str, default=None
        The code of the language of the texts. None takes the language of the model,
        which is English for the rules.
    brackets : {"accept", "reject", "first", "outcomes"}, default=None
        How the square brackets of a negotiating text are read: their words stay, go, or the
        first of alternatives stays; or all readings are tried, and ``spans["outcomes"]`` says
        what each provision can become. None takes outcomes where a draft holds unagreed text.
    semantics : {"unagreed", "deletion"}, default="unagreed"
        What brackets mean: words not agreed, neighbours being alternatives, or words that
        somebody wants deleted.

    Returns
    -------
    spacy.Language
        Call it on the text of a draft; the Doc holds ``spans["sections"]`` and
        ``spans["norms"]``.

    Raises
    ------
    ModelError
        If there is no such model, or it cannot be used.
    LanguageError
        If the language has no lexicon.

    Examples
    --------
    >>> nlp = load("rules")
    >>> nlp.pipe_names
    ['sections', 'strength', 'brackets']
    """
    return assembled(model, language, brackets, semantics)


def assembled(model, language, brackets, semantics, tokenizer="servanda.runs_whole"):
    """Give the same with another tokenizer, by its name in spaCy's registry."""
    folder = folder_of(model, language)
    config = {"nlp": {"tokenizer": {"@tokenizers": tokenizer}}}
    if folder is None:
        nlp = spacy.blank(lexicon(language or "en").language, config=config)
        for component in ("sections", "strength"):
            nlp.add_pipe(component)
    else:
        nlp = _from_folder(folder, language, config)
    nlp.add_pipe("brackets", config={"reading": brackets, "semantics": semantics})
    nlp.max_length = LONGEST
    _sign(nlp, RULES if folder is None else f"{nlp.meta['name']} {nlp.meta['version']}")
    return nlp


def model_of(doc):
    """Give the name and version of the model that annotated a Doc, "" if it does not tell."""
    lookups = doc.vocab.lookups
    return lookups.get_table(_SIGNATURE).get("model", "") if lookups.has_table(_SIGNATURE) else ""


def _sign(nlp, name):
    """Leave the name of the model where each of its Docs finds it: with the words they share."""
    lookups = nlp.vocab.lookups
    if lookups.has_table(_SIGNATURE):
        lookups.remove_table(_SIGNATURE)
    lookups.add_table(_SIGNATURE, {"model": name})


def folder_of(model=None, language=None):
    """Give the folder of the model that `load` takes; None for the rules, which have none."""
    if model is None:
        model = _default(lexicon(language or "en").language)
    return None if str(model) == RULES else _folder(model)


def models():
    """Give the models that `load` takes by name.

    Returns
    -------
    DataFrame
        Indexed by name, the rules first. Columns: language, description, macro_f1 (as its card
        says it was measured; missing if it was not), licence, path (missing for the rules, which
        need no file).

    Examples
    --------
    >>> models().index[0]
    'rules'
    """
    alone = "Cues and rules alone; nothing learned from texts"
    rows = [(RULES, ", ".join(languages()), alone, None, "Apache-2.0", None)]
    for name, folder in _shipped().items():
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        macro = meta.get("performance", {}).get("figures", {}).get("macro_f1", {}).get("value")
        about = (meta.get("lang"), meta.get("description"), macro, meta.get("license"))
        rows.append((name, *about, str(folder)))
    columns = ["name", "language", "description", "macro_f1", "licence", "path"]
    return pd.DataFrame(rows, columns=columns).set_index("name")


def _default(language):
    name = f"strength-{language}"
    return name if name in _shipped() else RULES


@spacy.registry.tokenizers("servanda.runs_whole")
def runs_whole():
    """Give a maker of spaCy's tokenizer of a language for which a long run of marks is one token.

    Taken off one by one they cost the square of it. To change spaCy's own would make it read its
    special cases again at each change.
    """

    def make(nlp):
        rules = nlp.Defaults
        prefixes = compile_prefix_regex(rules.prefixes).pattern
        suffixes = compile_suffix_regex(rules.suffixes).pattern
        tokenizer = Tokenizer(
            nlp.vocab,
            rules=rules.tokenizer_exceptions,
            prefix_search=re.compile(rf"^{_RUN}|{prefixes}").search,
            suffix_search=re.compile(rf"(?<![^\w\s])(?<!_){_RUN}$|{suffixes}").search,
            infix_finditer=compile_infix_regex(rules.infixes).finditer,
            token_match=rules.token_match,
            url_match=rules.url_match,
        )
        tokenizer.max_cache_size = _CHUNKS
        return tokenizer

    return make


def _shipped():
    """Give name and folder of each shipped model: within the wheel, or in the source tree."""
    here = Path(__file__).parent
    home = next((f for f in (here / "models", here.parents[1] / "models") if f.is_dir()), None)
    folders = sorted(home.iterdir()) if home else []
    return {folder.name: folder for folder in folders if (folder / "meta.json").is_file()}


def _folder(model):
    shipped = _shipped()
    if str(model) in shipped:
        return shipped[str(model)]
    folder = Path(model)
    if folder.is_dir() and (folder / "config.cfg").is_file():
        return folder
    names = ", ".join([RULES, *shipped])
    if folder.exists():
        fact = f"'{model}' is not the folder of a model (it holds no config.cfg)."
    else:
        fact = f"No model named '{model}'."
    raise ModelError(f"{fact} Models here: {names}. Give one of these or the folder of a model.")


def _from_folder(folder, language, config):
    try:
        nlp = spacy.load(folder, exclude=["tokenizer"], config=config)
    except (ValueError, OSError, KeyError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelError(
            f"The model in '{folder}' cannot be loaded: {reason} Train it anew, or use 'rules'."
        ) from error
    if language not in (None, nlp.lang):
        raise ModelError(
            f"The model '{folder.name}' reads texts in '{nlp.lang}', not in '{language}'. "
            "Give a model of that language, or 'rules'."
        )
    return nlp
