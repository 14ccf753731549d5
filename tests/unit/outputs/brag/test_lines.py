"""A dated list as a document: by month, the newest first, nothing lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.themes.markup import wrongs

from whyfolio.importers.dated_lines import read_dated_lines
from whyfolio.outputs.brag.lines import Lines, bare_desk, lines_plan, told_lines
from whyfolio.outputs.sentence import sentences_in
from whyfolio.render.environment import renderer_for
from whyfolio.render.theme import load_theme

LIST = """# What I did

## March 2026
- one, see [the note](https://a.example/n) and [mine](notes/x.md)
- 2026-03-20 two
  - below two
- 2026-04-02 three

## 2025
- four
- Q3 2025: five

## Ideas
- six
"""


def told(text: str) -> Lines:
    return told_lines(read_dated_lines(text), "notes.md", "Brag document")


def test_lines_stand_under_their_month_or_the_longer_time_that_is_named() -> None:
    made = told(LIST)
    assert (made.title, made.count, made.when and made.when.text) == (
        "What I did",
        6,
        "2025-01/2026-04",
    )
    assert [
        (chapter.when.text, [line.text.text for line in chapter.lines]) for chapter in made.chapters
    ] == [
        ("2026-04", ["three"]),
        ("2026-03", ["one, see [the note](https://a.example/n) and mine", "two"]),
        ("2025", ["four"]),
        ("2025-Q3", ["five"]),
    ]
    assert [line.text.text for line in made.undated] == ["six"]


def test_a_day_stands_beside_its_line_and_a_month_only_above_it() -> None:
    march = told(LIST).chapters[1]
    assert [line.when and line.when.text for line in march.lines] == [None, "2026-03-20"]
    assert [text.text for text in march.lines[1].more] == ["below two"]


def test_every_line_says_where_it_stands_in_the_file() -> None:
    found = [(sentence.text, sentence.refs) for sentence in sentences_in(told(LIST).chapters[1:2])]
    assert found == [
        ("one, see [the note](https://a.example/n) and mine", ("notes.md:4",)),
        ("two", ("notes.md:5",)),
        ("below two", ("notes.md:5",)),
    ]


def test_a_file_without_a_title_is_a_brag_document() -> None:
    assert told("- 2026-03-04 one").title == "Brag document"


def test_the_page_keeps_the_rules_of_markup_and_escapes_what_was_typed() -> None:
    desk = bare_desk(date(2026, 11, 21))
    plan = lines_plan(desk, read_dated_lines(f"{LIST}- <b>seven</b>\n"), "notes")
    page = renderer_for(load_theme("margin", Path()), "en", file_links=False).render(plan)
    text = page.content.decode()
    assert wrongs(text) == []
    assert "&lt;b&gt;seven&lt;/b&gt;" in text
    assert '<a href="https://a.example/n" rel="noopener">the note</a>' in text
