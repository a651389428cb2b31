"""What changed as a picture: strength before and after, and the changes, section by section."""

from servanda.analysis.comparison.result import CHANGES
from servanda.analysis.plots import INK, MOST, drawn

_CHANGED = [name for name in CHANGES if name != "same"]


def comparison_plot(sections):
    """Draw the strength of sections before and after and the changes in them, as SVG for a page.

    Parameters
    ----------
    sections : DataFrame
        That of a `Comparison`.

    Returns
    -------
    str
        An ``<svg>`` element; its colours are CSS variables: ink, muted, rule, paper and the
        changes. "" if there is nothing to draw.
    """
    scored = sections["before_strength"].notna() | sections["after_strength"].notna()
    shown = sections[scored | (sections[_CHANGED].sum(axis=1) > 0)].head(MOST)
    if shown.empty:
        return ""
    names = shown["after_heading"].where(shown["after_heading"].notna(), shown["before_heading"])
    return drawn(
        list(names), lambda left, right: (_draw_strength(left, shown), _draw_changes(right, shown))
    )


def _draw_strength(axes, shown):
    axes.set_title("Strength before ○ and after ●", loc="left", fontsize=9, color=INK["ink"])
    for y, row in enumerate(shown.to_dict("records")):
        if _is_missing(row, "before") and _is_missing(row, "after"):
            axes.text(2, y, "too few norms", va="center", color=INK["muted"], style="italic")
            continue
        for name, by in (("before", -0.13), ("after", 0.13)):
            if not _is_missing(row, name):
                _draw_score(axes, row, name, y + by)
    axes.set_xlim(0, 102)
    axes.set_xticks([0, 25, 50, 75, 100])


def _is_missing(row, name):
    return row[f"{name}_strength"] != row[f"{name}_strength"]  # NaN


def _draw_score(axes, row, name, y):
    low, value, high = (row[f"{name}_{part}"] for part in ("low", "strength", "high"))
    axes.plot([low, high], [y, y], color=INK["muted"], lw=1.5, solid_capstyle="round")
    fill = INK["ink"] if name == "after" else INK["paper"]
    axes.plot([value], [y], "o", ms=6, mec=INK["ink"], mfc=fill, mew=1.2)


def _draw_changes(axes, shown):
    axes.set_title("Provisions that changed", loc="left", fontsize=9, color=INK["ink"])
    offset = 0 * shown["same"].to_numpy(float)
    for change in _CHANGED:
        counts = shown[change].to_numpy(float)
        axes.barh(range(len(shown)), counts, left=offset, height=0.5, color=INK[change])
        offset = offset + counts
    axes.set_xlim(0, max(offset.max(), 1) * 1.02)
    axes.xaxis.get_major_locator().set_params(integer=True, nbins=4)
