"""The provisions of a draft: what lawyers set side by side when they compare two drafts.

A provision is a paragraph with its list, or an article without paragraphs; an item with a norm
of its own is a provision by itself, and then no part of its paragraph.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from servanda.analysis.levels import heading, kinds, lineage, outcome_of
from servanda.analysis.tables import norms
from servanda.analysis.wording import GONE, plain, reading_of
from servanda.annotation.provisions import provisions as with_sentences
from servanda.annotation.sections import sections_of
from servanda.labels import LABELS
from servanda.reading.brackets.grammar import is_absent, is_remark

_ARTICLES = ("article", "annex", "body", "conclusion")
_MARKS = re.compile(r"\[\^[^\]\s]{1,20}\]|[\[\]{}*#]|^\s*\(?[a-z0-9]{1,4}[.)]\s", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_STOP = re.compile(r"[.;:!?][\"'”’)\]\s]*$")
_NAME = re.compile(r"\[*(?:option|alternative|alt)\s+(?:\d+|[ivx]+|[a-z])\b\s*:*\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\w]*[^\W\d_a-zà-ÿ].*[.][\"'”’)\]\s]*$", re.DOTALL)
_CUT = re.compile(r"(?<=[.;:!?])\s+|(?:^|\s)\(?[a-z0-9]{1,4}[.)]\s|\boption \w+:", re.IGNORECASE)
_ACT = 100  # characters after an operative phrase that tell the act
_FEW = 6  # words that a line without a full stop or a norm must pass to be more than a heading


@dataclass(frozen=True)
class Provision:
    """A provision of a draft.

    `article` is the id of the article around it and `heading` what it is called; `group` the
    id of the section that scores are for. `ranges` are the [start, end) of its words in the
    text, `words` these in small letters without brackets and numbers of items, `pieces` the
    words of each sentence, item, option and norm. `norms` are its own, as dicts; `outcome` is
    the record of what it can become, where that is open. `items` are those of its list that
    have their norm from the chapeau, as provisions.
    """

    ref: str
    kind: str
    article: str
    heading: str
    title: str
    group: str
    ranges: tuple
    text: str
    words: tuple
    pieces: tuple
    norms: tuple
    outcome: dict | None
    items: tuple = ()

    @property
    def span(self):
        """Give (start, end) in the text."""
        return self.ranges[0][0], self.ranges[-1][1]

    @property
    def phrases(self):
        """Give the operative phrases of its norms."""
        return [norm["operative"].lower() for norm in self.norms]

    @property
    def labels(self):
        """Give the labels it has or can get, the strongest first."""
        if self.outcome:
            return [label for label in self.outcome["labels"] if label != "none"]
        found = [norm["label"] for norm in self.norms]
        return sorted(found, key=lambda label: -LABELS[label].rank)


def collect(doc, level):
    """Give the provisions of an annotated draft in text order.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    level : str
        The kind of section that provisions are grouped by, or "draft".

    Returns
    -------
    list of Provision
    """
    return _Collector(doc, level).collect()


class _Collector:
    """A draft, and where its norms and items stand."""

    def __init__(self, doc, level):
        self.doc, self.level = doc, level
        self.kind_of, self.records = kinds(doc), doc.spans["sections"].attrs
        group = doc.spans.get("outcomes")
        self.outcomes = group.attrs if group is not None else {}
        # a negotiating text is shown with its brackets, a reading of it without
        self.text = doc.text if group is not None else reading_of(doc)
        self.norms = norms(doc)
        own = set(self.norms.loc[~self.norms["inherited"], "section"])
        led = set(self.norms.loc[self.norms["inherited"], "section"])
        items = [each for each, kind in self.kind_of.items() if kind == "item" and each not in led]
        whole = {self.records[each]["parent"] for each in items if self._is_whole(each)}
        # what an item can become is not known, only what its paragraph can
        self.items = [
            each
            for each in items
            if self.records[each]["parent"] in whole or (each in own and not self._is_open(each))
        ]

    def _is_whole(self, item):
        """Say whether an item is a paragraph but for the words before it: "5.1", a sentence."""
        parent = self.records[item]["parent"]
        words = self.text[self.records[item]["body"] : self.records[item]["end"]]
        in_article = self.kind_of.get(parent) == "article" and item.startswith(f"{parent}.")
        return in_article and bool(_SENTENCE.match(words))

    def _is_open(self, section):
        outcome = outcome_of(self.doc, section)
        return bool(outcome) and outcome["contested"]

    def collect(self):
        """Give the provisions in text order."""
        ranges = self._ranges()
        own, inherited = self._norms_of(ranges)
        found = [self._provision(ref, ranges[ref], own.get(ref, ())) for ref in ranges]
        found = [self._with_items(each, inherited.get(each.ref, ())) for each in found if each]
        return _cited(sorted(found, key=lambda each: each.span))

    def _with_items(self, provision, inherited):
        """Give a provision with the innermost items of its list, each with its norm."""
        above = {self.records[norm["section"]]["parent"] for norm in inherited}
        items = {}
        for norm in inherited:
            if norm["section"] not in above:
                items.setdefault(norm["section"], norm)
        return replace(
            provision, items=tuple(self._item(provision, *each) for each in items.items())
        )

    def _item(self, provision, ref, norm):
        record = self.records[ref]
        words = self.text[record["body"] : record["end"]]
        return replace(
            provision,
            ref=ref,
            kind="item",
            ranges=((record["body"], record["end"]),),
            text=plain(words),
            words=words_of(words),
            pieces=(words_of(words),),
            norms=(norm,),
        )

    def _ranges(self):
        """Give the stretches of text of each provision, items with own norms cut out."""
        edges = []
        for ref, _, spans in with_sentences(self.doc.text, sections_of(self.doc)):
            if self.kind_of[ref] != "front":
                edges += [(start, end, ref) for start, end in spans]
        for item in self.items:
            record = self.records[item]
            edges = [part for edge in edges for part in _without(edge, record)]
            edges.append((record["body"], record["end"], item))
        found, last = {}, None
        for start, end, ref in sorted(edges):
            ranges = found.setdefault(ref, [])
            if ref == last:  # nothing of another provision stands between
                start = ranges.pop()[0]
            ranges.append((start, end))
            last = ref
        return found

    def _norms_of(self, ranges):
        """Give the norms of each provision, and apart from them those that its items inherit."""
        places = sorted((start, end, ref) for ref, spans in ranges.items() for start, end in spans)
        starts = [start for start, _, _ in places]
        own, inherited = {}, {}
        frame = self.norms.reset_index().astype(object)
        for norm in frame.where(frame.notna(), None).to_dict("records"):
            led = norm["inherited"]
            offset = self.records[norm["section"]]["body"] if led else norm["start"]
            at = bisect_right(starts, offset) - 1
            if norm["label"] != "none" and at >= 0 and offset < places[at][1]:
                norm["act"] = plain(self.text[norm["end"] : norm["end"] + _ACT])
                (inherited if led else own).setdefault(places[at][2], []).append(norm)
        return own, inherited

    def _pieces(self, ranges, own):
        """Yield the words of each sentence, item, option and norm that is more than a few."""
        starts = [norm["start"] for one, norm in pairwise(own) if norm["text"] == one["text"]]
        for start, end in ranges:
            edges = sorted({start, end, *(at for at in starts if start < at < end)})
            for low, high in pairwise(edges):
                for piece in _CUT.split(self.text[low:high]):
                    words = words_of(piece)
                    if len(words) >= _FEW:
                        yield words

    def _provision(self, ref, ranges, own):
        text = " ".join(filter(None, (plain(self.text[a:b]) for a, b in ranges)))
        words = tuple(chain(*(words_of(self.text[start:end]) for start, end in ranges)))
        is_line = len(words) <= _FEW and not _STOP.search(text) and not own
        if not words or is_line or _says_nothing(text):
            return None
        around = lineage(self.doc, ref)
        article = next((i for i in around if self.kind_of[i] in _ARTICLES), around[-1])
        record = self.records[article]
        outcome = self.outcomes.get(ref)
        return Provision(
            ref=ref,
            kind=self.kind_of[ref],
            article=article,
            heading=heading(self.kind_of[article], record["number"], record["title"]),
            title=record["title"],
            group=next((i for i in around if self.kind_of[i] == self.level), "draft"),
            ranges=tuple(ranges),
            text=text,
            words=words,
            pieces=tuple(self._pieces(ranges, own)),
            norms=tuple(own),
            outcome=outcome if outcome and outcome["contested"] else None,
        )


def _says_nothing(text):
    """Say whether a text is but the name of an option, "no text", or a note of the drafters."""
    words = _NAME.sub("", text, count=1) if _NAME.match(text) else text
    return not words.strip("[](){}:. ") or is_absent(words) or is_remark(words)


def _cited(provisions):
    """Give provisions, the only one of its article called by that: "26" for "26-par1"."""
    sizes = Counter(each.article for each in provisions)
    return [
        replace(each, ref=each.article)
        if sizes[each.article] == 1 and each.ref.startswith(f"{each.article}-par")
        else each
        for each in provisions
    ]


def words_of(text):
    """Give the words of a text in small letters, without brackets and numbers of items."""
    return tuple(word.lower() for word in _WORD.findall(_MARKS.sub(" ", text.replace(GONE, ""))))


def _without(edge, hole):
    """Give what of (start, end, ref) is not in a section."""
    start, end, ref = edge
    parts = [(start, min(end, hole["start"])), (max(start, hole["end"]), end)]
    if start >= hole["end"] or end <= hole["start"]:
        return [edge]
    return [(low, high, ref) for low, high in parts if low < high]
