"""Reads the clause around each operative word: who, with what force, to do what, how far.

No parser stands behind this. A clause is read from its operative word outwards: to the
right over adverbs and inserted phrases to the verb, to the left over the same to the
subject. What is found is a `Clause`, which rules, features and explanations share.
"""

from dataclasses import dataclass, field

from servanda.annotation.lexicon import tokens

_INSERT = 40  # words that an insertion between operative word and verb may have at most
_OPERATIVE = 12  # words that an insertion may have and still be quoted in the operative phrase
_STOPS = frozenset(".;:")
_MARKS = frozenset(").:;-–•")  # what may stand before the first word of an item
_ENUMERATOR = 3  # characters of a list mark at most: "(iv)" is four tokens' worth of text


@dataclass(slots=True)
class Sentence:
    """A unit of text cut into words, with the qualifiers found in it."""

    text: str
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


def read_sentence(text, lexicon):
    """Give a `Sentence` with a `Clause` for each operative word that may carry a norm."""
    sentence = Sentence(text, *tokens(text), actors=lexicon.subjects)
    words = sentence.words
    for found in _operatives(words, lexicon):
        sentence.clauses.append(_read_clause(sentence, lexicon, *found))
    if sentence.clauses:
        sentence.qualifiers = lexicon.qualifiers.find(words)
        sentence.conditions = [first for _, first, _ in lexicon.conditions.find(words)]
        for clause in sentence.clauses:
            clause.attached = list(_attach(clause, sentence.qualifiers))
    return sentence


def _operatives(words, lexicon):
    """Yield (force, first, end, trigger?) for each operative word, in order."""
    modals, triggers = lexicon.modals, lexicon.triggers
    i, last = 0, len(words)
    after_modal = -1
    while i < last:
        word = words[i]
        hit = modals.match(words, i) if word in modals.by_first else None
        if hit:
            yield (hit[0], i, i + hit[1], False)
            after_modal = i + hit[1] + 8
            i += hit[1]
            continue
        hit = triggers.match(words, i) if word in triggers.by_first else None
        if hit and i >= after_modal and (i == 0 or words[i - 1] != "to"):
            yield (hit[0], i, i + hit[1], True)
            i += hit[1]
            continue
        i += 1


def _read_clause(sentence, lexicon, force, first, end, trigger):
    clause = Clause(sentence, force, first, end, trigger=trigger)
    if trigger:
        _read_trigger(clause, lexicon)
    else:
        _read_verb(clause, lexicon)
    _read_subject(clause, lexicon)
    return clause


# --- rightwards: the verb -----------------------------------------------------------------


def _read_verb(clause, lexicon):
    words, grammar = clause.sentence.words, lexicon.grammar
    i, insert_start = clause.modal_end, -1
    limit = min(len(words), i + _INSERT)
    while i < limit:
        word = words[i]
        if word in grammar["not"]:
            clause.negated = True
        elif word in grammar["negative_only"]:
            clause.only = True
        elif word in ",(":
            insert_start = i if insert_start < 0 else insert_start
            i = _after_insert(words, i, limit)
            continue
        elif word in _STOPS or word in "-–—":
            clause.opens_list = word != ";" and word != "."
            break
        elif not _is_adverb(word, i, words, lexicon):
            if lexicon.verbs.match(words, i) is None and word in grammar["prepositions"]:
                insert_start = i if insert_start < 0 else insert_start
                i = _after_phrase(words, i, limit, lexicon)
                continue
            clause.verb = i
            break
        i += 1
    clause.insert = (clause.modal_end, clause.verb if clause.verb > 0 else i)
    _classify_verb(clause, lexicon)


def _is_adverb(word, i, words, lexicon):
    grammar = lexicon.grammar
    if word in grammar["not_adverbs"]:
        return False
    if word.endswith("ly") and len(word) > 3:
        return True
    return word in grammar["adverbs"] and lexicon.verbs.match(words, i) is None


def _after_insert(words, i, limit):
    """Give the word after the insertion that the comma or parenthesis at `i` opens."""
    closing = ")" if words[i] == "(" else ","
    depth = 0
    for j in range(i + 1, limit):
        word = words[j]
        if word == "(" and closing == ",":
            depth += 1
        elif word == ")" and closing == "," and depth:
            depth -= 1
        elif word == closing and not depth:
            return j + 1
        elif word in ";:" and not depth:
            return j
    return i + 1


def _after_phrase(words, i, limit, lexicon):
    """Give the word where the verb stands after an insertion that no comma opened."""
    for phrases in (lexicon.qualifiers, lexicon.softeners):
        hit = phrases.match(words, i)
        if hit:
            return i + hit[1]
    for j in range(i + 1, min(limit, i + 16)):
        word = words[j]
        if word == ",":
            return j + 1
        if word in _STOPS:
            return j
        if j > i + 1 and word in lexicon.verbs.by_first and words[j - 1] not in ("the", "a", "of", "its", "their", "and", "to", "any", "such"):
            return j
    return i + 1


def _classify_verb(clause, lexicon):
    words, i = clause.sentence.words, clause.verb
    if i < 0:
        clause.verb_end = clause.modal_end
        if clause.opens_list:
            clause.second = _list_verbs(clause, lexicon)
        return
    hit = lexicon.verbs.match(words, i)
    end = i + (hit[1] if hit else 1)
    clause.kind = hit[0] if hit else ""
    if words[i] == "be":
        end = _after_be(words, i, end)
        clause.passive = end - i > 1
    if clause.kind in ("effort", "commit", "right") and end < len(words):
        if words[end] == "to":
            end += 1
        clause.complement = end
        inner = lexicon.verbs.match(words, end) if end < len(words) else None
        clause.second = inner[0] if inner else ""
        clause.act_words = inner[1] if inner else 1
    else:
        clause.second = _coordinated(words, end, lexicon) or _purpose(words, end, lexicon)
    clause.verb_end = end


def _after_be(words, i, end):
    j = i + 1
    while j < len(words) and words[j].endswith("ly"):
        j += 1
    return max(end, min(j + 1, len(words)))


def _coordinated(words, i, lexicon):
    """Give the class of a verb coordinated with the one that ends before `i`, if any."""
    for j in range(i, min(i + 4, len(words) - 1)):
        if words[j] in ("and", "or", "and/or", ","):
            k = j + 2 if words[j] == "," and words[j + 1] in ("and", "or") else j + 1
            hit = lexicon.verbs.match(words, k) if k < len(words) else None
            if hit:
                return hit[0]
    return ""


def _purpose(words, i, lexicon):
    """Give the class of the verb in "take measures to …", marked as an end."""
    if words[i - 1] not in lexicon.grammar["means"]:
        return ""
    for j in range(i, min(i + 6, len(words) - 1)):
        if words[j] == "to":
            hit = lexicon.verbs.match(words, j + 1)
            return f"to-{hit[0]}" if hit else "to-"
    return ""


def _list_verbs(clause, lexicon):
    """Give the classes of the verbs that open the items of the list, joined by '+'."""
    words, kinds = clause.sentence.words, set()
    for i in range(clause.modal_end, len(words) - 1):
        if words[i] in (")", "-", "–", "•", ":", ".") and words[i + 1] != "(":
            hit = lexicon.verbs.match(words, i + 1)
            if hit:
                kinds.add(hit[0])
    return "+".join(sorted(kinds))


def _read_trigger(clause, lexicon):
    words = clause.sentence.words
    clause.negated = any(word in lexicon.grammar["not"] for word in words[clause.first : clause.modal_end])
    end = clause.modal_end
    while end < len(words) and words[end].endswith("ly") and words[end] not in lexicon.grammar["not_adverbs"]:
        end += 1
    if end < len(words) and words[end] == "not":
        clause.negated = True
    hit = lexicon.verbs.match(words, end) if end < len(words) else None
    clause.kind = hit[0] if hit else ""
    clause.complement, clause.act_words = end, hit[1] if hit else 1
    clause.verb, clause.verb_end = end, clause.modal_end
    clause.insert = (clause.modal_end, end)
    clause.opens_list = clause.modal_end < len(words) and words[clause.modal_end] == ":"
    if clause.opens_list:
        clause.second = _list_verbs(clause, lexicon)
    elif hit:
        clause.second = _coordinated(words, end + hit[1], lexicon)


# --- leftwards: the subject ------------------------------------------------------------------


def _read_subject(clause, lexicon):
    words, grammar = clause.sentence.words, lexicon.grammar
    end = clause.first
    while end > 0 and (words[end - 1].endswith("ly") or words[end - 1] in grammar["before_modal"]):
        end -= 1
    if end > 0 and words[end - 1] in ",)":
        end = _before_insert(words, end - 1)
    clauses = clause.sentence.clauses
    floor = clauses[-1].modal_end if clauses else 0
    start = _segment_start(words, end, floor)
    if clauses and _coordinated_modal(words, end, floor, grammar):
        _share_subject(clause, clauses[-1], end)
        return
    marker, governs = _dependent_at(words, start, end, lexicon)
    if marker >= 0 and not governs:  # "each Party that has joined shall": the relative clause ends
        end = marker if marker > start else end
    elif marker >= 0:
        clause.dependent = words[marker]
        clause.frame = _frame(words, marker, grammar)
        clause.after_comma = marker > 0 and (words[marker - 1] == "," or words[marker - 2 : marker - 1] == [","])
        start = marker + 1
    if start >= end:
        start, end = _chapeau_subject(words, start)
    if words[start:end] and words[start] in grammar["openers"]:
        start = _last_noun_phrase(words, start, end, grammar)
    head = _head(words, start, end, lexicon)
    clause.subject = (start, head, end)
    clause.holder = _holder(words, head, lexicon)
    clause.denied = _denied(words, start, end, grammar)


def _coordinated_modal(words, end, floor, grammar):
    """Say whether the clause goes on from the one before: "shall … and shall"."""
    return end > floor and words[end - 1] in grammar["coordinators"]


def _share_subject(clause, other, end):
    clause.subject = (other.subject[0], other.subject[1], other.subject[2])
    clause.holder, clause.denied = other.holder, other.denied
    clause.dependent, clause.frame, clause.after_comma = other.dependent, other.frame, other.after_comma
    clause.shares = True


def _dependent_at(words, start, end, lexicon):
    """Give the place of a relative pronoun or subjunction, or -1, and whether the clause hangs on it."""
    grammar = lexicon.grammar
    for i in range(end - 1, start - 1, -1):
        word = words[i]
        if word in grammar["relative"]:
            if word == "that" and i + 1 < end and (i == 0 or words[i - 1] in ",;:(") and words[i + 1] in lexicon.subjects:
                continue
        elif word not in grammar["subordinate"] or lexicon.qualifiers.match(words, i):
            continue
        if word == "provided" and words[i + 1 : i + 2] != ["that"]:
            continue
        return i, not _has_finite_verb(words, i + 1, end, lexicon)
    return -1, False


def _chapeau_subject(words, start):
    """Give the bounds of the words before the colon that opens the list around an item."""
    if start == 0 or words[start - 1] not in _MARKS:
        return start, start
    for i in range(start - 1, 0, -1):
        if words[i] == ":":
            return _segment_start(words, i, 0), i
        if words[i] == ".":
            break
    return start, start


def _has_finite_verb(words, start, end, lexicon):
    """Say whether a verb that is not the operative one stands in the words."""
    finite, verbs = lexicon.grammar["finite"], lexicon.verbs.by_first
    for i in range(start, end):
        word = words[i]
        if word in finite:
            return True
        if word[-1:] == "s" and (word[:-1] in verbs or word[:-2] in verbs) and word not in lexicon.grammar["not_finite"]:
            return True
    return False


def _before_insert(words, i):
    """Give the end of the subject before the insertion that closes at word `i`."""
    opening = "(" if words[i] == ")" else ","
    for j in range(i - 1, max(-1, i - _INSERT), -1):
        if words[j] == opening:
            return j
        if words[j] in ";:":
            break
    return i


def _segment_start(words, end, floor):
    for i in range(end - 1, floor - 1, -1):
        word = words[i]
        if word in ";:" or (word == "." and i + 1 < end):
            return i + 1
        if word == "," and end - i > 1:
            return i + 1
        if word == ")" and i + 1 < end and i >= 2 and words[i - 2] == "(" and len(words[i - 1]) <= _ENUMERATOR:
            return i + 1
    return floor


def _frame(words, i, grammar):
    """Give the verb whose that-clause begins at word `i` ("ensure that …"), or ""."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if words[j] in grammar["complement"]:
            return words[j]
        if words[j] != ",":
            break
    return ""


def _last_noun_phrase(words, start, end, grammar):
    """Give where the last noun phrase begins, past an opening such as "In its effort to …"."""
    for i in range(end - 1, start, -1):
        if words[i] in grammar["determiners"] or words[i] == "parties":
            return i
    return start


def _head(words, start, end, lexicon):
    """Give the place of the subject's head: the word before the first noun link."""
    links = lexicon.grammar["noun_links"]
    i = start
    while i < end and (words[i] in lexicon.grammar["determiners"] or words[i] in "([" or words[i][:1].isdigit()):
        i += 1
    for j in range(i, end):
        word = words[j]
        if word in links or word in "(),[" or (j > i and word.endswith(("ed", "ing"))):
            return j - 1 if j > i else j
    return max(end - 1, 0)


def _holder(words, head, lexicon):
    word = words[head] if head < len(words) else ""
    kind = lexicon.subjects.get(word, "")
    return kind or lexicon.subjects.get(word.split("/")[0].rstrip("'’"), "thing")


def _denied(words, start, end, grammar):
    for word in words[start:end]:
        if word in grammar["nothing"]:
            return "nothing"
        if word in grammar["no"]:
            return "no"
    return ""


# --- qualifiers: where they attach ------------------------------------------------------------


def _attach(clause, qualifiers):
    """Yield (class, place, first, end) for the qualifiers of the clause's sentence."""
    words = clause.sentence.words
    for kind, first, end in qualifiers:
        yield kind, _place(clause, words, first, end), first, end


def _place(clause, words, first, end):
    """Say where a qualifier stands to the clause; the inserted and fronted ones govern it."""
    low, high = clause.insert or (clause.modal_end, clause.modal_end)
    if low <= first < max(high, low + 1):
        return "inserted"
    if end <= clause.first:
        between = words[end : clause.first]
        if any(word in _STOPS for word in between):
            return "earlier"
        if first >= clause.subject[2]:
            return "inserted"
        return "fronted" if "," in between or clause.subject[0] >= end else "before"
    between = words[clause.verb_end if clause.verb_end > 0 else clause.modal_end : first]
    return _place_after(between, words, end)


def _place_after(between, words, end):
    if len(between) <= 2:
        return "directly"
    if any(word in ("shall", "may", "will", "should", "must") for word in between):
        return "later"
    if any(word in _STOPS for word in between):
        return "item"
    if any(word in ("which", "that", "who", "where", "if", "whose") for word in between):
        return "nested"
    final = end >= len(words) or words[end] in ".;"
    distance = "near" if len(between) <= 8 else "far"
    return f"{distance}-{'final' if final else 'mid'}"
