"""Batches in several processes, in processes that are killed, and on a cluster."""

import multiprocessing
import os
import random
import signal
import sys
import time

import pandas as pd
import pytest

from servanda.batch import batch
from servanda.batch.workers import how_many, results
from servanda.errors import ServandaError

KILLS = 10
pytestmark = pytest.mark.filterwarnings("ignore:A worker stopped while some jobs were given")


def parts(out):
    """Give the bytes of every part of a table."""
    return {
        path.relative_to(out): path.read_bytes()
        for name in ("norms", "scores")
        for path in (out / name).iterdir()
    }


def documents(out):
    return pd.read_parquet(out / "documents.parquet").drop(columns="seconds")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Give a corpus, and what a run in one process gives for it."""
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(30):
        text = "\n\n".join(
            f"Article {article}\n\nEach Party shall publish its laws within {number} days."
            for article in range(1, 7)
        )
        (folder / f"draft-{number:02}.txt").write_text(text, "utf-8")
    out = tmp_path_factory.mktemp("alone")
    batch([folder], out, model="rules", jobs=1)
    return folder, out


def test_workers_two_processes_give_what_one_gives(alone, tmp_path):
    folder, expected = alone
    listed = batch([folder], tmp_path / "out", model="rules", jobs=2)
    assert list(listed["status"]) == ["done"] * 30
    assert parts(tmp_path / "out") == parts(expected)
    pd.testing.assert_frame_equal(documents(tmp_path / "out"), documents(expected))


def test_workers_one_that_is_killed_ends_the_batch_in_a_sentence():
    def work(name):
        if name == "bad":
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    tasks = [(name,) for name in ("a", "bad", "b")]
    with pytest.raises(ServandaError, match=r"A worker process was killed.*bad.*is kept"):
        list(results(work, tasks, jobs=2))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_workers_killed_ten_times_and_resumed_the_tables_are_those_of_one_run(alone, tmp_path):
    folder, expected = alone
    out, draw = tmp_path / "out", random.Random(6)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["servanda.batch"])
    options = {"model": "rules", "jobs": 1}
    wrong = []
    for _ in range(KILLS):
        before = _records(out)
        process = context.Process(target=batch, args=([folder], out), kwargs=options)
        process.start()
        while process.is_alive() and len(_records(out)) <= len(before) + draw.randrange(3):
            time.sleep(0.001)
        time.sleep(draw.uniform(0, 0.02))
        process.kill()
        process.join()
        if process.exitcode != -signal.SIGKILL:
            wrong.append(process.exitcode)
        assert before <= _records(out), "a kill lost what was done"
    assert not wrong, "a run ended before it was killed"
    listed = batch([folder], out, **options)
    assert len(listed) == 30
    assert parts(out) == parts(expected)
    pd.testing.assert_frame_equal(documents(out), documents(expected))
    assert not list(out.glob(".*.part"))


def _records(out):
    home = out / "records"
    return {path.name for path in home.iterdir()} if home.is_dir() else set()


@pytest.fixture(scope="module")
def scheduler():
    """Give the address of a cluster of two workers on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def test_workers_a_cluster_gives_what_one_process_gives(alone, tmp_path, scheduler):
    folder, expected = alone
    batch([folder], tmp_path / "out", model="rules", scheduler=scheduler)
    assert parts(tmp_path / "out") == parts(expected)
    pd.testing.assert_frame_equal(documents(tmp_path / "out"), documents(expected))


def test_workers_a_cluster_gets_over_the_death_of_a_worker(tmp_path, scheduler):
    died = tmp_path / "died"

    def work(number):
        if number == 3 and not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert sorted(results(work, [(n,) for n in range(8)], 1, scheduler)) == list(range(8))
    assert died.exists()


def test_workers_without_a_cluster():
    with pytest.raises(ServandaError, match="No Dask scheduler answers at"):
        list(results(print, [("a",)], 1, "tcp://127.0.0.1:9"))


def test_workers_are_as_many_as_pay():
    assert how_many(None, 5) == 1
    assert how_many(8, 3) == 3
    assert how_many(2, 100) == 2
    assert how_many(None, 10_000) >= 1
