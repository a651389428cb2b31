"""What any classifier must beat: the commonest label, and the words counted without reading."""

from collections import Counter

from servanda.annotation.lexicon import lexicon
from servanda.labels import strongest

# What each class of modal words in the lexicon says to one who reads no further.
_FORCE = {
    "shall": "obligation", "must": "obligation", "will": "obligation",
    "should": "best_endeavour", "may": "permission",
}  # fmt: skip


def majority(units):
    """Give the commonest label among some units."""
    return Counter(unit.label for unit in units).most_common(1)[0][0]


def keywords(units, language):
    """Give a label for each unit from the modal words that stand in it, a "not" right behind."""
    words = lexicon(language)
    denials = words.grammar["not"] | words.grammar["no"]
    return [_by_words(words.cut(unit.text)[0], words.modals, denials) for unit in units]


def _by_words(words, modals, denials):
    labels = []
    for force, _, end in modals.find(words):
        denied = words[end : end + 1] and words[end] in denials
        label = _FORCE.get(force, "none")
        labels.append("prohibition" if denied and label in ("obligation", "permission") else label)
    return strongest(labels)
