"""Option blocks: "Option 1: … Option 2: No text", "Alt 1", paragraphs "3.3alt"."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from .grammar import LISTS, is_absent
from .marks import blocks

_WORDS = LISTS["options"]["words"]
_NAMES = "|".join(_WORDS)
_MARKER = re.compile(
    rf"(?:(?<=[.;:!?\]\s])|(?<=\[)|\A)[*\\]{{0,3}}\b(?:{_NAMES})[^\S\n]?\(?"
    r"(?P<number>\d{1,2}|[IVX]{1,4}|[a-zA-Z])\b\)?"
    r"(?P<mark>[^\S\n]*\)?(?:[*\\]{0,3}:+[*\\]{0,3}|[*]{2}))?"
    r"(?P<dash>[^\S\n]+[–—-](?=[^\S\n]))?[^\S\n]*",
    re.IGNORECASE | re.MULTILINE,
)
# Where a name may stand in small letters: plain search finds its first letters many times faster
# than a pattern would, and "alt" finds "alternative" too.
_HINT = re.compile(rf"(?<!\w)(?:{_NAMES})[^\S\n]?\(?(?:\d{{1,2}}|[ivx]{{1,4}}|\w)\b")
_HEADS = [one for one in _WORDS if not any(one.startswith(w) for w in _WORDS if w != one)]
_ALT_HINT = re.compile(
    r"alt\b(?:(?<=[\d.:]alt)|(?<=[\d.:] alt)|(?<=(?:bis|ter)alt)|(?<=(?:bis|ter) alt))"
)
_STARS = 3  # marks of emphasis that may stand before the name of an option
_ALT = re.compile(
    r"\[{0,6}(?P<number>\d{1,3}(?:\.\d{1,3}){0,9})[.:]?"
    r"(?P<between> ?(?:bis|ter|quater))? ?alt\b[.:)]*",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\[{0,6}(?P<number>\d{1,3}(?:\.\d{1,3}){0,9})[.:]?(?P<between> ?(?:bis|ter|quater)\b)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?P<indent> *)\[*(?P<path>(?:\d{1,3}\.)*)(?P<number>\d{1,3})(?=[.):\s]|bis|ter|alt)"
)
_LINE_HEAD = re.compile(
    r"[^\S\n]*[\[\s*\\(]*(?:\d{1,3}(?:\.\d{1,3}){0,9}(?:bis|ter)?[.)]?|\([a-z]+\))?[\s*\[]*\Z"
)

_INDENT = re.compile(r" *")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SKIPPED = 3  # options that may have been dropped between two that are numbered
_DEEPEST = 4  # options within options
_FAR = 100  # blocks before an option among which its paragraph is looked for


@dataclass(frozen=True, slots=True)
class Option:
    """One of several exclusive texts: [start, end) with its name, `body` where its words begin.

    `block` is the same for those that exclude each other; `absent` says "no text".
    """

    start: int
    body: int
    end: int
    block: int
    name: str
    absent: bool = False


@dataclass(slots=True)
class _Block:
    """Options that exclude each other, while their names are read: how far they may reach."""

    names: list
    limit: int
    indent: int


def options(text, pairs=()):
    """Give the options of a text in order.

    Parameters
    ----------
    text : str
    pairs : list of Bracket
        The brackets of the text: an option in a bracket ends with it.

    Returns
    -------
    list of Option
        Only such as have at least one other option beside them.
    """
    small = text.lower()
    markers = [each for each in _markers(text, small) if _opens(text, each)]
    alternates = _ALT_HINT.search(small) and _ALT.search(text)
    if len(markers) < 2 and not alternates:
        return []  # an option alone is none
    edges = _edges(text)
    open_, done = [], []
    for marker, after in zip(markers, [*markers[1:], None], strict=False):
        while open_ and open_[-1].limit <= marker.start():
            done.append(open_.pop())
        indent = len(_INDENT.match(text, text.rfind("\n", 0, marker.start()) + 1)[0])
        depth = _depth(open_, marker, indent)
        for inner in open_[depth:]:
            inner.limit = min(inner.limit, marker.start())
        done += open_[depth:]
        del open_[depth:]
        if depth and _continues(open_[-1].names[-1], marker):
            open_[-1].names.append(marker)
        else:
            around = _around(marker, after, pairs)
            limit = _limit(text, marker, edges, around)
            above = open_[-1].limit if open_ else limit
            open_.append(_Block([marker], min(limit, above), indent))
    found = []
    for number, block in enumerate([*done, *open_]):
        found += _options(text, block.names, block.limit, number)
    found += _alternates(text, edges, len(markers))
    return sorted(found, key=lambda option: (option.start, -option.end))


def _markers(text, small):
    """Yield what looks like the name of an option, as ``_MARKER.finditer`` does."""
    if len(small) != len(text):  # a letter such as the Turkish İ has two small ones
        yield from _MARKER.finditer(text)
        return
    end = 0
    for at in sorted(at for head in _HEADS for at in _hints(small, head)):
        starts = range(max(end, at - _STARS), at + 1)
        marker = next(filter(None, (_MARKER.match(text, start) for start in starts)), None)
        if marker:
            end = marker.end()
            yield marker


def _hints(small, head):
    """Yield where a name that begins with some letters may stand."""
    at = small.find(head)
    while at >= 0:
        if _HINT.match(small, at):
            yield at
        at = small.find(head, at + 1)


def _depth(open_, marker, indent):
    """Give how many of the open blocks stay open: up to that which a name goes on with."""
    for depth in range(len(open_), 0, -1):
        if _continues(open_[depth - 1].names[-1], marker):
            return depth
    style, value = _value(marker)
    if value > 1 or len(open_) >= _DEEPEST:
        return 0
    # "Option 1" again is a new choice, within an option only if moved in or named otherwise.
    for depth, block in enumerate(open_):
        if _value(block.names[0])[0] == style and indent <= block.indent:
            return depth
    return len(open_)


def _alternates(text, edges, block):
    """Give paragraphs such as "3.3alt", each as an option beside the paragraph 3.3."""
    found, homes = [], {}
    ends = [*(edge[0] for edge in edges[1:]), len(text)]
    for (start, _, _, number), end in zip(edges, ends, strict=False):
        alt = _ALT.match(text, start, end)
        full = _FULL.match(text, start, end)
        base = homes.get(_joined(alt)) if alt else None
        if base is not None:
            for low, high in ((base, start), (start, end)):
                stop = low + len(text[low:high].rstrip())
                found.append(Option(low, low, stop, block, ""))
            block += 1
        elif number and full:
            homes[_joined(full)] = start
    return found


def _joined(found):
    """Give the number of a paragraph as "3.3bis"."""
    return found["number"] + (found["between"] or "").strip().lower()


def _opens(text, marker):
    """Say whether what looks like the name of an option is one: it heads a line or has a colon."""
    if marker["mark"] and not marker["dash"]:
        return True
    line = text.rfind("\n", 0, marker.start()) + 1
    after = text[marker.end() : marker.end() + 1]
    return (after in "\n[" or after.isupper() or marker["dash"]) and bool(
        _LINE_HEAD.match(text, line, marker.start())
    )


def _continues(one, other):
    """Say whether a name goes on with another: "Option 2" or "Option II" with "Option 1"."""
    (style, value), (other_style, other_value) = _value(one), _value(other)
    alike = style == other_style or "letter" not in (style, other_style)
    return alike and value < other_value <= value + _SKIPPED


def _value(marker):
    """Give the style of an option's number and its value."""
    number = marker["number"].upper()
    if number.isdigit():
        return "digit", int(number)
    if set(number) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in number]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return "roman", sum(-one if one < other else one for one, other in pairs)
    return "letter", ord(number[0]) - ord("A") + 1


def _edges(text):
    """Give the blocks at which options may end: (start, is a heading, indent, number or None)."""
    edges = []
    for start, _ in blocks(text):
        line = text.rfind("\n", 0, start) + 1
        numbered = _NUMBERED.match(text, line)
        number = (numbered["path"], int(numbered["number"])) if numbered else None
        edges.append((start, text[start] == "#", start - line, number))
    return edges


def _around(marker, after, pairs):
    """Give the end of the innermost bracket around an option and its neighbours, or infinity."""
    at = marker.start()
    place = bisect_right(pairs, at, key=lambda pair: pair.start) - 1
    while place >= 0:
        start, end = pairs[place].inner
        alone = at - start <= 1 and after is not None and after.start() > end
        if end >= at and not alone:  # "[Alt 1: …] [Alt 2: …]" are not alone within theirs
            return end
        place = pairs[place].parent
    return float("inf")


def _limit(text, first, edges, around):
    """Give where the last option of a block ends: at a heading, or the next numbered block."""
    at = bisect_right(edges, first.start(), key=lambda edge: edge[0])
    home = _home(edges[max(0, at - _FAR) : at])
    for edge in islice(edges, at, None):
        if edge[0] >= around:
            break
        if edge[1] or _is_after(home, edge):
            return edge[0]
    return int(min(len(text), around))


def _home(edges):
    """Give the numbered block, or the heading, under which options in the last block stand."""
    if not edges:
        return None
    own = edges[-1]
    for edge in reversed(edges):
        above = edge[2] < own[2] or edge[2] == 0
        if edge[1] or (edge[3] and (edge is own or above)):
            return edge
    return None


def _is_after(home, edge):
    """Say whether a block has a later number than the one in which the options stand."""
    if not home or home[1] or not edge[3] or edge[2] > home[2]:
        return False
    return edge[3][0] == home[3][0] and edge[3][1] > home[3][1]


def _options(text, markers, limit, block):
    """Give the options of one block, if they are at least two."""
    if len(markers) < 2:
        return []
    ends = [marker.start() for marker in markers[1:]] + [limit]
    return [
        Option(
            marker.start(),
            marker.end(),
            marker.end() + len(text[marker.end() : end].rstrip(" \t\n[")),
            block,
            text[marker.start() : marker.end()].strip(" *:\\\n"),
            is_absent(text[marker.end() : max(end, marker.end())]),
        )
        for marker, end in zip(markers, ends, strict=True)
    ]
