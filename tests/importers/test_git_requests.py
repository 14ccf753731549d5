"""Merge requests as `gh` and GitLab export them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.importers.desk import Desk
from tests.importers.repositories import ANA, Repo
from whyfolio.errors import UsageError
from whyfolio.importers.git.json_stream import LARGEST, BrokenJson, JsonStream

QUEUE = {
    "number": 12,
    "title": "Put a queue in front of checkout",
    "body": "Sale days lost orders.\n\n- [x] tried on staging",
    "url": "https://github.com/kim/shop/pull/12",
    "state": "MERGED",
    "author": {"login": "kimvale", "name": "Kim Vale"},
    "createdAt": "2026-03-02T09:00:00Z",
    "mergedAt": "2026-03-09T16:12:00Z",
    "additions": 120,
    "deletions": 30,
    "changedFiles": 5,
    "files": [
        {"path": f"services/checkout/{n}.py", "additions": 24, "deletions": 6} for n in "abcde"
    ],
    "commits": [
        {"oid": "1", "messageHeadline": "Try a queue", "authors": [{"login": "kimvale"}]},
        {
            "oid": "2",
            "messageHeadline": "Drain it",
            "authors": [{"login": "tomr", "name": "Tom Reed"}],
        },
    ],
    "reviews": [
        {"author": {"login": "analima"}, "state": "APPROVED"},
        {"author": {"login": "kimvale"}, "state": "COMMENTED"},
        {"author": {"login": "lint[bot]"}, "state": "COMMENTED"},
    ],
}
COINS = {
    "iid": 41,
    "title": "Count coins twice",
    "description": "So that nobody has to recount.",
    "state": "merged",
    "web_url": "https://git.shop.example/tills/core/-/merge_requests/41",
    "references": {"full": "tills/core!41"},
    "author": {"username": "kimvale", "name": "Kim Vale"},
    "reviewers": [{"username": "analima", "name": "Ana Lima"}],
    "created_at": "2026-02-02T09:00:00.000+01:00",
    "merged_at": "2026-02-03T10:00:00.000+01:00",
    "changes_count": "7",
    "merge_commit_sha": None,
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


def text(desk: Desk, name: str) -> str:
    return (desk.folio.root / f"content/stories/{name}.md").read_text(encoding="utf-8")


def facts(desk: Desk, name: str) -> list[str]:
    body = text(desk, name).partition("What git knows:\n\n")[2].partition("\n\n")[0]
    return body.split("\n")


def test_what_gh_prints_becomes_stories(desk: Desk) -> None:
    brought = desk.bring("git", stdin=json.dumps([QUEUE]))
    name = "put-a-queue-in-front-of-checkout"
    assert list(brought.entries) == [name]
    assert facts(desk, name) == [
        "- 2 commits, 2026-03-02 to 2026-03-09",
        "- 5 files changed in `services/checkout/`, 120 lines added, 30 removed",
        "- merge request kim/shop#12",
        "- with analima (reviewer), Tom Reed (co-author)",
    ]
    written = text(desk, name)
    assert "## As it was described\n\nSale days lost orders.\n\n- [x] tried on staging\n" in written
    assert "## Commits\n\n- Drain it\n- Try a queue\n" in written
    assert '    url: "https://github.com/kim/shop/pull/12"\n' in written
    assert desk.folio.codes() == []


def test_what_gitlab_gives_becomes_stories(desk: Desk) -> None:
    desk.put("mrs.json", json.dumps([COINS]))
    brought = desk.bring("git", "mrs.json")
    assert brought.told == []
    assert facts(desk, "count-coins-twice") == [
        "- 2026-02-02 to 2026-02-03",
        "- 7 files changed",
        "- merge request tills/core!41",
        "- with Ana Lima (reviewer)",
    ]


@pytest.mark.parametrize(
    "shape",
    [
        json.dumps,
        lambda one: json.dumps([one]) + json.dumps([one]),
        lambda one: f"{json.dumps(one)}\n{json.dumps(one)}\n",
        lambda one: json.dumps({"data": {"search": {"nodes": [one]}}}),
        lambda one: "\ufeff" + json.dumps([one], indent=2),
    ],
)
def test_lists_lines_and_answers_of_the_interface_are_read(desk: Desk, shape) -> None:
    brought = desk.bring("git", stdin=shape(QUEUE))
    assert (len(brought.entries), brought.told) == (1, [])


def test_what_holds_no_merge_request_is_given_up_soon(desk: Desk) -> None:
    brought = desk.bring("git", stdin=f"[{'[],' * 50_000}1]")
    told = "<stdin>:1 E753 none of the first 10,000 values is a merge request"
    assert brought.told[-1] == told
    assert len(brought.told) == 51


def test_a_file_that_powershell_wrote_is_read(desk: Desk) -> None:
    desk.put("mrs.json", json.dumps([COINS]).encode("utf-16"))
    assert list(desk.bring("git", "mrs.json").entries) == ["count-coins-twice"]


def test_what_came_from_the_repository_is_known_and_the_other_way_round(desk: Desk) -> None:
    repo = Repo.at(desk.source / "shop")
    start = repo.commit("Start", by=ANA)
    one = repo.commit("Try a queue", files={"a": "1"}, parents=(start,), branch="x")
    two = repo.commit("Drain it", files={"b": "1"}, parents=(one,), branch="x")
    repo.commit("Merge pull request #12 from kim/x\n\nPut a queue", parents=(start, two))
    repo.done()
    assert len(desk.bring("git", "shop").intake.files) == 1
    later = desk.bring("git", stdin=json.dumps([QUEUE]))
    assert (later.intake.files, later.intake.known) == ((), 1)


def test_what_is_not_merged_or_by_others_is_counted_and_left_out(desk: Desk) -> None:
    theirs = {**QUEUE, "number": 13, "url": "https://github.com/kim/shop/pull/13",
              "author": {"login": "analima"}}  # fmt: skip
    still_open = {**QUEUE, "state": "OPEN", "mergedAt": None}
    brought = desk.bring("git", stdin=json.dumps([QUEUE, theirs, still_open]), author="kimvale")
    assert len(brought.entries) == 1
    assert brought.said == [
        "Left out, as not merged: 1 merge request.",
        "Left out, as by others (analima): 1 merge request.",
    ]


def test_small_merge_requests_are_put_together(desk: Desk) -> None:
    small = [
        {"number": n, "title": f"Mend a word {n}", "mergedAt": f"2026-02-0{n}T10:00:00Z",
         "url": f"https://github.com/kim/shop/pull/{n}", "files": [{"path": f"docs/{n}.md"}]}
        for n in (1, 2, 3)
    ]  # fmt: skip
    brought = desk.bring("git", stdin=json.dumps(small))
    assert list(brought.entries) == ["work-on-docs-2026-q1"]
    assert "- Mend a word 2\n" in text(desk, "work-on-docs-2026-q1")
    assert desk.bring("git", stdin=json.dumps(small[::-1])).intake.known == 1


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[\n{"title": "x"', "<stdin>:2 E753 this is no JSON: expecting ',' delimiter"),
        ('[{"a": 1}\n{"b": 2}]', "<stdin>:2 E753 this is no JSON: a comma is missing"),
        ("[[" * 60_000, "<stdin>:1 E753 this is no JSON: it is nested too deep, or holds a number"),
        ("[" + "9" * 5000 + "]", "<stdin>:1 E753 this is no JSON: it is nested too deep, or holds"),
        ("", "<stdin>:1 W753 there is no merge request here"),
        ("[]", "<stdin>:1 W753 there is no merge request here"),
        ("\n[3]", "<stdin>:2 W753 this is no merge request"),
        (
            '[{"number": 1, "title": "x"}]',
            "<stdin>:1 W753 this merge request is left out: it has no",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(desk: Desk, written: str, told: str) -> None:
    brought = desk.bring("git", stdin=written)
    assert brought.told[-1].startswith(told)
    assert brought.intake.files == ()


def test_what_stands_above_a_broken_line_is_read(desk: Desk) -> None:
    brought = desk.bring("git", stdin=f"{json.dumps(QUEUE)}\n{json.dumps(COINS)}\n{{oops")
    assert len(brought.entries) == 2
    assert [line[:15] for line in brought.told] == ["<stdin>:3 E753 "]


def test_bytes_that_are_no_text_are_told_with_their_line(desk: Desk) -> None:
    desk.put("mrs.json", json.dumps(QUEUE).encode() + b"\n\n\xff\xfe{}")
    brought = desk.bring("git", "mrs.json")
    assert brought.told == ["mrs.json:3 E753 this is no JSON: it is not UTF-8"]


def test_a_pipe_on_the_disk_keeps_nobody_waiting(desk: Desk) -> None:
    os.mkfifo(desk.source / "pipe.json")
    brought = desk.bring("git", "pipe.json")
    assert brought.told == ['pipe.json:1 E108 "pipe.json" is neither a folder nor a file']


def test_a_link_to_nothing_is_told(desk: Desk) -> None:
    (desk.source / "gone.json").symlink_to("nowhere.json")
    (told,) = desk.bring("git", "gone.json").told
    assert told.startswith("gone.json:1 E107 this cannot be read")


def test_since_last_has_no_meaning_for_a_file(desk: Desk) -> None:
    with pytest.raises(UsageError, match="--since last is for a repository"):
        desk.bring("git", stdin="[]", since="last")


class Endless:
    """A JSON text of any size, made while it is read; how much was held of it at most."""

    def __init__(self, opening: bytes, member: bytes, size: int) -> None:
        self.rest, self.member, self.size = opening, member, size

    def read(self, size: int) -> bytes:
        while len(self.rest) < size and self.size > 0:
            self.rest += self.member
            self.size -= len(self.member)
        given, self.rest = self.rest[:size], self.rest[size:]
        return given


def test_a_large_text_is_read_without_being_held(desk: Desk) -> None:
    member = json.dumps({"title": "x" * 900, "number": 1}).encode() + b",\n"
    stream = JsonStream(Endless(b"[", member, 5_000_000).read)
    held: list[int] = []
    values = stream.values()

    def read() -> None:
        held.extend(len(stream._text) for _ in values)

    with pytest.raises(BrokenJson, match="expecting value"):
        read()
    assert len(held) == -(-5_000_000 // len(member))
    assert max(held) < 200_000


@pytest.mark.parametrize("opening", [b'["', b'[{"a": "', b"[[[[1,"])
def test_a_value_that_never_ends_is_given_up(opening: bytes) -> None:
    stream = JsonStream(Endless(opening, b"x1," * 1000, 40_000_000).read)
    with pytest.raises(BrokenJson):
        list(stream.values())
    assert stream.done <= 3 * LARGEST
