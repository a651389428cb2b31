"""The component that puts sections on a Doc."""

import time

import pytest
import spacy
from spacy.tokens import DocBin

from servanda.annotation import sections  # noqa: F401  (registers the factory)
from servanda.annotation.structure import parse

TEXT = (
    "## Article 5: Seals\n\n5.1 Each Party shall:\n\n(a) act; and\n\n(b) tell.\n\n5.2 It may rest."
)


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("sections")
    return nlp


def test_sections_are_spans_with_kind_and_id(nlp):
    doc = nlp(TEXT)
    group = doc.spans["sections"]
    assert [(span.id_, span.label_) for span in group] == [
        (section.id, section.kind) for section in parse(TEXT)
    ]
    assert {span.id_: span.text for span in group}["5.1(b)"] == "(b) tell."


def test_sections_records_lead_back_to_their_spans(nlp):
    doc = nlp(TEXT)
    group = doc.spans["sections"]
    for name, record in group.attrs.items():
        assert group[record["at"]].id_ == name
        assert set(record) == {"at", "title", "number", "parent", "start", "end", "body"}
    assert group.attrs["5"]["title"] == "Seals"
    assert group.attrs["5.1(a)"]["parent"] == "5.1"


def test_sections_survive_saving(nlp):
    doc = nlp(TEXT)
    again = next(iter(DocBin().from_bytes(_saved(doc)).get_docs(spacy.blank("en").vocab)))
    assert again.spans["sections"].attrs == doc.spans["sections"].attrs
    assert [span.id_ for span in again.spans["sections"]] == [
        span.id_ for span in doc.spans["sections"]
    ]


def _saved(doc):
    box = DocBin()
    box.add(doc)
    return box.to_bytes()


def test_sections_of_an_empty_doc(nlp):
    assert list(nlp("").spans["sections"].attrs) == []


def test_sections_are_quick_on_a_long_doc(nlp):
    text = "\n\n".join(f"Article {at}\n\n1. Each Party shall:\n\n(a) act." for at in range(7000))
    doc = nlp.make_doc(text)
    assert len(doc) > 90_000
    component = nlp.get_pipe("sections")
    began = time.process_time()
    component(doc)
    assert time.process_time() - began < 6
