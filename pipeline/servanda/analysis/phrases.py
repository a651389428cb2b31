"""Phrases of the data files, as patterns and as a lookup that is quick on long texts.

A phrase is words with single blanks. "a/b" gives alternatives, "(x)" is optional, "*" at the end
of a word is any ending, "..." is up to four words of any kind; "=" before a phrase asks that it be
the whole text, as for a heading. Case does not matter.
"""

import re

_KEY = 3  # letters of its first word by which a phrase is looked up
_WORD = re.compile(r"\w+")
_GAP = r"(?:[^\s.;:]+\s+){0,4}?"


def pattern(phrase):
    """Give a phrase as the text of a regular expression."""
    parts = []
    for part in re.findall(r"\([^)]*\)|\S+", phrase):
        if part == "...":
            parts.append(_GAP)
            continue
        words = "|".join(map(_ending, part.strip("()").split("/")))
        parts.append(rf"(?:(?:{words})\s+)?" if part[0] == "(" else rf"(?:{words})\s+")
    return "".join(parts).removesuffix(r"\s+")


def any_of(phrases):
    """Give several phrases as the text of one regular expression."""
    return f"(?:{'|'.join(map(pattern, phrases))})"


class Lookup:
    """Finds phrases in a text by the first letters of their first words.

    Parameters
    ----------
    phrases : iterable of (str, object)
        A phrase, and what it stands for.
    """

    def __init__(self, phrases):
        self._by_key = {}
        for phrase, value in phrases:
            found = _regex(phrase), value
            for key in _keys(phrase.removeprefix("=")):
                self._by_key.setdefault(key, []).append(found)

    def find(self, text):
        """Yield (value, start, end) of each phrase in a text, by the place of its first word."""
        for word in _WORD.finditer(text):
            for regex, value in self._by_key.get(word[0][:_KEY].lower(), ()):
                match = regex.match(text, word.start())
                if match:
                    yield value, match.start(), match.end()


def _regex(phrase):
    whole = phrase.startswith("=")
    words = pattern(phrase.removeprefix("="))
    return re.compile(rf"\A{words}\Z" if whole else rf"{words}\b", re.IGNORECASE)


def _keys(phrase):
    """Give the first letters of each first word that a phrase may have."""
    first = phrase.split(" ")[0]
    if first[0] == "(" or first == "...":
        raise ValueError(f"The first word of the phrase '{phrase}' must not be optional.")
    keys = set()
    for word in first.split("/"):
        stem = _WORD.match(word)[0]
        if word == f"{stem}*" and len(stem) < _KEY:
            raise ValueError(f"The '*' of '{phrase}' needs {_KEY} letters before it.")
        keys.add(stem[:_KEY].lower())
    return keys


def _ending(word):
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
