"""The same work on many things at once: on two or more processes where that pays.

A forked child starts with everything loaded, which no pool that starts afresh can match; threads
are slower than one, because the work is pure Python. Where the system cannot fork, it is one.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import RawIOBase
from typing import Generic, Protocol, TypeVar

FROM = 60
MOST = 8
_BATCH = 16  # jobs that one process takes at a time
_ROUNDS = 8  # how often each takes some at least, so that none waits long for another
_MEANWHILE = 10  # added to the niceness of what is done aside
_ROOM = 1 << 20  # bytes that a process may say before anybody listens
_SIP = 1 << 16  # bytes that are heard at a time
_HEAD = 8  # bytes that say how long a message is
_WIDTH = 2  # bytes of a number in the queue: a pipe holds tens of thousands of them
J = TypeVar("J")
R = TypeVar("R")
A_co = TypeVar("A_co", covariant=True)


def each(
    work: Callable[[J], R], jobs: Sequence[J], *, meanwhile: Callable[[], object] | None = None
) -> list[R]:
    """What ``work`` makes of each job, in the order of the jobs.

    ``meanwhile`` is done here first, while the other processes have begun.

    The results travel between processes, so they must be values. A child that fails gives
    nothing, and what it took is done here: an exception then rises where it can be seen.
    """
    workers = _workers(len(jobs))
    if workers == 1:
        return [work(job) for job in jobs]
    size = max(1, min(_BATCH, len(jobs) // (workers * _ROUNDS)))
    batches = [jobs[start : start + size] for start in range(0, len(jobs), size)]
    queue = _Queue(len(batches))
    share = partial(_share, work, batches, queue)
    others = [_Worker(share) for _ in range(1, workers)]
    if meanwhile:
        meanwhile()
    done: dict[int, list[R]] = {}
    for number, made in share():
        done[number] = made
        for other in others:
            done |= other.told()
    for other in others:
        done |= other.rest()
    queue.close()
    missing = [number for number in range(len(batches)) if number not in done]
    done |= {number: [work(job) for job in batches[number]] for number in missing}
    return [made for number in range(len(batches)) for made in done[number]]


class Awaited(Protocol[A_co]):
    """Work that was begun: to call it is to wait for its result, which may be done once."""

    def __call__(self) -> A_co:
        """Its result."""

    def drop(self) -> None:
        """Nobody asks for its result any more. It must be work that leaves nothing behind."""

    def end(self) -> None:
        """Wait for what is done after the result is told; drop it if that was never asked for."""


def aside(
    work: Callable[[], R], size: int, after: Callable[[R], object] | None = None
) -> Awaited[R]:
    """Begin some work on so many things in another process, and give the way to its result.

    It gives way to all else, so that it fills the time in which only one process has work.
    The result must be a value. The work is done here, when its result is asked for, where it is
    too small to share, where the system cannot fork, and where the child failed. What is to be
    done ``after`` it, with the result, is done in the same place, and nobody need wait for that
    before its `end`.
    """
    if _workers(size) == 1:
        return _Later(work, after)
    return _Child(partial(_politely, work), work, after)


def begun(work: Callable[[], None], size: int) -> Callable[[], None]:
    """The same for work without a result, and the way to wait for its end.

    Nothing is held for it here: where the child failed, it is not done.
    """
    if _workers(size) == 1:
        work()
        return lambda: None
    return _Child(partial(_politely, work), lambda: None, None)


def _politely(work: Callable[[], R]) -> R:
    os.nice(_MEANWHILE)
    return work()


class _Queue:
    """Numbers that several processes take from one pipe, whoever is free takes the next."""

    def __init__(self, length: int) -> None:
        self._numbers, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(b"".join(number.to_bytes(_WIDTH) for number in range(length)))

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self._numbers, _WIDTH):
            yield int.from_bytes(number)

    def close(self) -> None:
        """Nothing is taken from it any more."""
        os.close(self._numbers)


def _share(
    work: Callable[[J], R], batches: Sequence[Sequence[J]], queue: _Queue
) -> Iterator[tuple[int, list[R]]]:
    for number in queue:
        yield number, [work(job) for job in batches[number]]


def _workers(jobs: int) -> int:
    if jobs < FROM or threading.active_count() > 1 or not hasattr(os, "fork"):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, MOST)


class _Worker(Generic[R]):
    """A forked process that takes batches, and tells what it made of each as soon as it is made.

    So nothing is gathered there first, and what it says is read while there is work here.
    """

    def __init__(self, share: Callable[[], Iterator[tuple[int, list[R]]]]) -> None:
        self._pipe, writing = os.pipe()
        self._heard = bytearray()
        _widen(writing)
        self._process = os.fork()
        if self._process:
            os.close(writing)
            os.set_blocking(self._pipe, False)
            return
        try:
            os.close(self._pipe)
            with os.fdopen(writing, "wb", buffering=0) as pipe:
                for told in share():
                    packed = pickle.dumps(told, protocol=pickle.HIGHEST_PROTOCOL)
                    _write(pipe, len(packed).to_bytes(_HEAD) + packed)
        finally:
            os._exit(0)

    def told(self) -> dict[int, list[R]]:
        """What it has said since it was asked last, by the number of the batch."""
        said: dict[int, list[R]] = {}
        with contextlib.suppress(BlockingIOError):
            while heard := os.read(self._pipe, _SIP):
                self._heard += heard
                said |= self._understood()
        return said

    def rest(self) -> dict[int, list[R]]:
        """All that it says until it ends; a batch that it did not tell whole is not among it."""
        os.set_blocking(self._pipe, True)
        said = self.told()
        os.close(self._pipe)
        os.waitpid(self._process, 0)
        return said

    def _understood(self) -> Iterator[tuple[int, list[R]]]:
        start = 0
        with memoryview(self._heard) as heard:
            while len(heard) - start >= _HEAD:
                end = start + _HEAD + int.from_bytes(heard[start : start + _HEAD])
                if end > len(heard):
                    break
                yield pickle.loads(heard[start + _HEAD : end])  # noqa: S301 - our own child
                start = end
        del self._heard[:start]


def _widen(pipe: int) -> None:
    """Let a pipe hold more, so that who writes need not wait for who reads; Linux alone can."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def _write(pipe: RawIOBase, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[pipe.write(left) or 0 :]


class _Later(Generic[R]):
    """Work that is done when its result is asked for."""

    def __init__(self, work: Callable[[], R], after: Callable[[R], object] | None) -> None:
        self._work = work
        self._after = after

    def __call__(self) -> R:
        made = self._work()
        if self._after:
            self._after(made)
        return made

    def drop(self) -> None:
        """It was not begun."""

    def end(self) -> None:
        """It was done when it was asked for."""


class _Child(Generic[R]):
    """A forked process that does one work and sends back its result."""

    def __init__(
        self,
        work: Callable[[], R],
        instead: Callable[[], R],
        after: Callable[[R], object] | None,
    ) -> None:
        self._instead = _Later(instead, after)
        self._goes_on = after is not None
        self._is_told = False
        self._pipe, writing = os.pipe()
        self._process = os.fork()
        if self._process:
            os.close(writing)
            return
        try:
            os.close(self._pipe)
            made = work()
            with os.fdopen(writing, "wb") as pipe:  # bit by bit, so that it is nowhere twice
                pickle.dump(made, pipe, protocol=pickle.HIGHEST_PROTOCOL)
            if after:
                after(made)
        finally:
            os._exit(0)

    def drop(self) -> None:
        """End it, wherever it is."""
        self._is_told, self._goes_on = True, False
        os.kill(self._process, signal.SIGKILL)
        os.close(self._pipe)
        os.waitpid(self._process, 0)

    def __call__(self) -> R:
        """The result; after a child that failed, the work is done here, so that it is seen."""
        self._is_told = True
        try:
            with os.fdopen(self._pipe, "rb") as pipe:
                made: R = pickle.load(pipe)  # noqa: S301 - our own child
        except (EOFError, pickle.UnpicklingError):
            os.waitpid(self._process, 0)
            self._goes_on = False
            return self._instead()
        if not self._goes_on:
            os.waitpid(self._process, 0)
        return made

    def end(self) -> None:
        """Wait for its end, once: it would wait for ever for somebody to hear its result."""
        if not self._is_told:
            self.drop()
        elif self._goes_on:
            os.waitpid(self._process, 0)
            self._goes_on = False
