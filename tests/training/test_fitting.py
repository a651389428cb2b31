import pytest

from servanda.errors import CorpusError
from servanda.training import train
from servanda.training.corpora import Corpus
from servanda.training.examples import examples
from servanda.training.recipes import RECIPES
from servanda.training.unit import Unit

SENTENCE = "Each Party shall publish its laws and may charge a fee."


def test_examples_label_the_clause_that_the_norm_overlaps():
    norms = ((0, 24, "obligation"), (38, 48, "permission"))
    found = examples([Unit("a", SENTENCE, "obligation", norms, "t1")], "en")
    assert found.labels == ["obligation", "permission"]
    assert found.treaties == ["t1", "t1"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("obligation", ["obligation", "permission"]),
        ("permission", ["none", "permission"]),
        ("qualified", ["qualified", "permission"]),
        ("none", ["none", "none"]),
    ],
)
def test_examples_explain_a_label_without_spans(label, expected):
    assert examples([Unit("a", SENTENCE, label, None, "t1")], "en").labels == expected


@pytest.mark.parametrize("recipe", RECIPES)
def test_fitting_each_recipe_labels_what_it_learned(small, recipe):
    strength = train([small], recipe).get_pipe("strength")
    given = [label for label, *_ in strength.label([unit.text for unit in small.units])]
    right = [label == unit.label for label, unit in zip(given, small.units, strict=True)]
    assert sum(right) / len(right) > 0.95


def test_fitting_learns_without_spans(small):
    units = tuple(Unit(u.id, u.text, u.label, None, u.treaty) for u in small.units)
    strength = train([Corpus("plain", "en", units)]).get_pipe("strength")
    assert strength.label(["The Parties shall endeavour to act."])[0][0] == "best_endeavour"


def test_fitting_refuses_reserved_treaties(small):
    with pytest.raises(CorpusError, match=f"reserved treaties .*: {small.units[0].treaty}"):
        train([small], reserve=[small.units[0].treaty])


def test_fitting_refuses_a_single_class():
    units = tuple(Unit(str(n), "A Party may act.", "permission", None, str(n)) for n in range(3))
    with pytest.raises(CorpusError, match="all labelled 'permission'"):
        train([Corpus("one", "en", units)])


def test_fitting_refuses_two_languages(small):
    with pytest.raises(CorpusError, match="several languages: en, es"):
        train([small, Corpus("other", "es", small.units)])


def test_fitting_names_the_recipes(small):
    with pytest.raises(ValueError, match="'recipe' parameter of train"):
        train([small], recipe="forest")
