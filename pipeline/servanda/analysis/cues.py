"""The cues of the tags, read from ``data/tags``: one file for each language."""

import tomllib
from functools import cache
from importlib import resources

from servanda.analysis.governing import acts_of
from servanda.analysis.phrases import Lookup
from servanda.errors import LanguageError

_HOME = resources.files("servanda.data").joinpath("tags")
_KINDS = ("beneficiaries", "providers", "conditions", "models")
_ALONE = ("timing", "linked")
_HEADINGS, _GROUPS, _ROLES = "headings", "groups", "sections"
_EARLY = 80  # characters within which a paragraph that is a definition says "means"


def _entries(language):
    return tomllib.loads(_HOME.joinpath(f"{language}.toml").read_text("utf-8"))


TAGS = {name: entry["definition"] for name, entry in _entries("en")["tags"].items()}


class Cues:
    """The cues of one language.

    A cue is found under a key: ("tags", "cooperation", "words") and the like, or the kind and
    the name of what it stands for: ("beneficiaries", "developing"), ("linked",).
    """

    def __init__(self, entries):
        self.tags = entries["tags"]
        self.acts = {name: acts_of(e) for name, e in self.tags.items() if "acts" in e}
        self.definitions, self._roles = entries["definitions"], list(entries[_ROLES])
        words, unless, headings = [], [], []
        for name, entry in self.tags.items():
            for field in ("words", "beside"):
                words += [(cue, ("tags", name, field)) for cue in entry.get(field, ())]
            for field in (_HEADINGS, _GROUPS):
                headings += [(cue, (field, name)) for cue in entry.get(field, ())]
            unless += [(cue, ("tags", name)) for cue in entry.get("unless", ())]
        for kind in _KINDS:
            for name, entry in entries[kind].items():
                words += [(cue, (kind, name)) for cue in entry["words"]]
                unless += [(cue, (kind, name)) for cue in entry.get("unless", ())]
        words += [(cue, (name,)) for name in _ALONE for cue in entries[name]["words"]]
        headings += [(cue, ("definitions",)) for cue in self.definitions[_HEADINGS]]
        for role, entry in entries[_ROLES].items():
            headings += [(cue, (_ROLES, role)) for cue in entry[_HEADINGS]]
            unless += [(cue, (_ROLES, role)) for cue in entry.get("unless", ())]
        self._words, self._unless, self._headings = Lookup(words), Lookup(unless), Lookup(headings)
        self._defining = Lookup((cue, "") for cue in self.definitions["words"])
        self._openings = Lookup((cue, "") for cue in self.definitions["openings"])

    def find(self, text):
        """Give the words found in a text, by key; what a phrase of `unless` covers is left out."""
        found = {}
        for key, start, end in self._allowed(self._words, text):
            found.setdefault(key, {}).setdefault(text[start:end])
        return {key: list(words) for key, words in found.items()}

    def role(self, heading):
        """Say what a section is for, by its heading: horizontal, general, or else vertical."""
        keys = [key[1] for key, _, _ in self._allowed(self._headings, heading) if key[0] == _ROLES]
        return next((role for role in self._roles if role in keys), "vertical")

    def _allowed(self, lookup, text):
        """Yield what a lookup finds and no phrase of `unless` covers."""
        masks = {}
        for key, start, end in self._unless.find(text):
            masks.setdefault(key, []).append((start, end))
        for key, start, end in lookup.find(text):
            if not any(s <= start and end <= e for s, e in masks.get(key[:2], ())):
                yield key, start, end

    def in_headings(self, headings, groups):
        """Give the tags that headings give, with the words found; the article's own come first."""
        for field, titles in ((_HEADINGS, headings), (_GROUPS, groups)):
            found = {}
            for title in titles:
                for key, start, end in self._headings.find(title):
                    if key[0] == field:
                        found.setdefault(key[1], []).append(title[start:end])
            if found:
                return found
        return {}

    def is_definition(self, text, headings):
        """Say whether a provision defines words: by its heading, or by how it opens."""
        keys = (key for title in headings for key, _, _ in self._headings.find(title))
        if ("definitions",) in keys:
            return True
        opening = next(self._openings.find(text[:_EARLY]), None)
        opens = opening is not None and opening[1] == 0
        return any(self._defining.find(text if opens else text[:_EARLY]))


@cache
def cues(language):
    """Give the cues of a language.

    Parameters
    ----------
    language : str
        Its code.

    Returns
    -------
    Cues

    Raises
    ------
    LanguageError
        If there is no file of cues for it.
    """
    if not _HOME.joinpath(f"{language}.toml").is_file():
        raise LanguageError(
            f"There are no cues of tags for the language '{language}'. "
            f"Add data/tags/{language}.toml, or leave the topic out."
        )
    return Cues(_entries(language))
