"""Reads a clause leftwards: the subject, what the clause hangs on, how the subject denies."""

from servanda.annotation.lexicon import INSERT, STOPS

_AS = 6  # words between "as" and the modal it governs, at most: "as the Council may decide"
_ENUMERATOR = 3  # characters of a list mark at most: "(iv)" is four tokens' worth of text


def read_subject(clause, lexicon):
    """Read what stands before the operative word into the clause."""
    words, grammar = clause.sentence.words, lexicon.grammar
    end = clause.first
    adverb = lexicon.endings["adverb"]
    while end > 0 and (
        words[end - 1].endswith(adverb) or words[end - 1] in grammar["before_modal"]
    ):
        end -= 1
    clauses = clause.sentence.clauses
    floor = clauses[-1].modal_end if clauses else 0
    if _is_mark(words, end):
        end, floor = _before_mark(words, end), 0
    elif end > 0 and words[end - 1] in ",)":
        end = _before_insert(words, end - 1)
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
    if words[start:end] and words[start] in grammar["openers"]:
        start = _last_noun_phrase(words, start, end, grammar)
    head = _head(words, start, end, lexicon)
    clause.subject = (start, head, end)
    clause.holder = _holder(words, head, lexicon)
    clause.denied = _denied(words, start, end, grammar)


def _coordinate(clauses, words, end):
    """Give the clause that "… and shall" goes on from; a comma ends a dependent one."""
    if words[end - 2 : end - 1] == [","]:
        return next((other for other in reversed(clauses) if not other.dependent), clauses[-1])
    return clauses[-1]


def _share_subject(clause, other):
    clause.subject, clause.holder, clause.denied = other.subject, other.holder, other.denied
    clause.dependent, clause.frame, clause.after_comma = (
        other.dependent,
        other.frame,
        other.after_comma,
    )
    clause.shares = True


def _coordinate_start(words, start, end):
    """Give where the subject begins in "… and each Party shall"."""
    for i in range(end - 2, start, -1):
        if words[i] in ("and", "but") and words[i + 1] in ("each", "no", "neither", "every"):
            return i + 1
    return start + (end - start > 1 and words[start] in ("and", "but", "or"))


def _dependent_at(words, start, end, lexicon):
    """Give the place of the word on which the clause hangs, or -1, and the end of its subject.

    In "each Party that has joined shall" the relative clause has a verb of its own: the
    operative word does not hang on "that", and the subject ends before it.
    """
    grammar = lexicon.grammar
    subject_end = end
    for i in range(end - 1, start - 1, -1):
        word = words[i]
        if word in grammar["relative"]:
            if _determines(words, i, end, lexicon) or words[i + 1 : i + 2] in (["case"], ["event"]):
                continue
        elif not _subordinates(words, i, start, end, lexicon):
            continue
        if not _has_finite_verb(words, i + 1, end, lexicon):
            return i, end
        if i > start:
            subject_end = i
    return -1, subject_end


def _determines(words, i, end, lexicon):
    """Say whether "that" at word `i` is a determiner: ", that Party shall"."""
    if words[i] != "that" or i + 1 >= end:
        return False
    if i and words[i - 1] in lexicon.grammar["before_that"]:
        return True  # "of that list", "under that convention"
    return (i == 0 or words[i - 1] in ",;:(") and words[i + 1] in lexicon.subjects


def _subordinates(words, i, start, end, lexicon):
    """Say whether word `i` is a subjunction and no qualifier ("where appropriate")."""
    word = words[i]
    if word not in lexicon.grammar["subordinate"] or lexicon.qualifiers.match(words, i):
        return False
    if word == "provided":
        return words[i + 1 : i + 2] == ["that"]
    if words[i + 1 : i + 2] and words[i + 1] in lexicon.grammar["bare"]:
        return False  # "if necessary", "as to the rest"
    return word != "as" or (i > start and end - i <= _AS)


def _is_fronted(words, start, end, lexicon):
    """Say whether only what a comma sets off stands before the verb: "Cuando …, informará"."""
    if words[end : end + 1] != [","]:
        return False
    first = next((i + 1 for i in range(end - 1, -1, -1) if words[i] in STOPS), 0)
    opens = words[first] in lexicon.grammar["openers"] | lexicon.grammar["subordinate"]
    actors = {lexicon.subjects.get(word) for word in words[start:end]}
    return opens and (start == first or not actors & {"party", "body", "person"})


def _is_mark(words, end):
    """Say whether the words before `end` are the mark of a list item: "(a)", "a)", "-"."""
    if end < 2:
        return False
    if words[end - 1] == ")":
        return len(words[end - 2]) <= _ENUMERATOR and words[end - 3 : end - 2] in (
            ["("],
            [":"],
            [";"],
            ["and"],
            ["or"],
            [","],
        )
    return words[end - 1] in "-–•" and words[end - 2] in ":;,."


def _before_mark(words, end):
    """Give the end of the chapeau whose colon opens the list in which the item at `end` stands."""
    for i in range(end - 1, 0, -1):
        if words[i] == ":":
            return i
    return end


def _has_finite_verb(words, start, end, lexicon):
    """Say whether a verb that is not the operative one stands in the words."""
    finite, verbs = lexicon.grammar["finite"], lexicon.verbs.by_first
    opening = words[start:end][:2]
    if opening and (opening[0] in verbs or any(word.endswith("ed") for word in opening)):
        return True
    pronoun = words[start - 1] in lexicon.grammar["relative"]
    if pronoun and lexicon.endings.get("finite") and _opens_with_verb(words, start, end, lexicon):
        return True
    if pronoun and end - start > 1 and opening[0].endswith("s"):
        return True
    for i in range(start, end):
        word = words[i]
        if word in finite:
            return True
        if (
            word[-1:] == "s"
            and (word[:-1] in verbs or word[:-2] in verbs)
            and word not in lexicon.grammar["not_finite"]
        ):
            return True
    return False


def _opens_with_verb(words, start, end, lexicon):
    """Say whether the word after a relative pronoun looks like its verb: "la Parte que objete"."""
    while start < end and words[start] in ("not", "se"):
        start += 1
    word, grammar = words[start] if start < end else "", lexicon.grammar
    nouns = word in lexicon.subjects or word in grammar["determiners"] | grammar["prepositions"]
    return not nouns and word.endswith(lexicon.endings["finite"])


def _before_insert(words, i):
    """Give the end of the subject before the insertion that closes at word `i`."""
    opening = "(" if words[i] == ")" else ","
    for j in range(i - 1, max(-1, i - INSERT), -1):
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
        if (
            word == ")"
            and i + 1 < end
            and i >= 2
            and words[i - 2] == "("
            and len(words[i - 1]) <= _ENUMERATOR
        ):
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
    joined = [word for word in words[start:end] if word in links and word not in ("and", "or")]
    if end > start and not joined and words[end - 1] in lexicon.subjects:
        return end - 1  # "each developing and least-developed country Party"
    if lexicon.habits.get("head_first"):
        known = (i for i in range(start, end) if words[i] in lexicon.subjects or words[i] in links)
        first = next(known, None)
        if first is not None and words[first] in lexicon.subjects:
            return first
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
