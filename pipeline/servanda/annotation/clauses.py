"""Reads the clause around each operative word: who, with what force, to do what, how far.

No parser stands behind this. A clause is read from its operative word outwards: to the
right over adverbs and inserted phrases to the verb, to the left over the same to the
subject. What is found is a `Clause`, which rules, features and explanations share.
"""

from servanda.annotation.clause import Clause, Sentence, Tokens
from servanda.annotation.lexicon import Lexicon
from servanda.annotation.qualifiers import attach
from servanda.annotation.subjects import read_subject
from servanda.annotation.verbs import read_trigger, read_verb


def read_sentence(text: str, lexicon: Lexicon) -> Sentence:
    """Give a `Sentence` with a `Clause` for each operative word that may carry a norm."""
    words, starts, ends = lexicon.read(text)
    return read_words(text, (words, starts, ends, lexicon.spots(words)), lexicon)


def read_words(
    text: str, tokens: Tokens, lexicon: Lexicon, chapeau: dict[int, Clause] | None = None
) -> Sentence:
    """Give the same of words that were cut before, as `tokens_of` gives them.

    `chapeau` holds, by their first word, clauses of a sentence that begins with the same words:
    those at the same places have the same subjects.
    """
    words, starts, ends, spots = tokens
    sentence = Sentence(text, words, starts, ends, lexicon.subjects)
    operative, qualifying, conditional = lexicon.places(words, spots)
    for found in _operatives(words, operative, lexicon):
        if _is_noun(sentence, found[1]):
            continue
        alike = chapeau.get(found[1]) if chapeau else None
        sentence.clauses.append(_read_clause(sentence, lexicon, found, alike))
    if sentence.clauses:
        sentence.qualifiers = lexicon.qualifiers.find(words, qualifying)
        hits = lexicon.conditions.find(words, conditional)
        sentence.conditions = [hit[1] for hit in hits]
        in_items = lexicon.habits.get("items_have_verbs", False)
        for clause in sentence.clauses:
            clause.attached = attach(clause, sentence.qualifiers, in_items)
    return sentence


def _is_inverted(clause: Clause, lexicon: Lexicon) -> bool:
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


def _is_noun(sentence: Sentence, i: int) -> bool:
    """Say whether the word is a noun after all: the month of May, the will of the Parties."""
    words = sentence.words
    if words[i] == "may" and i and sentence.text[sentence.starts[i]] == "M":
        return words[i - 1] not in ".:;)"
    said = sentence.ends[i] - sentence.starts[i] == len(words[i])  # and not read into a verb
    return said and words[i] in ("will", "must", "may") and words[i + 1 : i + 2] == ["of"]


def _operatives(
    words: list[str], places: set[int], lexicon: Lexicon
) -> list[tuple[str, int, int, bool]]:
    """Give (force, first, end, trigger?) of each operative word, in order."""
    modals, triggers = lexicon.modals, lexicon.triggers
    found: list[tuple[str, int, int, bool]] = []
    free, after_modal = 0, -1
    for i in sorted(places):
        if i < free:
            continue
        hit = modals.match(words, i)
        if hit:
            free = i + hit[1]
            after_modal = free + 8
            found.append((hit[0], i, free, False))
            continue
        hit = triggers.match(words, i)
        if hit and i >= after_modal and (i == 0 or words[i - 1] != "to"):
            free = i + hit[1]
            found.append((hit[0], i, free, True))
    return found


def _read_clause(
    sentence: Sentence, lexicon: Lexicon, found: tuple[str, int, int, bool], alike: Clause | None
) -> Clause:
    force, first, end, trigger = found
    clause = Clause(sentence, force, first, end, trigger)
    if trigger:
        read_trigger(clause, lexicon)
    else:
        read_verb(clause, lexicon)
    if alike:
        _copy_subject(clause, alike)
    else:
        read_subject(clause, lexicon)
    if _is_inverted(clause, lexicon):
        clause.dependent = "inverted"
    return clause


def _copy_subject(clause: Clause, alike: Clause) -> None:
    """Take from a clause what was read of the words before its operative one."""
    clause.subject, clause.holder, clause.denied = alike.subject, alike.holder, alike.denied
    clause.dependent, clause.frame = alike.dependent, alike.frame
    clause.after_comma, clause.shares = alike.after_comma, alike.shares
