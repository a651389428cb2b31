"""Says where the qualifiers of a sentence stand to one of its clauses."""

from servanda.annotation.clause import Attached, Clause, Hit
from servanda.annotation.lexicon import STOPS

_MODALS = frozenset(["shall", "may", "will", "should", "must"])
_OPENERS = frozenset(["which", "that", "who", "where", "if", "whose"])  # of another clause


def attach(clause: Clause, qualifiers: list[Hit], items_have_verbs: bool = False) -> list[Attached]:
    """Give (class, place, first, end) for the qualifiers of the clause's sentence.

    Where each item of a list has its verb ("En lo posible, cada Parte: a) publicará …"), what
    stands before the subject that they share governs them all.
    """
    words = clause.sentence.words
    found: list[Attached] = []
    for kind, first, end in qualifiers:
        place = _place(clause, words, first, end)
        if place == "earlier" and items_have_verbs and _governs_list(clause, words, end):
            place = "fronted"
        found.append((kind, place, first, end))
    return found


def _governs_list(clause: Clause, words: list[str], end: int) -> bool:
    """Say whether only a subject stands between the end of a qualifier and the colon of a list."""
    between = words[end : clause.first]
    colon = end + between.index(":") if ":" in between else -1
    return colon in (clause.subject[2], end) and not STOPS.intersection(words[end:colon])


def _place(clause: Clause, words: list[str], first: int, end: int) -> str:
    """Say where a qualifier stands to the clause; the inserted and fronted ones govern it."""
    low, high = clause.insert
    if low <= first < max(high, low + 1):
        return "inserted"
    if end <= clause.first:
        between = words[end : clause.first]
        if not STOPS.isdisjoint(between):  # in C, for an endless sentence has long ones
            return "earlier"
        if first >= clause.subject[2]:
            return "inserted"
        return "fronted" if "," in between or clause.subject[0] >= end else "before"
    before = first - 2 if words[first - 1] == "," else first - 1
    if clause.verb > 0 and before >= 0 and words[before] in ("and", "or"):
        return "coordinated"  # on the second of two verbs: "review and, where appropriate, amend"
    between = words[clause.verb_end if clause.verb_end > 0 else clause.modal_end : first]
    return _place_after(between, words, first, end)


def _place_after(between: list[str], words: list[str], first: int, end: int) -> str:
    if len(between) <= 2:
        return "directly"
    if not _MODALS.isdisjoint(between):
        return "later"
    if not STOPS.isdisjoint(between):
        return "item"
    opened = between[1:] if between[0] == "that" else between  # "ensure that …" is no new duty
    if not _OPENERS.isdisjoint(opened):
        return "nested"
    final = end >= len(words) or words[end] in ".;"
    distance = "near" if len(between) <= 8 else "far"
    if not final and words[first - 1] == "," and words[end] == ",":
        return f"{distance}-setoff"
    return f"{distance}-{'final' if final else 'mid'}"
