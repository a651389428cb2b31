"""Who labels the units of an evaluation: a model that never saw their treaties."""

import numpy as np
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from servanda.annotation.strength import Strength
from servanda.errors import CorpusError
from servanda.training.examples import examples
from servanda.training.fitting import fit

_SHARES = (0.125, 0.25, 0.5)  # of the treaties, for the learning curve


def refit_and_label(corpus, others=(), recipe="linear", folds=5, seed=0, curve=True):
    """Label each unit of a corpus by an estimator fitted to other treaties.

    Parameters
    ----------
    corpus : Corpus
    others : sequence of Corpus, default=()
        Learned from as well, each fold without the treaties that it labels.
    recipe, folds, seed
        As for `servanda.training.evaluate`.
    curve : bool, default=True
        Whether to fit to parts of the treaties too.

    Returns
    -------
    (list, dict)
        The verdict on each unit, as `Strength.label` gives it; and by share of the treaties
        (1.0 for all) the mean number of units fitted to and the label of each unit.
    """
    pool = [*corpus.units, *(unit for other in others for unit in other.units)]
    language, places = corpus.language, np.arange(len(corpus.units))
    known, texts = examples(pool, language), [unit.text for unit in pool]
    units_of = np.array(known.units)
    verdicts = [None] * len(places)
    shares = (*_SHARES, 1.0) if curve else (1.0,)
    found = {share: ([], [None] * len(places)) for share in shares}
    random = np.random.default_rng(seed)
    for held in tqdm(_folds(corpus, folds, seed), desc="folds", disable=None):
        fitted = _others(pool, held)
        for share in shares:
            part = _part(pool, fitted, share, random)
            chosen = known.take(np.flatnonzero(np.isin(units_of, part)))
            strength = Strength(language, fit(chosen, recipe, seed))
            answers = strength.label([texts[place] for place in held])
            found[share][0].append(len(part))
            for place, answer in zip(held, answers, strict=True):
                found[share][1][place] = answer[0]
                if share == 1.0:
                    verdicts[place] = answer
    return verdicts, {share: (np.mean(sizes), labels) for share, (sizes, labels) in found.items()}


def label_unseen(nlp, corpus):
    """Label the units of a corpus by a model, which must not have been fitted to them.

    Raises
    ------
    CorpusError
        If the model was fitted to treaties or texts of the corpus.
    """
    fitted = nlp.meta.get("training", {})
    known = set(fitted.get("treaties", ()))
    seen = sorted({unit.treaty for unit in corpus.units} & known)
    if not seen:
        marks = set(fitted.get("texts", "").split())
        seen = [unit.id for unit in corpus.units if unit.mark in marks]
    if seen:
        raise CorpusError(
            f"The model was fitted to {len(seen)} of the treaties or units of '{corpus.name}' "
            f"({', '.join(seen[:3])}{', …' if len(seen) > 3 else ''}); a score on them would "
            "flatter it. Score it on other treaties, or refit it fold by fold: --folds 5"
        )
    return nlp.get_pipe("strength").label([unit.text for unit in corpus.units])


def _folds(corpus, folds, seed):
    """Give the places of the units of each fold; a treaty is in one fold only."""
    treaties = [unit.treaty for unit in corpus.units]
    if len(set(treaties)) < folds:
        raise CorpusError(
            f"'{corpus.name}' has units of {len(set(treaties))} treaties, too few for {folds} "
            "folds. Give fewer --folds."
        )
    splits = GroupKFold(folds, shuffle=True, random_state=seed).split(treaties, groups=treaties)
    return [held for _, held in splits]


def _others(pool, held):
    """Give the places in the pool that share neither treaty nor text with those held out."""
    treaties = {pool[place].treaty for place in held}
    texts = {pool[place].text for place in held}
    return [
        place
        for place, unit in enumerate(pool)
        if unit.treaty not in treaties and unit.text not in texts
    ]


def _part(pool, places, share, random):
    """Give the places of a share of the treaties."""
    if share == 1.0:
        return places
    treaties = sorted({pool[place].treaty for place in places})
    kept = set(random.choice(treaties, max(2, round(share * len(treaties))), replace=False))
    return [place for place in places if pool[place].treaty in kept]
