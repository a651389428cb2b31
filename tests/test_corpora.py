"""Each corpus in the source tree is what it says it is."""

import csv
from pathlib import Path

import pytest

from servanda.labels import LABELS
from servanda.training import check_corpus, load_corpus
from servanda.training.corpora import read_meta, read_rows
from servanda.training.fitting import read_reserve

CORPORA = sorted(
    folder.parent for folder in Path(__file__).parents[1].glob("corpora/*/corpus.toml")
)
STAND_OFF = [folder for folder in CORPORA if (folder / "units.csv").is_file()]
FACTS = ("title", "description", "source", "licence", "coders", "codebook", "retrieved")
NAMES = {"ids": lambda folder: folder.name}


@pytest.mark.parametrize("folder", CORPORA, **NAMES)
def test_corpora_say_what_they_are(folder):
    meta = read_meta(folder)
    assert all(meta.get(fact) for fact in FACTS)
    assert (folder / "README.md").is_file()


@pytest.mark.parametrize("folder", STAND_OFF, **NAMES)
def test_corpora_hold_no_text(folder):
    rows = read_rows(folder)
    words = [word for row in rows for word in f"{row['id']} {row['stratum']}".split()]
    assert max(map(len, words)) < 20
    assert len({row["id"] for row in rows}) == len(rows)


def test_corpora_that_are_written_out_have_nothing_amiss():
    for folder in set(CORPORA) - set(STAND_OFF):
        assert check_corpus(folder) == []


@pytest.mark.parametrize("folder", STAND_OFF, **NAMES)
def test_corpora_fit_the_treaties_and_leave_the_reserved_alone(folder, shared):
    reserve = read_reserve(shared / "gold" / "reserved_treaties.txt")
    assert check_corpus(folder, shared / "corpora" / "tota", reserve) == []


def test_corpora_of_one_language_share_no_unit(shared):
    texts = shared / "corpora" / "tota"
    seen = {}
    for folder in STAND_OFF:
        for unit in load_corpus(folder, texts=texts).units:
            assert seen.setdefault(unit.text, folder.name) == folder.name


def test_corpora_list_corrections_of_labels_that_stand():
    folder = Path(__file__).parents[1] / "corpora/tota-gold"
    rows = {row["id"]: row for row in read_rows(folder)}
    with (folder / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        for listed in csv.DictReader(lines):
            labels = {label for *_, label in rows[listed["id"]]["norms"]} or {"none"}
            assert listed["coded"] in labels
            assert listed["by_codebook"] in set(LABELS) - {listed["coded"]}
            assert listed["ruling"]
            assert listed["reason"]
