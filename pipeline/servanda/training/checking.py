"""Verifies a corpus row by row, and says all that is amiss and not just the first."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

from servanda.errors import CorpusError
from servanda.labels import LABELS, strongest
from servanda.training.corpora import load_corpus, read_meta, read_rows
from servanda.training.texts import cut_units, home


def check_corpus(path, texts=None, reserve=()):
    """Give a sentence for each thing that is amiss with a corpus.

    Parameters
    ----------
    path : str or Path
        The folder of a corpus, or a file that `read_units` reads.
    texts : str or Path, default=None
        As for `load_corpus`.
    reserve : collection of str, default=()
        Treaties that must not stand in it.

    Returns
    -------
    list of str
        Empty if nothing is amiss.
    """
    path = Path(path)
    try:
        if not (path / "units.csv").is_file():
            units, problems = load_corpus(path).units, []
        else:
            units, problems = _cut(path, texts)
    except CorpusError as error:
        return [str(error)]
    return [*problems, *_faults(path.name, units, set(reserve))]


def _cut(path, texts):
    """Give the units of a stand-off corpus that can be cut, and the problems of the others."""
    meta, units, problems = read_meta(path), [], []
    folder = Path(texts) if texts else home(meta["texts"])
    rows = read_rows(path)
    try:
        return cut_units(rows, folder, path.name), []
    except CorpusError:  # now row by row, which is slower
        for row in rows:
            try:
                units += cut_units([row], folder, path.name)
            except CorpusError as error:
                problems.append(str(error))
    return units, problems


def _faults(name, units, reserve):
    """Yield a sentence for each fault that shows without the texts of the treaties."""
    counts = {part: Counter(getattr(unit, part) for unit in units) for part in ("id", "text")}
    ranks = {label: entry.rank for label, entry in LABELS.items()}
    for unit in units:
        place = f"{name}, unit '{unit.id}'"
        if counts["id"][unit.id] > 1:
            yield f"{place}: the id stands {counts['id'][unit.id]} times. Rename it."
        if counts["text"][unit.text] > 1:
            yield f"{place}: its text stands {counts['text'][unit.text]} times. Keep one."
        if unit.treaty in reserve:
            yield f"{place}: treaty {unit.treaty} is reserved. Take the unit out."
        if unit.norms is None:
            continue
        found = strongest(label for *_, label in unit.norms)
        if ranks[found] != ranks[unit.label]:
            yield f"{place}: label '{unit.label}', but its strongest norm is '{found}'."
        spans = sorted(unit.norms)
        if any(first[1] > second[0] for first, second in pairwise(spans)):
            yield f"{place}: two of its norms overlap. Mend their offsets."
