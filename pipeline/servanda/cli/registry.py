"""The verb models: what can be given to --model."""

import click

from servanda.cli.options import chosen_format, example, output_options
from servanda.cli.output import write_frame


@click.command(epilog=example("servanda models"))
@output_options
def models(options):
    """List what can be given to --model."""
    from servanda.pipeline import models

    write_frame(models(), chosen_format(options), options)
