"""The wing in which models are made: corpora in, models and figures out.

Nothing that reads or annotates drafts imports it.
"""

from servanda.training.agreement import agreement
from servanda.training.checking import check_corpus
from servanda.training.classifier import StrengthClassifier
from servanda.training.corpora import load_corpus
from servanda.training.evaluation import evaluate
from servanda.training.exports import write_units
from servanda.training.fetching import fetch
from servanda.training.fitting import train
from servanda.training.imports import read_units
from servanda.training.suggestion import suggest

__all__ = [
    "StrengthClassifier",
    "agreement",
    "check_corpus",
    "evaluate",
    "fetch",
    "load_corpus",
    "read_units",
    "suggest",
    "train",
    "write_units",
]
