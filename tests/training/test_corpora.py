import csv
import hashlib

import pytest

from servanda.errors import CorpusError
from servanda.training import check_corpus, load_corpus

TREATY = """<treaty><meta><date_signed>2019-03-02</date_signed></meta><body>
<chapter name="Customs"><article article_identifier="71">1. Each Party
shall publish  its tariffs. 2. A Party may ask why.</article></chapter></body></treaty>"""
UNITS = [("a", 0, 41, "3:27:obligation", "obligation"), ("b", 42, 65, "", "none")]


@pytest.fixture
def corpus(tmp_path):
    """Give a function that writes a small stand-off corpus and the treaty it points into."""

    def write(units=UNITS, **changes):
        (tmp_path / "texts" / "xml").mkdir(parents=True, exist_ok=True)
        (tmp_path / "texts" / "xml" / "pta_5.xml").write_text(TREATY, "utf-8")
        content = "1. Each Party\nshall publish  its tariffs. 2. A Party may ask why."
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            columns = "id treaty article_id start end sha256 stratum norms label".split()
            writer.writerow(columns)
            for name, start, end, norms, label in units:
                text = " ".join(content[start:end].split())
                checksum = changes.get("sha256") or hashlib.sha256(text.encode()).hexdigest()
                article = changes.get("article", "71")
                writer.writerow([name, "5", article, start, end, checksum, "random", norms, label])
        (folder / "corpus.toml").write_text(
            'title = "Own"\nlanguage = "en"\nlicence = "Apache-2.0"\ntexts = "own-1"\n', "utf-8"
        )
        return folder, tmp_path / "texts"

    return write


def test_corpora_cut_their_units_from_the_treaty(corpus):
    folder, texts = corpus()
    first, second = load_corpus(folder, texts=texts).units
    assert first.text == "1. Each Party shall publish its tariffs."
    assert first.text[slice(*first.norms[0][:2])] == "Each Party shall publish"
    assert (first.signed, first.chapter, first.treaty) == ("2019-03-02", "Customs", "5")
    assert second.text == "2. A Party may ask why."
    assert check_corpus(folder, texts) == []


def test_corpora_shifted_offset_names_the_row(corpus):
    checksum = hashlib.sha256(b"1. Each Party shall publish its tariffs.").hexdigest()
    folder, texts = corpus([UNITS[0], ("b", 43, 65, "", "none")], sha256=checksum)
    with pytest.raises(CorpusError, match=r"units\.csv, row 2: the text at these offsets"):
        load_corpus(folder, texts=texts)
    assert len(check_corpus(folder, texts)) == 1


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        (("a", 0, 41, "11:99:obligation", "obligation"), "norm 11:99 is not within"),
        (("a", 0, 41, "11:24:obligaton", "obligation"), "'obligaton' is not in labels.toml"),
        (("a", 0, 41, "11:24", "obligation"), "start:end:label"),
        (("a", 0, 41, "11:24:permission", "obligation"), "strongest norm is 'permission'"),
        (("a", 0, 41, "3:24:obligation 11:30:obligation", "obligation"), "norms overlap"),
    ],
)
def test_corpora_check_names_what_is_amiss(corpus, unit, message):
    folder, texts = corpus([unit, UNITS[1]])
    (problem,) = check_corpus(folder, texts)
    assert message in problem


def test_corpora_check_finds_duplicates_and_reserved_treaties(corpus):
    folder, texts = corpus([UNITS[0], UNITS[0]])
    problems = check_corpus(folder, texts, reserve={"5"})
    assert sum("the id stands 2 times" in problem for problem in problems) == 2
    assert sum("its text stands 2 times" in problem for problem in problems) == 2
    assert sum("treaty 5 is reserved" in problem for problem in problems) == 2


def test_corpora_without_their_texts_say_how_to_fetch(corpus, tmp_path):
    folder, _ = corpus()
    with pytest.raises(CorpusError, match="servanda corpus fetch tota"):
        load_corpus(folder, texts=tmp_path / "nowhere")


def test_corpora_unknown_article_is_named(corpus):
    folder, texts = corpus(article="9")
    with pytest.raises(CorpusError, match="row 1: treaty 5 has no such article"):
        load_corpus(folder, texts=texts)


def test_corpora_wrong_checksum_is_named(corpus):
    folder, texts = corpus()
    with (folder / "corpus.toml").open("a") as file:
        file.write('[sha256]\n"units.csv" = "0000"\n')
    with pytest.raises(CorpusError, match="checksum"):
        load_corpus(folder, texts=texts)


def test_corpora_folder_without_corpus_toml(tmp_path):
    with pytest.raises(CorpusError, match=r"no corpus\.toml"):
        load_corpus(tmp_path)


def test_corpora_empty_corpus(corpus):
    folder, texts = corpus([])
    with pytest.raises(CorpusError, match="no units"):
        load_corpus(folder, texts=texts)


def test_corpora_golden_in_other_languages(golden):
    spanish = load_corpus("corpora/golden", language="es")
    assert spanish.language == "es"
    assert len(spanish.units) < len(golden.units)
    with pytest.raises(CorpusError, match="no sentences in 'de'"):
        load_corpus("corpora/golden", language="de")
