"""The comparison of two drafts, put together."""

import re
from collections import Counter

import pandas as pd

from servanda.analysis.comparison.articles import articles
from servanda.analysis.comparison.changes import (
    bearers,
    change,
    consequence,
    norm_change,
    qualifiers,
)
from servanda.analysis.comparison.provisions import collect
from servanda.analysis.comparison.relations import relations
from servanda.analysis.comparison.result import Comparison
from servanda.analysis.comparison.rollups import common_level, rollup
from servanda.analysis.comparison.similarity import similarity
from servanda.errors import LanguageError, ReadError

_TITLE = re.compile(r"\s*# (.+)")
_FIRST = 100  # tokens among which the title is
_FREQUENT = 30  # words of a draft by which its language is told
_SHARED = 0.2  # share of them that two drafts in one language have in common
_ENOUGH = 200  # words that a draft must have for that
_SIDE = ("ref", "heading", "section", "text", "span", "labels", "outcomes")
_COLUMNS = [
    *(f"{side}_{name}" for name in _SIDE for side in ("before", "after")),
    *("similarity", "relation", "moved", "renumbered", "change", "bearer_before", "bearer_after"),
    *("qualifiers_gained", "qualifiers_lost", "consequence"),
]
_DTYPES = {"similarity": float, "moved": bool, "renumbered": bool, "consequence": float}
_OUTCOME = ("strongest", "weakest", "can_vanish")


def compare(before, after):
    r"""Compare two drafts: what came, went, moved, hardened and softened.

    Provisions are aligned by their words, and by headings, neighbours and operative phrases
    where words leave it open; all at once, as an assignment problem [1]_. Numbers and the order
    of articles count for nothing. ``compare(b, a)`` is the mirror of ``compare(a, b)``.

    Parameters
    ----------
    before, after : spacy.tokens.Doc
        Two drafts, annotated by the pipeline of `load`.

    Returns
    -------
    Comparison
        With the frames provisions, norms, sections, articles and totals.

    Raises
    ------
    LanguageError
        If the drafts are in two languages.
    ReadError
        If a draft has words, but nothing that can be compared.

    References
    ----------
    .. [1] Crouse, D. F. (2016). On implementing 2D rectangular assignment algorithms. IEEE
       Transactions on Aerospace and Electronic Systems, 52(4).

    Examples
    --------
    >>> from servanda import load
    >>> nlp = load("rules")
    >>> before = nlp("Article 3\n\nEach Party shall publish its laws.")
    >>> after = nlp("Article 4\n\nEach Party should publish its laws.")
    >>> compare(before, after).provisions[["before_ref", "after_ref", "change"]]
      before_ref after_ref    change
    0          3         4  softened
    """
    return compared(before, after, common_level([before, after]))


def compared(before, after, level):
    """Give the comparison of two drafts, scored at a level."""
    sides = collect(before, level), collect(after, level)
    _check_provisions((before, after), sides)
    _check_languages(before, after, sides)
    found = relations(*sides)
    provisions = _provisions(found)
    sections, at, totals, counts = rollup(before, after, provisions, level)
    provisions["section"] = at
    return Comparison(
        before=before,
        after=after,
        before_title=_title(before),
        after_title=_title(after),
        provisions=provisions,
        norms=_norms(found),
        sections=sections,
        articles=articles(found),
        totals=totals,
        counts=counts,
    )


def _check_provisions(docs, sides):
    """Raise ReadError if a draft has words but nothing to compare."""
    for doc, side, name in zip(docs, sides, ("earlier", "later"), strict=True):
        if not side and len(doc) >= _ENOUGH:
            raise ReadError(
                f"No article, paragraph or norm was found in the {name} draft, so that nothing "
                "in it can be compared. Look at `servanda outline`: number its articles, or give "
                "them headings."
            )


def _check_languages(before, after, sides):
    """Raise LanguageError if the drafts are in two languages."""
    words = [Counter(word for each in side for word in each.words) for side in sides]
    frequent = [{word for word, _ in each.most_common(_FREQUENT)} for each in words]
    enough = all(each.total() >= _ENOUGH for each in words)
    shared = len(set.intersection(*frequent)) / _FREQUENT
    if before.lang_ != after.lang_ or (enough and shared < _SHARED):
        raise LanguageError(
            "The two drafts are not in one language: they have hardly a frequent word in common. "
            "Compare a draft with one in its own language."
        )


def _title(doc):
    """Give the title of a draft as its text has it, "" if it has none."""
    found = _TITLE.match(doc[:_FIRST].text)
    return found[1].strip() if found else ""


def _provisions(found):
    told = [_row(*each) for each in zip(found, bearers(found), strict=True)]
    frame = pd.DataFrame(told, columns=_COLUMNS, dtype=object)
    return frame.astype(_DTYPES)


def _row(relation, bearer):
    one, other = relation.before, relation.after
    both = one is not None and other is not None
    alike = similarity(one.words, other.words) if both else 0.0
    kind = change(relation)
    gained, lost = qualifiers(relation)
    row = {
        **{f"before_{name}": value for name, value in _side(one).items()},
        **{f"after_{name}": value for name, value in _side(other).items()},
        "similarity": round(alike, 4),
        "relation": relation.kind,
        "moved": relation.moved,
        "renumbered": both and one.ref != other.ref,
        "change": kind,
        "bearer_before": bearer[0],
        "bearer_after": bearer[1],
        "qualifiers_gained": gained,
        "qualifiers_lost": lost,
        "consequence": consequence(relation, kind, alike, bearer, (gained, lost)),
    }
    return row


def _side(provision):
    """Give what is told of a provision; None for each if there is none."""
    if provision is None:
        return dict.fromkeys(_SIDE)
    outcome = provision.outcome
    values = (
        provision.ref,
        provision.heading,
        provision.group,
        provision.text,
        provision.span,
        provision.labels,
        outcome and {name: outcome[name] for name in _OUTCOME},
    )
    return dict(zip(_SIDE, values, strict=True))


def _norms(found):
    rows = [
        {"provision": at, **_norm(*pair), "change": norm_change(*pair, relation)}
        for at, relation in enumerate(found)
        for pair in relation.norms
    ]
    columns = ["provision", *_norm(None, None), "change"]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"provision": int})


def _norm(before, after):
    row = {}
    for name, norm in (("before", before), ("after", after)):
        row |= {
            f"{name}_norm": norm and norm["id"],
            f"{name}_phrase": norm and norm["operative"],
            f"{name}_label": norm and norm["label"],
            f"{name}_bearer": norm and norm["bearer"],
            f"{name}_span": norm and (norm["start"], norm["end"]),
        }
    return row
