"""The verbs of the training wing: train, evaluate, suggest, agreement, corpus."""

import click

from servanda.cli.options import chosen_format, example, output_options
from servanda.cli.output import complain, write_frame

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
    help="List of treaties to leave alone, one id a line.",
)
_SEED = click.option("--seed", default=0, show_default=True, help="Of what is drawn at random.")
_LANGUAGE = click.option("--language", metavar="CODE", help="Language.  [default: the corpus's]")
_MAPPING = click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(),
    help='TOML that translates other labels: [labels] "their name" = "our name".',
)
_CORPORA = click.argument("corpora", metavar="CORPUS...", nargs=-1, required=True)


@click.command(epilog=example("servanda train corpora/golden -o models/mine"))
@_CORPORA
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder of the new model.")
@click.option("--recipe", metavar="NAME", help="How to fit it.  [default: linear]")
@_SEED
@_RESERVE
@_TEXTS
@_LANGUAGE
@_MAPPING
def train(corpora, output, recipe, seed, reserve, texts, language, mapping):
    """Train a model from coded units.

    CORPUS is the folder of a corpus, or a .csv or .jsonl file with texts and labels. The
    recipes are rules, linear and neural. The same input gives the same model, byte for byte.
    """
    from servanda.training import load_corpus, train
    from servanda.training.cards import write_card

    _check_recipe(recipe)
    found = [load_corpus(path, language, texts, mapping) for path in corpora]
    nlp = train(found, recipe, seed, _reserved(reserve))
    nlp.to_disk(output)
    write_card(output)
    click.echo(f"Wrote the model '{output}'.", err=True)


@click.command(epilog=example("servanda evaluate rules corpora/golden"))
@click.argument("model")
@click.argument("corpus")
@click.option(
    "--folds", type=click.IntRange(2), help="Refit so often, each time without what is scored."
)
@click.option(
    "--with",
    "others",
    metavar="CORPUS",
    multiple=True,
    help="With --folds: learn from this one too.",
)
@click.option("--recipe", metavar="NAME", help="With --folds.  [default: the model's own]")
@click.option("--curve/--no-curve", default=True, help="With --folds: draw a learning curve.")
@click.option("--html", metavar="FILE", type=click.Path(), help="Write a page with every error.")
@click.option("--json", metavar="FILE", type=click.Path(), help="Write all figures as JSON.")
@click.option("--record", is_flag=True, help="Write the figures into the model and its card.")
@_SEED
@_TEXTS
@_LANGUAGE
@_MAPPING
@output_options
def evaluate(corpus, options, folds, others, recipe, curve, html, json, record, seed, **given):
    """Measure how well MODEL labels CORPUS, beside the rules and the baselines.

    Without --folds the model is scored as it is, on treaties that it was not fitted to. The
    table printed compares; all else goes into the page and the JSON.
    """
    from servanda.pipeline import load
    from servanda.training import evaluate, load_corpus
    from servanda.training.cards import record_figures
    from servanda.training.pages import write_json, write_page

    _check_recipe(recipe)
    model = options.model
    scored, *rest = [load_corpus(path, options.language, **given) for path in (corpus, *others)]
    nlp = load(model, scored.language)
    found = evaluate(nlp, scored, folds, rest, recipe, seed, curve)
    if html:
        write_page(found, html)
    if json:
        write_json(found, json)
    if record:
        record_figures(found, model)
    write_frame(found.comparison, chosen_format(options), options)
    for name, row in found.figures.iterrows():
        click.echo(f"{name}: {row['value']:.3f}", err=True)


@click.command(epilog=example("servanda suggest --pool corpora/sample/ecommerce-draft.md -n 5"))
@click.option("--pool", metavar="PATH", multiple=True, required=True, help="Draft, or a folder.")
@click.option("-n", default=200, show_default=True, help="How many units.")
@click.option("-o", "--output", metavar="FILE", default="-", help="JSON lines.  [default: stdout]")
@click.option("--model", metavar="NAME_OR_FOLDER", help="Whose doubts count.")
@_RESERVE
def suggest(pool, n, output, model, reserve):
    """Name the units most worth coding next: those a model is least sure of, none twice."""
    from servanda.pipeline import load
    from servanda.training import suggest, write_units

    units, problems = suggest(load(model), pool, n, _reserved(reserve))
    write_units(units, "/dev/stdout" if output == "-" else output)
    for problem in problems:
        complain("Error", problem)
    if problems:
        click.get_current_context().exit(3)


@click.command(epilog=example("servanda agreement first.jsonl second.jsonl"))
@click.argument("first")
@click.argument("second")
@click.option("--disagreements", is_flag=True, help="List the units on which they differ.")
@_MAPPING
@output_options
def agreement(first, second, options, disagreements, mapping):
    """Compare two codings of the same units, FIRST and SECOND.

    Gives Cohen's kappa, Krippendorff's alpha (nominal and ordinal) and the F1 of norms.
    """
    from servanda.training import agreement, read_units

    found = agreement(read_units(first, mapping), read_units(second, mapping))
    frame = found.disagreements if disagreements else found.figures
    write_frame(frame, chosen_format(options), options)


@click.group(epilog=example("servanda corpus check corpora/golden"))
def corpus():
    """Bring, check and convert corpora."""


@corpus.command(epilog=example("servanda corpus fetch tota --from ../tota"))
@click.argument("name", default="tota")
@click.option("--from", "source", metavar="DIR", help="A local copy, and not the network.")
@click.option("--to", "target", metavar="DIR", help="Where to put it.  [default: the user's cache]")
def fetch(name, source, target):
    """Bring the treaties that a corpus points into, at the pinned version.

    What is there already stays, so that a broken fetch goes on where it stopped. The texts of
    ToTA are under CC BY-NC 4.0.
    """
    from servanda.training.fetching import fetch

    click.echo(str(fetch(name, source, target)))


@corpus.command(epilog=example("servanda corpus check corpora/golden"))
@_CORPORA
@_TEXTS
@_RESERVE
def check(corpora, texts, reserve):
    """Verify each checksum, offset, label and duplicate of corpora, and name the rows."""
    from servanda.training import check_corpus

    failed = False
    for path in corpora:
        problems = check_corpus(path, texts, _reserved(reserve))
        for problem in problems:
            complain("Error", problem)
        failed = failed or bool(problems)
        if not problems:
            click.echo(f"{path}: nothing amiss.", err=True)
    if failed:
        click.get_current_context().exit(1)


@corpus.command(epilog=example("servanda corpus convert corpora/golden -o golden.csv --form csv"))
@click.argument("source")
@click.option("-o", "--output", metavar="FILE", required=True, help="File to write.")
@click.option(
    "--form",
    type=click.Choice(["jsonl", "csv", "prodigy", "doccano", "label-studio"]),
    default="jsonl",
    show_default=True,
    help="What to write.",
)
@_TEXTS
@_LANGUAGE
@_MAPPING
def convert(source, output, form, texts, language, mapping):
    """Write a corpus, or a file of units in any form we read, in another form."""
    from servanda.training import load_corpus, write_units

    write_units(load_corpus(source, language, texts, mapping).units, output, form)


def _check_recipe(recipe):
    from servanda.training.recipes import RECIPES

    if recipe not in (None, *RECIPES):
        raise click.UsageError(f"No recipe '{recipe}'. Recipes: {', '.join(RECIPES)}.")


def _reserved(path):
    from servanda.training.fitting import read_reserve

    return read_reserve(path) if path else frozenset()


VERBS = (train, evaluate, suggest, agreement, corpus)
