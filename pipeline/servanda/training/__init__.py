"""The wing in which models are made: corpora in, models and figures out.

Nothing that reads or annotates drafts imports it.
"""

from servanda.training.corpora import load_corpus
from servanda.training.fitting import train

__all__ = ["load_corpus", "train"]
