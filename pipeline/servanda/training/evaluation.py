"""How well a model labels units of treaties that it has not seen, beside the baselines."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from servanda.annotation.lexicon import lexicon
from servanda.annotation.rules import RuleClassifier
from servanda.annotation.strength import Strength
from servanda.training import measures
from servanda.training.baselines import keywords, majority
from servanda.training.crossfitting import label_unseen, refit_and_label
from servanda.training.measures import NAMES

_LENGTHS = ((20, "under 20 words"), (40, "20 to 39 words"), (80, "40 to 79 words"))
_SLICES = ("modal", "stratum", "decade", "chapter", "length")
_BASELINES = ("rules", "keywords", "majority")


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation gives.

    Attributes
    ----------
    about : dict
        What was evaluated on what, and how.
    units : DataFrame
        One row for each unit: what is known of it, its true label, those given, the norms.
    figures, labels, confusion, comparison, calibration, slices, curve : DataFrame
        The measures; low and high are 95 % bootstrap intervals over treaties.
    """

    about: dict
    units: pd.DataFrame
    figures: pd.DataFrame
    labels: pd.DataFrame
    confusion: pd.DataFrame
    comparison: pd.DataFrame
    calibration: pd.DataFrame
    slices: pd.DataFrame
    curve: pd.DataFrame

    @property
    def errors(self):
        """The units labelled wrong, the surest first."""
        wrong = self.units[self.units["label"] != self.units["predicted"]]
        return wrong.sort_values("confidence", ascending=False, kind="stable")

    def to_dict(self):
        """Give all but the texts of the units, ready for JSON."""
        tables = ("labels", "confusion", "comparison", "calibration", "slices", "curve")
        named = {name: getattr(self, name).reset_index() for name in tables}
        wrong = self.errors[["label", "predicted", "confidence"]].reset_index()
        return {
            **self.about,
            "figures": self.figures.to_dict("index"),
            **{name: frame.to_dict("records") for name, frame in named.items()},
            "errors": wrong.to_dict("records"),
        }


def evaluate(nlp, corpus, folds=None, others=(), recipe=None, seed=0, curve=True):
    """Measure how well a model labels a corpus.

    Parameters
    ----------
    nlp : spacy.Language
        A pipeline of `load` or `train`.
    corpus : Corpus
        What to score it on.
    folds : int, default=None
        None scores the model as it is, on treaties it was not fitted to. A number refits its
        recipe so often, each time without the treaties that are then scored.
    others : sequence of Corpus, default=()
        With folds: corpora to learn from besides.
    recipe : str, default=None
        With folds: None takes the model's own.
    seed : int, default=0
        Of the folds and the bootstrap.
    curve : bool, default=True
        With folds: whether to draw a learning curve.

    Returns
    -------
    Evaluation

    Raises
    ------
    CorpusError
        If the model was fitted to what it is scored on.
    """
    fitted = nlp.meta.get("training", {})
    recipe = recipe or fitted.get("recipe", "rules")
    if folds:
        drawn = curve and recipe != "rules"
        verdicts, parts = refit_and_label(corpus, others, recipe, folds, seed, drawn)
    else:
        verdicts, parts = label_unseen(nlp, corpus), {}
    units = _units(corpus, verdicts)
    about = {
        "recipe": recipe,
        "corpus": corpus.name,
        "learned_from": [corpus.name, *(other.name for other in others)] if folds else "model",
        "folds": folds,
        "seed": seed,
        "units": len(units),
        "treaties": int(units["treaty"].nunique()),
    }
    return _score(about, units, parts, seed)


def _units(corpus, verdicts):
    """Give the frame of units with what was said of them."""
    language, units = corpus.language, corpus.units
    ruled = Strength(language, RuleClassifier()).label([unit.text for unit in units])
    words = [lexicon(language).cut(unit.text)[0] for unit in units]
    return pd.DataFrame(
        {
            "id": [unit.id for unit in units],
            "treaty": [unit.treaty for unit in units],
            "modal": _modals(words, lexicon(language)),
            "stratum": [unit.stratum or "not stated" for unit in units],
            "decade": [f"{unit.signed[:3]}0s" if unit.signed else "not stated" for unit in units],
            "chapter": [_topic(unit.chapter, language) for unit in units],
            "length": [_length(len(found)) for found in words],
            "label": [unit.label for unit in units],
            "predicted": [label for label, *_ in verdicts],
            "confidence": [confidence for _, confidence, _ in verdicts],
            "rules": [label for label, *_ in ruled],
            "keywords": keywords(units, language),
            "majority": majority(units),
            "norms": [unit.norms for unit in units],
            "found": [
                [(n["start"], n["end"], n["label"]) for n in norms] for *_, norms in verdicts
            ],
            "text": [unit.text for unit in units],
        }
    ).set_index("id")


def _score(about, units, parts, seed):
    matrices = measures.confusions(units["label"], units["predicted"], units["treaty"])
    right = units["label"] == units["predicted"]
    curve = measures.calibration(units["confidence"], right)
    total = pd.DataFrame(matrices.sum(axis=0), NAMES, NAMES).rename_axis("label")
    return Evaluation(
        about=about,
        units=units,
        figures=_figures(units, matrices, curve, seed),
        labels=_labels(matrices, seed),
        confusion=total,
        comparison=_comparison(units, matrices, seed),
        calibration=curve,
        slices=_slices(units, seed),
        curve=_learning(units, parts),
    )


def _figures(units, matrices, curve, seed):
    """Give the frame of single figures: value, low, high."""
    rows = {
        "macro_f1": measures.intervals(matrices, measures.macro_f1, seed),
        "worst_label_f1": measures.intervals(matrices, measures.worst_f1, seed),
        "accuracy": measures.intervals(matrices, measures.accuracy, seed),
        "calibration_error": (measures.calibration_error(curve), np.nan, np.nan),
    }
    coded = units[units["norms"].notna()]
    if len(coded):
        norms = _norm_confusions(coded)
        rows["norm_f1"] = measures.intervals(norms, _norm_f1, seed)
        rows["binding_effort_confusion"] = measures.intervals(
            norms, measures.binding_confusion, seed
        )
    frame = pd.DataFrame.from_dict(rows, "index", columns=["value", "low", "high"], dtype=float)
    return frame.rename_axis("figure")


def _norm_confusions(units):
    """Give confusions of paired norms; a norm without a partner stands against "none"."""
    labels, given, treaties = [], [], []
    for norms, found, treaty in zip(units["norms"], units["found"], units["treaty"], strict=True):
        for true, said in measures.paired(norms, found):
            labels.append(true or "none")
            given.append(said or "none")
            treaties.append(treaty)
    return measures.confusions(labels, given, treaties)


def _norm_f1(matrices):
    """Give F1 of finding norms, whatever their label, of shape (...)."""
    norms = [place for place, name in enumerate(NAMES) if name != "none"]
    both = matrices[..., norms, :][..., norms].sum((-2, -1))
    return 2 * both / (matrices[..., norms, :].sum((-2, -1)) + matrices[..., norms].sum((-2, -1)))


def _labels(matrices, seed):
    """Give the frame of labels: units, then precision, recall and F1 with their intervals."""
    frame = pd.DataFrame({"units": matrices.sum(axis=(0, 2))}, pd.Index(NAMES, name="label"))
    for place, name in enumerate(("precision", "recall", "f1")):
        value, low, high = measures.intervals(
            matrices, lambda part, place=place: measures.label_scores(part)[place], seed
        )
        frame[name], frame[f"{name}_low"], frame[f"{name}_high"] = value, low, high
    return frame


def _comparison(units, matrices, seed):
    """Give the frame of the model and the baselines, and how sure each difference is."""
    rows = []
    for name in ("predicted", *_BASELINES):
        other = measures.confusions(units["label"], units[name], units["treaty"])
        value, low, high = measures.intervals(other, measures.macro_f1, seed)
        total = other.sum(axis=0)
        difference, p = measures.randomisation(matrices, other, seed=seed)
        if name == "predicted":
            name, difference, p = "model", np.nan, np.nan
        worst, right = float(measures.worst_f1(total)), float(measures.accuracy(total))
        rows.append((name, value, low, high, worst, right, difference, p))
    columns = ["macro_f1", "low", "high", "worst_label_f1", "accuracy", "model_gains", "p"]
    return pd.DataFrame(rows, columns=["classifier", *columns]).set_index("classifier")


def _slices(units, seed):
    """Give the frame of slices: units, accuracy with its interval, macro-F1."""
    rows = []
    for slice_ in _SLICES:
        for value, part in units.groupby(slice_):
            matrices = measures.confusions(part["label"], part["predicted"], part["treaty"])
            scores = measures.intervals(matrices, measures.accuracy, seed)
            macro = measures.macro_f1(matrices.sum(axis=0))
            rows.append((slice_, value, len(part), *map(float, scores), float(macro)))
    columns = ["slice", "value", "units", "accuracy", "low", "high", "macro_f1"]
    return pd.DataFrame(rows, columns=columns).set_index(["slice", "value"])


def _learning(units, parts):
    """Give the frame of the learning curve: units fitted to, macro-F1."""
    rows = []
    for share, (size, labels) in sorted(parts.items()):
        matrix = measures.confusions(units["label"], labels, units["treaty"]).sum(axis=0)
        rows.append((share, round(size), float(measures.macro_f1(matrix))))
    return pd.DataFrame(rows, columns=["share", "units", "macro_f1"]).set_index("share")


def _modals(words, lexicon):
    """Give the class of the first operative word of each unit."""
    hits = [(lexicon.modals.find(found), lexicon.triggers.find(found)) for found in words]
    return [next((hit[0] for found in pair for hit in found), "no operative word") for pair in hits]


def _length(words):
    return next((name for most, name in _LENGTHS if words < most), "80 words or more")


def _topic(chapter, language):
    name = chapter.lower()
    topics = _topics().get(language, {}).items()
    return next((topic for topic, cues in topics if any(cue in name for cue in cues)), "other")


@cache
def _topics():
    source = resources.files("servanda.training").joinpath("chapters.toml")
    return tomllib.loads(source.read_text("utf-8"))
