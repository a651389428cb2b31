"""The scale of strength, read from ``data/labels.toml``."""

import tomllib
from dataclasses import dataclass
from importlib import resources

_SCALE = tomllib.loads(resources.files("servanda.data").joinpath("labels.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Label:
    """A step of the scale; `rank` 4 binds most, 0 is no norm."""

    name: str
    rank: int
    definition: str
    example: str
    color: str
    color_dark: str


@dataclass(frozen=True)
class Form:
    """A refinement of a label; `weight` in 0..1 or None where strength is not scored."""

    name: str
    label: str
    scale: str
    definition: str
    weight: float | None = None


@dataclass(frozen=True)
class Scheme:
    """Weights of the forms by somebody's convention; None where strength is not scored."""

    name: str
    weights: dict
    definition: str
    source: str


def _schemes():
    """Give the schemes; the default has the weights that the forms carry."""
    own = {name: entry.get("weight") for name, entry in _SCALE["forms"].items()}
    return {
        name: Scheme(
            name,
            {form: entry.get("weights", own).get(form) for form in own},
            entry["definition"],
            entry.get("source", _SCALE["source"]),
        )
        for name, entry in _SCALE["schemes"].items()
    }


LABELS = {name: Label(name, **entry) for name, entry in _SCALE["labels"].items()}
FORMS = {name: Form(name, **entry) for name, entry in _SCALE["forms"].items()}
SOURCE = _SCALE["source"]
SCHEMES = _schemes()
COVERAGE = {**_SCALE["coverage"]["factors"], "unknown": None}  # what is left of strength


def strongest(labels):
    """Give the strongest of some labels; the first named wins a tie, "none" if there are none."""
    return max(labels, key=lambda label: LABELS[label].rank, default="none")
