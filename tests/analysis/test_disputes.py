import csv
from pathlib import Path

import pytest
import spacy
from spacy.tokens import SpanGroup

import servanda
from servanda import carveouts, coverage
from servanda.analysis.disputes.patterns import Pattern, any_in, small_letters, unmarked
from servanda.annotation.sections import add_sections
from servanda.labels import COVERAGE

AGREEMENT = """# Agreement

# CHAPTER 1: Goods

## Article 1: Duties

1. Each Party shall eliminate its duties.

2. Each Party shall publish its tariff.

## Article 2: Safeguards

1. A Party shall notify its safeguards.
{goods}
# CHAPTER 2: Competition

## Article 3: Conduct

1. Each Party shall ban cartels.

2. Each Party shall keep an authority.

3. Each Party shall report yearly.

## Article 4: Forum

{competition}
# CHAPTER 3: Forests

## Article 5: Trees

1. Each Party shall:

(a) plant trees; and

(b) count them.

## Article 6: Talks

{forests}
# CHAPTER 4: Dispute Settlement

## Article 7: Scope

{scope}

## Article 8: Panel

1. An arbitral panel shall decide the dispute.
"""
PLAIN = "1. This Chapter shall apply to disputes between the Parties on this Agreement."


@pytest.fixture(scope="module")
def nlp():
    return servanda.load("rules")


@pytest.fixture
def draft(nlp):
    def make(goods="", competition="", forests="", scope=PLAIN):
        parts = {"goods": goods, "competition": competition, "forests": forests}
        parts = {name: f"{words}\n\n" if words else "" for name, words in parts.items()}
        return nlp(AGREEMENT.format(**parts, scope=scope))

    return make


def kept_out(doc, *states):
    """Give the sections of the norms of some coverage, the clauses themselves left out."""
    frame = coverage(doc)
    sections = frame.loc[frame["coverage"].isin(states), "section"]
    return sorted(section for section in sections if section[0] not in "46")


COMPETITION = ["3.1", "3.2", "3.3"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Chapter 4 shall not apply to this Chapter.", COMPETITION),
        ("Chapter Four (Dispute Settlement) does not apply to Chapter II.", COMPETITION),
        (
            (
                "No Party shall have recourse to dispute settlement under Chapter 4 for any matter "
                "arising under this Chapter."
            ),
            COMPETITION,
        ),
        (
            (
                "Neither Party may have recourse to any dispute settlement procedures under this "
                "Agreement for any issue arising from or relating to Article 3."
            ),
            COMPETITION,
        ),
        ("The provisions of this Chapter are not subject to Chapter 4.", COMPETITION),
        (
            "Matters under paragraphs 1 and 3 of Article 3 are excluded from Chapter 4.",
            ["3.1", "3.3"],
        ),
        ("Chapter 4 shall not apply to paragraphs 1 to 2 of Article 3.", ["3.1", "3.2"]),
        (
            (
                "No Party may have recourse to dispute settlement under this Agreement for any "
                "matter "
                "arising under any provision of this Chapter other than Article 3.2."
            ),
            ["3.1", "3.3"],
        ),
        ("Except for Article 3.3, Chapter 4 shall not apply to this Chapter.", ["3.1", "3.2"]),
        ("Chapter 4 shall not apply to Articles 1 to 2.", ["1.1", "1.2", "2.1"]),
    ],
)
def test_disputes_exclusions_reach_what_they_refer_to(draft, sentence, expected):
    doc = draft(competition=sentence)
    assert kept_out(doc, "excluded") == expected
    assert set(coverage(doc)["coverage"]) == {"covered", "excluded"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("1. This Chapter shall not apply to Chapter 2 (Competition).", COMPETITION),
        (
            (
                "1. Except for any matter arising under Chapter 2 (Competition) and as otherwise "
                "provided in this Agreement, this Chapter shall apply to all disputes."
            ),
            COMPETITION,
        ),
        (
            (
                "1. This Chapter applies to disputes on this Agreement, with the exception of "
                "Articles 2 and 3."
            ),
            ["2.1", *COMPETITION],
        ),
    ],
)
def test_disputes_exclusions_may_stand_in_the_dispute_settlement_chapter(draft, sentence, expected):
    assert kept_out(draft(scope=sentence), "excluded") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing in this Chapter is subject to investor-State dispute settlement under Article 20.",
        "This Chapter shall not be subject to WTO dispute settlement.",
        (
            "The dispute settlement procedures under any other international agreement do not "
            "apply "
            "to this Chapter."
        ),
        "The mediation mechanism shall not apply to this Chapter.",
        (
            "No Party may have recourse to dispute settlement under this Agreement for a "
            "matter under "
            "this Chapter without first seeking consultations."
        ),
        "Chapter 4 shall apply to this Chapter.",
        "This Chapter shall not apply to disputes between suppliers.",
        "Measures under Article 19 of the Convention on Cartels are lawful.",
    ],
)
def test_disputes_other_means_and_steps_exclude_nothing(draft, sentence):
    assert set(coverage(draft(competition=sentence))["coverage"]) == {"covered"}


@pytest.mark.parametrize(
    ("sentence", "limit"),
    [
        ("For any matter arising under this Chapter the Parties shall only consult.", ""),
        (
            (
                "For any matter arising under this Chapter, the Parties shall only have "
                "recourse to "
                "consultations."
            ),
            "only have recourse to consultations",
        ),
        (
            "No Party may have recourse to arbitration under Chapter 4 for this Chapter.",
            "arbitration",
        ),
        (
            (
                "A Party shall not have recourse to Chapter 4 under this Chapter unless: (a) "
                "there is a "
                "pattern of practice."
            ),
            "unless",
        ),
        (
            (
                "Chapter 4 shall not apply to this Chapter for a period of five years after entry "
                "into force."
            ),
            "for a period of five years",
        ),
    ],
)
def test_disputes_limits_are_told_from_exclusions(draft, sentence, limit):
    doc = draft(competition=sentence)
    assert kept_out(doc, "limited") == (COMPETITION if limit else [])
    assert all(limit in each for each in coverage(doc).query("coverage == 'limited'")["limit"])


def test_disputes_a_panel_of_experts_in_the_chapter_is_a_limit(draft):
    doc = draft(
        forests="Chapter 4 shall not apply to this Chapter.\n\n## Article 6 bis: Panel of Experts"
    )
    assert kept_out(doc, "limited") == ["5.1", "5.1(a)", "5.1(b)"]
    assert kept_out(doc, "excluded") == []


def test_disputes_items_of_a_list_share_its_coverage(draft):
    doc = draft(forests="Chapter 4 shall not apply to Article 5.1(b).")
    assert kept_out(doc, "excluded") == ["5.1(b)"]
    assert kept_out(draft(forests="Chapter 4 shall not apply to Article 5."), "excluded") == [
        "5.1",
        "5.1(a)",
        "5.1(b)",
    ]


def test_disputes_a_measure_takes_its_article_along(draft):
    doc = draft(
        goods="\n2. Actions under Article XIX of GATT 1994 shall not be subject to Chapter 4."
    )
    assert {"2.1"} <= set(kept_out(doc, "excluded")) <= {"2.1", "2.2"}


def test_disputes_carveouts_have_parties_and_period(draft):
    words = (
        "Chapter 4 shall not apply to the settlement of disputes against a least-developed country "
        "Party concerning any provision of this Agreement for a period of three years."
    )
    doc = draft(forests=words)
    row = carveouts(doc).loc["6"]
    assert row["effect"] == "limited" and row["scope"] == ["draft"]
    assert "least-developed country Party" in row["parties"]
    assert row["period"] == "for a period of three years"
    assert row["norms"] == list(coverage(doc).index)
    assert row["text"] == words


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("1. Each Party shall pay.", "unknown"),
        (
            "1. Any dispute on the application of this Agreement shall be settled in talks.",
            "limited",
        ),
        ("1. Any dispute on the application of this Agreement shall go to a tribunal.", "covered"),
        (
            (
                "1. The Dispute Settlement Understanding applies to the settlement of disputes "
                "arising "
                "under this Agreement."
            ),
            "covered",
        ),
        (
            (
                "1. The provisions of Article 14 of the Convention on settlement of disputes shall "
                "apply mutatis mutandis to disputes on the application of this Agreement."
            ),
            "unknown",
        ),
    ],
)
def test_disputes_coverage_hangs_on_who_decides(nlp, words, state):
    doc = nlp(f"Article 1\n\n1. Each Party shall publish its laws.\n\nArticle 2\n\n{words}")
    assert coverage(doc).loc["1.1#1", "coverage"] == state


def test_disputes_languages_without_words_leave_coverage_unknown(draft):
    doc = draft(competition="Chapter 4 shall not apply to this Chapter.")
    other = spacy.blank("xx")(doc.text)
    for name in ("sections", "norms"):
        other.spans[name] = SpanGroup(
            other,
            name=name,
            attrs=doc.spans[name].attrs,
        )
    assert set(coverage(other)["coverage"]) == {"unknown"} and carveouts(other).empty


def test_disputes_factors_fall_from_covered_to_excluded():
    assert COVERAGE["covered"] > COVERAGE["limited"] > COVERAGE["excluded"] > 0
    assert COVERAGE["unknown"] is None


def test_disputes_carve_outs_of_the_stabilised_text_on_electronic_commerce(shared):
    [path] = (shared / "corpora/drafts/wto-ecommerce").glob("INF_ECOM_87*.md")
    frame = carveouts(_with_sections(servanda.read(path)))
    assert list(frame.index) == ["20.12", "20.13", "20.14", "26.2"]
    assert frame.loc["20.12", "scope"] == ["draft"]
    assert "least-developed" in frame.loc["20.12", "parties"]
    assert "seven years" in frame.loc["20.12", "period"]
    assert "developing country" in frame.loc["20.13", "parties"]
    assert "implementation period" in frame.loc["20.13", "period"]
    assert frame.loc["26.2", "scope"] == ["26"]


def test_disputes_carve_outs_of_treaties_are_found(shared):
    """Check clauses against those that we read in 27 treaties, none of them reserved."""
    with (Path(__file__).parent / "carveouts.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    reserved = set((shared / "gold/reserved_treaties.txt").read_text().split())
    expected = {(r["treaty"], r["section"]): r for r in rows}
    assert not reserved & {r["treaty"] for r in rows}
    found = {}
    for treaty in TREATIES:
        frame = carveouts(
            _with_sections(servanda.read(shared / f"corpora/tota/xml/pta_{treaty}.xml"))
        )
        found |= {(treaty, section): row for section, row in frame.iterrows()}
    expected = {place: row for place, row in expected.items() if place[0] in TREATIES}
    both = found.keys() & expected.keys()
    assert len(both) / len(found) >= 0.95 and len(both) / len(expected) >= 0.9
    same = [found[i]["effect"] == expected[i]["effect"] for i in both]
    exact = [set(found[i]["scope"]) == set(expected[i]["scope"].split()) for i in both]
    assert sum(same) / len(same) >= 0.95 and sum(exact) / len(exact) >= 0.85


TREATIES = ("7", "144", "153", "158", "366", "416")  # a sample, for the sake of time


def _with_sections(text):
    doc = add_sections(spacy.blank("en")(text))
    doc.spans["norms"] = SpanGroup(doc, name="norms", attrs={})
    return doc


@pytest.mark.parametrize(
    ("alternative", "sentence"),
    [
        (r"(?:the |any )?(?:formal )?dispute settlement\b", "Any FORMAL Dispute\nSettlement"),
        (r"(?:its )?(?:(?:rules|provisions) (?:on|of) )?\bpanels?\b", "provisions on panels"),
        (r"\bnot{near}\barbitration\b", "İt may not go to arbitration."),
        (r"<own>{near}\bapply\b", "<own> shall apply"),
    ],
)
def test_patterns_miss_nothing_that_they_look_for_first(alternative, sentence):
    found = Pattern([alternative, "nothing else"]).search(sentence)
    assert found
    assert Pattern([alternative]).sub("", sentence) == sentence.replace(found[0], "")
    assert not Pattern([alternative]).search("Each Party shall publish its laws.")


def test_a_pattern_that_needs_a_mark_finds_it_by_any_number():
    pattern = Pattern([r"\bno\b{near}<ref>", r"<ref>(?:,? nor)? <ref>"])
    assert pattern.search("No Party under <ref12>")[0] == "No Party under <ref12>"
    assert pattern.search("<ref0>, nor <ref1>")
    assert not pattern.search("No Party under the Treaty")


def test_places_are_told_of_words_that_begin_within_other_words():
    pattern = Pattern([r"\bdisputes?\b[^.;]{0,80}\bthis treaty\b", r"\bsettlement of disputes\b"])
    small = small_letters("İ. Settlement of disputes. A dispute, or disputes, on this\nTreaty")
    begins = [small.index(words) for words in ("settlement", "dispute, or", "disputes, on")]
    assert pattern.places(small) == begins
    assert any_in(begins, begins[1], begins[1] + 1)
    assert not any_in(begins, begins[1] + 1, begins[2])


def test_a_sentence_is_passed_over_only_without_the_words_of_the_file():
    clause = unmarked(
        [r"\b(?:no|neither) (?:party|state)\b{near}<own>", r"<own>{far}\bapply to <ref>"]
    )
    assert clause.may_find("NO PARTY shall bring a case.")
    assert clause.may_find("Chapter 5 shall not apply to Article 3.")
    assert not clause.may_find("Each Party shall bring no case.")
