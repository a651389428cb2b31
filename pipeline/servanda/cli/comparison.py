"""The verbs on drafts over time: compare, timeline."""

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import click

from servanda.cli.drafts import annotated
from servanda.cli.options import chosen_format, comparison_options, draft_options, example
from servanda.cli.output import refuse_terminal, write, write_frame
from servanda.errors import ServandaError

_PAIR, _SEVERAL = 2, 3
_SHEETS = ("provisions", "norms", "articles", "sections")


@click.command(epilog=example("servanda compare draft.txt later.txt"))
@comparison_options
def compare(drafts, options):
    """Compare drafts: what came, went, moved, hardened, softened.

    Provisions are aligned through renumbering, moved articles, splits and merges. The table has
    what changed, the most consequential change first; json, jsonl and csv have one row for each
    provision, xlsx also the norms and the sections. html is a page with both texts side by side,
    docx a redline. Of three drafts and more, each is compared with the next.
    """
    form = _form(options)
    if len(drafts) < _PAIR:
        raise click.UsageError("Give two drafts at least: BEFORE AFTER.")
    if form in ("html", "docx") and len(drafts) > _PAIR:
        raise click.UsageError(f"A file in {form} holds two drafts: give BEFORE AFTER.")
    if form == "docx":
        refuse_terminal(options.output, "redline.docx")
    done = _compared(drafts, options)
    _write(done, form, options)
    for (before, after), comparison in done:
        told = f"{before} → {after}: " if len(done) > 1 else ""
        click.echo(told + _summary(comparison), err=True)


@click.command(epilog=example("servanda timeline draft.txt other.txt later.txt"))
@click.option(
    "--plot",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Draw the scores of the sections over the drafts to FILE (.svg, .png or .pdf).",
)
@draft_options
def timeline(drafts, options, plot):
    """Follow each provision through three drafts or more.

    One row for each line of descent: its reference and labels in each draft, when it entered,
    when its strength changed, and when it left. The table has those that changed; html is a page
    to open, with the wording of each draft.
    """
    from servanda.analysis.comparison.timeline import readable, timeline

    if len(drafts) < _SEVERAL:
        raise click.UsageError("Give three drafts at least; `servanda compare` takes two.")
    form = chosen_format(options)
    _, titles, docs = zip(*_all(drafts, options), strict=True)
    found = timeline(list(docs), titles)
    if form == "html":
        from servanda.analysis.comparison.timeline_page import timeline_markup

        write(timeline_markup(found).encode("utf-8", "replace"), options.output)
    else:
        write_frame(found.provisions, form, options, lambda _: readable(found))
    if plot:
        _draw(found, plot)


VERBS = (compare, timeline)


def _form(options):
    """Give the format asked for; a redline in Word is one only here."""
    named = options.format is None and (options.output or "").lower().endswith(".docx")
    return "docx" if named else chosen_format(options)


def _compared(drafts, options):
    """Give [((name, name), Comparison)] of each draft and the next."""
    from servanda.analysis.comparison.comparing import compare

    docs = _all(drafts, options)
    return [
        (
            (one, other),
            replace(compare(before, after), before_title=title, after_title=later),
        )
        for (one, title, before), (other, later, after) in pairwise(docs)
    ]


def _all(drafts, options):
    """Give (name, title, Doc) of all drafts, none of which can be left out."""
    found = [(name, draft.title, doc) for name, draft, doc in annotated(drafts, options)]
    if len(found) < len(drafts):
        raise ServandaError("Some of the drafts cannot be read, and all are needed.")
    titles = [title for _, title, _ in found]
    apart = len({*titles, ""}) == len(titles) + 1
    return [(name, title if apart else Path(name).stem, doc) for name, title, doc in found]


def _write(done, form, options):
    """Write comparisons in a format."""
    first = done[0][1]
    if form == "html":
        from servanda.analysis.comparison.page import markup

        write(markup(first).encode("utf-8", "replace"), options.output)
    elif form == "docx":
        from servanda.analysis.comparison.redline import redline

        out = io.BytesIO()
        redline(first, out)
        write(out.getvalue(), options.output)
    elif form == "xlsx":
        from servanda.analysis.exports import workbook

        sheets = {name: _stacked(done, name) for name in _SHEETS}
        write(workbook(sheets), options.output)
    else:
        frame = _stacked(done, "provisions")
        write_frame(frame, form, options, lambda _: _listed(done))


def _stacked(done, name):
    """Give a frame of all comparisons as one."""
    frames = {names: getattr(comparison, name) for names, comparison in done}
    return _together({key: frame.rename_axis("row") for key, frame in frames.items()})


def _listed(done):
    from servanda.analysis.comparison.listing import listing

    return _together({names: listing(comparison) for names, comparison in done})


def _together(frames):
    """Give frames by the names of two drafts as one, with the names where there are several."""
    if len(frames) == 1:
        return next(iter(frames.values()))
    import pandas as pd

    return pd.concat(frames, names=["before", "after"])


def _summary(comparison):
    from servanda.analysis.comparison.listing import summary_line

    return summary_line(comparison)


def _draw(found, path):
    from servanda.analysis.comparison.timeline_plot import timeline_plot

    try:
        timeline_plot(found, path)
    except (OSError, ValueError) as error:
        raise ServandaError(
            f"The plot cannot be written to '{path}'. Give a .svg, .png or .pdf file to --plot."
        ) from error
