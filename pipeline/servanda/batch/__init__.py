"""Whole corpora: many documents in, tables on disk out, and no work lost on the way.

::

    paths ── inputs ──> documents ── work (in processes, or on a cluster) ──> parts of tables
                                                                                   │
    OUT/norms, OUT/scores, documents, failures, run.json <──────── folder ─────────┘
"""

from servanda.batch.batching import batch
from servanda.batch.streaming import stream

__all__ = ["batch", "stream"]
