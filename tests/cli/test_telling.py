"""`whyfolio tell`: what stands on which output, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.folio import Folio

from whyfolio.cli.main import commands
from whyfolio.errors import UsageError

STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\naudience: {audience}\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path).entry("stories/one", STORY.format(audience="review"))


def tell(folio: Folio, *words: str) -> Result:
    arguments = ["-C", str(folio.root), "--today", "2026-11-21", "tell", *words]
    return CliRunner().invoke(commands, arguments, standalone_mode=False)


def test_the_text_alone_is_the_result(folio: Folio) -> None:
    result = tell(folio, "one", "--audience", "review")
    assert result.stdout == "This was in September 2026.\n\nI did it.\n\nIt helped.\n"
    assert result.stderr == "\nabout 5 s at 145 words a minute\n"
    assert result.return_value == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--in", "soon"], '"soon" is no time'),
        (["--in", "0s"], '"0s" is no time'),
        (["--in", "90"], '"90" is no time'),
        (["--in", "61m"], '"61m" is no time'),
        (["--in", "star"], "star tells one story"),
        (["one", "--question", "What failed?"], "name a story or ask a question"),
        (["two"], 'no story is called "two"'),
        (["one", "--audience", "public"], "`whyfolio allow public stories/one` opens it"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_line(
    folio: Folio, words: list[str], message: str
) -> None:
    result = tell(folio, *words)
    assert isinstance(result.exception, UsageError) or result.return_value == 2
    assert message in f"{result.exception}{result.stderr}"


@pytest.mark.parametrize("name", ["one", "stories/one", "content/stories/one.md"])
def test_a_story_goes_by_its_slug_its_ref_and_its_file(folio: Folio, name: str) -> None:
    assert "I did it." in tell(folio, name).stdout


def test_a_draft_is_told_to_its_author_alone(folio: Folio) -> None:
    folio.entry("stories/two", STORY.format(audience="public") + "draft: true\n")
    assert "I did it." in tell(folio, "two").stdout
    assert tell(folio, "two", "--audience", "public").return_value == 2


def test_an_error_in_a_note_stops_it(folio: Folio) -> None:
    folio.entry("stories/two", "date: soon\nwhat: I did it.\n")
    result = tell(folio, "one")
    assert (result.stdout, result.return_value) == ("", 1)
    assert "content/stories/two.md:2:7: error[E203]" in result.stderr


def test_what_the_guard_finds_is_never_told(folio: Folio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that is held back, let through by mistake, is found before it is printed."""
    held = "we pay the provider eighty thousand a month for it"
    folio.entry("stories/two", f"date: 2026-08\nwhat: I did more.\nwhy: I said {held}.\n")
    monkeypatch.setattr("whyfolio.outputs.tell.parts.spoken_when", lambda *_: f"when {held}")
    result = tell(folio, "one", "--audience", "review")
    assert (result.stdout, result.return_value) == ("", 1)
    assert "content/stories/two.md:4:" in result.stderr
    assert "error[E9" in result.stderr
