"""The same work on many things at once: on two or more processes where that pays.

A forked child starts with everything loaded, which no pool that starts afresh can match; threads
are slower than one, because the work is pure Python. Where the system cannot fork, it is one.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

FROM = 60
MOST = 8
J = TypeVar("J")
R = TypeVar("R")


def each(work: Callable[[J], R], jobs: Sequence[J]) -> list[R]:
    """What ``work`` makes of each job, in the order of the jobs.

    The results travel between processes, so they must be values. A child that fails gives
    nothing, and its share is done here: an exception then rises where it can be seen.
    """
    workers = _workers(len(jobs))
    if workers == 1:
        return [work(job) for job in jobs]
    pipes = [_child(work, jobs[number::workers]) for number in range(1, workers)]
    shares = [[work(job) for job in jobs[0::workers]]]
    for number, (reading, pid) in enumerate(pipes, start=1):
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        os.waitpid(pid, 0)
        share: list[R] = pickle.loads(content) if content else []  # noqa: S301 - our own child
        shares.append(share or [work(job) for job in jobs[number::workers]])
    return [shares[place % workers][place // workers] for place in range(len(jobs))]


def _workers(jobs: int) -> int:
    if jobs < FROM or threading.active_count() > 1 or not hasattr(os, "fork"):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, MOST)


def _child(work: Callable[[J], R], jobs: Sequence[J]) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    try:
        os.close(reading)
        made = pickle.dumps([work(job) for job in jobs], protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(made)
    finally:
        os._exit(0)
