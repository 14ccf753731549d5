"""What an import knows of a portfolio is what every other command reads of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.content.loader import load
from whyfolio.importers.there import what_is_there

ROOT = Path(__file__).parents[3]
STORY = "date: 2026-03\nwhat: I did it.\nimported: [adr-0123456789ab]\n"


def odd(root: Path) -> Folio:
    """A portfolio with whatever may lie in one."""
    folio = Folio.at(root).entry("stories/one", STORY).entry("goals/two", "title: [open\n")
    folio.write("content/log.md", "# Log\n\n- 2026-03-04 A line\n- no date\n")
    folio.write("content/ladders/own.yaml", "id: own\nlevels: {")
    folio.write("content/forms/mine.YML", "id: mine\n")
    folio.write("content/forms/notes.txt", "no form\n")
    folio.write("content/stories/data.csv", "a,b\n").write("content/stray.md", "lost\n")
    folio.write("content/lessons/deep/three.md", "---\ndate: 2026-01\n---\nBody.\n")
    folio.write("content/unknown/four.md", "---\n---\n").write("content/files/a.md", "a\n")
    return folio.write("content/stories/bad.md", b"---\nwhat: \xff\n---\n")


def many(root: Path) -> Folio:
    folio = Folio.at(root)
    for number in range(70):
        folio.entry(f"stories/s{number}", f"date: 2026-03\nwhat: I did {number}.\n")
    return folio


@pytest.mark.parametrize("make", [odd, many])
def test_it_is_what_the_loader_reads(make, tmp_path: Path) -> None:
    project = make(tmp_path).root
    there, loaded = what_is_there(project), load(project)
    assert there.entries == loaded.entries
    assert (there.profile, there.log) == (loaded.profile, loaded.log)
    assert there.sources == loaded.sources


def test_of_the_example_too() -> None:
    there, loaded = what_is_there(ROOT), load(ROOT)
    assert (there.entries, there.profile, there.log) == (
        loaded.entries,
        loaded.profile,
        loaded.log,
    )
    assert there.sources == loaded.sources


def test_a_folder_without_notes_holds_nothing(tmp_path: Path) -> None:
    there = what_is_there(tmp_path)
    assert (there.entries, there.log, dict(there.sources)) == ((), (), {})
