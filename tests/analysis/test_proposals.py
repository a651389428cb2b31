import json

import pandas as pd
import pytest
from click.testing import CliRunner

import servanda
from servanda import proposals
from servanda.analysis.proposals import attributions, proponent, readable
from servanda.cli import main

DRAFT = """# Draft Text on Ports

## Article 1: Working Together

1.1 [US/AU propose: The Parties shall endeavour to cooperate on the safety of ports.; CL/PE oppose]

1.2 Each Party [JP: shall][CL, PE propose: should] provide technical assistance to developing \
country Parties, upon request.

1.3 [XA supports: A least-developed country Party may delay the application of Article 2.]

1.4 [NZ propose: Each Party shall name a contact point.; XA reserves]

1.5 Each Party shall [promptly] publish its fees.
"""
SUBMISSION = """# Text Proposal on Ports

Communication from the Republic of Elbonia

## Article 1: Support

1.1 Members shall provide technical assistance on request.

1.2 Members should cooperate.
"""


@pytest.fixture(scope="module")
def rules():
    return servanda.load("rules")


@pytest.fixture(scope="module")
def table(rules):
    docs = {"draft.md": rules(DRAFT), "submission.md": rules(SUBMISSION)}
    return proposals(docs, model="rules")


def test_proposals_who_said_what():
    claims = attributions(
        "A Party [AB/CD propose: shall; EF oppose][GH: may] act [now] [IJ supports: soon]"
    )
    assert [(claim.names, claim.stance) for claim in claims] == [
        (("AB", "CD"), "propose"),
        (("EF",), "oppose"),
        (("GH",), "propose"),
        (("IJ",), "support"),
    ]


@pytest.mark.parametrize(
    "text",
    ["[WTO Agreement]", "[shall]", "[UNCITRAL: ]"[:-3] + "]", "[US law shall apply]", "none"],
)
def test_proposals_other_brackets_are_nobodys(text):
    assert attributions(text) == []


def test_proposals_of_each_proponent_with_reference_and_strength(table):
    row = table.loc[("AU", "cooperation", "1.1")]
    assert row["label"] == "best_endeavour" and row["strength"] == 50
    assert "“shall endeavour to cooperate on the safety of ports”" in row["wording"]
    assert table.loc[("AU", "cooperation", "1.1")].equals(table.loc[("US", "cooperation", "1.1")])


def test_proposals_each_reads_the_text_with_its_own_words(table):
    element = "capacity-building"
    assert table.at[("JP", element, "1.2"), "label"] == "obligation"
    assert table.at[("PE", element, "1.2"), "label"] == "best_endeavour"
    assert "should provide technical assistance" in table.at[("PE", element, "1.2"), "wording"]


def test_proposals_against_say_against_what(table):
    row = table.loc[("CL", "cooperation", "1.1")]
    assert row["stance"] == "oppose" and "cooperate" in row["wording"]
    assert table.at[("XA", "cooperation-mechanism", "1.4"), "stance"] == "reserve"
    assert table.at[("XA", "implementation-period", "1.3"), "stance"] == "support"


def test_proposals_of_a_submission_are_its_authors(table):
    own = table.loc["Republic of Elbonia"]
    assert list(own.index) == [("capacity-building", "1.1"), ("cooperation", "1.2")]
    assert set(own["source"]) == {"submission.md"}


def test_proposals_author_is_else_the_file():
    assert proponent("# Ports\n\nEach Party shall act.", "texts/elbonia.md") == "elbonia"
    assert proponent("Submission by Elbonia\nto the Committee", "x") == "Elbonia"


def test_proposals_table_of_the_brief(table):
    shown = readable(table)
    assert list(shown) == [
        "cooperation",
        "cooperation-mechanism",
        "capacity-building",
        "implementation-period",
    ]
    assert shown.at["CL", "cooperation"].startswith("1.1: oppose: The Parties “shall endeavour")
    assert shown.at["US", "capacity-building"] == ""


def test_proposals_elements_can_be_chosen(rules):
    frame = proposals({"draft": rules(DRAFT)}, topics=["implementation-period"], model="rules")
    assert list(frame.index) == [("XA", "implementation-period", "1.3")]
    with pytest.raises(ValueError, match=r"'topics' parameter of proposals.*Got 'ships'"):
        proposals({}, topics=["ships"])


def test_proposals_none_give_an_empty_table(rules):
    frame = proposals({"draft": rules("Article 1\n\nNo Party shall charge a fee.")})
    assert frame.empty and "cooperation" in readable(frame)


def test_proposals_verb_writes_the_table_and_every_row(tmp_path):
    for name, text in (("draft.md", DRAFT), ("submission.md", SUBMISSION)):
        (tmp_path / name).write_text(text, "utf-8")
    files = [str(tmp_path / "draft.md"), str(tmp_path / "submission.md")]
    run = CliRunner().invoke(main, ["proposals", *files, "--model", "rules", "--format", "md"])
    assert run.exit_code == 0 and run.output.startswith("| proponent | cooperation |")
    run = CliRunner().invoke(main, ["proposals", *files, "--model", "rules", "--format", "json"])
    rows = pd.DataFrame(json.loads(run.output))
    assert {"US", "JP", "Republic of Elbonia"} <= set(rows["proponent"])
    run = CliRunner().invoke(main, ["proposals", *files, "missing.md", "--model", "rules"])
    assert run.exit_code == 3
