"""The sections of a draft as its clauses name them: by kind and number, or as "this Chapter"."""

import re
from functools import cached_property, lru_cache

from servanda.analysis.levels import kinds, lineages
from servanda.annotation.words import number_id, roman

WHOLE = ""  # the agreement as a whole, in the place of a section's id
DIVISIONS = ("subsection", "section", "chapter", "title", "part", "annex")
_LARGE = ("chapter", "title", "part")
_PLAIN = ("article", "paragraph", "annex", "item", "recital", "body")
_PARAGRAPH = re.compile(r"(?:\((\d+)\))?(.*)")  # "Article 16(1)(a)"
_ITEM = re.compile(r"(.*?)((?:\([^()]*\))*)")


class Places:
    """Finds sections: around a place, by number, between two."""

    def __init__(self, doc):
        self.kind = kinds(doc)
        self.records = doc.spans["sections"].attrs
        self._kinds = set(self.kind.values())
        self._lineages = lineages(doc)

    def lineage(self, name):
        """Give the ids of a section and of all it stands in, from the inside out."""
        return self._lineages[name]

    def at(self, offset, section):
        """Give the innermost section at a character, from a section around it."""
        for name in self._children.get(section, ()):
            if self.records[name]["start"] <= offset < self.records[name]["end"]:
                return self.at(offset, name)
        return section

    def inside(self, home):
        """Give the ids of all that stands in a section."""
        found = list(self._children.get(home, ()))
        for name in found:
            found += self._children.get(name, ())
        return found

    def around(self, kind, context):
        """Give the section that "this Chapter" means at a place, or None."""
        if kind == "agreement":
            return WHOLE
        above = self.lineage(context)
        exact = next((name for name in above if self.kind[name] == kind), None)
        if exact or kind == "annex":
            return exact
        # a text may call "chapter" what stands under another heading; where it has lost the
        # headings of its sections, only the article is sure to be meant
        wanted = DIVISIONS if kind in _LARGE else _PLAIN if kind in _PLAIN else ("article",)
        return next((name for name in above if self.kind[name] in wanted), None)

    def numbered(self, kind, number, container, context):
        """Give the sections that a number means, inside a section or nearest to a place."""
        base, item = _ITEM.fullmatch("".join(number.split())).groups()
        if kind in ("paragraph", "item"):
            home = container or self.around("article", context)
            return self._below(home, base, item) if home else []
        others = (*_LARGE, "section") if kind in _LARGE and kind not in self._kinds else ()
        named = [self._numbers.get((each, _key(base)), ()) for each in (kind, *others)]
        found = self._closest(next(filter(None, named), ()), container, context)
        if found and item:
            paragraph, rest = _PARAGRAPH.fullmatch(item).groups()
            return self._below(found[0], paragraph or "", rest) or found
        if not found and kind == "article":  # "Article 17.2.1(a)" names a paragraph
            return self._closest(self._ids.get(base + item, ()), container, context)
        return found

    def between(self, first, last):
        """Give the sections of a kind from one to another under one parent."""
        siblings = self._children.get(self.records[first]["parent"], [])
        if last not in siblings:
            return [first, last]
        reach = siblings[siblings.index(first) : siblings.index(last) + 1]
        return [name for name in reach if self.kind[name] == self.kind[first]]

    def _below(self, home, number, item):
        """Give the paragraph or item of an article, or the item of a paragraph."""
        stem = home.partition("~")[0]
        dotted = f"{stem}.{number}" if number else stem
        wanted = {dotted + item, f"{stem}({number}){item}"}
        if number in ("", "1"):  # an article of one paragraph may not number it
            wanted.add(stem + item)
        inside = self.inside(home)
        exact = [name for name in inside if name.partition("~")[0] in wanted]
        return exact[:1] or [n for n in inside if number and self._last_number(n) == number][:1]

    def _last_number(self, name):
        return self.records[name]["number"].strip("(). ").split(".")[-1]

    def _closest(self, names, container, context):
        """Give of several sections the one inside a container, or the nearest to a place."""
        if container:
            return [name for name in names if container in self.lineage(name)][:1]
        above = set(self.lineage(context))
        return sorted(names, key=lambda name: -len(above & set(self.lineage(name))))[:1]

    @cached_property
    def _children(self):
        found = {}
        for name, record in self.records.items():
            found.setdefault(record["parent"], []).append(name)
        return found

    @cached_property
    def _numbers(self):
        found = {}
        for name, kind in self.kind.items():
            if number := self.records[name]["number"]:
                found.setdefault((kind, _key(number)), []).append(name)
        return found

    @cached_property
    def _ids(self):
        found = {}
        for name in self.kind:
            found.setdefault(name.partition("~")[0], []).append(name)
        return found


@lru_cache(maxsize=4096)  # most sections are numbered as those of any other text
def _key(number):
    """Give a number as it is compared: "XII", "Twelve" and "12" are one."""
    plain = number_id(number).strip("()").lower()
    return str(roman(plain) or plain)
