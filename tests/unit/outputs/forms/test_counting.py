"""How forms count."""

from __future__ import annotations

import pytest

from whyfolio.model.ladder import Box
from whyfolio.outputs.forms.counting import fits, laid_out, used


def box(unit: str = "characters", limit: int = 0, *, html: bool = False) -> Box:
    return Box("b", "What?", (), limit, unit, counts_html=html)


@pytest.mark.parametrize(
    ("entry", "unit", "html", "size"),
    [
        ("I did it.", "characters", False, len("- I did it.")),
        ("I did it.", "words", False, 4),
        ("I did it.", "items", False, 1),
        ("I did it.", "bytes", False, len("- I did it.")),
        ("naïve", "characters", False, 7),
        ("naïve", "bytes", False, 8),
        ("🙂", "characters", False, 4),
        ("🙂", "bytes", False, 6),
        ("e\u0301", "characters", False, 3),
        ("a & b", "characters", True, len("<p>- a &amp; b</p>")),
        ("a & b", "bytes", True, len("<p>- a &amp; b</p>")),
        ("a & b", "items", True, 1),
    ],
)
def test_each_unit_counts_in_its_own_way(entry: str, unit: str, html: bool, size: int) -> None:
    assert used(box(unit, html=html), [entry]) == size


def test_a_line_break_between_entries_counts() -> None:
    assert laid_out(["one", "two"]) == "- one\n- two"
    assert used(box(), ["one", "two"]) == len("- one") + 1 + len("- two")


def test_a_box_is_full_at_its_limit_and_not_before() -> None:
    assert fits(box(limit=11), ["I did it."])
    assert not fits(box(limit=10), ["I did it."])
    assert fits(box(limit=0), ["I did it." * 1000])
