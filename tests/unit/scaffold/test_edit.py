"""Edits change the lines concerned, byte for byte, or refuse."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from whyfolio.content.entries import read_entry
from whyfolio.errors import Refused
from whyfolio.model.growth import Session
from whyfolio.model.work import Story
from whyfolio.scaffold.edit import add_member, open_entry, with_field

HERE = Path("content/stories/x.md")
STORY = b"""\
---
# mine, and it stays
date: 2026-09   # roughly
what: I did it: all of it #1
why: |
  audience: nobody
  here
"tags": [a, b]
---
audience: in the body
---
"""


def opened(source: bytes, audience: str = "review") -> bytes:
    return with_field(source, "audience", audience, HERE)


def changed_lines(before: bytes, after: bytes) -> list[str]:
    old, new = before.decode().splitlines(), after.decode().splitlines()
    return [line for line in difflib.ndiff(old, new) if line[0] in "+-"]


def test_an_audience_is_one_new_line_below_the_date() -> None:
    assert changed_lines(STORY, opened(STORY)) == ["+ audience: review"]
    assert opened(STORY).startswith(
        b"---\n# mine, and it stays\ndate: 2026-09   # roughly\naudience: review\nwhat:"
    )


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay(ending: bytes, mark: bytes) -> None:
    source = mark + STORY.replace(b"\n", ending)
    assert opened(source) == mark + opened(STORY).replace(b"\n", ending)
    assert read_entry("x.md", opened(source), Story).entry.audience == "review"


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("audience: private", "audience: review"),
        ("audience: private   # for now", "audience: review   # for now"),
        ("audience:   'private'", "audience:   review"),
        ('"audience": "private" # x', '"audience": review # x'),
        ("audience:", "audience: review"),
        ("audience:   # not yet", "audience: review   # not yet"),
        ("audience:\n  private", "audience:\n  review"),
        ("audience: publik", "audience: review"),
    ],
)
def test_an_audience_that_is_there_is_replaced_and_its_comment_stays(
    line: str, becomes: str
) -> None:
    source = f"---\ndate: 2026-09\n{line}\nwhat: I did it.\n---\n"
    after = opened(source.encode()).decode()
    assert after == source.replace(line, becomes)
    assert read_entry("x.md", after.encode(), Story).entry.audience == "review"


def test_without_a_date_on_one_line_the_audience_stands_last() -> None:
    source = b"---\ntitle: T\ndate:\n  2026-09\n---\nBody"
    assert opened(source) == b"---\ntitle: T\ndate:\n  2026-09\naudience: review\n---\nBody"
    assert opened(b"---\n---\n") == b"---\naudience: review\n---\n"


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"no front matter\n",
        b"---\ndate: 2026-09\nnever closed\n",
        b"---\naudience: private\naudience: review\n---\n",
        b"---\nnot a field\n---\n",
        b"---\naudience: private\n  of sorts\n---\n",
        b"---\nwhat: \xff\n---\n",
    ],
)
def test_what_cannot_be_read_whole_is_refused(source: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        opened(source)
    assert refusal.value.diagnostic.code == "E723"
    assert refusal.value.diagnostic.place.file == "content/stories/x.md"


def test_a_file_that_is_refused_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"---\nnot a field\n---\n")
    with pytest.raises(Refused):
        open_entry(path, Story, "review")
    assert path.read_bytes() == b"---\nnot a field\n---\n"
    assert [found.name for found in tmp_path.iterdir()] == ["x.md"]


def test_an_edit_that_would_be_read_otherwise_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    source = b"---\ndate: 2026-09\n\taudience: private\n---\n"
    path.write_bytes(source)
    with pytest.raises(Refused):
        open_entry(path, Story, "public")
    assert path.read_bytes() == source


@pytest.mark.parametrize(
    ("front", "becomes"),
    [
        ("date: 2026-09", "date: 2026-09\nnext_steps: [actions/b]"),
        ("date: 2026-09\nnext_steps: []", "date: 2026-09\nnext_steps: [actions/b]"),
        (
            "date: 2026-09\nnext_steps: [actions/a] # x",
            "date: 2026-09\nnext_steps: [actions/a, actions/b] # x",
        ),
        (
            "date: 2026-09\nnext_steps: actions/a",
            "date: 2026-09\nnext_steps: [actions/a, actions/b]",
        ),
        (
            "date: 2026-09\nnext_steps:\n  - actions/a\n\nmood: fine",
            "date: 2026-09\nnext_steps:\n  - actions/a\n  - actions/b\n\nmood: fine",
        ),
        (
            "date: 2026-09\nnext_steps:\n- actions/a",
            "date: 2026-09\nnext_steps:\n- actions/a\n- actions/b",
        ),
    ],
)
def test_a_list_gets_one_member_more(front: str, becomes: str) -> None:
    after = add_member(f"---\n{front}\n---\n".encode(), "next_steps", "actions/b", HERE).decode()
    assert after == f"---\n{becomes}\n---\n"
    session = read_entry("x.md", after.encode(), Session).entry
    assert isinstance(session, Session)
    assert session.next_steps[-1] == "actions/b"


def test_a_list_over_several_lines_of_brackets_is_left_to_its_author() -> None:
    source = b"---\nnext_steps: [actions/a,\n  actions/c]\n---\n"
    with pytest.raises(Refused):
        add_member(source, "next_steps", "actions/b", HERE)
