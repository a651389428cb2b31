"""Paragraphs and items inside one article, annex or other stretch of text.

The marks of `enumerators` are read from top to bottom beside the lists that are open at each
place. A mark goes on with an open list, opens a list below, starts a list afresh, or is no
enumerator at all. Blocks without a mark wait until it is clear where they belong: to an item
whose list goes on, to all items (a tail), or to the paragraph as a further sub-paragraph.
"""

import re

from .enumerators import Lookahead, Mark, inline, leading
from .lists import DEEPEST, choose, in_option
from .pieces import (
    COLON,
    LOWER,
    QUOTES,
    STOP,
    Block,
    OpenList,
    Piece,
    State,
    opens,
    settle,
    words_before,
)
from .words import is_option, names_option, reads_as_title, without_notes

_END = re.compile(rf"[.;!?]{QUOTES}")
_SEMICOLON = re.compile(rf"(?:[;,]|[;,] ?(?:and|or|and/or|y|o|et|ou)){QUOTES}")
_SENTENCE = re.compile(r"(?<=[^A-Z\s.]{2}[.;])\s+(?=[A-ZÀ-Þ])")


def paragraphs(
    text: str, start: int, end: int, number: str = "", wrap: int = 1000, running: int = 0
) -> list[Piece]:
    """Give the paragraphs and items of a stretch of text.

    Parameters
    ----------
    text : str
    start, end : int
        The stretch.
    number : str
        The number of its article, so that "5.7" is known as its paragraph 7.
    wrap : int
        The length at which the lines of the text are broken; 1000 if they are not.
    running : int
        The last paragraph number before, where numbers run on through sections.

    Returns
    -------
    list of Piece
        In text order, parents before children.
    """
    rows = _rows(text, start, end, number)
    ahead = Lookahead([mark for row in rows for marks in row[3:] for mark in marks])
    root = Piece("", "", "", start, start, end=end, blocks=0)
    state = State(text, root, ahead, wrap, running, number, start)
    for row in rows:
        _row(state, *row)
    settle(state, 0, "end")
    return sorted(state.pieces, key=lambda piece: (piece.start, -piece.end, piece.depth))


def _rows(
    text: str, start: int, end: int, number: str
) -> list[tuple[int, int, bool, list[Mark], list[Mark]]]:
    """Give (start, end, is a gap before it, leading marks, inline marks) of each line."""
    at, gap = start, True
    rows: list[tuple[int, int, bool, list[Mark], list[Mark]]] = []
    for whole in text[start:end].split("\n"):
        line = whole.strip()
        if line and line[0] != "#":
            indent = whole.index(line[0])
            first = at + indent
            last = first + len(line)
            marks = leading(text, first, last, indent, number)
            inner = inline(text, marks[-1].body if marks else first, last) if ")" in line else []
            rows.append((first, last, gap, marks, inner))
            gap = False
        else:
            gap = True
        at += len(whole) + 1
    return rows


def _row(
    state: State, start: int, end: int, gap: bool, marks: list[Mark], inner: list[Mark]
) -> None:
    """Take one line."""
    at, fresh = start, gap or bool(marks and STOP.search(words_before(state)))
    for mark in marks:
        if not _place(state, mark, fresh, gap):
            break
        at, fresh, gap = mark.body, True, True
        state.last = max(mark.start, at - 1)
    if at == start and (gap or _breaks(state)):
        indent = _indent(state.text, start)
        bare = _bare_item(state, start, indent)
        if not (bare and _place(state, bare, True, True)):
            _block(state, start, indent)
    if inner:
        _inner(state, at, inner, end)
    state.last = end


def _inner(state: State, at: int, marks: list[Mark], end: int) -> None:
    """Take the marks inside a line."""
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        state.last = at + len(state.text[at : mark.start].rstrip())
        at = mark.start
        if _place(state, mark, False, False):
            at = mark.body
            _sentence_after(state, at, after.start if after else end)


def _bare_item(state: State, start: int, indent: int) -> Mark | None:
    """Give the mark of an item that has none, in a list of blocks that end with semicolons."""
    before = words_before(state)
    inside = bool(state.lists) and state.lists[-1].style == "*"
    if not (_SEMICOLON if inside else COLON).search(before):
        return None
    if not inside:
        stop = state.text.find("\n\n", start, state.root.end)
        block = state.text[start : stop if stop > 0 else start].rstrip()
        if not _SEMICOLON.search(block[-20:]):
            return None
        line = state.text[state.text.rfind("\n", 0, state.last) + 1 : state.last]
        if is_option(line) or names_option(block):
            return None
    return Mark(start, start, "*", "", {"dash": 1}, indent=indent)


def _indent(text: str, start: int) -> int:
    """Give by how many blanks a line is moved in."""
    return start - (text.rfind("\n", 0, start) + 1)


def _breaks(state: State) -> bool:
    """Say whether a block begins at a line that no empty line precedes."""
    length = state.last - (state.text.rfind("\n", 0, state.last) + 1)
    return length < 0.75 * state.wrap and bool(_END.search(words_before(state)))


def _block(state: State, start: int, indent: int) -> None:
    """Take a block without a mark: the first words of the stretch, or one that waits."""
    if not state.lists and not state.waiting and not state.root.blocks:
        state.root.blocks, state.root.body = 1, start
        return
    if _is_titled(state):
        owner = state.lists[-1].member
        owner.title, owner.body = without_notes(state.text[owner.body : state.last]), start
        return
    before = words_before(state)[-30:].rstrip()
    if LOWER.match(state.text, start):
        in_items = state.lists and state.lists[-1].kind == "item"
        if not in_items and (before[-1:].isalnum() or before[-1:] == ","):
            return  # a paragraph that a page or column broke
    state.waiting.append(Block(start, state.last, indent))


def _is_titled(state: State) -> bool:
    """Say whether all that the newest paragraph holds so far is a title."""
    if not state.lists or state.waiting or state.lists[-1].led or state.lists[-1].style == "-":
        return False
    piece = state.lists[-1].member
    words = state.text[piece.body : state.last]
    return piece is state.pieces[-1] and not piece.title and reads_as_title(words)


def _sentence_after(state: State, at: int, end: int) -> None:
    """Let what follows the first sentence of an item inside a line wait: it may be a tail."""
    found = _SENTENCE.search(state.text, at, end)
    if found:
        state.waiting.append(Block(found.end(), found.start(), 0))


def _place(state: State, mark: Mark, fresh: bool, gap: bool) -> bool:
    """Make a mark a paragraph or item if it is one."""
    chosen = choose(state, mark, fresh, gap, words_before(state))
    if not chosen or (chosen[0] == "below" and chosen[1] >= DEEPEST):
        return False
    how, keep, family, prefix = chosen
    led, optional = how != "on" and opens(state), how != "on" and in_option(state)
    titled = state.waiting and not mark.inline and family in ("number", "letter")
    title = _title_before(state) if titled else None
    settle(state, keep, how)
    if how == "on":
        open_list = state.lists[keep]
        parent = open_list.parent
    else:
        parent = state.lists[keep - 1].member if keep else state.root
        kind = _kind(mark, keep, prefix, led)
        about = (mark.style, family, 0, prefix, mark.indent, kind, led, parent, parent)
        open_list = OpenList(*about, optional)
        state.lists.append(open_list)
        parent.lists += 1
    number = mark.number or str(int(open_list.last) + 1)
    tag = _tag(parent, mark, number, prefix)
    piece = Piece(open_list.kind, number, tag, mark.start, mark.body, parent)
    piece.depth = parent.depth + 1
    if title:
        piece.start, piece.title = title.start, without_notes(_first_line(state.text, title.start))
    open_list.member = piece
    open_list.last = open_list.last + 1 if mark.style in "-*" else mark.values[family]
    state.pieces.append(piece)
    return True


def _title_before(state: State) -> Block | None:
    """Take the last block if it is the title of the paragraph that comes ("Stocktake")."""
    if not state.lists or state.lists[-1].kind == "item":
        return None
    block = state.waiting[-1]
    if state.last - block.start > 80 or not reads_as_title(state.text[block.start : state.last]):
        return None
    state.last = block.before
    return state.waiting.pop()


def _first_line(text: str, start: int) -> str:
    """Give the words of a line."""
    stop = text.find("\n", start)
    return text[start : stop if stop >= 0 else None].strip()


def _kind(mark: Mark, depth: int, prefix: tuple[int, ...], led: bool) -> str:
    """Give the kind of the members of a new list."""
    numbered = "number" in mark.values or mark.style == ".A"
    return "paragraph" if numbered and not led and (not depth or prefix) else "item"


def _tag(parent: Piece, mark: Mark, number: str, prefix: tuple[int, ...]) -> str:
    """Give the id of a paragraph or item, as seen from its article."""
    if mark.style in "-*":
        return f"{parent.tag}-indent{number}"
    if prefix:
        return ".".join([*map(str, prefix), number])
    if not parent.tag and ("number" in mark.values or mark.style == ".A"):
        return number
    return f"{parent.tag}({number})"
