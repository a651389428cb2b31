import signal
import threading
import time

import pandas as pd
import pytest

from servanda.batch import batch
from servanda.batch.limits import TooLong, limited

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no alarm")


def linger(seconds=10):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_limited_ends_what_takes_too_long_and_leaves_no_alarm():
    before = signal.getsignal(signal.SIGALRM)
    began = time.monotonic()
    with pytest.raises(TooLong), limited(0.05):
        linger()
    assert time.monotonic() - began < 5
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_limited_leaves_an_alarm_alone_that_is_in_use():
    signal.setitimer(signal.ITIMER_REAL, 60)
    try:
        with limited(0.01):
            linger(0.05)
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 50
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_limited_in_a_thread_is_without_a_bound():
    ended = []

    def work():
        with limited(0.01):
            linger(0.05)
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended


@pytest.mark.parametrize("jobs", [1, 2])
def test_batch_passes_over_a_document_that_takes_too_long(corpus, tmp_path, jobs):
    folder, out = corpus(2), tmp_path / "out"
    long = "Article 1\n\n" + "Each Party shall act. It may wait, and it should not. " * 60_000
    (folder / "draft-000.txt").write_text(long, "utf-8")
    listed = batch([folder], out, model="rules", jobs=jobs, limit=1.5)
    assert list(listed["status"]) == ["failed", "done", "done"]
    failed = pd.read_parquet(out / "failures.parquet")
    assert failed["stage"][0] in ("read", "annotate")
    assert failed["reason"][0].startswith("The document took longer than 1.5 seconds. ")
    (folder / "draft-000.txt").write_text("Each Party shall act.", "utf-8")
    listed = batch([folder], out, model="rules", jobs=1, limit=60)  # resumed under another limit
    assert list(listed["status"]) == ["done"] * 3


def test_batch_refuses_a_limit_that_is_none(corpus, tmp_path):
    with pytest.raises(ValueError, match="'limit' parameter of batch"):
        batch([corpus(1)], tmp_path / "out", limit=0)
