"""Rules: from what was read in a clause to its label, with the reason."""

import numpy as np

from servanda.annotation.clause import Attached, Clause, Verdict

_CAVEATS = {"inserted", "fronted", "directly", "near-final", "near-setoff", "far-final", "before"}
_ACTORS = {"party", "body", "person", "pronoun"}
_DOERS = _ACTORS | {"document", "cooperation"}  # what they do, a treaty means as a duty
_ACTS = {"exchange", "exchanges", "training", "visits", "consultations", "seminars"}
_SETTLED = {  # triggers that need no further look
    "right": ("permission", "right", "liberty"),
    "forbid": ("prohibition", "forbid", "ban"),
    "encourage": ("best_endeavour", "encourage", "exhortation"),
    "intend": ("best_endeavour", "intend", "exhortation"),
}
_PRONOUNS = {"which", "who", "whom", "whose", "whereby"}  # "that" may be none
_QUALIFYING = {"feasibility", "discretion", "resources"}
_EMPOWERING = frozenset(["empower", "authorise", "authorize", "confer"])
_TOGETHER = frozenset(["jointly", "mutually"])
_OPENING = 3  # words in which a recital says what it is: "(3) Whereas …"
# "shall not be required to", "shall not be prevented from": frees
_FREEING = {"required", "obliged", "obligated", "bound", "prevented", "precluded"}


def judge(clause: Clause) -> Verdict:
    """Give (label, reason, form) of a clause by rule."""
    verdict = clause.verdict
    if verdict is None:
        verdict = clause.verdict = _judge(clause)
    return verdict


def _judge(clause: Clause) -> Verdict:
    if "whereas" in clause.sentence.words[:_OPENING]:
        return "none", "recital", ""
    if clause.trigger:
        return _judge_trigger(clause)
    if clause.dependent:
        return "none", _dependence(clause), ""
    return judge_alone(clause)


def _dependence(clause: Clause) -> str:
    """Say what kind of dependent clause this is."""
    if clause.dependent in _PRONOUNS or (clause.dependent == "that" and not clause.frame):
        return "relative"
    return "that-clause" if clause.frame else "subordinate"


def judge_alone(clause: Clause) -> Verdict:
    """Give (label, reason, form) of a clause with a modal as if it hung on nothing."""
    if clause.force == "can":
        return "none", "can", ""
    if clause.denied == "nothing":
        return _judge_nothing(clause)
    if clause.force == "may":
        return _judge_may(clause)
    if clause.force == "should":
        return "best_endeavour", "should", "exhortation"
    if clause.force == "does":
        return _judge_does(clause)
    return _judge_shall(clause)


def _judge_does(clause: Clause) -> Verdict:
    """Judge the present tense of a language whose treaties use it for "shall"."""
    passive = clause.passive or clause.kind == "passive"
    if clause.negated and clause.kind == "noduty":
        return _judge_denied(clause)
    states = (
        clause.sentence.words[clause.verb :][:1] == ["be"] and not clause.kind
    )  # "est susceptible de"
    if not passive and (states or clause.holder not in _DOERS):
        return "none", "fact", ""
    if clause.only and clause.kind != "constitutive":
        return "prohibition", "does-only", "ban"
    return _judge_shall(clause)


def _judge_nothing(clause: Clause) -> Verdict:
    rest = clause.sentence.words[clause.verb : clause.verb + 8]
    if not _EMPOWERING.isdisjoint(rest):
        return "none", "nothing-empowers", ""
    if clause.kind == "constitutive" and not ("right" in rest and "prejudice" in rest):
        return "none", "nothing-affects", ""
    return "permission", "nothing-prevents", "liberty"


def _judge_may(clause: Clause) -> Verdict:
    if clause.negated or clause.denied == "no" or clause.only:
        return "prohibition", "may-not", "ban"
    if any([hit[0] == "voluntary" for hit in clause.attached]):
        return "best_endeavour", "voluntary", "voluntary"
    if _joint(clause) or (clause.holder == "cooperation" and clause.kind == "effort"):
        return "best_endeavour", "joint", "voluntary"
    if _is_illustration(clause):
        return "none", "illustrative", ""
    return "permission", "may", "liberty"


def _is_illustration(clause: Clause) -> bool:
    """Say whether a thing only may be or include something: "such measures may be temporary"."""
    if clause.holder in _ACTORS:
        return False
    only_is = clause.verb >= 0 and clause.sentence.words[clause.verb] == "be"
    return clause.kind in ("constitutive", "regime") or (only_is and not clause.passive)


def _joint(clause: Clause) -> bool:
    """Say whether several act together: "the Parties may cooperate", "may jointly develop"."""
    words, head = clause.sentence.words, clause.sentence.words[clause.subject[1]]
    if clause.holder not in ("party", "body", "pronoun"):
        return False
    if not head.endswith("s") and head != "they":
        return False
    inserted = words[clause.insert[0] : clause.insert[1]]
    return clause.kind in ("open", "joint") or not _TOGETHER.isdisjoint(inserted)


def _judge_shall(clause: Clause) -> Verdict:
    if clause.kind == "effort" and not (clause.negated or clause.denied == "no"):
        if clause.holder == "cooperation" and clause.sentence.words[clause.verb] in ("aim", "be"):
            return "qualified", "aims-of-cooperation", "open-ended"
        return "best_endeavour", "effort", "effort"
    if clause.negated or clause.denied == "no":
        return _judge_denied(clause)
    if clause.holder == "trying" and clause.passive:
        return "best_endeavour", "effort", "effort"  # "efforts shall be made"
    if clause.kind == "right":
        return "permission", "right", "liberty"
    if clause.kind == "refrain":
        return "prohibition", "refrain", "ban"
    if _constitutes(clause):
        return "none", "constitutive", ""
    if clause.only:
        return "prohibition", "shall-only", "ban"
    return _judge_duty(clause)


def _constitutes(clause: Clause) -> bool:
    """Say whether the clause states a fact or a scope rather than a duty."""
    if clause.kind == "constitutive" or clause.holder == "status":
        return True
    if clause.kind == "regime":
        return clause.holder not in _ACTORS and clause.holder != "document" and not _in_acts(clause)
    if clause.force == "will" and clause.holder == "thing" and not clause.passive:
        return True
    return clause.holder == "text" and not clause.passive


def _in_acts(clause: Clause) -> bool:
    """Say whether cooperation is to consist of acts: "shall include the exchange of data"."""
    rest = clause.sentence.words[clause.verb_end : clause.verb_end + 3]
    return clause.holder == "cooperation" and not _ACTS.isdisjoint(rest)


def _judge_denied(clause: Clause) -> Verdict:
    acting = clause.holder in _ACTORS
    verb = set(clause.sentence.words[clause.verb : clause.verb_end])
    if _FREEING & verb or (clause.kind == "noduty" and not acting):
        return "permission", "no-duty", "liberty"
    if clause.kind == "open" and "se" in verb:  # "no se tomarán en cuenta"
        return "none", "constitutive", ""
    if clause.kind == "constitutive" or (clause.kind == "regime" and not acting) or "taken" in verb:
        return "none", "constitutive", ""
    return "prohibition", "shall-not", "ban"


def _judge_duty(clause: Clause) -> Verdict:
    if caveats(clause):
        return "qualified", "caveat", "caveat"
    if clause.second == "to-open":
        return "qualified", "open-end", "open-ended"
    if clause.kind == "open" and clause.second != "identifiable":
        return "qualified", "open-ended", "open-ended"
    if clause.opens_list and clause.second == "open":
        return "qualified", "open-ended", "open-ended"
    return "obligation", "duty", "duty"


def _judge_trigger(clause: Clause) -> Verdict:
    if clause.dependent:
        return "none", "subordinate", ""
    force = clause.force
    if force in _SETTLED:
        return _SETTLED[force]
    if force == "noduty":
        does = clause.sentence.words[clause.first] in ("do", "does")
        refuses = does and clause.holder in _ACTORS  # "Each Party does not require a visa"
        return ("prohibition", "does-not", "ban") if refuses else ("permission", force, "liberty")
    if force == "nothing" and clause.denied == "nothing":
        return "permission", "nothing-prevents", "liberty"
    if force == "effort" and clause.holder in ("party", "pronoun"):
        return "best_endeavour", "effort", "effort"
    judges = {"require": _judge_require, "present": _judge_present, **_COMMITMENTS}
    return judges[force](clause) if force in judges else ("none", "verb", "")


def _judge_require(clause: Clause) -> Verdict:
    words = set(clause.sentence.words[clause.first : clause.modal_end])
    if (
        _FREEING & words
        or (clause.holder in _ACTORS and words & {"to", "of", "that"})
        or words >= {"to", "be"}
    ):
        return "obligation", "required", "duty"
    return "none", "verb", ""


def _judge_present(clause: Clause) -> Verdict:
    """Judge "Each Party accords", "The Parties do not levy": present tense as if "shall"."""
    if clause.holder != "party" or clause is not clause.sentence.clauses[0]:
        return "none", "verb", ""
    if "not" in clause.sentence.words[clause.first : clause.modal_end]:
        return "prohibition", "does-not", "ban"
    return "obligation", "present", "duty"


def _judge_commitment(clause: Clause) -> Verdict:
    words = clause.sentence.words
    if words[clause.modal_end - 1] not in ("to", "in", "of"):  # "convienen en", "conviennent de"
        return "none", "no-act", ""
    if clause.kind == "effort":
        return "best_endeavour", "effort", "effort"
    if clause.negated:
        return "prohibition", "undertakes-not", "ban"
    if caveats(clause):
        return "qualified", "caveat", "caveat"
    if clause.kind == "open" and clause.force in ("agree", "decide"):
        return "qualified", "open-ended", "open-ended"
    return "obligation", clause.force, "duty"


_COMMITMENTS = dict.fromkeys(("undertake", "commit", "agree", "decide"), _judge_commitment)


def caveats(clause: Clause) -> list[Attached]:
    """Give the qualifiers of a clause that leave discretion over its operative verb."""
    return [hit for hit in clause.attached if hit[0] in _QUALIFYING and hit[1] in _CAVEATS]


class RuleClassifier:
    """Labels rows of signals by the rule that stands among them; nothing is learned.

    It has the face of a scikit-learn classifier, so that it is used, evaluated and compared
    like the trained ones. The shares it gives are how often each rule was right.
    """

    classes_ = np.array(
        ["none", "permission", "best_endeavour", "qualified", "obligation", "prohibition"]
    )

    def fit(self, X, y=None):
        """Give the classifier itself: there is nothing to fit."""
        return self

    def predict_proba(self, X):
        """Give the share of each class, an array of shape (n_rows, n_classes)."""
        places = {name: place for place, name in enumerate(self.classes_)}
        shares = np.full((len(X), len(places)), 0.04)
        for row, signals in zip(shares, X, strict=True):
            row[places[signals[0].removeprefix("rule=")]] = 0.80
        return shares

    def predict(self, X):
        """Give the label of each row."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
