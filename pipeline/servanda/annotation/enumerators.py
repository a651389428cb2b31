"""Enumerators: what "1.", "5.1", "(a)", "(ii)", "3bis." or "-" at the head of a line may be.

A mark is only a candidate. Whether it opens a paragraph or an item, and whether "(i)" is the
letter after (h) or the Roman one, its neighbours decide (`paragraphs`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from .words import WORDS, fold, roman

_BETWEEN = [words.split("|") for words in WORDS["numbers"]["between"]["words"]]
_RANK = {word: at / 10 for at, words in enumerate(_BETWEEN, 1) for word in words}
_SUFFIX = rf"(?i:\s?(?:{'|'.join(_RANK)})\b)?(?i:\s?alt\b)?"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DASHES = r"[-–—−‒•·▪■●○◦*]"

_LEADING = re.compile(
    rf"""[\[{{\s]{{0,8}}(?:
      (?P<dash>{_DASHES})(?=\s)
    | \((?P<inside>\d{{1,3}}|[A-Za-zñÑ]{{1,5}})(?P<sfx1>{_SUFFIX})\)(?:(?=[a-z]{{2}})|(?![a-z\d]))
    | (?P<number>\d{{1,3}}(?:\s?\.\s?\d{{1,3}}){{0,4}})(?P<sfx2>[A-Z]?{_SUFFIX})
      (?P<shut>\s?(?:\.\)|[.):])(?!\d))?(?=\s|$|[A-ZÀ-Þ\["“…(])
    | (?P<letter>[A-Za-zñÑ]{{1,5}})(?P<close>[.)])(?=\s|$)
    )""",
    re.VERBOSE,
)
_FIRST_NUMBER = re.compile(  # with the groups of _LEADING, empty but for two
    r"[\[{\s]{0,8}()()()(?P<number>\d{1,3})()(?P<shut>\s?\.)()()(?=\s)"
)
_INLINE = re.compile(  # a stop first: `re` looks for that quickly
    r"[:;,.—](?:(?<=[:;])\s*(?=\[?\(\w{1,5}\))"
    rf"|(?:|(?<=[;,]) ?(?:{'|'.join(WORDS['words']['linking'])}))\s+(?=\[?\(?\w{{1,5}}\)\s))"
)
_BLANKS = re.compile(r"[ \t]{0,20}")
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s")
_REFERENCE = re.compile(
    r"\s*(?:of|above|below|and|or|hereof|thereof|anterior|supra)\b"
    r"|\s*del? (?:p[áa]rrafo|art[íi]culo|apartado|presente)|\s*[,;)]"
)


@dataclass(slots=True)
class Mark:
    """A candidate enumerator: place, style of brackets, and what its value may be."""

    start: int
    body: int
    style: str
    number: str
    values: dict[str, float]
    prefix: tuple[int, ...] = ()
    weak: bool = False
    indent: int = 0
    inline: bool = False


def leading(text: str, start: int, end: int, indent: int = 0, within: str = "") -> list[Mark]:
    """Give the marks at the head of a line, more than one in "4. (a) The Committee".

    `within` is the number of the article: in Article 15 "15. 1" is paragraph 15.1.
    """
    marks: list[Mark] = []
    at = start
    while len(marks) < 4:
        head = text[at : at + 6]
        if head[:1].isalpha() and "." not in head and ")" not in head:
            return marks  # a word, as most lines begin
        found = _LEADING.match(text, at, end)
        number = found and found["number"]
        if number and not (number.isdigit() or _belongs(number, within)):
            found = _FIRST_NUMBER.match(text, at, end)
        mark = found and _mark(found, text, indent)
        if not mark:
            return marks
        marks.append(mark)
        if mark.style == "-":
            return marks
        at = mark.body
    return marks


def inline(text: str, start: int, end: int) -> list[Mark]:
    """Give the marks inside a line that follow a stop: ": (a) …; and (b) …"."""
    marks: list[Mark] = []
    if text.find(")", start, end) < 0:
        return marks
    for gap in _INLINE.finditer(text, start, end):
        if text[gap.start() - 1 : gap.start()] == ")" and text[gap.start()] != ":":
            continue  # "subparagraphs (a), (b) and (c)"
        found = _LEADING.match(text, gap.end(), end)
        mark = found and not found["dash"] and not found["number"] and _mark(found, text, 0, True)
        if mark and not _REFERENCE.match(text, mark.body):
            marks.append(mark)
    return marks


def refers(text: str, mark: Mark) -> bool:
    """Say whether a mark reads like a reference: "(a) of Article 5", "(b) and (c)"."""
    return bool(_REFERENCE.match(text, mark.body))


def _belongs(number: str, within: str) -> bool:
    """Say whether a number with blanks in it ("15. 1") is one number after all."""
    return not _BLANK.search(number) or ".".join(_DIGITS.findall(number)[:-1]) == within


def _mark(found: re.Match[str], text: str, indent: int, is_inline: bool = False) -> Mark | None:
    """Give the mark of a match, or None if its letters count nothing."""
    meaning = _meaning(*found.groups(""))
    if not meaning:
        return None
    start = found.end() - len(found[0].lstrip())
    blanks = _BLANKS.match(text, found.end())
    assert blanks
    return Mark(start, blanks.end(), *meaning, indent, is_inline)


@lru_cache(maxsize=4096)  # the same few marks come over and over
def _meaning(
    dash: str,
    inside: str,
    suffix: str,
    number: str,
    number_suffix: str,
    shut: str,
    letter: str,
    close: str,
) -> tuple[str, str, dict[str, float], tuple[int, ...], bool] | None:
    """Give (style, number, values, prefix, is weak) of a mark, or None if it counts nothing."""
    if dash:
        return "-", "", {"dash": 1}, (), False
    if number:
        return _numbered(number, number_suffix, shut.strip())
    token, style = inside or letter, "()" if inside else close
    values: dict[str, float]
    if token.isdigit():
        values = {"number": int(token)}
    else:
        values, style = _values(token), style + ("A" if token.isupper() else "a")
    values = {family: at + _between(suffix) for family, at in values.items()}
    return (style, token + _tight(suffix), values, (), False) if values else None


def _numbered(
    number: str, suffix: str, shut: str
) -> tuple[str, str, dict[str, float], tuple[int, ...], bool] | None:
    """Give the meaning of "5.", "5.1", "5)" or a bare "5"."""
    if len(suffix) == 1 and not suffix.isupper():
        return None
    *prefix, last = [int(part) for part in _DIGITS.findall(number)]
    style, values = ")" if shut == ")" else ".", {"number": last + _between(suffix)}
    return style, str(last) + _tight(suffix), values, tuple(prefix), not shut and not suffix


def _between(suffix: str) -> float:
    """Give what a suffix adds to a number: 0.1 for "bis", 0.05 for "alt"."""
    if not suffix:
        return 0
    suffix = fold(suffix).strip()
    extra = 0.05 if suffix.endswith("alt") else 0
    suffix = suffix.removesuffix("alt").strip()
    if len(suffix) == 1:
        return extra + (_LETTERS.find(suffix) + 1) / 100
    return extra + _RANK.get(suffix, 0)


def _tight(suffix: str) -> str:
    """Give a suffix without blanks: "bis alt" gives "bisalt"."""
    return "".join((suffix if len(suffix) == 1 else fold(suffix)).split())


def _values(token: str) -> dict[str, float]:
    """Give what letters may count: {"letter": 9, "roman": 1} for "i"."""
    token = token if token.isupper() or token.islower() else ""
    token = token.lower()
    found: dict[str, float] = {}
    if token == "ñ":
        return {"letter": 14.5}
    if token and token == token[0] * len(token) and len(token) < 4 and token[0] in _LETTERS:
        found["letter"] = _LETTERS.find(token[0]) + 1 + 26 * (len(token) - 1)
        if len(token) == 2:
            found["double"] = _LETTERS.find(token[0]) + 1
    if roman(token):
        found["roman"] = roman(token)
    return found


class Lookahead:
    """Which values come later, by style: to tell (i) after (h) from (i) before (ii)."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = marks
        self._places: dict[tuple[str, str, float], list[int]] = {}

    def next(self, style: str, family: str, value: float, after: int) -> float:
        """Give where a value comes next after a place, or infinity."""
        key = style, family, value
        if key not in self._places:
            self._places[key] = [
                mark.start
                for mark in self._marks
                if mark.style == style and mark.values.get(family) == value
            ]
        places = self._places[key]
        at = bisect_right(places, after)
        return places[at] if at < len(places) else float("inf")
