"""The options that the verbs share, each stated once."""

from dataclasses import dataclass, fields
from functools import wraps

import click

from servanda.analysis.exports import FORMATS, SUFFIXES
from servanda.cli.output import refuse_terminal


@dataclass(frozen=True)
class Options:
    """What the shared options say."""

    model: str | None
    language: str | None
    format: str | None
    output: str | None
    bom: bool
    tracked: str = "accept"
    brackets: str | None = None
    semantics: str = "unagreed"


_MODEL = [
    click.option(
        "--model",
        metavar="NAME_OR_FOLDER",
        help="A model that `servanda models` lists, or the folder of one.  "
        "[default: the trained model of the language]",
    ),
    click.option(
        "--language",
        metavar="CODE",
        help="Language of the texts: en, es or fr.  [default: the model's, else as the text reads]",
    ),
]


def _format(formats):
    return click.option(
        "--format",
        type=click.Choice(formats),
        help="Form of the output.  [default: as the suffix of -o says, else table]",
    )


_FILE = [
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True),
        help="Write to FILE and not to standard output.",
    ),
    click.option("--bom", is_flag=True, help="Start CSV with a byte order mark, for Excel."),
]
_OUTPUT = [_format(FORMATS), *_FILE]
_TRACKED = click.option(
    "--tracked",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    show_default=True,
    help="Take tracked changes of a .docx as made or as not made.",
)
_BRACKETS = [
    click.option(
        "--brackets",
        type=click.Choice(["accept", "reject", "first", "outcomes"]),
        help="Read words in square brackets as agreed, as gone, or the first of alternatives; "
        "or try all readings.  [default: outcomes where a draft holds unagreed text]",
    ),
    click.option(
        "--semantics",
        type=click.Choice(["unagreed", "deletion"]),
        default="unagreed",
        show_default=True,
        help="What brackets mean: not agreed, or proposed for deletion.",
    ),
]


def example(command):
    """Give the end of a verb's help: an example that the tests run."""
    return f"\b\nExample:\n  {command}"


def model_options(verb):
    """Give a verb all options that need no draft as one `Options`."""
    return _shared(verb, [*_MODEL, *_OUTPUT, *_BRACKETS])


def draft_options(verb):
    """Give a verb the argument DRAFT... and the shared options as one `Options`."""
    drafts = click.argument("drafts", metavar="DRAFT...", nargs=-1, required=True)
    return _shared(verb, [drafts, *_MODEL, *_OUTPUT, _TRACKED, *_BRACKETS])


def comparison_options(verb):
    """Give a verb the arguments BEFORE AFTER and the shared options, with a Word file as format."""
    drafts = click.argument("drafts", metavar="BEFORE AFTER [LATER...]", nargs=-1, required=True)
    output = [_format((*FORMATS, "docx")), *_FILE]
    return _shared(verb, [drafts, *_MODEL, *output, _TRACKED, *_BRACKETS])


def corpus_options(verb):
    """Give a verb the options that say how drafts are read, and by which model."""
    return _shared(verb, [*_MODEL, _TRACKED, *_BRACKETS])


def output_options(verb):
    """Give a verb the options --format, -o and --bom as one `Options`."""
    return _shared(verb, _OUTPUT)


def chosen_format(options, default="table"):
    """Give the format asked for, by name or by the suffix of the output file."""
    if options.format or options.output in (None, "-"):
        form = options.format or default
        if form == "xlsx":
            refuse_terminal(options.output, "norms.xlsx")
        return form
    suffix = "." + options.output.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise click.UsageError(
            f"No format goes with the name '{options.output}'. End it in one of "
            f"{', '.join(SUFFIXES)}, or give --format."
        )
    return SUFFIXES[suffix]


def _shared(verb, decorators):
    names = [field.name for field in fields(Options)]

    @wraps(verb)
    def with_options(**values):
        given = {name: values.pop(name, None) for name in names}
        return verb(options=Options(**given), **values)

    for decorator in reversed(decorators):
        with_options = decorator(with_options)
    return with_options
