"""A sentence in which marks stand for dispute settlement and for references to provisions."""

import re
from functools import cached_property

from servanda.analysis.disputes.places import DIVISIONS
from servanda.analysis.disputes.references import references

MARK = re.compile(r"<ref(\d+)>")
LIST = "¶"  # where the items of a list begin
_NAMED = ("article", *DIVISIONS)
_OWN, _OTHER, _ALL = "<own>", "<other>", "<all>"


class Marked:
    """A sentence with marks, as the patterns of ``data/disputes/*.toml`` want it.

    `text` is the marked sentence; `inside` says whether it stands in the provisions on dispute
    settlement themselves.
    """

    def __init__(self, sentence, section, places, settled, words):
        self.plain = " ".join(sentence.split())
        self.section, self.places = section, places
        self._settled, self._words = settled, words
        self.inside = self._in_settlement(section)

    @cached_property
    def _references(self):
        return references(self.plain, self.places, self.section, self._words.references)

    @property
    def may_name_own(self):
        """Say whether the sentence may name dispute settlement of this agreement."""
        mentions, plain = self._words.mentions, self.plain
        return (
            mentions["own"].may_find(plain)
            or (self._settled.wto and mentions["wto"].may_find(plain))
            or _OWN in self._marks
        )

    @cached_property
    def _marks(self):
        return [self._mark(each, number) for number, each in enumerate(self._references)]

    @property
    def article(self):
        """The article in which the sentence stands, as a scope."""
        return (self.places.around("article", self.section),)

    def sections(self, marked):
        """Give the ids of what is referred to in a piece of the marked sentence."""
        named = (self._references[int(mark[1])].sections for mark in MARK.finditer(marked))
        all_ = dict.fromkeys(name for names in named for name in names)
        return tuple(name for name in all_ if not self._in_settlement(name))

    def quote(self, pattern):
        """Give the words of the sentence that a pattern finds, or ""."""
        found = pattern.search(self.plain)
        return found[0].replace(LIST, "").strip() if found else ""

    @cached_property
    def text(self):
        """The sentence with its marks."""
        mentions, parts, at = self._words.mentions, [], 0
        for each, mark in zip(self._references, self._marks, strict=True):
            parts += [self.plain[at : each.start], mark]
            at = each.end
        text = "".join([*parts, self.plain[at:]])
        text = mentions["wto"].sub(_OWN if self._settled.wto else _OTHER, text)
        text = mentions["other"].sub(_OTHER, text)
        text = mentions["own"].sub(_OWN, text)
        return self._joined(text)

    def _mark(self, reference, number):
        if reference.foreign:
            return _OTHER
        if reference.whole:
            return _ALL
        titles = filter(None, [reference.titles, *map(self._title, reference.sections)])
        headed = [each for each in titles if self._words.settlement["headings"].search(each)]
        if any(self._words.settlement["other_headings"].search(each) for each in headed):
            return _OTHER
        settles = reference.sections and all(map(self._settles, reference.sections))
        titled = self._words.settlement["headings"].search(reference.titles)
        return _OWN if titled or settles else f"<ref{number}>"

    def _title(self, section):
        return self.places.records[section]["title"] if section else ""

    def _joined(self, text):
        """Make one mark of "dispute settlement under Chapter 20 of this Agreement"."""
        mentions, before = self._words.mentions, None
        while text != before:
            before = text
            text = mentions["others"].sub(_OTHER, text)
            text = mentions["joined"].sub(_OWN, text)
        return mentions["beside"].sub("", text)

    def _settles(self, section):
        """Say whether to name a section is to name dispute settlement: no mere paragraph of it."""
        return self.places.kind[section] in _NAMED and self._in_settlement(section)

    def _in_settlement(self, section):
        return not set(self._settled.sections).isdisjoint(self.places.lineage(section))
