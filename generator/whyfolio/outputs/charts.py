"""What the charts are about: how many stories in each half-year, and results over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.dates import When, halves_between
from whyfolio.model.work import Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import figures
from whyfolio.outputs.page_shapes import OverTime, Result
from whyfolio.outputs.shapes import Figure, Link
from whyfolio.render.charts import place, years_between
from whyfolio.render.locale import Words

HALVES = 6  # columns of half-years; older ones are told together
FROM_RESULTS = 3


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many stories speak for something in each half-year; counts, no grades."""

    link: Link
    counts: tuple[int, ...]

    @property
    def title(self) -> str:
        """What the stories speak for."""
        return self.link.title


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of stories: a row for each thing they speak for, a column for each half-year."""

    halves: tuple[str, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def most(self) -> int:
        """The largest count, which is drawn largest."""
        return max((count for row in self.rows for count in row.counts), default=0)


def halves_of(stories: Iterable[Story]) -> tuple[When, ...]:
    """The half-years from the first story's last day to the last story's."""
    days = [story.date.last for story in stories if story.date]
    return halves_between(min(days), max(days)) if days else ()


def half_labels(halves: Sequence[When], words: Words) -> tuple[str, ...]:
    """The columns, as in "25H1"; of more than six the older ones together."""
    labels = [
        words.text("packet.half", y=half.first.year % 100, n=1 if half.first.month == 1 else 2)
        for half in halves
    ]
    if len(labels) <= HALVES:
        return tuple(labels)
    return (words.text("packet.earlier"), *labels[1 - HALVES :])


def half_counts(stories: Iterable[Story], halves: Sequence[When]) -> tuple[int, ...]:
    """How many of the stories end in each half-year, in the columns of `half_labels`."""
    per = Counter(
        half.text
        for story in stories
        if story.date
        for half in halves
        if half.covers(story.date.last)
    )
    counts = [per[half.text] for half in halves]
    if len(counts) <= HALVES:
        return tuple(counts)
    return (sum(counts[: 1 - HALVES]), *counts[1 - HALVES :])


def coverage(found: Iterable[tuple[Link, Sequence[Story]]], words: Words) -> Coverage | None:
    """The chart for some things and their stories; None where no story has a date."""
    held = [(link, tuple(stories)) for link, stories in found]
    halves = halves_of(story for _, stories in held for story in stories)
    if not halves:
        return None
    rows = (CoverageRow(link, half_counts(stories, halves)) for link, stories in held)
    return Coverage(half_labels(halves, words), tuple(rows))


def over_time(
    stories: Iterable[Story], words: Words, links: Mapping[str, str] | None = None
) -> OverTime | None:
    """The stories with a figure that can be told in a number; None where there are fewer than 3.

    Args:
        stories: what the chart is about.
        words: the language of the figures.
        links: where each story is told, by ref; else its own page.
    """
    shown = [
        (story, story.date, kept)
        for story in stories
        if story.date and (kept := tuple(f for f in figures(story, words) if f.headline))
    ]
    if len(shown) < FROM_RESULTS:
        return None
    stretches = [when for _, when, _ in shown]
    stretches += [figure.when for *_, kept in shown for figure in kept if figure.when]
    first = min(stretches, key=lambda when: when.first)
    last = max(stretches, key=lambda when: when.last)
    newest_first = sorted(shown, key=lambda one: (-one[1].last.toordinal(), one[0].ref))
    told_at = links or {}
    return OverTime(
        first=first.ends[0],
        last=last.ends[1],
        ticks=tuple(_at(day, first, last) for day in years_between(first.first, last.last)),
        results=tuple(
            Result(
                link=Link(story.title, told_at.get(story.ref) or address_of(story)),
                when=when,
                start=_at(when.first, first, last),
                end=_at(when.last, first, last),
                marks=tuple(_at(day, first, last) for day in _days_read(kept)),
                figures=kept,
            )
            for story, when, kept in newest_first
        ),
    )


def _days_read(shown: Iterable[Figure]) -> Iterable[date]:
    return dict.fromkeys(figure.when.last for figure in shown if figure.when)


def _at(day: date, first: When, last: When) -> float:
    return place(day, first.first, last.last)
