"""Rules: from what was read in a clause to its label, with the reason."""

import numpy as np

_CAVEATS = {"inserted", "fronted", "directly", "near-final", "near-setoff", "far-final", "before"}
_QUALIFYING = {"feasibility", "discretion", "resources"}
_FREEING = {"required", "obliged", "obligated", "bound"}  # "shall not be required to" frees


def judge(clause):
    """Give (label, reason, form) of a clause by rule."""
    if clause.trigger:
        return _judge_trigger(clause)
    if clause.dependent in ("which", "who", "whom", "whose", "whereby") or (
        clause.dependent == "that" and not clause.frame
    ):
        return "none", "relative", ""
    if clause.frame:
        return "none", "that-clause", ""
    if clause.dependent:
        return "none", "subordinate", ""
    if clause.force == "can":
        return "none", "can", ""
    if clause.denied == "nothing":
        return (
            ("permission", "nothing-prevents", "liberty")
            if clause.kind != "constitutive"
            else ("none", "nothing-affects", "")
        )
    if clause.force == "may":
        return _judge_may(clause)
    if clause.force == "should":
        return "best_endeavour", "should", "exhortation"
    return _judge_shall(clause)


def _judge_may(clause):
    if clause.negated or clause.denied == "no" or clause.only:
        return "prohibition", "may-not", "ban"
    if any(kind == "voluntary" for kind, *_ in clause.attached):
        return "best_endeavour", "voluntary", "voluntary"
    head = clause.sentence.words[clause.subject[1]] if clause.sentence.words else ""
    if clause.kind in ("open", "joint") and head in (
        "parties",
        "they",
        "members",
        "sides",
        "states",
    ):
        return "best_endeavour", "joint", "voluntary"
    if clause.kind == "constitutive" and clause.sentence.words[clause.verb] == "include":
        return "none", "illustrative", ""
    return "permission", "may", "liberty"


def _judge_shall(clause):
    if clause.kind == "effort":
        return "best_endeavour", "effort", "effort"
    if clause.negated or clause.denied == "no":
        return _judge_denied(clause)
    if clause.kind == "right":
        return "permission", "right", "liberty"
    if clause.kind == "refrain":
        return "prohibition", "refrain", "ban"
    if clause.kind == "constitutive" or (clause.holder == "text" and not clause.passive):
        return "none", "constitutive", ""
    return _judge_duty(clause)


def _judge_denied(clause):
    if clause.kind == "noduty" or _FREEING & set(
        clause.sentence.words[clause.verb : clause.verb_end]
    ):
        return "permission", "no-duty", "liberty"
    if clause.kind == "constitutive":
        return "none", "constitutive", ""
    return "prohibition", "shall-not", "ban"


def _judge_duty(clause):
    if caveats(clause):
        return "qualified", "caveat", "caveat"
    if clause.second == "to-open":
        return "qualified", "open-end", "open-ended"
    if clause.kind == "open" and clause.second != "identifiable":
        return "qualified", "open-ended", "open-ended"
    if clause.opens_list and clause.second == "open":
        return "qualified", "open-ended", "open-ended"
    return "obligation", "duty", "duty"


def _judge_trigger(clause):
    if clause.dependent:
        return "none", "subordinate", ""
    force = clause.force
    if force in ("noduty", "right"):
        return "permission", force, "liberty"
    if force == "nothing":
        return (
            ("permission", "nothing-prevents", "liberty")
            if clause.denied == "nothing"
            else ("none", "verb", "")
        )
    if force == "forbid":
        return "prohibition", "forbid", "ban"
    if force in ("encourage", "intend"):
        return "best_endeavour", force, "exhortation"
    if force == "effort":
        return (
            ("best_endeavour", "effort", "effort")
            if clause.holder == "party"
            else ("none", "verb", "")
        )
    if force == "require" and _FREEING & set(
        clause.sentence.words[clause.first : clause.modal_end]
    ):
        return "obligation", "required", "duty"
    if force in ("undertake", "commit", "agree", "decide"):
        return _judge_commitment(clause)
    return "none", "verb", ""


def _judge_commitment(clause):
    words = clause.sentence.words
    if words[clause.modal_end - 1] != "to":
        return "none", "no-act", ""
    if clause.kind == "effort":
        return "best_endeavour", "effort", "effort"
    if clause.negated:
        return "prohibition", "undertakes-not", "ban"
    if clause.kind == "open" and clause.force in ("agree", "decide"):
        return "qualified", "open-ended", "open-ended"
    return "obligation", clause.force, "duty"


def caveats(clause):
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
