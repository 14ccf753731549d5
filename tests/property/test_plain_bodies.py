"""A quick look at a body without marks gives what the slow reading gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whyfolio.markdown.directives import problems, resolve, resolved
from whyfolio.model.audience import Audience

SIGNS = (
    *("[", "]", "(", ")", "`", "``", "```", "````", "~~~", "\n", "\n\n", " ", "\t", "\\", "|"),
    *("a", "b c", "x.", "<", " < ", "<b>", "<!--", "-->", "&lt;", "3", "!", "^", "**", "*", "#"),
    *("- ", "> ", "    ", "1. ", ":", "::", "{", "}", '"', "---", "```py\n", "\n```\n", "*[a"),
    *("[a](b)", "![a](b.png)", "[a]", "[a]: b", "https://example.com"),
)


@given(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join))
@settings(max_examples=max(1000, settings().max_examples), deadline=None)
@example("\n```\n```py\nx\n")
@example("```a`b\nc\n```\n")
def test_the_quick_look_and_the_slow_reading_agree(text: str) -> None:
    slow = resolved(text, Audience.PUBLIC)

    assert resolve(text, Audience.PUBLIC) == slow.text
    assert problems(text) == slow.problems


@pytest.mark.parametrize("text", ["\n```\n```py\nx\n", "```a`b\nc\n```\nd\n"])
def test_a_code_block_that_only_seems_closed_is_a_problem(text: str) -> None:
    assert [problem.code for problem in problems(text)] == ["E406"]
