"""A bound on the time that a document may take."""

import contextlib
import signal
import threading


class TooLong(BaseException):
    """The time is up; no error, so that nothing on the way takes it for one of its own."""


@contextlib.contextmanager
def limited(seconds):
    """Raise `TooLong` in what takes longer than some seconds of the clock; None sets no bound.

    A signal does it, which Python has in main threads only: other threads (the workers of Dask)
    and Windows have no bound, nor has a process that uses the alarm for itself.
    """
    if not seconds or not _has_alarm():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds + 1)  # again, if a finalizer ate it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)


def _ring(*_):
    raise TooLong


def _has_alarm():
    """Say whether an alarm can be set here, and is not in use."""
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and not signal.getitimer(signal.ITIMER_REAL)[0]
    )
