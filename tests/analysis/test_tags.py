import csv

import pytest

import servanda
from servanda import tags

TREATMENT = "special-and-differential-treatment"
# sentence: what it is on
ON = {
    "The Parties shall endeavour to cooperate in the fight against spam.": "cooperation",
    "The Parties recognise the importance of cooperation between their ports.": "cooperation",
    "Areas of cooperation may include the safety of toys.": "cooperation",
    "The Parties hereby establish a joint committee.": "cooperation-mechanism",
    "Each Party shall name a contact point for the other Parties.": "cooperation-mechanism",
    "Each Party should provide technical assistance to its neighbours.": "capacity-building",
    "Parties may help to build the capacity of harbour masters.": "capacity-building",
    "Developed country Parties should support developing country Parties.": "capacity-building",
    "There shall be an implementation period of four years.": "implementation-period",
    "A Party may put off the application of Article 2 by a year.": "implementation-period",
    "A developing country Party shall have the longer period it asks for.": "implementation-period",
    "A least-developed country Party is exempt from fees.": TREATMENT,
    "The fee of a landlocked developing country Party may be preferential.": TREATMENT,
    "Developing country Parties shall send their figures each second year.": TREATMENT,
    "Members may maintain measures to protect infant industries.": TREATMENT,
    "Each Party shall publish its tariffs.": "transparency",
    "Each Party shall make its forms available to the public.": "transparency",
    "Each Party shall notify the others of a change of its law.": "transparency",
    "Interested persons shall have an opportunity to comment.": "transparency",
    "Chapter 9 (Dispute Settlement) shall not apply to this Chapter.": "dispute-settlement",
    "The arbitral tribunal shall decide by majority.": "dispute-settlement",
}
# sentence: what one might take it to be on
OFF = {
    "Each Party shall publish the results of the cooperation.": "cooperation",
    "A company, a partnership or a cooperative may bid.": "cooperation",
    "In developing its legal framework, each Party shall support open standards.": TREATMENT,
    "Each Party shall support its developing market.": TREATMENT,
    "A developing country Party may withdraw from this Agreement.": "capacity-building",
    "Least-developed countries are named in Annex II.": TREATMENT,
    "Each Party shall support the work of the customs officers.": "capacity-building",
    "The importer shall lodge the supporting documents.": "capacity-building",
    "A Party may not restrict the production capacity of a plant.": "capacity-building",
    "Customs authorities shall give each other mutual administrative assistance.": (
        "capacity-building"
    ),
    "The panel shall decide without delay.": "implementation-period",
    "Procedures shall be open and transparent.": "transparency",
    "Government data shall be made available in a machine-readable format.": "transparency",
    "A Party may withdraw by notifying the depositary.": "transparency",
    "A supplier may bring disputes with other suppliers before the regulator.": (
        "dispute-settlement"
    ),
    "Each Party shall make online dispute settlement known to buyers.": "dispute-settlement",
    "The right to payments arising out of the settlement of a dispute is kept.": (
        "dispute-settlement"
    ),
}
LINKED = [
    "The Parties recognise the need. What developing country Parties do is dependent on support.",
    (
        "A developing country Party shall not be required to implement Article 5 until its "
        "capacity has been acquired."
    ),
    "The timing shall be related to the implementation capacities of developing country Parties.",
    (
        "How far developing country Parties implement this Article shall depend on the effective "
        "implementation by developed country Parties of their duties to support them."
    ),
    "The duties of least-developed country Parties are conditional upon the receipt of support.",
]
UNLINKED = [
    "Support shall be provided to developing country Parties for the implementation of Article 5.",
    (
        "Developed country Parties should assist developing country Parties, subject to the "
        "availability of resources."
    ),
    "A developing country Party shall not be required to implement Article 5 until 2031.",
    "A developing country Party may designate a provision that it will implement later.",
    "The Parties recognise that developing country Parties may need the acquisition of capacity.",
    "The Parties recognise that duties of developing country Parties depend on support.",
    "Until the Committee meets, developing country Parties may ask for technical assistance.",
]


@pytest.fixture(scope="module")
def rules():
    return servanda.load("rules")


@pytest.fixture(scope="module")
def tagged(rules):
    """Give the tags of each sentence, each an article of its own."""
    sentences = [*ON, *OFF, *LINKED, *UNLINKED]
    text = "\n\n".join(f"Article {n}\n\n{each}" for n, each in enumerate(sentences, 1))
    frame = tags(rules(text))
    return frame.set_axis(sentences)


def row(rules, text):
    return tags(rules(f"Article 1\n\n{text}")).loc["1"]


@pytest.mark.parametrize("sentence", ON)
def test_tags_of_what_a_provision_is_on(tagged, sentence):
    found = tagged.loc[sentence]
    assert ON[sentence] in found["tags"]
    assert all(word.lower() in sentence.lower() for word in found["cues"][ON[sentence]])


@pytest.mark.parametrize("sentence", OFF)
def test_tags_are_not_given_for_a_look_alike(tagged, sentence):
    assert OFF[sentence] not in tagged.at[sentence, "tags"]


@pytest.mark.parametrize("sentence", LINKED)
def test_tags_say_where_implementation_waits_for_support(tagged, sentence):
    assert tagged.at[sentence, "linked"]


@pytest.mark.parametrize("sentence", UNLINKED)
def test_tags_do_not_take_any_support_for_a_link(tagged, sentence):
    assert not tagged.at[sentence, "linked"]


def test_tags_name_who_gains_who_gives_and_on_what_terms(rules):
    found = row(
        rules,
        "Developed country Parties shall, upon request and on mutually agreed terms, provide "
        "technical assistance to women and small and medium-sized enterprises in "
        "least-developed and developing country Parties.",
    )
    assert set(found["beneficiaries"]) == {"least-developed", "developing", "women", "msmes"}
    assert found["providers"] == ["developed"]
    assert set(found["conditions"]) == {"on-request", "mutually-agreed"}


def test_tags_least_developed_is_not_developed(rules):
    assert row(rules, "Support shall go to least developed countries.")["providers"] == []


@pytest.mark.parametrize(
    ("sentence", "model"),
    [
        ("Developing country Parties are exempt from Article 3.", "traditional"),
        ("Developing country Parties may open fewer sectors, by specific commitments.", "GATS"),
        ("Each developing country Party shall self-designate the provisions of category B.", "TFA"),
    ],
)
def test_tags_model_of_special_treatment(rules, sentence, model):
    found = row(rules, sentence)
    assert found["models"] == [model]
    assert found["self_designated"] == (model == "TFA")


def test_tags_model_is_for_special_treatment_alone(rules):
    assert row(rules, "Each Party shall keep to its specific commitments.")["models"] == []


def test_tags_headings_speak_for_their_paragraphs(rules):
    text = (
        "# Chapter 1: Economic Cooperation\n\n## Article 1: Means\n\n"
        "1.1 Each Party shall pay its share.\n\n## Article 2: Settlement of Disputes\n\n"
        "2.1 Chapter 3 is of no avail.\n\n# Chapter 2: Goods\n\n"
        "## Article 3: Developing Country Parties\n\n3.1 The Committee may grant a longer period."
    )
    found = tags(rules(text))["tags"]
    assert found["1.1"] == ["cooperation"]
    assert found["2.1"] == ["dispute-settlement"]  # the nearer heading
    assert set(found["3.1"]) == {"implementation-period", TREATMENT}


@pytest.mark.issue(7)
def test_tags_opening_words_count_where_a_paragraph_has_more_below(rules):
    text = (
        "Article 4\nShips\n\n1. Each Party shall provide technical assistance to developing "
        "country Parties.\n\nIt shall report each year.\n\n2. Each Party shall list its ships.\n"
    )
    assert "capacity-building" in tags(rules(text))["tags"]["4.1"]


def test_tags_definitions_have_none(rules):
    text = (
        "Article 1: Definitions\n\nTechnical assistance is what helps.\n\nArticle 2\n\n"
        "“Contact point” means a person who takes calls.\n\nArticle 3\n\n"
        "For the purposes of this Article, an enquiry point means an office."
    )
    assert tags(rules(text))["tags"].to_list() == [[], [], []]


def test_tags_recitals_are_tagged_but_never_linked(rules):
    text = (
        "PREAMBLE\n\nThe Parties,\n\nRecognizing that duties of developing country Parties shall "
        "not be required until capacity has been acquired;\n\nArticle 1\n\nThis is a treaty."
    )
    frame = tags(rules(text))
    recital = frame[frame["kind"] == "recital"].iloc[-1]
    assert TREATMENT in recital["tags"] and not recital["linked"]


def test_tags_brackets_do_not_hide_a_cue(rules):
    found = row(rules, "Parties [shall][should] provide [technical] assistance[^1] in kind.")
    assert "capacity-building" in found["tags"]


def test_tags_unknown_language_is_told(rules, monkeypatch):
    doc = servanda.load("rules")("Article 1\n\nEach Party shall publish its laws.")
    monkeypatch.setattr("servanda.analysis.tags.cues", lambda _: _refuse())
    with pytest.raises(servanda.ServandaError, match="no cues"):
        tags(doc)


def _refuse():
    from servanda.analysis.cues import cues

    return cues("xx")


@pytest.fixture(scope="module")
def wto(rules, shared):
    path = shared / "corpora/drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md"
    return rules(servanda.read(path))


@pytest.fixture(scope="module")
def coded(root):
    """Give the topics of each paragraph of INF/ECOM/87 as coded by hand before the cues."""
    with (root / "tests/analysis/ecom87_topics.csv").open(encoding="utf-8") as file:
        return {row["provision"]: row["topics"].split("; ") for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    "topic", ["cooperation", "capacity-building", TREATMENT, "dispute-settlement", "transparency"]
)
def test_tags_agree_with_the_coded_paragraphs(wto, coded, topic, record_property):
    found = {name for name, own in tags(wto)["tags"].items() if topic in own}
    wanted = {name for name, own in coded.items() if topic in own}
    f1 = 2 * len(found & wanted) / (len(found) + len(wanted))
    record_property("f1", round(f1, 3))
    assert len(wanted) >= 5 and f1 >= 0.85


def test_tags_wto_support_is_not_linked_to_implementation(wto):
    frame = tags(wto)
    assert not frame["linked"].any()
    assert {"20.6", "20.7"} <= set(frame.index[frame["self_designated"]])
    assert "TFA" in frame.at["20.6", "models"] and "traditional" in frame.at["20.14", "models"]
    assert frame.at["20.10", "conditions"] == ["in-a-position", "mutually-agreed"]
    assert frame.at["16.4", "tags"] == []  # "In developing its legal framework"


def test_tags_follow_table_4_into_the_text_of_2024(wto):
    """The seven issues of the brief's Table 4, and what became of their cooperation."""
    table = servanda.summary(wto, topic="cooperation")
    area = servanda.areas(wto, "ecommerce")["area"]
    found = {
        issue: [name for name in table.index if area[name] == issue]
        for issue in ("A.1(2)", "A.1(4)", "A.2(1)", "A.2(8)", "B.4(1)", "B.4(3)", "C.1(2)")
    }
    assert list(found.values()) == [["5.7"], ["7.5"], ["8.11"], [], ["12.7"], [], ["15.5"]]
    labels = table.loc[["5.7", "7.5", "8.11", "12.7", "15.5"], "label"]
    assert set(labels) == {"best_endeavour"}  # none was strengthened
    competition = [
        n for n, each in tags(wto).iterrows() if "competition in digital" in each["text"]
    ]
    assert competition == ["19.2"] and "cooperation" in tags(wto).at["19.2", "tags"]
