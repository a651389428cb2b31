"""Section scores over drafts, as a picture."""

import textwrap
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

_MOST = 10  # sections that can be told apart
_WIDE = 40  # characters of a heading in the legend
_TICK = 18  # and of a title on one line under the axis


def timeline_plot(timeline, path):
    """Draw how strongly the sections bind, draft by draft.

    Parameters
    ----------
    timeline : Timeline
        What `servanda.timeline` gives.
    path : str or Path
        The file to write; its suffix says the format (.svg, .png, .pdf).

    Returns
    -------
    Path
        The file written.
    """
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": "servanda"}):
        figure = Figure(figsize=(9, 4.5), layout="constrained")
        _draw(figure.subplots(), timeline)
        is_svg = Path(path).suffix.lower() == ".svg"
        figure.savefig(path, metadata={"Date": None} if is_svg else None)
    return Path(path)


def _draw(axes, timeline):
    scores = timeline.scores.dropna(subset=["strength"])
    often = scores["section"].value_counts()
    shown = [section for section in often.index if section and often[section] > 1][:_MOST]
    for section in sorted(shown):
        line = scores[scores["section"] == section]
        label = textwrap.shorten(line["heading"].iloc[-1], _WIDE, placeholder="…")
        axes.plot(line["draft"], line["strength"], marker="o", lw=1.2, ms=4, label=label)
    whole = scores[scores["section"] == 0]
    axes.fill_between(whole["draft"], whole["low"], whole["high"], color="0.85", lw=0)
    axes.plot(whole["draft"], whole["strength"], "ko-", lw=2.4, label="Whole draft, with interval")
    places = range(1, len(timeline.titles) + 1)
    axes.set_xticks(
        places, ["\n".join(textwrap.wrap(title, _TICK)[:3]) for title in timeline.titles]
    )
    axes.set_xlim(0.8, len(timeline.titles) + 0.2)
    axes.set_ylim(0, 102)
    axes.set_ylabel("Strength, 0 to 100")
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), fontsize=8, frameon=False)
