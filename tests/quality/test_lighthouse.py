"""Lighthouse, as on a slow telephone: full marks on the first page, a story and the résumé.

Each page is looked at three times, and the middle one counts: how quick a page is depends on what
else the machine does. The proof runs this by itself, after all other tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from tests.quality.pages import longest
from tools import chromium, demo

pytestmark = [pytest.mark.proof, pytest.mark.browser]

LIGHTHOUSE = (
    demo.ROOT / ".cache" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
)
PAGES = ("public/index.html", "public/stories/*/index.html", "public/resume/index.html")
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-extensions"
# What a host sends with every answer.
HEADERS = {"Cache-Control": "public, max-age=31536000"}

Marks = dict[str, int]


def node() -> str:
    """The program that runs Lighthouse; a Python package brings one where the system has none."""
    found = shutil.which("node") or shutil.which(str(demo.ROOT / ".venv" / "bin" / "node"))
    assert found is not None, "there is no node: `make proof` gets one"
    assert LIGHTHOUSE.exists(), "there is no Lighthouse: `make proof` gets it"
    return found


def looked_at(url: str) -> tuple[Marks, list[str]]:
    """The marks of a page, and what cost any."""
    browser = chromium.found()
    assert browser is not None, "there is no Chromium"
    categories = ",".join(LEAST)
    done = subprocess.run(
        [
            *(node(), str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"),
            f"--only-categories={categories}",
        ],
        env={**os.environ, "CHROME_PATH": browser},
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    marks = {name: round(100 * one["score"]) for name, one in report["categories"].items()}
    counted = {
        ref["id"]
        for one in report["categories"].values()
        for ref in one["auditRefs"]
        if ref["weight"]
    }
    faults = [
        f"{one['id']}: {one['title']} {one.get('displayValue', '')}".rstrip()
        for one in report["audits"].values()
        if one["id"] in counted and one["score"] is not None and one["score"] < 1
    ]
    return marks, faults


@pytest.mark.parametrize("pattern", PAGES)
def test_lighthouse_gives_full_marks(
    pattern: str, sites: Path, record_property: Callable[[str, object], None]
) -> None:
    page = longest(sites, pattern).removeprefix("public/")
    with demo.served(sites / "public", headers=HEADERS, packed=True) as origin:
        seen = [looked_at(f"{origin}/{page}") for _ in range(RUNS)]
    for name, least in LEAST.items():
        mark = round(median(marks[name] for marks, _ in seen))
        record_property(f"{page.removesuffix('index.html') or '/'}, {name}", mark)
        costly = sorted({fault for _, faults in seen for fault in faults})
        assert mark >= least, f"{name}: {[marks[name] for marks, _ in seen]}\n" + "\n".join(costly)


def test_lighthouse_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><p>No title, no language, no robots.txt.")
    with demo.served(tmp_path) as origin:
        marks, faults = looked_at(f"{origin}/index.html")
    assert marks["accessibility"] < LEAST["accessibility"]
    assert marks["seo"] < LEAST["seo"]
    assert any(fault.startswith("document-title") for fault in faults)
