"""What a process takes: of the clock, of the processors and of the memory."""

from __future__ import annotations

import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_EACH = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, and of the processors' work, that of its children included."""

    clock: float
    work: float


def taken(
    command: Sequence[str], folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Taken:
    """What a command takes; it must end well."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environ, check=False, capture_output=True, text=True
    )
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    work = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Taken(clock, work)


def peak_memory(command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> float:
    """MiB that a command and its children take together at most; what they share counts once.

    Looked at fifty times a second (Linux), so that it is a little less than the truth.
    """
    with tempfile.TemporaryFile() as silent:
        running = subprocess.Popen(
            command, cwd=folder, env=dict(environ), stdout=silent, stderr=silent
        )
        most = 0.0
        while running.poll() is None:
            most = max(most, sum(map(_share, _family(running.pid))))
            time.sleep(_LOOK_EACH)
    return most


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children = (thread / "children").read_text(encoding="ascii")
            for child in children.split():
                yield from _family(int(child))
    except OSError:
        return


def _share(pid: int) -> float:
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in said.splitlines() if line[:4] == "Pss:") / 1024


def put_away(root: Path, *names: str) -> None:
    """Take folders out of the way without deleting them.

    A disk that has just freed a thousand inodes looks for new ones many times longer (ext4), and
    that would be measured.
    """
    for name in names:
        if (root / name).exists():
            away = Path(tempfile.mkdtemp(dir=root.parent, prefix=f"{root.name}-away-"))
            (root / name).rename(away / "left")
