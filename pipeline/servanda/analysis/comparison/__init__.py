"""Drafts over time: which provision became which, and what that did to its strength.

::

    Doc ── provisions ─┐   alignment (similarity,   ┌─ changes (pairing) ─┐
                       ├── divisions, moves, items) ┤                     ├─ comparing ─> Comparison
    Doc ── provisions ─┘   in relations             └─ rollups, articles ─┘
    Comparison ── listing, page (rows, sides, plots), redline (sequence, rewording)
    several Docs ── timeline ─> Timeline ── timeline_plot, timeline_page
"""
