"""A coded unit: what every part of training hands on."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A sentence with its codes.

    `norms` holds (start, end, label) for each norm, or None where only the label of the whole
    is known. Units of one `treaty` never stand on both sides of a split. `weight` is how much a
    unit counts in fitting; the ordinary one counts 1.
    """

    id: str
    text: str
    label: str
    norms: tuple | None
    treaty: str
    stratum: str = ""
    signed: str = ""
    chapter: str = ""
    weight: float = 1.0

    @property
    def sha256(self):
        """Checksum of the text."""
        return text_hash(self.text)

    @property
    def mark(self):
        """Beginning of the checksum, by which a model remembers what it was fitted to."""
        return self.sha256[:10]


def text_hash(text):
    """Give the checksum of a unit's text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
