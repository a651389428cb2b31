"""Reads the words of a language that puts force into the ending of the verb.

The clause reader was made for English, where "shall" and "not" stand before a bare verb. This
puts the words of another language into the same order and names: "no se promoverá" becomes
``shall not se promover``, "n'appliquent pas" ``does not appliquer pas``. Function words get the
English names that the reader knows them by; nouns, verbs and adverbs stay as they are. What is
read so is never shown: every word keeps its place in the text.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

# As in the lexicon, but an accent may be typed as a character of its own: "institución".
_LETTER = r"(?:[^\W_][\u0300-\u036f]*)"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTER}+(?:['’/-]{_LETTER}+)*|[^\s\w]|_")
_JOINS = frozenset([",", "and", "or", "nor"])
_KEPT = 50_000  # words whose form is remembered
_REACH = 30  # words after the verb within which "ne … que" closes


def _split(text):
    """Give the words (lower case, accents joined) of a text, and their offsets."""
    words, starts, ends = [], [], []
    for match in _WORD.finditer(text):
        words.append(normalize("NFC", match[0].lower()))
        starts.append(match.start())
        ends.append(match.end())
    return words, starts, ends


@dataclass(slots=True)
class _Reading:
    """What was read of a text so far; `verb_end` is where the last bare verb ends in it."""

    words: list
    starts: list
    ends: list
    raw: list  # the words as they stand in the text
    verb_end: int = -1
    force: str = ""

    def add(self, word, start, end, raw=""):
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.raw.append(raw or word)

    def pop(self):
        return self.raw.pop(), self.words.pop(), self.starts.pop(), self.ends.pop()


class Inflection:
    """How a language inflects, from the tables ``names`` and ``inflection`` of its lexicon.

    Parameters
    ----------
    names : dict
        English names of function words, each with the words that have it; two words that
        stand together may have one.
    table : dict
        See the comments of ``es.toml``.
    verbs : iterable of str
        The bare verbs of the lexicon.
    """

    def __init__(self, names, table, verbs):
        self.names, self.pairs = {}, {}
        for name, words in names.items():
            for word in words:
                known = self.pairs if " " in word else self.names
                known[word] = name
        self.table = table
        self.verbs = frozenset(verb for verb in verbs if verb.endswith(tuple(table["bare"])))
        self.clitics = table["clitics"]
        self.pronouns = [[word] for word in table["pronouns"]]
        self.dropped = frozenset(table["dropped"])
        self.elided = frozenset(table["elided"])
        self.nominal = frozenset(table["nominal"])
        self.infinitive_after = frozenset(table["infinitive_after"])
        self.forms, self.finite = _forms(table, self.verbs)
        self.open = [(re.compile(ending), bare) for ending, bare in table["open"].items()]
        self.met = {}  # treaties repeat their words
        self.enclitic = re.compile(table["enclitic"]) if table["enclitic"] else None

    def read(self, text):
        """Give the words of a text, in the order and names of the clause reader, and offsets."""
        words, starts, ends = self._cut(*_split(text))
        done = _Reading([], [], [], [])
        i = 0
        while i < len(words):
            name = self.pairs.get(" ".join(words[i : i + 2]))
            if name:
                done.add(name, starts[i], ends[i + 1], words[i])
                i += 2
                continue
            found = self._finite_at(words, i)
            if found:
                self._put(done, found, words, i, starts[i], ends[i])
            else:
                self._keep(done, words, i, starts[i], ends[i])
            i += 1
        return done.words, done.starts, done.ends

    def _cut(self, words, starts, ends):
        """Cut elided words off: "l'exportateur"; old print has blanks after the apostrophe."""
        if not self.elided:
            return words, starts, ends
        found = ([], [], [])
        for word, start, end in zip(words, starts, ends, strict=True):
            head, mark, _ = word.replace("’", "'").partition("'")
            while mark and head in self.elided:
                _append(found, head, start, start + len(head))
                start, word = start + len(head) + 1, word[len(head) + 1 :]
                head, mark, _ = word.replace("’", "'").partition("'")
            if word in "'’" and found[0] and found[0][-1] in self.elided:
                continue
            _append(found, word, start, end)
        return found

    def _finite_at(self, words, i):
        """Give (force, bare verb or "") of a finite verb at word `i`, or None."""
        word = words[i]
        hit = self.forms.get(word) or self._open_form(word)
        if not hit:
            return None
        before = words[i - 1] if i else ""
        # "la demande", "les parties": what looks like a verb is a noun
        if hit[0] == "does" and before in self.nominal and not self._is_object(words, i - 1):
            return None
        return hit

    def _is_object(self, words, i):
        """Say whether a clitic is an object, right behind a pronoun: "elle en informe"."""
        return words[i] in self.clitics and words[i - 1 : i] in self.pronouns

    def _open_form(self, word):
        """Give (force, bare verb) of a finite verb that no list holds, or None."""
        if len(self.met) > _KEPT:
            self.met.clear()
        if word not in self.met:
            found = ((ending.fullmatch(word), bare) for ending, bare in self.open)
            self.met[word] = next((("shall", f[1] + bare) for f, bare in found if f), None)
        return self.met[word]

    def _put(self, done, found, words, i, start, end):
        """Put a finite verb down as force, denial and bare verb."""
        force, verb = found
        if verb and self._goes_on(done, force):
            while self.clitics.get(done.raw[-1]) == "deny":
                done.pop()
            done.add(verb, start, end, words[i])
            done.verb_end = len(done.words)
            return
        kept, first = self._clitics_before(done, start)
        kept = [*kept, *self._closing(words, i, [name for name, *_ in kept])]
        names = [name for name, *_ in kept]
        if "only" in names and force == "shall":
            force = "may"  # "sólo otorgará": it may grant only …
        done.add(force, first, end, words[i])
        for name, low, high in kept:
            if name not in ("", "deny"):
                done.add(name, low, high)
        if verb:
            done.add(self.names.get(verb, verb), start, end, words[i])
            if self._takes_bare(words, i):
                done.add("to", start, end)
            done.verb_end, done.force = len(done.words), force
        else:
            done.verb_end = -1

    def _goes_on(self, done, force):
        """Say whether a verb is coordinated with the one just before: "elaborará y aplicará"."""
        if done.verb_end < 0 or force != done.force:
            return False
        pairs = zip(done.words[done.verb_end :], done.raw[done.verb_end :], strict=True)
        between = [word for word, raw in pairs if self.clitics.get(raw) != "deny"]
        return 0 < len(between) <= 2 and _JOINS.issuperset(between)

    def _clitics_before(self, done, start):
        """Take the clitics before a verb back: ([(name, start, end)], where the first begins)."""
        kept = []
        while done.raw and done.raw[-1] in self.clitics:
            raw, _, low, high = done.pop()
            kept.insert(0, (self.clitics[raw], low, high))
            start = low
        return kept, start

    def _closing(self, words, i, names):
        """Give what closes a denial that opened before the verb: "ne … pas", "ne … que"."""
        if "deny" not in names:
            return []
        for word in words[i + 1 : i + 5]:
            if word in self.table["denying"]:
                return [("not", 0, 0)]
        for one, after in pairwise(words[i + 1 : i + _REACH]):
            if one in self.table["only"] and after not in self.table["not_only"]:
                return [("only", 0, 0)]
            if one in ".;":
                break
        return [("not", 0, 0)]

    def _keep(self, done, words, i, start, end):
        """Put any other word down, under its English name if it has one."""
        word = words[i]
        found = self.enclitic.fullmatch(word) if self.enclitic else None
        if found:
            if found[2].startswith("se"):
                done.add("se", start, end, word)
            word = found[1]
        elif word in self.dropped:
            return
        done.add(self.names.get(word, word), start, end, words[i])
        if self._takes_bare(words, i):
            done.add("to", start, end)

    def _takes_bare(self, words, i):
        after = words[i + 1] if i + 1 < len(words) else ""
        return words[i] in self.infinitive_after and after.endswith(tuple(self.table["bare"]))


def _append(columns, *values):
    for column, value in zip(columns, values, strict=True):
        column.append(value)


def _forms(table, verbs):
    """Give the finite forms of some verbs: {form: (force, bare verb)}, and all, force or not."""
    forms, finite = {}, set(table["finite"])
    for verb in sorted(verbs | set(table["conjugated"])):
        ending = next((e for e in table["endings"] if verb.endswith(e)), None)
        if ending is None:
            continue
        stem = verb.removesuffix(ending)
        for force, endings in table["endings"][ending].items():
            for each in endings:
                form = stem + each
                finite.add(form)
                if force in ("shall", "does") and form not in table["never"]:
                    forms.setdefault(form, (force, verb))
    for force, words in table["modals"].items():
        forms.update(dict.fromkeys(words, (force, "")))
    return forms, frozenset(finite)
