"""What a norm is about, judged by what its operative phrase commands (``data/topics.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from servanda.errors import LanguageError

TOPICS = tomllib.loads(resources.files("servanda.data").joinpath("topics.toml").read_text("utf-8"))

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
class Cues:
    """The words of a topic in one language, as patterns."""

    subjects: re.Pattern
    acts: re.Pattern
    carriers: re.Pattern


def find_topic(topic, language, text, norm, end):
    """Give the bounds of the words that put a norm on a topic, or None.

    Parameters
    ----------
    topic : str
        A topic of `TOPICS`.
    language : str
        The code of the language of the text.
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
    cues = _cues(topic, language)
    before = text[norm["unit"][0] : norm["start"]].split()[-_SUBJECT:]
    if cues.subjects.match(_clause_subject(before)):
        return norm["start"], norm["end"]
    carried = cues.carriers.search(text, norm["start"], min(norm["end"] + 40, end))
    for act in cues.acts.finditer(text, norm["start"], end):
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


@cache
def _cues(topic, language):
    entry = TOPICS[topic].get(language)
    if entry is None:
        raise LanguageError(
            f"The topic '{topic}' has no cues for the language '{language}'. "
            "Add them to data/topics.toml, or leave the topic out."
        )
    acts = [_pattern(phrase) for phrase in entry["acts"]]
    word = rf"(?!{_any(entry['barriers'])}\s)[^\s,;:.()]+"
    for pair in entry["pairs"]:
        verbs, objects = _any(pair["verbs"]), _any(pair["objects"])
        acts.append(rf"{verbs}(?:\s+{word}){{0,{_APART}}}?\s+{objects}")
    return Cues(
        subjects=re.compile(rf"{_any(entry['subjects'])}\b", re.IGNORECASE),
        acts=re.compile(rf"\b(?:{'|'.join(acts)})\b", re.IGNORECASE),
        carriers=re.compile(rf"\b{_any(entry['carriers'])}\b", re.IGNORECASE),
    )


def _any(phrases):
    return f"(?:{'|'.join(map(_pattern, phrases))})"


def _pattern(phrase):
    """Give a phrase of the data file as a regular expression."""
    parts = []
    for part in re.findall(r"\([^)]*\)|\S+", phrase):
        words = "|".join(re.escape(word) for word in part.strip("()").split("/"))
        parts.append(rf"(?:(?:{words})\s+)?" if part[0] == "(" else rf"(?:{words})\s+")
    return "".join(parts).removesuffix(r"\s+")
