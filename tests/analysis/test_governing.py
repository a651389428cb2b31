import pytest

from servanda.analysis.cues import cues
from servanda.analysis.governing import governed
from servanda.errors import LanguageError

ON = [
    "The Parties <shall cooperate> on standards.",
    "The Parties <shall endeavour to> cooperate in other bodies.",
    "Parties <may work> together, on a voluntary basis, to simplify forms.",
    "Each Party <shall endeavour, as appropriate, to> share best practices.",
    "The Parties <shall commit to> enhancing international co-operation on customs.",
    "The Parties <shall endeavour to> deepen the collaboration of their authorities.",
    "The Parties <shall>: (a) publish their laws; and (b) exchange information on them.",
    "Members <are encouraged to> share their experiences.",
    "Each Party <shall ensure> that its border agencies cooperate with each other.",
    "Cooperation <shall focus> on small traders.",
    "The Parties <shall jointly develop> a programme.",
    "The Parties <should participate> actively in regional fora.",
    "The Parties <shall take> measures and coordinate them.",
]
OFF = [
    "Each Party <shall publish> the results of the cooperation.",
    "Each Party <shall publish> its laws in order to cooperate with traders.",
    "A Party <may request> consultations.",
    "Each Party <shall provide> a description of any programme of cooperation it has.",
    "The bodies set up for cooperation <shall be open> to the public.",
    "Each Party <shall share> the cost.",
    "Each Party <shall accept> documents in electronic form.",
]


def found(marked):
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    norm = {"start": start, "end": end, "unit": [0, len(text)]}
    bounds = governed(cues("en").acts["cooperation"], text, norm, len(text))
    return text[slice(*bounds)] if bounds else None


@pytest.mark.parametrize("sentence", ON)
def test_governing_operative_clause_is_on_cooperation(sentence):
    assert found(sentence)


@pytest.mark.parametrize("sentence", OFF)
def test_governing_a_mention_is_not_enough(sentence):
    assert found(sentence) is None


def test_governing_language_without_cues_is_refused():
    with pytest.raises(LanguageError, match=r"no cues of tags for the language 'xx'.*data/tags"):
        cues("xx")
