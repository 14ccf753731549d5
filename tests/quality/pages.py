"""Which pages a slow check looks at: in the proof all, else the longest of each kind."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import PROOF
from tools import demo

CHECKERS = Path(__file__).parents[2] / ".cache" / "checkers"
# Every kind of page with a chart is among them, and every page of the coach.
SAMPLE = (
    "public/index.html",
    "public/stories/*/index.html",
    "public/decisions/*/index.html",
    "public/resume/index.html",
    "public/timeline/index.html",
    "review/packets/*/index.html",
    "private/competencies/*/index.html",
    "private/brag/*/index.html",
    "private/coach/index.html",
    "private/coach/strategy/index.html",
    "private/coach/loop/index.html",
    "private/coach/big-picture/index.html",
)


def variant(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the example portfolio with other settings."""
    shutil.copytree(demo.ROOT / "content", folder / "content")
    settings = (demo.ROOT / "whyfolio.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in settings
        settings = settings.replace(old, new, 1)
    (folder / "whyfolio.toml").write_text(settings, encoding="utf-8")
    return folder


def every(site: Path) -> list[str]:
    """The paths of all pages in a folder."""
    return sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))


def moved(site: Path) -> list[str]:
    """The paths of the pages that only lead on to where an entry stands now."""
    leads_on = 'http-equiv="refresh"'
    return [path for path in every(site) if leads_on in (site / path).read_text(encoding="utf-8")]


def longest(sites: Path, pattern: str) -> str:
    """The longest of the pages with such a path: it shows what a layout can bear."""
    found = max(sites.glob(pattern), key=lambda page: page.stat().st_size)
    return found.relative_to(sites).as_posix()


def checked(sites: Path) -> list[str]:
    """The paths of the pages to be checked, `public/…`, `review/…`, `private/…`.

    A page that leads on is none of them: in a browser it is gone before it was seen.
    """
    if PROOF:
        gone = set(moved(sites))
        return [path for path in every(sites) if path not in gone]
    return [longest(sites, pattern) for pattern in SAMPLE]


def checker(path: str) -> Path:
    """A file of a checker."""
    found = CHECKERS / path
    assert found.exists(), "the checkers of the pages are missing: `make setup` gets them"
    return found
