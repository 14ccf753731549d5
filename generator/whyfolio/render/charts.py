"""Charts: shapes as SVG, made here once for every page and document.

A shape is drawn by attributes alone. It has no style, no script and no text; its colour is that
of the words around it (`currentColor`), so that it follows light, dark and print. The numbers
stand beside it in HTML, in a table or a list, so that nothing is said by a shape alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup

WHOLE = 100.0
_FAINT, _SOFT, _FULL = "0.25", "0.7", "1"


@lru_cache(maxsize=1024)  # most figures are whole numbers, and stand on several pages
def bar(share: float, *, later: bool = False) -> Markup:
    """One of the two lengths of a figure; 0 is a thin line, so that it is seen.

    Args:
        share: how long it is, from 0 to 100.
        later: whether it is the figure after, which is drawn darker.
    """
    opacity = _FULL if later else _SOFT
    shape = _rect(0, 0, max(0.7, _within(share)), 8, opacity)
    return _drawing("length", 100, 8, [shape], stretched=True)


def dot(count: int, most: int) -> Markup:
    """A mark whose area grows with a count; "" for none.

    Args:
        count: what it stands for.
        most: the largest count of the same chart, which fills the space.
    """
    if count <= 0:
        return Markup()
    size = 10 * math.sqrt(min(count, most) / most)
    edge = (10 - size) / 2
    return _drawing("dot", 10, 10, [_rect(edge, edge, size, size, _FULL, round_by=size / 2)])


def stretch(start: float, end: float, marks: Iterable[float], ticks: Iterable[float]) -> Markup:
    """A stretch of time on a line, with marks on it.

    All places are from 0, the first day of the chart, to 100, its last.

    Args:
        start: where it begins.
        end: where it ends.
        marks: where something was read.
        ticks: where the line is divided, as at the turn of a year.
    """
    first, last = sorted((_within(start), _within(end)))
    width = max(1.2, last - first)
    shapes = [_rect(0, 4.7, WHOLE, 0.6, _FAINT)]
    shapes += [_rect(_within(tick), 1.5, 0.4, 7, _FAINT) for tick in ticks]
    shapes.append(_rect(min(first, WHOLE - width), 3, width, 4, _SOFT))
    shapes += [_rect(min(_within(mark), WHOLE - 1), 0, 1, 10, _FULL) for mark in marks]
    return _drawing("stretch", 100, 10, shapes, stretched=True)


def place(day: date, first: date, last: date) -> float:
    """Where a day lies between two others, from 0 to 100; days outside lie on the border."""
    days = (last - first).days
    return round(_within(WHOLE * (day - first).days / days), 1) if days > 0 else 0.0


def years_between(first: date, last: date) -> tuple[date, ...]:
    """The first day of every year that begins after the one day and by the other."""
    return tuple(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))


def _within(number: float) -> float:
    return min(WHOLE, max(0.0, number))


def _rect(
    x: float, y: float, width: float, height: float, opacity: str, *, round_by: float = 0
) -> str:
    numbers = {"x": x, "y": y, "width": width, "height": height, "rx": round_by}
    sides = "".join(
        f' {name}="{_short(number)}"'
        for name, number in numbers.items()
        if number or name in {"width", "height"}
    )
    fill = f' fill-opacity="{opacity}"' if opacity != _FULL else ""
    return f'<rect{sides} fill="currentColor"{fill}></rect>'


def _short(number: float) -> str:
    return f"{round(number, 2):g}"


def _drawing(
    name: str, width: int, height: int, shapes: Sequence[str], *, stretched: bool = False
) -> Markup:
    """An SVG of its own size where no style says otherwise; hidden from who cannot see it."""
    aspect = ' preserveAspectRatio="none"' if stretched else ""
    opening = (
        f'<svg class="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f'{aspect} aria-hidden="true" focusable="false">'
    )
    return Markup(f"{opening}{''.join(shapes)}</svg>")  # noqa: S704 - numbers and our own words
