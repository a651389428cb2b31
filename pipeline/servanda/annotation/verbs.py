"""Reads a clause rightwards: over adverbs and insertions to the verb and what it governs."""

from servanda.annotation.clause import Clause, Grammar
from servanda.annotation.lexicon import INSERT, STOPS, Lexicon

_OPERATIVE = 12  # words that an insertion may have and still be quoted in the operative phrase
_CASES = frozenset("if after when where in to under upon on for with until by as during".split())
_LONGEST = 8  # words of a verb phrase after "be", at most
_ONLY = frozenset(["only", "solely"])
_ENDS = STOPS | frozenset("-–—")  # past these the verb is not sought
_ITEM_ENDS = frozenset(")-–•:.")  # what an item of a list comes after
_AND, _JOINTS = frozenset(["and", "or"]), frozenset(["and", "or", "and/or", ","])
_REFLEXIVE = frozenset(["commit", "effort", "refrain", "right"])  # "se comprometerá a"


def read_verb(clause: Clause, lexicon: Lexicon) -> None:
    """Read what follows a modal word into the clause."""
    words, grammar = clause.sentence.words, lexicon.grammar
    i = clause.modal_end
    limit = min(len(words), i + INSERT)
    while i < limit:
        word = words[i]
        if word in grammar["not"]:
            clause.negated = clause.negated or _denies(words, i, grammar)
        elif word in grammar["negative_only"]:
            clause.only = True
        elif word in _ENDS:
            clause.opens_list = word not in ";."
            break
        after = _after_inserted(words, i, limit, lexicon)
        if after < 0:
            break
        if after == i:
            clause.verb = i
            break
        i = after
    clause.insert = (clause.modal_end, clause.verb if clause.verb > 0 else i)
    _classify_verb(clause, lexicon)


def _after_inserted(words: list[str], i: int, limit: int, lexicon: Lexicon) -> int:
    """Give the word after what is put in at word `i`; `i` if that is the verb, -1 if none comes."""
    word, grammar = words[i], lexicon.grammar
    if word in grammar["not"] or word in grammar["negative_only"]:
        return i + 1
    if word in ",(":
        if word == "," and i + 1 < limit and lexicon.verbs.match(words, i + 1):
            return i + 1  # a stray comma: "and other Parties should, provide"
        after = _after_insert(words, i, limit)
        alone = lexicon.modals.by_first.keys().isdisjoint(words[i:after])
        return after if alone else -1  # "shall, and other Parties should, report"
    if _is_adverb(word, i, words, lexicon):
        return i + 1
    if word in grammar["prepositions"] and lexicon.verbs.match(words, i) is None:
        return _after_phrase(words, i, limit, lexicon)
    return i


def _denies(words: list[str], i: int, grammar: Grammar) -> bool:
    """Say whether the "not" at word `i` negates the clause, and no measure ("not later than")."""
    return i + 1 == len(words) or words[i + 1] not in grammar["compared"]


def _is_adverb(word: str, i: int, words: list[str], lexicon: Lexicon) -> bool:
    grammar = lexicon.grammar
    ends_as_one = word.endswith(lexicon.endings["adverb"]) and len(word) > 3
    if not ends_as_one and word not in grammar["adverbs"]:
        return False
    return word not in grammar["not_adverbs"] and (
        ends_as_one or lexicon.verbs.match(words, i) is None
    )


def _after_insert(words: list[str], i: int, limit: int) -> int:
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


def _after_phrase(words: list[str], i: int, limit: int, lexicon: Lexicon) -> int:
    """Give the word where the verb stands after an insertion that no comma opened."""
    for phrases in (lexicon.qualifiers, lexicon.softeners):
        hit = phrases.match(words, i)
        if hit:
            return i + hit[1]
    for j in range(i + 1, min(limit, i + 16)):
        word = words[j]
        if word == ",":
            return j + 1
        if word in STOPS:
            return j
        if (
            j > i + 1
            and lexicon.verbs.match(words, j)
            and words[j - 1] not in ("the", "a", "of", "its", "their", "and", "to", "any", "such")
        ):
            return j
    return i + 1


def _classify_verb(clause: Clause, lexicon: Lexicon) -> None:
    words, i = clause.sentence.words, clause.verb
    if i < 0:
        clause.verb_end = clause.modal_end
        if clause.opens_list:
            clause.second = _list_verbs(clause, lexicon)
        return
    i = clause.verb = _past_auxiliary(words, i, lexicon)
    hit = _matched(words, i, lexicon)
    end = i + (hit[1] if hit else 1)
    clause.kind = hit[0] if hit else ""
    if end < len(words) and words[end] == "neither":
        clause.negated = True
    if words[i] == "be":
        end = _after_be(words, i, end, lexicon)
        clause.passive = end - i > 1
    elif words[i - 1] == "se" or (words[i] == "se" and clause.kind not in _REFLEXIVE):
        clause.passive = True  # "se publicará": it shall be published
    clause.only = clause.only or _only_later(words, end)
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


def _matched(words: list[str], i: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """Give the phrase of the verb at word `i`, over adverbs after "be" if there are any."""
    if words[i] == "be":
        adverbs = _after_adverbs(words, i + 1, lexicon.endings["adverb"]) - i - 1
        start = i + 1 + adverbs
        if adverbs:
            hit = lexicon.verbs.match(["be", *words[start : start + _LONGEST]], 0)
            if hit:
                return hit[0], hit[1] + adverbs
    return lexicon.verbs.match(words, i)


def _after_adverbs(words: list[str], i: int, endings: str | tuple[str, ...]) -> int:
    """Give the first word from `i` on that does not end as an adverb."""
    while i < len(words) and words[i].endswith(endings):
        i += 1
    return i


def _past_auxiliary(words: list[str], i: int, lexicon: Lexicon) -> int:
    """Give the verb that counts in "continue to facilitate": the one after "to"."""
    if words[i] not in lexicon.grammar["auxiliaries"]:
        return i
    j = _after_adverbs(words, i + 1, "ly")
    if words[j : j + 1] != ["to"]:
        return i
    j += 1
    while j + 1 < len(words) and words[j].endswith("ly"):
        j += 1
    return j if j < len(words) and lexicon.verbs.match(words, j) else i


def _only_later(words: list[str], end: int) -> bool:
    """Say whether what follows limits the act to a case: "… only if", "… only after"."""
    if _ONLY.isdisjoint(words[end : end + INSERT]):
        return False
    for i in range(end, min(end + INSERT, len(words) - 1)):
        if words[i] in _ONLY and (words[i + 1] in _CASES or words[i - 1] == ","):
            return True
        if words[i] in STOPS:
            break
    return False


def _after_be(words: list[str], i: int, end: int, lexicon: Lexicon) -> int:
    """Give the end of "be" with its participle; of "be" alone before a noun."""
    j = _after_adverbs(words, i + 1, lexicon.endings["adverb"])
    if j < len(words) and (
        words[j].endswith(lexicon.endings["participle"])
        or words[j] in lexicon.grammar["participles"]
    ):
        return max(end, j + 1)
    return end


def _coordinated(words: list[str], i: int, lexicon: Lexicon) -> str:
    """Give the class of a verb coordinated with the one that ends before `i`, if any."""
    for j in range(i, min(i + 4, len(words) - 1)):
        if words[j] in _JOINTS:
            k = j + 2 if words[j] == "," and words[j + 1] in _AND else j + 1
            hit = lexicon.verbs.match(words, k) if k < len(words) else None
            if hit:
                return hit[0]
    return ""


def _purpose(words: list[str], i: int, lexicon: Lexicon) -> str:
    """Give the class of the verb in "take measures to …", marked as an end, or ""."""
    last, nouns = min(i + 6, len(words) - 1), lexicon.grammar["means"]
    if nouns.isdisjoint(words[i - 1 : last]):
        return ""
    means = i - 1
    while words[means] not in nouns:
        means += 1
    for j in range(means + 1, min(means + 4, len(words) - 1)):
        if words[j] == "to":
            hit = lexicon.verbs.match(words, j + 1)
            return f"to-{hit[0]}" if hit else "to-"
    return ""


def _list_verbs(clause: Clause, lexicon: Lexicon) -> str:
    """Give the classes of the verbs that open the items of the list, joined by '+'."""
    words, verbs = clause.sentence.words, lexicon.verbs
    opening = range(clause.modal_end + 1, len(words))
    hits = [verbs.match(words, i) for i in opening if words[i - 1] in _ITEM_ENDS]
    return "+".join(sorted({hit[0] for hit in hits if hit}))


def read_trigger(clause: Clause, lexicon: Lexicon) -> None:
    """Read what follows an operative phrase without a modal into the clause."""
    words = clause.sentence.words
    if words[clause.modal_end : clause.modal_end + 1] == [","]:  # "agree, upon request, to"
        after = _after_insert(
            words, clause.modal_end, min(len(words), clause.modal_end + _OPERATIVE)
        )
        if words[after : after + 1] == ["to"]:
            clause.modal_end = after + 1
    grammar, end = lexicon.grammar, clause.modal_end
    if not grammar["not"].isdisjoint(words[clause.first : end]):
        for i in range(clause.first, end):
            if words[i] in grammar["not"] and _denies(words, i, grammar):
                clause.negated = True
    while (
        end < len(words)
        and words[end].endswith(lexicon.endings["adverb"])
        and words[end] not in grammar["not_adverbs"]
    ):
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
