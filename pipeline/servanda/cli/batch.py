"""The verb that scores whole corpora: batch."""

import sys
import time

import click

from servanda.cli.options import corpus_options, example
from servanda.cli.output import complain

_LINES = 10  # of progress, where no terminal draws a bar


@click.command(epilog=example("servanda batch corpora/sample -o scored --model rules"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=click.Path(file_okay=False),
    help="Folder of the tables; made if it is not there.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1),
    help="Worker processes.  [default: one for ten documents, at most one for each core]",
)
@click.option(
    "--resume/--no-resume",
    default=True,
    show_default=True,
    help="Keep what OUT holds already, or start over.",
)
@click.option(
    "--format",
    type=click.Choice(["parquet", "csv"]),
    default="parquet",
    show_default=True,
    help="Form of the tables.",
)
@click.option(
    "--taxonomy",
    metavar="NAME",
    help="Score the areas of a taxonomy too: ecommerce, trade-areas, or a TOML file.",
)
@click.option(
    "--scores/--no-scores",
    default=True,
    show_default=True,
    help="Score sections and documents, or write their norms alone.",
)
@click.option(
    "--limit",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    default=600,
    show_default=True,
    help="Time for one document; what takes longer becomes a failure. "
    "Not on Windows, and not with --scheduler.",
)
@click.option("--xlsx", is_flag=True, help="Write a workbook with summary sheets too.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler do the work."
)
@corpus_options
def batch(paths, options, **given):
    """Score many documents, and go on where it was cut short.

    PATH is a file, a folder, a pattern, or a CSV manifest with a column "path" whose other
    columns (title, date, parties) are carried along. OUT gets the tables norms, scores,
    documents and failures (areas too, with a taxonomy), and run.json. Given again, the command
    does what is left: documents that are new or changed, or that failed. New documents given
    alone are added; those of earlier runs stay unless their files are gone.
    """
    from servanda.batch import batch

    if given["xlsx"] and not given["scores"]:
        raise click.UsageError("--xlsx makes a workbook of the scores; leave out --no-scores.")
    began = time.monotonic()
    frame = batch(
        paths,
        options.output,
        form=options.format,
        progress=_progress,
        model=options.model,
        language=options.language,
        brackets=options.brackets,
        semantics=options.semantics,
        tracked=options.tracked,
        **given,
    )
    _say_of_earlier(frame.attrs)
    frame = frame[~frame["document"].isin(frame.attrs["kept"])]
    failed = int((frame["status"] == "failed").sum())
    warned = sum(isinstance(each, list) and bool(each) for each in frame["warnings"])
    complain(
        "Done",
        f"{len(frame) - failed} documents scored, {int(frame['norms'].sum())} norms; "
        f"{failed} failed{f' (see failures in {options.output})' if failed else ''}, "
        f"{warned} with warnings{' (see documents)' if warned else ''}; "
        f"{_clock(time.monotonic() - began)}.",
    )
    if failed:
        click.get_current_context().exit(3 if failed < len(frame) else 1)


def _say_of_earlier(documents):
    """Say what became of documents that earlier runs scored and that are not given now."""
    kept, gone = (_counted(documents[name]) for name in ("kept", "taken_out"))
    if kept:
        complain("Kept", f"{kept} of earlier runs, not given now; --no-resume begins without them.")
    if gone:
        why = "gone or given by another name (run.json names them)"
        complain("Taken out", f"{gone} of earlier runs, whose files are {why}.")


def _counted(documents):
    count = len(documents)
    return f"{count} {'document' if count == 1 else 'documents'}" if count else ""


VERBS = (batch,)


def _progress(done, total):
    """Show how far it is: a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        return _in_lines(done, total)
    from tqdm import tqdm

    return tqdm(done, total=total, unit="doc", file=sys.stderr)


def _in_lines(done, total):
    began = time.monotonic()
    for at, record in enumerate(done, 1):
        if at * _LINES // total > (at - 1) * _LINES // total:
            taken = time.monotonic() - began
            left = taken / at * (total - at)
            complain("Progress", f"{at} of {total}, {at / taken:.1f} a second, {_clock(left)} left")
        yield record


def _clock(seconds):
    """Give a time as hours, minutes and seconds: 0:02:05."""
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
