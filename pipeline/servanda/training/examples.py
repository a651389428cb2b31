"""From coded units to what is learned from: clauses as rows of signals, each with its label."""

from dataclasses import dataclass

from servanda.annotation.clauses import read_sentence
from servanda.annotation.features import features
from servanda.annotation.lexicon import lexicon
from servanda.annotation.rules import judge
from servanda.labels import LABELS


@dataclass(frozen=True)
class Examples:
    """Clauses: `rows` of signals, `labels`, and of their units `treaties`, places and `weights`."""

    rows: list
    labels: list
    treaties: list
    units: list
    weights: list

    def take(self, places):
        """Give the examples at some places."""
        parts = (self.rows, self.labels, self.treaties, self.units, self.weights)
        return Examples(*([part[place] for place in places] for part in parts))


def examples(units, language):
    """Give the clauses of some units with their labels.

    A clause has the label of the norm that its operative word overlaps, else none. Where only
    the label of the whole unit is known, it goes to the clauses that best explain it.
    """
    words = lexicon(language)
    found = Examples([], [], [], [], [])
    for place, unit in enumerate(units):
        clauses = read_sentence(unit.text, words).clauses
        labels = _explained(clauses, unit.label) if unit.norms is None else _marked(clauses, unit)
        found.rows.extend(features(clauses))
        found.labels.extend(labels)
        found.treaties.extend([unit.treaty] * len(clauses))
        found.units.extend([place] * len(clauses))
        found.weights.extend([unit.weight] * len(clauses))
    return found


def _marked(clauses, unit):
    """Give the label of each clause, from the norms that are marked; a norm serves once."""
    left = list(unit.norms)
    labels = []
    for clause in clauses:
        start = clause.sentence.starts[clause.first]
        end = clause.sentence.ends[clause.modal_end - 1]
        norm = next((norm for norm in left if norm[0] < end and start < norm[1]), None)
        if norm:
            left.remove(norm)
        labels.append(norm[2] if norm else "none")
    return labels


def _explained(clauses, label):
    """Give the label of each clause such that the unit's label comes out.

    The rules say which clauses bear it; if none does, the first clause that the rules take for
    a norm, else the first of all. Other clauses keep what the rules say, if it is weaker.
    """
    judged = [judge(clause)[0] for clause in clauses]
    if label == "none" or not clauses:
        return ["none"] * len(clauses)
    labels = [
        rule if rule == label or LABELS[rule].rank < LABELS[label].rank else "none"
        for rule in judged
    ]
    if label not in labels:
        norms = [place for place, rule in enumerate(judged) if rule != "none"]
        labels[norms[0] if norms else 0] = label
    return labels
