"""What a draft does for developing countries, as findings: counted, scored and quoted."""

from math import log

import pandas as pd

from servanda.analysis.cues import cues
from servanda.analysis.levels import expected_level, heading, kinds, lineage
from servanda.analysis.scoring import FEWEST
from servanda.analysis.summaries import summary
from servanda.analysis.tables import norms
from servanda.analysis.tags import SILENT, TREATMENT, tags
from servanda.labels import FORMS

MODELS = ("traditional", "GATS", "TFA")
_SUPPORT, _COOPERATION = "capacity-building", "cooperation"
_TELLING = (_SUPPORT, TREATMENT, "timing", "linked")
_TARGETS = {"developing", "least-developed", "small-vulnerable", "transition"}
_COLUMNS = ["about", "role", "provisions", "of", "share", "norms", "strength", "labels"]
_COLUMNS += ["statement", "ids", "quotations"]
_QUOTED = 25  # words of a provision that is quoted for want of a norm
_CUES = 2  # of each tag that are shown beside a quotation
_NAMES = {
    "vertical": "substantive sections",
    "horizontal": "sections on cooperation and development",
}
# finding, column of the tags, what it is about, what its provisions do
_TIMING = (
    (
        "self-designated",
        "self_designated",
        "time chosen by Parties",
        "let Parties choose their time",
    ),
    (
        "linked",
        "linked",
        "implementation linked to support",
        "make implementation wait for support",
    ),
)


def development(doc):
    r"""Say what a draft does for developing countries: findings with the quotations they rest on.

    A provision is on development if it is tagged capacity-building or
    special-and-differential-treatment (see `tags`); recitals and footnotes are left out. A
    section is horizontal if its heading gives it to cooperation or development, general if it
    regulates nothing (scope, exceptions, final provisions), else vertical. Strength is that of
    the norms of these provisions, as in `scores`; below five norms it is missing.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by finding: one for each section (its id); "vertical", "horizontal";
        "cooperation" (in substantive sections, of whatever kind); "spread" (how evenly
        provisions lie over sections: 1 all alike, 0 in one); "sections without"; "cooperation or
        support", "support", "support to developing countries"; "treatment", and of it
        "treatment: traditional", "treatment: GATS", "treatment: TFA", "treatment: no model";
        "self-designated" (Parties choose their time), "linked" (support that implementation
        waits for). Columns: about, role, provisions (their number), of, share, norms, strength
        (0 to 100), labels (dict), statement, ids and quotations (lists of str).

    References
    ----------
    .. [1] Ismail, Y. (2022). Cooperation, Capacity Building, and Implementation Considerations
       of Developing Countries in the E-Commerce Joint Statement Initiative. IISD and CUTS,
       section 3.1 and Table 3.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\nEach Party should assist developing country Parties.")
    >>> development(doc).loc["linked", "statement"]
    '0 of 1 provisions on development make implementation wait for support.'
    """
    view = _View(doc)
    rows = {name: view.of_section(name) for name in view.sections}
    rows |= {role: view.of_role(role) for role in _NAMES}
    rows["cooperation"] = view.cooperation()
    rows["spread"] = view.spread()
    rows["sections without"] = view.without()
    rows |= view.support() | view.treatment() | view.timing()
    frame = pd.DataFrame.from_dict(rows, orient="index").reindex(columns=_COLUMNS)
    frame = frame.rename_axis("finding")
    return frame.astype({"provisions": int, "of": int, "norms": int, "strength": float})


class _View:
    """The tagged provisions of a draft, each with its section, its norms and its quotation."""

    def __init__(self, doc):
        found = tags(doc)
        self.frame = found[~found["kind"].isin(SILENT)]
        known = norms(doc)
        self.weights = known["form"].map(lambda form: FORMS[form].weight if form else None)
        self.labels = known["label"].astype(str)
        self.wording = summary(doc)["wording"]
        self.sections, self.roles, self.homes = _sections(doc, self.frame.index)
        self.on_development = self._where(lambda t: {_SUPPORT, TREATMENT} & set(t))

    def _where(self, test):
        return [name for name, found in self.frame["tags"].items() if test(found)]

    def of_section(self, section):
        """Give the finding on one section."""
        own = [name for name in self.frame.index if self.homes.get(name) == section]
        chosen = [name for name in self.on_development if self.homes.get(name) == section]
        row = self._row(chosen, len(own), self.sections[section], self.roles[section])
        row["statement"] = f"{_count(chosen, len(own))} on development{_strength(row)}."
        return row

    def of_role(self, role):
        """Give the finding on all sections of a role."""
        own = [n for n in self.frame.index if self.roles.get(self.homes.get(n)) == role]
        chosen = [name for name in self.on_development if name in set(own)]
        row = self._row(chosen, len(own), _NAMES[role], role)
        if role not in self.roles.values():
            return row | {"statement": f"No section is one of the {_NAMES[role]} by its heading."}
        row["statement"] = (
            f"{_count(chosen, len(own), f'of the {_NAMES[role]} ')} on development"
            f"{_strength(row)}; the draft has {len(self.on_development)} such provisions."
        )
        return row

    def spread(self):
        """Give the finding on how evenly provisions lie over the sections that are not general."""
        open_ = [name for name, role in self.roles.items() if role != "general"]
        counts = [sum(self.homes.get(n) == s for n in self.on_development) for s in open_]
        total, row = sum(counts), self._row([], len(open_), "evenness over sections", "")
        shares = [count / total for count in counts if count]
        if total and len(open_) > 1:
            row["share"] = -sum(share * log(share) for share in shares) / log(len(open_)) + 0.0
        row["provisions"] = total
        row["statement"] = (
            f"Provisions on development stand in {len(shares)} of {len(open_)} sections that are "
            "not general."
        )
        return row

    def without(self):
        """Give the finding on the substantive sections that have no such provision."""
        vertical = [name for name, role in self.roles.items() if role == "vertical"]
        used = {self.homes.get(name) for name in self.on_development}
        empty = [name for name in vertical if name not in used]
        row = self._row([], len(vertical), "substantive sections without", "vertical")
        row |= {"provisions": len(empty), "ids": empty}
        row["share"] = len(empty) / len(vertical) if vertical else None
        names = "; ".join(self.sections[name] for name in empty)
        row["statement"] = (
            f"{len(empty)} of {len(vertical)} substantive sections have no provision on "
            f"development{': ' * bool(names)}{names}."
        )
        return row

    def support(self):
        """Give the findings that narrow from cooperation to support for the countries meant."""
        either = self._where(lambda t: {_COOPERATION, _SUPPORT} & set(t))
        support = self._where(lambda t: _SUPPORT in t)
        meant = [n for n in support if _TARGETS & set(self.frame.at[n, "beneficiaries"])]
        steps = {
            "cooperation or support": (either, len(self.frame), "", "on cooperation or support"),
            "support": (
                support,
                len(either),
                "on cooperation or support ",
                "on capacity building or technical assistance",
            ),
            "support to developing countries": (
                meant,
                len(support),
                "on support ",
                "for developing countries",
            ),
        }
        rows = {}
        for name, (chosen, total, whole, about) in steps.items():
            row = self._row(chosen, total, about, "")
            row["statement"] = f"{_count(chosen, total, whole)} {about}{_strength(row)}."
            rows[name] = row
        return rows

    def cooperation(self):
        """Give the finding on cooperation in the substantive sections."""
        own = {n for n in self.frame.index if self.roles.get(self.homes.get(n)) == "vertical"}
        chosen = [n for n in self._where(lambda t: _COOPERATION in t) if n in own]
        row = self._row(chosen, len(own), "cooperation in substantive sections", "vertical")
        counted = _count(chosen, len(own), f"of the {_NAMES['vertical']} ")
        row["statement"] = f"{counted} on cooperation{_strength(row)}."
        return row

    def treatment(self):
        """Give the findings on special and differential treatment, in all and by model."""
        treated = self._where(lambda t: TREATMENT in t)
        row = self._row(treated, len(self.frame), "special and differential treatment", "")
        counted = _count(treated, len(self.frame))
        row["statement"] = f"{counted} special and differential treatment{_strength(row)}."
        rows, models = {"treatment": row}, self.frame["models"]
        for model in (*MODELS, None):
            chosen = [n for n in treated if (model in models[n] if model else not models[n])]
            about = f"the {model} model" if model else "none of the models"
            row = self._row(chosen, len(treated), about, "")
            verb = "follows" if len(chosen) == 1 else "follow"
            row["statement"] = f"{len(chosen)} of {len(treated)} {verb} {about}{_strength(row)}."
            rows[f"treatment: {model or 'no model'}"] = row
        return rows

    def timing(self):
        """Give the findings on time that Parties choose, and on support that duties wait for."""
        rows, total = {}, len(self.on_development)
        for name, column, about, effect in _TIMING:
            chosen = list(self.frame.index[self.frame[column]])
            verb, rest = effect.split(" ", 1)
            verb += "s" * (len(chosen) == 1)
            row = self._row(chosen, total, about, "")
            counted = f"{len(chosen)} of {total} provisions on development"
            rows[name] = row | {"statement": f"{counted} {verb} {rest}."}
        return rows

    def _row(self, chosen, total, about, role):
        """Give a finding without its statement."""
        ids = [norm for name in chosen for norm in self.frame.at[name, "norm_ids"]]
        weights = self.weights[ids].astype(float).dropna()
        return {
            "about": about,
            "role": role,
            "provisions": len(chosen),
            "of": total,
            "share": len(chosen) / total if total else None,
            "norms": len(ids),
            "strength": 100 * weights.mean() if len(weights) >= FEWEST else None,
            "labels": self.labels[ids].value_counts().to_dict(),
            "ids": chosen,
            "quotations": [f"{name}: {self._quotation(name)}" for name in chosen],
        }

    def _quotation(self, name):
        """Give what a provision commands, or its first words, and the cues that it was found by."""
        known = self.frame.at[name, "cues"]
        told = [tag for tag in known if tag in _TELLING] or [_COOPERATION]
        cues_ = ", ".join(dict.fromkeys(word for tag in told for word in known[tag][:_CUES]))
        if name in self.wording.index:
            return f"{self.wording[name]} [{cues_}]".replace("\n", "; ")
        words = self.frame.at[name, "text"].split()
        return f"“{' '.join(words[:_QUOTED])}{' …' * (len(words) > _QUOTED)}” [{cues_}]"


def readable(frame):
    """Give findings as a person reads them.

    Parameters
    ----------
    frame : DataFrame
        What `development` gives.

    Returns
    -------
    DataFrame
        Columns: about, statement, strength, quotations (a line for each).
    """
    shown = frame[["about", "statement"]].copy()
    shown["strength"] = ["" if pd.isna(value) else f"{value:.0f}" for value in frame["strength"]]
    shown["quotations"] = frame["quotations"].map("\n".join)
    return shown


def _sections(doc, provisions):
    """Give the name and the role of each section, and the section of each provision.

    An annex is one section, whatever it is divided into.
    """
    kind_of, records = kinds(doc), doc.spans["sections"].attrs
    level, lists, homes = expected_level(doc), cues(doc.lang_), {}
    for name in provisions:
        above = [s for s in lineage(doc, name) if kind_of[s] in (level, "annex")]
        if above:
            homes[name] = above[-1]
    used = set(homes.values())
    chosen = [section for section in kind_of if section in used]
    names = {s: heading(kind_of[s], records[s]["number"], records[s]["title"]) for s in chosen}
    for section in chosen:
        if kind_of[section] == "annex" and names[section] == records[section]["title"]:
            names[section] = f"Annex: {names[section]}"
    return names, {s: lists.role(records[s]["title"]) for s in chosen}, homes


def _count(chosen, total, whole=""):
    return f"{len(chosen)} of {total} provisions {whole}{'is' if len(chosen) == 1 else 'are'}"


def _strength(row):
    """Give the strength of a finding in words, or how few norms it has."""
    if not row["provisions"]:
        return ""
    if row["strength"] is None:
        return f" ({row['norms']} {'norm' if row['norms'] == 1 else 'norms'}, too few to score)"
    return f" (strength {row['strength']:.0f}, {row['norms']} norms)"
