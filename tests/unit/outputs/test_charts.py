"""What the charts count: coverage by half-year, results over time; every number in words too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.dates import parse_when
from whyfolio.model.audience import Audience
from whyfolio.model.values import Impact
from whyfolio.model.work import Story
from whyfolio.outputs.charts import (
    OverTime,
    coverage,
    half_counts,
    half_labels,
    halves_of,
    over_time,
)
from whyfolio.outputs.shapes import Link
from whyfolio.render.locale import words_of

WORDS = words_of("en")
FIGURE = Impact(measure="pages", before="6", after="3", source="the pager")


def story(day: str, *figures: Impact, slug: str = "") -> Story:
    name = slug or f"of-{day.replace('/', '-')}"
    return Story(slug=name, title=name, date=parse_when(day), impact=figures)


def rows(page: str, table: str) -> list[list[str]]:
    """The cells of a table as a reader without pictures has them."""
    inside = page[page.index(f'<table class="{table}">') :].partition("</table>")[0]
    inside = re.sub(r"<svg.*?</svg>", "", inside)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", inside, re.DOTALL)
    ]


# --- coverage -----------------------------------------------------------------------------------


def test_a_story_counts_in_the_half_year_in_which_it_ends() -> None:
    stories = [story("2025-06-30"), story("2025-06/2025-07"), story("2026-Q1"), story("2026-01")]
    halves = halves_of(stories)
    assert half_labels(halves, WORDS) == ("25H1", "25H2", "26H1")
    assert half_counts(stories, halves) == (1, 1, 2)


def test_older_half_years_are_told_together() -> None:
    stories = [story(f"{year}-{month}") for year in range(2022, 2027) for month in ("03", "09")]
    halves = halves_of(stories)
    labels, counts = half_labels(halves, WORDS), half_counts(stories, halves)
    assert labels == ("Earlier", "24H2", "25H1", "25H2", "26H1", "26H2")
    assert counts == (5, 1, 1, 1, 1, 1)
    assert sum(counts) == len(stories)


def test_without_a_date_there_is_no_chart() -> None:
    assert coverage([(Link("Execution"), [Story(slug="a", title="a")])], WORDS) is None


def test_a_coverage_knows_its_largest_count() -> None:
    made = coverage(
        [
            (Link("Execution"), [story("2026-01"), story("2026-02"), story("2025-12")]),
            (Link("Strategy"), [story("2026-01")]),
        ],
        WORDS,
    )
    assert made is not None
    assert [(row.title, row.counts) for row in made.rows] == [
        ("Execution", (1, 2)),
        ("Strategy", (0, 1)),
    ]
    assert made.most == 2


NOTE = "date: {}\nwhat: I did it.\nwhy: It helped.\naudience: review\nshows: [{}]\n"


def test_a_competency_page_shows_all_competencies_by_half_year_and_marks_its_own(
    tmp_path: Path,
) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("stories/a", NOTE.format("2026-02", "execution, strategy"))
    folio.entry("stories/b", NOTE.format("2026-09", "execution"))
    folio.entry("stories/c", NOTE.format("2026-09", "execution").replace("review", "private"))
    page = folio.page("competencies/execution/index.html", Audience.REVIEW)
    assert rows(page, "coverage") == [
        ["Stories", "26H1", "26H2"],
        ["Execution", "1", "1"],
        ["Strategy", "1", "·"],
    ]
    assert "<b>Execution</b>" in page
    assert '<th scope="row"><a href="../strategy/index.html">Strategy</a></th>' in page


def test_a_lone_competency_has_no_chart(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/a", NOTE.format("2026-02", "execution"))
    page = folio.page("competencies/execution/index.html", Audience.REVIEW)
    assert '<table class="coverage">' not in page


# --- results over time --------------------------------------------------------------------------


def made(*stories: Story) -> OverTime:
    found = over_time(stories, WORDS)
    assert found is not None
    return found


def test_results_are_placed_between_the_first_day_and_the_last_figure() -> None:
    read = Impact(measure="pages", before="6", after="3", when=parse_when("2026-12"))
    found = made(
        story("2025-01-01/2025-06", FIGURE),
        story("2025-12-31", FIGURE, slug="newest"),
        story("2025-03", read, slug="read-late"),
    )
    assert (found.first.text, found.last.text) == ("2025-01-01", "2026-12")
    assert found.ticks == (50.1,)
    assert [result.link.title for result in found.results] == [
        "newest",
        "of-2025-01-01-2025-06",
        "read-late",
    ]
    newest, whole, late = found.results
    assert (whole.start, whole.end, whole.marks) == (0.0, 24.7, ())
    assert (newest.start, newest.end) == (49.9, 49.9)
    assert late.marks == (100.0,)


@pytest.mark.parametrize(
    "figure",
    [Impact(measure="pages", before="6"), Impact(instead="fewer pages"), Impact(measure="pages")],
)
def test_a_figure_without_a_number_is_no_result(figure: Impact) -> None:
    assert (
        over_time([story(day, figure) for day in ("2026-01", "2026-02", "2026-03")], WORDS) is None
    )


def test_from_three_results_on_there_is_a_chart() -> None:
    days = ("2026-01", "2026-02", "2026-03")
    assert over_time([story(day, FIGURE) for day in days[:2]], WORDS) is None
    assert over_time([*(story(day, FIGURE) for day in days[:2]), story(days[2])], WORDS) is None
    assert len(made(*(story(day, FIGURE) for day in days)).results) == 3


RESULT = """date: {}
what: I did it.
why: It helped.
audience: public
impact:
  - {{measure: pages, before: 6, after: {}, unit: a night, when: {}, source: pager, audience: {}}}
"""


def test_the_timeline_tells_in_words_all_that_its_chart_shows(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    for n, opened in enumerate(["public", "public", "public", "review"], start=1):
        folio.entry(f"stories/s{n}", RESULT.format(f"2026-0{n}", n, f"2026-0{n + 3}", opened))
    folio.entry("lessons/a", "date: 2026-01\nwhat: I learned it.\nwhy: It helps.\naudience: public")
    page = folio.page("timeline/index.html")
    told = "6 → {} a night, read {} 2026"
    assert rows(page, "over-time stacks") == [
        ["Story", "When Jan 2026 – Jun 2026", "What changed"],
        ["S3", "Mar 2026", f"−50 % pages {told.format(3, 'Jun')}"],
        ["S2", "Feb 2026", f"−67 % pages {told.format(2, 'May')}"],
        ["S1", "Jan 2026", f"−83 % pages {told.format(1, 'Apr')}"],
    ]
    assert len(rows(folio.page("timeline/index.html", Audience.REVIEW), "over-time stacks")) == 5


def test_with_few_results_the_timeline_is_a_list_alone(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    for n in range(1, 6):
        front = RESULT.format(f"2026-0{n}", n, "2026-09", "public")
        folio.entry(f"stories/s{n}", front if n < 3 else front.partition("impact")[0])
    assert "over-time" not in folio.page("timeline/index.html")
