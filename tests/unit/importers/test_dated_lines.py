"""Any dated list: every way to write a date that people use, and no line lost."""

from __future__ import annotations

import pytest

from whyfolio.importers.dated_lines import DatedLine, read_dated_lines


def read(text: str) -> list[tuple[str, str]]:
    """Date and words of each line; "" where it has no date."""
    return [
        (line.when.text if line.when else "", line.text) for line in read_dated_lines(text).lines
    ]


def only(text: str) -> DatedLine:
    [line] = read_dated_lines(text).lines
    return line


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("- 2026-03-04 Shipped it", "2026-03-04"),
        ("* 2026-03-04: Shipped it", "2026-03-04"),
        ("+ 2026-03-04 – Shipped it", "2026-03-04"),
        ("1. 2026-03-04 Shipped it", "2026-03-04"),
        ("- [x] 2026-03-04 Shipped it", "2026-03-04"),
        ("- **2026-03-04** Shipped it", "2026-03-04"),
        ("- **2026-03-04:** Shipped it", "2026-03-04"),
        ("- [2026-03-04] Shipped it", "2026-03-04"),
        ("- (2026-03-04) Shipped it", "2026-03-04"),
        ("- 2026-03-04 14:30 Shipped it", "2026-03-04"),
        ("- 2026/03/04 Shipped it", "2026-03-04"),
        ("- 2026.03.04 Shipped it", "2026-03-04"),
        ("2026-03-04 Shipped it", "2026-03-04"),
        ("- Shipped it (2026-03-04)", "2026-03-04"),
        ("- Shipped it (March 2026)", "2026-03"),
        ("- 4.3.2026 Shipped it", "2026-03-04"),
        ("- 14/3/2026 Shipped it", "2026-03-14"),
        ("- 3/14/2026 Shipped it", "2026-03-14"),
        ("- 2026-3-4 Shipped it", "2026-03-04"),
        ("- 14-03-2026 Shipped it", "2026-03-14"),
        ("- 4-March-2026 Shipped it", "2026-03-04"),
        ("- 4 March 2026: Shipped it", "2026-03-04"),
        ("- 4th of March 2026: Shipped it", "2026-03-04"),
        ("- March 4, 2026: Shipped it", "2026-03-04"),
        ("- Mar 4 2026 – Shipped it", "2026-03-04"),
        ("- Wed, 4 Mar 2026: Shipped it", "2026-03-04"),
        ("- 2026-03: Shipped it", "2026-03"),
        ("- March 2026: Shipped it", "2026-03"),
        ("- Sept. 2026: Shipped it", "2026-09"),
        ("- 2026-Q1 Shipped it", "2026-Q1"),
        ("- Q1 2026: Shipped it", "2026-Q1"),
        ("- H2 2026: Shipped it", "2026-H2"),
        ("- 2026-W10 Shipped it", "2026-03-02/2026-03-08"),
        ("- 2026: Shipped it", "2026"),
        ("| 2026-03-04 | Shipped it |", "2026-03-04"),
    ],
)
def test_a_date_may_be_written_as_people_write_it(line: str, day: str) -> None:
    assert read(line) == [(day, "Shipped it")]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("## March 2026", "2026-03"),
        ("## 2026-03", "2026-03"),
        ("## Week of 2 March 2026", "2026-03-02"),
        ("## Sprint 12 (Mar 2026)", "2026-03"),
        ("## Q1 2026 ##", "2026-Q1"),
        ("# 2026", "2026"),
        ("March 2026\n----------", "2026-03"),
        ("# 2026\n\n## March", "2026-03"),
        ("# 2026\n\n## Projects\n\n### 4 March", "2026-03-04"),
        ("- March 2026\n  - a date alone is a heading too\n", ""),
    ],
)
def test_a_line_takes_its_date_from_the_heading_above(heading: str, day: str) -> None:
    assert read(f"{heading}\n\n- Shipped it\n")[-1] == (day, "Shipped it")


def test_a_date_without_a_year_has_the_year_of_its_headings() -> None:
    text = "# 2026\n\n- Mar 4: one\n- 5 March two\n- April: three\n\n# 2025\n\n- Mar 4: four\n"
    assert read(text) == [
        ("2026-03-04", "one"),
        ("2026-03-05", "two"),
        ("2026-04", "three"),
        ("2025-03-04", "four"),
    ]


def test_a_heading_ends_what_an_earlier_one_of_its_depth_said() -> None:
    text = "## March 2026\n- one\n### Mentoring\n- two\n## Ideas\n- three\n"
    assert read(text) == [("2026-03", "one"), ("2026-03", "two"), ("", "three")]
    assert [line.topic for line in read_dated_lines(text).lines] == ["", "Mentoring", "Ideas"]


def test_a_list_line_that_is_a_date_alone_dates_what_stands_below_it() -> None:
    text = "- March 2026\n  - one\n  - two\n- April 2026\n  - three\n"
    assert read(text) == [("2026-03", "one"), ("2026-03", "two"), ("2026-04", "three")]


def test_lines_below_a_line_belong_to_it() -> None:
    line = only("- 2026-03-04 Shipped it\n  on a Friday\n  - no calls\n    that week\n  - cake\n")
    assert (line.text, line.more) == ("Shipped it on a Friday", ("no calls that week", "cake"))


def test_tags_and_people_at_the_end_are_no_words() -> None:
    line = only("- 2026-03-04 Paired on bug #4127 #leadership @jonas\n")
    assert line.text == "Paired on bug #4127"
    assert (line.tags, line.people) == (("leadership",), ("jonas",))


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("- 3/4/2026 Shipped it", '"3/4/2026" could be two days'),
        ("- Mar 4: Shipped it", '"Mar 4" has no year'),
        ("- Shipped it", ""),
        ("- May I help you", ""),
        ("- 2026 orders were lost", ""),
        ("- 12 people came", ""),
        ("- Marching on", ""),
    ],
)
def test_what_is_no_certain_date_is_none(line: str, doubt: str) -> None:
    found = only(line)
    assert (found.when, found.doubt) == (None, doubt)
    assert found.text == line.removeprefix("- ")


def test_a_day_that_does_not_exist_is_said_and_not_guessed() -> None:
    found = only("- 2026-02-30 Shipped it")
    assert found.when is None
    assert found.doubt.startswith('"2026-02-30" names a day that does not exist')


def test_no_line_is_lost_and_each_knows_its_number() -> None:
    text = (
        "---\ntitle: x\n---\n# Log of 2026\n\nAn introduction\nof two lines.\n\n"
        "- 2026-03-04 one\n<!-- a note\nto myself -->\n```\ncode\n```\n---\n- two\n\n"
        "A closing word.\n"
    )
    found = [(line.line, bool(line.when), line.text) for line in read_dated_lines(text).lines]
    assert found == [
        (6, False, "An introduction of two lines."),
        (9, True, "one"),
        (16, True, "two"),
        (18, False, "A closing word."),
    ]
    assert read_dated_lines(text).title == "Log of 2026"


def test_a_rule_at_the_top_begins_no_front_matter() -> None:
    assert read("---\n- 2026-03-04 one\n---\n- 2026-03-05 two\n") == [
        ("2026-03-04", "one"),
        ("2026-03-05", "two"),
    ]


def test_tables_are_read_row_by_row() -> None:
    text = (
        "| When | What | Why |\n|---|:--|---|\n| 2026-03-04 | One | Calm |\n| 2026-03-05 | Two | |"
    )
    assert read(text) == [("2026-03-04", "One – Calm"), ("2026-03-05", "Two")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_and_a_byte_order_mark_change_nothing(ending: str) -> None:
    text = "\ufeff## March 2026\n\n- one\n- two\n".replace("\n", ending)
    assert read(text) == [("2026-03", "one"), ("2026-03", "two")]


def test_an_empty_file_is_an_empty_list() -> None:
    assert read_dated_lines("").lines == ()
