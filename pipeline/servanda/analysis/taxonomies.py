"""Which policy area each provision is on, by a taxonomy: a file of areas and their cues."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import pandas as pd

from servanda.analysis.phrases import Lookup
from servanda.analysis.provisions import provisions
from servanda.errors import TaxonomyError

_HOME = resources.files("servanda.data").joinpath("taxonomies")
_KEYS = {"id", "name", "group", "headings", "cues"}
# Points of a cue by where it stands. The heading of the article decides, then that of its
# chapter; words of the text only where headings say nothing, or between areas that tie.
_ARTICLE, _CHAPTER, _TEXT, _FURTHER = 4.0, 3.0, 1.0, 1.0
_MOST_IN_TEXT = 3  # different cues of the text that count
_NONE = 1.0  # points that speak for no area at all
_RIVAL = 0.5  # share of the best area's points that makes another one a rival


@dataclass(frozen=True)
class Area:
    """An area of a taxonomy; `group` names what it stands under, from the outside in."""

    id: str
    name: str
    group: tuple
    headings: tuple
    cues: tuple


class Taxonomy:
    """Areas by id, in the order of their file, and the cues by which provisions are sorted."""

    def __init__(self, name, title, areas):
        self.name, self.title, self.areas = name, title, areas
        self.headings = Lookup((cue, a.id) for a in areas.values() for cue in a.headings)
        self.cues = Lookup((cue, a.id) for a in areas.values() for cue in a.cues)

    def __repr__(self):
        return f"<Taxonomy {self.name}: {len(self.areas)} areas>"


def taxonomies():
    """Give the names of the taxonomies that come with servanda."""
    names = (path.name for path in _HOME.iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def taxonomy(name_or_path):
    """Read a taxonomy.

    Parameters
    ----------
    name_or_path : str or Path
        "ecommerce", "trade-areas", or a TOML file in their format (see
        ``data/taxonomies/README.md``).

    Returns
    -------
    Taxonomy
        With `areas`, a dict of `Area` by id.

    Examples
    --------
    >>> taxonomy("ecommerce").areas["A.1(2)"].name
    'Electronic authentication and electronic signatures'
    """
    return _read(str(name_or_path))


def areas(doc, taxonomy):
    r"""Say which area of a taxonomy each provision of a draft is on.

    A cue in the heading of the article counts 4 points, in that of the chapter or section 3 (and
    the less the more of the heading is other words), each of up to three different cues in
    the text 1. The area with the most points is given; score is its share of the points of
    all areas and of one point for "none", so that it is low where areas compete.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A text annotated by the pipeline of `load`.
    taxonomy : str, Path or Taxonomy
        As for `taxonomy`.

    Returns
    -------
    DataFrame
        Indexed by provision id ("5.7"), a row for each provision. Columns: area (its id; missing
        where no cue is found), name, group ("Enabling electronic commerce › ..."), score (0 to
        1), cues (list of str: what was found, headings first), rivals (list of str: areas with
        at least half the points).

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1: Single Windows\n\nEach Party shall have one.")
    >>> areas(doc, "ecommerce")["area"].to_dict()
    {'1': 'A.2(4)'}
    """
    scheme = taxonomy if isinstance(taxonomy, Taxonomy) else _read(str(taxonomy))
    by_heading = cache(lambda heading: _in_heading(scheme, heading))
    rows = [
        {"id": name, **_row(scheme, provision, by_heading)}
        for name, provision in provisions(doc).items()
    ]
    columns = ["id", "area", "name", "group", "score", "cues", "rivals"]
    return pd.DataFrame(rows, columns=columns).set_index("id")


def _row(scheme, provision, by_heading):
    points, found = _points(scheme, provision, by_heading)
    best = max(points, key=points.get, default=None)
    if best is None:
        return {"area": None, "name": "", "group": "", "score": 0.0, "cues": [], "rivals": []}
    entry = scheme.areas[best]
    return {
        "area": best,
        "name": entry.name,
        "group": " › ".join(entry.group),
        "score": round(points[best] / (sum(points.values()) + _NONE), 3),
        "cues": list(dict.fromkeys(found[best])),
        "rivals": [a for a, p in points.items() if a != best and p >= _RIVAL * points[best]],
    }


def _points(scheme, provision, by_heading):
    """Give the points of each area for a provision, and the cues that gave them."""
    points, found = {}, {}
    ranked = [(_ARTICLE, heading) for heading in provision.headings]
    ranked += [(_CHAPTER - _FURTHER * at, each) for at, each in enumerate(provision.groups)]
    for worth, heading in ranked:
        for area, (share, words) in by_heading(heading).items():
            if worth > 0:
                points[area] = points.get(area, 0.0) + worth * (1 + share) / 2
                found.setdefault(area, []).append(words)
    in_text = {}
    for area, start, end in scheme.cues.find(provision.bare):
        in_text.setdefault(area, {})[provision.bare[start:end].lower()] = None
    for area, words in in_text.items():
        points[area] = points.get(area, 0.0) + _TEXT * min(len(words), _MOST_IN_TEXT)
        found.setdefault(area, []).extend(words)
    return points, found


def _in_heading(scheme, heading):
    """Give the areas that a heading names, with the share of its letters and the words."""
    found = {}
    for area, start, end in scheme.headings.find(heading):
        share = (end - start) / len(heading)
        if share > found.get(area, (0, ""))[0]:
            found[area] = share, heading[start:end]
    return found


@cache
def _read(name_or_path):
    """Read a taxonomy, and say what is wrong with a file that is none."""
    shipped = name_or_path in taxonomies()
    path = _HOME.joinpath(f"{name_or_path}.toml") if shipped else Path(name_or_path)
    if not shipped and not path.is_file():
        raise TaxonomyError(
            f"There is no taxonomy '{name_or_path}'. Give one of {', '.join(taxonomies())}, "
            "or the path of a TOML file."
        )
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
        listed = [_area(entry) for entry in entries["areas"]]
        name = path.name.removesuffix(".toml")
        found = Taxonomy(name, entries["title"], {area.id: area for area in listed})
    except (ValueError, KeyError, TypeError) as error:
        raise TaxonomyError(
            f"'{name_or_path}' is no taxonomy ({error}). It needs a title and [[areas]] with "
            "id, name, group, headings and cues, as data/taxonomies/README.md shows."
        ) from error
    ids = [area.id for area in listed]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise TaxonomyError(f"'{name_or_path}' has the area '{twice[0]}' twice. Rename one.")
    return found


def _area(entry):
    unknown = set(entry) - _KEYS
    if unknown:
        raise KeyError(f"unknown key '{sorted(unknown)[0]}'")
    for name in ("group", "headings", "cues"):
        if not isinstance(entry.get(name, []), list):
            raise TypeError(f"{name} of '{entry['id']}' must be a list")
    lists = {name: tuple(entry.get(name, ())) for name in ("group", "headings", "cues")}
    return Area(id=entry["id"], name=entry["name"], **lists)
