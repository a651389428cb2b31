"""Both drafts as one sequence of units: what stayed in place, what went, what came, what moved."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from servanda.analysis.comparison.sides import SIDES
from servanda.analysis.levels import kinds, lineage
from servanda.analysis.marking import blocks

_ARTICLES = ("article", "annex")


@dataclass(frozen=True)
class Unit:
    """Blocks that belong together: those of a provision, or a heading or another line.

    `ref` is the provision's id, "" for other lines; `key` tells units of a draft apart.
    """

    ref: str
    key: tuple
    blocks: list


def sequence(comparison):
    """Give the units of both drafts in one order.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    list of tuple
        (before, after) units, one of them None where it went or came. Those before read in
        the order of the earlier draft, those after in that of the later. What moved is there
        twice.
    """
    frame = comparison.provisions
    before, after = (
        _units(getattr(comparison, name), set(frame[f"{name}_ref"].dropna())) for name in SIDES
    )
    counterpart = _counterparts(comparison, before, after)
    in_place = _rising([counterpart.get(place) for place in range(len(after))])
    merged, done = [], 0
    for place, unit in enumerate(after):
        if place not in in_place:
            merged.append((None, unit))
            continue
        here = counterpart[place]
        merged += [(gone, None) for gone in before[done:here]]
        merged.append((before[here], unit))
        done = here + 1
    return merged + [(gone, None) for gone in before[done:]]


def _units(doc, refs):
    """Cut a draft into units."""
    kind_of, units, met = kinds(doc), [], Counter()
    for block in blocks(doc):
        around = lineage(doc, block.section)
        ref = "" if block.rank else next((each for each in around if each in refs), "")
        if ref and units and units[-1].ref == ref:
            units[-1].blocks.append(block)
            continue
        article = next((i for i in around if kind_of[i] in _ARTICLES), "")
        is_title = block.rank and article == around[0]
        name = ref or (article if is_title else _words(block))
        kind = "provision" if ref else "article" if is_title else "line"
        met[kind, name] += 1
        units.append(Unit(ref, (kind, name, met[kind, name]), [block]))
    return units


def _words(block):
    return " ".join("".join(piece.text for run in block.runs for piece in run.pieces).split())


def _counterparts(comparison, before, after):
    """Give the place of the unit before by the place of what became of it."""
    places = {unit.key: place for place, unit in enumerate(before)}
    names = {
        "provision": _pairs(comparison.provisions),
        "article": _pairs(comparison.articles),
        "line": {},
    }
    found = {}
    for place, unit in enumerate(after):
        kind, name, nth = unit.key
        old = names[kind].get(name, name if kind == "line" else None)
        if (kind, old, nth) in places:
            found[place] = places[kind, old, nth]
    return found


def _pairs(frame):
    """Give what each was, where nothing became two and no two became one: the first wins."""
    was, taken = {}, set()
    for one, other in frame[["before_ref", "after_ref"]].dropna().itertuples(index=False):
        if other not in was and one not in taken:
            was[other] = one
            taken.add(one)
    return was


def _rising(values):
    """Give the places of the longest rising sequence among some numbers; None is left out."""
    tails, last, above = [], [], {}
    for place, value in enumerate(values):
        if value is None:
            continue
        at = bisect_left(tails, value)
        tails[at : at + 1], last[at : at + 1] = [value], [place]
        above[place] = last[at - 1] if at else None
    chosen, here = set(), last[-1] if last else None
    while here is not None:
        chosen.add(here)
        here = above[here]
    return chosen
