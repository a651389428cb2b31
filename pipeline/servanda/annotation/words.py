"""The words of structure: what reads as a number, a title, an option or an unfinished line."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

WORDS = tomllib.loads(files("servanda.data").joinpath("structure.toml").read_text("utf-8"))
_BETWEEN = "|".join(WORDS["numbers"]["between"]["words"])
_JOINING = frozenset(WORDS["words"]["joining"])
_REFERRING = frozenset(WORDS["words"]["referring"])
_OPEN = _JOINING | _REFERRING
_MODAL = frozenset(WORDS["words"]["modal"])
_NOTE_MARK = re.compile(r"\s*\[\^[^\]\s]{1,20}\]")
_OPTION = re.compile(
    r"[\[({\s]{0,4}(?:option|opcion|alt|alternative|alternativa)\b[\s(]{0,3}\w{0,4}\)?[\s:.]*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_STOPS = frozenset(["", *".;,:"])
_BLANKS = re.compile(r"[\s-]+")
_IN_NUMBERS = re.compile(r"[\s()º°ª]+")
_AFTER_DIGIT = re.compile(rf"(?<=\d)({_BETWEEN})", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)er$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[A-Za-z\d]+")
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_UNITS = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]


def fold(text):
    """Give a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slug(title):
    """Give a title as part of an id: "Rules of origin" gives "rules-of-origin"."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(title))[:8])


@lru_cache(maxsize=4096)  # the same few numbers come over and over
def number_id(number):
    """Give a number as an id writes it: "4 bis" gives "4bis", "Twenty-One" gives "21"."""
    words = [word for word in _BLANKS.split(fold(number)) if word]
    if words and all(word in WORD_NUMBERS for word in words):
        return str(sum(WORD_NUMBERS[word] for word in words))
    number = _IN_NUMBERS.sub("", number).replace("–", "-")
    return _ORDINAL.sub("", _AFTER_DIGIT.sub(lambda found: found[0].lower(), number))


def _word_numbers():
    """Give the numbers in words: {"one": 1, "twenty": 20, "premier": 1, …}."""
    numbers = WORDS["numbers"]
    found = {word: at for at, word in enumerate(numbers["en"], 1)}
    found |= {word: 10 * at for at, word in enumerate(numbers["en_tens"], 2)}
    for at, words in enumerate(numbers["ordinals"], 1):
        found |= dict.fromkeys(words.split("|"), at)
    return found


WORD_NUMBERS = _word_numbers()


def unfinished(before):
    """Say whether a text breaks off at a word that needs another ("as set out in")."""
    words = before.rsplit(None, 1)
    return bool(words) and fold(words[-1]).lstrip("([“\"'") in _OPEN


def names_option(line):
    """Say whether a line begins an alternative: "Option 2: Each Party …"."""
    return bool(_OPTION.match(line))


def is_option(line):
    """Say whether a line only names an alternative: "Option 2:"."""
    found = _OPTION.match(line)
    return bool(found) and not line[found.end() :].strip("])} ")


def reads_as_title(line):
    """Say whether a line reads like a title: short, capitalised, no sentence."""
    line = without_notes(line)
    if not 0 < len(line) <= 160 or line.rstrip("]})")[-1:] in _STOPS:
        return False
    if line.count("(") != line.count(")") or _OPTION.match(line):
        return False
    first = line.lstrip("[(\"“'* ")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    words = {fold(word) for word in _WORD.findall(line)}
    return not words & _MODAL


def without_notes(words):
    """Give some words without marks of footnotes."""
    return (_NOTE_MARK.sub("", words) if "[^" in words else words).strip()


def clean_title(title):
    """Give a title without brackets around it, note marks and separators."""
    title = without_notes(title).strip(" \t:.-–—")
    title = title.removeprefix("]").strip(" :.-–—")
    if title.startswith("(") and title.endswith(")") and title.count("(") == 1:
        title = title[1:-1]
    if title.count("[") != title.count("]") or (title[:1] == "[" and _BRACKETED.fullmatch(title)):
        title = title.strip("[] ")
    return title.strip()


@lru_cache(maxsize=4096)
def order(number):
    """Give a number as a tuple that can be counted on: "14.6" is (14, 6), "IV" is (4,)."""
    parts = _PART.findall(number_id(number))
    found = [int(part) if part.isdigit() else roman(part) for part in parts]
    return tuple(found) if found and all(found) else ()


def follows(before, after):
    """Say whether a number is the next after another: (14, 7) or (15, 1) after (14, 6)."""
    if not before or not after or len(before) != len(after):
        return False
    up = (*before[:-1], before[-1] + 1)
    return after == up or (len(after) > 1 and after == (before[0] + 1, *(1,) * (len(after) - 1)))


def roman(token):
    """Give the value of a small Roman number up to xxxix, 0 if it is none."""
    found = _ROMAN.match(token)
    return 10 * len(found[1]) + _ROMAN_UNITS.index(found[2]) if found else 0
