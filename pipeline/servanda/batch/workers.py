"""Hands documents to workers: this process, processes of this machine, or a Dask cluster."""

import contextlib
from concurrent.futures.process import BrokenProcessPool

import joblib

from servanda.errors import ServandaError

_EACH = 10  # documents that make the start of another process worth while
_AHEAD = 2  # documents that wait for a worker, at least


def how_many(jobs, tasks, scheduler=None):
    """Give the number of worker processes: what was asked for, else one for ten documents."""
    if scheduler or jobs is None:
        return max(1, min(joblib.cpu_count(), tasks // _EACH))
    return max(1, min(jobs, tasks))


def results(work, tasks, jobs, scheduler=None):
    """Yield what `work` gives for the arguments of each task, in the order it gets done.

    Parameters
    ----------
    work : callable
    tasks : list of tuple
        Arguments; the first names the task.
    jobs : int
        1 works in this process.
    scheduler : str, default=None
        Address of a Dask scheduler, which is used instead.

    Raises
    ------
    ServandaError
        If a worker is killed from outside, or there is no such cluster.
    """
    if jobs == 1 and not scheduler:
        yield from (work(*task) for task in tasks)
        return
    left = {task[0]: None for task in tasks}
    with _cluster(scheduler) if scheduler else contextlib.nullcontext():
        parallel = joblib.Parallel(
            n_jobs=-1 if scheduler else jobs,
            return_as="generator_unordered",
            batch_size=1,
            pre_dispatch="all" if scheduler else jobs + _AHEAD,
            max_nbytes=None,
        )
        try:
            for done in parallel(joblib.delayed(_named)(work, task) for task in tasks):
                left.pop(done[0])
                yield done[1]
        except Exception as error:
            if not _is_killing(error):
                raise
            waiting = [] if scheduler else list(left)[: jobs + _AHEAD]
            raise ServandaError(_killed(waiting)) from error


def _named(work, task):
    return task[0], work(*task)


@contextlib.contextmanager
def _cluster(scheduler):
    """Make joblib work on a Dask cluster."""
    try:
        from distributed import Client
    except ImportError:
        raise ServandaError(
            "A scheduler needs the package distributed: pip install 'servanda[cluster]'."
        ) from None
    try:
        client = Client(scheduler, timeout="5s")
    except (OSError, ValueError) as error:
        raise ServandaError(
            f"No Dask scheduler answers at '{scheduler}'. Start one, or check its address."
        ) from error
    with client, joblib.parallel_config(backend="dask"):
        yield


def _is_killing(error):
    """Say whether an error tells that a worker process ended without an answer."""
    return isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker"


def _killed(names):
    at = f" at one of these documents: {', '.join(names)}" if names else ""
    return (
        f"A worker process was killed, most often because memory ran out{at}. What was done is "
        "kept: give the same command again, with fewer --jobs or without the document that is "
        "to blame."
    )
