"""The strength component, through the pipeline."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

import servanda
from servanda.annotation.strength import Strength
from servanda.labels import FORMS, LABELS


@pytest.fixture(scope="module")
def nlp():
    """Give the pipeline with rules."""
    return servanda.load("rules")


def _norms(doc):
    group = doc.spans["norms"]
    return {norm.id_: group.attrs[norm.id_] for norm in group}


LIST = """Article 4: Single Windows

4.1 In running its window, each Party:

(a) shall endeavour to keep it open at all hours;

(b) shall ensure that its data are safe; and

(c) is encouraged to number each consignment.

4.2 Each Party shall:

(a) publish its fees; and

(b) cooperate with the others.
"""


def test_strength_items_with_modals_of_their_own_carry_their_own_norms(nlp):
    norms = _norms(nlp(LIST))
    labels = {name: norm["label"] for name, norm in norms.items() if name.startswith("4.1")}
    assert labels == {
        "4.1(a)#1": "best_endeavour",
        "4.1(b)#1": "obligation",
        "4.1(c)#1": "best_endeavour",
    }
    assert not any(norms[name]["inherited"] for name in labels)


def test_strength_items_with_modals_have_the_bearer_of_the_chapeau(nlp):
    doc = nlp(LIST)
    bearers = {doc.text[slice(*norm["bearer"])] for norm in _norms(doc).values()}
    assert bearers == {"each Party", "Each Party"}


def test_strength_items_without_modals_inherit_and_are_labelled_by_what_they_add(nlp):
    doc = nlp(LIST)
    norms = _norms(doc)
    assert norms["4.2#1"]["label"] == "obligation" and not norms["4.2#1"]["inherited"]
    items = {
        name: (norm["label"], norm["inherited"]) for name, norm in norms.items() if "4.2(" in name
    }
    assert items == {"4.2(a)#1": ("obligation", True), "4.2(b)#1": ("qualified", True)}
    assert {doc.text[n["start"] : n["end"]] for n in norms.values() if n["inherited"]} == {"shall"}


def test_strength_two_modals_of_different_strength_give_two_norms(nlp):
    doc = nlp("Article 9\n\nCoastal Parties shall, and other Parties should, report their catches.")
    found = [(doc.text[n["start"] : n["end"]], n["label"]) for n in _norms(doc).values()]
    assert found == [("shall", "obligation"), ("should, report", "best_endeavour")]


def test_strength_recitals_hold_no_norm(nlp):
    doc = nlp(
        "# Preamble\n\nRecognizing that Parties should act,\n\nHave agreed as follows:\n\n"
        "# Article 1\n\nEach Party shall act."
    )
    assert list(_norms(doc)) == ["1#1"]


def test_strength_words_torn_by_line_ends_are_still_one_phrase(nlp):
    doc = nlp("Article 2\n\nThe Parties shall\nendeavour to\ncooperate.")
    (norm,) = _norms(doc).values()
    assert norm["label"] == "best_endeavour"
    assert doc.text[norm["start"] : norm["end"]] == "shall\nendeavour to"


def test_strength_slices_hold_for_labelled_sentences():
    text = "Upon request, each Party shall, to the extent possible, provide technical data."
    ((label, confidence, (norm,)),) = Strength("en").label([text])
    assert label == "qualified" and 0 < confidence <= 1
    assert text[norm["start"] : norm["end"]] == norm["operative"]
    assert norm["bearer"] == "each Party"
    assert norm["qualifiers"] == ["to the extent possible"]
    assert norm["conditions"] == ["Upon request"]
    assert norm["form"] == "caveat"


def test_strength_is_added_to_any_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("sections")
    nlp.add_pipe("strength")
    (doc,) = nlp.pipe(["Article 1\n\nNo Party shall levy duties."])
    assert [norm.label_ for norm in doc.spans["norms"]] == ["prohibition"]


def test_strength_norms_survive_saving(nlp):
    doc = nlp(LIST)
    (back,) = DocBin(docs=[doc]).get_docs(spacy.blank("en").vocab)
    assert _norms(back) == _norms(doc)


def test_strength_unknown_language_names_those_there_are():
    with pytest.raises(servanda.ServandaError, match=r"No lexicon for the language .la.*en"):
        Strength("la")


WORDS = st.sampled_from(
    ["Party", "shall", "may", "not", "should", "that", ",", ":", "(a)", "agree", "to", "no", "and",
     "only", "endeavour", "as", "appropriate", "which", ".", "will", "nothing", "\n", "[", "commit"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_strength_reads_any_text(text):
    ((label, confidence, norms),) = Strength("en").label([text])
    assert label in LABELS and 0 <= confidence <= 1
    for norm in norms:
        assert text[norm["start"] : norm["end"]] == norm["operative"] != ""
        assert FORMS[norm["form"]].label == norm["label"]


def test_strength_inherited_norms_give_the_words_of_their_own_item(nlp):
    text = (
        "Article 1: Ports\n\n1. Each Party shall ensure that:\n\n(a) pilots are trained;\n\n"
        "(b) the harbour master, as appropriate, marks the fairway if the storm abates."
    )
    norms = _norms(nlp(text))
    item = norms["1.1(b)#1"]
    assert item["inherited"]
    assert [text[slice(*bounds)] for bounds in item["qualifiers"]] == ["as appropriate"]
    assert [text[slice(*bounds)] for bounds in item["conditions"]] == ["if the storm abates"]
    assert text[slice(*item["bearer"])] == "Each Party"


def test_strength_qualifiers_are_no_conditions_besides(nlp):
    text = "Article 1\n\nEach Party shall, where possible, dredge its harbours if asked."
    (norm,) = _norms(nlp(text)).values()
    assert [text[slice(*bounds)] for bounds in norm["qualifiers"]] == ["where possible"]
    assert [text[slice(*bounds)] for bounds in norm["conditions"]] == ["if asked"]
