"""Words that a scan ran together around an operative word: "eachPartyshallensure"."""

import re

_LEAST = 4  # letters that the end of a run-on word must share with a known subject


class Joins:
    """Takes run-on words apart where an operative word is among them.

    Parameters
    ----------
    modals : iterable of str
        Single words that carry force.
    linked : dict of str to tuple of str
        Verbs that run into the word after them: ``{"endeavour": ("to",)}``.
    subjects, followers : collection of str
        Words that may stand before and after a modal.
    """

    def __init__(self, modals, linked, subjects, followers):
        force = "|".join(sorted(modals, key=len, reverse=True))
        self._modal = re.compile(rf"(\w*?)({force})(\w*)")
        self._linked = {verb + end: (verb, end) for verb, ends in linked.items() for end in ends}
        self._subjects = frozenset(subjects)
        self._endings = tuple(word for word in self._subjects if len(word) > _LEAST)
        self._followers = frozenset(followers)

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the words that a run-on word is made of, or the word alone.

        Parameters
        ----------
        word : str
            In lower case.
        """
        if word in self._linked:
            return self._linked[word]
        match = self._modal.fullmatch(word)
        if not match or word == match[2]:
            return (word,)
        before, modal, after = match.groups()
        if not (self._precedes(before) and self._follows(after)):
            return (word,)
        return tuple(part for part in (before, modal, after) if part)

    def _precedes(self, part: str) -> bool:
        return not part or part in self._subjects or part.endswith(self._endings)

    def _follows(self, part: str) -> bool:
        if not part or part in self._followers:
            return True
        return part.endswith("ly") and len(part) > _LEAST
