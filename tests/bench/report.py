"""The figures as tables, for a terminal and for the documentation."""

from __future__ import annotations

import json
import math
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.goals import goals
from tests.bench.modes import MODES
from tests.bench.peers import CACHE, FLOOR

Figures = dict[str, Any]
_BEGIN = "<!-- What stands below is written by `make bench`. -->\n"
_END = "<!-- The end of what is written by `make bench`. -->\n"


def told(figures: Figures) -> str:
    """All tables for which there are figures."""
    return "\n\n".join(table for table in _tables(figures) if table)


def write(figures: Figures, page: Path) -> None:
    """Put the tables between the two marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    page.write_text(f"{before}{_BEGIN}\n{_machine()}\n\n{told(figures)}\n\n{_END}{after}")


def _tables(figures: Figures) -> Iterator[str]:
    yield _goals(figures)
    if "builds" in figures:
        yield _builds(figures["builds"])
    if "serving" in figures:
        yield _serving(figures["serving"])
    if "own" in figures:
        yield _own(figures["own"])
    if "curves" in figures:
        yield _curves(figures["curves"])


def _machine() -> str:
    """Processor, memory, versions; nothing that names the machine."""
    cores = len(_lines("/proc/cpuinfo", "processor"))
    model = (_lines("/proc/cpuinfo", "model name") or [platform.processor()])[0]
    memory = int((_lines("/proc/meminfo", "MemTotal") or ["0 kB"])[0].split()[0]) / 1024**2
    python = f"Python {platform.python_version()}{_shipped()}"
    versions = [python, f"whyfolio {version('whyfolio')}"]
    versions += [f"{name} {version(name)}" for name in ("markdown", "jinja2", "pygments")]
    return (
        f"Measured on {cores} cores ({model}), {memory:.0f} GiB: {', '.join(versions + _peers())}."
    )


def _shipped() -> str:
    """Whether the Python is the system's own: how it was compiled tells in every figure."""
    if not Path(sys.executable).resolve().is_relative_to("/usr/bin"):
        return ""
    try:
        return f" of {platform.freedesktop_os_release()['PRETTY_NAME']}"
    except OSError:
        return " of the system"


def _peers() -> list[str]:
    pins = (CACHE / "requirements.txt").read_text(encoding="utf-8") if CACHE.is_dir() else ""
    wanted = {"hugo": "Hugo", "pelican": "Pelican", "mkdocs": "MkDocs"}
    found = [line.split("==") for line in pins.splitlines() if "==" in line]
    named = [f"{wanted[name]} {number}" for name, number in found if name in wanted]
    package = CACHE / "node_modules/@11ty/eleventy/package.json"
    if package.exists():
        named.append(f"Eleventy {json.loads(package.read_text(encoding='utf-8'))['version']}")
    return named


def _lines(file: str, name: str) -> list[str]:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [line.partition(":")[2].strip() for line in lines if line.startswith(name)]


def _goals(figures: Figures) -> str:
    rows = [
        (
            one.what,
            f"{_ratio(one.goal)} × {one.beside}",
            f"{_ratio(one.ratio)} ×",
            f"{_ratio(one.floor)} ×" if one.floor else "",
            "met" if one.is_met else "**not met**",
        )
        for one in goals(figures)
    ]
    return _table(("what", "at most", "measured", FLOOR, ""), rows) if rows else ""


def _builds(found: Figures) -> str:
    hugo = found["times"].get("Hugo", {})
    rows = []
    for name, modes in found["times"].items():
        cells = [name]
        for mode in MODES:
            clock, work = modes[mode]
            beside = f", {_ratio(clock / hugo[mode][0])} ×" if hugo else ""
            cells.append(f"{clock:.2f} s ({work:.2f} s{beside})")
        rows.append((*cells, f"{found['memory'][name]:.0f} MiB"))
    title = (
        f"A build in a new process, {found['size']:,} entries: by the clock (work of the "
        f"processors, ratio to Hugo by the clock); the median of {found['rounds']} runs."
    )
    return f"{title}\n\n{_table(('', *MODES, 'memory, cold'), rows)}"


def _wait(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if math.isfinite(seconds) else "never"


def _serving(found: Figures) -> str:
    rows = [
        (
            name,
            f"{one['start']:.2f} s",
            _wait(one["bytes"]) if "bytes" in one else "never",
            _wait(one["browser"]) if "browser" in one else "",
            f"{one['end']:.2f} s",
        )
        for name, one in found["servers"].items()
    ]
    head = (
        "",
        "start to first page",
        "save to new bytes",
        "save to the browser",
        "Ctrl+C to the end",
    )
    by_size = [
        (f"{int(size):,} entries", f"{seconds * 1000:.0f} ms")
        for size, seconds in found["sizes"].items()
    ]
    return (
        f"A running server, {found['size']:,} entries, with a build behind it. The first save "
        'comes right after the first page; "never" means that a server overlooked it.\n\n'
        f"{_table(head, rows)}\n\n{_table(('whyfolio', 'save to new bytes'), by_size)}"
    )


def _own(found: Figures) -> str:
    cold, empty = found["times"]["cold"][0], found["times"]["python -c pass"][0]
    rows = [
        (name, f"{clock:.3f} s", f"{work:.3f} s", f"{clock / cold:.0%}", f"{clock / empty:.1f} ×")
        for name, (clock, work) in found["times"].items()
    ]
    head = ("", "clock", "work", "of a cold build", "of `python -c pass`")
    return f"Other commands, {found['size']:,} entries.\n\n{_table(head, rows)}"


def _curves(found: Figures) -> str:
    sizes = [int(size) for size in found["sizes"]]
    rows = []
    for mode in MODES:
        clocks = [found["sizes"][str(size)][mode][0] for size in sizes]
        rows.append((mode, *(f"{clock:.2f} s" for clock in clocks), _growth(clocks)))
    memory = [found["memory"][str(size)] for size in sizes]
    rows.append(("memory, cold", *(f"{one:.0f} MiB" for one in memory), _growth(memory)))
    head = ("", *(f"{size:,}" for size in sizes), "the last step, ten times the entries")
    return f"How it grows with the number of entries.\n\n{_table(head, rows)}"


def _growth(values: Sequence[float]) -> str:
    return f"{values[-1] / values[-2]:.1f} times"


def _ratio(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
