import json

import pandas as pd
import pytest
from click.testing import CliRunner

import servanda
from servanda import development
from servanda.analysis.development import readable
from servanda.analysis.exports import export
from servanda.cli import main

TREATY = """# Agreement on Ports

## PREAMBLE

*Noting* the needs of developing country Parties,

# SECTION A: SCOPE

## Article 1: Scope

This Agreement applies to ports.

# SECTION B: SAFETY

## Article 2: Pilots

2.1 Each Party shall license its pilots.

2.2 The Parties shall cooperate in the training of pilots.

# SECTION C: FEES

## Article 3: Fees

3.1 No Party shall charge a fee twice.

3.2 A least-developed country Party is exempt from paragraph 1.

# SECTION D: COOPERATION AND DEVELOPMENT

## Article 4: Time

4.1 Each developing country Party shall self-designate the provisions of category B.

4.2 A developing country Party shall not be required to implement Article 2 until the capacity to \
do so has been acquired.

## Article 5: Support

5.1 Developed country Parties shall provide technical assistance to developing country Parties.

5.2 Developed country Parties should support the training of pilots in developing country Parties.

5.3 The Parties shall endeavour to share experiences.

5.4 The Committee shall review the technical assistance that is given.

# SECTION E: FINAL PROVISIONS

## Article 6: Entry into Force

This Agreement shall enter into force on the first day of May.
"""


@pytest.fixture(scope="module")
def treaty():
    return servanda.load("rules")(TREATY)


@pytest.fixture(scope="module")
def findings(treaty):
    return development(treaty)


def test_development_counts_each_section(findings):
    rows = findings.loc["section-A":"section-E"]
    assert rows["role"].to_list() == ["general", "vertical", "vertical", "horizontal", "general"]
    assert rows["provisions"].to_list() == [0, 0, 1, 5, 0]
    assert rows["of"].to_list() == [1, 2, 2, 6, 1]
    assert findings.loc["section-C", "ids"] == ["3.2"]


def test_development_sets_vertical_against_horizontal(findings):
    assert findings.loc["vertical", ["provisions", "of"]].to_list() == [1, 4]
    assert findings.loc["horizontal", ["provisions", "of"]].to_list() == [5, 6]
    assert findings.loc["horizontal", "ids"] == ["4.1", "4.2", "5.1", "5.2", "5.4"]
    assert findings.loc["cooperation", "ids"] == ["2.2"]
    assert findings.loc["sections without", "ids"] == ["section-B"]
    assert "Section B: SAFETY" in findings.loc["sections without", "statement"]
    assert 0 < findings.loc["spread", "share"] < 1


def test_development_narrows_from_cooperation_to_support_for_those_meant(findings):
    steps = ["cooperation or support", "support", "support to developing countries"]
    ids = [set(findings.loc[step, "ids"]) for step in steps]
    assert ids[0] > ids[1] > ids[2] == {"5.1", "5.2"}
    assert findings.loc["support", "of"] == len(ids[0])


def test_development_strength_needs_five_norms(findings):
    assert pd.isna(findings.loc["vertical", "strength"])
    assert (
        "too few to score" in findings.loc["section-C", "statement"]
        or not findings.loc["section-C", "norms"]
    )
    scored = findings[findings["norms"] >= 5]
    assert scored["strength"].between(0, 100).any()


def test_development_tells_models_timing_and_link_apart(findings):
    assert findings.loc["treatment: traditional", "ids"][0] == "3.2"
    assert {"4.1", "4.2"} >= set(findings.loc["treatment: TFA", "ids"]) >= {"4.1"}
    assert findings.loc["treatment: GATS", "provisions"] == 0
    assert findings.loc["self-designated", "ids"] == ["4.1"]
    assert findings.loc["linked", "ids"] == ["4.2"]
    assert "1 of 6 provisions on development makes" in findings.loc["linked", "statement"]


def test_development_quotes_what_each_finding_rests_on(findings):
    quoted = findings.loc["horizontal", "quotations"]
    assert [line.split(":")[0] for line in quoted] == findings.loc["horizontal", "ids"]
    assert "“shall provide technical assistance to developing country Parties”" in quoted[2]
    assert quoted[2].endswith("[technical assistance, assistance, Developed country]")
    assert all(
        len(row["quotations"]) == row["provisions"]
        for _, row in findings.iterrows()
        if row["ids"] and row.name not in ("sections without", "spread")
    )


def test_development_of_a_draft_without_any_says_so():
    doc = servanda.load("rules")("Article 1: Fees\n\nNo Party shall charge a fee.")
    frame = development(doc)
    assert frame.loc["linked", "statement"].startswith("0 of 0 provisions")
    assert "No section is one of" in frame.loc["horizontal", "statement"]
    assert frame.loc["vertical", "provisions"] == 0


def test_development_writes_all_formats(findings):
    for form in ("csv", "json", "html", "xlsx", "md", "table"):
        assert export(findings, form)
    rows = json.loads(export(findings, "json"))
    assert rows[0]["finding"] == "section-A" and isinstance(rows[0]["quotations"], list)
    assert list(readable(findings)) == ["about", "statement", "strength", "quotations"]


def test_development_of_the_sample(sample):
    frame = development(sample)
    assert frame.loc["horizontal", "ids"] == ["20.1", "20.2", "20.3"]
    assert frame.loc["sections without", "ids"] == [
        "section-A",
        "section-B",
        "section-C",
        "section-E",
        "annex",
    ]
    assert frame.loc["cooperation", "provisions"] == 7
    assert frame.loc["support", "provisions"] == frame.loc["linked", "provisions"] == 0
    assert frame.loc["treatment: traditional", "provisions"] >= 2


def test_development_of_the_wto_text_bears_the_brief_out(shared):
    """Development stays in its own section, and support is not linked to implementation."""
    path = shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md"
    frame = development(servanda.load("rules")(servanda.read(path)))
    empty = ["section-B", "section-C", "section-D", "section-F", "annex"]
    assert frame.loc["sections without", "ids"] == empty
    assert frame.loc["vertical", "provisions"] == 0
    assert frame.loc["horizontal", "provisions"] >= 15
    assert frame.loc["cooperation", "provisions"] >= 8
    assert frame.loc["self-designated", "provisions"] >= 2
    assert frame.loc["linked", "provisions"] == 0
    assert 25 <= frame.loc["horizontal", "strength"] <= 75


def test_development_verb_shows_findings_and_gives_every_column(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(TREATY, "utf-8")
    run = CliRunner().invoke(main, ["development", str(path), "--model", "rules", "--format", "md"])
    assert run.exit_code == 0 and "makes implementation wait for support" in run.output
    out = tmp_path / "findings.csv"
    run = CliRunner().invoke(main, ["development", str(path), "--model", "rules", "-o", str(out)])
    assert run.exit_code == 0
    assert pd.read_csv(out, index_col="finding").loc["linked", "ids"] == "4.2"
