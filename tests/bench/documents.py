"""What a document costs: the packet of the example, beside others who print the same pages.

    python tests/bench/documents.py [--rounds N]

Each run is a process of its own, so that starting is in every figure. The first column is what it
takes of a processor, its children's work included; it is the fairer one where others work on the
same machine, and the bound is on it. WeasyPrint alone gets the
finished HTML that the PDF is made from; Chromium prints the file that is handed over; Typst sets
the same words, converted by pandoc, in a plain layout.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tools"))

from chromium import found as found_chromium  # noqa: E402 - after the path is set

from tests.bench.taken import Taken, taken  # noqa: E402 - after the path is set
from tests.handed import demo  # noqa: E402 - after the path is set

MOST = 1.5  # how much longer a PDF may take than WeasyPrint alone on the finished HTML
WEASYPRINT = (
    "import sys, weasyprint;"
    "weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
)
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


def packet(form: str, folder: Path) -> list[str]:
    """The command that hands the example's packet over."""
    target = str(folder / f"packet.{form}")
    named = ["--today", "2026-11-21", "packet", "--format", form, "-o", target]
    return [sys.executable, "-m", "whyfolio", "-C", str(ROOT), *named]


def runs(folder: Path) -> Mapping[str, list[str]]:
    """What is measured, by its name."""
    finished = folder / "finished.html"
    finished.write_text(_finished(), encoding="utf-8")
    out = str(folder / "out.pdf")
    found = {
        "packet --format html": packet("html", folder),
        "packet --format pdf": packet("pdf", folder),
        "WeasyPrint alone": [sys.executable, "-c", WEASYPRINT, str(finished), out],
    }
    browser = found_chromium()
    if browser:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}"]
        found["Chromium prints"] = [browser, *flags, str(folder / "packet.html")]
    if importlib.util.find_spec("typst"):
        source = folder / "packet.typ"
        _as_typst(source)
        found["Typst sets"] = [sys.executable, "-c", TYPST, str(source), out]
    return found


def _finished() -> str:
    from whyfolio.exporters.html import page
    from whyfolio.exporters.pdf import styles

    return page(demo(), styles(demo()))


def _as_typst(target: Path) -> None:
    import pypandoc

    from whyfolio.exporters.md import export

    command = [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", "typst", "-s", "-o", str(target)]
    subprocess.run(command, input=export(demo()), check=True, capture_output=True)


def measure(rounds: int, of: Callable[[list[str]], Taken] = taken) -> dict[str, Taken]:
    """Median seconds of each run, the runs interleaved."""
    times: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = runs(folder)
        for _ in range(rounds):
            for kind, command in wanted.items():
                times.setdefault(kind, []).append(of(command))
    return {
        kind: Taken(
            statistics.median(each.work for each in found),
            statistics.median(each.clock for each in found),
        )
        for kind, found in times.items()
    }


def main() -> None:
    """Print a table, and whether the PDF is within its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = measure(options.rounds)
    alone = found["WeasyPrint alone"]
    print(f"the example's packet, median of {options.rounds}")
    print(f"  {'':22} {'work':>8}   {'':>6}   {'clock':>8}")
    for kind, each in found.items():
        times = f"{each.work:8.3f} s {each.work / alone.work:6.2f} x {each.clock:8.3f} s"
        print(f"  {kind:22} {times} {each.clock / alone.clock:6.2f} x")
    pdf = found["packet --format pdf"]
    work, clock = pdf.work / alone.work, pdf.clock / alone.clock
    print(f"  the PDF takes {work:.2f} x the work of WeasyPrint alone, {clock:.2f} x its time;")
    print(f"  it may take {MOST}")


if __name__ == "__main__":
    main()
