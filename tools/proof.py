"""`make proof`: run every test with its full counts and write down what was seen.

A skipped test fails here. The report goes to `docs/proof/report.md`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "proof" / "report.md"


def run(junit: Path, arguments: list[str]) -> int:
    """Run the suite with full counts; its exit code."""
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    environment = {**os.environ, "WHYFOLIO_PROOF": "1"}
    done = subprocess.run([*command, f"--junitxml={junit}"], cwd=ROOT, env=environment, check=False)
    return done.returncode


def report(junit: Path) -> str:
    """What ran, folder by folder, as Markdown."""
    ran: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for case in ET.parse(junit).iter("testcase"):  # noqa: S314 - written by pytest just now
        folder = ".".join(case.get("classname", "").split(".")[:2]).replace(".", "/")
        ran[folder] += 1
        seconds[folder] += round(float(case.get("time", "0")) * 10)
        failed[folder] += any(child.tag in {"failure", "error", "skipped"} for child in case)
    rows = [
        f"| `{name}` | {ran[name]} | {failed[name]} | {seconds[name] / 10:.1f} s |"
        for name in sorted(ran)
    ]
    day = datetime.now(tz=UTC).date().isoformat()
    return "\n".join(
        [
            "# Proof",
            "",
            f"Run on {day} with Python {platform.python_version()} on {platform.system()}, full",
            "counts; a skipped test counts as failed.",
            "",
            "| tests | ran | failed | time, over both processes |",
            "|---|---:|---:|---:|",
            *rows,
            f"| all | {sum(ran.values())} | {sum(failed.values())} | |",
            "",
        ]
    )


def main() -> int:
    """Run, write, and end as pytest ended."""
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        code = run(junit, sys.argv[1:])
        if junit.is_file():
            REPORT.parent.mkdir(parents=True, exist_ok=True)
            REPORT.write_text(report(junit), encoding="utf-8")
            print(f"written: {REPORT.relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
