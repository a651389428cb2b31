"""Clauses as rows of signals: the only bridge from text to scikit-learn."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from servanda.annotation.clause import Clause
from servanda.annotation.rules import judge, judge_alone

_BEFORE, _AFTER, _TAIL = 5, 9, 7  # words of the windows
_PLACED = 5  # words after the operative word whose places count
_ENDS = frozenset("possibility possibilities feasibility ways means scope view aim".split())
_REACH = 18  # words after the verb in which an open end such as "the possibility of" may stand


class _Family(dict[Any, Any]):
    """What a model takes for signals that come together, by value, made when first met."""

    def __init__(self, spell: Callable[[Any], Any], code: Callable[[Any], Any]) -> None:
        super().__init__()
        self.spell, self.code = spell, code

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self.code(self.spell(value))
        return made


class Signals:
    """Gives the signals of clauses: facts that were read, the words around, and pairs of both.

    A signal is "name=value". The same few come again and again, many of them together, so that
    each is spelled only when first met and found by its parts from then on.

    Parameters
    ----------
    code : callable, default=tuple
        Is given signals that come together, once; what it gives stands for them in the rows.
    """

    def __init__(self, code: Callable[[Any], Any] = tuple) -> None:
        def family(spell: Callable[[Any], Any]) -> dict[Any, Any]:
            return _Family(spell, code)

        def words(*names: str) -> dict[str, Any]:
            return family(lambda word: [name + _numberless(word) for name in names])

        def pairs(name: str) -> dict[str, dict[str, Any]]:
            return _Family(lambda word: f"{name}{_numberless(word)} ", words)

        self._facts, self._places = family(_facts), family(_places)
        self._verb, self._head, self._determiner = map(family, (_verbs, _heads, _determiner))
        self._subject = family(_subject)
        self._rare = family(lambda signal: [signal])
        self._start = words("0=")
        self._back = [words(f"-{i}=", "b=") for i in range(1, _BEFORE + 1)]
        self._ahead = [words(f"+{i}=", "a=") for i in range(1, _PLACED + 1)]
        self._ahead += [words("a=")] * (_AFTER - _PLACED)
        self._tail = [words(f"v{i}=") for i in range(_TAIL)]
        self._two_before, self._two_after, self._two_tail = (
            pairs(name) for name in ("b=", "a=", "v=")
        )

    def row(self, clause: Clause) -> list[Any]:
        """Give the signals of a clause as a list of codes, the rule's label within the first."""
        rule, reason, _ = judge(clause)
        words, holder = clause.sentence.words, clause.holder
        first, head, last = clause.subject
        verb, denied = _verb(clause), f"~{clause.denied}" if clause.denied else ""
        force = clause.force + ("!" if clause.negated else "") + denied
        facts = (
            *(rule, reason, force, clause.kind, clause.second, holder, clause.dependent),
            *(clause.frame, clause.passive, clause.opens_list, clause.only, clause.trigger),
            *(clause.shares, clause.after_comma),
        )
        clauses, far = clause.sentence.clauses, (clause.first - first) // 4
        row = [
            self._facts[facts],
            self._places[min(len(clauses), 4), clause is clauses[0], min(far, 5)],
            self._verb[force, holder, verb],
            self._head[words[head], verb],
            self._determiner[words[first] if first < clause.first else ""],
        ]
        for word in words[max(first, last - 8) : last]:
            row.append(self._subject[word])
        for word in words[:3]:
            row.append(self._start[word])
        self._add_window(row, clause, words)
        if clause.attached:
            row += [self._rare[signal] for signal in _qualified(clause)]
        if clause.dependent and not clause.trigger:
            row += [self._rare[signal] for signal in _dependence(clause)]
        return row

    def _add_window(self, row: list[Any], clause: Clause, words: list[str]) -> None:
        """Add the words around the operative word, by place and as pairs; numbers as one."""
        low, high = clause.first, clause.modal_end
        start, end = max(0, low - _BEFORE), min(high + _AFTER, len(words))
        for i in range(start, low):
            row.append(self._back[low - 1 - i][words[i]])
        for i in range(high, end):
            row.append(self._ahead[i - high][words[i]])
        _add_pairs(row, self._two_before, words, start, low)
        _add_pairs(row, self._two_after, words, high, end)
        verb = clause.verb
        if verb > high:
            end = min(verb + _TAIL, len(words))
            for i in range(verb, end):
                row.append(self._tail[i - verb][words[i]])
            _add_pairs(row, self._two_tail, words, verb, end)
        for i in range(high, min(high + _REACH, len(words))):
            if words[i] in _ENDS:
                row.append(self._rare[f"end={words[i]}"])


def _add_pairs(
    row: list[Any], pairs: dict[str, dict[str, Any]], words: list[str], start: int, end: int
) -> None:
    for i in range(start, end - 1):
        row.append(pairs[words[i]][words[i + 1]])


def features(clauses: list[Clause]) -> list[list[Any]]:
    """Give the signals of each of some clauses as a list of strings, the rule's label first."""
    signals = Signals()
    return [list(chain.from_iterable(signals.row(clause))) for clause in clauses]


def _verb(clause: Clause) -> str:
    verb, end = clause.verb, clause.verb_end
    if verb < 0:
        return ":"
    return " ".join(clause.sentence.words[verb : max(end, verb + 1)])


def _facts(facts):
    """Give what was read in the clause, one fact each, and facts that decide together."""
    rule, why, force, kind, second, holder, dep, frame, passive, opens, only, *more = facts
    trigger, shares, comma = more
    return (
        f"rule={rule}",
        f"why={why}",
        f"force={force}",
        f"kind={kind}",
        f"second={second}",
        f"holder={holder}",
        f"dep={dep}",
        f"frame={frame}",
        f"passive={passive}",
        f"list={opens}",
        f"only={only}",
        f"trigger={trigger}",
        f"shares={shares}",
        f"force+kind={force}+{kind}",
        f"force+holder={force}+{holder}",
        f"force+dep={force}+{dep}",
        f"holder+kind={holder}+{kind}",
        f"kind+second={kind}+{second}",
        f"rule+holder={rule}+{holder}",
        f"rule+dep={rule}+{dep}",
        f"rule+kind={rule}+{kind}",
        f"dep+comma={dep}+{comma}+{force}",
        f"dep+holder={dep}+{holder}+{kind}",
    )


def _places(places):
    """Give where the clause stands among those of its sentence, and how far from its subject."""
    clauses, first, far = places
    return f"clauses={clauses}", f"first={first}", f"far={far}"


def _verbs(verbs):
    force, holder, verb = verbs
    return f"verb={verb}", f"force+verb={force}+{verb}", f"holder+verb={holder}+{verb}"


def _heads(heads):
    head, verb = heads
    return f"head={head}", f"head+verb={head}+{verb}"


def _determiner(word):
    return (f"det={word}",)


def _subject(word):
    return (f"s={word}",)


def _qualified(clause: Clause) -> list[str]:
    """Give the qualifiers and where they stand to the clause."""
    found: list[str] = []
    for kind, place, first, end in clause.attached:
        found += [
            f"q={kind}@{place}",
            f"q={place}",
            f"qk={kind}@{place}+{clause.kind}",
            f"qw={' '.join(clause.sentence.words[first:end])}@{place}",
        ]
    return found


def _dependence(clause: Clause) -> list[str]:
    """Give what a dependent clause hangs on, and what it would be alone."""
    alone, why, _ = judge_alone(clause)
    words, marker = clause.sentence.words, clause.subject[0] - 1
    head = words[marker - 1 - int(words[marker - 1] == ",")] if marker > 1 else ""
    return [
        f"alone={alone}",
        f"alone={alone}+{clause.dependent}+{clause.frame}",
        f"alone={why}+{clause.dependent}",
        f"on={head}",
        f"on={clause.sentence.actors.get(head, '')}+{clause.dependent}+{alone}",
    ]


def _numberless(word: str) -> str:
    """Give a word, one sign for all numbers."""
    return "#" if word[0] in "0123456789" else word
