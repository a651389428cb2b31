"""Pairs the square brackets of a text, whatever is missing, in one pass without recursion.

Brackets pair within a block (a paragraph, a list item). What stays open is looked at with care:
opened at the head of a block it may be closed at the end of a later one; opened in mid-sentence
it ends with the block, unless a list follows. A `]` after the last full stop of a block in which
nothing is open closes the whole block; any other is a slip of the pen.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

MARK = re.compile(r"\[(?:\^[^\]\[\s]{1,20}\]:?)?|\]")
_BLOCK = re.compile(  # possessive, else each character is remembered: gigabytes for a long line
    r"\S(?:[^\n]++|\n(?![^\S\n]*\n|[^\S\n]*#{1,6} ))*+"
)
_HEAD = re.compile(
    r"(?:#{1,6} )?[\s*\\(“\"]*"
    r"(?:(?:\(?\w{1,5}\)|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z](?=[.:)]))"
    r"(?: ?(?:bis|ter|quater|quinquies|alt))*[.:)]*|[-•–])?"
    r"[\s*]*(?:(?:option|alt\w*|opci[óo]n)[ (]*\w{1,4}\)?[*\s:.]*)?[\s*]*",
    re.IGNORECASE,
)
_AFTER_STOP = re.compile(r"[.!?](?:\[\^[^\]\[\s]{1,20}\]|\{[^{}]*\}|[)}*”\"’\\ \n])*\Z")
_GOES_ON = re.compile(
    r"(?:[:—–-]|[;,](?:\s*\[?(?:and|or|and/or)\]?)?|\b(?:and|or|to|of|that))[\s*\])]*\Z"
)
_LAST_STOP = re.compile(r"(?:\[\^[^\]\[\s]{1,20}\]|[.;:*]|\s){1,40}\Z")
_LAST_NOTE = re.compile(r"\[\^[^\]\[\s]{1,20}\Z")
_TRAILING = '])}.;:,*”"’\\ \n'
_REMARK = 300  # characters that a remark in braces may have
_WINDOW = 60  # characters before a place that are looked at
_DEEPEST = 100  # brackets opened in brackets beyond which a mark is taken for a slip


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets: [start, end) with its marks, as far as they are written.

    `opened` and `closed` say whether "[" and "]" stand in the text or are only understood;
    `parent` is the place of the bracket around it in the list, or -1; `depth` counts from 0.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True
    parent: int = -1
    depth: int = 0

    @property
    def inner(self):
        """Give (start, end) of what stands between the marks."""
        return self.start + self.opened, self.end - self.closed


@dataclass(slots=True)
class _Scan:
    """What is open at a place: `open` in this block, `carried` from earlier ones."""

    text: str
    pairs: list
    strays: list
    carried: list
    open: list


def pair(text):
    """Give the brackets of a text in order, and the places of marks that belong to none.

    Parameters
    ----------
    text : str

    Returns
    -------
    (list of Bracket, list of int)
    """
    scan = _Scan(text, [], [], [], [])
    places = places_of_marks(text)
    at = 0
    for block in _BLOCK.finditer(text) if places else ():
        if text[block.start()] == "#":
            _drop_carried(scan)
        last = bisect_left(places, block.end(), at)
        if last > at or scan.carried:
            _block(scan, block.start(), block.end(), places[at:last])
        at = last
    _drop_carried(scan)
    return nested(scan.pairs), scan.strays


def places_of_marks(text):
    """Give the places of the brackets in a text; `[^3]` is none."""
    if "[" not in text and "]" not in text:
        return []  # most treaties, told at once
    return [each.start() for each in MARK.finditer(text) if each.end() - each.start() == 1]


def blocks(text):
    """Give (start, end) of each block of a text: a paragraph, a heading, a list item."""
    return [each.span() for each in _BLOCK.finditer(text)]


def head(text, start, end):
    """Give where the words of a block begin, after its enumerator and the name of its option."""
    return _HEAD.match(text, start, end).end()


def _block(scan, start, end, marks):
    """Pair the marks of a block."""
    text, tail = scan.text, _tail(scan.text, start, end)
    indent = start - text.rfind("\n", 0, start) - 1
    _drop_carried(scan, indent)
    begin = head(text, start, end) if marks else start
    too_deep = 0
    for at in marks:
        if text[at] == "[":
            at_head = at <= begin
            begin = begin + 1 if at == begin else begin  # "[[Parties …" opens twice at the head
            if len(scan.open) + len(scan.carried) < _DEEPEST:
                scan.open.append((at, at_head))
            else:
                scan.strays.append(at)
                too_deep += 1
        elif too_deep:
            scan.strays.append(at)
            too_deep -= 1
        elif scan.open:
            scan.pairs.append(Bracket(scan.open.pop()[0], at + 1))
        elif at >= tail and scan.carried:
            scan.pairs.append(Bracket(scan.carried.pop()[0], at + 1))
        elif at >= tail and _AFTER_STOP.search(text, max(tail, at - _REMARK), at):
            scan.pairs.append(Bracket(head(text, start, end), at + 1, opened=False))
        else:
            scan.strays.append(at)
    goes_on = _GOES_ON.search(text, max(start, end - _WINDOW), end)
    for at, at_head in scan.open:
        if at_head or goes_on:
            scan.carried.append((at, end, -1 if at_head else indent))
        else:
            scan.pairs.append(Bracket(at, _sentence_end(text, at, end), closed=False))
    scan.open.clear()


def _tail(text, start, end):
    """Give where the marks that close a block begin: the full stop and what follows it."""
    at = end
    while True:
        while at > start and text[at - 1] in _TRAILING:
            at -= 1
        note = _LAST_NOTE.search(text, max(start, at - 24), at)
        brace = text.rfind("{", max(start, at - _REMARK), at) if text[at : at + 1] == "}" else -1
        if not note and brace < 0:
            return at
        at = note.start() if note else brace


def _sentence_end(text, start, end):
    """Give where a bracket that was never closed ends: before the full stop of the block."""
    window = max(start, end - _WINDOW)
    return window + len(_LAST_STOP.sub("", text[window:end]))


def _drop_carried(scan, indent=-2):
    """End with its block what is open still, of an item in its midst where the list has ended."""
    gone = [each for each in scan.carried if each[2] > indent]
    if gone:
        scan.pairs += [Bracket(at, end, closed=False) for at, end, _ in gone]
        scan.carried = [each for each in scan.carried if each[2] <= indent]


def nested(pairs):
    """Give brackets in order, each with its parent; one that crosses another is cut to fit."""
    found, open_ = [], []
    for each in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        while open_ and found[open_[-1]].end <= each.start:
            open_.pop()
        if open_ and found[open_[-1]].end < each.end:
            each = replace(each, end=found[open_[-1]].inner[1], closed=False)
        parent = open_[-1] if open_ else -1
        open_.append(len(found))
        found.append(replace(each, parent=parent, depth=len(open_) - 1))
    return found
