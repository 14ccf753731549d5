"""Partial dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.dates import (
    DateError,
    Grain,
    When,
    add_days,
    half_of,
    halves_between,
    months_between,
    parse_when,
)


@pytest.mark.parametrize(
    ("typed", "first", "last", "grain"),
    [
        ("2026-09-14", date(2026, 9, 14), date(2026, 9, 14), Grain.DAY),
        ("2026-09", date(2026, 9, 1), date(2026, 9, 30), Grain.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Grain.MONTH),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), Grain.QUARTER),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), Grain.QUARTER),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), Grain.HALF),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), Grain.HALF),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), Grain.YEAR),
        ("2026-03/2026-05", date(2026, 3, 1), date(2026, 5, 31), Grain.RANGE),
        ("2025-H2/2026-02-03", date(2025, 7, 1), date(2026, 2, 3), Grain.RANGE),
    ],
)
def test_a_partial_date_is_its_first_and_last_day(typed, first, last, grain):
    assert parse_when(typed) == When(typed, first, last, grain)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("2026h2", "2026-H2"), ("2026-q3", "2026-Q3"), (" 2026q1 / 2026-h1 ", "2026-Q1/2026-H1")],
)
def test_quarters_and_halves_have_one_spelling(typed, text):
    assert parse_when(typed).text == text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "is not a day, month, quarter, half, year or range"),
        ("soon", "is not a day, month, quarter, half, year or range"),
        ("2026-9-1", "is not a day, month, quarter, half, year or range"),
        ("2026-Q5", "is not a day, month, quarter, half, year or range"),
        ("2026-H3", "is not a day, month, quarter, half, year or range"),
        ("２０２６", "is not a day, month, quarter, half, year or range"),
        ("2026-01/", "is not a day, month, quarter, half, year or range"),
        ("0000-01", "names the year 0, which does not exist"),
        ("2026-05/2026-03", "is a range that ends before it begins"),
        ("2024/2025/2026", "is a range with more than two ends"),
    ],
)
def test_what_is_no_date_says_why(typed, why):
    with pytest.raises(DateError) as raised:
        parse_when(typed)
    assert str(raised.value) == why


@pytest.mark.parametrize("typed", ["2026-02-29", "2026-13", "2026-00-10", "2026-04-31"])
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(DateError, match="names a day that does not exist"):
        parse_when(typed)


def test_the_ends_of_a_range_keep_their_own_precision():
    start, end = parse_when("2025-H2/2026-02-03").ends
    assert (start.grain, end.grain) == (Grain.HALF, Grain.DAY)
    whole = parse_when("2026-03")
    assert whole.ends == (whole, whole)


def test_stretches_overlap_when_they_share_a_day():
    assert parse_when("2026-H1").overlaps(parse_when("2026-06-30/2026-08"))
    assert not parse_when("2026-H1").overlaps(parse_when("2026-07"))


def test_a_stretch_covers_its_own_ends():
    june = parse_when("2026-06")
    covered = [june.covers(date(2026, *day)) for day in ((5, 31), (6, 1), (6, 30), (7, 1))]
    assert covered == [False, True, True, False]


def test_every_half_between_two_days_is_named_once():
    halves = halves_between(date(2025, 6, 30), date(2026, 7, 1))
    assert [half.text for half in halves] == ["2025-H1", "2025-H2", "2026-H1", "2026-H2"]


def test_there_is_no_half_between_days_in_the_wrong_order():
    assert halves_between(date(2026, 7, 1), date(2026, 6, 30)) == ()


def test_the_last_half_of_the_calendar_ends_the_list():
    halves = halves_between(date(9999, 7, 1), date.max)
    assert [half.text for half in halves] == ["9999-H2"]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 15), date(2026, 5, 15), 4),
        (date(2026, 1, 15), date(2026, 5, 14), 3),
        (date(2025, 10, 31), date(2026, 2, 28), 4),
        (date(2025, 8, 31), date(2026, 2, 27), 5),
        (date(2026, 5, 1), date(2026, 1, 1), 0),
    ],
)
def test_the_last_day_of_a_shorter_month_completes_the_month(first, last, months):
    assert months_between(first, last) == months


def test_a_day_after_the_end_of_the_calendar_is_its_last_day():
    assert add_days(date(2026, 11, 21), 90) == date(2027, 2, 19)
    assert add_days(date(9999, 12, 1), 90) == date.max


@given(st.dates())
def test_every_day_lies_in_its_half(day):
    assert half_of(day).covers(day)


@given(st.dates(), st.dates())
def test_a_range_of_two_days_reads_back(one, other):
    first, last = sorted((one, other))
    read = parse_when(f"{first.isoformat()}/{last.isoformat()}")
    assert (read.first, read.last) == (first, last)
