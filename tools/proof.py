"""`make proof`: run every test with its full counts, fuzz for ten minutes, tell what was seen.

A skipped test fails here. The report goes to `docs/proof/report.md`. Arguments go to pytest: with
any, the report names them, since it is then about a part.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "proof" / "report.md"
FUZZ_SECONDS = {"note": 200, "directives": 240, "page": 160}
_STATISTICS = "hypothesis"
_EXAMPLES = re.compile(r"during generate phase \(([\d.]+) seconds\).*?(\d+) passing", re.DOTALL)

Json = dict[str, object]


def run(junit: Path, arguments: list[str]) -> int:
    """Run the suite with full counts; its exit code."""
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    environment = {**os.environ, "WHYFOLIO_PROOF": "1"}
    done = subprocess.run([*command, f"--junitxml={junit}"], cwd=ROOT, env=environment, check=False)
    return done.returncode


def fuzz(folder: Path) -> list[Json]:
    """Fuzz each target, one after the other; what was seen of each."""
    seen = []
    for target, seconds in FUZZ_SECONDS.items():
        print(f"fuzzing {target} for {seconds} seconds", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.run", target, str(seconds), str(folder / target)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        seen.append(json.loads(done.stdout))
        for name in seen[-1]["findings"]:
            print(f"found: {folder / target / name}", flush=True)
    return seen


def _by_folder(cases: list[ET.Element]) -> Iterator[str]:
    ran: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for case in cases:
        folder = ".".join(case.get("classname", "").split(".")[:2]).replace(".", "/")
        ran[folder] += 1
        seconds[folder] += round(float(case.get("time", "0")) * 10)
        failed[folder] += any(child.tag in {"failure", "error", "skipped"} for child in case)
    yield from ("| tests | ran | failed | time, over both processes |", "|---|---:|---:|---:|")
    for name in sorted(ran):
        yield f"| `{name}` | {ran[name]:,} | {failed[name]} | {seconds[name] / 10:,.1f} s |"
    yield f"| all | {sum(ran.values()):,} | {sum(failed.values())} | |"


def _properties(cases: list[ET.Element]) -> Iterator[tuple[str, str, str]]:
    """What tests have counted: the test, the name of the count, and the count."""
    for case in cases:
        for one in case.iter("property"):
            yield case.get("name", ""), one.get("name", ""), one.get("value", "")


def _examples(cases: list[ET.Element]) -> Iterator[str]:
    """The property tests: how many examples each was held against, and how long one took."""
    rows = []
    for test, name, value in _properties(cases):
        found = _EXAMPLES.search(value) if name == _STATISTICS else None
        if found:
            seconds, examples = float(found[1]), int(found[2])
            each = 1000 * seconds / max(1, examples)
            rows.append((examples, f"| `{test}` | {examples:,} | {each:.1f} ms |"))
    if rows:
        yield from ("", "## Properties", "", "| test | examples | one takes |", "|---|---:|---:|")
        yield from (row for _, row in sorted(rows, key=lambda row: (-row[0], row[1])))
        yield f"| all | {sum(examples for examples, _ in rows):,} | |"


def _counts(cases: list[ET.Element]) -> Iterator[str]:
    rows = [
        f"| `{test}` | {name} | {value} |"
        for test, name, value in _properties(cases)
        if name != _STATISTICS
    ]
    if rows:
        yield from ("", "## Counted", "", "| test | what | how many |", "|---|---|---:|", *rows)


def _fuzzed(seen: list[Json]) -> Iterator[str]:
    if not seen:
        return
    yield from ("", "## Fuzzing", "", "Led by coverage, with the seeds of `tests/fuzz/seeds/` and")
    yield from ("the notes of the example portfolio to begin with, in one process.", "")
    yield "| target | inputs | seconds | edges | features | inputs that reach more | findings |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for each in seen:
        figures = ("inputs", "seconds", "edges", "features", "corpus")
        row = " | ".join(f"{each[figure]:,}" for figure in figures)
        yield f"| `{each['target']}` | {row} | {len(each['findings'])} |"


def report(junit: Path, seen: list[Json], minutes: float, arguments: list[str]) -> str:
    """What ran and what was seen, as Markdown."""
    cases = list(ET.parse(junit).iter("testcase"))  # noqa: S314 - written by pytest just now
    day = datetime.now(tz=UTC).date().isoformat()
    part = f" Only a part: `pytest {' '.join(arguments)}`." if arguments else ""
    return "\n".join(
        [
            "# Proof",
            "",
            f"Run on {day} with Python {platform.python_version()} on {platform.system()}, full",
            f"counts, {minutes:.0f} minutes in all; a skipped test counts as failed.{part}",
            "",
            *_by_folder(cases),
            *_counts(cases),
            *_examples(cases),
            *_fuzzed(seen),
            "",
        ]
    )


def main() -> int:
    """Run, fuzz, write; what failed or was found ends with an exit code that says so."""
    begun = time.monotonic()
    arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        code = run(junit, arguments)
        if not junit.is_file():
            return code
        seen = fuzz(ROOT / ".hypothesis" / "fuzz")
        text = report(junit, seen, (time.monotonic() - begun) / 60, arguments)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    print(f"written: {REPORT.relative_to(ROOT)}")
    return code or int(any(each["findings"] for each in seen))


if __name__ == "__main__":
    sys.exit(main())
