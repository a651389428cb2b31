"""The verbs on what a draft does for developing countries: development, proposals."""

import click

from servanda.cli.drafts import annotated, leave, run
from servanda.cli.options import chosen_format, draft_options, example
from servanda.cli.output import write_frame


@click.command(epilog=example("servanda development draft.txt --format md"))
@draft_options
def development(drafts, options):
    """Say what each DRAFT does for developing countries.

    Findings, each with the quotations it rests on: how many provisions of each section are on
    development and how strongly they bind, in substantive sections and in those on cooperation,
    which sections have none, special and differential treatment by model, and whether
    implementation waits for support.
    """
    from servanda.analysis.development import development, readable

    run(drafts, options, development, people=readable)


@click.command(epilog=example("servanda proposals draft.txt --format md"))
@draft_options
def proposals(drafts, options):
    """Tabulate who proposed what on cooperation and support.

    Each DRAFT is a submission of one author, or a text with attributions in brackets, as
    "[US/AU propose: ...]". One row for each proponent, one column for each element, with
    reference, operative phrase and label; csv, json and xlsx have a row for each provision.
    """
    from servanda.analysis.proposals import proposals, readable

    form = chosen_format(options)
    docs = {name: doc for name, _, doc in annotated(drafts, options)}
    if docs:
        frame = proposals(docs, model=options.model, language=options.language)
        write_frame(frame, form, options, readable)
    leave(drafts, docs)


VERBS = (development, proposals)
