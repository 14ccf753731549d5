"""Lists come out four columns a level, however their author indented them."""

from __future__ import annotations

import pytest

from whyfolio.markdown.nesting import nested

CASES = {
    "two columns": ("- a\n  - b\n    - c\n- d", "- a\n    - b\n        - c\n- d"),
    "three columns": ("1. a\n   - b\n2. c", "1. a\n    - b\n2. c"),
    "four columns stay": ("- a\n    - b\n- c", "- a\n    - b\n- c"),
    "a paragraph of an item": ("- a\n\n  b\n- c", "- a\n\n    b\n- c"),
    "one column is no level": ("- a\n - b", "- a\n- b"),
    "a list right after a paragraph": ("a:\n- b\n- c", "a:\n\n- b\n- c"),
    "a year that ends a sentence": ("It was\n2026. What a year", "It was\n2026. What a year"),
    "a rule is no item": ("a\n\n* * *\n\nb", "a\n\n* * *\n\nb"),
    "indented code": ("a\n\n    - b\n      - c", "a\n\n    - b\n      - c"),
    "a list in a note": ("!!! note\n    - a\n      - b", "!!! note\n    - a\n        - b"),
    "text after a list": ("- a\n\nb\n\n    code", "- a\n\nb\n\n    code"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_list_keeps_its_levels(text: str, expected: str) -> None:
    assert "\n".join(nested(text.split("\n"))) == expected


@pytest.mark.parametrize(("_", "expected"), CASES.values(), ids=CASES)
def test_a_list_that_is_right_already_stays_as_it_is(_: str, expected: str) -> None:
    assert "\n".join(nested(expected.split("\n"))) == expected
