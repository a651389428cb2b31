"""Where output goes: data to stdout or a file, remarks to stderr."""

import os
import shutil
import sys
from pathlib import Path

import click

from servanda.errors import ServandaError

_FOR_TERMINALS = 100  # columns of a table where no terminal says how wide it is


def write_frame(frame, form, options, people=None, verbatim=()):
    """Write a frame in a format; `people` turns it into what a person wants to see of it."""
    from servanda.analysis.exports import cells, export
    from servanda.analysis.grids import grid

    if people and form in ("table", "md", "html"):
        frame = people(frame)
    if form == "table":
        to_file = options.output not in (None, "-")
        text = grid(*cells(frame), _width(to_file), color=not to_file and _colorful())
        data = text.encode("utf-8", "replace")
    else:
        data = export(frame, form, bom=options.bom, verbatim=verbatim)
    write(data, options.output)


def refuse_terminal(target, name):
    """Refuse to write a file such as `name` to a terminal; piped it is welcome."""
    if target in (None, "-") and sys.stdout.isatty():
        raise click.UsageError(f"This output is not for a terminal. Write it to a file: -o {name}")


def write(data, target):
    """Write bytes to a file, or to standard output if `target` is None or "-"."""
    if target in (None, "-"):
        _to_stdout(data)
        return
    try:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).write_bytes(data)
    except OSError as error:
        raise ServandaError(
            f"'{target}' cannot be written ({error.strerror}). Give another path to -o."
        ) from error


def complain(kind, message):
    """Say a sentence on stderr."""
    click.echo(f"{kind}: {message}", err=True)


def _to_stdout(data):
    stream = sys.stdout.buffer  # bytes, so that no locale can spoil them
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        # Whoever reads us (head) has enough. Without this Python would complain at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _width(to_file):
    columns = shutil.get_terminal_size((_FOR_TERMINALS, 24)).columns
    return _FOR_TERMINALS if to_file else max(columns, 40)


def _colorful():
    """Say whether labels may be coloured: on a terminal, unless NO_COLOR is set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
