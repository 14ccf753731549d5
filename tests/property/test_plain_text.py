"""Stretches that are spared the search for inline marks hold none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from whyfolio.markdown.extensions import extensions_for, new_converter

SIGNS = (
    *("[", "]", "(", ")", "`", "``", "\n", "\n\n", " ", "  \n", "a", "b c", "word. ", "<", "<b>"),
    *("</b>", " < ", "3", "!", "^", "**", "*", "_", "- ", "> ", "    ", "1. ", ": ", '"', "# "),
    *("| a | b |\n|---|---|\n| c | d |\n", "---\n", "&lt;", "&", "\\", "\\*", "[a]: http://z\n"),
    *("<http://x.y>", "[a](b)", "![a](b.png)", "[^1]", "[^1]: note\n", "{: .x}", "*[HTML]: h\n"),
    *("HTML", "```py\nx\n```\n", "[TOC]"),
)


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
@settings(deadline=None)
def test_a_body_is_the_same_whether_plain_stretches_are_spared_or_not(text: str) -> None:
    sparing, searching = (new_converter(extensions_for(text)) for _ in range(2))
    if "plain_text" in searching.treeprocessors:
        searching.treeprocessors.deregister("plain_text")

    assert sparing.convert(text) == searching.convert(text)
