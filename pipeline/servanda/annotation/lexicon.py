"""The words of a language that carry, qualify or deny force, from ``data/lexicon/*.toml``."""

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from servanda.annotation.clause import Grammar, Hit
from servanda.annotation.inflection import Inflection
from servanda.annotation.joins import Joins
from servanda.annotation.tokenizer import Tokenizer
from servanda.errors import LanguageError

_FOLDER = "servanda.data.lexicon"
STOPS = frozenset(".;:")  # what ends a clause
INSERT = 40  # words that an insertion between operative word and verb may have at most


@dataclass(frozen=True)
class Phrases:
    """Phrases of several classes, found longest first, word by word.

    `by_first` is a tree: each word leads to the words that may follow it, and "" to the class
    of the phrase that may end there. `anchors` holds the longest word of each phrase, and how
    far before it the phrase begins.
    """

    by_first: dict[str, Any]
    anchors: dict[str, set[int]]

    def match(self, words: list[str], i: int) -> tuple[str, int] | None:
        """Give (class, number of words) of the longest phrase that starts at word `i`, or None."""
        branch: dict[str, Any] | None = self.by_first.get(words[i])
        if branch is None:
            return None
        found, length, at = "", 0, i + 1
        while branch is not None:
            if "" in branch:
                found, length = branch[""], at - i
            if at >= len(words):
                break
            branch = branch.get(words[at])
            at += 1
        return (found, length) if length else None

    def find(self, words: list[str], places: set[int] | None = None) -> list[Hit]:
        """Give (class, first word, last word + 1) of all phrases in `words`, without overlaps.

        `places`, if given, holds all places where one may start.
        """
        found: list[Hit] = []
        free = 0
        for i in list(range(len(words))) if places is None else sorted(places):
            hit = self.match(words, i) if i >= free else None
            if hit:
                free = i + hit[1]
                found.append((hit[0], i, free))
        return found


@dataclass(frozen=True)
class Lexicon:
    """The lexicon of one language; see the comments of the TOML file for its parts."""

    language: str
    name: str
    modals: Phrases
    triggers: Phrases
    verbs: Phrases
    qualifiers: Phrases
    softeners: Phrases
    conditions: Phrases
    subjects: dict[str, str]
    grammar: Grammar
    endings: dict[str, tuple[str, ...]]
    habits: dict[str, bool]
    # longest word of a phrase: (0 operative, 1 qualifier, 2 condition; how far on)
    anchors: dict[str, list[tuple[int, int]]]
    tokenizer: Tokenizer
    plain: Tokenizer  # takes no run-on words apart
    inflection: Inflection | None

    def spots(self, words: list[str]) -> list[int]:
        """Give the places of words that may be of a phrase, each phrase having one such word."""
        return [i for i, word in enumerate(words) if word in self.anchors]

    def places(self, words: list[str], spots: list[int]) -> tuple[set[int], set[int], set[int]]:
        """Give where operative phrases, qualifiers and conditions may start: three sets."""
        found: tuple[set[int], set[int], set[int]] = (set(), set(), set())
        for i in spots:
            for kind, back in self.anchors[words[i]]:
                if back <= i:
                    found[kind].add(i - back)
        return found

    def read(self, text: str, at: int = 0) -> tuple[list[str], list[int], list[int]]:
        """Give the words of a text as the clause reader takes them, and their offsets from `at`."""
        if self.inflection:
            words, starts, ends = self.inflection.read(text)
            return words, [at + start for start in starts], [at + end for end in ends]
        return self.tokenizer.read(text, at)

    def cut(self, text: str) -> tuple[list[str], list[int], list[int]]:
        """Give the same without taking run-on words apart."""
        return self.inflection.read(text) if self.inflection else self.plain.read(text)


def languages():
    """Give the codes of the languages that have a lexicon, sorted."""
    files = resources.files(_FOLDER).iterdir()
    return sorted(file.name[:-5] for file in files if file.name.endswith(".toml"))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Give the lexicon of a language.

    Raises
    ------
    LanguageError
        If there is none; the message names those there are.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise LanguageError(
            f"No lexicon for the language '{language}'. Languages here: {known}. "
            "Name one of these, or write a lexicon as CONTRIBUTING.md tells."
        )
    data = tomllib.loads(resources.files(_FOLDER).joinpath(f"{language}.toml").read_text("utf-8"))
    inflection = _inflection(data)

    def phrases(classes):
        return _phrases(classes, inflection)

    subjects = {word: kind for kind, words in data["subjects"].items() for word in words}
    grammar = {name: frozenset(words) for name, words in data["grammar"].items()}
    if inflection:
        grammar["finite"] |= inflection.finite
    modals, triggers = _phrases(data["modals"]), phrases(data["triggers"])
    verbs = phrases(data["verbs"])
    qualifiers = phrases({**data["softeners"], **data["qualifiers"]})
    conditions = phrases({"condition": data["conditions"]["keep"]})
    return Lexicon(
        language=data["language"],
        name=data["name"],
        modals=modals,
        triggers=triggers,
        verbs=verbs,
        qualifiers=qualifiers,
        softeners=phrases(data["softeners"]),
        conditions=conditions,
        subjects=subjects,
        grammar=grammar,
        endings={name: tuple(words) for name, words in data["endings"].items()},
        habits=data.get("habits", {}),
        anchors=_anchors((modals, triggers), (qualifiers,), (conditions,)),
        tokenizer=Tokenizer(_joins(data["joins"], subjects, verbs) if "joins" in data else None),
        plain=Tokenizer(),
        inflection=inflection,
    )


def _anchors(*kinds: tuple[Phrases, ...]) -> dict[str, list[tuple[int, int]]]:
    """Give the anchors of several kinds of phrases as one."""
    found: dict[str, list[tuple[int, int]]] = {}
    for kind, groups in enumerate(kinds):
        for phrases in groups:
            for word, backs in phrases.anchors.items():
                known = found.setdefault(word, [])
                known += [(kind, back) for back in backs if (kind, back) not in known]
    return found


def _inflection(data):
    """Give how a language inflects, None for one that the clause reader takes as it is."""
    if "inflection" not in data:
        return None
    phrases = (phrase for kind in data["verbs"].values() for phrase in kind)
    verbs = {word for phrase in phrases for word in re.findall(r"[^\W\d_]+", phrase)}
    return Inflection(data["names"], data["inflection"], verbs)


def _joins(joins, subjects, verbs):
    before, after = {*subjects, *joins["before"]}, {*verbs.by_first, *joins["after"]}
    return Joins(joins["modals"], joins["linked"], before, after)


def _phrases(classes: dict[str, Any], inflection: Inflection | None = None) -> Phrases:
    by_first: dict[str, Any] = {}
    anchors: dict[str, set[int]] = {}
    for kind, phrases in classes.items():
        for phrase in phrases:
            for words in _spellings(phrase):
                if inflection:
                    words = inflection.read(" ".join(words))[0]
                anchor = max(words, key=len)
                anchors.setdefault(anchor, set()).add(words.index(anchor))
                branch = by_first
                for word in words:
                    branch = branch.setdefault(word, {})
                branch.setdefault("", kind)
    return Phrases(by_first, anchors)


def _spellings(phrase):
    """Give each way to read a phrase, as tuples of words."""
    choices = []
    for part in re.findall(r"\([^)]*\)|\S+", phrase):
        optional = part.startswith("(")
        words = [tuple(word.split()) for word in part.strip("()").split("/")]
        choices.append([*words, ()] if optional else words)
    for combination in itertools.product(*choices):
        yield tuple(itertools.chain.from_iterable(combination))
