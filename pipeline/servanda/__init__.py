"""Read a treaty draft and say, provision by provision, how strongly it binds.

::

    a file ── read ──> text ── load()(text) ──> Doc ── outline, norms ────> frames, one row each
                                                 ├──── scores, summary ──> frames, added up
                                                 ├──── brackets, intervals > what is in play
                                                 └──── report ───────────> one page to open
    loose sentences ── label ──> a frame, one row each
    many files ── stream ──> Docs, one after another; in the shell, batch ──> tables on disk

The names below are loaded when they are first used, so that the command line answers at once.
"""

from importlib import import_module, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.analysis.brackets import brackets, intervals
    from servanda.analysis.comparison.comparing import compare
    from servanda.analysis.comparison.timeline import timeline
    from servanda.analysis.development import development
    from servanda.analysis.disputes.coverage import carveouts, coverage
    from servanda.analysis.proposals import proposals
    from servanda.analysis.reports import report
    from servanda.analysis.scoring import scores
    from servanda.analysis.sensitivity import rank_correlations, sensitivity
    from servanda.analysis.summaries import summary
    from servanda.analysis.tables import label, norms, outline
    from servanda.analysis.tags import tags
    from servanda.analysis.taxonomies import areas, taxonomy
    from servanda.annotation.languages import detect_language
    from servanda.batch.streaming import stream
    from servanda.errors import ServandaError
    from servanda.labels import LABELS
    from servanda.pipeline import load, models
    from servanda.reading import read

__all__ = [
    "LABELS",
    "ServandaError",
    "areas",
    "brackets",
    "carveouts",
    "compare",
    "coverage",
    "detect_language",
    "development",
    "intervals",
    "label",
    "load",
    "models",
    "norms",
    "outline",
    "proposals",
    "rank_correlations",
    "read",
    "report",
    "scores",
    "sensitivity",
    "stream",
    "summary",
    "tags",
    "taxonomy",
    "timeline",
]

_HOMES = {
    "LABELS": "labels",
    "ServandaError": "errors",
    "areas": "analysis.taxonomies",
    "brackets": "analysis.brackets",
    "carveouts": "analysis.disputes.coverage",
    "compare": "analysis.comparison.comparing",
    "coverage": "analysis.disputes.coverage",
    "detect_language": "annotation.languages",
    "development": "analysis.development",
    "intervals": "analysis.brackets",
    "label": "analysis.tables",
    "load": "pipeline",
    "models": "pipeline",
    "norms": "analysis.tables",
    "outline": "analysis.tables",
    "proposals": "analysis.proposals",
    "rank_correlations": "analysis.sensitivity",
    "read": "reading",
    "report": "analysis.reports",
    "scores": "analysis.scoring",
    "sensitivity": "analysis.sensitivity",
    "stream": "batch.streaming",
    "summary": "analysis.summaries",
    "tags": "analysis.tags",
    "taxonomy": "analysis.taxonomies",
    "timeline": "analysis.comparison.timeline",
}


def __getattr__(name):
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        raise AttributeError(f"module 'servanda' has no attribute '{name}'")
    value = getattr(import_module(f"servanda.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*__all__, "__version__"])


def _version():
    try:
        return metadata.version("servanda")
    except metadata.PackageNotFoundError:  # run from a source tree that is not installed
        return "0+unknown"
