"""Ctrl-C and requests to end: a run stops by an exception, so that it can clean up and say what was not written."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that stop a run; Windows has no SIGHUP."""


class Stopped(BaseException):
    """A signal asks the run to end. Not an `Exception`, so that nothing on the way takes it for an error."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def stop_on_signals() -> None:
    """From now on raise `Stopped` when a signal arrives, also for those that waited since `wait_with_signals`."""
    for number in STOPPING:
        signal.signal(number, _stop)
    _set_mask(blocked=False)


def ignore_signals() -> None:
    """From now on let no signal interrupt what is left to do."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let signals wait until the end of a block, so that they come before or after it as a whole."""
    _set_mask(blocked=True)
    try:
        yield
    finally:
        _set_mask(blocked=False)


def _stop(number: int, _frame: FrameType | None) -> None:
    """Raise `Stopped`; further signals must not interrupt the cleaning up."""
    ignore_signals()
    raise Stopped(number)


def _set_mask(*, blocked: bool) -> None:
    """Let the signals wait, or deliver them; Windows cannot let them wait."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK if blocked else signal.SIG_UNBLOCK, STOPPING)
