"""Figures and the change from one to another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.model.figures import change, number
from whyfolio.model.values import Impact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("12 %", "12"),
        ("0.4", "0.4"),
        ("0,4", "0.4"),
        ("0,500", "0.500"),
        ("1,5 h", "1.5"),
        ("1,200", "1200"),
        ("1,200,000", "1200000"),
        ("1.200.000", "1200000"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 200", "1200"),
        ("1\u202f200\u00a0EUR", "1200"),
        ("1'200", "1200"),
        ("−5 °C", "-5"),
        ("-5", "-5"),
        ("+5", "5"),
        ("~12", "12"),
        ("€1.2m", "1.2"),
        ("5.", "5"),
        ("4 per 1000", "4"),
    ],
)
def test_a_figure_is_read_with_its_decimals_and_groups(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "many", "10-12", "10 – 12", "3 to 5", "1/3", "12:30", "2026-09", "2026-Q1"),
        *("1.2.3", "12.5.2026", "1e3", "12 or 13", "1,20,000.5", "1" * 21),
    ],
)
def test_ranges_dates_and_fractions_are_no_number(text):
    assert number(text) is None


@pytest.mark.parametrize(
    ("before", "after", "unit", "told"),
    [
        ("12", "0.4", "%", "−11.6 points"),
        ("3", "2", "percent", "−1 point"),
        ("0", "3", "%", "+3 points"),
        ("12 %", "13 %", "", "+1 point"),
        ("0.21", "0.23", "%", "+0.02 points"),
        ("340", "90", "ms", "−74 %"),
        ("340 ms", "90", "", "−74 %"),
        ("1", "3", "people", "+200 %"),
        ("1 day", "3 days", "", "+200 %"),
        ("40 calls", "0", "calls", "−100 %"),
        ("1,200", "900", "EUR", "−25 %"),
        ("0,4", "0,2", "s", "−50 %"),
        ("€1.2m", "€2m", "", "+67 %"),
    ],
)
def test_a_change_is_told_in_percent_and_that_of_percents_in_points(before, after, unit, told):
    assert change(before, after, unit) == told


@pytest.mark.parametrize(
    ("before", "after", "unit", "told"),
    [
        ("0", "5", "pages", "+5 pages"),
        ("0", "5", "", "+5"),
        ("0", "148000", "EUR", "+148,000 EUR"),
        ("0", "1.2 million", "EUR", "+1.2 million EUR"),
        ("0", "5 pages", "pages", "+5 pages"),
        ("-5", "5", "°C", "+10 °C"),
        ("5", "-5", "°C", "−10 °C"),
    ],
)
def test_from_zero_and_below_the_difference_is_told(before, after, unit, told):
    assert change(before, after, unit) == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("1000", "999", "−0.1 %"), ("1000", "4", "−99.6 %"), ("1000", "0", "−100 %")],
)
def test_rounding_never_says_that_nothing_changed_or_nothing_is_left(before, after, told):
    assert change(before, after, "orders") == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12", ""),
        ("", "12"),
        ("5", "5.0"),
        ("many", "few"),
        ("2 h", "30 min"),
        ("1.2 million", "300 thousand"),
        ("5k", "1m"),
        ("€5", "$6"),
        ("10-12", "5"),
        ("2026-01", "2026-02"),
    ],
)
def test_no_change_is_told_that_does_not_follow_from_the_figures(before, after):
    assert change(before, after, "") == ""


def test_an_impact_tells_its_change():
    assert Impact(before="12", after="0.4", unit="%").change == "−11.6 points"
    assert Impact(before="12").change == ""


def test_a_hidden_figure_keeps_only_its_change():
    assert Impact(shown_change="−97 %").change == "−97 %"


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_change(before, after, unit):
    assert isinstance(change(before, after, unit), str)


AMOUNT = st.decimals(-(10**15), 10**15, places=3)


@given(AMOUNT, AMOUNT)
def test_a_told_change_has_the_direction_of_the_figures(first, last):
    told = change(f"{first:f}", f"{last:f}", "x")
    if told:
        assert told.startswith("+" if last > first else "−")
