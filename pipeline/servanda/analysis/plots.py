"""Scores as a picture: a dot and its interval for each section, and the labels it is made of."""

import io
import re
import textwrap
import warnings

import matplotlib as mpl
from matplotlib.figure import Figure

from servanda.analysis.comparison.result import CHANGES
from servanda.labels import LABELS

_LABELS = [name for name, label in LABELS.items() if label.rank]
MOST = 60  # sections that fit one picture
_WIDE = 30  # characters of a section's name on one line
# Matplotlib wants numbers for colours, a page wants names that change with the light. Each
# name below gets a colour that nothing else has, which the page's variable then replaces.
INK = {
    name: f"#01{i:02x}fe"
    for i, name in enumerate(["ink", "muted", "rule", "paper", *_LABELS, *CHANGES])
}


def strength_plot(scored, names):
    """Draw the strength of sections and the shares of their labels, as SVG for a page.

    Parameters
    ----------
    scored : DataFrame
        What `scores` gives.
    names : list of str
        The names of its sections, in its order.

    Returns
    -------
    str
        An ``<svg>`` element; its colours are the CSS variables ink, muted, rule and the labels.
        "" if there is nothing to draw.
    """
    named = scored.assign(name=names).query("norms > 0").head(MOST)
    if named.empty:
        return ""
    return drawn(
        named["name"], lambda left, right: (_draw_strength(left, named), _draw_shares(right, named))
    )


def drawn(names, draw):
    """Draw a picture of two panels with a line for each name, as SVG for a page.

    Parameters
    ----------
    names : list of str
        What the lines are of, from the top.
    draw : callable
        Called with the two axes; line i is at y = i, colours are those of `INK`.

    Returns
    -------
    str
        An ``<svg>`` element.
    """
    wrapped = ["\n".join(textwrap.wrap(name, _WIDE)[:3]) for name in names]
    settings = {"svg.fonttype": "none", "svg.hashsalt": "servanda", "font.size": 9}
    with mpl.rc_context({"font.family": "DejaVu Sans", **settings}):
        figure = Figure(figsize=(7.6, 0.9 + 0.44 * len(wrapped)), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.25, 1])
        draw(left, right)
        for axes in (left, right):
            _plain_frame(axes)
        left.set_yticks(range(len(wrapped)), wrapped, color=INK["ink"])
        left.set_ylim(len(wrapped) - 0.5, -0.5)
        out = io.StringIO()
        with warnings.catch_warnings():  # letters stay letters; the browser has fonts for them
            warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
            figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    return _for_page(out.getvalue())


def _draw_strength(axes, named):
    axes.set_title("Strength, 0 to 100", loc="left", fontsize=9, color=INK["ink"])
    for y, row in enumerate(named.itertuples()):
        if row.strength != row.strength:  # missing
            axes.text(2, y, "too few", va="center", color=INK["muted"], style="italic")
            continue
        axes.plot([row.low, row.high], [y, y], color=INK["muted"], lw=2, solid_capstyle="round")
        axes.plot([row.strength], [y], "o", color=INK["ink"], ms=7)
        above = row.strength > 88
        axes.annotate(
            f"{row.strength:.0f}",
            (row.strength, y),
            (-7 if above else 7, 5),
            textcoords="offset points",
            ha="right" if above else "left",
            color=INK["ink"],
            fontsize=8,
        )
    axes.set_xlim(0, 102)
    axes.set_xticks([0, 25, 50, 75, 100])


def _draw_shares(axes, named):
    axes.set_title("Share of norms by label, %", loc="left", fontsize=9, color=INK["ink"])
    offset = 0 * named["norms"].to_numpy(float)
    for label in _LABELS:
        shares = 100 * named[label].to_numpy(float)
        axes.barh(range(len(named)), shares, left=offset, height=0.5, color=INK[label])
        offset = offset + shares
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 50, 100])


def _plain_frame(axes):
    axes.tick_params(length=0, labelcolor=INK["muted"])
    axes.grid(axis="x", color=INK["rule"], lw=0.8)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _for_page(svg):
    """Cut the SVG out of its XML, and give colours and letters to the page's style."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg [^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg [^>]*?) width="[^"]*"', r'\1 aria-hidden="true"', svg, count=1)
    for name, color in INK.items():
        svg = svg.replace(color, f"var(--{name})")
    return svg.replace("'DejaVu Sans'", "system-ui")
