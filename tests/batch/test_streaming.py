import pytest

import servanda
from servanda.errors import LanguageError, ReadError


def test_stream_gives_docs_in_order_and_notes_what_failed(corpus):
    folder = corpus(3)
    paths = [folder / f"draft-00{n}.txt" for n in (3, 9, 1)]
    nlp, failures = servanda.load("rules"), []
    found = list(servanda.stream(paths, nlp, failures=failures))
    assert [path for path, _ in found] == [paths[0], paths[2]]
    assert all(len(doc.spans["norms"]) == 9 for _, doc in found)
    assert [(row["document"], row["stage"]) for row in failures] == [(str(paths[1]), "read")]
    assert "no such file" in failures[0]["reason"]


def test_stream_raises_where_nobody_notes_failures(corpus):
    with pytest.raises(ReadError, match="no such file"):
        list(servanda.stream([corpus(1) / "gone.txt"], servanda.load("rules")))


def test_stream_reads_a_draft_when_it_is_asked_for(corpus):
    folder, asked = corpus(30), []

    def paths():
        for path in sorted(folder.iterdir()):
            asked.append(path)
            yield path

    next(servanda.stream(paths(), servanda.load("rules")))
    assert len(asked) < 10


def test_stream_in_two_processes_gives_the_same_norms(corpus):
    paths = sorted(corpus(4).iterdir())
    nlp = servanda.load("rules")
    one, two = (
        {str(path): servanda.norms(doc) for path, doc in servanda.stream(paths, nlp, n_process=n)}
        for n in (1, 2)
    )
    assert list(one) == list(two)
    for path, frame in one.items():
        assert frame.equals(two[path])


def test_stream_tells_the_language_of_each_draft(tmp_path):
    texts = {
        "en": "Article 1\n\nEach Party shall publish its laws within a year of the signature.",
        "es": "Artículo 1\n\nCada Parte publicará sus leyes en el plazo de un año.",
        "pt": "As Partes não aplicarão direitos sobre as mercadorias da outra Parte. " * 9,
    }
    paths = [tmp_path / f"{name}.txt" for name in ("es", "en", "pt", "es")]
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    failures = []
    found = list(servanda.stream(paths, failures=failures))
    assert [path.stem for path, _ in found] == ["es", "en", "es"]
    assert [doc.lang_ for _, doc in found] == ["es", "en", "es"]
    assert all(len(doc.spans["norms"]) == 1 for _, doc in found)
    assert [row["stage"] for row in failures] == ["language"]
    with pytest.raises(LanguageError, match="Portuguese"):
        list(servanda.stream(paths))
