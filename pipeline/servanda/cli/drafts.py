"""The verbs that take drafts: outline, norms, scores, summary, report, brackets."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from servanda.analysis.cues import TAGS
from servanda.analysis.levels import LEVELS
from servanda.cli.options import chosen_format, draft_options, example
from servanda.cli.output import complain, refuse_terminal, write, write_frame
from servanda.errors import ServandaError
from servanda.labels import SCHEMES

# What a person wants to see of a frame; the formats for machines carry every column.
_NORMS = ["label", "bearer", "operative", "qualifiers", "confidence", "text"]
_SUMMARY = ["section", "article", "wording", "label", "qualifiers"]
_PROSPECTS = ["strongest", "weakest", "can_vanish"]


@click.command(epilog=example("servanda outline draft.txt"))
@draft_options
def outline(drafts, options):
    """List the sections of each DRAFT.

    A tree on the screen; in other formats one row each with id, kind, title, start, end.
    """
    from servanda.analysis.tables import outline, tree

    people = chosen_format(options) == "table"
    run(drafts, options, tree if people else outline)


@click.command(epilog=example("servanda norms draft.txt --format json"))
@draft_options
def norms(drafts, options):
    """List the norms of each DRAFT and their labels.

    One row each, with operative phrase, label, form, confidence, bearer and qualifiers; table,
    md and html show what a person reads, the other formats every column.
    """
    from servanda.analysis.tables import norms

    run(drafts, options, norms, people=lambda frame: _shown(frame, _NORMS))


@click.command(epilog=example("servanda scores draft.txt --level article --format csv"))
@click.option(
    "--level",
    type=click.Choice([*LEVELS, "area"]),
    help="Kind of section to score, or the areas of a taxonomy.  [default: the sections or "
    "chapters of the draft, else its articles]",
)
@click.option(
    "--scheme",
    type=click.Choice(list(SCHEMES)),
    default="default",
    show_default=True,
    help="Whose weights to score by.",
)
@click.option(
    "--taxonomy",
    metavar="NAME_OR_FILE",
    help="The areas to score by, with --level area.  [default: trade-areas]",
)
@draft_options
def scores(drafts, options, level, scheme, taxonomy):
    """Score how strongly each section binds, and can be enforced.

    Strength is 100 times the mean weight of the norms other than permissions, with a 95 %
    interval; a section with fewer than five such norms has too few for a score. Enforceability
    is strength less what dispute settlement does not reach. A score summarises wording. It is no
    legal advice.
    """
    from servanda.analysis.scoring import readable, scores

    if taxonomy and level != "area":
        raise click.UsageError("A taxonomy goes with areas: give --level area too.")

    run(
        drafts,
        options,
        lambda doc: scores(doc, level=level, scheme=scheme, taxonomy=taxonomy),
        people=readable,
    )


@click.command(epilog=example("servanda summary draft.txt --topic cooperation --format md"))
@click.option("--topic", type=click.Choice(list(TAGS)), help="Keep the provisions on a topic.")
@draft_options
def summary(drafts, options, topic):
    """Summarise the provisions for a brief.

    One row for each provision: section, article, the operative phrase in quotes with its
    bearer, the label and its qualifiers.
    """
    from servanda.analysis.summaries import summary

    run(
        drafts,
        options,
        lambda doc: summary(doc, topic=topic),
        people=lambda frame: _shown(frame, _SUMMARY),
    )


@click.command(epilog=example("servanda report draft.txt -o report.html"))
@draft_options
def report(drafts, options):
    """Write a page to read and to hand on.

    It has the summary, the scores and the whole text with its norms marked, in one file that
    needs no network.

    With several drafts -o names a folder, which gets one page for each.
    """
    if options.format not in (None, "html"):
        raise click.UsageError("A report is a page: give --format html, or no --format.")
    refuse_terminal(options.output, "report.html")
    from servanda.analysis.reports import page

    paths = dict(zip(drafts, _report_paths(drafts, options.output), strict=True))
    done = []
    for name, draft, doc in annotated(drafts, options):
        html = page(doc, title=draft.title, source=name)
        write(html.encode("utf-8", "replace"), paths[name])
        done.append(name)
    leave(drafts, done)


@click.command(epilog=example("servanda brackets draft.txt"))
@draft_options
def brackets(drafts, options):
    """List what is still in play in each DRAFT.

    One row for each provision whose label, operative words or presence depend on brackets or
    options: the operative alternatives, the strongest and the weakest outcome, whether it may
    vanish, and its text.
    """
    from servanda.analysis.brackets import brackets, readable

    if options.brackets not in (None, "outcomes"):
        raise click.UsageError("This verb tries all readings: give no --brackets.")
    options = replace(options, brackets="outcomes")
    run(drafts, options, brackets, people=readable)


VERBS = (outline, norms, scores, summary, report, brackets)


def _shown(frame, columns):
    """Give the columns a person wants to see, with what a negotiating text leaves open."""
    if "strongest" not in frame:
        return frame[columns]
    left = [name for name in columns if name != "confidence"]
    open_ = [
        ", ".join(
            [f"{strong} to {weak}"] * (strong != weak) + ["may vanish"] * (vanish is True)
        ).replace("_", " ")
        for strong, weak, vanish in frame[_PROSPECTS].astype(object).itertuples(index=False)
    ]
    shown = frame[left].copy()
    shown.insert(len(left) - 1, "still open", open_)
    return shown


def run(drafts, options, work, people=None):
    """Write what `work` gives for the Doc of each draft, as one frame."""
    form = chosen_format(options)
    done = [(name, work(doc)) for name, _, doc in annotated(drafts, options)]
    if done:
        write_frame(_stacked(drafts, done), form, options, people)
    leave(drafts, done)


def _stacked(drafts, done):
    names, frames = zip(*done, strict=True)
    if len(drafts) == 1:
        return frames[0]
    import pandas as pd

    return pd.concat(frames, keys=names, names=["draft"])


def annotated(drafts, options):
    """Yield name, draft and Doc of each draft that can be used; say on stderr which cannot."""
    from servanda.cli.languages import pipelines
    from servanda.reading import open_draft

    pipeline = pipelines(options)
    for name in _progress(drafts):
        try:
            draft = open_draft(name, tracked=options.tracked)
            doc = pipeline(draft.text)(draft.text)
        except ServandaError as error:
            if len(drafts) == 1:
                raise
            complain("Error", error)
            continue
        for warning in draft.metadata.get("warnings", ()):
            complain("Warning", f"{name}: {warning}")
        yield name, draft, doc


def _progress(drafts):
    if len(drafts) == 1 or not sys.stderr.isatty():
        return drafts
    from tqdm import tqdm

    return tqdm(drafts, unit="draft", file=sys.stderr)


def leave(drafts, done):
    """Leave with 1 if no draft could be used, with 3 if some could not."""
    if len(done) < len(drafts):
        click.get_current_context().exit(3 if done else 1)


def _report_paths(drafts, output):
    """Give where the page on each draft goes: one page to a file, several into a folder."""
    if len(drafts) == 1:
        return [output]
    if output in (None, "-"):
        raise click.UsageError("Several reports need a folder: -o FOLDER.")
    names = []
    for draft in drafts:
        stem = "stdin" if draft == "-" else Path(draft).stem
        same = sum(name.rpartition("~")[0] == stem or name == stem for name in names)
        names.append(f"{stem}~{same + 1}" if same else stem)
    return [str(Path(output) / f"{name}.html") for name in names]
