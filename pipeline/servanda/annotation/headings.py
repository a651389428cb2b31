"""Headings: the lines that open parts, chapters, articles, annexes and footnotes.

A line that begins with `#` is a heading for certain. A bare line is one if it opens with a
known word and number, reads like a title and not like a sentence, and does not stand in the
middle of one ("… as set out in / Article 5").
"""

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from .words import (
    WORD_NUMBERS,
    WORDS,
    clean_title,
    fold,
    number_id,
    reads_as_title,
    unfinished,
    without_notes,
)

RANKS = {"annex": 0, "part": 1, "title": 2, "chapter": 3, "section": 4, "subsection": 5}
DIVISIONS = frozenset(RANKS)

_KIND = {word: kind for kind, words in WORDS["headings"].items() for word in words}
_LETTERED = re.compile(r"([A-Z]\.\d{1,2})[.:)]?\s+(\S.*)$")
_UNTITLED = frozenset(["preamble", "footnote", "conclusion"])
_CLOSING = tuple(WORDS["words"]["closing"])
_OPENING = '[({"“* '
_FIRST = frozenset(words[:3] for words in [*_KIND, *_CLOSING])  # letters of what heads a line

_ONE = r"(?:\d{1,4}|[IVXLCDM]{1,8}|[A-Z])"
_BETWEEN = "|".join(WORDS["numbers"]["between"]["words"])
_SUFFIX = rf"(?:\s?(?i:{_BETWEEN})\b)"
_NUMBER = re.compile(
    rf"(?:N[o°º]\.?\s*)?(?P<number>(?:[A-Z]{{1,2}}\s?(?=[-–]\s?\d))?{_ONE}{_SUFFIX}?"
    rf"(?:\s?[-–.]\s?{_ONE}(?![a-z]))*(?:{_SUFFIX}|[A-Za-z]\b|(?i:er)\b|[º°ª])?"
    r"(?:\s?\([A-Z]\))?)(?![\w%])"
)
_SEPARATORS = re.compile(r"[\s.:\-–]{0,4}")
_NUMBER_WORDS = re.compile(r"([A-Za-zÀ-ÿ]+)(?:[\s-]+([A-Za-zÀ-ÿ]+))?")
_WORD = re.compile(r"[\[({\s\"“*]{0,6}(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)")
_MARKED = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:[ \t]*")
_ENUMERATOR = re.compile(
    r"[\[\s]{0,4}(?:\(\w{1,5}\)|\d{1,3}[.)](?=\s)|[a-z]{1,3}[.)](?=\s)|[-–—•*]\s)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"art[a-z]{1,4}[clt][a-z]{1,3}$|articles?$")
_LEAD = re.compile(r"[\[\s]{0,4}(?P<number>[IVXLC]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,3})*)[.)]?[\s:]\s*")


class Heading(NamedTuple):
    """The head of a division, article, annex, preamble, conclusion or footnote."""

    start: int
    body: int
    kind: str
    number: str = ""
    title: str = ""
    level: int = 0
    doubtful: bool = False


@dataclass(slots=True)
class _Line:
    """A line with its place, whether an empty one precedes it, and the last words before."""

    start: int
    end: int
    text: str
    gap: bool
    before: str


def headings(text):
    """Give the headings of a text in their order.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Heading
    """
    lines = _Lines(text)
    found = {at: head for at in lines.candidates() if (head := _heading(lines[at]))}
    found = _titled(lines, found)
    if any(one.kind == "article" and one.level for one in found):
        found = [one for one in found if one.level or one.kind != "article"]
    return _without_contents(text, _resolved(_in_sequence(found)))


class _Lines:
    """The lines of a text that are not empty, each made when it is looked at."""

    def __init__(self, text):
        self.whole = text.split("\n")
        self.words = list(map(str.strip, self.whole))
        self.ends = list(accumulate(map(len, self.whole)))
        self.places = [place for place, words in enumerate(self.words) if words]

    def __len__(self):
        return len(self.places)

    def __getitem__(self, at):
        place = self.places[at]
        last = self.places[at - 1] if at else -1
        end = self.ends[place] + place  # with the line breaks before
        return _Line(
            end - len(self.whole[place]),
            end,
            self.words[place],
            not at or "" in self.whole[last + 1 : place],
            self.words[last][-200:] if at else "",
        )

    def candidates(self):
        """Give which lines may be headings, as their first letters tell; few are."""
        firsts = [self.words[place].lstrip(_OPENING)[:3] for place in self.places]
        return [
            at
            for at, first in enumerate(firsts)
            if first.lower() in _FIRST or first[:1] in "#^" or not first.isascii()
        ]


def _heading(line):
    """Give the heading that a line is, or None."""
    marked = line.text[0] == "#" and _MARKED.match(line.text)
    if marked:
        return _marked(line, len(marked[1]), line.text[marked.end() :].rstrip("# "))
    note = line.text[0] == "[" and _NOTE.match(line.text)
    if note:
        return Heading(line.start, line.start + note.end(), "footnote", note[1])
    if not line.text.lstrip(_OPENING)[:1].isupper():
        return None
    words = line.text[:60].lstrip("[ ")
    if words[:1].isupper() and fold(words).startswith(_CLOSING):
        return Heading(line.start, line.start, "conclusion") if line.gap else None
    return _bare(line)


def _marked(line, level, words):
    """Give the heading of a line with `#`."""
    kind, number, rest = _read(words)
    if kind == "preamble" or kind in ("annex", "conclusion") or (kind and (number or level)):
        if kind == "article" and not number and fold(words).split()[0] != "article":
            kind = ""
    if not kind:
        return Heading(line.start, line.end, "", "", clean_title(words), level)
    return Heading(line.start, line.end, kind, number, clean_title(rest), level)


def _bare(line):
    """Give the heading of a line without `#`, if it reads like one."""
    kind, number, rest = _read(line.text)
    if not kind or not (number or _stands_alone(kind, line)):
        return None
    doubtful = unfinished(line.before)
    if doubtful and not line.gap:
        return None
    if not line.gap and line.before[-1:].islower() and not reads_as_title(line.before):
        return None
    title = _title(rest, bool(number))
    if title is None:
        if kind == "article" and re.match(r"\s*[.\-–—:]", rest) and line.gap:
            body = line.end - len(rest.lstrip(" .-–—:]"))
            return Heading(line.start, body, kind, number, doubtful=doubtful)
        return None
    return Heading(line.start, line.end, kind, number, title, doubtful=doubtful)


def _stands_alone(kind, line):
    """Say whether a line can head a section without a number: "Preamble", "ANNEX"."""
    if kind == "preamble":
        return True
    finished = not line.before or line.before[-1] in '.;:!?)]"”' or line.before.isupper()
    return kind == "annex" and finished and not line.text.endswith(".")


def _read(words):
    """Give (kind, number, rest) of the words of a heading; kind "" if it has no known word."""
    found = _WORD.match(words)
    if not found:
        return "", "", words
    word = fold(found["word"])
    kind = _KIND.get(word, "")
    if not kind and _ARTICLE.match(word):
        kind = "article"  # ARTICTE, ARTÍÍCULO: what character recognition makes of it
    if not kind:
        return "", "", words
    rest = words[found.end() :]
    number = _number(rest)
    if not number:
        return kind, "", rest
    return kind, number[0], rest[number[1] :]


def _number(rest):
    """Give (number, where it ends) at the beginning of a text, or None."""
    lead = _SEPARATORS.match(rest).end()
    words = _NUMBER_WORDS.match(rest, lead)
    if words and fold(words[1]) in WORD_NUMBERS:
        both = words[2] and WORD_NUMBERS[fold(words[1])] >= 20 and fold(words[2]) in WORD_NUMBERS
        end = words.end() if both else words.end(1)
        return rest[lead:end], end
    found = _NUMBER.match(rest, lead)
    if not found or (found["number"][:1].islower()):
        return None
    return found["number"], found.end()


def _title(rest, numbered):
    """Give the title that follows a number, "" for none, or None if it is running text."""
    rest = without_notes(rest)
    if rest.strip("]) .:-–—") == "":
        return ""
    separated = re.match(r"[\])]?\s*[:\-–—.]+\s*", rest)
    title = rest[separated.end() :] if separated else rest.lstrip("] ")
    if not separated and (not numbered or re.match(r"[,;&/]", rest)):
        return None
    enclosed = re.fullmatch(r"\([^()]{2,120}\)", title)
    return clean_title(title) if enclosed or reads_as_title(title) else None


def _titled(lines, found):
    """Give the headings, with the title where it stands on the next line."""
    for at, one in list(found.items()):
        if one.title or not one.kind or one.kind in _UNTITLED or at + 1 == len(lines):
            continue
        after = found.get(at + 1)
        if after is None and not one.level and one.body == lines[at].end:
            line = lines[at + 1]
            if not reads_as_title(line.text) or _ENUMERATOR.match(line.text):
                continue
            if at + 2 < len(lines) and not _begins(lines[at + 2], found.get(at + 2)):
                continue
            title = clean_title(line.text)
        elif after is None or after.kind or not one.level or not after.level:
            continue
        else:
            title = after.title
        found[at] = one._replace(body=lines[at + 1].end, title=title)
        found.pop(at + 1, None)
    return list(found.values())


def _begins(line, heading):
    """Say whether a line can follow a title: it begins something."""
    first = line.text.lstrip("[({\"“'* ")[:1]
    return bool(heading) or line.gap or not first.islower()


def _resolved(found):
    """Give the headings with a kind for those that have no known word."""
    articles = {one.level for one in found if one.kind == "article" and one.level}
    tops = [one for one in found if one.level == 1 and one.kind]
    deeper = [one for one in found if one.level > 1 and one.kind in DIVISIONS - {"annex"}]
    two_levels = articles == {2} and tops and not deeper
    inside, kept = False, []
    for one in found:
        if one.kind:
            inside = one.kind == "article"
        elif two_levels and one.level == 2:
            number, title = _lead(one.title)
            one, inside = one._replace(kind="article", number=number, title=title), True
        elif inside and one.level > min(articles, default=0):
            continue
        elif part := _part_of(one.title, kept):
            one = one._replace(kind="subsection", number=part[1], title=clean_title(part[2]))
            inside = False
        else:
            number, title = _lead(one.title)
            kind = "preamble" if _KIND.get(fold(title)) == "preamble" else "section"
            one, inside = one._replace(kind=kind, number=number, title=title), False
        kept.append(one)
    return kept


def _part_of(title, kept):
    """Match a title such as "A.1 Electronic signatures" that stands under Section A."""
    match = _LETTERED.match(title)
    if not match or all(one.kind != "section" or one.number != match[1][0] for one in kept):
        return None
    return match


def _in_sequence(found):
    """Give the headings without bare lines that only cite an article: "… set out in / Article 5".

    What breaks into a sentence is a heading only if it is next in the row; a bare number
    without a title is one only if it lies not far ahead.
    """
    last, kept = 0, []
    for one in found:
        number = number_id(one.number)
        if kept and one.kind == kept[-1].kind and one.kind in ("preamble", "conclusion"):
            continue  # "Done at …" and "In witness whereof …" are one; so is "Preamble" said twice
        if one.kind == "article" and number.isdigit():
            ahead = int(number) - last
            if one.doubtful and ahead != 1:
                continue
            if not (one.level or one.title or 0 < ahead <= 10 or not last or int(number) == 1):
                continue
            last = int(number)
        elif one.doubtful:
            continue
        elif one.kind in DIVISIONS:
            last = last if one.kind != "annex" and not one.doubtful else 0
        kept.append(one)
    return kept


def _lead(title):
    """Give (number, title) of a heading such as "II. Finance"."""
    found = _LEAD.match(title)
    return (found["number"], clean_title(title[found.end() :])) if found else ("", title)


def _without_contents(text, found):
    """Give the headings without those of a table of contents, which have no words below."""
    last = {(one.kind, one.number): at for at, one in enumerate(found)}
    empty = [not text[one.body : after.start].strip() for one, after in pairwise(found)] + [False]
    listed = [
        empty[at] and not one.level and last[one.kind, one.number] > at
        for at, one in enumerate(found)
    ]
    return [
        one
        for at, one in enumerate(found)
        if not (listed[at] and sum(listed[max(0, at - 2) : at + 3]) > 2)
    ]
