"""The provisions of a draft as the table of a brief: where, what words, who, how strong."""

import re

import pandas as pd

from servanda.analysis.cues import TAGS
from servanda.analysis.governing import clauses
from servanda.analysis.levels import heading, kinds, lineage, outcome_of, provision
from servanda.analysis.tables import SCALE
from servanda.analysis.tags import on_topic
from servanda.analysis.wording import GONE, plain, reading_of
from servanda.labels import strongest

_COLUMNS = [
    "section",
    "article",
    "wording",
    "bearer",
    "label",
    "form",
    "qualifiers",
    "confidence",
    "norm_ids",
    "text",
]
_PROSPECTS = ("strongest", "weakest", "can_vanish")
_SCALED = ("label", "strongest", "weakest")
_GROUPS = ("part", "title", "chapter", "section", "subsection", "annex")
_NEAR = 8  # words between an operative phrase and the words of a topic, quoted in one piece
_QUOTED = 14  # words of a quotation after the operative phrase
_FOOTNOTE_MARK = re.compile(rf"\[\^[^\]\s]+\]|{GONE}+")


def summary(doc, topic=None):
    r"""Summarise a draft in the layout of a negotiator's brief, one row for each provision.

    A provision is a paragraph, or an article without numbered paragraphs. Norms that items have
    from their chapeau are in the row of the provision and not rows of their own.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    topic : str, default=None
        A tag of ``data/tags``, as "cooperation": only norms whose operative clause is on it
        are kept, or, of a tag without acts, whose sentence holds its words.

    Returns
    -------
    DataFrame
        Indexed by provision id ("5.7"). Columns: section (the headings above the article),
        article (number and heading), wording (bearer and operative phrase in quotes, a line for
        each norm), bearer, label (the strongest), form (of that norm), qualifiers (list of str),
        confidence (of that label), norm_ids (list of str), text. Of a negotiating text also
        strongest, weakest and can_vanish: what the provision can still become.

    References
    ----------
    .. [1] Ismail, Y. (2022). Cooperation, Capacity Building, and Implementation Considerations
       of Developing Countries in the E-Commerce Joint Statement Initiative. IISD and CUTS,
       Table 4.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nThe Parties shall endeavour to cooperate.")
    >>> summary(doc, topic="cooperation")["wording"].to_list()
    ['The Parties “shall endeavour to cooperate”']
    """
    if topic is not None and topic not in TAGS:
        raise ValueError(
            f"The 'topic' parameter of summary must be one of {', '.join(TAGS)}. "
            f"Got {topic!r} instead."
        )
    kind_of, text = kinds(doc), reading_of(doc)
    provisions = {}
    for norm, quoted in _kept(doc, text, topic):
        record = doc.spans["norms"].attrs[norm]
        home = provision(doc, record["section"], kind_of)
        provisions.setdefault(home, []).append((norm, record, quoted))
    rows = [
        {"id": home, **_row(doc, text, home, kind_of, kept)} for home, kept in provisions.items()
    ]
    columns = ["id", *_COLUMNS, *(_PROSPECTS if "outcomes" in doc.spans else ())]
    frame = pd.DataFrame(rows, columns=columns).set_index("id")
    return frame.astype({name: SCALE for name in _SCALED if name in frame})


def _kept(doc, text, topic):
    """Yield the ids of norms to show, and the words of each to quote."""
    if topic:
        for norm, record, begin, end, cue in on_topic(doc, topic):
            yield norm, quotation(text, record, begin, end, cue)
        return
    for norm, record, begin, end in clauses(doc):
        yield norm, quotation(text, record, begin, end)


def quotation(text, record, begin, end, cue=None):
    """Give the operative phrase in quotes with the words it governs, to the end of the clause."""
    start, stop = record["start"], record["end"]
    if not record["bearer"]:
        start -= len(_subject(text[begin:start], begin == record["unit"][0]))
    if cue and len(text[stop : cue[0]].split()) > _NEAR:
        far = text[cue[0] : cue[1]] + _to_clause_end(text[cue[1] : end])
        return f"“{_clean(text[start:stop])} … {_clean(far)}”"
    stop = max(stop, cue[1]) if cue else stop
    # "shall, on request, publish" and "shall endeavour to: (a) share" say nothing up to the break
    across = not cue and text[stop:end].lstrip().startswith((",", ":"))
    return f"“{_clean(text[start:stop] + _to_clause_end(text[stop:end], across))}”"


def _subject(before, is_first):
    """Give the words right before an operative phrase that are its subject, if they are few."""
    parts = re.split(r"[,;:.)]\s+|\n\s*\n", before)
    alone = is_first or len(parts) > 1  # or they belong to the norm before
    return parts[-1] if alone and len(parts[-1].split()) <= _NEAR else ""


def _to_clause_end(text, across=False):
    """Give the words up to the next break, or up to the sentence's end if `across`."""
    breaks = (".", ";") if across else (",", ";", ".")
    stop, words = 0, list(re.finditer(r"\S+", text))
    for word in words[:_QUOTED]:
        bare = _FOOTNOTE_MARK.sub("", word[0])
        aside = bare.startswith("(") and not text[:stop].endswith(":")  # and no list
        if aside and not across:
            return text[:stop]
        stop = word.end()
        if bare.endswith(breaks):
            return _FOOTNOTE_MARK.sub("", text[:stop]).rstrip(",;:.")
    return text[:stop].rstrip(",;:.") + " …" if words else ""


def _clean(words):
    return plain(_FOOTNOTE_MARK.sub("", words))


def _row(doc, text, home, kind_of, kept):
    """Give the row of a provision from its norms: (id, record, words to quote) each."""
    strong = strongest([record["label"] for _, record, _ in kept])
    leading = max((r for _, r, _ in kept if r["label"] == strong), key=lambda r: r["confidence"])
    records = doc.spans["sections"].attrs
    groups = [i for i in reversed(lineage(doc, home)) if kind_of[i] in _GROUPS]
    articles = [i for i in lineage(doc, home) if kind_of[i] == "article"]
    bearers = [_clean(text[slice(*(r["bearer"] or (0, 0)))]) for _, r, _ in kept]
    qualifiers = [_clean(text[slice(*q)]) for _, r, _ in kept for q in r["qualifiers"]]

    def name(section):
        return heading(kind_of[section], records[section]["number"], records[section]["title"])

    return {
        "section": " › ".join(name(i) for i in groups),
        "article": name(articles[0]) if articles else "",
        "wording": "\n".join(
            # "No Party shall" names its bearer already
            quoted if bearer in quoted else f"{bearer} {quoted}"
            for bearer, (_, _, quoted) in zip(bearers, kept, strict=True)
        ),
        "bearer": "; ".join(dict.fromkeys(filter(None, bearers))),
        "label": strong,
        "form": leading["form"],
        "qualifiers": list(dict.fromkeys(qualifiers)),
        "confidence": leading["confidence"],
        "norm_ids": [norm for norm, _, _ in kept],
        "text": plain(text[slice(*kept[0][1]["unit"])]),
        **_prospects(doc, home),
    }


def _prospects(doc, home):
    """Give what a provision can still become, nothing where the draft is agreed."""
    record = outcome_of(doc, home)
    return {name: record[name] for name in _PROSPECTS} if record else {}
