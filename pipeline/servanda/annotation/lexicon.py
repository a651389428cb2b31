"""The words of a language that carry, qualify or deny force, from ``data/lexicon/*.toml``."""

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from servanda.errors import LanguageError

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’/-][^\W_]+)*|[^\s\w]|_")
_FOLDER = "servanda.data.lexicon"
STOPS = frozenset(".;:")  # what ends a clause
INSERT = 40  # words that an insertion between operative word and verb may have at most


@dataclass(frozen=True)
class Phrases:
    """Phrases of several classes, found longest first, word by word."""

    by_first: dict

    def match(self, words, i):
        """Give (class, number of words) of the longest phrase that starts at word `i`, or None."""
        lengths, kinds = self.by_first.get(words[i], ((), None))
        for length in lengths:
            phrase = tuple(words[i : i + length])
            if phrase in kinds:
                return kinds[phrase], len(phrase)
        return None

    def find(self, words):
        """Give (class, first word, last word + 1) of all phrases in `words`, without overlaps."""
        found, i = [], 0
        first = self.by_first
        while i < len(words):
            hit = self.match(words, i) if words[i] in first else None
            if hit:
                found.append((hit[0], i, i + hit[1]))
            i += hit[1] if hit else 1
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
    subjects: dict
    grammar: dict


def languages():
    """Give the codes of the languages that have a lexicon, sorted."""
    files = resources.files(_FOLDER).iterdir()
    return sorted(file.name[:-5] for file in files if file.name.endswith(".toml"))


@cache
def lexicon(language="en"):
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
    return Lexicon(
        language=data["language"],
        name=data["name"],
        modals=_phrases(data["modals"]),
        triggers=_phrases(data["triggers"]),
        verbs=_phrases(data["verbs"]),
        qualifiers=_phrases({**data["softeners"], **data["qualifiers"]}),
        softeners=_phrases(data["softeners"]),
        conditions=_phrases({"condition": data["conditions"]["keep"]}),
        subjects={word: kind for kind, words in data["subjects"].items() for word in words},
        grammar={name: frozenset(words) for name, words in data["grammar"].items()},
    )


def tokens(text):
    """Give the words (lower case) of a text and their offsets: (words, starts, ends)."""
    words, starts, ends = [], [], []
    for match in _WORD.finditer(text):
        words.append(match[0].lower())
        starts.append(match.start())
        ends.append(match.end())
    return words, starts, ends


def _phrases(classes):
    by_first = {}
    for kind, phrases in classes.items():
        for phrase in phrases:
            for words in _spellings(phrase):
                by_first.setdefault(words[0], {}).setdefault(words, kind)
    longest_first = {
        first: (sorted({len(words) for words in kinds}, reverse=True), kinds)
        for first, kinds in by_first.items()
    }
    return Phrases(longest_first)


def _spellings(phrase):
    """Give each way to read a phrase, as tuples of words."""
    choices = []
    for part in re.findall(r"\([^)]*\)|\S+", phrase):
        optional = part.startswith("(")
        words = [tuple(word.split()) for word in part.strip("()").split("/")]
        choices.append([*words, ()] if optional else words)
    for combination in itertools.product(*choices):
        yield tuple(itertools.chain.from_iterable(combination))
