"""Which uncoded units are most worth coding next."""

from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from servanda.annotation.structure import parse
from servanda.annotation.units import units as units_of
from servanda.errors import CorpusError, ReadError
from servanda.reading import open_draft
from servanda.training.unit import Unit

_ALIKE = 0.6  # cosine of two units' words above which coding both teaches little more than one
_WORDS = (4, 250)  # a unit's length; shorter ones are headings, longer ones are no sentences


def suggest(nlp, paths, n=200, reserve=()):
    """Give the units of a pool of drafts of which a model is least sure, no two much alike.

    Parameters
    ----------
    nlp : spacy.Language
        A pipeline of `load` or `train`.
    paths : list of str or Path
        Drafts, or folders of drafts.
    n : int, default=200
        How many units at most.
    reserve : collection of str, default=()
        Treaties that must not be coded.

    Returns
    -------
    (list of Unit, list of str)
        The units, the least sure first, with what the model takes them for; and a sentence for
        each draft that could not be read.
    """
    pool, problems = _pool(paths, reserve)
    if not pool:
        raise CorpusError(
            f"The pool holds no units. {problems[0] if problems else 'Name drafts or folders.'}"
        )
    verdicts = nlp.get_pipe("strength").label([text for *_, text in pool])
    doubt = np.array([1 - confidence for _, confidence, _ in verdicts])
    chosen = _unlike([pool[place][2] for place in np.argsort(-doubt, kind="stable")], n)
    order = np.argsort(-doubt, kind="stable")[chosen]
    return [_unit(pool[place], verdicts[place]) for place in order if doubt[place] > 0], problems


def _unlike(texts, n):
    """Give the places of the first n texts that are not much like one before."""
    vectors = HashingVectorizer(n_features=2**16, ngram_range=(1, 2)).transform(texts)
    chosen = []
    for place in range(len(texts)):
        if len(chosen) == n:
            break
        if not chosen or (vectors[chosen] @ vectors[place].T).max() < _ALIKE:
            chosen.append(place)
    return chosen


def _pool(paths, reserve):
    """Give (id, treaty, text) of each unit of the drafts, each text once, and the problems."""
    pool, problems, seen = [], [], set()
    for path in _files(paths):
        try:
            draft = open_draft(path)
        except ReadError as error:
            problems.append(str(error))
            continue
        treaty = str(draft.metadata.get("treaty_identifier") or path.stem)
        if treaty in reserve:
            continue
        for unit in units_of(draft.text, parse(draft.text)):
            text = " ".join(draft.text[unit.start : unit.end].split())
            if text not in seen and _WORDS[0] <= text.count(" ") + 1 <= _WORDS[1]:
                seen.add(text)
                pool.append((f"{path.stem}:{unit.start}", treaty, text))
    return pool, problems


def _files(paths):
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        else:
            yield path


def _unit(entry, verdict):
    name, treaty, text = entry
    norms = tuple((norm["start"], norm["end"], norm["label"]) for norm in verdict[2])
    return Unit(name, text, verdict[0], norms, treaty, stratum="suggested")
