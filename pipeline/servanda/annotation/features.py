"""Clauses as rows of signals: the only bridge from text to scikit-learn."""

from itertools import pairwise

from servanda.annotation.rules import judge

_BEFORE, _AFTER = 5, 9


def features(clause):
    """Give the signals of a clause as a list of strings, for a hashing vectoriser."""
    words = clause.sentence.words
    verb = (
        " ".join(words[clause.verb : max(clause.verb_end, clause.verb + 1)])
        if clause.verb >= 0
        else ":"
    )
    head = words[clause.subject[1]] if clause.subject and words else ""
    rule, reason, _ = judge(clause)
    force = (
        clause.force
        + ("!" if clause.negated else "")
        + (f"~{clause.denied}" if clause.denied else "")
    )
    row = [
        f"rule={rule}",
        f"why={reason}",
        f"force={force}",
        f"verb={verb}",
        f"kind={clause.kind}",
        f"second={clause.second}",
        f"head={head}",
        f"holder={clause.holder}",
        f"dep={clause.dependent}",
        f"frame={clause.frame}",
        f"passive={clause.passive}",
        f"list={clause.opens_list}",
        f"only={clause.only}",
        f"force+kind={force}+{clause.kind}",
        f"force+verb={force}+{verb}",
        f"force+holder={force}+{clause.holder}",
        f"holder+verb={clause.holder}+{verb}",
        f"head+verb={head}+{verb}",
        f"force+dep={force}+{clause.dependent}",
        f"holder+kind={clause.holder}+{clause.kind}",
        f"kind+second={clause.kind}+{clause.second}",
        f"rule+holder={rule}+{clause.holder}",
        f"rule+dep={rule}+{clause.dependent}",
        f"rule+kind={rule}+{clause.kind}",
        f"det={words[clause.subject[0]] if clause.subject[0] < clause.first else ''}",
        f"clauses={min(len(clause.sentence.clauses), 4)}",
        f"first={clause.sentence.clauses and clause is clause.sentence.clauses[0]}",
        f"trigger={clause.trigger}",
        f"shares={clause.shares}",
        f"dep+comma={clause.dependent}+{clause.after_comma}+{force}",
        f"dep+holder={clause.dependent}+{clause.holder}+{clause.kind}",
        f"far={min((clause.first - clause.subject[0]) // 4, 5)}",
    ]
    for kind, place, first, end in clause.attached:
        row += [
            f"q={kind}@{place}",
            f"q={place}",
            f"qk={kind}@{place}+{clause.kind}",
            f"qw={' '.join(words[first:end])}@{place}",
        ]
    row += _window(clause, words)
    return row


def _window(clause, words):
    low, high = clause.first, clause.modal_end
    before = words[max(0, low - _BEFORE) : low]
    after = words[high : high + _AFTER]
    row = [f"-{i}={word}" for i, word in enumerate(reversed(before), 1)]
    row += [f"+{i}={word}" for i, word in enumerate(after[:5], 1)]
    row += [f"a={word}" for word in after]
    row += [f"b={word}" for word in before]
    row += [f"a={one} {two}" for one, two in pairwise(after)]
    row += [f"b={one} {two}" for one, two in pairwise(before)]
    if clause.verb > high:
        tail = words[clause.verb : clause.verb + 7]
        row += [f"v{i}={word}" for i, word in enumerate(tail)]
        row += [f"v={one} {two}" for one, two in pairwise(tail)]
    row += [f"s={word}" for word in words[clause.subject[0] : clause.subject[2]][-8:]]
    row += [f"0={word}" for word in words[:3]]
    return row
