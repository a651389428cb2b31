"""Which open list an enumerator belongs to, if it is one."""

import re

from .enumerators import Mark, refers
from .pieces import OpenList, State
from .words import WORDS, fold, is_option, names_option

_REFERRING = frozenset(WORDS["words"]["referring"])
_LINKING = frozenset(WORDS["words"]["linking"])
_JOINING = frozenset(WORDS["words"]["joining"]) - _LINKING
_CAPITAL = re.compile(r"\s*[\[({\"“'‘*•]*\s*(?:[A-ZÀ-Þ\[…\"“]|\(\w|$)")
_COLON = re.compile(r"[:—–][\"'”’)\]}*\s]*(?:\[\^[^\]\s]{1,20}\])?\s*$")
_PENDING = re.compile(r"[;,](?: ?(?:and|or|and/or|y|o|et|ou))?\s*$")
_FINISHED = re.compile(r"[.;!?,][\"'”’)\]}*\s]*(?:\[\^[^\]\s]{1,20}\])*[\])]*$")

Chosen = tuple[str, int, str, tuple[int, ...]]  # as `choose` gives it
DEEPEST = 9  # lists within lists; more is no treaty


def choose(state: State, mark: Mark, fresh: bool, gap: bool, before: str) -> Chosen | None:
    """Give what a mark does to the open lists, or None if it is no enumerator.

    Parameters
    ----------
    state : _State
        With the open `lists`, the `ahead` and the `number` of the article.
    mark : Mark
    fresh : bool
        Whether it stands where a block or clause may begin.
    gap : bool
        Whether an empty line precedes it.
    before : str
        The last words before it.

    Returns
    -------
    tuple of (str, int, str, tuple) or None
        "on", "below" or "afresh", the depth of the list, the family of the value, the prefix.
    """
    if not _may_stand(state, mark, fresh, gap, before):
        return None
    prefix = mark.prefix
    if prefix and state.number and ".".join(map(str, prefix)) == state.number:
        prefix = ()
    if mark.style in "-*":
        return _dash(state, mark, fresh, before)
    depth = _successor(state, mark, prefix, before)
    if depth is not None:
        return "on", depth, state.lists[depth].family, prefix
    if prefix and fresh:
        return _dotted(state, mark, prefix, gap)
    family = next((name for name, value in mark.values.items() if 1 <= value < 2), None)
    if family:
        return _first(state, mark, family, fresh, prefix, before)
    return _jump(state, mark, gap, prefix)


def _may_stand(state: State, mark: Mark, fresh: bool, gap: bool, before: str) -> bool:
    """Say whether an enumerator can stand at this place at all."""
    words = before.rsplit(None, 1)
    last = fold(words[-1]).lstrip("([\"'“") if words else ""
    if last in _REFERRING:
        return False
    if not gap and refers(state.text, mark):
        return False
    numbered = "number" in mark.values and mark.style == "."
    if numbered and not _CAPITAL.match(state.text, mark.body) and (mark.weak or not gap):
        return bool(mark.prefix) and fresh
    return not (numbered and last in _JOINING)


def _dash(state: State, mark: Mark, fresh: bool, before: str) -> Chosen | None:
    """Give what a dash does: it goes on with a row of dashes or opens one."""
    if not fresh:
        return None
    rows = [at for at, each in enumerate(state.lists) if each.style == mark.style]
    same = [at for at in rows if state.lists[at].indent == mark.indent]
    depth = same[-1] if same else rows[-1] if rows else None
    deeper = depth is not None and mark.indent > state.lists[depth].indent + 1
    inner = depth is not None and depth < len(state.lists) - 1 and not same
    if depth is None or deeper or (inner and _COLON.search(before)):
        return "below", len(state.lists), "dash", ()
    return "on", depth, "dash", ()


def _successor(state: State, mark: Mark, prefix: tuple[int, ...], before: str) -> int | None:
    """Give the depth of the list that a mark continues, or None."""
    fitting = []
    for depth in range(len(state.lists) - 1, -1, -1):
        each = state.lists[depth]
        if each.style == mark.style and each.prefix == prefix and each.family in mark.values:
            step = mark.values[each.family] - each.last
            roman = each.family == "letter" and mark.values.get("roman") == 1
            if 0 < step <= 1 and not (roman and _opens_roman(state, mark, each, before)):
                fitting.append(depth)
    even = [depth for depth in fitting if state.lists[depth].indent == mark.indent]
    if even[1:] and state.lists[even[0]].optional and not _PENDING.search(before):
        return even[1]
    fitting = even or fitting
    return fitting[0] if fitting else None


def _opens_roman(state: State, mark: Mark, each: OpenList, before: str) -> bool:
    """Say whether an (i) that could follow (h) opens a Roman list instead."""
    roman = state.ahead.next(mark.style, "roman", 2, mark.start)
    letter = state.ahead.next(mark.style, "letter", each.last + 2, mark.start)
    return roman < letter or (roman == letter and bool(_COLON.search(before)))


def _dotted(state: State, mark: Mark, prefix: tuple[int, ...], gap: bool) -> Chosen | None:
    """Give what "2.1" does: below paragraph 2, or as a row of its own."""
    name = ".".join(map(str, prefix))
    for depth in range(len(state.lists) - 1, -1, -1):
        if state.lists[depth].member.tag == name:
            return (
                "below" if depth == len(state.lists) - 1 else "afresh",
                depth + 1,
                "number",
                prefix,
            )
    first = mark.values["number"] == 1
    same = state.lists and state.lists[0].prefix == prefix
    if same and gap:
        return "on", 0, "number", prefix
    if (
        (first or gap)
        and (not state.number or first)
        and not (state.lists and not state.lists[0].prefix)
    ):
        return ("afresh" if state.lists else "below"), 0, "number", prefix
    return None


def _first(
    state: State, mark: Mark, family: str, fresh: bool, prefix: tuple[int, ...], before: str
) -> Chosen | None:
    """Give what a mark of value 1 does: it opens a list, or starts one afresh."""
    more = state.ahead.next(mark.style, family, 2, mark.start) < float("inf")
    weak = mark.weak and (prefix or not mark.prefix)  # "5.1 Each" in Article 5 is strong
    if not more and (weak or mark.inline or not fresh):
        return None
    lists, colon = state.lists, bool(_COLON.search(before))
    deeper = bool(lists) and mark.indent > lists[-1].indent + 1
    same = [
        at for at, each in enumerate(lists) if each.style == mark.style and each.family == family
    ]
    even = [at for at in same if lists[at].indent == mark.indent]
    if same and not deeper and (state.waiting or not colon) and not (colon and in_option(state)):
        return "afresh", (even or same)[-1], family, prefix
    numbered = family == "number" and mark.style == "."
    if lists and numbered and not (deeper or colon) and _FINISHED.search(before):
        return "afresh", 0, family, prefix
    return "below", len(lists), family, prefix


def in_option(state: State) -> bool:
    """Say whether the last block has words of an option: "Option 2: Each Party shall:"."""
    if not state.waiting:
        return False
    at = state.waiting[-1].start
    line = state.text[at : at + 40].partition("\n")[0]
    return names_option(line) and not is_option(line)


def _jump(state: State, mark: Mark, gap: bool, prefix: tuple[int, ...]) -> Chosen | None:
    """Give what a number out of its row does: a lost or repeated one, after an empty line."""
    if not gap or mark.inline or (mark.weak and not mark.prefix):
        return None
    for depth in range(len(state.lists) - 1, -1, -1):
        each = state.lists[depth]
        value = mark.values.get(each.family)
        if each.style != mark.style or each.prefix != prefix or value is None:
            continue
        step = value - each.last
        if 0 < step <= (10 if each.family == "number" else 3):
            return "on", depth, each.family, prefix
        if step <= 0 and each.family == "number" and mark.style == ".":
            return "on", depth, "number", prefix
    value = mark.values.get("number")
    if value is None or mark.style != "." or any(each.style == "." for each in state.lists):
        return None
    if value <= 3 or not state.number or 0 < value - state.running <= 10:
        return ("afresh" if state.lists else "below"), 0, "number", prefix
    return None
