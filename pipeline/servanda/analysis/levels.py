"""Sections by kind: which stands in which, and at what level lawyers expect a score."""

import re
from collections import Counter
from weakref import WeakKeyDictionary

LEVELS = (
    "draft",
    "part",
    "title",
    "chapter",
    "section",
    "subsection",
    "article",
    "paragraph",
    "item",
    "preamble",
    "recital",
    "chapeau",
    "tail",
    "annex",
    "footnote",
    "body",
)
_GROUPS_OF_ARTICLES = ("part", "title", "chapter", "section")
_PROVISIONS = ("paragraph", "recital", "footnote")
_LINEAGES = WeakKeyDictionary()
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)


def check_level(level, function):
    """Raise ValueError unless `level` is None or a level."""
    if level is not None and level not in LEVELS:
        raise ValueError(
            f"The 'level' parameter of {function} must be one of {', '.join(LEVELS)}. "
            f"Got {level!r} instead."
        )


def kinds(doc):
    """Give the kind of each section by its id, in text order."""
    from servanda.annotation.sections import kinds as known  # late: it loads spaCy

    return known(doc)


class _Lineages(dict):
    """What `lineage` gives of each section, found when it is first asked for."""

    def __init__(self, records):
        super().__init__()
        self.records = records

    def __missing__(self, section):
        ids, above = [], section
        while above and above not in ids:
            ids.append(above)
            above = self.records[above]["parent"]
        self[section] = ids
        return ids


def lineages(doc):
    """Give the mapping from the id of each section of a Doc to its `lineage`."""
    records, known = doc.spans["sections"].attrs, _LINEAGES.get(doc)
    if known is None or known.records is not records:
        known = _LINEAGES[doc] = _Lineages(records)
    return known


def lineage(doc, section):
    """Give the ids of a section and of all it stands in, from the inside out."""
    return lineages(doc)[section]


def provision(doc, section, kind_of):
    """Give the id of the provision that a section belongs to: its paragraph, else its article."""
    ids = lineage(doc, section)
    numbered = (i for i in ids if kind_of[i] in _PROVISIONS)
    whole = (i for i in ids if kind_of[i] in ("article", "annex", "preamble"))
    return next(numbered, None) or next(whole, None) or section


def heading(kind, number, title):
    """Give the heading of a section as it is cited: "Article 5: Electronic signatures"."""
    name = f"{kind.capitalize()} {number}".strip()
    return f"{name}: {title}" if number and title else title or name


def own_title(doc):
    """Give the title that a draft has in its text, "" for none.

    It is the last heading of the highest level before the first section; what stands above it,
    as the name of a meeting, is of the document and not of the treaty.
    """
    kind_of, records = kinds(doc), doc.spans["sections"].attrs
    outer = [s for s in kind_of if len(lineage(doc, s)) == 1]
    first = next((s for s in outer if kind_of[s] not in ("front", "body")), None)
    head = doc.text[: records[first]["start"]] if first else ""
    return " ".join((_TITLE.findall(head) or [""])[-1].split())


def expected_level(doc):
    """Give the level at which lawyers expect scores.

    It is the kind of section that groups the articles, if there are two of a kind at least and
    most norms stand in them; else articles, else the draft as a whole.
    """
    kind_of, above = kinds(doc), lineages(doc)
    all_kinds = list(kind_of.values())
    inside = {kind: 0 for kind in _GROUPS_OF_ARTICLES if all_kinds.count(kind) > 1}
    homes = Counter([record["section"] for record in doc.spans["norms"].attrs.values()])
    for home, norms in homes.items() if inside else ():
        for kind in {kind_of[i] for i in above[home]}.intersection(inside):
            inside[kind] += norms
    best = max(inside, key=inside.get, default=None)
    if best and inside[best] * 2 >= max(homes.total(), 1):
        return best
    return "article" if "article" in all_kinds else "draft"


def outcome_of(doc, section):
    """Give the outcome record of the provision that a section belongs to, or None."""
    group = doc.spans.get("outcomes")
    records = group.attrs if group is not None else {}
    if not records or section not in doc.spans["sections"].attrs:
        return None
    return next((records[name] for name in lineage(doc, section) if name in records), None)
