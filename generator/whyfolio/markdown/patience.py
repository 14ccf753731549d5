"""A limit to the time that the reading of one text may take.

Two ways, because neither reaches everywhere. A timer of the system interrupts the main thread,
and so each child that `crowd` forks, wherever it is, even within a regular expression. It works
in no other thread, as in the preview, and not on Windows: there a second thread watches, which
interrupts between two steps of the program. A process of its own, killed when it is late, would
reach everywhere too, and would cost every long note the start of a program.

What counts is the time that the processor worked, where the system tells it: a laptop that was
closed, or is busy with something else, refuses no note that it would take another day.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType, TracebackType

LONGEST = 3.0  # seconds; a thousand words take about a hundredth of one
_LOOK = 0.2


class TooLong(Exception):
    """The time was up."""


class _Expired(BaseException):
    """Raised where the work is; no ``except Exception`` on the way may swallow it."""


class limited:  # noqa: N801 - reads as what it does
    """Let the work inside take so long and no longer. It is begun for each text, so it is quick.

    Raises:
        TooLong: the time is up; whatever the work was changing is in an unknown state.
    """

    def __init__(self, seconds: float = LONGEST) -> None:
        self._seconds = seconds
        self._outer: tuple[float, float] = (0, 0)
        self._watch: AbstractContextManager[None] | None = None

    def __enter__(self) -> None:
        handling = _handling()
        if handling is None:
            self._watch = _watched(self._seconds)
            self._watch.__enter__()
            return
        if handling is not _expire:
            signal.signal(signal.SIGVTALRM, _expire)  # and it stays: without a timer nothing comes
        # Again and again: what rises while Python collects garbage is dropped.
        self._outer = signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds, _LOOK)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._watch is None:
                # Back as it was: one limit may lie in another.
                signal.setitimer(signal.ITIMER_VIRTUAL, *self._outer)
            else:
                self._watch.__exit__(kind, error, trace)
        except _Expired:
            raise TooLong from None
        if isinstance(error, _Expired):
            raise TooLong from None


def _handling() -> object | None:
    """What the timer's signal does now; none where there is no timer, or another uses it."""
    if threading.current_thread() is not threading.main_thread():
        return None
    free = getattr(signal, "SIGVTALRM", None)
    found = None if free is None else signal.getsignal(free)
    return found if found is _expire or found is signal.SIG_DFL else None


def _expire(_number: int, _frame: FrameType | None) -> None:
    raise _Expired


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    import ctypes  # noqa: F401 - here, as what is thrown must not meet a module half read

    ident = threading.get_ident()
    done, lock = threading.Event(), threading.Lock()
    clock = _clock(ident)
    first = clock() + seconds

    def watch() -> None:
        end = first
        while not done.wait(min(_LOOK, max(end - clock(), 0.001))):
            with lock:
                if clock() >= end and not done.is_set():
                    _throw(ident, _Expired)
                    end = clock() + _LOOK

    watcher = threading.Thread(target=watch, name="patience", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
            _throw(ident, None)  # one that was thrown and has not landed must land nowhere else
        watcher.join()


def _clock(ident: int) -> Callable[[], float]:
    """The time that a thread has worked; without such a clock, time as it passes."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    number = time.pthread_getcpuclockid(ident)
    return lambda: time.clock_gettime(number)


def _throw(ident: int, what: type[BaseException] | None) -> None:
    import ctypes

    thrown = None if what is None else ctypes.py_object(what)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), thrown)
