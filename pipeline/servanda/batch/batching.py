"""Scores a corpus: finds what is left to do, hands it to workers, and closes the folder."""

import contextlib
import os
import platform
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import servanda
from servanda.analysis.taxonomies import taxonomy
from servanda.batch.earlier import sorted_out
from servanda.batch.folder import FORMATS, WORKBOOK, Folder
from servanda.batch.inputs import find_inputs
from servanda.batch.listing import FAILURES, check_given, documents, failures
from servanda.batch.models import model_of
from servanda.batch.tables import made
from servanda.batch.work import Options, described, fingerprint, score
from servanda.batch.workers import how_many, results
from servanda.errors import ServandaError

_PACKAGES = ("spacy", "scikit-learn", "numpy", "pandas", "pyarrow", "nupunkt", "lxml")


def batch(
    paths,
    out,
    *,
    jobs=None,
    resume=True,
    form="parquet",
    xlsx=False,
    scheduler=None,
    progress=None,
    **options,
):
    """Score many documents into a folder of tables, in parallel, and go on where it was cut short.

    The folder gets ``norms`` and ``scores`` (one part for each document), ``documents``,
    ``failures`` and ``run.json``. What is in it already under the same model and options is
    kept unless the file changed, so that documents can be added by giving them alone; what is
    not given again goes if its file was deleted or moved, or is given by another name. A
    document that cannot be used becomes a failure and stops nothing.

    Parameters
    ----------
    paths : iterable of str or path-like
        Files, folders, patterns, and CSV manifests with a column "path", whose other columns
        are carried into ``documents``.
    out : str or path-like
        The folder; made if it is not there.
    jobs : int, default=None
        Worker processes. None takes one for ten documents, and no more than there are cores.
    resume : bool, default=True
        Whether results in the folder are kept; False starts over.
    form : {"parquet", "csv"}, default="parquet"
        The form of the tables.
    xlsx : bool, default=False
        Whether to write a workbook of documents, scores and failures too.
    scheduler : str, default=None
        Address of a Dask scheduler whose workers do the work; they must see the files and the
        folder under the same paths.
    progress : callable, default=None
        Is given an iterator over what gets done and, as ``total``, how much there is to do;
        gives the iterator back, as tqdm does.
    **options : dict
        model, language, brackets and semantics as for `load`, but that the language of each
        document is told from it where neither language nor a trained model is given; tracked
        as for `read`; taxonomy, for the table ``areas``: the scores of each of its areas;
        scores, False to leave out ``scores``, which take a tenth of the time; limit, the seconds
        that a document may take before it is a failure: 600 if not given, None for no limit. It
        does not hold on Windows, nor for the workers of Dask.

    Returns
    -------
    DataFrame
        The table ``documents``, one row each in the order given, then those kept from earlier
        runs and not given now. Columns: document, title, date, parties, language, model, words,
        sections, norms, status ("done" or "failed"), seconds, sha256, warnings, and what a
        manifest adds. Its ``attrs`` name those ``kept`` and those ``taken_out``, as does
        ``run.json``.

    Raises
    ------
    ServandaError
        If there is nothing to score, the model cannot be used, the folder holds something else
        or cannot be written, or a worker is killed. What was done by then is kept.
    """
    if form not in FORMATS:
        raise ValueError(
            f"The 'form' parameter of batch must be one of {FORMATS}. Got {form!r} instead."
        )
    options = _options(options, xlsx)
    inputs = find_inputs(paths, without=out)
    check_given(inputs)
    run = _run(options, form)
    folder = Folder(os.path.abspath(out), form, made(options))
    folder.begin(run, resume)
    held = folder.records()
    records = _kept(folder, held, inputs)
    earlier, taken_out = sorted_out(held, inputs)
    todo = [
        (each.document, os.path.abspath(each.path), options, folder.path, form, each.given)
        for each in inputs
        if each.document not in records
    ]
    records |= {each.document: held[each.document] for each in earlier}
    inputs += earlier
    folder.keep_only([each.document for each in inputs])
    done = results(score, todo, how_many(jobs, len(todo), scheduler), scheduler)
    shown = progress(done, total=len(todo)) if progress else done
    frame = _collected(shown, folder, inputs, records, xlsx)
    frame.attrs = {"kept": [each.document for each in earlier], "taken_out": taken_out}
    hashes = {each.document: records[each.document]["sha256"] for each in inputs}
    folder.finish({**run, "inputs": hashes, **frame.attrs})
    return frame


def _options(given, xlsx):
    """Give the options, a taxonomy tried at once and found from any folder."""
    options = Options(**given)
    if xlsx and not options.scores:
        raise ValueError(
            "The 'xlsx' parameter of batch asks for a workbook of scores, which 'scores' leaves "
            "out. Give one of them."
        )
    if options.limit is not None and options.limit <= 0:
        raise ValueError(
            "The 'limit' parameter of batch must be a number of seconds above 0, or None. "
            f"Got {options.limit!r} instead."
        )
    if options.taxonomy:
        taxonomy(options.taxonomy)
        if Path(options.taxonomy).is_file():
            options = replace(options, taxonomy=os.path.abspath(options.taxonomy))
    return options


def _collected(done, folder, inputs, records, xlsx):
    """Add what gets done to the records, and close the folder in any case."""
    try:
        for record in done:
            records[record["document"]] = record
    except BaseException:  # Ctrl-C, too: what is done shall be there to look at
        with contextlib.suppress(ServandaError):
            _close(folder, inputs, records, xlsx)
        raise
    return _close(folder, inputs, records, xlsx)


def _run(options, form):
    """Give what decides the results, as `run.json` states it."""
    versions = {name: metadata.version(name) for name in _PACKAGES}
    return {
        "servanda": servanda.__version__,
        "versions": {"python": platform.python_version(), **versions},
        "model": model_of(options.model, options.language),
        "options": described(options, form),
    }


def _kept(folder, held, inputs):
    """Give the records of the documents that are done and whose files are what they were."""
    kept = {}
    for each in inputs:
        record = held.get(each.document)
        if not record or record["status"] != "done":
            continue
        if record["sha256"] != fingerprint(Path(each.path)):
            continue
        if record["given"] != each.given:
            record = {**record, "given": each.given}
            folder.write_record(record)
        kept[each.document] = record
    return kept


def _close(folder, inputs, records, xlsx):
    """Write the tables that are one file, from what is done; give the documents."""
    frame, types = documents(inputs, records)
    failed = failures(inputs, records)
    folder.write_table("documents", frame, types)
    folder.write_table("failures", failed, FAILURES)
    folder.join_parts(frame["document"])
    if xlsx:
        from servanda.batch.workbook import workbook

        done = frame.loc[frame["status"] == "done", "document"]
        folder.write(WORKBOOK, workbook(frame, folder.parts_of("scores", done), failed))
    return frame
