"""The command line: one verb for each function of the library.

A verb reads its drafts, calls the function of the same name and writes the frame. Data go to
stdout and all else to stderr. Exit codes: 0 done, 1 material that cannot be used, 2 wrong
usage, 3 some of several drafts or units failed. What is slow to import is imported in the verbs.
"""

import gc
from importlib.util import find_spec

import click

from servanda.cli import batch, comparison, development, disputes, drafts, registry, training, units
from servanda.cli.options import example
from servanda.errors import ServandaError

# Objects made between two looks for cycles: Python's 700 make it look hundreds of times at what
# is only being imported, a tenth of the time until the first result.
_SELDOM = 100_000


class _Verbs(click.Group):
    """A group whose verbs answer bad material by one sentence, and are listed as in the README."""

    def invoke(self, ctx):
        gc.set_threshold(_SELDOM)
        try:
            return super().invoke(ctx)
        except ServandaError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx):
        return list(self.commands)


def _print_version(ctx, _parameter, wanted):
    if wanted and not ctx.resilient_parsing:
        import servanda

        reader = find_spec("servanda.annotation.clauses")
        compiled = "not compiled" if reader.origin.endswith(".py") else "compiled"
        click.echo(f"servanda {servanda.__version__} {compiled}")
        ctx.exit()


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("servanda norms draft.txt"),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version, and whether it was compiled, and exit.",
)
def main():
    """Read treaty drafts and say how strongly each provision binds.

    DRAFT is a .txt, .md, .html, .docx, .pdf or .xml file, or - for standard input.
    """


for verb in (
    *drafts.VERBS,
    *disputes.VERBS,
    *development.VERBS,
    *comparison.VERBS,
    *batch.VERBS,
    units.label,
    registry.models,
    *training.VERBS,
):
    main.add_command(verb)
