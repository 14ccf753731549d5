"""Which digits tell a quantity and which only name something."""

from __future__ import annotations

import pytest

from whyfolio.coach.figures import holds_number


@pytest.mark.parametrize(
    "text",
    [
        "from 800 ms to 120 ms",
        "sale days lost 1 order in 8",
        "−5 % of calls",
        "€125,000 a year",
        "~40 people",
        "a 3x faster build",
        "40k requests",
        "it halved the wait",
        "two of eleven engineers",
        "no pages since: zero",
        "2000 % more",
        "(12 shops)",
    ],
)
def test_a_quantity_is_a_number(text: str) -> None:
    assert holds_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bug #4127",
        "bugs 4127",
        "in 2026",
        "since 2026-09-14, and 2026-Q3 again",
        "at 12:30",
        "Python 3.13",
        "version 2.4.1",
        "1.2.3 came out",
        "the p95 of v2 on EC2",
        "RFC 1149",
        "for two reasons",
        "ISO-8601 dates",
    ],
)
def test_a_name_with_digits_is_none(text: str) -> None:
    assert not holds_number(text)
