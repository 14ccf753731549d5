"""Whatever others wrote, an imported entry can be read, and what harms nothing stays as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from whyfolio.content.entries import read_entry
from whyfolio.diagnostics import Place
from whyfolio.importers.fitting import fitted
from whyfolio.model.work import Lesson

PIECES = (
    *("{", "}", "{.private}", "{review}", "{name}", "{ a.b }", "{.wide}", "{class=private}"),
    *('{"a": "b"}', "{#id}", "{:toc}", "[a]", "](b)", "`", "``", "```", "~~~", "\n", "\n\n"),
    *("- ", "1. ", "> ", ":::", "word ", "\\", "(c)", "*", "_", 'else="x"', "<b>", "<!-- "),
    *("    ", "[^1]", "[^1]: "),
)
PATH = "content/lessons/berths.md"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_any_body_becomes_one_without_an_error(body: str) -> None:
    text, _ = fitted(PATH, Lesson, {"date": "2026-03"}, body, Place("theirs.md"))
    found = read_entry(PATH, text.encode(), Lesson)
    assert [fault for fault in found.diagnostics if fault.is_error] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["`{a}`", "{Backend}Store", " {x, y} ", "\n", "word"])))
def test_braces_that_hang_on_nothing_stay(pieces: list[str]) -> None:
    body = "".join(["So: ", *pieces, "."])
    text, told = fitted(PATH, Lesson, {"date": "2026-03"}, body, Place("theirs.md"))
    assert (text.endswith(f"{body}\n"), told) == (True, [])
