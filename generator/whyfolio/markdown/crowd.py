"""Many bodies at once: two or more processes where that pays, one where it does not.

A forked child starts with everything loaded, which no pool that starts afresh can match; threads
are slower than one, because Markdown is pure Python. Where the system cannot fork, it is one.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Mapping, Sequence

from whyfolio.markdown.converter import MarkdownTooDeep, Rendered, render

FROM_BODIES = 60
Job = tuple[str, str]


def render_all(jobs: Sequence[Job], raw_html: str) -> Mapping[Job, Rendered]:
    """Render bodies.

    Args:
        jobs: text and id prefix of each; the same job twice is done once.
        raw_html: as for `render`.

    Returns:
        The bodies that could be rendered; the rest raise again when they are asked for alone.
    """
    unique = list(dict.fromkeys(jobs))
    workers = _workers(len(unique))
    if workers < 2:  # noqa: PLR2004 - one is no crowd
        return _share(unique, raw_html)
    render("", prefix="p", raw_html=raw_html)  # load everything once, before the children part
    pipes = [_child(unique[number::workers], raw_html) for number in range(1, workers)]
    found = _share(unique[0::workers], raw_html)
    for reading, pid in pipes:
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        os.waitpid(pid, 0)
        if content:
            found.update(pickle.loads(content))  # noqa: S301 - written by our own child
    return found


def _workers(bodies: int) -> int:
    alone = threading.active_count() > 1 or not hasattr(os, "fork") or bodies < FROM_BODIES
    return 1 if alone else min(len(os.sched_getaffinity(0)) if _counts() else 1, 8)


def _counts() -> bool:
    return hasattr(os, "sched_getaffinity")


def _child(jobs: Sequence[Job], raw_html: str) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(_share(jobs, raw_html), protocol=pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)


def _share(jobs: Sequence[Job], raw_html: str) -> dict[Job, Rendered]:
    found: dict[Job, Rendered] = {}
    for text, prefix in jobs:
        try:
            found[text, prefix] = render(text, prefix=prefix, raw_html=raw_html)
        except MarkdownTooDeep:
            continue
    return found
