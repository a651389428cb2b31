"""The verbs on what can be enforced, and on what scores hang: coverage, carveouts, sensitivity."""

import click

from servanda.analysis.levels import LEVELS
from servanda.cli.drafts import run
from servanda.cli.options import draft_options, example

# What a person wants to see of a frame; the formats for machines carry every column.
_CARVEOUTS = ["effect", "scope", "excepted", "limit", "parties", "period", "text"]


@click.command(epilog=example("servanda coverage draft.txt --format csv"))
@draft_options
def coverage(drafts, options):
    """Say which norms can go to dispute settlement.

    One row for each norm: covered, limited (to consultations or experts, or not against all
    parties or at all times), excluded, or unknown where the text settles no disputes.
    """
    from servanda.analysis.disputes.coverage import coverage

    run(drafts, options, coverage)


@click.command(epilog=example("servanda carveouts draft.txt"))
@draft_options
def carveouts(drafts, options):
    """List the clauses that keep provisions out of dispute settlement.

    One row for each clause: whether it excludes or limits, the sections it is on and those it
    excepts, what is left or kept out, against which parties and for how long.
    """
    from servanda.analysis.disputes.coverage import carveouts

    run(drafts, options, carveouts, people=lambda frame: frame[_CARVEOUTS])


@click.command(epilog=example("servanda sensitivity draft.txt"))
@click.option("--level", type=click.Choice(LEVELS), help="As for `servanda scores`.")
@click.option("--tau", is_flag=True, help="Give Kendall's tau between the rankings instead.")
@draft_options
def sensitivity(drafts, options, level, tau):
    """Score each section by every scheme of weights.

    The last column names the sections that a section outranks whatever the weights.
    """
    from servanda.analysis.sensitivity import rank_correlations, readable, sensitivity

    if tau:
        run(drafts, options, lambda doc: rank_correlations(sensitivity(doc, level)))
    else:
        run(drafts, options, lambda doc: sensitivity(doc, level), people=readable)


VERBS = (coverage, carveouts, sensitivity)
