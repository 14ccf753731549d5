"""A build that would change nothing says so at once; any change is a whole build again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.folio import Folio
from whyfolio.crowd import FROM

DAY = "2026-11-21"
STORY = "title: Queue\ndate: 2026-09\naudience: public\nwhy: Orders were lost"
FUTURE = "title: Later\ndate: 2026-12-01\naudience: public\nwhy: It comes later"
WORDED = "title: Mends\ndate: 2026-10\naudience: public\nwhy: Because\nshows: mending - it held"


def run(root: Path, *words: str, today: str = DAY) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(root), "--today", today]
    env = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(
        [*command, "build", *words], capture_output=True, text=True, env=env, check=False
    )


def rendered(root: Path, today: str = DAY) -> int:
    """How many modules of the renderer a build loads: none where it ends at once."""
    code = (
        "import sys; from whyfolio.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(sum(name.startswith('jinja2') for name in sys.modules))"
    )
    words = ["-C", str(root), "--today", today, "build"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    return int(done.stdout.splitlines()[-1])


def files(root: Path) -> dict[str, bytes]:
    found = sorted(path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    """A project that was built."""
    folio = Folio.at(tmp_path / "one").entry("stories/queue", STORY).entry("lessons/later", FUTURE)
    folio.write("content/files/board.txt", "12 of 14\n")
    assert run(folio.root).returncode == 0
    return folio


def test_the_same_build_again_renders_nothing_and_says_the_same(folio: Folio) -> None:
    stamps = {path: path.stat().st_mtime_ns for path in (folio.root / "site").rglob("*")}
    whole, again = (run(folio.root, *words) for words in (("--audience", "public"), ()))

    assert rendered(folio.root) == 0
    assert whole.stdout.splitlines()[:2] == again.stdout.splitlines()[:2]
    assert "nothing changed" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in (folio.root / "site").rglob("*")} == stamps


CHANGES: dict[str, Callable[[Folio], object]] = {
    "a word of a note": lambda f: f.entry("stories/queue", STORY + " for a week"),
    "a new note": lambda f: f.entry(
        "lessons/new", "title: New\ndate: 2026-08\naudience: public\nwhy: So"
    ),
    "a note taken away": lambda f: f.remove("stories/queue"),
    "a note renamed": lambda f: (f.root / "content/stories/queue.md").rename(
        f.root / "content/stories/line.md"
    ),
    "the settings": lambda f: f.write(
        "whyfolio.toml", 'schema = 1\n\n[site]\ntitle = "Other"\nurl = "https://test.example"\n'
    ),
    "a file to publish": lambda f: f.write("content/files/board.txt", "13 of 14\n"),
    "a style of one's own": lambda f: f.write("themes/overrides/own.css", "h1 { color: red }\n"),
    "the log": lambda f: f.write("content/log.md", "- 2026-11-20 I measured it\n"),
    "a page of the site taken away": lambda f: (f.root / "site/public/index.html").unlink(),
    "a site taken away": lambda f: shutil.rmtree(f.root / "site"),
    "what is remembered, garbled": lambda f: [
        path.write_text("{") for path in (f.root / ".whyfolio/built").iterdir()
    ],
    "all that is remembered, gone": lambda f: shutil.rmtree(f.root / ".whyfolio/built"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_site_is_what_a_first_build_makes(folio: Folio, change: str) -> None:
    CHANGES[change](folio)
    fresh = folio.root.with_name("fresh")
    shutil.copytree(folio.root, fresh, ignore=shutil.ignore_patterns("site", ".whyfolio"))

    assert run(folio.root).returncode == run(fresh).returncode == 0
    assert files(folio.root) == files(fresh)


def test_a_site_of_many_files_is_known_again_and_not_where_one_of_them_is_another(
    tmp_path: Path,
) -> None:
    folio = Folio.at(tmp_path)
    for number in range(FROM):  # so many are looked at in another process
        folio.entry(f"stories/queue-{number}", STORY)
    assert run(folio.root).returncode == 0
    made = files(folio.root)
    assert rendered(folio.root) == 0

    (folio.root / "site/public/stories/queue-7/index.html").unlink()
    assert rendered(folio.root) > 0
    assert files(folio.root) == made


def test_a_new_day_is_a_new_build(folio: Folio) -> None:
    assert run(folio.root, today="2026-12-02").returncode == 0

    assert "site/public/lessons/later/index.html" in files(folio.root)


def test_warnings_are_said_every_time_and_stop_a_strict_build(folio: Folio) -> None:
    folio.entry("stories/mends", WORDED)
    first, again, strict = run(folio.root), run(folio.root), run(folio.root, "--strict")

    assert "warning[W305]" in first.stderr
    assert again.stderr == first.stderr
    assert (first.returncode, again.returncode, strict.returncode) == (0, 0, 1)


def test_what_is_asked_about_is_asked_every_time(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry(
        "stories/queue", "title: Queue\ndate: 2026-09\nwhy: Orders were lost"
    )
    first, again = run(folio.root), run(folio.root)

    assert "Your only story is private." in first.stderr
    assert again.stderr == first.stderr


def test_a_build_elsewhere_is_remembered_apart(folio: Folio, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    run(folio.root, "--output", str(elsewhere))
    folio.entry("stories/queue", STORY + " for a week")
    run(folio.root)
    done = run(folio.root, "--output", str(elsewhere))

    assert "nothing changed" not in done.stdout.splitlines()[1]
    assert b"for a week" in (elsewhere / "public/stories/queue/index.html").read_bytes()


def test_a_check_of_the_same_notes_says_the_same_and_of_others_does_not(folio: Folio) -> None:
    def check(*words: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(folio.root)]
        told = subprocess.run(
            [*command, "--today", DAY, "check", *words], capture_output=True, text=True, check=False
        )
        return told.returncode, told.stdout, told.stderr

    first = [check("--all"), check("--format", "json"), check()]
    assert [check("--all"), check("--format", "json"), check()] == first

    folio.entry("stories/mends", WORDED)
    assert "W305" in check()[2]
    assert (check("--strict")[0], check()[0]) == (1, 0)

    folio.write(".git/config", '[remote "origin"]\n  url = https://github.com/kim/notes.git\n')
    folio.entry("lessons/held", "title: Held\ndate: 2026-08\nwhy: So")
    assert "N323" in check("--all")[2]


def test_what_is_remembered_is_for_its_owner_alone(folio: Folio) -> None:
    assert (folio.root / ".whyfolio/built").stat().st_mode & 0o777 == 0o700


def test_what_somebody_else_remembered_is_not_believed(
    folio: Folio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rendered(folio.root) == 0
    monkeypatch.setenv("WHYFOLIO_HOME", str(tmp_path / "another"))
    assert rendered(folio.root) > 0
    assert rendered(folio.root) == 0
