"""Pieces of an article, and how they close: who gets the blocks that have no enumerator.

Blocks without a mark wait until it is clear where they belong: to an item whose list goes on,
to all items (a tail), to the paragraph as a further sub-paragraph, or before a list (a chapeau).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .enumerators import Lookahead
from .words import is_option, names_option, reads_as_title

QUOTES = r"[\"'”’)\]}*\s]*(?:\[\^[^\]\s]{1,20}\])*[\"'”’)\]}*\s]*$"
STOP = re.compile(rf"(?:[.;:!?…]|\b(?:and|or|y|o|et|ou)){QUOTES}")
COLON = re.compile(rf"[:—–]{QUOTES}")
LOWER = re.compile(r"[\[({\"“'‘\s]{0,9}[a-zà-ÿ]")


@dataclass(slots=True)
class Piece:
    """A paragraph, item, chapeau or tail; its tag is its id without that of the article."""

    kind: str
    number: str
    tag: str
    start: int
    body: int
    parent: Piece | None = None
    end: int = -1
    title: str = ""
    blocks: int = 1
    lists: int = 0
    first_end: int = -1
    depth: int = 0


@dataclass(slots=True)
class OpenList:
    """A list that may go on: the style of its marks, how far it has come, its last member.

    `led` says whether words lead into it ("Each Party shall:"), `optional` whether these are
    those of an option ("Option 2: Each Party shall:").
    """

    style: str
    family: str
    last: float
    prefix: tuple[int, ...]
    indent: int
    kind: str
    led: bool
    parent: Piece
    member: Piece
    optional: bool = False


@dataclass(slots=True)
class Block:
    """A block without a mark, and where the text before it ended."""

    start: int
    before: int
    indent: int


@dataclass(slots=True)
class State:
    """What is known at a place of the text."""

    text: str
    root: Piece
    ahead: Lookahead
    wrap: int
    running: int
    number: str
    last: int
    pieces: list[Piece] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)


def words_before(state: State) -> str:
    """Give the last words before the current place."""
    return state.text[max(state.root.start, state.last - 60) : state.last]


def opens(state: State) -> bool:
    """Say whether the words before lead into a list: a colon, or no stop and no mere title."""
    before = words_before(state)
    line = state.text[state.text.rfind("\n", 0, state.last) + 1 : state.last]
    if not before.strip() or is_option(line):
        return False
    if COLON.search(before):
        return True
    return not (STOP.search(before) or reads_as_title(line) or names_option(line))


def settle(state: State, keep: int, how: str) -> None:
    """Close lists and give the blocks that waited to the piece they belong to."""
    owner, closed_here = _owner(state, keep, how), False
    if how != "below":
        cut = state.waiting[0].before if state.waiting else state.last
        for each in state.lists[keep:]:
            each.member.end = cut if each.member.depth > owner.depth else state.last
            closed_here = closed_here or each.parent is owner
        del state.lists[keep + (how == "on") :]
    until = _open(state, owner) if how in ("below", "afresh") else state.last
    if state.waiting:
        _name(state, owner, closed_here, until)
        state.waiting.clear()


def _owner(state: State, keep: int, how: str) -> Piece:
    """Give the piece to which the blocks that wait belong."""
    lists = state.lists
    if not lists or how == "below":
        return lists[-1].member if lists else state.root
    if state.waiting:
        for each in reversed(lists[keep:]):
            if state.waiting[0].indent >= each.indent + 2:
                return each.member
    if how == "on":
        if keep == len(lists) - 1:
            return lists[keep].member
        lower = state.waiting and LOWER.match(state.text, state.waiting[0].start)
        return lists[-1].parent if lower else lists[keep].member
    for each in lists[keep:]:
        if each.kind == "item":
            return each.parent
    return lists[-1].member


def _open(state: State, owner: Piece) -> int:
    """Make the words before a new list its chapeau, if they lead into it; give where it begins."""
    if not opens(state):
        return state.last
    if state.waiting:
        block = state.waiting.pop()
        start, until = block.start, block.before
        if not state.waiting:
            _name_first(state, owner, until)
        owner.blocks += 1
    elif owner.lists == 0 and owner.blocks:
        start = until = owner.body
        owner.first_end = 0
    else:
        return state.last
    if state.text[start : state.last].strip():
        _add(state, "chapeau", owner, "chapeau", start, state.last)
    return until


def _name(state: State, owner: Piece, after_list: bool, until: int) -> None:
    """Make tails and sub-paragraphs of the blocks that waited."""
    if owner.kind == "item" and not after_list:
        return
    ends = [block.before for block in state.waiting[1:]] + [until]
    for block, end in zip(state.waiting, ends, strict=True):
        if after_list and LOWER.match(state.text, block.start):
            _add(state, "tail", owner, "tail", block.start, end)
        else:
            _name_first(state, owner, block.before)
            owner.blocks += 1
            _add(state, "paragraph", owner, f"par{owner.blocks}", block.start, end)
        after_list = False


def _name_first(state: State, owner: Piece, end: int) -> None:
    """Make the first block of an article a sub-paragraph, now that there is a second."""
    if owner is state.root and owner.blocks == 1 and not owner.lists and owner.first_end:
        _add(state, "paragraph", owner, "par1", owner.body, end)


def _add(state: State, kind: str, owner: Piece, name: str, start: int, end: int) -> None:
    """Add a piece without an enumerator."""
    piece = Piece(kind, "", f"{owner.tag}-{name}", start, start, None, end)
    if owner is not state.root:
        piece.parent, piece.depth = owner, owner.depth + 1
    state.pieces.append(piece)
