"""What the operative phrase of a norm commands: the verbs that it governs, and its subject."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from servanda.analysis.phrases import any_of, pattern

_NEAR = 4  # words that may stand between an operative phrase and the verb it governs
_APART = 6  # words that may stand between a verb and its object
_CARRIED = 25  # words within which "ensure that ..." reaches the verb of its clause
_SUBJECT = 8  # words before an operative phrase among which its subject is sought
# What may stand right before a second verb that the same operative phrase governs.
_JOINED = re.compile(
    r"(?:\b(?:and|or)|[,;:]|^\s*-|\((?:[a-z]{1,2}|[ivx]{1,5})\))\s+"
    r"(?:(?:to|also|further|actively|closely|as appropriate,)\s+)*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Acts:
    """The acts of a tag as patterns: subjects, verbs with their objects, carriers of force."""

    subjects: re.Pattern
    acts: re.Pattern
    carriers: re.Pattern


def acts_of(entry):
    """Give the acts of a tag's entry in a file of ``data/tags``."""
    acts = [pattern(phrase) for phrase in entry["acts"]]
    word = rf"(?!{any_of(entry['barriers'])}\s)[^\s,;:.()]+"
    for pair in entry["pairs"]:
        verbs, objects = any_of(pair["verbs"]), any_of(pair["objects"])
        acts.append(rf"{verbs}(?:\s+{word}){{0,{_APART}}}?\s+{objects}")
    return Acts(
        subjects=re.compile(rf"{any_of(entry['subjects'])}\b", re.IGNORECASE),
        acts=re.compile(rf"\b(?:{'|'.join(acts)})\b", re.IGNORECASE),
        carriers=re.compile(rf"\b{any_of(entry['carriers'])}\b", re.IGNORECASE),
    )


def clauses(doc):
    """Yield each norm of its own with the words it may govern: (id, record, begin, end).

    A norm has the words of its sentence between the norms before and after it.
    """
    records = doc.spans["norms"].attrs
    own = {n: r for n, r in records.items() if not r["inherited"] and r["label"] != "none"}
    starts = sorted(record["start"] for record in own.values())
    ends = sorted(record["end"] for record in own.values())
    for norm, record in own.items():
        before = ends[: bisect_right(ends, record["start"])][-1:]
        after = starts[bisect_right(starts, record["start"]) :][:1]
        yield norm, record, max([record["unit"][0], *before]), min([record["unit"][1], *after])


def governed(acts, text, norm, end):
    """Give the bounds of the words that put a norm on a tag by what it commands, or None.

    Parameters
    ----------
    acts : Acts
        The acts of the tag.
    text : str
        The text that the norm is of.
    norm : dict
        The record of the norm: start, end (of the operative phrase) and unit.
    end : int
        Where the words end that the norm may govern.

    Returns
    -------
    tuple of int or None
        Where the words stand in the text.
    """
    before = text[norm["unit"][0] : norm["start"]].split()[-_SUBJECT:]
    if acts.subjects.match(_clause_subject(before)):
        return norm["start"], norm["end"]
    carried = acts.carriers.search(text, norm["start"], min(norm["end"] + 40, end))
    for act in acts.acts.finditer(text, norm["start"], end):
        if _is_governed(text, norm, act.start(), carried):
            return act.span()
    return None


def _is_governed(text, norm, at, carried):
    """Say whether a verb stands where the operative phrase of a norm commands it."""
    between = text[norm["end"] : at]
    if len(between.split()) <= _NEAR and not re.search(r"[;:.]|\border to\b|\bas to\b", between):
        return True
    if carried and at - carried.end() > 0 and len(between.split()) <= _CARRIED:
        return not re.search(r"[;:.]|\border to\b|\bas to\b", between)
    return bool(_JOINED.search(between))


def _clause_subject(words):
    """Give the last words before an operative phrase, back to the last comma or number."""
    text = " ".join(words)
    subject = re.split(r"[,;:.)]\s+", text)[-1]
    return re.sub(r"^(?:the|such|any|this|their|all)\s+", "", subject.strip(), flags=re.IGNORECASE)
