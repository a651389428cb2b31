import json
import os
from pathlib import Path

import pandas as pd
import pytest

import servanda
from servanda.batch import batch
from servanda.errors import ModelError, ReadError, ServandaError


def run(paths, out, **options):
    return batch(paths, out, **{"model": "rules", "jobs": 1, **options})


def tables(out):
    """Give all tables of a folder, without how long each document took."""
    found = {name: pd.read_parquet(out / name) for name in ("norms", "scores")}
    found["documents"] = pd.read_parquet(out / "documents.parquet").drop(columns="seconds")
    return found | {"failures": pd.read_parquet(out / "failures.parquet")}


def assert_equal(one, other):
    for name, frame in one.items():
        pd.testing.assert_frame_equal(frame, other[name], obj=name)


def parts(out):
    """Give the bytes of every part of a table."""
    return {
        path.relative_to(out): path.read_bytes()
        for name in ("norms", "scores")
        for path in (out / name).iterdir()
    }


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def test_batch_gives_the_norms_alone(corpus, out, tmp_path):
    folder = corpus(2)
    run([folder], out, scores=False)
    run([folder], tmp_path / "all")
    assert not (out / "scores").exists()
    pd.testing.assert_frame_equal(
        pd.read_parquet(out / "norms"), pd.read_parquet(tmp_path / "all" / "norms")
    )
    with pytest.raises(ServandaError, match="scores 'False', not 'True'"):
        run([folder], out)


def test_batch_makes_no_workbook_without_scores(corpus, out):
    with pytest.raises(ValueError, match="'xlsx' parameter"):
        run([corpus(1)], out, scores=False, xlsx=True)
    assert not out.exists()


def test_batch_gives_the_norms_and_scores_of_each_document(corpus, out):
    folder = corpus(3)
    listed = run([folder], out)
    assert list(listed["status"]) == ["done"] * 3
    assert list(listed["document"]) == [f"{folder.as_posix()}/draft-00{n}.txt" for n in (1, 2, 3)]
    doc = servanda.load("rules")(servanda.read(folder / "draft-002.txt"))
    found = tables(out)
    own = found["norms"].query("document.str.endswith('draft-002.txt')").set_index("id")
    expected = servanda.norms(doc)
    assert list(own.index) == list(expected.index)
    for column in ("section", "start", "operative", "label", "text", "confidence"):
        assert list(own[column]) == list(expected[column]), column
    assert own["label"].dtype == expected["label"].dtype
    assert list(own["reasons"].map(list)) == list(expected["reasons"])
    scored = found["scores"].query("document.str.endswith('draft-002.txt')")
    assert list(scored["level"]) == ["article"] * 3 + ["draft"]
    whole = servanda.scores(doc, "draft").loc["draft"]
    last = scored.iloc[-1]
    assert (last["norms"], last["strength"]) == (whole["norms"], whole["strength"])
    assert list(last["norm_ids"]) == whole["norm_ids"]


def test_batch_tables_have_every_column_of_the_frames(corpus, out, root):
    run([root / "corpora/sample/bracketed-draft.md", corpus(1)], out)
    doc = servanda.load("rules")(servanda.read(root / "corpora/sample/bracketed-draft.md"))
    found = tables(out)
    assert list(found["norms"]) == ["document", "id", *servanda.norms(doc)]
    assert set(found["scores"]) == {"document", "level", "section", *servanda.scores(doc)}
    in_play = found["norms"]["strongest"].notna()
    assert in_play.any()
    assert not in_play.all()
    assert found["norms"]["strongest"].cat.ordered


@pytest.mark.issue(6)
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_batch_names_a_file_whose_name_is_not_text(tmp_path, out, form):
    path = os.fsencode(tmp_path) + b"/draft-\xff.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"Article 1\n\n1.1 Each Party shall publish its laws.\n")
    except OSError:
        pytest.skip("this file system has only names that are text")
    for _ in range(2):  # anew, and from what is kept
        frame = batch([tmp_path], out, form=form, xlsx=True, model="rules")
        assert [Path(name).name for name in frame["document"]] == [r"draft-\xff.txt"]
        assert list(frame["status"]) == ["done"]


def test_batch_run_states_what_it_was_made_with(corpus, out):
    folder = corpus(1)
    run([folder], out, tracked="reject")
    stated = json.loads((out / "run.json").read_text())
    assert stated["complete"] is True
    assert stated["model"]["name"] == "rules"
    assert stated["options"]["tracked"] == "reject"
    assert set(stated["inputs"]) == {f"{folder.as_posix()}/draft-001.txt"}
    assert {"python", "spacy", "scikit-learn"} <= set(stated["versions"])


def test_batch_goes_on_with_what_is_new_changed_or_failed(corpus, out):
    folder = corpus(4)
    (folder / "draft-005.docx").write_bytes(b"no archive")
    assert list(run([folder], out)["status"]) == ["done"] * 4 + ["failed"]
    before = parts(out)
    times = {path: (out / path).stat().st_mtime_ns for path in before}
    corpus(6)
    (folder / "draft-002.txt").write_text("Article 1\n\nNo Party shall impose fees.", "utf-8")
    (folder / "draft-003.txt").unlink()
    (folder / "draft-005.docx").unlink()
    seen = []
    listed = run([folder], out, progress=lambda done, total: map(_noting(seen), done))
    assert sorted(seen) == [f"{folder.as_posix()}/draft-{n}.txt" for n in ("002", "005", "006")]
    assert list(listed["status"]) == ["done"] * 5
    changed = tables(out)["norms"].query("document.str.endswith('draft-002.txt')")
    assert list(changed["label"]) == ["prohibition"]
    kept = [path for path in before if "draft-001" in path.name or "draft-004" in path.name]
    assert len(kept) == 4
    assert all((out / path).stat().st_mtime_ns == times[path] for path in kept)


def _noting(seen):
    def note(record):
        seen.append(record["document"])
        return record

    return note


def test_batch_resumed_equals_one_run(corpus, out, tmp_path):
    folder = corpus(5)
    (folder / "draft-006.pdf").write_bytes(b"%PDF-1.4 cut off")
    run([folder / "draft-003.txt"], out)
    run([folder], out)
    run([folder], tmp_path / "whole")
    assert_equal(tables(out), tables(tmp_path / "whole"))
    assert parts(out) == parts(tmp_path / "whole")


def test_batch_adds_documents_that_are_given_alone(corpus, out, tmp_path):
    first = tmp_path / "first.csv"
    corpus(3)
    rows = "".join(f"drafts/draft-00{n}.txt,19{n}0,ports\n" for n in (1, 2, 3))
    first.write_text(f"path,date,theme\n{rows}", "utf-8")
    run([first], out, form="csv")
    before = pd.read_csv(out / "norms.csv")
    listed = run([corpus(1, "arrived")], out, form="csv")
    kept = [f"{tmp_path.as_posix()}/drafts/draft-00{n}.txt" for n in (1, 2, 3)]
    assert list(listed["document"]) == [f"{tmp_path.as_posix()}/arrived/draft-001.txt", *kept]
    assert listed.attrs == {"kept": kept, "taken_out": []}
    assert list(listed["date"])[1:] == ["1910", "1920", "1930"]
    assert list(listed["theme"])[1:] == ["ports"] * 3
    after = pd.read_csv(out / "norms.csv")
    assert len(after) == len(before) + 9
    assert set(before["document"]) < set(after["document"])
    stated = json.loads((out / "run.json").read_text())
    assert stated["kept"] == kept
    assert set(stated["inputs"]) == set(listed["document"])


def test_batch_of_a_part_says_that_the_rest_stays(corpus, out):
    folder = corpus(3)
    (folder / "draft-004.docx").write_bytes(b"no archive")
    run([folder], out)
    listed = run([folder / "draft-001.txt"], out)
    assert list(listed["status"]) == ["done", "done", "done", "failed"]
    assert len(listed.attrs["kept"]) == 3
    assert len(tables(out)["failures"]) == 1
    assert len(run([folder / "draft-001.txt"], out, resume=False)) == 1


def test_batch_takes_out_what_is_gone_or_has_another_name(corpus, out, tmp_path, monkeypatch):
    folder = corpus(4)
    (folder / "draft-005.docx").write_bytes(b"no archive")
    run([folder], out)
    names = [f"{folder.as_posix()}/draft-00{n}.txt" for n in (1, 2, 3, 4)]
    (folder / "draft-001.txt").unlink()
    (folder / "draft-002.txt").rename(folder / "draft-006.txt")
    (folder / "draft-005.docx").unlink()
    listed = run([folder / "draft-006.txt"], out)
    damaged = f"{folder.as_posix()}/draft-005.docx"
    assert listed.attrs == {"kept": names[2:], "taken_out": [*names[:2], damaged]}
    assert len(tables(out)["norms"]) == 27
    monkeypatch.chdir(folder)
    listed = run(["draft-003.txt", "draft-006.txt"], out)
    assert listed.attrs["kept"] == names[3:]
    folder.rename(tmp_path / "moved")  # as when its disk is taken away
    assert run([corpus(1, "other")], out).attrs["taken_out"] == []
    listed = run([tmp_path / "moved"], out)
    assert len(listed.attrs["taken_out"]) == 3
    assert len(listed) == 4
    assert json.loads((out / "run.json").read_text())["taken_out"] == listed.attrs["taken_out"]


def test_batch_keeps_what_a_manifest_said_last(corpus, out, tmp_path):
    folder, manifest = corpus(2), tmp_path / "dates.csv"
    run([folder], out)
    manifest.write_text("path,date\ndrafts/draft-001.txt,1999\n", "utf-8")
    run([manifest], out)
    listed = run([folder / "draft-002.txt"], out)
    assert list(listed["date"]) == ["", "1999"]


def test_batch_scores_again_a_part_that_was_cut_short(corpus, out):
    folder = corpus(2)
    run([folder], out)
    before = parts(out)
    path = next((out / "norms").iterdir())
    path.write_bytes(path.read_bytes()[:100])
    next((out / "records").iterdir()).write_text("{", "utf-8")
    run([folder], out)
    assert parts(out) == before


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"tracked": "reject"}, "tracked 'accept', not 'reject'"),
        ({"brackets": "first"}, "brackets not given, not 'first'"),
        ({"form": "csv"}, "format 'parquet', not 'csv'"),
        ({"model": None}, "the model 'rules', not 'strength-en, rules'"),
        ({"language": "es"}, "language not given, not 'es'"),
    ],
)
def test_batch_refuses_to_mix_models_and_options(corpus, out, other, said):
    folder = corpus(1)
    run([folder], out)
    before = parts(out)
    with pytest.raises(ServandaError, match="was made with") as refused:
        run([folder], out, **other)
    assert said in str(refused.value)
    assert "--no-resume" in str(refused.value)
    assert parts(out) == before


def test_batch_refuses_results_of_other_word_lists(corpus, out):
    folder = corpus(1)
    run([folder], out)
    path = out / "run.json"
    path.write_text(path.read_text().replace('"code": "', '"code": "0'))
    with pytest.raises(ServandaError, match="before its code or its word lists changed"):
        run([folder], out)


def test_batch_starts_over_when_told(corpus, out):
    folder = corpus(2)
    run([folder], out, form="csv", xlsx=True)
    run([folder], out, resume=False)
    assert {path.name for path in out.iterdir()} == {
        *("norms", "scores", "records", "run.json"),
        *("documents.parquet", "failures.parquet"),
    }
    assert len(tables(out)["documents"]) == 2


def test_batch_leaves_a_folder_alone_that_holds_something_else(corpus, out):
    out.mkdir()
    (out / "thesis.docx").write_bytes(b"years of work")
    for resume in (True, False):
        with pytest.raises(ServandaError, match="holds other files, and no batch"):
            run([corpus(1)], out, resume=resume)
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]


def test_batch_keeps_what_is_done_when_it_is_interrupted(corpus, out):
    folder = corpus(3)

    def interrupted(done, total):
        yield next(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([folder], out, progress=interrupted)
    assert len(tables(out)["documents"]) == 1
    assert json.loads((out / "run.json").read_text())["complete"] is False
    assert len(run([folder], out)) == 3


def test_batch_says_what_an_unforeseen_error_was_and_goes_on(corpus, out, monkeypatch):
    folder = corpus(3)
    real = servanda.batch.work.open_draft

    def falls(path, tracked):
        if "002" in str(path):
            raise RecursionError("too deep\nsecond line")
        return real(path, tracked)

    monkeypatch.setattr("servanda.batch.work.open_draft", falls)
    assert list(run([folder], out)["status"]) == ["done", "failed", "done"]
    failed = tables(out)["failures"]
    assert list(failed["stage"]) == ["read"]
    assert "(RecursionError: too deep)" in failed["reason"][0]


SPANISH = "Artículo 1\n\nCada Parte publicará sus leyes en el plazo de un año.\n\n" * 3
FRENCH = "Article 1\n\nChaque Partie publie ses lois dans un délai d'un an.\n\n" * 3
PORTUGUESE = "As Partes não aplicarão direitos sobre as mercadorias da outra Parte. " * 9


def test_batch_tells_the_language_of_each_document(corpus, out):
    folder = corpus(1)
    texts = {"es.txt": SPANISH, "fr.txt": FRENCH, "pt.txt": PORTUGUESE}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    listed = run([folder], out, model=None)
    assert list(listed["status"]) == ["done", "done", "done", "failed"]
    assert list(listed["language"][:3]) == ["en", "es", "fr"]
    assert listed["model"][0].startswith("strength-en ")
    assert list(listed["model"][1:3]) == ["rules", "rules"]
    found = tables(out)
    labels = found["norms"].groupby("document")["label"].agg(set)
    assert labels[f"{folder.as_posix()}/es.txt"] == {"obligation"}
    assert labels[f"{folder.as_posix()}/fr.txt"] == {"obligation"}
    assert list(found["failures"]["stage"]) == ["language"]
    assert "Portuguese" in found["failures"]["reason"][0]
    assert "en (English), es (Spanish), fr (French)" in found["failures"]["reason"][0]
    model = json.loads((out / "run.json").read_text())["model"]
    assert model["languages"] == {"en": "strength-en", "es": "rules", "fr": "rules"}


def test_batch_says_where_it_is_not_sure_of_the_language(tmp_path, out):
    texts = {
        "a.html": f'<html lang="pt"><body><p>{"Each Party shall publish its laws. " * 9}</p>',
        "b.html": '<html lang="fr"><body><p>Chaque Partie publie.</p></body></html>',
        "c.txt": "Copper 17, zinc 18.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    listed = run([tmp_path / name for name in texts], out)
    assert list(listed["language"]) == ["en", "fr", "en"]
    assert [list(said) for said in listed["warnings"]] == [
        ["The file gives its language as 'pt'; it was read as 'en'."],
        [],
        ["Nothing tells the language of the text; it was read as 'en'."],
    ]


@pytest.mark.parametrize("given", [{"language": "en"}, {"model": "strength-en"}])
def test_batch_warns_of_a_text_in_another_language_than_given(tmp_path, out, given):
    (tmp_path / "accord.html").write_text(f'<html lang="fr"><body><p>{FRENCH}</p>', "utf-8")
    listed = run([tmp_path / "accord.html"], out, **given)
    assert listed["language"][0] == "fr"
    said = ["The file gives its language as 'fr'; it was read as 'en'."]
    assert listed["warnings"][0] == said


def test_batch_ends_where_a_model_cannot_be_loaded(tmp_path, corpus, out):
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.cfg").write_text("[nlp]\nlang = 'en'\n", "utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        run([corpus(2)], out, model=model)


def test_batch_in_csv_gives_one_file_for_each_table(corpus, out):
    run([corpus(3)], out, form="csv")
    found = pd.read_csv(out / "norms.csv")
    assert found["document"].nunique() == 3
    assert list(found["document"]) == sorted(found["document"])
    assert len(pd.read_csv(out / "scores.csv")) == 12
    assert len(pd.read_csv(out / "documents.csv")) == 3
    assert len(pd.read_csv(out / "failures.csv")) == 0


def test_batch_workbook_has_what_a_reader_wants_first(corpus, out):
    folder = corpus(3)
    (folder / "draft-004.pdf").write_bytes(b"%PDF-1.4 cut off")
    run([folder], out, xlsx=True)
    sheets = pd.read_excel(out / "workbook.xlsx", sheet_name=None)
    assert list(sheets) == ["summary", "documents", "sections", "failures"]
    figures = sheets["summary"].set_index("figure")["value"]
    assert (figures["documents scored"], figures["documents that failed"]) == (3, 1)
    steps = figures[figures.index.str.startswith("norms: ")]
    assert figures["norms"] == steps.sum() == 27
    assert len(sheets["documents"]) == 3
    assert len(sheets["sections"]) == 9
    assert len(sheets["failures"]) == 1


def test_batch_with_an_unknown_model_or_nothing_to_score(tmp_path, corpus, out):
    with pytest.raises(ModelError, match="No model named 'none'"):
        run([corpus(1)], out, model="none")
    with pytest.raises(ReadError, match="No file in the folder"):
        (tmp_path / "empty").mkdir()
        run([tmp_path / "empty"], out)
    with pytest.raises(ValueError, match="'form' parameter of batch"):
        run([corpus(1)], out, form="xml")
    assert not out.exists()


TAXONOMY = """
title = "Harbours"

[[areas]]
id = "law"
name = "Publication"
cues = ["publish", "laws"]
"""


def test_batch_scores_the_areas_of_a_taxonomy(corpus, out, tmp_path):
    folder, own = corpus(2), tmp_path / "harbours.toml"
    own.write_text(TAXONOMY, "utf-8")
    run([folder], out, taxonomy=own)
    found = pd.read_parquet(out / "areas")
    path = folder / "draft-001.txt"
    doc = servanda.load("rules")(servanda.read(path))
    expected = servanda.scores(doc, level="area", taxonomy=own)
    first = found[found["document"] == path.as_posix()]
    assert list(first["area"]) == list(expected.index) == ["law"]
    assert list(first["norms"]) == list(expected["norms"])
    assert list(map(list, first["norm_ids"])) == list(expected["norm_ids"])
    assert {"strength", "coverage", "enforceability"} <= set(found.columns)


def test_batch_is_not_resumed_under_another_taxonomy(corpus, out, tmp_path):
    own = tmp_path / "harbours.toml"
    own.write_text(TAXONOMY, "utf-8")
    folder = corpus(1)
    run([folder], out, taxonomy=own)
    own.write_text(TAXONOMY.replace("laws", "fees"), "utf-8")
    with pytest.raises(ServandaError, match="taxonomy"):
        run([folder], out, taxonomy=own)
    with pytest.raises(ServandaError, match="There is no taxonomy"):
        run([folder], tmp_path / "other", taxonomy="harbours")


def test_batch_without_a_taxonomy_writes_no_areas(corpus, out):
    run([corpus(1)], out)
    assert not (out / "areas").exists()
