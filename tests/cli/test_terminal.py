"""Conversations on a real terminal: what is asked, what the answers become."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.folio import Folio

PATIENCE = 20
STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
STORY = "date: 2026-09\nwhat: {what}\nwhy: It helped."


def talk(folder: Path, command: str, turns: Sequence[tuple[str, str]] = ()) -> tuple[str, int]:
    """Run a command on a terminal; wait for each expected text and type its answer.

    Returns what the screen showed, and the exit code.
    """
    screen, inside = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "whyfolio", "--today", "2026-11-21", *command.split()],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"},
        stdin=inside,
        stdout=inside,
        stderr=inside,
    )
    os.close(inside)
    seen = ""
    for expected, answer in turns:
        start = len(seen)
        while expected not in seen[start:]:
            more = _read(screen)
            assert more, f"waiting for {expected!r}, the screen shows:\n{seen}"
            seen += more
        os.write(screen, f"{answer}\n".encode())
    while more := _read(screen):
        seen += more
    os.close(screen)
    return seen, running.wait(PATIENCE)


def _read(screen: int) -> str:
    if not select.select([screen], [], [], PATIENCE)[0]:
        return ""
    try:
        return STYLE.sub("", os.read(screen, 65536).decode())
    except OSError:  # the other end is closed
        return ""


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def text(folio: Folio, ref: str) -> str:
    return (folio.root / f"content/{ref}.md").read_text(encoding="utf-8")


def test_four_questions_make_a_story(folio: Folio) -> None:
    screen, code = talk(
        folio.root,
        "new story",
        [
            ("One sentence", "I put a queue in front of checkout so that no order is lost"),
            ("to whom", 'Two reasons: sale days lost 1 in 8, and "support" called back'),
            ("When?", "2026-09"),
            ("Your part?", "o"),
        ],
    )
    assert code == 0
    assert text(folio, "stories/put-a-queue-in-front-of-checkout") == (
        "---\n"
        "date: 2026-09\n"
        'what: "I put a queue in front of checkout so that no order is lost"\n'
        'why: "Two reasons: sale days lost 1 in 8, and \\"support\\" called back"\n'
        "role: owner\n"
        "outcome_due: 2026-12-29\n"
        "---\n"
    )
    assert "(Enter skips every question)" in screen
    assert "[o]wner [l]ead [c]ontributor [r]eviewer [m]entor [i]dea" in screen
    assert "Wrote content/stories/put-a-queue-in-front-of-checkout.md   (private)" in screen
    assert folio.codes() == []


def test_enter_skips_every_question(folio: Folio) -> None:
    turns = [("One sentence", ""), ("to whom", ""), ("[2026-11]", ""), ("Your part?", "")]
    _, code = talk(folio.root, "new story", turns)
    assert code == 0
    written = "---\ndate: 2026-11\noutcome_due: 2027-02-28\n---\n"
    assert text(folio, "stories/story-2026-11") == written
    assert folio.codes() == []


def test_an_answer_that_makes_no_sense_is_asked_for_again(folio: Folio) -> None:
    turns = [
        ("What did you decide?", "We keep the old tills"),
        ("Why this", ""),
        ("best guess", ""),
        ("How sure are you", "very"),
        ('"very" is no whole number from 0 to 100', "101"),
        ('"101" is no whole number', "70"),
    ]
    _, code = talk(folio.root, "new decision", turns)
    assert code == 0
    assert text(folio, "decisions/keep-the-old-tills") == (
        '---\ndate: 2026-11-21\nwhat: "We keep the old tills"\nconfidence: 70\n---\n'
    )


def test_an_action_names_a_goal_that_is_there(folio: Folio) -> None:
    folio.entry("goals/teach", 'title: "Teach more"')
    turns = [
        ("smallest step", "Explain one thing"),
        ("Which goal", "teech"),
        ('did you mean "goals/teach"', "teach"),
        ("By when?", "next week"),
        ("write it like", "2026-12"),
    ]
    _, code = talk(folio.root, "new action", turns)
    assert code == 0
    assert text(folio, "actions/explain-one-thing") == (
        '---\ntitle: "Explain one thing"\ngoal: goals/teach\ndue: 2026-12\n---\n'
    )
    assert folio.codes() == []


def test_stopping_half_way_writes_nothing(folio: Folio) -> None:
    screen, code = talk(folio.root, "new story", [("One sentence", "I did it"), ("whom", "\x04")])
    assert code == 1
    assert "whyfolio: stopped before the end" in screen
    assert not (folio.root / "content/stories").exists()


def test_a_build_that_would_come_out_empty_asks_and_opens_all(folio: Folio) -> None:
    folio.entry("stories/one", STORY.format(what="I did one."))
    folio.entry("stories/two", STORY.format(what="I did two."))
    screen, code = talk(folio.root, "build", [("[a]ll [c]hoose [n]one", "a")])
    assert code == 0
    assert "Both stories are private. May your reviewers read them?" in screen
    assert "review: 2 of 2 entries" in screen
    assert (folio.root / "site/review/stories/one/index.html").is_file()
    assert not (folio.root / "site/public/stories").exists()


def test_a_build_that_would_come_out_empty_lets_choose(folio: Folio) -> None:
    folio.entry("stories/one", STORY.format(what="I did one."))
    folio.entry("stories/two", STORY.format(what="I did two."))
    folio.entry("stories/rough", STORY.format(what="I did three.") + "\ndraft: true")
    turns = [("2 of 3 stories are private.", "c"), ("stories/one?", "n"), ("stories/two?", "y")]
    screen, code = talk(folio.root, "build", turns)
    assert code == 0
    assert "review: 1 of 3 entries; 2 private" in screen
    assert "audience" not in text(folio, "stories/one")


def test_the_answer_none_leaves_all_as_it_is(folio: Folio) -> None:
    folio.entry("stories/one", STORY.format(what="I did one."))
    before = text(folio, "stories/one")
    screen, code = talk(folio.root, "build", [("Your only story is private.", "n")])
    assert code == 0
    assert "review: 0 of 1 entry; 1 private" in screen
    assert text(folio, "stories/one") == before


def test_each_line_of_the_readers_sheet_is_kept_reworded_or_hidden(folio: Folio) -> None:
    folio.write(
        "content/stories/deal.md",
        "---\r\n"
        "date: 2026-09\r\n"
        "what: I read the contract with Dana Ihle and saved 240,000 a year.  # no comment\r\n"
        'why: "It was \\"12 %\\" of the bill."\r\n'
        "---\r\n"
        "See [the sheet](https://wiki.vale.example/deal). Dana Ihle signed; 240,000 stays.\r\n"
        "![Board](https://a.b/c.png){.wide}\r\n",
    )
    turns = [
        ("name Dana Ihle  [k]eep [e]lse [h]ide [s]top", "e"),
        ("What do others read instead?", 'our "lawyer"'),
        ("figure 240,000", "h"),
        ("figure 12 %", "e"),
        ("What do others read instead?", "a good part"),
        ("link https://wiki.vale.example/deal", "h"),
        ("image https://a.b/c.png", "h"),
    ]
    screen, code = talk(folio.root, "allow public stories/deal", turns)
    assert code == 0, screen
    assert (folio.root / "content/stories/deal.md").read_bytes().decode() == (
        "---\r\n"
        "date: 2026-09\r\n"
        "audience: public\r\n"
        'what: I read the contract with [Dana Ihle]{.review else="our ”lawyer”"} and saved'
        " [240,000]{.review} a year.  # no comment\r\n"
        'why: "It was \\"[12 %]{.review else=\\"a good part\\"}\\" of the bill."\r\n'
        "---\r\n"
        "See [the sheet](https://wiki.vale.example/deal){.review}."
        ' [Dana Ihle]{.review else="our ”lawyer”"} signed; [240,000]{.review} stays.\r\n'
        "![Board](https://a.b/c.png){.review .wide}\r\n"
    )
    assert folio.codes() == ["W415"]  # the picture from another server
    page = folio.page("stories/deal/index.html")
    kept_back = ("Dana", "240,000", "12 %", "wiki.vale", "a.b/c")
    assert [words for words in kept_back if words in page] == []
    assert "a good part" in page


def test_stopping_at_the_readers_sheet_leaves_the_entry_as_it_is(folio: Folio) -> None:
    folio.entry("stories/one", STORY.format(what="I saved 240,000 with Dana Ihle."))
    before = text(folio, "stories/one")
    turns = [("figure 240,000", "h"), ("name Dana Ihle", "s")]
    screen, code = talk(folio.root, "allow public stories/one", turns)
    assert code == 1
    assert "stories/one: left as it is." in screen
    assert text(folio, "stories/one") == before


# --- a review form, box by box ------------------------------------------------------------------

TWO_BOXES = """id: two
title: Two boxes
sections:
  - {id: done, prompt: What did you do?, select: {kind: story}}
  - {id: none, prompt: What went wrong?, select: {kind: decision}}
  - {id: learned, prompt: What did you learn?, select: {kind: lesson}}
"""


@pytest.fixture
def clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clipboard that keeps all it was given, one after the other."""
    kept = tmp_path / "clipboard"
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("xclip", "xsel", "wl-copy"):
        program = programs / name
        program.write_text(f"#!/bin/sh\ncat >> {kept}\necho >> {kept}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return kept


def with_boxes(folio: Folio, audience: str = "review") -> Folio:
    seen = f"\naudience: {audience}"
    folio.write("content/forms/two.yaml", TWO_BOXES)
    folio.entry("stories/one", STORY.format(what="I did one") + seen)
    folio.entry("stories/two", STORY.format(what="I did two") + seen)
    return folio.entry("lessons/ask", f"date: 2026-09\nwhat: I ask first.{seen}")


def test_box_after_box_goes_to_the_clipboard(folio: Folio, clipboard: Path) -> None:
    screen, code = talk(with_boxes(folio).root, "brag --form two", [("Enter for box 3", "")])
    assert code == 0
    one, two = "- I did one. It helped.", "- I did two. It helped."
    assert clipboard.read_text() == f"{one}\n{two}\n- I ask first.\n"
    assert "Wrote brag-2026-H2.txt; box 1 is on the clipboard, Enter for box 3." in screen
    assert "box 3 is on the clipboard. That was the last one." in screen


def test_without_a_clipboard_only_the_file_is_written(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    screen, code = talk(with_boxes(folio).root, "brag --form two")
    assert (code, "clipboard" in screen) == (0, False)
    assert "Wrote brag-2026-H2.txt." in screen
    assert "- I did one. It helped." in (folio.root / "brag-2026-H2.txt").read_text()


def test_private_stories_of_the_period_are_asked_about(folio: Folio) -> None:
    with_boxes(folio, "private")
    folio.entry("stories/older", "date: 2020-01\nwhat: x\nwhy: y\naudience: review")
    screen, code = talk(folio.root, "brag --form two", [("[a]ll [c]hoose [n]one", "a")])
    assert code == 0
    assert "2 stories since 1 Jul 2026." in screen
    assert "Both stories are private. May your reviewers read them?" in screen
    assert "What did you do?" in screen
    assert "2 stories" in screen
    assert "audience: review" in text(folio, "stories/one")
    assert "I did two. It helped." in (folio.root / "brag-2026-H2.txt").read_text()


def test_nothing_is_written_where_the_answer_is_none(folio: Folio) -> None:
    with_boxes(folio, "private")
    screen, code = talk(folio.root, "brag --form two", [("[a]ll [c]hoose [n]one", "n")])
    assert code == 1
    assert "No box would hold anything, so nothing was written." in screen
    assert not (folio.root / "brag-2026-H2.txt").exists()
