"""Wherever a portfolio lies, and however large it is: the main job is done, or why not is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROOF
from tests.folio import Folio
from tests.quality.edges import EDGES

MANY = 2_000 if PROOF else 60
SCRIPTS = ("arabic", "hebrew", "japanese") if PROOF else ("japanese",)
NAMES = ("Lebensläufe & 仕事, it's 100 %", *(("my career, 2026", "#1 [draft]") if PROOF else ()))
HANDED_OVER = (
    "check",
    "packet -o ../packet.html",
    "brag 2026 -o ../brag.md",
    "export json -o ../all.json",
    "tell",
)
STORY = """date: 2026-{month:02}
audience: public
role: lead
what: I moved service {n} to the new queue.
why: It lost {n} orders on each sale day.
impact: lost orders {n} -> 0 (sale-day board, 2026-10)
shows: execution - Two teams moved with it."""
# Every way to a change is watched by Python itself: it is refused, or takes its time.
DISK = """
import errno, os, shlex, sys, time
kind, top = sys.argv[1:3]
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod",
           "os.truncate", "os.utime"}
FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def inside(path):
    return isinstance(path, (str, bytes)) and os.path.realpath(os.fsdecode(path)).startswith(top)

def watch(event, args):
    if event == "open":
        path, mode, flags = args
        changes = bool(flags & FLAGS)
    elif event in CHANGES:
        path, changes = args[0], True
    else:
        return
    if not inside(path):
        return
    if kind == "slow":
        time.sleep(0.01)
    elif changes:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fsdecode(path))

if kind != "usual":
    sys.addaudithook(watch)
if kind == "read-only":
    allowed = os.access
    os.access = lambda path, mode, **more: (
        not (mode & os.W_OK and inside(os.fspath(path))) and allowed(path, mode, **more))
from whyfolio.cli.main import run
for line in sys.stdin.read().splitlines():
    code = run(["--today", "2026-11-21", *shlex.split(line)])
    print(f"exit {code}: {line}", file=sys.stderr)
"""


def typed(folder: Path, *lines: str, disk: str = "usual") -> str:
    """What is said to command lines, typed in a portfolio that lies on such a disk."""
    done = subprocess.run(
        [sys.executable, "-c", DISK, disk, os.path.realpath(folder)],
        cwd=folder, capture_output=True, text=True, check=True, input="\n".join(lines),
        env={**os.environ, "PYTHONUTF8": "1"}, encoding="utf-8",
    )  # fmt: skip
    assert "itself failed" not in done.stderr
    return done.stderr


def does_the_main_job(folder: Path, *, disk: str = "usual") -> None:
    lines = ("build", *HANDED_OVER)
    said = typed(folder, *lines, disk=disk)
    assert [line for line in lines if f"exit 0: {line}\n" not in said] == [], said
    assert (folder / "site/public/index.html").is_file()
    assert (folder / "site/review/index.html").is_file()
    for name in ("packet.html", "brag.md", "all.json"):
        assert (folder.parent / name).stat().st_size > 0


def filled(folder: Path, count: int) -> Folio:
    made = Folio.at(folder)
    for n in range(1, count + 1):
        made.entry(f"stories/service-{n}", STORY.format(n=n, month=n % 11 + 1))
    return made


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_portfolio_in_another_language_and_script(script: str, tmp_path: Path) -> None:
    does_the_main_job(EDGES[script](tmp_path / "folio").root)


def test_a_portfolio_of_one_entry(tmp_path: Path) -> None:
    folio = filled(tmp_path / "folio", 1)
    does_the_main_job(folio.root)
    home = (folio.root / "site/public/index.html").read_text(encoding="utf-8")
    assert "I moved service 1 to the new queue." in home


def test_a_portfolio_of_very_many(tmp_path: Path) -> None:
    folio = filled(tmp_path / "folio", MANY)
    does_the_main_job(folio.root)
    assert len(list((folio.root / "site/public/stories").iterdir())) == MANY + 1


@pytest.mark.parametrize("name", NAMES)
def test_a_path_with_spaces_and_other_letters(name: str, tmp_path: Path) -> None:
    does_the_main_job(filled(tmp_path / name / name, 2).root)


def test_a_slow_disk(tmp_path: Path) -> None:
    does_the_main_job(filled(tmp_path / "folio", 2).root, disk="slow")


def test_a_read_only_disk_is_read_and_what_it_does_not_take_is_said(tmp_path: Path) -> None:
    diary = "date: 2026-09\nwhat: I wrote a diary on call.\nwhy: Nobody else did."
    folder = filled(tmp_path / "folio", 2).entry("stories/diary", diary).root
    refused = ("build", 'log "One line"', "allow review stories/diary")
    done = ("build --output ../site", "build --output ../site", *HANDED_OVER)
    said = typed(folder, *refused, *done, disk="read-only")
    assert [line for line in refused if f"exit 1: {line}\n" not in said] == [], said
    assert [line for line in done if f"exit 0: {line}\n" not in said] == [], said
    assert "error[E706]: the disk is read-only; the output folder is as it was" in said
    assert "hint: choose another folder with --output" in said
    assert said.count("this file cannot be written: read-only file system") == 2
    assert (tmp_path / "site/public/index.html").is_file()
    assert sorted(path.name for path in folder.iterdir()) == ["content", "whyfolio.toml"]
