"""Clauses that keep provisions out of dispute settlement, in whole or in part."""

from dataclasses import dataclass

from servanda.analysis.disputes.marking import LIST, MARK, Marked
from servanda.analysis.disputes.patterns import any_in
from servanda.analysis.disputes.places import DIVISIONS, WHOLE
from servanda.annotation.sentences import sentences

EXCLUDED, LIMITED = "excluded", "limited"
_LISTED = ("chapeau", "item", "tail")
_LONGEST = 1500  # characters of a sentence with its list


@dataclass(frozen=True)
class Clause:
    """A clause: where it stands and what it does.

    `scope` and `excepted` are ids of sections, `WHOLE` for the agreement. The scope, without
    what is excepted, is kept out: all of it if the effect is "excluded", else as `limit` says,
    against `parties`, for a `period`.
    """

    section: str
    start: int
    end: int
    effect: str
    scope: tuple
    excepted: tuple = ()
    limit: str = ""
    parties: str = ""
    period: str = ""


def clauses(text, small, places, settled, words):
    """Give the clauses of a text, which is also given in small letters, in order."""
    found, hits = [], words.mentions["any"].places(small)
    for section, start, end in _stretches(places):
        if not any_in(hits, start, end):
            continue
        for first, last, sentence in _sentences(text, start, end):
            if not any_in(hits, first, first + len(sentence)):
                continue
            home = places.at(first, section)
            read = _read(Marked(sentence, home, places, settled, words), words)
            if read and words.mentions["any"].search(sentence):  # slow: asked of these few only
                found.append(Clause(home, first, last, **read))
    return found


def _stretches(places):
    """Yield sections with the place of their own words, lists included."""
    records, kind, ends = places.records, places.kind, {}
    own = [name for name in records if kind[name] not in _LISTED]
    for name in own:
        parent, start = records[name]["parent"], records[name]["start"]
        if start < ends.get(parent, start + 1):
            ends[parent] = start
    for name in own:
        record = records[name]
        yield name, record["body"], max(record["body"], ends.get(name, record["end"]))


def _sentences(text, start, end):
    """Yield place and words of each sentence; what opens a list goes on through it."""
    for first, last in sentences(text, start, end):
        words = text[first:last]
        if words.endswith((":", ",", "unless")):
            last = min(end, first + _LONGEST)
            words += LIST + text[first + len(words) : last]
        yield first, last, words


def _read(sentence, words):
    """Give what a sentence does, as the fields of a clause, or None."""
    if not (words.inside if sentence.inside else words.outside).may_find(sentence.plain):
        return None
    if not sentence.may_name_own and (sentence.inside or not words.only.may_find(sentence.plain)):
        return None
    patterns, marked = words.clauses, sentence.text.partition(LIST)[0]
    if patterns["step"].search(marked):
        return None
    if patterns["exclusion"].search(marked):
        return _denied(sentence, words)
    if sentence.inside:
        return _reserved(sentence, words) if patterns["reach"].search(marked) else None
    if patterns["void"].search(marked):
        kept = _scope(sentence, words)[1]
        return {"effect": EXCLUDED, "scope": sentence.article, "excepted": kept}
    if confined := patterns["confined"].search(marked):
        kept = sentence.sections(confined[0])
        return {"effect": EXCLUDED, "scope": sentence.article, "excepted": kept} if kept else None
    if patterns["restraint"].search(marked):
        limit = patterns["restraint"].search(marked)[0].partition(" in ")[0]
        return {"effect": LIMITED, "scope": (WHOLE,), "limit": limit, **_limits(sentence, words)}
    return _other_means(sentence, words)


def _denied(sentence, words):
    """Read a sentence that denies dispute settlement."""
    scope, excepted, missing = _scope(sentence, words)
    if not scope and (sentence.inside or missing):
        return None  # it is on how disputes are settled, or on what the text does not have
    scope = scope or sentence.article
    limits = _limits(sentence, words)
    matters = ("unless", "matters", "arbitration")
    limit = next(filter(None, (sentence.quote(words.limits[name]) for name in matters)), "")
    if limit or any(limits.values()):
        return {"effect": LIMITED, "scope": scope, "excepted": excepted, "limit": limit, **limits}
    experts = _experts(sentence.places, scope, words)
    effect = LIMITED if experts else EXCLUDED
    return {"effect": effect, "scope": scope, "excepted": excepted, "limit": experts}


def _reserved(sentence, words):
    """Read a sentence of the dispute settlement chapter on what it applies to."""
    for found in words.exceptions["reserved"].finditer(sentence.text):
        scope = sentence.sections(found[0])
        if scope:
            return {"effect": EXCLUDED, "scope": scope}
    part = words.clauses["part"].search(sentence.text)
    only = sentence.sections(part[0]) if part else ()
    if only and all(sentence.places.kind.get(name) in DIVISIONS for name in only):
        return {"effect": EXCLUDED, "scope": (WHOLE,), "excepted": only}
    return None


def _other_means(sentence, words):
    """Read a sentence that names the only means left for a matter."""
    found = words.clauses["only"].search(sentence.text)
    if not found or "<own>" in found[0]:
        return None
    scope, excepted, _ = _scope(sentence, words)
    if not scope or scope == (WHOLE,):
        return None
    limit = sentence.quote(words.clauses["means"])
    return {"effect": LIMITED, "scope": scope, "excepted": excepted, "limit": limit}


def _scope(sentence, words):
    """Give the sections that a sentence is on, those it excepts, and whether some are missing."""
    unless = words.limits["unless"].search(sentence.text)
    text = sentence.text[: unless.start()] if unless else sentence.text
    kept = [found.span() for found in words.exceptions["kept"].finditer(text)]
    scope, excepted, missing = [], [], False
    for mark in MARK.finditer(text):
        if words.exceptions["aside"].search(text[: mark.start()]):
            continue
        within = any(start <= mark.start() < end for start, end in kept)
        sections = sentence.sections(mark[0])
        missing |= not sections and not within
        (excepted if within else scope).extend(sections)
    if words.exceptions["all"].search(text):
        scope = [WHOLE]
    return tuple(dict.fromkeys(scope)), tuple(dict.fromkeys(excepted)), missing


def _limits(sentence, words):
    return {
        "parties": sentence.quote(words.limits["parties"]),
        "period": sentence.quote(words.limits["periods"]),
    }


def _experts(places, scope, words):
    """Give the heading of the experts whom a chapter has in place of a panel, or ""."""
    divisions = [name for name in scope if places.kind.get(name) in DIVISIONS]
    titles = (places.records[n]["title"] for home in divisions for n in places.inside(home))
    return next((title for title in titles if words.limits["experts"].search(title)), "")
