"""Clauses as rows of signals: the only bridge from text to scikit-learn."""

from itertools import pairwise

from servanda.annotation.rules import judge, judge_alone

_BEFORE, _AFTER = 5, 9
_ENDS = frozenset("possibility possibilities feasibility ways means scope view aim".split())
_REACH = 18  # words after the verb in which an open end such as "the possibility of" may stand


def features(clause):
    """Give the signals of a clause as a list of strings, the rule's label first."""
    rule, reason, _ = judge(clause)
    return [
        f"rule={rule}",
        f"why={reason}",
        *_facts(clause),
        *_pairs(clause, rule),
        *_qualified(clause),
        *_dependence(clause),
        *_window(clause, clause.sentence.words),
    ]


def _verb(clause):
    words = clause.sentence.words[clause.verb : max(clause.verb_end, clause.verb + 1)]
    return " ".join(words) if clause.verb >= 0 else ":"


def _force(clause):
    denied = f"~{clause.denied}" if clause.denied else ""
    return clause.force + ("!" if clause.negated else "") + denied


def _facts(clause):
    """Give what was read in the clause, one fact each."""
    words, subject = clause.sentence.words, clause.subject
    return (
        f"force={_force(clause)}",
        f"verb={_verb(clause)}",
        f"kind={clause.kind}",
        f"second={clause.second}",
        f"head={words[subject[1]]}",
        f"holder={clause.holder}",
        f"dep={clause.dependent}",
        f"frame={clause.frame}",
        f"passive={clause.passive}",
        f"list={clause.opens_list}",
        f"only={clause.only}",
        f"det={words[subject[0]] if subject[0] < clause.first else ''}",
        f"clauses={min(len(clause.sentence.clauses), 4)}",
        f"first={clause is clause.sentence.clauses[0]}",
        f"trigger={clause.trigger}",
        f"shares={clause.shares}",
        f"far={min((clause.first - subject[0]) // 4, 5)}",
    )


def _pairs(clause, rule):
    """Give facts that decide together."""
    force, verb, kind, holder = _force(clause), _verb(clause), clause.kind, clause.holder
    dependent = clause.dependent
    return (
        f"force+kind={force}+{kind}",
        f"force+verb={force}+{verb}",
        f"force+holder={force}+{holder}",
        f"holder+verb={holder}+{verb}",
        f"head+verb={clause.sentence.words[clause.subject[1]]}+{verb}",
        f"force+dep={force}+{dependent}",
        f"holder+kind={holder}+{kind}",
        f"kind+second={kind}+{clause.second}",
        f"rule+holder={rule}+{holder}",
        f"rule+dep={rule}+{dependent}",
        f"rule+kind={rule}+{kind}",
        f"dep+comma={dependent}+{clause.after_comma}+{force}",
        f"dep+holder={dependent}+{holder}+{kind}",
    )


def _qualified(clause):
    """Give the qualifiers and where they stand to the clause."""
    for kind, place, first, end in clause.attached:
        yield f"q={kind}@{place}"
        yield f"q={place}"
        yield f"qk={kind}@{place}+{clause.kind}"
        yield f"qw={' '.join(clause.sentence.words[first:end])}@{place}"


def _dependence(clause):
    """Give what a dependent clause hangs on, and what it would be alone."""
    if not clause.dependent or clause.trigger:
        return
    alone, why, _ = judge_alone(clause)
    words, marker = clause.sentence.words, clause.subject[0] - 1
    head = words[marker - 1 - (words[marker - 1] == ",")] if marker > 1 else ""
    yield f"alone={alone}"
    yield f"alone={alone}+{clause.dependent}+{clause.frame}"
    yield f"alone={why}+{clause.dependent}"
    yield f"on={head}"
    yield f"on={clause.sentence.actors.get(head, '')}+{clause.dependent}+{alone}"


def _window(clause, words):
    """Give the words around the operative word, by place and as pairs; numbers as one."""
    low, high = clause.first, clause.modal_end
    before = _numberless(words[max(0, low - _BEFORE) : low])
    after = _numberless(words[high : high + _AFTER])
    row = [f"-{i}={word}" for i, word in enumerate(reversed(before), 1)]
    row += [f"+{i}={word}" for i, word in enumerate(after[:5], 1)]
    row += [f"a={word}" for word in after]
    row += [f"b={word}" for word in before]
    row += [f"a={one} {two}" for one, two in pairwise(after)]
    row += [f"b={one} {two}" for one, two in pairwise(before)]
    if clause.verb > high:
        tail = _numberless(words[clause.verb : clause.verb + 7])
        row += [f"v{i}={word}" for i, word in enumerate(tail)]
        row += [f"v={one} {two}" for one, two in pairwise(tail)]
    row += [f"end={word}" for word in words[high : high + _REACH] if word in _ENDS]
    row += [f"s={word}" for word in words[clause.subject[0] : clause.subject[2]][-8:]]
    row += [f"0={word}" for word in _numberless(words[:3])]
    return row


def _numberless(words):
    """Give words with one sign for all numbers."""
    return ["#" if word[0] in "0123456789" else word for word in words]
