"""How one diagnostic is drawn: its place, its line, a caret below the very words."""

from __future__ import annotations

import click
import pytest

from whyfolio.cli.frames import drawn, for_github
from whyfolio.diagnostics import Diagnostic, Place


def frame(source: str, line: int, column: int, length: int) -> list[str]:
    """The source line and the carets below it."""
    found = Diagnostic("E104", Place("x.md", line, column, length), "no entry is called so")
    return click.unstyle(drawn(found, {"x.md": source})).split("\n")[1:]


def test_a_diagnostic_is_drawn_with_its_line_a_caret_and_a_hint() -> None:
    found = Diagnostic("W105", Place("x.md", 2, 4, 3), "this is odd", "make it even")
    assert click.unstyle(drawn(found, {"x.md": "a\nis odd\n"})) == (
        "x.md:2:4: warning[W105]: this is odd\n    2 | is odd\n      |    ^^^\n  hint: make it even"
    )


def test_without_a_source_only_the_message_is_drawn() -> None:
    found = Diagnostic("E705", Place("site"), "another build is running")
    assert click.unstyle(drawn(found, {})) == "site:1:1: error[E705]: another build is running"


@pytest.mark.parametrize(
    ("source", "column", "length", "carets"),
    [
        ("\tword", 2, 4, "\t^^^^"),
        ("李明 word", 4, 4, "     ^^^^"),
        ("李明", 1, 2, "^^^^"),
        ("e\u0301e\u0301 word", 6, 4, "   ^^^^"),
        ("word", 5, 1, "    ^"),
        ("word", 90, 7, "    ^"),
        ("word", 3, 50, "  ^^"),
    ],
)
def test_the_caret_stands_below_the_words_whatever_is_before(
    source: str, column: int, length: int, carets: str
) -> None:
    assert frame(source, 1, column, length) == [f"    1 | {source}", f"      | {carets}"]


def test_a_long_line_is_cut_around_the_words() -> None:
    source = "a" * 300 + "THERE" + "b" * 300
    line, carets = frame(source, 1, 301, 5)
    assert line == "    1 | …" + "a" * 40 + "THERE" + "b" * 55 + "…"
    assert carets == "      | " + " " * 41 + "^^^^^"


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_line_that_is_not_there_is_not_drawn(line: int) -> None:
    assert frame("one\ntwo", line, 1, 1) == []


def test_a_workflow_command_escapes_what_would_end_it() -> None:
    found = Diagnostic("N201", Place("a,b:c.md", 2, 3), "100 %\nof it", "do: this")
    assert for_github(found) == (
        "::notice file=a%2Cb%3Ac.md,line=2,col=3,title=N201::100 %25%0Aof it%0Ado: this"
    )
