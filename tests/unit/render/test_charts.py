"""Shapes: drawn by attributes alone, in proportion, within their frame, without a word."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from whyfolio.render.charts import bar, dot, place, stretch, years_between

SHARES = st.floats(-50, 150, allow_nan=False)
DRAWN = {"viewBox", "width", "height", "x", "y", "rx", "fill", "fill-opacity"}
FRAME = {"class", "preserveAspectRatio", "aria-hidden", "focusable"}


def rects(drawing: Markup) -> list[dict[str, float]]:
    """The rectangles of a drawing, each with all its numbers."""
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    names = ("x", "y", "width", "height", "rx")
    return [{name: float(shape.get(name, 0)) for name in names} for shape in root]


def assert_bare(drawing: Markup) -> None:
    """By attributes alone: no style, script, text, address or id; hidden from who cannot see."""
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    assert root.get("aria-hidden") == "true"
    assert "".join(root.itertext()) == ""
    assert {shape.tag for shape in root.iter()} <= {"svg", "rect"}
    assert {name for shape in root.iter() for name in shape.attrib} <= DRAWN | FRAME
    assert {shape.get("fill") for shape in root} == {"currentColor"}


def assert_within(drawing: Markup) -> None:
    width, height = map(float, re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawing)[0])
    for shape in rects(drawing):
        assert shape["x"] >= 0
        assert shape["y"] >= 0
        assert shape["x"] + shape["width"] <= width + 0.01
        assert shape["y"] + shape["height"] <= height + 0.01
        assert shape["width"] > 0


@given(share=SHARES, later=st.booleans())
def test_a_bar_is_bare_and_stays_in_its_frame(share: float, later: bool) -> None:
    assert_bare(bar(share, later=later))
    assert_within(bar(share, later=later))


@given(
    start=SHARES,
    end=SHARES,
    marks=st.lists(SHARES, max_size=4),
    ticks=st.lists(st.floats(0, 99), max_size=4),
)
def test_a_stretch_is_bare_and_stays_in_its_frame(
    start: float, end: float, marks: list[float], ticks: list[float]
) -> None:
    assert_bare(stretch(start, end, marks, ticks))
    assert_within(stretch(start, end, marks, ticks))


@given(count=st.integers(1, 50), more=st.integers(0, 50))
def test_a_dot_is_bare_round_and_stays_in_its_frame(count: int, more: int) -> None:
    drawing = dot(count, count + more)
    assert_bare(drawing)
    assert_within(drawing)
    [shape] = rects(drawing)
    assert shape["width"] == shape["height"] == pytest.approx(2 * shape["rx"], abs=0.02)


@pytest.mark.parametrize(("share", "length"), [(100, 100), (3.3, 3.3), (0, 0.7), (-4, 0.7)])
def test_a_bar_is_as_long_as_its_share_and_never_invisible(share: float, length: float) -> None:
    assert [shape["width"] for shape in rects(bar(share))] == [length]


def test_the_figure_after_is_drawn_darker() -> None:
    assert 'fill-opacity="0.7"' in bar(50)
    assert "fill-opacity" not in bar(50, later=True)


def test_the_area_of_a_dot_grows_with_its_count() -> None:
    areas = [rects(dot(count, 4))[0]["width"] ** 2 for count in (1, 2, 3, 4)]
    assert areas == pytest.approx([25, 50, 75, 100], abs=0.2)


@pytest.mark.parametrize("count", [0, -1])
def test_nothing_is_drawn_for_nothing(count: int) -> None:
    assert dot(count, 4) == ""


def test_a_stretch_has_its_line_ticks_length_and_marks() -> None:
    line, tick, length, mark = rects(stretch(20, 60, [80], [50]))
    assert (line["x"], line["width"]) == (0, 100)
    assert tick["x"] == 50
    assert (length["x"], length["width"]) == (20, 40)
    assert mark["x"] == 80


def test_a_single_day_is_wide_enough_to_be_seen_even_at_the_end() -> None:
    _, length, mark = rects(stretch(100, 100, [100], []))
    assert length["width"] == 1.2
    assert length["x"] + length["width"] == mark["x"] + mark["width"] == 100


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), 0.0),
        (date(2026, 4, 11), 100.0),
        (date(2026, 2, 20), 50.0),
        (date(2025, 1, 1), 0.0),
        (date(2027, 1, 1), 100.0),
    ],
)
def test_a_day_has_its_place_between_two_others(day: date, expected: float) -> None:
    assert place(day, date(2026, 1, 1), date(2026, 4, 11)) == expected


def test_where_all_is_on_one_day_it_is_at_the_beginning() -> None:
    assert place(date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)) == 0


def test_years_begin_between_two_days_or_not_at_all() -> None:
    assert years_between(date(2024, 5, 1), date(2026, 1, 1)) == (date(2025, 1, 1), date(2026, 1, 1))
    assert years_between(date(2026, 1, 1), date(2026, 12, 31)) == ()
