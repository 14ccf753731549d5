"""What the figures must be: ratios within one run, met up to a tenth above the goal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.peers import FLOOR

Figures = dict[str, Any]
LEEWAY = 1.1


@dataclass(frozen=True, slots=True)
class Met:
    """A goal, and what was measured; ``goal`` and ``ratio`` are of the same thing.

    ``floor`` is what the least that can be built takes of it; 0 where there is none. ``leeway`` is
    what any machine needs; whoever is to be passed is passed or not.
    """

    what: str
    beside: str
    goal: float
    ratio: float
    floor: float = 0
    leeway: float = LEEWAY

    @property
    def is_met(self) -> bool:
        """Whether it is, with the leeway that it has."""
        return self.ratio <= self.goal * self.leeway


def goals(figures: Figures) -> Iterator[Met]:
    """All goals for which there are figures."""
    for part, told in _PARTS.items():
        if part in figures:
            yield from told(figures[part])


def _builds(found: Figures) -> Iterator[Met]:
    times, memory = found["times"], found["memory"]
    ours, least = times["whyfolio"], times[FLOOR]
    if "Hugo" in times:
        for mode, goal in _BESIDE_HUGO.items():
            hugo = times["Hugo"][mode][0]
            ratio, floor = ours[mode][0] / hugo, least[mode][0] / hugo
            yield Met(f"build, {mode}", "Hugo", goal, ratio, floor)
        yield Met("memory, cold", "Hugo", 0.5, memory["whyfolio"] / memory["Hugo"])
    for peer in sorted(times.keys() - {"whyfolio", "Hugo", FLOOR}):
        cold = times[peer]["cold"][0]
        ratio, floor = ours["cold"][0] / cold, least["cold"][0] / cold
        yield Met("build, cold", peer, 1.0, ratio, floor, leeway=1)


_BESIDE_HUGO = {"no change": 0.1, "one body": 0.2, "one template": 0.5, "cold": 1.0}


def _serving(found: Figures) -> Iterator[Met]:
    ours, hugo = found["servers"]["whyfolio"], found["servers"].get("Hugo")
    if hugo:
        yield Met("from a save to new bytes", "Hugo", 0.1, ours["bytes"] / hugo["bytes"])
        yield Met("from start to the first page", "Hugo", 0.5, ours["start"] / hugo["start"])
    yield Met("from a save to the browser", "150 ms", 1.0, ours["browser"] / 0.15)
    yield Met("from Ctrl+C to the end", "1 s", 1.0, ours["end"])
    sizes = found["sizes"]
    yield Met("a save at 10,000 entries", "100 entries", 5.0, sizes["10000"] / sizes["100"])


def _own(found: Figures) -> Iterator[Met]:
    times = {name: clock for name, (clock, _) in found["times"].items()}
    guard = 1 - times["cold, no guard"] / times["cold"]
    yield Met("the guard", "a cold build", 0.15, guard)
    yield Met(
        "check, after nothing", "a cold build", 1 / 3, times["check, after nothing"] / times["cold"]
    )
    yield Met("check again", "a cold build", 0.1, times["check again"] / times["cold"])
    for name in ("--help", "log"):
        yield Met(name, "python -c pass", 5.0, times[name] / times["python -c pass"])


_PARTS: dict[str, Callable[[Figures], Iterator[Met]]] = {
    "builds": _builds,
    "serving": _serving,
    "own": _own,
}
