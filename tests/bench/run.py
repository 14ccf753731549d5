"""`make bench`: what a build costs, as ratios to the floor measured in the same run.

    python tests/bench/run.py [SIZE …] [--rounds N]

Runs are interleaved, and medians are printed, because machines are never quiet.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.bench.corpus import write_corpus  # noqa: E402 - after the path is set

BUILD = [sys.executable, "-m", "whyfolio.cli.main"]
TODAY = ("--today", "2026-11-21")


def _run(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _build(root: Path) -> list[str]:
    return [*BUILD, "-C", str(root), *TODAY, "build", "--audience", "public"]


def _put_away(root: Path, *names: str) -> None:
    """Take folders out of the way without deleting them.

    A disk that has just freed a thousand inodes looks for new ones many times longer (ext4), and
    that would be measured.
    """
    for name in names:
        if (root / name).exists():
            away = Path(tempfile.mkdtemp(dir=root.parent, prefix=f"{root.name}-away-"))
            (root / name).rename(away / "left")


def _cold(root: Path) -> float:
    _put_away(root, "site", ".whyfolio")
    return _run(_build(root))


def _unguarded(root: Path) -> float:
    _put_away(root, "site", ".whyfolio")
    command = [sys.executable, str(HERE / "unguarded.py"), *_build(root)[len(BUILD) :]]
    return _run(command)


def _check(root: Path) -> float:
    """For the first time: nothing is remembered, of a build neither."""
    _put_away(root, ".whyfolio")
    return _check_again(root)


def _check_again(root: Path) -> float:
    """With a level that is wanted, so that all areas of the coach have something to read."""
    settings = root / "whyfolio.toml"
    usual = settings.read_text(encoding="utf-8")
    settings.write_text(f'{usual}\n[career]\nnext_level = "staff"\n', encoding="utf-8")
    try:
        return _run([*BUILD, "-C", str(root), *TODAY, "check"])
    finally:
        settings.write_text(usual, encoding="utf-8")


def _edited(root: Path) -> float:
    note = root / "content/stories/note-00000.md"
    note.write_text(note.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    return _run(_build(root))


def _floor(root: Path) -> float:
    _put_away(root, ".floor")
    return _run([sys.executable, str(HERE / "floor.py"), str(root), str(root / ".floor")])


def measure(size: int, rounds: int) -> dict[str, float]:
    """Median seconds of each kind of run over a corpus of this size."""
    kinds: dict[str, Callable[[Path], float]] = {
        "floor": _floor,
        "cold, no guard": _unguarded,
        "cold": _cold,
        "no change": lambda root: _run(_build(root)),
        "one edit": _edited,
        "check": _check,
        "check again": _check_again,
        "--help": lambda _root: _run([*BUILD, "--help"]),
        "python -c pass": lambda _root: _run([sys.executable, "-c", "pass"]),
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "bench"
        root.mkdir()
        write_corpus(root, size)
        for _ in range(rounds):
            for kind, run in kinds.items():
                times[kind].append(run(root))
    return {kind: statistics.median(found) for kind, found in times.items()}


def main() -> None:
    """Print a table a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10, 100, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for size in options.sizes:
        found = measure(size, options.rounds)
        print(f"{size} entries, median of {options.rounds}")
        for kind, seconds in found.items():
            ratio = seconds / found["floor"]
            print(f"  {kind:16} {seconds:8.3f} s   {ratio:6.2f} x floor")
        for kind in ("check", "check again"):
            print(f"  {kind} is {found[kind] / found['cold']:.0%} of a cold build")
        print(f"  the guard is {1 - found['cold, no guard'] / found['cold']:.0%} of a cold build")


if __name__ == "__main__":
    main()
