"""Which norms can be brought to dispute settlement, and the clauses that say so."""

import pandas as pd

from servanda.analysis.disputes.clauses import EXCLUDED, LIMITED, clauses
from servanda.analysis.disputes.patterns import small_letters
from servanda.analysis.disputes.places import WHOLE, Places
from servanda.analysis.disputes.settlement import COUNSEL, ELSEWHERE, settlement
from servanda.analysis.disputes.words import words
from servanda.analysis.wording import GONE, plain, reading_of
from servanda.labels import COVERAGE

COVERED, UNKNOWN = "covered", "unknown"
_COLUMNS = ["effect", "scope", "excepted", "limit", "parties", "period", "norms", "text"]
_TALKS = "only consultations between the parties"


def coverage(doc):
    r"""Give the coverage of each norm by dispute settlement.

    A norm is covered where the text settles disputes by a third party that decides (a panel,
    an arbitral tribunal, a court, or the rules of the WTO) and no clause keeps the norm out;
    excluded where a clause does; limited where a clause leaves only consultations or experts,
    or keeps it out for some matters, against some parties or for a period, or where the parties
    only consult on any dispute; unknown where the text has no dispute settlement, or refers to
    another instrument for it.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by norm id ("4.2#1"). Columns: section, coverage (categorical: covered, limited,
        excluded, unknown), limit (what is left or kept out where it is limited), clauses (ids of
        the sections whose clauses say so, list of str).

    Examples
    --------
    >>> from servanda import load
    >>> text = "Article 1: Laws\n\nEach Party shall publish its laws.\n\n"
    >>> text += "Article 2: Dispute Settlement\n\nAn arbitral tribunal shall settle all disputes. "
    >>> text += "This Article shall not apply to Article 1."
    >>> coverage(load("rules")(text)).loc["1#1", "coverage"]
    'excluded'
    """
    records, covered = doc.spans["norms"].attrs, covered_sections(doc)
    rows = []
    for name, record in records.items():
        state, limit, where = covered[record["section"]]
        rows.append((name, record["section"], state, limit, list(where)))
    frame = pd.DataFrame(rows, columns=["id", "section", "coverage", "limit", "clauses"])
    return frame.set_index("id").astype({"coverage": pd.CategoricalDtype(list(COVERAGE))})


def covered_sections(doc):
    """Give (coverage, limit, clauses), as `coverage` has them, of each section with norms."""
    found = _Found(doc)
    homes = dict.fromkeys(record["section"] for record in doc.spans["norms"].attrs.values())
    return {home: found.of(home) for home in homes}


def carveouts(doc):
    """Give the clauses that keep provisions out of dispute settlement, in text order.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.

    Returns
    -------
    DataFrame
        Indexed by the id of the section in which a clause stands. Columns: effect (excluded or
        limited), scope and excepted (ids of what is kept out and of what stays, list of str;
        "draft" for the whole), limit (what is left or kept out), parties (against whom), period,
        norms (ids of the norms kept out, list of str), text (the clause).
    """
    found, text = _Found(doc), reading_of(doc)
    rows = [
        {
            "section": clause.section,
            "effect": clause.effect,
            "scope": [name or "draft" for name in clause.scope],
            "excepted": list(clause.excepted),
            "limit": clause.limit,
            "parties": clause.parties,
            "period": clause.period,
            "norms": [
                name
                for name, record in doc.spans["norms"].attrs.items()
                if found.holds(clause, record["section"])
            ],
            "text": plain(text[clause.start : clause.end]),
        }
        for clause in found.clauses
    ]
    return pd.DataFrame(rows, columns=["section", *_COLUMNS]).set_index("section")


class _Found:
    """The dispute settlement of a draft and its clauses."""

    def __init__(self, doc):
        self.places, self.settled, self.clauses = Places(doc), None, []
        if known := words(doc.lang_):
            text = reading_of(doc).replace(GONE, " ")
            small = small_letters(text)
            self.settled = settlement(text, small, self.places, known)
        if self.settled:
            self.clauses = clauses(text, small, self.places, self.settled, known)
        self._named = {name for clause in self.clauses for name in clause.scope}
        self._others = self._of(())

    def of(self, section):
        """Give coverage, limit and clauses of the norms in a section."""
        if self._named.isdisjoint((WHOLE, *self.places.lineage(section))):
            return self._others
        return self._of([each for each in self.clauses if self.holds(each, section)])

    def _of(self, found):
        """Give coverage, limit and clauses of the norms that some clauses keep out."""
        return *self._state(found), tuple(dict.fromkeys(each.section for each in found))

    def holds(self, clause, section):
        """Say whether a clause keeps out what stands in a section."""
        around = self.places.lineage(section)
        inside = WHOLE in clause.scope or any(name in clause.scope for name in around)
        return inside and not any(name in clause.excepted for name in around)

    def _state(self, found):
        """Give coverage and limit from the clauses on a norm."""
        if not self.settled or self.settled.means == ELSEWHERE:
            return UNKNOWN, ""
        if any(each.effect == EXCLUDED for each in found):
            return EXCLUDED, ""
        limits = [_limit(each) for each in found]
        limits += [_TALKS] * (self.settled.means == COUNSEL)
        return (LIMITED, "; ".join(dict.fromkeys(limits))) if limits else (COVERED, "")


def _limit(clause):
    against = clause.parties.startswith("against")
    parties = f"not {clause.parties}" if against else clause.parties
    return ", ".join(filter(None, (parties, clause.limit, clause.period)))
