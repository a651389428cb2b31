"""What each provision does for whom: cooperation, support, time, special treatment, and more."""

import re

import pandas as pd

from servanda.analysis.cues import TAGS, cues
from servanda.analysis.governing import clauses, governed
from servanda.analysis.levels import kinds, provision
from servanda.analysis.provisions import bare, provisions
from servanda.analysis.tables import SCALE
from servanda.analysis.wording import plain, reading_of
from servanda.labels import strongest
from servanda.reading.brackets.grammar import FRAME

TREATMENT = "special-and-differential-treatment"
_LISTS = ("beneficiaries", "providers", "conditions", "models")
_COLUMNS = [
    "kind",
    "tags",
    *_LISTS,
    "self_designated",
    "linked",
    "label",
    "norm_ids",
    "cues",
    "text",
]
SILENT = ("recital", "footnote", "preamble", "front", "conclusion")


def tags(doc):
    r"""Say what each provision of a draft does: cooperation, support, time, transparency.

    The tags are those of ``data/tags``: cooperation, cooperation-mechanism, capacity-building,
    implementation-period, special-and-differential-treatment, transparency and
    dispute-settlement. Cues are phrases in the text, in headings, or acts that a norm commands.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by provision id ("5.7"), a row for each provision, recital and footnote. Columns:
        kind, tags (list of str), beneficiaries, providers, conditions (lists of str), models
        (list of str: traditional, GATS, TFA; of special and differential treatment alone),
        self_designated (whether developing countries choose their time), linked (whether
        implementation is linked to support), label (the strongest of its norms), norm_ids (list
        of str), cues (dict: the words found for each tag), text.

    References
    ----------
    .. [1] Ismail, Y. (2022). Cooperation, Capacity Building, and Implementation Considerations
       of Developing Countries in the E-Commerce Joint Statement Initiative. IISD and CUTS,
       Tables 3 to 5.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nEach Party should assist developing country Parties.")
    >>> tags(doc)["tags"].to_dict()
    {'1': ['capacity-building', 'special-and-differential-treatment']}
    """
    lists, norms_of = cues(doc.lang_), _norms(doc)
    commanded = _commanded(doc, lists)
    text, rows = reading_of(doc), []
    for name, each in provisions(doc).items():
        norms = norms_of.get(name, {})
        bearers, known = _bearers(lists, text, norms), {}
        defines = lists.is_definition(each.bare, each.headings)
        found = {} if defines else lists.find(each.bare)
        if not defines:
            known = _tags(lists, each, found, bearers, commanded.get(name, {}))
        treated = TREATMENT in known
        rows.append(
            {
                "id": name,
                "kind": each.kind,
                "tags": [tag for tag in TAGS if tag in known],
                **{kind: _named(found, kind) for kind in _LISTS},
                "models": _named(found, "models") if treated else [],
                "self_designated": ("timing",) in found
                and bool(_actors(lists, TREATMENT, bearers)),
                "linked": treated
                and each.kind not in SILENT
                and _commands(each.bare, found.get(("linked",), ())),
                "label": strongest([r["label"] for r in norms.values() if not r["inherited"]]),
                "norm_ids": [n for n, r in norms.items() if not r["inherited"]],
                "cues": known | {key[0]: words for key, words in found.items() if len(key) == 1},
                "text": each.words,
            }
        )
    frame = pd.DataFrame(rows, columns=["id", *_COLUMNS]).set_index("id")
    return frame.astype({"label": SCALE, "linked": bool, "self_designated": bool})


def on_topic(doc, topic):
    """Yield the norms on a tag: (id, record, begin, end, bounds of the words that say so or None).

    Where a tag has acts, these are the norms that govern one; else those of tagged provisions
    whose sentence holds a cue, or which bind or entitle one of the tag's actors.
    """
    lists, text = cues(doc.lang_), reading_of(doc)
    acts = lists.acts.get(topic)
    if acts:
        for norm, record, begin, end in clauses(doc):
            bounds = governed(acts, text, record, end)
            if bounds:
                yield norm, record, begin, end, bounds
        return
    tagged, kind_of = tags(doc)["tags"], kinds(doc)
    for norm, record, begin, end in clauses(doc):
        home = provision(doc, record["section"], kind_of)
        if topic in tagged.get(home, ()) and _speaks_of(lists, topic, text, record):
            yield norm, record, begin, end, None


def _speaks_of(lists, topic, text, record):
    """Say whether the sentence of a norm holds a cue of a tag, or its bearer is such an actor."""
    found = lists.find(bare(plain(text[slice(*record["unit"])])))
    if any(key[:2] == ("tags", topic) for key in found):
        return True
    entry = lists.tags[topic]
    if "headings" in entry and not any(key[0] == "tags" for key in found):
        return True  # the heading gave the tag, and the sentence is on nothing else
    return bool(entry.get("bearers") and _actors(lists, topic, _words_of(lists, text, record)))


def _norms(doc):
    """Give the norms of each provision, by id."""
    kind_of, found = kinds(doc), {}
    for norm, record in doc.spans["norms"].attrs.items():
        if record["label"] != "none":
            home = provision(doc, record["section"], kind_of)
            found.setdefault(home, {})[norm] = record
    return found


def _commanded(doc, lists):
    """Give the words that put provisions on tags by what their norms command."""
    text, kind_of, found = reading_of(doc), kinds(doc), {}
    for _, record, _, end in clauses(doc):
        for tag, acts in lists.acts.items():
            bounds = governed(acts, text, record, end)
            if bounds:
                home = provision(doc, record["section"], kind_of)
                found.setdefault(home, {}).setdefault(tag, []).append(plain(text[slice(*bounds)]))
    return found


def _bearers(lists, text, norms):
    """Give the words that name the bearers of norms, by key, as `Cues.find` does."""
    found = {}
    for record in norms.values():
        for key, words in _words_of(lists, text, record).items():
            found.setdefault(key, []).extend(words)
    return found


def _words_of(lists, text, record):
    return lists.find(bare(plain(text[slice(*record["bearer"])]))) if record["bearer"] else {}


def _actors(lists, tag, found):
    """Give the words that name an actor of a tag."""
    wanted = lists.tags[tag].get("actors", ())
    keys = [key for key in found if key[0] in ("beneficiaries", "providers") and key[1] in wanted]
    return [words for key in keys for words in found[key]]


def _tags(lists, each, found, bearers, commanded):
    """Give the tags of a provision, with the words found for each."""
    by_heading = lists.in_headings(each.headings, each.groups)
    known = {}
    named = found | lists.find(" ".join(each.headings))
    for tag, entry in lists.tags.items():
        words = list(found.get(("tags", tag, "words"), ()))
        if _actors(lists, tag, named):
            words += found.get(("tags", tag, "beside"), ())
        if entry.get("bearers"):
            words += _actors(lists, tag, bearers)
        words += commanded.get(tag, ())
        words += by_heading.get(tag, ())
        if words:
            known[tag] = list(dict.fromkeys(words))
    return known


def _commands(text, phrases):
    """Say whether one of some phrases of a text is more than what the Parties recognise."""
    before = (re.split(r"[.;]\s", text[: text.index(phrase)])[-1] for phrase in phrases)
    return any(not FRAME.search(words) for words in before)


def _named(found, kind):
    return [key[1] for key in found if key[0] == kind]
