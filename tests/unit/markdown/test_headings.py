"""The heading that a body opens with."""

from __future__ import annotations

import pytest

from whyfolio.markdown.headings import first_heading, without_first_heading


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("# A b\n\nc\n", "A b", "c\n"),
        ("\n\n## A ##\nb", "A", "b"),
        ("# A {#b}\n", "A", ""),
        ("a\n\n# B\n", None, "a\n\n# B\n"),
        ("#4127 is fixed", None, "#4127 is fixed"),
        ("", None, ""),
    ],
)
def test_only_a_heading_before_anything_else_counts(
    text: str, heading: str | None, rest: str
) -> None:
    assert first_heading(text) == heading
    assert without_first_heading(text) == rest
