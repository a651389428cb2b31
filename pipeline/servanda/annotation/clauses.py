"""Reads the clause around each operative word: who, with what force, to do what, how far.

No parser stands behind this. A clause is read from its operative word outwards: to the
right over adverbs and inserted phrases to the verb, to the left over the same to the
subject. What is found is a `Clause`, which rules, features and explanations share.
"""

from dataclasses import dataclass, field

from servanda.annotation.qualifiers import attach
from servanda.annotation.subjects import read_subject
from servanda.annotation.verbs import read_trigger, read_verb


@dataclass(slots=True)
class Sentence:
    """A stretch of text cut into words, with the qualifiers found in it."""

    text: str  # what the offsets of its words index
    words: list
    starts: list
    ends: list
    qualifiers: list = field(default_factory=list)  # (class, first word, last word + 1)
    conditions: list = field(default_factory=list)  # first word of each
    clauses: list = field(default_factory=list)
    actors: dict = field(default_factory=dict)  # classes of the nouns that may be subjects


@dataclass(slots=True)
class Clause:
    """One operative word and what was read around it; numbers are word positions."""

    sentence: Sentence
    force: str  # class of the modal or trigger in the lexicon
    first: int  # first word of the operative word itself
    modal_end: int  # word after it
    verb: int = -1  # first word of the verb governed, -1 if a list or nothing follows
    verb_end: int = -1
    kind: str = ""  # class of that verb in the lexicon
    second: str = ""  # class of the verb after "to", or coordinated with it
    complement: int = -1  # first word of the act that an effort or commitment verb governs
    act_words: int = 0  # words of that act's verb phrase
    negated: bool = False
    only: bool = False
    passive: bool = False
    opens_list: bool = False
    insert: tuple = ()
    subject: tuple = ()  # (first word, head word, last word + 1)
    holder: str = ""  # class of the subject's head word
    denied: str = ""  # "no", "nothing": how the subject denies
    dependent: str = ""  # the word that makes the clause a dependent one
    frame: str = ""  # a verb such as "ensure" whose that-clause this is
    attached: list = field(default_factory=list)  # (class, place, first, end)
    trigger: bool = False
    after_comma: bool = False  # whether a comma sets the dependent clause off
    shares: bool = False  # whether its subject is that of the clause before
    verdict: tuple = ()  # what the rules said, once they were asked


# what is read of the words before the operative one
_BEFORE = ("subject", "holder", "denied", "dependent", "frame", "after_comma", "shares")


def read_sentence(text, lexicon):
    """Give a `Sentence` with a `Clause` for each operative word that may carry a norm."""
    words, starts, ends = lexicon.read(text)
    return read_words(text, (words, starts, ends, lexicon.spots(words)), lexicon)


def read_words(text, tokens, lexicon, chapeau=None):
    """Give the same of words that were cut before, as `Tokens` gives them.

    `chapeau` holds, by their first word, clauses of a sentence that begins with the same words:
    those at the same places have the same subjects.
    """
    chapeau = chapeau or {}
    words, starts, ends, spots = tokens
    sentence = Sentence(text, words, starts, ends, actors=lexicon.subjects)
    operative, qualifying, conditional = lexicon.places(words, spots)
    for found in _operatives(words, operative, lexicon):
        if _is_noun(sentence, found[1]):
            continue
        sentence.clauses.append(_read_clause(sentence, lexicon, found, chapeau.get(found[1])))
    if sentence.clauses:
        sentence.qualifiers = lexicon.qualifiers.find(words, qualifying)
        found = lexicon.conditions.find(words, conditional)
        sentence.conditions = [first for _, first, _ in found]
        in_items = lexicon.habits.get("items_have_verbs", False)
        for clause in sentence.clauses:
            clause.attached = list(attach(clause, sentence.qualifiers, in_items))
    return sentence


def _is_inverted(clause, lexicon):
    """Say whether the clause is a condition by inversion: "Should a Party be …"."""
    sentence, first = clause.sentence, clause.first
    words = sentence.words
    if clause.force != "should":
        return False
    if sentence.text[sentence.starts[first]] == "S":
        return True
    after_break = first > 0 and words[first - 1] in ".;:),"
    return after_break and not lexicon.grammar["determiners"].isdisjoint(
        words[first + 1 : first + 2]
    )


def _is_noun(sentence, i):
    """Say whether the word is a noun after all: the month of May, the will of the Parties."""
    words = sentence.words
    if words[i] == "may" and i and sentence.text[sentence.starts[i]] == "M":
        return words[i - 1] not in ".:;)"
    said = sentence.ends[i] - sentence.starts[i] == len(words[i])  # and not read into a verb
    return said and words[i] in ("will", "must", "may") and words[i + 1 : i + 2] == ["of"]


def _operatives(words, places, lexicon):
    """Yield (force, first, end, trigger?) for each operative word, in order."""
    modals, triggers = lexicon.modals, lexicon.triggers
    free, after_modal = 0, -1
    for i in sorted(places):
        if i < free:
            continue
        hit = modals.match(words, i)
        if hit:
            free = i + hit[1]
            after_modal = free + 8
            yield (hit[0], i, free, False)
            continue
        hit = triggers.match(words, i)
        if hit and i >= after_modal and (i == 0 or words[i - 1] != "to"):
            free = i + hit[1]
            yield (hit[0], i, free, True)


def _read_clause(sentence, lexicon, found, alike):
    force, first, end, trigger = found
    clause = Clause(sentence, force, first, end, trigger=trigger)
    if trigger:
        read_trigger(clause, lexicon)
    else:
        read_verb(clause, lexicon)
    if alike:
        for name in _BEFORE:
            setattr(clause, name, getattr(alike, name))
    else:
        read_subject(clause, lexicon)
    if _is_inverted(clause, lexicon):
        clause.dependent = "inverted"
    return clause
