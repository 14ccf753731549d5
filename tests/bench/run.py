"""`make bench`: what a build and a preview cost, as ratios to others measured in the same run.

    python tests/bench/run.py [PART …] [--rounds N] [--write]

Parts: builds (beside other generators, 1,000 entries), serving (the same, running servers), own
(what else the commands cost, and the bounds on it), curves (10 to 10,000 entries). Runs are
interleaved, and medians are printed, because machines are never quiet. Figures are kept in
`.cache/bench.json`; with --write, those of all parts are written into `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.bench import parts, report  # noqa: E402 - after the path is set

KEPT = ROOT / ".cache" / "bench.json"
PARTS: Mapping[str, Callable[[int], parts.Figures]] = {
    "builds": parts.builds,
    "serving": parts.serving,
    "own": parts.own,
    "curves": parts.curves,
}


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    figures = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for part in options.parts or PARTS:
        figures[part] = PARTS[part](options.rounds)
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(figures, indent=1), encoding="utf-8")
        print(report.told({part: figures[part]}), flush=True)
    if options.write:
        report.write(figures, ROOT / "docs" / "performance.md")


if __name__ == "__main__":
    main()
