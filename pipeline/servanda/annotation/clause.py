"""What is read of a sentence: its words, its qualifiers, and a clause per operative word.

The types of the clause reader's modules stand here, too. Compiled, these classes are structs.
"""

from __future__ import annotations

Hit = tuple[str, int, int]  # (class, first word, last word + 1)
Attached = tuple[str, str, int, int]  # (class, place, first word, last word + 1)
Verdict = tuple[str, str, str]  # (label, reason, form)
Grammar = dict[str, frozenset[str]]
# Words in lower case, where each starts and ends in the text, and the spots: the places, among
# the words, of those that may be of a phrase of the lexicon.
Tokens = tuple[list[str], list[int], list[int], list[int]]


class Sentence:
    """A stretch of text cut into words, with the qualifiers found in it."""

    def __init__(
        self,
        text: str,  # what the offsets of its words index
        words: list[str],
        starts: list[int],
        ends: list[int],
        actors: dict[str, str],  # classes of the nouns that may be subjects
    ) -> None:
        self.text = text
        self.words = words
        self.starts = starts
        self.ends = ends
        self.actors = actors
        self.qualifiers: list[Hit] = []
        self.conditions: list[int] = []  # first word of each
        self.clauses: list[Clause] = []


class Clause:
    """One operative word and what was read around it; numbers are word positions."""

    verb: int = -1  # first word of the verb governed, -1 if a list or nothing follows
    verb_end: int = -1
    kind: str = ""  # class of that verb in the lexicon
    second: str = ""  # class of the verb after "to", or coordinated with it
    complement: int = -1  # first word of the act that an effort or commitment verb governs
    act_words: int = 0  # words of that act's verb phrase
    negated: bool = False
    only: bool = False
    passive: bool = False
    opens_list: bool = False
    subject: tuple[int, int, int] = (0, 0, 0)  # (first word, head word, last word + 1)
    holder: str = ""  # class of the subject's head word
    denied: str = ""  # "no", "nothing": how the subject denies
    dependent: str = ""  # the word that makes the clause a dependent one
    frame: str = ""  # a verb such as "ensure" whose that-clause this is
    after_comma: bool = False  # whether a comma sets the dependent clause off
    shares: bool = False  # whether its subject is that of the clause before
    verdict: Verdict | None = None  # what the rules said, once they were asked

    def __init__(
        self, sentence: Sentence, force: str, first: int, modal_end: int, trigger: bool
    ) -> None:
        self.sentence = sentence
        self.force = force  # class of the modal or trigger in the lexicon
        self.first = first  # first word of the operative word itself
        self.modal_end = modal_end  # word after it
        self.trigger = trigger
        self.insert = (modal_end, modal_end)  # words between it and the verb
        self.attached: list[Attached] = []
