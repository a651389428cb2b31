"""Clauses as rows of signals: the only bridge from text to scikit-learn."""

from itertools import chain
from operator import getitem

from servanda.annotation.rules import judge, judge_alone

_BEFORE, _AFTER, _TAIL = 5, 9, 7  # words of the windows
_PLACED = 5  # words after the operative word whose places count
_ENDS = frozenset("possibility possibilities feasibility ways means scope view aim".split())
_REACH = 18  # words after the verb in which an open end such as "the possibility of" may stand


class _Family(dict):
    """What a model takes for signals that come together, by value, made when first met."""

    def __init__(self, spell, code):
        super().__init__()
        self.spell, self.code = spell, code

    def __missing__(self, value):
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

    def __init__(self, code=tuple):
        def family(spell):
            return _Family(spell, code)

        def words(*names):
            return family(lambda word: [name + _numberless(word) for name in names])

        def pairs(name):
            return _Family(lambda word: f"{name}{_numberless(word)} ", words)

        self._facts, self._places = family(_facts), family(_places)
        self._verb, self._head, self._determiner = map(family, (_verbs, _heads, _determiner))
        # What is looked up for each of several words is kept as the looking up itself.
        self._subject = family(_subject).__getitem__
        self._rare = family(lambda signal: [signal]).__getitem__
        self._start = words("0=").__getitem__
        self._back = [words(f"-{i}=", "b=") for i in range(1, _BEFORE + 1)]
        self._ahead = [words(f"+{i}=", "a=") for i in range(1, _PLACED + 1)]
        self._ahead += [words("a=")] * (_AFTER - _PLACED)
        self._tail = [words(f"v{i}=") for i in range(_TAIL)]
        self._two_before, self._two_after, self._two_tail = (
            pairs(name).__getitem__ for name in ("b=", "a=", "v=")
        )

    def row(self, clause):
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
        row += map(self._subject, words[first:last][-8:])
        row += map(self._start, words[:3])
        self._add_window(row, clause, words)
        if clause.attached:
            row += map(self._rare, _qualified(clause))
        if clause.dependent and not clause.trigger:
            row += map(self._rare, _dependence(clause))
        return row

    def _add_window(self, row, clause, words):
        """Add the words around the operative word, by place and as pairs; numbers as one."""
        low, high = clause.first, clause.modal_end
        before, after = words[max(0, low - _BEFORE) : low], words[high : high + _AFTER]
        row += map(getitem, self._back, reversed(before))
        row += map(getitem, self._ahead, after)
        row += map(getitem, map(self._two_before, before), before[1:])
        row += map(getitem, map(self._two_after, after), after[1:])
        if clause.verb > high:
            tail = words[clause.verb : clause.verb + _TAIL]
            row += map(getitem, self._tail, tail)
            row += map(getitem, map(self._two_tail, tail), tail[1:])
        reach = words[high : high + _REACH]
        if not _ENDS.isdisjoint(reach):
            row += [self._rare(f"end={word}") for word in reach if word in _ENDS]


def features(clauses):
    """Give the signals of each of some clauses as a list of strings, the rule's label first."""
    signals = Signals()
    return [list(chain.from_iterable(signals.row(clause))) for clause in clauses]


def _verb(clause):
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


def _qualified(clause):
    """Give the qualifiers and where they stand to the clause."""
    for kind, place, first, end in clause.attached:
        yield f"q={kind}@{place}"
        yield f"q={place}"
        yield f"qk={kind}@{place}+{clause.kind}"
        yield f"qw={' '.join(clause.sentence.words[first:end])}@{place}"


def _dependence(clause):
    """Give what a dependent clause hangs on, and what it would be alone."""
    alone, why, _ = judge_alone(clause)
    words, marker = clause.sentence.words, clause.subject[0] - 1
    head = words[marker - 1 - (words[marker - 1] == ",")] if marker > 1 else ""
    yield f"alone={alone}"
    yield f"alone={alone}+{clause.dependent}+{clause.frame}"
    yield f"alone={why}+{clause.dependent}"
    yield f"on={head}"
    yield f"on={clause.sentence.actors.get(head, '')}+{clause.dependent}+{alone}"


def _numberless(word):
    """Give a word, one sign for all numbers."""
    return "#" if word[0] in "0123456789" else word
