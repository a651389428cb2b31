"""Provisions of a negotiating text: which sentences belong together, and where options cut them."""

import re
from bisect import bisect_left, bisect_right

from servanda.annotation.contested import is_wordy
from servanda.annotation.sentences import sentences
from servanda.annotation.units import units
from servanda.reading.brackets import in_play
from servanda.reading.brackets.grammar import is_remark

_SILENT = ("preamble", "recital", "footnote")
_WHOLE = ("article", "annex", "body")
_ALT = re.compile(r"alt\d?(?=~|$)")
_OPENING = re.compile(r"[:;]\s*[\[(]?(?:\d{1,2}|[a-z]{1,3})[.)]\s*\Z")


def provisions(text, sections, semantics="unagreed"):
    """Give the provisions of a draft: [(section id, Play, [(start, end) of each sentence])].

    A provision is a paragraph, or an article without paragraphs, with all its items. A
    paragraph "3.3alt" belongs to 3.3. Recitals and footnotes are none.
    """
    play = in_play(text, semantics)
    by_id = {section.id: section for section in sections}
    found = {}
    for unit in units(text, sections):
        home = _home(unit, by_id, play)
        if home and not is_remark(text[unit.start : unit.end]):
            found.setdefault(home, []).append((unit.start, unit.end))
    return [(home, play, spans) for home, spans in found.items()]


def loose(text, semantics="unagreed"):
    """Give a text that is one provision as such: ("", Play, [(start, end) of each sentence])."""
    return "", in_play(text, semantics), _with_lists(text, sentences(text))


def _home(unit, by_id, play):
    """Give the id of the provision a sentence belongs to, "" if it can hold no norm."""
    lineage = []
    section = unit.section
    while section:
        lineage.append(by_id[section])
        section = by_id[section].parent
    if any(each.kind in _SILENT for each in lineage):
        return ""
    paragraphs = [each for each in lineage if each.kind == "paragraph"]
    wholes = [each for each in lineage if each.kind in _WHOLE]
    best = next(iter(paragraphs or wholes), lineage[0])
    for option in play.options_at(unit.start):
        block = play.block(option.block)
        holding = [p for p in paragraphs if p.start <= block[0].start and block[-1].start < p.end]
        if holding:
            best = holding[0]
            break
    base = _ALT.sub("", best.id)
    return base if base in by_id else best.id


def _with_lists(text, spans):
    """Give sentences, where one was cut after the number of an item ("shall: 1.") put together."""
    found = []
    for start, end in spans:
        if found and _OPENING.search(text, *found[-1]):
            start = found.pop()[0]
        found.append((start, end))
    return found


def cut(play, spans):
    """Give sentences cut where options begin, without the names of the options."""
    edges = sorted({at for each in play.options for at in (each.start, each.body, each.end)})
    names = {each.start for each in play.options if each.body > each.start}
    found = []
    for start, end in spans:
        inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for first, last in zip([start, *inside], [*inside, end], strict=True):
            first = _after_remark(play.text, first, last)
            words = _without_remarks(play, first, last)
            if first not in names and is_wordy(words) and not is_remark(words):
                found.append((first, last))
    return found


def _without_remarks(play, start, end):
    """Give a stretch of text without the brackets in it that are but notes and blanks."""
    first, last = (bisect_left(play.remarks, (at, 0, "")) for at in (start, end))
    words, at = "", start
    for low, high, _ in play.remarks[first:last]:
        words, at = words + play.text[at : max(low, at)], max(high, at)
    return words + play.text[at : max(at, end)]


def _after_remark(text, start, end):
    """Give where the words begin after a first paragraph that is but a remark."""
    gap = text.find("\n\n", start, end)
    return gap + 2 if gap > 0 and is_remark(text[start:gap]) else start
