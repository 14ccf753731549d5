"""Repositories that are broken, odd or set a trap: each is told, and nothing of it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.importers.desk import Desk
from tests.importers.repositories import ANA, KIM, Repo, run_git
from whyfolio.errors import UsageError
from whyfolio.importers.git import running


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


@pytest.fixture
def repo(desk: Desk) -> Repo:
    return Repo.at(desk.source / "shop")


def till(number: int = 5) -> dict[str, str | bytes]:
    return {f"till/{one}.py": "1\n" for one in range(number)}


def text(desk: Desk, name: str) -> str:
    return (desk.folio.root / f"content/stories/{name}.md").read_text(encoding="utf-8")


def refused(desk: Desk, path: str, **options: str) -> str:
    with pytest.raises(UsageError) as refusal:
        desk.bring("git", path, **options)
    return str(refusal.value)


def test_a_folder_that_is_no_repository_is_refused(desk: Desk) -> None:
    desk.put("plain/notes.txt", "nothing")
    assert refused(desk, "plain") == "plain is no git repository"
    assert refused(desk, "nowhere") == "there is no file or folder nowhere"


def test_an_empty_repository_has_nothing_to_bring(desk: Desk, repo: Repo) -> None:
    brought = desk.bring("git", "shop")
    assert brought.entries == {}
    assert brought.left_out == {"shop": "has no commits on the branch that is checked out"}


def test_a_bare_repository_is_read_like_any_other(desk: Desk, repo: Repo) -> None:
    repo.commit("Count coins twice", files=till())
    repo.done()
    run_git(desk.source, "clone", "-q", "--bare", "shop", "bare.git")
    assert list(desk.bring("git", "bare.git", author=KIM[1]).entries) == ["count-coins-twice"]


def test_a_shallow_clone_says_so_and_counts_nothing_that_it_cannot_know(
    desk: Desk, repo: Repo
) -> None:
    for day in range(1, 7):
        repo.commit(f"Day {day}", f"2026-02-0{day}", {f"till/{day}.py": "1\n"})
    repo.done()
    source = (desk.source / "shop").as_uri()
    run_git(desk.source, "clone", "-q", "--depth", "3", source, "shallow")
    brought = desk.bring("git", "shallow", author=KIM[1])
    assert brought.told == ["shallow:1 W751 this is a shallow clone, so older work is not there"]
    names = [file.ref for file in brought.intake.files]
    assert names == ["stories/day-4"]
    assert "file" not in text(desk, "day-4").partition("<!--")[0]


def test_a_submodule_is_a_repository_of_its_own(desk: Desk, repo: Repo) -> None:
    repo.commit("Count coins twice", files=till())
    repo.done()
    outer = Repo.at(desk.source / "outer", origin="")
    outer.commit("Start", files={"README.md": "1"}, by=ANA)
    run_git(outer.done(), "reset", "-q", "--hard")
    allowed = ("-c", "protocol.file.allow=always")
    run_git(outer.folder, *allowed, "submodule", "--quiet", "add", str(repo.folder), "shop")
    assert list(desk.bring("git", "outer/shop", author=KIM[1]).entries) == ["count-coins-twice"]


def test_words_of_any_encoding_are_read(desk: Desk, repo: Repo) -> None:
    repo.commit("Zähle Münzen".encode("latin-1"), files=till(), encoding="ISO-8859-1")
    repo.commit(b"Broken \xff\xfe bytes", files={f"b/{n}": "1" for n in range(4)})
    repo.done()
    titles = [entry.title for entry in desk.bring("git", "shop").entries.values()]
    assert sorted(titles) == ["Broken \ufffd\ufffd bytes", "Zähle Münzen"]


def test_names_with_line_breaks_and_tabs_are_names(desk: Desk, repo: Repo) -> None:
    names = ["a\nb/x\ty.py", "a\nb/z.py", 'a\nb/"q".py', "caf\udce9/x", "end-\n/1\t2\t3"]
    repo.commit("Odd names", files=dict.fromkeys(names, "1\n"))
    repo.done()
    desk.bring("git", "shop")
    assert "- 5 files changed, most of them in `a b/`, " in text(desk, "odd-names")
    assert desk.folio.codes() == []


@pytest.mark.parametrize(
    "subject",
    [
        "Close the comment --> <!-- and open it",
        "Mark {.private} and ::: review",
        "[a](javascript:alert(1)) `code *x*",
        "1. A list # with _signs_ and <script>alert(1)</script>",
        "\x1b[31mred\x1b[0m \u202eturned",
    ],
)
def test_what_a_subject_holds_is_read_as_words(desk: Desk, repo: Repo, subject: str) -> None:
    start = repo.commit("Start", by=ANA)
    one = repo.commit(subject, files={"a": "1"}, parents=(start,), branch="x")
    two = repo.commit("Two", files={"b": "1"}, parents=(one,), branch="x")
    repo.commit(f"Merge branch 'x'\n\n{subject}", parents=(start, two))
    repo.done()
    brought = desk.bring("git", "shop")
    (name,) = brought.entries
    assert brought.told == []
    assert desk.folio.codes() == []
    assert "<script>" not in brought.entries[name].body.partition("## Commits")[2]


def test_a_day_that_is_none_is_left_alone(desk: Desk, repo: Repo) -> None:
    start = repo.commit("Start", by=ANA)
    one = repo.commit("Never", "0 +0000", {"a": "1"}, parents=(start,), branch="x")
    two = repo.commit("Once", "2026-02-03", {"b": "1"}, parents=(one,), branch="x")
    repo.commit("Merge branch 'lost-clock'", parents=(start, two))
    repo.done()
    desk.bring("git", "shop")
    assert "- 2 commits, 2026-02-03\n" in text(desk, "lost-clock")


def trap(desk: Desk, repo: Repo) -> Path:
    """A repository that names a program wherever git lets it; where that leaves a trace."""
    trace = desk.source / "ran"
    script = desk.source / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trace}\ncat 2>/dev/null\n", encoding="utf-8")
    script.chmod(0o755)
    files = {".gitattributes": "*.py diff=trap filter=trap\n* diff=trap\n"}
    repo.commit("Count coins twice", files={**till(), **files})
    folder = repo.done()
    run_git(folder, "reset", "-q", "--hard")
    for name in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass"),
        *("diff.external", "diff.trap.command", "diff.trap.textconv", "filter.trap.smudge"),
        *("filter.trap.clean", "filter.trap.process", "gpg.program", "credential.helper"),
        *("pager.log", "pager.rev-list", "alias.log", "core.alternateRefsCommand"),
        *("uploadpack.packObjectsHook", "core.gitProxy", "interactive.diffFilter"),
    ):
        run_git(folder, "config", name, str(script))
    run_git(folder, "config", "log.showSignature", "true")
    run_git(folder, "config", "core.hooksPath", str(desk.source / "hooks"))
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        hook = desk.source / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        shutil.copy(script, hook)
        shutil.copy(script, folder / ".git" / "hooks" / name)
    trace.unlink(missing_ok=True)
    return trace


def test_nothing_that_a_repository_names_is_run(desk: Desk, repo: Repo) -> None:
    trace = trap(desk, repo)
    assert list(desk.bring("git", "shop").entries) == ["count-coins-twice"]
    desk.bring("git", "shop", since="last")
    desk.bring("git", "shop", since="2026-01-01")
    assert not trace.exists()


def test_nothing_is_run_for_the_days_of_decision_records_either(desk: Desk, repo: Repo) -> None:
    trace = trap(desk, repo)
    repo.commit("Decide", "2026-02-09", {"adr/0001-x.md": "# X\n\n## Status\n\nAccepted\n"})
    run_git(repo.done(), "-c", "core.fsmonitor=false", "reset", "-q", "--hard")
    trace.unlink(missing_ok=True)
    brought = desk.bring("adr", "shop/adr")
    date = brought.entries["0001-x"].date
    assert date is not None
    assert date.text == "2026-02-09"
    assert not trace.exists()


def test_a_partial_clone_asks_nobody_for_what_is_missing(desk: Desk, repo: Repo) -> None:
    repo.commit("Start", "2026-02-01", till(2), by=ANA)
    repo.commit("Count coins twice", "2026-02-02", till(6))
    repo.commit("And again", "2026-02-03", {"till/5.py": "2\n"})
    run_git(repo.done(), "config", "uploadpack.allowFilter", "true")
    words = ("clone", "-q", "--bare", "--filter=blob:none", repo.folder.as_uri(), "part.git")
    run_git(desk.source, *words)
    shutil.rmtree(repo.folder)
    brought = desk.bring("git", "part.git", author=KIM[1], since="2026-01-01")
    assert brought.told == []
    assert "- 4 files changed in `till/`\n" in text(desk, "count-coins-twice")


def test_a_variable_of_git_does_not_lead_elsewhere(
    desk: Desk, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Count coins twice", files=till())
    repo.done()
    other = Repo.at(desk.source / "other")
    other.commit("Elsewhere", files=till())
    other.done()
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert list(desk.bring("git", "shop").entries) == ["count-coins-twice"]


def test_grafts_and_replacements_change_nothing(desk: Desk, repo: Repo) -> None:
    first = repo.commit("Count coins twice", files=till())
    second = repo.commit("Sort notes", files={f"notes/{n}": "1" for n in range(4)})
    repo.done()
    old, new = run_git(repo.folder, "rev-list", "--reverse", "main").split()
    (repo.folder / ".git/info").mkdir(exist_ok=True)
    (repo.folder / ".git/info/grafts").write_text(f"{new}\n", encoding="ascii")
    run_git(repo.folder, "update-ref", f"refs/replace/{new}", old)
    assert (first, second) == (1, 2)
    assert sorted(desk.bring("git", "shop").entries) == ["count-coins-twice", "sort-notes"]


def test_a_broken_object_ends_the_reading_and_is_told(desk: Desk, repo: Repo) -> None:
    repo.commit("Count coins twice", files=till())
    repo.commit("Sort notes", files={f"notes/{n}": "1" for n in range(4)})
    repo.done()
    oldest = run_git(repo.folder, "rev-list", "main").split()[-1]
    (repo.folder / ".git/objects" / oldest[:2] / oldest[2:]).unlink()
    brought = desk.bring("git", "shop")
    assert [found.code for found in brought.intake.diagnostics] == ["E751"]


def test_a_repository_of_somebody_else_is_refused_with_the_cure(
    desk: Desk, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Count coins twice", files=till())
    repo.done()
    own = running.environment()
    other = {**own, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    monkeypatch.setattr(running, "environment", lambda: other)
    said = refused(desk, "shop")
    assert said.startswith("shop belongs to somebody else, so git does not read it")
    assert f"git config --global --add safe.directory {repo.folder}" in said


def test_without_git_it_is_said(desk: Desk, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.source))
    assert refused(desk, "shop") == "git is needed for this, and it is not installed"


def test_a_mail_map_that_is_a_pipe_keeps_nobody_waiting(desk: Desk, repo: Repo) -> None:
    repo.commit("Count coins twice", files=till())
    repo.done()
    os.mkfifo(repo.folder / ".mailmap")
    os.mkfifo(repo.folder / "map")
    subprocess.run(["git", "config", "mailmap.file", "map"], cwd=repo.folder, check=True)
    assert list(desk.bring("git", "shop").entries) == ["count-coins-twice"]


def test_a_history_that_says_nothing_is_given_up(
    desk: Desk, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Count coins twice", files=till())
    repo.done()
    monkeypatch.setattr(running, "_PATIENCE", 0)
    (found,) = desk.bring("git", "shop").intake.diagnostics
    assert found.code == "E751"
    assert "it has said nothing for five minutes" in found.message
