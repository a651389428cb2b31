"""What can go wrong with material that a user brings.

::

    ServandaError            anything below; the command line prints it as one sentence
    ├── ReadError            a draft cannot be read: wrong format, damaged, no text
    ├── LanguageError        a text is in a language that has no lexicon here
    ├── ModelError           a model is unknown, damaged, unsafe or of another make
    ├── CorpusError          coded data that do not fit: a label, an offset, a column
    └── TaxonomyError        a taxonomy that is unknown or ill-formed

A caller's slip in Python (a wrong argument) is a `ValueError` or `TypeError`.
"""


class ServandaError(Exception):
    """Material that cannot be used; the message says what, where and what to do."""


class ReadError(ServandaError):
    """A draft that cannot be read."""


class LanguageError(ServandaError):
    """A text in a language that has no lexicon here."""


class ModelError(ServandaError):
    """A model that cannot be found, trusted or used."""


class CorpusError(ServandaError):
    """Coded data that do not fit what they should."""


class TaxonomyError(ServandaError):
    """A taxonomy that cannot be found or used."""
