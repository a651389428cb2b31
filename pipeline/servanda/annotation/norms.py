"""Norms: from labelled clauses to records with exact slices of the text."""

from typing import Any

from servanda.annotation.clause import Clause, Hit, Sentence
from servanda.annotation.rules import caveats, judge

_FORMS = {"obligation": "duty", "prohibition": "ban", "permission": "liberty"}
# phrases whose subject acts, whatever noun it is
_PERSONAL = ("undertake", "commit", "agree", "encourage", "intend", "right", "require")
_DETERMINERS = frozenset(
    "each every the a an any no neither either both all such other another two more or".split()
)
_DENYING = frozenset(["no", "neither", "nothing", "nor"])
_QUOTED = 14  # words that an operative phrase may have before only its modal is quoted
_CLAUSE_ENDS = frozenset(",;:.")
_LINKS = frozenset(["of", "to", "from", "with", "for", "in", "on"])
_PARTICLES = frozenset(["up", "out", "off", "down", "over"])


def form_of(label: str, clause: Clause) -> str:
    """Give the form that refines a label, from what was read in the clause."""
    if label == "qualified":
        open_ended = clause.kind == "open" or (clause.opens_list and "open" in clause.second)
        return "caveat" if caveats(clause) and not open_ended else "open-ended"
    if label == "best_endeavour":
        if clause.force == "may":
            return "voluntary"
        effort = clause.kind == "effort" or clause.force == "effort"
        return "effort" if effort and clause.force != "should" else "exhortation"
    return _FORMS[label]


def record(clause: Clause, label: str, confidence: float) -> dict[str, Any]:
    """Give what is known of a norm as a dict; offsets index the sentence's text."""
    start, end = operative(clause)
    own = _own_qualifiers(clause)
    return {
        "start": start,
        "end": end,
        "phrase": [start, _act_end(clause, end)],
        "label": label,
        "form": form_of(label, clause),
        "confidence": round(float(confidence), 4),
        "bearer": bearer(clause),
        "qualifiers": [_span(clause, first, last) for _, first, last in own],
        "conditions": conditions(clause),
        "reasons": reasons(clause, label, own),
    }


def operative(clause: Clause) -> tuple[int, int]:
    """Give (start, end) of the operative phrase, as the codebook bounds it."""
    words, sentence = clause.sentence.words, clause.sentence
    first = clause.first
    if clause.denied:
        subject, _, subject_end = clause.subject
        denying = [i for i in range(subject, subject_end) if words[i] in _DENYING]
        if denying and first - denying[-1] <= _QUOTED:
            first = denying[-1]
    if clause.trigger:
        last = _trigger_quoted(clause, words)
    else:
        last = clause.modal_end if clause.verb < 0 else _verb_quoted(clause, words)
        if last - clause.first > _QUOTED:
            last = clause.modal_end
    while last > clause.modal_end and words[last - 1] in _CLAUSE_ENDS:
        last -= 1
    return sentence.starts[first], max(sentence.ends[first : min(last, len(words))])


def _act_end(clause: Clause, end: int) -> int:
    """Give where the act ends that an operative phrase governs, as a table quotes both."""
    ends, act = clause.sentence.ends, max(clause.complement, clause.verb)
    if act < 0 or act >= len(ends):
        return end
    last = max(act + (clause.act_words or 1), clause.verb_end)
    return max(end, ends[min(last, len(ends)) - 1])


def _verb_quoted(clause: Clause, words: list[str]) -> int:
    """Give the word after the verb as the codebook quotes it: its first word and its particle."""
    ending = words[clause.verb_end - 1]
    if ending == "to" and clause.kind in ("effort", "commit", "right", "noduty"):
        return clause.verb_end
    if ending in ("by", "in", "of") and clause.kind in ("effort", "commit"):
        return clause.verb_end  # "se esforzarán por"
    first = clause.verb + int(words[clause.verb] == "se")
    last = first + (clause.verb_end - first if clause.passive else 1)
    after = words[last] if last < len(words) else ""
    if after == "into":
        return last + 1 + int(words[last + 1 : last + 2] in (["account"], ["consideration"]))
    return last + int(after in _PARTICLES)


def _trigger_quoted(clause: Clause, words: list[str]) -> int:
    """Give the word after a phrase without modal: "agree to endeavour to", "need not provide"."""
    end = clause.modal_end
    if clause.kind == "effort":
        end = clause.complement + clause.act_words
        return end + int(words[end : end + 1] == ["to"])
    takes_verb = words[end - 1] == "not" or words[end - 2 : end] in (["is", "to"], ["are", "to"])
    return end + int(takes_verb)


def bearer(clause: Clause) -> list[int] | None:
    """Give [start, end] of who must, may or should; None where the text names nobody."""
    first, head, last = clause.subject
    if clause.denied == "nothing" or clause.holder == "text":
        return _freed(clause)
    if first >= last:
        return None
    if clause.holder == "pronoun":
        return None if clause.passive else _span(clause, head, head + 1)
    if clause.holder in ("thing", "cooperation") and clause.force not in _PERSONAL:
        return _agent(clause) if clause.passive or clause.holder == "cooperation" else None
    return _span(clause, _noun_phrase_start(clause.sentence.words, first, head), last)


def _agent(clause: Clause) -> list[int] | None:
    """Give [start, end] of the actor after "by" in a passive clause, or None."""
    words, verb_end = clause.sentence.words, clause.verb_end
    for i in range(verb_end, min(verb_end + 6, len(words))):
        if words[i] == "by":
            return _actor(clause, i + 1)
    return None


def _freed(clause: Clause) -> list[int] | None:
    """Give [start, end] of the actor whom "nothing … shall prevent" leaves free, or None."""
    if clause.passive and clause.denied != "nothing":
        return _agent(clause)
    return _actor(clause, clause.modal_end if clause.trigger else clause.verb_end)


def _actor(clause: Clause, i: int) -> list[int] | None:
    """Give [start, end] of the noun phrase at word `i` if it names an actor."""
    words, sentence = clause.sentence.words, clause.sentence
    for j in range(i, min(i + 5, len(words))):
        if sentence.actors.get(words[j]) in ("party", "body", "person"):
            return _span(clause, i + int(words[i] == "by"), j + 1)
        if words[j] in _CLAUSE_ENDS or words[j] in _LINKS:
            break
    return None


def _noun_phrase_start(words: list[str], first: int, head: int) -> int:
    """Give where the noun phrase of the head begins, past an opening such as "To this end"."""
    for i in range(head, first - 1, -1):
        if words[i] in _DETERMINERS:
            while i > first and words[i - 1] in _DETERMINERS:
                i -= 1
            return i
    return first


def _own_qualifiers(clause: Clause) -> list[Hit]:
    found: list[Hit] = []
    for kind, place, first, last in clause.attached:
        if kind != "timing" and place not in ("later", "earlier", "nested"):
            found.append((kind, first, last))
    return found


def conditions(clause: Clause) -> list[list[int]]:
    """Give [start, end] of each condition of the sentence, from its first word to its end."""
    sentence = clause.sentence
    found: list[list[int]] = []
    if not sentence.conditions:
        return found
    words = sentence.words
    qualifying: set[int] = set()
    for _, _, low, high in clause.attached:
        qualifying.update(range(low, high))
    for first in sentence.conditions:
        if first in qualifying:  # "where possible" is a qualifier, and no condition besides
            continue
        last = first + 1
        while last < len(words) and words[last] not in _CLAUSE_ENDS:
            last += 1
        if not (first <= clause.first < last):
            found.append(_span(clause, first, last))
    return found


def reasons(clause: Clause, label: str, own: list[Hit]) -> list[str]:
    """Give why, in words: what the operative word, the verb, the subject, own qualifiers say."""
    sentence = clause.sentence
    modal = sentence.text[sentence.starts[clause.first] : sentence.ends[clause.modal_end - 1]]
    why = [f"'{modal}' ({clause.force})"]
    if clause.negated or clause.denied:
        why.append(f"denied by '{clause.denied or 'not'}'")
    if clause.only:
        why.append("'only' limits")
    if clause.kind and clause.verb_end > clause.verb >= 0:
        why.append(f"verb '{_said(sentence, clause.verb, clause.verb_end)}' ({clause.kind})")
    if clause.opens_list:
        why.append("opens a list")
    for kind, first, last in own:
        why.append(f"'{_said(sentence, first, last)}' ({kind})")
    rule = judge(clause)[0]
    if rule != label:
        why.append(f"the trained model overrules the rule '{rule}'")
    return why


def _said(sentence: Sentence, first: int, last: int) -> str:
    """Give some words as they were read where the text has them so, else as it has them."""
    text, words, ends = sentence.text, sentence.words[first:last], sentence.ends[first:last]
    read, said = " ".join(words), text[sentence.starts[first] : max(ends)].lower()
    if said == read:
        return read
    starts = sentence.starts[first:last]
    there = [text[start:end].lower() for start, end in zip(starts, ends, strict=True)]
    return read if there == words else " ".join(said.split())


def _span(clause: Clause, first: int, last: int) -> list[int]:
    return [clause.sentence.starts[first], clause.sentence.ends[last - 1]]
