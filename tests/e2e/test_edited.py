"""A build after the text of a note was edited, as somebody runs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folio import Folio

STORY = "title: {0}\ndate: 2026-09\naudience: public\nwhat: I mended it.\nwhy: Orders were lost.\n"
WARNED = "title: Mends\ndate: 2026-10\naudience: public\nwhy: Because\nshows: mending - it held"
SECONDS = re.compile(r"Built in [0-9.]+ s\.")
# What reads notes is not loaded by a build that reads none.
CODE = """\
import sys
from whyfolio.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    print("notes were read:", "whyfolio.content.loader" in sys.modules)
    sys.exit(done.code)
"""
NONE_READ = "notes were read: False"


def build(folio: Folio, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CODE, "-C", str(folio.root), "--today", "2026-11-21", "build"]
    env = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run([*command, *words], capture_output=True, text=True, env=env, check=False)


def said(done: subprocess.CompletedProcess[str], folio: Folio) -> str:
    """All that was said, but for what differs from place to place and from hour to hour."""
    told = done.stdout + done.stderr
    return SECONDS.sub("Built.", told.replace(str(folio.root), "HERE"))


def files(folio: Folio) -> dict[str, bytes]:
    found = sorted(path for path in (folio.root / "site").rglob("*") if path.is_file())
    return {path.relative_to(folio.root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    """A project with a warning, built once."""
    folio = Folio.at(tmp_path / "one")
    for name in ("queue", "ledger", "alerts"):
        folio.entry(f"stories/{name}", STORY.format(name.title()), "It began with a list.\n")
    folio.entry("stories/mends", WARNED)
    assert build(folio).returncode == 0
    return folio


def test_no_note_is_read_and_the_site_is_what_a_first_build_makes(folio: Folio) -> None:
    folio.entry("stories/ledger", STORY.format("Ledger"), "It began with two lists.\n")
    done = build(folio)
    fresh = Folio(folio.root.with_name("fresh"))
    shutil.copytree(folio.root, fresh.root, ignore=shutil.ignore_patterns("site", ".whyfolio"))
    first = build(fresh)

    assert (done.returncode, first.returncode) == (0, 0)
    assert NONE_READ in done.stdout
    assert NONE_READ not in first.stdout
    assert files(folio) == files(fresh)
    assert done.stderr == first.stderr
    assert "warning[W305]" in done.stderr


def test_it_says_what_changed_and_the_next_build_has_nothing_to_do(folio: Folio) -> None:
    folio.entry("stories/ledger", STORY.format("Ledger"), "It began with two lists.\n")
    done, again = build(folio), build(folio)

    assert "3 changed" in done.stdout  # the page and two feeds
    assert "nothing changed" in again.stdout
    assert done.stderr == again.stderr


def test_a_strict_build_is_stopped_by_a_warning_as_ever(folio: Folio) -> None:
    before = files(folio)
    folio.entry("stories/ledger", STORY.format("Ledger"), "It began with two lists.\n")
    done = build(folio, "--strict")

    assert done.returncode == 1
    assert "Nothing was written." in done.stderr
    assert files(folio) == before


def test_a_page_edited_by_hand_stops_it_as_ever(folio: Folio) -> None:
    page = folio.root / "site/public/stories/alerts/index.html"
    page.write_text("mine")
    folio.entry("stories/ledger", STORY.format("Ledger"), "It began with two lists.\n")
    done = build(folio)

    assert done.returncode == 1
    assert "E704" in done.stderr
    assert page.read_text() == "mine"


def test_a_template_that_is_wrong_is_named_and_the_old_site_stays(folio: Folio) -> None:
    own = "themes/overrides/templates/base.html"
    base = Path(__file__).parents[2] / "themes/margin/templates/base.html"
    folio.write(own, base.read_text(encoding="utf-8"))
    assert build(folio).returncode == 0
    before = files(folio)
    folio.write(own, "<p>{{ boats.none }}</p>\n")
    done = build(folio)

    assert done.returncode == 1
    assert f"{own}:1" in done.stderr
    assert NONE_READ in done.stdout
    assert files(folio) == before


@pytest.mark.parametrize("word", ["review", "private"])
def test_what_is_built_for_others_is_amended_too(folio: Folio, word: str) -> None:
    asked = ("--audience", word)
    assert build(folio, *asked).returncode == 0
    folio.entry("stories/ledger", STORY.format("Ledger"), "It began with two lists.\n")
    done = build(folio, *asked)

    assert NONE_READ in done.stdout
    page = folio.root / f"site/{word}/stories/ledger/index.html"
    assert "It began with two lists." in page.read_text(encoding="utf-8")
