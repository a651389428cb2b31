"""Word's automatic numbers, as Word shows them: "Article 5", "2.", "(a)".

The numbers of most treaty drafts are nowhere in their text: a paragraph points to a list, the
list to an abstract list, and the number is what the counters of its levels give there.
"""

import re
from dataclasses import dataclass, replace

from .docx_archive import W, is_on, value

_NONE = "none"
_HOLE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LIMIT = 5000
"""No draft counts further; a file that says it starts there is not worth a longer number."""


@dataclass(frozen=True)
class Level:
    """A level of a list: how it counts and how its number looks."""

    start: int = 1
    format: str = "decimal"
    template: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


class Numbering:
    """The lists of a Word file and how far each has counted.

    Parameters
    ----------
    root : lxml.etree._Element or None
        The tree of numbering.xml.
    style_lists : dict
        For each numbering style, the id of its list.
    """

    def __init__(self, root, style_lists):
        children = [] if root is None else list(root)
        abstracts = {
            one.get(f"{W}abstractNumId"): one for one in children if one.tag == f"{W}abstractNum"
        }
        self._levels = {key: _levels(one) for key, one in abstracts.items()}
        self._lists = {}
        nums = {one.get(f"{W}numId"): one for one in children if one.tag == f"{W}num"}
        for key, num in nums.items():
            abstract = _linked(value(num, "abstractNumId"), abstracts, nums, style_lists)
            self._lists[key] = _read_list(num, abstract, self._levels.get(abstract, {}))
        self._counts = {}
        self._begun = set()

    def level_of_style(self, number, styles):
        """Give the level of a list that belongs to one of some styles, the nearest first."""
        _, levels, _ = self._lists.get(number, (None, {}, {}))
        for style in styles:
            for at, level in levels.items():
                if level.style == style:
                    return at
        return None

    def knows(self, number, at):
        """Tell whether a list has a level that shows a number or a bullet."""
        levels = self._lists.get(number, (None, {}, {}))[1]
        return at in levels

    def abstract(self, number):
        """Give the id of what lists that count on together have in common."""
        return self._lists[number][0]

    def next(self, number, at):
        """Count on at a level of a list and give the number as Word shows it."""
        abstract, levels, starts = self._lists[number]
        counts = self._counts.setdefault(abstract, {})
        if (number, at) not in self._begun:
            self._begun.add((number, at))
            if at in starts:
                counts[at] = starts[at] - 1
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for below in [one for one in counts if one > at]:
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                del counts[below]
        return _shown(levels, counts, at)


def _linked(abstract, abstracts, nums, style_lists):
    """Give the abstract list that really holds the levels, through numbering styles."""
    for _ in range(10):
        element = abstracts.get(abstract)
        style = value(element, "numStyleLink")
        if style is None or style_lists.get(style) not in nums:
            break
        abstract = value(nums[style_lists[style]], "abstractNumId")
    return abstract


def _read_list(num, abstract, levels):
    """Give (abstract list, levels, own starts) of a list with its overrides."""
    levels, starts = dict(levels), {}
    for override in num.findall(f"{W}lvlOverride"):
        at = _number(override.get(f"{W}ilvl"), 0)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[at] = _level(own)
            starts.setdefault(at, levels[at].start)
        start = value(override, "startOverride")
        if start is not None:
            starts[at] = _number(start, 1)
            if at in levels:
                levels[at] = replace(levels[at], start=starts[at])
    return abstract, levels, starts


def _levels(abstract):
    """Give the levels of an abstract list."""
    return {_number(one.get(f"{W}ilvl"), 0): _level(one) for one in abstract.findall(f"{W}lvl")}


def _level(element):
    """Give a level as its element describes it."""
    formats = element.iter(f"{W}numFmt")  # a newer format stands before its fallback
    names = [one.get(f"{W}val", "") for one in formats]
    restart = value(element, "lvlRestart")
    return Level(
        start=_number(value(element, "start"), 0),
        format=next((name for name in names if name != "custom"), "decimal"),
        template=value(element, "lvlText", ""),
        legal=bool(is_on(element, "isLgl")),
        restart=None if restart is None else _number(restart, 0),
        style=value(element, "pStyle", ""),
    )


def _number(text, default):
    """Give the whole number that a text is, within what a draft can need."""
    try:
        return max(0, min(int(text), _LIMIT))
    except (TypeError, ValueError):
        return default


def _shown(levels, counts, at):
    """Give the number of a level: its template with the counts of the levels in it."""
    level = levels[at]
    if level.format == "bullet":
        return "-" if level.template.strip() else ""

    def fill(hole):
        above = int(hole[1]) - 1
        name = levels[above].format if above in levels else "decimal"
        if above > at:
            return ""
        if level.legal and name != _NONE:
            name = "decimal"
        start = levels[above].start if above in levels else 1
        return show(counts.get(above, start), name)

    return " ".join(_HOLE.sub(fill, level.template).split())


def show(count, name):
    """Give a count in one of Word's number formats.

    Examples
    --------
    >>> [show(28, name) for name in ("decimal", "lowerLetter", "upperRoman", "ordinal")]
    ['28', 'bb', 'XXVIII', '28th']
    """
    if name == _NONE or name == "bullet":
        return ""
    if name in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if name == "upperLetter" else letters
    if name in ("lowerRoman", "upperRoman") and count > 0:
        return roman(count) if name == "lowerRoman" else roman(count).upper()
    if name == "ordinal":
        teen = count % 100 in (11, 12, 13)
        return f"{count}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    return f"{count:02}" if name == "decimalZero" else str(count)


def roman(count):
    """Give a count in small Roman numerals."""
    shown = ""
    for worth, numeral in _ROMAN:
        shown += numeral * (count // worth)
        count %= worth
    return shown
