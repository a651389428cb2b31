"""Drafts over time: which provision became which, and what that did to its strength.

::

    Doc ── provisions ──┐                       ┌─ pairing ─ changes ─┐
                        ├─ alignment ─ relations ┤                     ├─> Comparison
    Doc ── provisions ──┘  (similarity,          └─ rollups ──────────┘
                            divisions)
"""
