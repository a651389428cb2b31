"""Reads a clause leftwards: the subject, what the clause hangs on, how the subject denies."""

from servanda.annotation.clause import Clause, Grammar
from servanda.annotation.lexicon import INSERT, STOPS, Lexicon

_AS = 6  # words between "as" and the modal it governs, at most: "as the Council may decide"
_ENUMERATOR = 3  # characters of a list mark at most: "(iv)" is four tokens' worth of text
_BREAKS = frozenset(";:.,)")  # marks that may set off what stands before a subject
_CLOSING = frozenset(",)-–•")  # ends of insertions and of the marks of list items
_BEFORE_BRACKET = frozenset(["(", ":", ";", "and", "or", ","])  # "(a)", ": a)", "and b)"
_BUTS, _EACH = frozenset(["and", "but"]), frozenset(["each", "no", "neither", "every"])
_JOINING, _STARTING = frozenset(["and", "or"]), frozenset(["and", "but", "or"])


def read_subject(clause: Clause, lexicon: Lexicon) -> None:
    """Read what stands before the operative word into the clause."""
    words, grammar = clause.sentence.words, lexicon.grammar
    end = clause.first
    adverb, adverbs = lexicon.endings["adverb"], grammar["before_modal"]
    while end > 0 and (words[end - 1] in adverbs or words[end - 1].endswith(adverb)):
        end -= 1
    clauses = clause.sentence.clauses
    floor = clauses[-1].modal_end if clauses else 0
    if end > 0 and words[end - 1] in _CLOSING:
        end, floor = _before_closing(words, end, floor)
    start = _segment_start(words, end, floor)
    if clauses and end > floor and words[end - 1] in grammar["coordinators"]:
        _share_subject(clause, _coordinate(clauses, words, end))
        return
    start = _coordinate_start(words, start, end)
    if lexicon.habits.get("drops_subject") and _is_fronted(words, start, end, lexicon):
        clause.subject = (end, end - 1, end)
        clause.holder = "thing" if clause.passive else "pronoun"
        return
    marker, end = _dependent_at(words, start, end, lexicon)
    if marker < 0 and start == floor > 0 and words[floor - 1] == "that":  # "agree that … should"
        marker = floor - 1
    if marker >= 0:
        clause.dependent = words[marker]
        clause.frame = _frame(words, marker, grammar)
        clause.after_comma = "," in words[max(0, marker - 2) : marker]
        start = marker + 1
    if start < end and words[start] in grammar["openers"]:
        start = _last_noun_phrase(words, start, end, grammar)
    head = _head(words, start, end, lexicon)
    clause.subject = (start, head, end)
    clause.holder = _holder(words, head, lexicon)
    clause.denied = _denied(words, start, end, grammar)


def _coordinate(clauses: list[Clause], words: list[str], end: int) -> Clause:
    """Give the clause that "… and shall" goes on from; a comma ends a dependent one."""
    if end > 1 and words[end - 2] == ",":
        for other in reversed(clauses):
            if not other.dependent:
                return other
    return clauses[-1]


def _share_subject(clause: Clause, other: Clause) -> None:
    clause.subject, clause.holder, clause.denied = other.subject, other.holder, other.denied
    clause.dependent, clause.frame, clause.after_comma = (
        other.dependent,
        other.frame,
        other.after_comma,
    )
    clause.shares = True


def _coordinate_start(words: list[str], start: int, end: int) -> int:
    """Give where the subject begins in "… and each Party shall"."""
    if _STARTING.isdisjoint(words[start:end]):
        return start
    for i in range(end - 2, start, -1):
        if words[i] in _BUTS and words[i + 1] in _EACH:
            return i + 1
    return start + 1 if end - start > 1 and words[start] in _STARTING else start


def _dependent_at(words: list[str], start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Give the place of the word on which the clause hangs, or -1, and the end of its subject.

    In "each Party that has joined shall" the relative clause has a verb of its own: the
    operative word does not hang on "that", and the subject ends before it.
    """
    relative, subordinate = lexicon.grammar["relative"], lexicon.grammar["subordinate"]
    said = words[start:end]
    if relative.isdisjoint(said) and subordinate.isdisjoint(said):
        return -1, end
    subject_end = end
    for i in range(end - 1, start - 1, -1):
        if words[i] in relative:
            if _determines(words, i, end, lexicon) or words[i + 1] in ("case", "event"):
                continue
        elif words[i] not in subordinate or not _subordinates(words, i, start, end, lexicon):
            continue
        if not _has_finite_verb(words, i + 1, end, lexicon):
            return i, end
        if i > start:
            subject_end = i
    return -1, subject_end


def _determines(words: list[str], i: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether "that" at word `i` is a determiner: ", that Party shall"."""
    if words[i] != "that" or i + 1 >= end:
        return False
    if i and words[i - 1] in lexicon.grammar["before_that"]:
        return True  # "of that list", "under that convention"
    return (i == 0 or words[i - 1] in ",;:(") and words[i + 1] in lexicon.subjects


def _subordinates(words: list[str], i: int, start: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether the subjunction at word `i` is none of a qualifier ("where appropriate")."""
    word, after = words[i], words[i + 1]  # for the operative word comes after all
    if lexicon.qualifiers.match(words, i):
        return False
    if word == "provided":
        return after == "that"
    if after in lexicon.grammar["bare"]:
        return False  # "if necessary", "as to the rest"
    return word != "as" or (i > start and end - i <= _AS)


def _is_fronted(words: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether only what a comma sets off stands before the verb: "Cuando …, informará"."""
    if words[end] != ",":
        return False
    first = end
    while first > 0 and words[first - 1] not in STOPS:
        first -= 1
    opens = words[first] in lexicon.grammar["openers"] | lexicon.grammar["subordinate"]
    actors = {lexicon.subjects.get(word) for word in words[start:end]}
    return opens and (start == first or not actors & {"party", "body", "person"})


def _before_closing(words: list[str], end: int, floor: int) -> tuple[int, int]:
    """Give where the subject ends before a list mark or insertion, and where it may begin."""
    if _is_mark(words, end):
        return _before_mark(words, end), 0
    return (_before_insert(words, end - 1) if words[end - 1] in ",)" else end), floor


def _is_mark(words: list[str], end: int) -> bool:
    """Say whether the words before `end` are the mark of a list item: "(a)", "a)", "-"."""
    if end < 2:
        return False
    if words[end - 1] == ")":
        short = len(words[end - 2]) <= _ENUMERATOR
        return short and end > 2 and words[end - 3] in _BEFORE_BRACKET
    return words[end - 1] in "-–•" and words[end - 2] in ":;,."


def _before_mark(words: list[str], end: int) -> int:
    """Give the end of the chapeau whose colon opens the list in which the item at `end` stands."""
    for i in range(end - 1, 0, -1):
        if words[i] == ":":
            return i
    return end


def _has_finite_verb(words: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether a verb that is not the operative one stands in the words."""
    grammar, verbs = lexicon.grammar, lexicon.verbs.by_first
    said, opening = words[start:end], words[start : min(start + 2, end)]
    if opening and (opening[0] in verbs or opening[0].endswith("ed") or opening[-1].endswith("ed")):
        return True
    pronoun = words[start - 1] in grammar["relative"]
    if pronoun and lexicon.endings.get("finite") and _opens_with_verb(words, start, end, lexicon):
        return True
    if pronoun and len(said) > 1 and said[0].endswith("s"):
        return True
    finite, nouns = grammar["finite"], grammar["not_finite"]
    for word in said:
        if word in finite:
            return True
        if word[-1:] == "s" and word not in nouns and (word[:-1] in verbs or word[:-2] in verbs):
            return True
    return False


def _opens_with_verb(words: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether the word after a relative pronoun looks like its verb: "la Parte que objete"."""
    while start < end and words[start] in ("not", "se"):
        start += 1
    word, grammar = words[start] if start < end else "", lexicon.grammar
    nouns = word in lexicon.subjects or word in grammar["determiners"] | grammar["prepositions"]
    return not nouns and word.endswith(lexicon.endings["finite"])


def _before_insert(words: list[str], i: int) -> int:
    """Give the end of the subject before the insertion that closes at word `i`."""
    opening = "(" if words[i] == ")" else ","
    for j in range(i - 1, max(-1, i - INSERT), -1):
        if words[j] == opening:
            return j
        if words[j] in ";:":
            break
    return i


def _segment_start(words: list[str], end: int, floor: int) -> int:
    """Give where the words between the last break and `end` begin, `floor` if there is none."""
    for i in range(end - 1, floor - 1, -1):
        if words[i] in _BREAKS and _is_break(words, i, end):
            return i + 1
    return floor


def _is_break(words: list[str], i: int, end: int) -> bool:
    """Say whether the mark at word `i` sets off what stands before `end`."""
    if words[i] in ";:" or i + 1 == end:
        return words[i] in ";:"
    if words[i] == ")":
        return i >= 2 and words[i - 2] == "(" and len(words[i - 1]) <= _ENUMERATOR
    return True


def _frame(words: list[str], i: int, grammar: Grammar) -> str:
    """Give the verb whose that-clause begins at word `i` ("ensure that …"), or ""."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if words[j] in grammar["complement"]:
            return words[j]
        if words[j] != ",":
            break
    return ""


def _last_noun_phrase(words: list[str], start: int, end: int, grammar: Grammar) -> int:
    """Give where the last noun phrase begins, past an opening such as "In its effort to …"."""
    for i in range(end - 1, start, -1):
        if words[i] in grammar["determiners"] or words[i] == "parties":
            return i
    return start


def _head(words: list[str], start: int, end: int, lexicon: Lexicon) -> int:
    """Give the place of the subject's head: the word before the first noun link."""
    links = lexicon.grammar["noun_links"]
    known = end > start and words[end - 1] in lexicon.subjects
    if known and links.intersection(words[start:end]) <= _JOINING:
        return end - 1  # "each developing and least-developed country Party"
    if lexicon.habits.get("head_first"):
        for i in range(start, end):
            if words[i] in lexicon.subjects:
                return i
            if words[i] in links:
                break
    i = start
    determiners = lexicon.grammar["determiners"]
    while i + 1 < end and (
        words[i] in determiners
        or words[i] in "(["
        or words[i][:1].isdigit()
        or words[i + 1] == "more"
    ):
        i += 1
    for j in range(i, end):
        word = words[j]
        if (
            word in links
            or word in "(),["
            or (j > i and (word.endswith(("ed", "ing")) or word.isdigit()))
        ):
            return j - 1 if j > i else j
    return max(end - 1, 0)


def _holder(words: list[str], head: int, lexicon: Lexicon) -> str:
    word = words[head] if head < len(words) else ""
    kind = lexicon.subjects.get(word, "")
    return kind or lexicon.subjects.get(word.split("/")[0].rstrip("'’"), "thing")


def _denied(words: list[str], start: int, end: int, grammar: Grammar) -> str:
    said, no, nothing = words[start:end], grammar["no"], grammar["nothing"]
    if no.isdisjoint(said) and nothing.isdisjoint(said):
        return ""
    for word in said:
        if word in nothing:
            return "nothing"
        if word in no:
            return "no"
    return ""
