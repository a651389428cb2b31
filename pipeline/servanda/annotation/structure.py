"""The structure of a treaty: parts, articles, paragraphs, items, read from the text alone.

`headings` finds the heads, `paragraphs` what stands between two of them; here both become one
tree whose ids are citations: "5", "5.7", "9.3(a)(ii)", "annex-2.4", "preamble-3".
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from .headings import DIVISIONS, RANKS, Heading, headings
from .paragraphs import paragraphs
from .pieces import Piece
from .recitals import agreed, recitals
from .words import follows, number_id, order, slug

_FIRST_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"\s*")
_NUMBER = re.compile(r"[\d.]+")


class Section(NamedTuple):
    """A numbered or named stretch of a treaty, with all that stands in it.

    `start` and `end` enclose the whole, `body` is where its own words begin, after the
    heading or enumerator; `parent` is the id of the section around it, or "".
    """

    id: str
    kind: str
    number: str
    title: str
    start: int
    end: int
    body: int
    parent: str = ""


@dataclass(slots=True)
class _Open:
    """A section whose end is not known yet."""

    id: str
    kind: str
    number: str
    title: str
    start: int
    body: int
    parent: "_Open | None"
    level: int = 0
    end: int = -1

    def closed(self) -> Section:
        """Give the section, now that its end is known."""
        return Section(
            self.id,
            self.kind,
            self.number,
            self.title,
            self.start,
            self.end,
            min(self.body, self.end),
            self.parent.id if self.parent else "",
        )


def parse(text: str) -> list[Section]:
    r"""Give the sections of a text in order, parents before children.

    Parameters
    ----------
    text : str
        The text of a draft, as `servanda.read` gives it.

    Returns
    -------
    list of Section

    Examples
    --------
    >>> [section.id for section in parse("Article 1\n\n1. Each Party shall:\n\n(a) cooperate.")]
    ['1', '1.1', '1.1-chapeau', '1.1(a)']
    """
    tree = _Tree(text)
    found = headings(text)
    tree.front(found[0].start if found else len(text), bool(found))
    for one, after in zip(found, [*found[1:], None], strict=False):
        tree.add(one, after.start if after else len(text), after)
    return tree.sections()


class _Tree:
    """The sections found so far, and those that are still open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.wrap = _wrap(text)
        self.found: list[Any] = []
        self.open: list[_Open] = []
        self.ids: dict[str, int] = {}
        self.running = 0
        self.last: dict[tuple[str, bool], tuple[int, ...]] = {}

    def front(self, end: int, headed: bool) -> None:
        """Take the text before the first heading: a preamble, or words before the treaty."""
        if not self.text[:end].strip():
            return
        start = agreed(self.text, 0, end) if headed else None
        if start is not None:
            if self.text[:start].strip():
                self._leaf(Heading(0, 0, "front"), start)
            self._leaf(Heading(start, start, "preamble"), end)
        else:
            self._leaf(Heading(0, 0, "front" if headed else "body"), end)

    def add(self, head: Heading, end: int, after: Heading | None) -> None:
        """Take a heading and the text up to the next, `after`."""
        if head.kind == "section" and self._names_the_treaty(head, end, after):
            return
        self._leaf(head, end)

    def _names_the_treaty(self, head: Heading, end: int, after: Heading | None) -> bool:
        """Say whether a heading is the title of the whole, under which nothing stands."""
        if not head.level or head.number or self.text[head.body : end].strip() or not after:
            return False
        deeper = after.level > head.level > 1
        return after.kind == "preamble" or (not deeper and not self.last)

    def _leaf(self, head: Heading, end: int) -> None:
        """Open the section of a heading and fill it with what stands below."""
        self._close_before(head)
        parent = self.open[-1] if self.open else None
        node = self._section(head, parent)
        self.open.append(node)
        if head.kind == "preamble":
            for number, (start, stop) in enumerate(recitals(self.text, head.body, end), 1):
                name = self._unique(f"{node.id}-{number}")
                self.found.append(
                    Section(name, "recital", str(number), "", start, stop, start, node.id)
                )
        elif head.kind != "footnote":
            self._fill(node, end)

    def _fill(self, node: _Open, end: int) -> None:
        """Add the paragraphs and items of a section."""
        prefix = node.number if node.kind == "article" else ""
        free = node.kind not in ("article", "annex")
        running = self.running if free else 0
        pieces = paragraphs(self.text, node.body, end, number_id(prefix), self.wrap, running)
        ids: dict[int, str] = {}
        base = self._base(node, pieces) if free else node
        numbered, named = self._stem(base) if base else "", self._stem(node)
        for piece in pieces:
            tag, start, end = piece.tag, piece.start, piece.end
            stem = numbered if tag[:1].isdigit() else named if tag[:1].isalnum() else node.id
            name = ids[id(piece)] = self._unique(stem + tag)
            parent = ids.get(id(piece.parent), node.id)
            body = piece.body if piece.body < end else end
            self.found.append(
                Section(name, piece.kind, piece.number, piece.title, start, end, body, parent)
            )

    def _base(self, node: _Open, pieces: list[Piece]) -> _Open | None:
        """Give what numbers outside articles are told from: nothing, the annex or the section."""
        numbers = [piece.tag for piece in pieces if _NUMBER.fullmatch(piece.tag)]
        inside = next((each for each in self.open if each.kind == "annex"), None)
        if not numbers or (self._join(inside, numbers[0]) if inside else numbers[0]) in self.ids:
            return node
        if not inside:
            self.running = int(numbers[-1].split(".")[-1])
        return inside

    def _join(self, node: _Open, tag: str) -> str:
        """Give the id of a piece of a section."""
        return (self._stem(node) if tag[:1].isalnum() else node.id) + tag

    def _stem(self, node: _Open) -> str:
        """Give how the ids of what has a number in a section begin."""
        plain_annex = node.kind == "annex" and not node.number
        return f"{node.id}-" if plain_annex else f"{node.id}."

    def _close_before(self, head: Heading) -> None:
        """Close the sections that end where a heading begins."""
        annexes = [at for at, each in enumerate(self.open) if each.kind == "annex"]
        if annexes and self._resumes(head):
            while len(self.open) > annexes[0]:
                self._close(head.start)
        while self.open and not self._holds(self.open[-1], head):
            self._close(head.start)

    def _holds(self, node: _Open, head: Heading) -> bool:
        """Say whether a heading opens a section inside an open one."""
        if node.kind not in DIVISIONS or head.kind in ("footnote", "conclusion", "annex"):
            return False
        if node.kind == "annex":
            return True
        if head.kind in ("article", "preamble"):
            return head.kind == "article"
        if not node.number and node.level and head.level:
            return head.level > node.level
        if not head.number and head.level and node.level:
            return head.level > node.level
        return RANKS[head.kind] > RANKS[node.kind]

    def _resumes(self, head: Heading) -> bool:
        """Say whether a heading takes up the numbers of the treaty after an annex."""
        number = order(head.number)
        before, in_annex = self.last.get((head.kind, False)), self.last.get((head.kind, True))
        return follows(before, number) and not follows(in_annex, number)

    def _section(self, head: Heading, parent: _Open | None) -> _Open:
        """Add the section of a heading."""
        number = number_id(head.number)
        inside = next((each for each in self.open if each.kind == "annex"), None)
        if head.kind == "article":
            wanted = number or slug(head.title) or "art"
            wanted = self._join(inside, wanted) if inside else wanted
        else:
            wanted = self._division_id(head, number, inside)
        if head.kind == "annex":
            self.last = {key: order for key, order in self.last.items() if not key[1]}
        else:
            self.last[head.kind, bool(inside)] = order(head.number)
        blanks = _BLANKS.match(self.text, head.body)
        assert blanks
        body = blanks.end()
        node = _Open(
            self._unique(wanted),
            head.kind,
            head.number,
            head.title,
            head.start,
            body,
            parent,
            head.level,
        )
        self.found.append(node)
        return node

    def _division_id(self, head: Heading, number: str, inside: _Open | None) -> str:
        """Give the id of a part, chapter, annex, preamble, footnote …."""
        if head.kind == "footnote":
            return f"fn-{number}"
        if head.kind in ("preamble", "conclusion", "front", "body"):
            name = head.kind
        elif head.kind == "annex":
            word = _FIRST_WORD.search(self.text[head.start : head.start + 40].lower())
            name = "-".join(
                filter(None, [_ANNEX.get(word[0], "annex") if word else "annex", number])
            )
        elif number:
            name = f"{head.kind}-{number}"
        else:
            name = slug(head.title) or "section"
        return f"{inside.id}-{name}" if inside and head.kind != "annex" else name

    def _unique(self, wanted: str) -> str:
        """Give an id that no section has yet: the second "5" is "5~2"."""
        count = self.ids[wanted] = self.ids.get(wanted, 0) + 1
        if count == 1:
            return wanted
        return self._unique(f"{wanted}~{count}")

    def _close(self, end: int) -> None:
        """Close the innermost open section."""
        node = self.open.pop()
        node.end = node.start + len(self.text[node.start : end].rstrip())

    def sections(self) -> list[Section]:
        """Give all sections, closed."""
        while self.open:
            self._close(len(self.text))
        _mark_front(self.found)
        return [each.closed() if isinstance(each, _Open) else each for each in self.found]


def _mark_front(found: list[Any]) -> None:
    """Make front matter of what stands before the preamble: a cover note, a letter, a title."""
    kinds = [each.kind for each in found]
    before = found[: kinds.index("preamble")] if "preamble" in kinds else []
    if any(each.kind == "article" or (each.kind in DIVISIONS and each.number) for each in before):
        return
    for each in before:
        if each.kind == "section":
            each.kind = "front"


_ANNEX = {word: word for word in ("appendix", "protocol", "schedule", "attachment")} | {
    "apendice": "appendix",
    "protocolo": "protocol",
    "protocole": "protocol",
}


def _wrap(text: str) -> int:
    """Give the length at which the lines of a text are broken, 1000 if they are not."""
    lengths = list(map(len, text.split("\n")))
    lengths = sorted([length for length, after in pairwise(lengths) if length and after])
    common = lengths[len(lengths) * 9 // 10] if lengths else 1000
    return common if common <= 130 else 1000
