"""The rows of a comparison as a person reads them: both sides, what changed, and in what words."""

import pandas as pd

from servanda.analysis.comparison.rewording import edits
from servanda.analysis.comparison.sides import SIDES, sides
from servanda.analysis.wording import plain

_KEPT = 9  # words shown on each side of a change
_LONGEST = 45  # words shown of one change
_GLUE = "\u00a0"
_MOST = 2  # norms told of in one excerpt


def rows(comparison):
    """Give what a page shows of each provision.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    list of dict
        In the order of `comparison.provisions`: the columns of that frame, and

        - before, after: the side to show, as dict of ref, paragraphs and open (what it can still
          become, in words); None where it is missing; `shown` is false where the row above has it
        - number: its place, from 0
        - norms: what changed beneath it, as dicts of the columns of `comparison.norms`
        - reworded: whether any word changed
        - notes: what else changed, in words; also: the same as keys to filter by
        - rank: 1 for the most consequential change, None for no change
    """
    before, after, groups = sides(comparison)
    records = _plain(comparison.provisions)
    beneath = _beneath(comparison)
    articles = comparison.articles.set_index("after_ref")["before_ref"].to_dict()
    homes = articles, list(comparison.sections["before_section"])
    ranks = {row: rank for rank, row in enumerate(comparison.consequential.index, start=1)}
    for group in groups:
        shown = set()
        for number in group:
            record = records[number]
            for name, side in zip(SIDES, (before, after), strict=True):
                record[name] = _side(record, name, side, shown)
            record["number"] = number
            record["norms"] = beneath.get(number, [])
            record["reworded"] = _is_reworded(record)
            record["notes"] = _notes(record, [records[i] for i in group], *homes)
            record["also"] = _also(record)
            record["rank"] = ranks.get(number)
    return [records[number] for number in range(len(records))]


def excerpt(comparison, record, texts):
    """Give the words around what changed in a row, as (how, words) pairs.

    Parameters
    ----------
    comparison : Comparison
    record : dict
        A row of `rows`.
    texts : dict of str
        The texts of the drafts as they are shown, before and after.

    Returns
    -------
    list of list of tuple
        One list for each sentence told of; how is "same", "gone" or "come".
    """
    if None in (record["before_ref"], record["after_ref"]):
        words = (record["before_text"] or record["after_text"]).split(" ")
        return [[("same", _to(words, _LONGEST))]]
    changed = [norm for norm in record["norms"] if norm["change"] != "same"]
    pairs = [tuple(record[f"{name}_text"] for name in SIDES)]
    if changed and all(norm[f"{name}_norm"] for norm in changed for name in SIDES):
        pairs = [
            tuple(_sentence(comparison, norm, name, texts) for name in SIDES) for norm in changed
        ]
    return [_shortened(woven(*pair)) for pair in list(dict.fromkeys(pairs))[:_MOST]]


def _plain(frame):
    """Give the rows of a frame as dicts, with None for whatever is missing."""
    records = frame.astype(object).to_dict("records")
    return [{name: _cell(value) for name, value in record.items()} for record in records]


def _cell(value):
    return None if isinstance(value, float) and pd.isna(value) else value


def _beneath(comparison):
    found = {}
    for norm in _plain(comparison.norms):
        found.setdefault(norm["provision"], []).append(norm)
    return found


def _side(record, name, side, shown):
    """Give one side of a row, and remember that it has been shown."""
    ref = record[f"{name}_ref"]
    if ref is None:
        return None
    is_first = (name, ref) not in shown
    shown.add((name, ref))
    return {
        "ref": ref,
        "article": side.article(ref),
        "paragraphs": side.paragraphs(ref) if is_first else [],
        "open": _open(record[f"{name}_outcomes"]),
        "shown": is_first,
    }


def _open(outcome):
    """Give what a provision can still become, in words."""
    if not outcome:
        return ""
    span = dict.fromkeys([outcome["strongest"], outcome["weakest"]])
    words = " to ".join(span).replace("_", " ")
    return words + (", may vanish" if outcome["can_vanish"] else "")


def _is_reworded(record):
    here = [record[name] for name in SIDES]
    if not all(here):
        return True
    return any(
        piece.changed
        for side in here
        for paragraph in side["paragraphs"]
        for run in paragraph.runs
        for piece in run.pieces
    )


def _whence(record, articles, sections):
    """Say where a provision stood that moved: in another article, another section, or nearby."""
    was, here = (record[name]["article"] for name in SIDES)
    if articles.get(here) != was:
        return f" from {record['before_heading'] or record['before_ref']}"
    is_near = sections[record["section"]] == record["before_section"]
    return "" if is_near else " to another section"


def _notes(record, group, articles, sections):
    """Give what else changed, as sentences of a few words."""
    notes = []
    if record["relation"] == "split":
        parts = [row["after_ref"] for row in group if row["before_ref"] == record["before_ref"]]
        notes.append(f"{record['before_ref']} was split into {_listed(parts)}")
    if record["relation"] == "merged":
        parts = [row["before_ref"] for row in group if row["after_ref"] == record["after_ref"]]
        notes.append(f"{_listed(parts)} became {record['after_ref']}")
    if record["moved"]:
        notes.append("moved" + _whence(record, articles, sections))
    if record["bearer_before"] or record["bearer_after"]:
        notes.append(
            f"bearer: {record['bearer_before'] or 'none'} → {record['bearer_after'] or 'none'}"
        )
    for kind in ("gained", "lost"):
        words = record[f"qualifiers_{kind}"] or []
        if words:
            notes.append(f"{kind}: {'; '.join(f'“{each}”' for each in words)}")
    return notes


def _listed(parts):
    parts = list(dict.fromkeys(filter(None, parts)))
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _also(record):
    """Give the keys that a row is filtered by, beside its change and labels."""
    tests = {
        "reworded": record["reworded"],
        "moved": record["moved"],
        "renumbered": record["renumbered"],
        "divided": record["relation"] in ("split", "merged"),
        "bearer": record["bearer_before"] or record["bearer_after"],
        "qualifiers": record["qualifiers_gained"] or record["qualifiers_lost"],
        "open": any(record[name] and record[name]["open"] for name in SIDES),
    }
    return [key for key, holds in tests.items() if holds]


def _sentence(comparison, norm, name, texts):
    """Give the sentence that a norm stands in."""
    norms = getattr(comparison, name).spans["norms"].attrs
    return plain(texts[name][slice(*norms[norm[f"{name}_norm"]]["unit"])])


def woven(before, after):
    """Give two wordings as one, as (how, words) pairs."""
    pairs, at = [], 0
    for edit in edits(before, after):
        pairs.append(("same", before[at : edit.start]))
        pairs.append(("gone", before[edit.start : edit.end]))
        pairs.append(("come", after[edit.new_start : edit.new_end]))
        at = edit.end
    return [(how, words) for how, words in [*pairs, ("same", before[at:])] if words]


def _shortened(pairs):
    """Leave out what stands far from any change."""
    done = []
    for at, (how, text) in enumerate(pairs):
        words = text.split(" ")
        is_first, is_last = at == 0, at == len(pairs) - 1
        if how != "same" or (is_first and is_last):
            short = _to(words, _LONGEST)
        elif is_last:
            short = _to(words, _KEPT)
        elif len(words) <= _KEPT + 1 + (not is_first) * _KEPT:
            short = text
        else:
            head = "" if is_first else _to(words, _KEPT)[:-1]
            short = f"{head}…{_GLUE}{' '.join(words[-_KEPT:])}"
        done.append((how, short))
    return done


def _to(words, most):
    """Give the first words, with dots for the others; dots never begin a line."""
    if len(words) <= most + 1:
        return " ".join(words)
    return f"{' '.join(words[:most])}{_GLUE}…"
