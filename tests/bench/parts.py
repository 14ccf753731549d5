"""The parts of a measurement. Each gives its figures as JSON would hold them."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tools.chromium import tab

from tests.bench import serving as servers
from tests.bench.corpus import write
from tests.bench.modes import MODES
from tests.bench.peers import Site, floor, sites
from tests.bench.taken import Taken, peak_memory, put_away, taken

Figures = dict[str, Any]
HERE = Path(__file__).resolve().parent
SIZE = 1000
SIZES = (10, 100, 1000, 10000)
_SLOW_EACH = 3  # rounds
_SAVES = 9


def builds(rounds: int) -> Figures:
    """Each mode of each generator, and of a floor: seconds by the clock, of work, and memory."""
    with _folder() as folder:
        made = [*sites(folder, SIZE), floor(folder / "floor", SIZE)]
        times = _interleaved(made, rounds)
        memory = {site.name: _memory(site) for site in made}
    return {"size": SIZE, "rounds": rounds, "times": times, "memory": memory}


def _interleaved(made: list[Site], rounds: int) -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[Taken]]] = defaultdict(lambda: defaultdict(list))
    for number in range(rounds):
        for mode, run in MODES.items():
            for site in made:
                if site.is_near or not site.is_slow or number % _SLOW_EACH == 0:
                    found[site.name][mode].append(run(site))
    return {
        name: {mode: _middle(times) for mode, times in by_mode.items()}
        for name, by_mode in found.items()
    }


def _memory(site: Site) -> float:
    put_away(site.root, *site.kept)
    return peak_memory(site.build, site.root, site.environment)


def serving(rounds: int) -> Figures:
    """Running servers: seconds to the first page, and from a save to bytes and to a browser."""
    found: Figures = {"size": SIZE, "servers": {}, "sizes": {}}
    with _folder() as folder, tab() as browser:
        for site in sites(folder / "all", SIZE):
            times = 1 if site.is_slow else max(1, rounds // 3)
            found["servers"][site.name] = _served(site, browser, times)
    for size in SIZES[1:]:
        with _folder() as folder:
            (site,) = sites(folder, size, alone=True)
            taken(site.build, site.root, site.environment)
            with servers.served(site) as server:
                found["sizes"][str(size)] = statistics.median(servers.to_bytes(server, _SAVES))
    return found


def _served(site: Site, browser: servers.Tab, times: int) -> dict[str, float]:
    taken(site.build, site.root, site.environment)
    starts = []
    for _ in range(times):
        with servers.served(site) as server:
            starts.append(server.start)
    with servers.served(site) as server:
        saves = 3 if site.is_slow else _SAVES
        found = {"start": statistics.median(starts)}
        with suppress(TimeoutError):  # a server that never shows an edit has no figure
            found["bytes"] = statistics.median(servers.to_bytes(server, saves))
        if not site.is_slow:
            found["browser"] = statistics.median(servers.to_browser(server, browser, saves))
        found["end"] = servers.to_the_end(server)
    return found


def own(rounds: int) -> Figures:
    """Whyfolio's other commands beside its cold build and an empty program."""
    with _folder() as folder:
        (site,) = sites(folder, SIZE, alone=True)
        runs = _own_runs(site)
        times: dict[str, list[Taken]] = defaultdict(list)
        for _ in range(rounds):
            for name, run in runs.items():
                times[name].append(run())
    return {"size": SIZE, "rounds": rounds, "times": {n: _middle(t) for n, t in times.items()}}


def _own_runs(site: Site) -> dict[str, Callable[[], Taken]]:
    root, python = site.root, sys.executable
    called = site.build[: site.build.index("build")]

    def anew(*command: str, away: tuple[str, ...] = site.kept) -> Callable[[], Taken]:
        def run() -> Taken:
            put_away(root, *away)
            return taken(command)

        return run

    unguarded = [python, str(HERE / "unguarded.py"), *called[1:], *site.build[len(called) :]]
    wanted = '\n[career]\nlevel = "senior"\nnext_level = "staff"\n'
    settings = root / "whyfolio.toml"
    write(settings, settings.read_text(encoding="utf-8") + wanted)
    return {
        "cold, no guard": anew(*unguarded),
        "cold": anew(*site.build),
        "check, after nothing": anew(*called, "check", away=(".whyfolio",)),
        "check again": lambda: taken([*called, "check"]),
        "check after a build": _after_a_build(site, called),
        "packet": lambda: taken([*called, "packet", "-o", "-"]),
        "log": lambda: taken([*called, "log", "Measured a thing."]),
        "--help": lambda: taken([*called[:1], "--help"]),
        "python -c pass": lambda: taken([python, "-c", "pass"]),
    }


def _after_a_build(site: Site, called: tuple[str, ...]) -> Callable[[], Taken]:
    def run() -> Taken:
        put_away(site.root, *site.kept)
        subprocess.run(site.build, check=True, capture_output=True)
        return taken([*called, "check"])

    return run


def curves(rounds: int) -> Figures:
    """How each mode grows with the number of entries."""
    found: Figures = {"sizes": {}, "memory": {}}
    for size in SIZES:
        with _folder() as folder:
            (site,) = sites(folder, size, alone=True)
            times = _interleaved([site], max(1, rounds // 3 if size == SIZES[-1] else rounds // 2))
            found["sizes"][str(size)] = times[site.name]
            found["memory"][str(size)] = _memory(site)
    return found


def _middle(times: list[Taken]) -> list[float]:
    clock = statistics.median(one.clock for one in times)
    return [clock, statistics.median(one.work for one in times)]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="whyfolio-bench-") as folder:
        yield Path(folder)
