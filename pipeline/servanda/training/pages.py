"""An evaluation as one page to open: figures, plots, and every error in its sentence."""

import io
import json
from itertools import pairwise
from pathlib import Path

import jinja2
import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from servanda.labels import LABELS

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_LINE, _QUIET = "#14508a", "#8b929c"


def write_page(evaluation, path):
    """Write an evaluation as HTML, with nothing to be loaded from elsewhere.

    Parameters
    ----------
    evaluation : Evaluation
    path : str or Path
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = figure
    page = environment.get_template("evaluation.html").render(
        evaluation=evaluation,
        labels=LABELS,
        plots=_plots(evaluation),
        errors=[_error(name, row) for name, row in evaluation.errors.iterrows()],
    )
    Path(path).write_text(page, "utf-8")


def write_json(evaluation, path):
    """Write an evaluation as JSON, without the texts of the units."""
    content = json.dumps(_plain(evaluation.to_dict()), indent=1, ensure_ascii=False)
    Path(path).write_text(content + "\n", "utf-8")


def figure(value):
    """Give a number as a page shows it: three places, a dash if it is missing."""
    if isinstance(value, str):
        return value
    if value is None or value != value:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}"


def marked(text, norms, found):
    """Cut a text into (words, coded label, found label) where either changes."""
    edges = sorted({0, len(text), *(edge for span in (*norms, *found) for edge in span[:2])})
    return [
        (text[start:end], _over(norms, start), _over(found, start))
        for start, end in pairwise(edges)
    ]


def _over(spans, place):
    return next((label for start, end, label in spans if start <= place < end), "")


def _error(name, row):
    facts = ("treaty", "stratum", "chapter", "label", "predicted", "confidence", "rules")
    pieces = marked(row["text"], row["norms"] or (), row["found"])
    return {"id": name, "pieces": pieces, **{fact: row[fact] for fact in facts}}


def _plots(evaluation):
    plots = [
        ("F1 by label, with 95 % intervals over treaties", _draw(_labels, evaluation.labels)),
        ("Calibration: how often right, by stated confidence", _draw(_calibration, evaluation)),
    ]
    if len(evaluation.curve) > 1:
        plots.append(("Learning curve", _draw(_learning, evaluation.curve)))
    return plots


def _draw(draw, content):
    """Give what a function draws on axes, as SVG."""
    settings = {"svg.fonttype": "none", "svg.hashsalt": "servanda", "font.size": 9}
    with mpl.rc_context(settings):
        picture = Figure(figsize=(4.6, 3.2), layout="constrained")
        axes = picture.subplots()
        draw(axes, content)
        axes.spines[["top", "right"]].set_visible(False)
        out = io.StringIO()
        picture.savefig(out, format="svg", transparent=True, metadata=_NO_METADATA)
    svg = out.getvalue()
    return svg[svg.index("<svg") :]


def _labels(axes, labels):
    shown = labels[labels["f1"].notna()]
    for place, (name, row) in enumerate(shown.iterrows()):
        color = LABELS[name].color
        axes.plot([row["f1_low"], row["f1_high"]], [place, place], color=color, lw=2)
        axes.plot([row["f1"]], [place], "o", color=color)
    axes.set_yticks(range(len(shown)), [name.replace("_", " ") for name in shown.index])
    axes.invert_yaxis()
    axes.set_xlabel("F1")


def _calibration(axes, evaluation):
    curve, error = evaluation.calibration, evaluation.figures.at["calibration_error", "value"]
    low = min(curve["confidence"].min(), curve["accuracy"].min())
    axes.plot([low, 1], [low, 1], color=_QUIET, lw=1)
    axes.plot(curve["confidence"], curve["accuracy"], "o-", color=_LINE)
    axes.set(xlabel="stated confidence", ylabel="share right", title=f"error {error:.3f}")


def _learning(axes, curve):
    axes.plot(curve["units"], curve["macro_f1"], "o-", color=_LINE)
    axes.set(xlabel="units fitted to", ylabel="macro-F1", xscale="log")
    axes.set_xticks(curve["units"], [f"{size:,}" for size in curve["units"]])
    axes.minorticks_off()


def _plain(value):
    """Give a value with numpy's numbers as Python's, and missing ones as None."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and value != value else value
