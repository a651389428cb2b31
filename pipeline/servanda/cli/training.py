"""The verbs of the training wing."""

import click

from servanda.cli.options import example

_TEXTS = click.option(
    "--texts",
    metavar="DIR",
    type=click.Path(),
    help="Folder of the treaties.  [default: where `servanda corpus fetch` puts them]",
)
_RESERVE = click.option(
    "--reserve",
    metavar="FILE",
    type=click.Path(),
    help="List of treaties that must not be learned from, one id a line.",
)
_SEED = click.option("--seed", default=0, show_default=True, help="Of what is drawn at random.")
_LANGUAGE = click.option("--language", metavar="CODE", help="Language.  [default: the corpus's]")


@click.command(epilog=example("servanda train corpora/golden -o models/mine"))
@click.argument("corpora", metavar="CORPUS...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder of the new model.")
@click.option("--recipe", default="linear", show_default=True, help="How to fit it.")
@_SEED
@_RESERVE
@_TEXTS
@_LANGUAGE
def train(corpora, output, recipe, seed, reserve, texts, language):
    """Train a model from coded units.

    CORPUS is the folder of a corpus, or a .csv or .jsonl file with texts and labels.
    """
    from servanda.training import load_corpus, train
    from servanda.training.fitting import read_reserve
    from servanda.training.recipes import RECIPES

    if recipe not in RECIPES:
        raise click.UsageError(f"No recipe '{recipe}'. Recipes: {', '.join(RECIPES)}.")
    found = [load_corpus(path, language, texts) for path in corpora]
    nlp = train(found, recipe, seed, read_reserve(reserve) if reserve else ())
    nlp.to_disk(output)
    click.echo(f"Wrote the model '{output}'.", err=True)


VERBS = (train,)
