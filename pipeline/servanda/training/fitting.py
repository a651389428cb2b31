"""Fits an estimator to corpora, and makes a model of it: a spaCy pipeline in a folder."""

import hashlib
from pathlib import Path

import spacy
from threadpoolctl import threadpool_limits

import servanda
from servanda.annotation import sections, strength  # noqa: F401 (registers the components)
from servanda.errors import CorpusError
from servanda.labels import LABELS
from servanda.training.examples import examples
from servanda.training.recipes import DEFAULT, RECIPES


def train(corpora, recipe=None, seed=0, reserve=()):
    """Fit a pipeline to one or several corpora.

    Parameters
    ----------
    corpora : list of Corpus
        Of one language.
    recipe : str, default=None
        A name in `RECIPES`; None takes "linear".
    seed : int, default=0
        Of whatever is drawn at random; the same seed gives the same model.
    reserve : collection of str, default=()
        Treaties that must not be learned from.

    Returns
    -------
    spacy.Language
        Save it by ``to_disk`` and use it by `servanda.load`. Its ``meta["training"]`` says
        what it was fitted to.

    Raises
    ------
    CorpusError
        If a unit stands in a reserved treaty, or the labels are all the same.
    """
    recipe = recipe or DEFAULT
    if recipe not in RECIPES:
        raise ValueError(
            f"The 'recipe' parameter of train must be one of {sorted(RECIPES)}. "
            f"Got {recipe!r} instead."
        )
    language = _language(corpora)
    units = [unit for corpus in corpora for unit in corpus.units]
    refuse_reserved(units, reserve)
    nlp = spacy.blank(language)
    nlp.add_pipe("sections")
    nlp.add_pipe("strength").estimator = fit(examples(units, language), recipe, seed)
    _describe(nlp, corpora, recipe, seed)
    return nlp


def fit(found, recipe=DEFAULT, seed=0):
    """Fit a recipe to examples, and give the estimator."""
    kinds = set(found.labels)
    if len(kinds) < 2 and recipe != "rules":
        only = f"all labelled '{kinds.pop()}'" if kinds else "none at all"
        raise CorpusError(
            f"The clauses of the units are {only}; a classifier needs two labels at least. "
            "Add units of another label."
        )
    # One thread: several wait for each other on arrays this thin, and add up in any order.
    with threadpool_limits(1):
        return RECIPES[recipe](found, seed)


def refuse_reserved(units, reserve):
    """Raise CorpusError if a unit stands in a treaty that is reserved."""
    held = sorted({unit.treaty for unit in units} & set(reserve))
    if held:
        raise CorpusError(
            f"Units of reserved treaties are among the units: {', '.join(held[:5])}"
            f"{' and others' if len(held) > 5 else ''}. Take them out, or give another --reserve."
        )


def read_reserve(path):
    """Give the treaties that a file lists, one id a line."""
    try:
        return set(Path(path).read_text("utf-8").split())
    except OSError as error:
        raise CorpusError(f"'{path}' cannot be read ({error.strerror}).") from error


def units_hash(units):
    """Give one checksum for some units, whatever their order."""
    lines = sorted(f"{unit.sha256} {unit.label} {unit.norms}" for unit in units)
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def _language(corpora):
    languages = sorted({corpus.language for corpus in corpora})
    if len(languages) != 1:
        raise CorpusError(
            f"The corpora are in several languages: {', '.join(languages)}. Train one model each."
        )
    return languages[0]


def _describe(nlp, corpora, recipe, seed):
    """Put into the pipeline's meta what it was fitted to."""
    units = [unit for corpus in corpora for unit in corpus.units]
    nlp.meta["name"] = f"strength-{nlp.lang}"
    nlp.meta["description"] = f"Strength of norms, recipe '{recipe}'"
    nlp.meta["version"] = servanda.__version__
    nlp.meta["spacy_version"] = ">=3.8.7,<4"
    nlp.meta["license"] = licence_of(corpora)
    nlp.meta["training"] = {
        "recipe": recipe,
        "seed": seed,
        "labels": list(LABELS),
        "corpora": {
            corpus.name: {
                "units": len(corpus.units),
                "sha256": units_hash(corpus.units),
                "licence": corpus.meta.get("licence", "not stated"),
            }
            for corpus in corpora
        },
        "treaties": sorted({unit.treaty for unit in units}),
        "texts": " ".join(sorted({unit.mark for unit in units})),
    }


def licence_of(corpora):
    """Give the licence of a model in words: the weights are ours, the texts were not."""
    if all(corpus.meta.get("licence") == "Apache-2.0" for corpus in corpora):
        return "Apache-2.0"
    return "Apache-2.0; the weights were learned from texts under other licences: see the card"
