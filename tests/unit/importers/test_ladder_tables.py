"""Tables: levels across or down, with themes, merged cells and lists in cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.importers.shelf import Sheet, Shelf, levels, sheet

from whyfolio.content.ladders import read_ladder
from whyfolio.diagnostics import Place
from whyfolio.importers.ladder.composing import composed
from whyfolio.importers.ladder.draft import Draft, Expected, Row, Rung
from whyfolio.importers.ladder.settling import settled
from whyfolio.importers.ladder.tree import plain

PLAIN: Sheet = {
    "Ropes": {"junior": ["Ties knots"], "senior": ["Splices rope"]},
    "Crew": {"junior": ["Says hello"], "senior": ["Brings people on"]},
}


def of(folder: Path, text: str | bytes, **options: str) -> tuple[Sheet, list[str]]:
    shelf = Shelf.at(folder).put("ladder.csv", text)
    brought = shelf.bring("ladder.csv", **options)
    return sheet(shelf.only()), brought.told


ROWS = "Ropes,Ties knots,Splices rope\nCrew,Says hello,Brings people on\n"
ACROSS = f"Competency,Junior,Senior\n{ROWS}"
EACH = """\
Skill,Level,Expectation
Ropes,Junior,Ties knots
Ropes,Senior,Splices rope
Crew,Junior,Says hello
Crew,Senior,Brings people on
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ACROSS, id="across"),
        pytest.param(
            ",Senior,Junior\nRopes,Splices rope,Ties knots\nCrew,Brings people on,Says hello\n",
            id="from the top",
        ),
        pytest.param(
            "Level,Ropes,Crew\nJunior,Ties knots,Says hello\n"
            "Senior,Splices rope,Brings people on\n",
            id="down",
        ),
        pytest.param(ACROSS.replace(",", ";").replace("\n", "\r\n"), id="semicolons"),
        pytest.param(ACROSS.replace(",", "\t"), id="tabs"),
        pytest.param("\ufeff" + ACROSS.replace("\nC", "\n,,\nC"), id="mark and blank rows"),
        pytest.param(f"Our ladder,,\n,,\n{ACROSS}", id="title above"),
        pytest.param(EACH, id="a row for each cell"),
        pytest.param(
            ACROSS.replace("Ties", "• Ties").replace("Splices", "1. Splices"),
            id="a bullet in a cell",
        ),
    ],
)
def test_a_table_is_read_whichever_way_it_lies(tmp_path: Path, text: str) -> None:
    found, told = of(tmp_path, text)
    assert found == PLAIN
    assert told == []


def test_the_title_above_a_header_is_the_ladders(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("t.csv", "Our ladder,,\nSkill,Junior,Senior\nRopes,a,b\n")
    shelf.bring("t.csv")
    assert (shelf.ladder("t").title, levels(shelf.ladder("t"))) == (
        "Our ladder", {"junior": "Junior", "senior": "Senior"},
    )  # fmt: skip


THEMES = """\
Area,Competency,Description,L1,L2,Comments
Deck,Ropes,All that pulls,Ties knots,"- Splices rope
- Whips ends
  and seals them",ask Tom
,Sails,,Folds them,"Reefs in time
Mends at sea",
,,,,Sews,
Galley,,,,,
,Soup,,n/a,Hot soup,
"""


def test_merged_cells_count_for_the_rows_below_and_lines_of_a_cell_for_themselves(
    tmp_path: Path,
) -> None:
    shelf = Shelf.at(tmp_path).put("t.csv", THEMES)
    brought = shelf.bring("t.csv")
    ladder = shelf.ladder("t")
    assert sheet(ladder) == {
        "Deck / Ropes": {
            "l1": ["Ties knots"],
            "l2": ["Splices rope", "Whips ends and seals them"],
        },
        "Deck / Sails": {"l1": ["Folds them"], "l2": ["Reefs in time", "Mends at sea", "Sews"]},
        "Galley / Soup": {"l2": ["Hot soup"]},
    }
    assert ladder.competencies[0].means == "All that pulls"
    assert brought.told == ['t.csv:1 W510 the column "Comments" is left out: it names no level']


def test_a_row_without_expectations_heads_those_below(tmp_path: Path) -> None:
    found, _ = of(tmp_path, "Category,SRE (L1),SRE (L2)\nSkill,,\nMastery,a,b\nTrust,,\nWork,c,d\n")
    assert found == {
        "Skill / Mastery": {"sre-l1": ["a"], "sre-l2": ["b"]},
        "Trust / Work": {"sre-l1": ["c"], "sre-l2": ["d"]},
    }


def test_a_level_between_others_needs_no_name_of_a_level(tmp_path: Path) -> None:
    found, _ = of(tmp_path, "Skill,Engineer,Senior Engineer,Staff Engineer\nRopes,a,b,c\n")
    assert found == {
        "Ropes": {"engineer": ["a"], "senior-engineer": ["b"], "staff-engineer": ["c"]}
    }


def test_levels_down_take_their_titles_from_a_column(tmp_path: Path) -> None:
    text = "Level,Title,Ropes\n1,Deckhand,Ties knots\n2,Mate,Splices rope\n"
    shelf = Shelf.at(tmp_path).put("t.csv", text)
    shelf.bring("t.csv")
    assert levels(shelf.only()) == {"1": "1: Deckhand", "2": "2: Mate"}
    assert sheet(shelf.only()) == {"Ropes": {"1": ["Ties knots"], "2": ["Splices rope"]}}


def test_where_no_word_names_a_level_one_asks_and_an_option_answers(tmp_path: Path) -> None:
    text = "What,Blue,Green\nRopes,Ties knots,Splices rope\n"
    shelf = Shelf.at(tmp_path).put("t.csv", text)
    assert shelf.bring("t.csv").told == [
        "t.csv:1 E510 no row and no column of this table names levels"
    ]
    assert shelf.files() == {}
    shelf.bring("t.csv", levels="columns")
    assert sheet(shelf.only()) == {"Ropes": {"blue": ["Ties knots"], "green": ["Splices rope"]}}


def test_an_option_turns_a_table_around(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("t.csv", "What,Ropes,Crew\nBlue,a,b\nGreen,c,d\n")
    shelf.bring("t.csv", levels="rows")
    assert sheet(shelf.only()) == {
        "Ropes": {"blue": ["a"], "green": ["c"]},
        "Crew": {"blue": ["b"], "green": ["d"]},
    }


words = st.text(min_size=1, max_size=40)
cells = st.lists(words, max_size=3)
rows = st.lists(st.tuples(words, words, words, cells, cells), min_size=1, max_size=4)


@given(rows=rows, titles=st.tuples(words, words), about=words)
@settings(max_examples=150, deadline=None)
def test_whatever_a_ladder_says_its_file_says_it_too(
    rows: list[tuple[str, str, str, list[str], list[str]]], titles: tuple[str, str], about: str
) -> None:
    made = tuple(
        Row(
            plain(title) or "x",
            {"1": tuple(map(Expected, filter(None, map(plain, low)))),
             "2": tuple(Expected(said, notes=(about,)) for said in filter(None, map(plain, high)))},
            theme=plain(theme), means=plain(means), notes=(about,),
        )
        for title, theme, means, low, high in rows
    )  # fmt: skip
    rungs = tuple(Rung(str(n), plain(title) or "x") for n, title in enumerate(titles, 1))
    draft = Draft("x", plain(about) or "x", Place("x"), rungs, made, notes=(about,))
    built = settled(draft, "x")
    read, problems = read_ladder("x.yaml", composed(built, {}, "ladder-0"))
    assert problems == ()
    assert read == built.ladder
