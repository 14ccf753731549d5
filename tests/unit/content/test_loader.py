"""A folder becomes one value; what must not be opened is not opened."""

from __future__ import annotations

import datetime as dt
import os
import socket
from pathlib import Path

import pytest

from whyfolio.content.loader import Loaded, LogLine, load

STORY = "---\ndate: 2026-09\nwhat: I did it\n---\n"


def portfolio(root: Path, **files: str) -> Path:
    for path, text in {"profile.md": "---\nname: Kim Vale\n---\n", **files}.items():
        target = root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def said(loaded: Loaded) -> list[tuple[str, str]]:
    return [(found.code, found.place.file) for found in loaded.diagnostics]


def test_entries_come_sorted_from_the_folders_of_their_kinds(tmp_path: Path) -> None:
    paths = ["stories/b.md", "stories/2026/a.md", "lessons/c.md", "goals/Ünder Way.MD"]
    loaded = load(portfolio(tmp_path, **dict.fromkeys(paths, STORY)))
    assert [(entry.path, entry.ref) for entry in loaded.entries] == [
        ("content/goals/Ünder Way.MD", "goals/under-way"),
        ("content/lessons/c.md", "lessons/c"),
        ("content/stories/2026/a.md", "stories/a"),
        ("content/stories/b.md", "stories/b"),
    ]
    assert loaded.profile.name == "Kim Vale"
    assert set(loaded.sources) == {"content/profile.md", *(entry.path for entry in loaded.entries)}


def test_an_empty_folder_is_an_empty_portfolio(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert (loaded.entries, loaded.log, loaded.files) == ((), (), frozenset())
    assert loaded.profile.name == ""
    assert said(loaded) == [("W101", "content/profile.md")]


def test_dotfiles_and_backups_are_as_if_they_were_not_there(tmp_path: Path) -> None:
    names = [".x.md", "x.md~", ".x.md.swp", "#x.md#", ".#x.md", "~$x.md", "x.md.bak", ".git/x.md"]
    folders = ("stories", "files")
    files = {f"{folder}/{name}": STORY for folder in folders for name in names}
    loaded = load(portfolio(tmp_path, **files, **{"files/a.png": "", "files/b/c.pdf": ""}))
    assert loaded.entries == ()
    assert loaded.files == {"files/a.png", "files/b/c.pdf"}
    assert said(loaded) == []


def test_links_within_a_portfolio_are_followed_and_others_are_not(tmp_path: Path) -> None:
    root = portfolio(tmp_path / "p", **{"stories/a.md": STORY, "files/a.png": ""})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(STORY)
    stories, files = root / "content/stories", root / "content/files"
    (stories / "b.md").symlink_to("a.md")
    (stories / "secret.md").symlink_to(outside / "secret.md")
    (stories / "folder").symlink_to(outside)
    (stories / "self").symlink_to(stories)
    (stories / "loop.md").symlink_to("loop.md")
    (files / "b.png").symlink_to("a.png")
    (files / "profile.md").symlink_to("../profile.md")
    loaded = load(root)
    assert [entry.slug for entry in loaded.entries] == ["a", "b"]
    assert loaded.files == {"files/a.png", "files/b.png"}
    assert said(loaded) == [
        ("E108", "content/files/profile.md"),
        ("E108", "content/stories/folder"),
        ("E108", "content/stories/loop.md"),
        ("E108", "content/stories/secret.md"),
        ("E108", "content/stories/self"),
    ]


def test_a_content_folder_elsewhere_is_refused(tmp_path: Path) -> None:
    portfolio(tmp_path / "other")
    (tmp_path / "p").mkdir()
    (tmp_path / "p/content").symlink_to(tmp_path / "other/content")
    assert said(load(tmp_path / "p")) == [("E108", "content"), ("W101", "content/profile.md")]


def test_what_may_be_published_lies_in_the_portfolio_itself(tmp_path: Path) -> None:
    root = portfolio(tmp_path, **{"stories/a.md": STORY})
    (root / "content/files").symlink_to("stories")
    loaded = load(root)
    assert loaded.files == frozenset()
    assert said(loaded) == [("E108", "content/files")]


def test_pipes_and_sockets_are_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = portfolio(tmp_path, **{"stories/a.md": STORY})
    os.mkfifo(root / "content/stories/pipe.md")
    monkeypatch.chdir(root / "content/stories")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
        loaded = load(root)
    assert [entry.slug for entry in loaded.entries] == ["a"]
    assert said(loaded) == [
        ("E108", "content/stories/pipe.md"),
        ("E108", "content/stories/socket.md"),
    ]


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    root = portfolio(tmp_path, **{"stories/a.md": STORY})
    (root / "content/stories" / os.fsdecode(b"caf\xe9.md")).write_text(STORY)
    assert said(load(root)) == [("E108", "content/stories/caf?.md")]


def test_the_log_is_its_dated_lines(tmp_path: Path) -> None:
    log = (
        "# Log\n\nSome words.\n\n- 2026-11-12 one\n  and more\n* 2026-11-13: two\n\n"
        "## 2026-11-14\n\n- three\n- 2026-11-10 – four\n\n<!--\n- hidden\n-->\n## Other\n"
    )
    loaded = load(portfolio(tmp_path, **{"log.md": log}))
    assert loaded.log == (
        LogLine(dt.date(2026, 11, 12), "one and more", 5),
        LogLine(dt.date(2026, 11, 13), "two", 7),
        LogLine(dt.date(2026, 11, 14), "three", 11),
        LogLine(dt.date(2026, 11, 10), "four", 12),
    )
    assert said(loaded) == []


def test_an_own_ladder_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    shipped = {ladder.id: ladder for ladder in load(portfolio(tmp_path)).ladders}
    ladder = (
        "id: five-areas\ntitle: Ours\nlevels:\n  - {id: mid, title: Mid}\n"
        "competencies:\n  - id: execution\n    title: Execution\n"
    )
    own = load(portfolio(tmp_path, **{"ladders/ours.yaml": ladder})).ladders
    assert shipped["five-areas"].title != "Ours"
    assert sorted(each.id for each in own) == sorted(shipped)
    assert [each.title for each in own if each.id == "five-areas"] == ["Ours"]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    loaded = load(portfolio(tmp_path, **{"stories/x.md/y.md": STORY}))
    assert [entry.slug for entry in loaded.entries] == ["y"]
