"""What a sentence refers to: "this Chapter", "Articles 5 to 8", "paragraph 1 of Article 17"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.analysis.disputes.patterns import small_letters
from servanda.analysis.disputes.places import WHOLE

_TITLE = r"(?:\s?\((?=[^()]*[^\W\d_]{3})(?:[^()]|\([^()]*\)){3,}\))"
_LONGEST = 4  # links of a chain such as "Section B of Chapter 3 of Title IV of this Agreement"


@dataclass(frozen=True)
class Reference:
    """A reference: its place in the sentence, what it names, and the titles it gives.

    `sections` are ids, `WHOLE` for the agreement; none if what is named is not in the text.
    `foreign` says that it is named of another instrument ("Article XIX of GATT 1994").
    """

    start: int
    end: int
    sections: tuple
    titles: str
    foreign: bool = False

    @property
    def whole(self):
        """Say whether the agreement as a whole is meant."""
        return self.sections == (WHOLE,)


class Grammar:
    """The patterns of references in a language; `entry` is the part of its file on them."""

    def __init__(self, entry):
        kinds = entry["kinds"]
        self.kinds = {k: re.compile("|".join(names), re.IGNORECASE) for k, names in kinds.items()}
        names = "|".join(name for names in kinds.values() for name in names)
        self.hint = re.compile(f"(?:{entry['here']})|{names}")  # what a link begins with
        self.kind_of = lru_cache(maxsize=128)(self._kind_of)  # texts write them in a few ways
        kind = f"(?i:{names})"
        number = (
            rf"(?:\d+[a-z]?(?:[.-]\d+)*|[IVXL]+(?![\w’'])|[A-Z](?:[-.]?\d+)*(?![\w’'])"
            rf"|(?i:{entry['counted']})\b)(?:\s?(?:bis|ter|quater)\b)?(?:\s?\([a-z0-9]{{1,4}}\))*"
        )
        joint = rf"\s*(?:(?i:{entry['join']})|(?i:{entry['range']}))\s*"
        one = rf"{number}{_TITLE}?"
        link = (
            rf"(?:\b(?i:{entry['here']})\s+(?P<here>{kind})\b"
            rf"|\b(?P<kind>{kind})\s*(?P<numbers>{one}(?:{joint}{one})*))"
        )
        self.link = re.compile(link)
        self.inner = re.compile(rf",?\s*(?i:{entry['within']})\s+{link}")
        self.number = re.compile(
            rf"(?:(?P<range>\s*(?i:{entry['range']})\s*))?(?P<number>{number})"
        )
        self.title = re.compile(_TITLE)
        self.foreign = re.compile(
            rf",?\s*(?i:{entry['foreign']})\s+(?:{entry['foreign_instruments']})"
        )
        self.its = re.compile(rf"\b(?i:{entry['its']})\s*$")

    def _kind_of(self, word):
        """Give the kind of section that a word names."""
        return next(kind for kind, names in self.kinds.items() if names.fullmatch(word))


def references(sentence, places, context, grammar):
    """Give the references in a sentence that stands in the section `context`."""
    found, at, small = [], 0, small_letters(sentence)
    while hit := grammar.hint.search(small, at):
        match = grammar.link.match(sentence, hit.start())
        if not match:
            at = hit.start() + 1
            continue
        chain, at = [match], match.end()
        while len(chain) < _LONGEST and (more := grammar.inner.match(sentence, at)):
            chain.append(more)
            at = more.end()
        outer = ()
        if found and grammar.its.search(sentence[: match.start()]):
            outer = found[-1].sections
        for link in reversed(chain):
            outer = _resolve(link, outer, places, context, grammar)
        titles = " ".join(" ".join(grammar.title.findall(link[0])) for link in chain)
        foreign = bool(grammar.foreign.match(sentence, at))
        found.append(Reference(match.start(), at, tuple(outer), titles, foreign))
    return found


def _resolve(link, outer, places, context, grammar):
    """Give the sections that one link of a chain names within those of the link after it."""
    if link["here"]:
        section = places.around(grammar.kind_of(link["here"]), context)
        return [] if section is None else [section]
    kind = grammar.kind_of(link["kind"])
    container = next((name for name in outer if name != WHOLE), None)
    found = []
    for number in grammar.number.finditer(grammar.title.sub("", link["numbers"])):
        names = places.numbered(kind, number["number"], container, context)
        if number["range"] and found and names:
            names = places.between(found.pop(), names[0])
        found += names
    return found
