"""Units: the sentences in which norms are looked for, a list with all its items as one.

A unit is one sentence. If it opens a list ("Each Party shall:") it runs through all items,
nested ones, and the words after them that belong to all. What an item says after its first
sentence is a unit of the item.
"""

import re
from typing import Any, NamedTuple

from .sentences import sentences
from .structure import Section

_NOTE = re.compile(r"(?:\s*\[\^[^\]\s]{1,20}\])+$")
_STOP = re.compile(r"[.!?;][\"'”’)\]}*\s]*$")
_COLON = re.compile(r"[:—–-][\"'”’)\]}*\s]*$")
_SMALL = re.compile(r"[\[({\"“'‘\s]*[a-zà-ÿ]")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6} .*$", re.MULTILINE)
_SEE_THROUGH = frozenset(["chapeau", "tail"])


class Unit(NamedTuple):
    """A sentence of a section, with the items of the list that it opens.

    `items` holds (section id, start, end) of each item that has none below it; the start is
    after its enumerator.
    """

    section: str
    start: int
    end: int
    items: tuple[tuple[str, int, int], ...] = ()


def units(text: str, sections: list[Section]) -> list[Unit]:
    """Give the units of a text in order.

    Parameters
    ----------
    text : str
    sections : list of Section
        As `parse` gives them.

    Returns
    -------
    list of Unit
    """
    reader = _Reader(text, sections)
    for section in sections:
        if not section.parent:
            reader.read(section)
    return sorted(reader.found, key=lambda unit: (unit.start, -unit.end))


class _Reader:
    """A text with its sections, and the units found so far."""

    def __init__(self, text: str, sections: list[Section]) -> None:
        self.text = text
        self.found: list[Unit] = []
        self.below: dict[str, list[Section]] = {}
        for section in sections:
            self.below.setdefault(section.parent, []).append(section)

    def read(self, section: Section, skip_first: bool = False) -> None:
        """Take the units of a section and all below; `skip_first` if a list has its first."""
        parts = self._parts(section)
        at = 0
        while at < len(parts):
            part = parts[at]
            if isinstance(part, Section):
                self.read(part)
                at += 1
            else:
                at = self._words(section, parts, at, skip_first)
            skip_first = False

    def _parts(self, section: Section) -> list[Any]:
        """Give the words of a section, as (start, end), and the sections in it, in order."""
        parts: list[Any] = []
        at = section.body
        for child in self.below.get(section.id, ()):
            if child.kind not in _SEE_THROUGH:
                if not self.text[at : child.start].isspace():
                    parts += self._stretches(at, child.start)
                parts.append(child)
                at = max(at, child.end)
        parts += self._stretches(at, section.end)
        return parts

    def _stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Give the words between two places without headings that are no section."""
        words = self.text[start:end]
        if not words or words.isspace():
            return []
        if "#" not in words:
            return [(start, end)]
        stretches: list[tuple[int, int]] = []
        at = start
        for heading in _HEADING.finditer(self.text, start, end):
            stretches.append((at, heading.start()))
            at = heading.end()
        return [each for each in [*stretches, (at, end)] if self.text[slice(*each)].strip()]

    def _words(self, section: Section, parts: list[Any], at: int, skip_first: bool) -> int:
        """Take a stretch of words, with the list after it if it opens one."""
        spans = sentences(self.text, *parts[at])
        ahead = parts[at + 1] if at + 1 < len(parts) else None
        opens = self._is_member(ahead) and self._opens(spans[-1:])
        plain = spans[:-1] if opens else spans
        for start, end in plain[1:] if skip_first else plain:
            self.found.append(Unit(section.id, start, end))
        if not opens:
            return at + 1
        last = self._members_end(parts, at + 1)
        return self._list(section, parts, spans[-1], at + 1, last, skip_first and len(spans) == 1)

    def _members_end(self, parts: list[Any], first: int) -> int:
        """Give where the members of a list end that begins at a part."""
        last = first
        while last < len(parts) and self._is_member(parts[last]):
            last += 1
        return last

    def _is_member(self, part: Any) -> bool:
        """Say whether a part is a member of a list."""
        return isinstance(part, Section) and part.kind == "item"

    def _opens(self, spans: list[tuple[int, int]]) -> bool:
        """Say whether the last sentence leads into what comes after it."""
        if not spans:
            return False
        words = self.text[slice(*spans[0])]
        words = _NOTE.sub("", words) if "[^" in words else words
        return bool(_COLON.search(words[-40:])) or not _STOP.search(words[-40:])

    def _list(
        self,
        section: Section,
        parts: list[Any],
        opening: tuple[int, int],
        first: int,
        last: int,
        is_taken: bool,
    ) -> int:
        """Take a sentence with the list it opens; give where the parts go on."""
        items: list[tuple[str, int, int]] = []
        end = opening[1]
        for member in parts[first:last]:
            end = max(end, self._item(member, items))
        if (
            last < len(parts)
            and not isinstance(parts[last], Section)
            and _SMALL.match(self.text, parts[last][0])
        ):
            spans = sentences(self.text, *parts[last])
            end = spans[0][1]
            for start, stop in spans[1:]:
                self.found.append(Unit(section.id, start, stop))
            last += 1
        if not is_taken:
            self.found.append(Unit(section.id, opening[0], end, tuple(items)))
        return last

    def _item(self, member: Section, items: list[tuple[str, int, int]]) -> int:
        """Take an item of a list: its first sentence is the list's, the others its own."""
        parts = self._parts(member)
        if not parts:
            return member.end
        if isinstance(parts[0], Section):
            return max([self._item(part, items) for part in parts if isinstance(part, Section)])
        spans = sentences(self.text, *parts[0])
        if len(parts) == 1:  # as in most items
            items.append((member.id, *spans[0]))
            self.found += [Unit(member.id, *span) for span in spans[1:]]
            return spans[0][1]
        last = self._members_end(parts, 1)
        if len(spans) > 1 or last == 1 or not self._opens(spans):
            items.append((member.id, *spans[0]))
            self._rest(member, parts, skip_first=True)
            return spans[0][1]
        end = max(self._item(part, items) for part in parts[1:last])
        self._rest(member, parts[last:], skip_first=False)
        return end

    def _rest(self, member: Section, parts: list[Any], skip_first: bool) -> None:
        """Take what an item says after its first sentence."""
        at = 0
        while at < len(parts):
            if isinstance(parts[at], Section):
                self.read(parts[at])
                at += 1
            else:
                at = self._words(member, parts, at, skip_first)
            skip_first = False
