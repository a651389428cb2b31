"""What a comparison of two drafts gives: frames whose columns are told here, once."""

from dataclasses import dataclass

import pandas as pd
from spacy.tokens import Doc

CHANGES = ("hardened", "softened", "mixed", "new", "removed", "same")


@dataclass(frozen=True)
class Comparison:
    """What came, went, moved, hardened and softened between two drafts.

    Attributes
    ----------
    before, after : spacy.tokens.Doc
        The drafts, as they were given.
    before_title, after_title : str
        Their titles, as far as the text has them ("" if it has none).
    provisions : DataFrame
        One row for each pair of provisions, and for each provision that is new or removed, in
        the order of the later draft; a removed one stands where it stood. Indexed 0, 1, 2, ….
        A provision that was split has one row for each of its parts, and so has one that was
        merged out of several. Items under a chapeau have a row of their own only if they came or
        went, or have norms of their own. What is missing on a side is None.

        - before_ref, after_ref: the provision's id ("4.4", "annex-2.4")
        - before_heading, after_heading: heading of its article ("Article 4: Mitigation")
        - before_section, after_section: id of the section it is counted in (see `sections`)
        - section: row number of `sections`
        - before_text, after_text: its words with their square brackets, without its own number,
          white space collapsed
        - before_span, after_span: (start, end) of these words in the text of the draft
        - similarity: 0 to 1, of the words; 0.0 for new and removed
        - relation: paired, split, merged, new, removed
        - moved: whether it left its article or its place among its neighbours, by itself or with
          its article; a new number alone is no move
        - renumbered: whether its reference is another
        - before_labels, after_labels: labels of its norms, the strongest first, or the labels
          that it can get where its words are in play; [] if it has no norm
        - before_outcomes, after_outcomes: dict with strongest, weakest, can_vanish where its
          words are still in brackets or options, else None
        - change: hardened, softened, same, mixed, new, removed
        - bearer_before, bearer_after: who is bound, where this differs; else None
        - qualifiers_gained, qualifiers_lost: lists of str
        - consequence: float, the greater the more consequential the change; 0.0 for no change
    norms : DataFrame
        One row for each pair of norms beneath the provisions, and for each norm new or removed,
        in order of `provisions`. Columns: provision (row number there), before_norm, after_norm
        (norm ids), before_phrase, after_phrase (operative phrases), before_label, after_label,
        before_bearer, after_bearer, before_span, after_span ((start, end) of the operative
        phrase in the text of the draft), change. None on the missing side; such a norm is softened
        or hardened, not removed or new, where its act stands on but without force.
    sections : DataFrame
        One row for each section of the later draft with what became it, and for each section
        that is gone. Columns: before_section, after_section (ids), before_heading,
        after_heading, hardened, softened, mixed, new, removed, same, moved (numbers of
        provisions), before_strength, before_low, before_high, after_strength, after_low,
        after_high (see `servanda.scores`; NaN where there are too few norms).
    articles : DataFrame
        One row for each article (annex, or body without articles) of the later draft, and for
        each that is gone. Columns: before_ref, after_ref, before_heading, after_heading,
        relation (paired; new, removed; split or merged where its provisions come from or went
        to an article that has another counterpart), moved (its section or its place among the
        articles is another), renumbered, reheaded (whether its title is another).
    totals : DataFrame
        As `sections`, in one row, over the whole drafts.
    counts : dict
        Number of provisions by change, and "moved", "renumbered", "split", "merged".
    """

    before: Doc
    after: Doc
    before_title: str
    after_title: str
    provisions: pd.DataFrame
    norms: pd.DataFrame
    sections: pd.DataFrame
    articles: pd.DataFrame
    totals: pd.DataFrame
    counts: dict

    @property
    def consequential(self):
        """Give the provisions that changed, the most consequential first, as a frame."""
        changed = self.provisions[self.provisions["consequence"] > 0]
        return changed.sort_values("consequence", ascending=False, kind="stable")
