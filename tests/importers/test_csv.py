"""Tables of any spreadsheet: what a column means, what a row becomes, what is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folio import TODAY
from tests.importers.desk import Brought, Desk
from whyfolio.errors import UsageError
from whyfolio.importers.csv.columns import likely_kind, proposed
from whyfolio.importers.csv.reading import Table, table_of
from whyfolio.importers.found import Found, FoundEntry
from whyfolio.importers.registry import Request, importer_named

WINS = (
    "Date,Accomplishment,Impact,Team,Category,Jira,Notes\n"
    '2026-03-04,Queue in front of checkout,"1 lost order in 250, not 1 in 8","Ana, Tom",queues,'
    'OPS-4127,"Measured first.\n\nThen drained."\n'
    "May 2026,Five refund forms became one,,,,,\n"
)


def front(desk: Desk, ref: str) -> list[str]:
    """The lines of an entry, but for its mark."""
    text = (desk.folio.root / f"content/{ref}.md").read_text()
    return [line for line in text.splitlines() if not line.startswith("imported:")]


def dates(brought: Brought) -> dict[str, str]:
    return {file.ref: file.date for file in brought.intake.files}


def test_a_row_becomes_a_story_and_no_cell_is_lost(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("wins.csv", WINS)
    brought = desk.bring("csv", "wins.csv")
    assert front(desk, "stories/queue-in-front-of-checkout") == [
        "---",
        "date: 2026-03-04",
        'tags: "queues"',
        'what: "Queue in front of checkout"',
        'why: "1 lost order in 250, not 1 in 8"',
        'with: "Ana; Tom"',
        "---",
        "",
        "Measured first.",
        "",
        "Then drained.",
        "",
        "- Jira: OPS-4127",
    ]
    assert dates(brought)["stories/five-refund-forms-became-one"] == "2026-05"
    assert desk.folio.codes() == []


def test_the_mapping_is_said(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("wins.csv", WINS)
    assert desk.bring("csv", "wins.csv").said == [
        "wins.csv: 2 lines of a table, each a story",
        "  Date            → date",
        "  Accomplishment  → what",
        "  Impact          → why",
        "  Team            → with",
        "  Category        → tags",
        "  Jira            → body, under its name",
        "  Notes           → body",
    ]


def test_a_second_import_brings_only_the_new_row(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("wins.csv", WINS)
    desk.bring("csv", "wins.csv")
    desk.put("wins.csv", f"{WINS}2026-06,Night shift freed,,,,,\n")
    again = desk.bring("csv", "wins.csv")
    assert dates(again) == {"stories/night-shift-freed": "2026-06"}
    assert again.intake.known == 2


def test_options_say_what_a_column_is_and_which_one_is_left_out(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("wins.csv", WINS)
    columns = "what=accomplishment\ntags=Jira\n-=category\nbody=Impact"
    desk.bring("csv", "wins.csv", map=columns, kind="lesson")
    assert front(desk, "lessons/queue-in-front-of-checkout") == [
        "---",
        "date: 2026-03-04",
        'tags: "OPS-4127"',
        'what: "Queue in front of checkout"',
        "---",
        "",
        "1 lost order in 250, not 1 in 8",
        "",
        "Measured first.",
        "",
        "Then drained.",
        "",
        "- Team: Ana, Tom",
    ]


def test_a_figure_is_an_impact_and_a_sentence_a_why(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    desk.put("t.csv", "Date,Win,Impact\n2026,Queue,lost orders 12 % -> 0.4 %\n")
    desk.bring("csv", "t.csv")
    assert 'impact: "lost orders 12 % -> 0.4 %"' in front(desk, "stories/queue")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"map": "wat=Impact"},
            'a story that comes from a table has no field "wat"; did you mean "what"?',
        ),
        ({"map": "what=Impct"}, 'this table has no column "Impct"; did you mean "Impact"?'),
        ({"map": "what"}, '"what" is no FIELD=COLUMN'),
        ({"map": "audience=Notes"}, 'a story that comes from a table has no field "audience"'),
        ({"map": "-=Date"}, "no column of wins.csv is the date of a story"),
        ({"delimiter": "ab"}, '--delimiter says "ab"; it is one sign, as ; or tab'),
        ({"encoding": "klingon"}, 'there is no encoding "klingon"'),
        ({"encoding": "base64"}, 'there is no encoding "base64"'),
    ],
)
def test_an_option_that_cannot_be_meant_is_a_wrong_usage(
    options: dict[str, str], message: str, tmp_path: Path
) -> None:
    desk = Desk.at(tmp_path).put("wins.csv", WINS)
    with pytest.raises(UsageError) as error:
        desk.bring("csv", "wins.csv", **options)
    assert str(error.value).startswith(message)


def test_a_table_in_which_nothing_maps_is_refused_with_its_columns(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("rain.csv", "Station,Millimetres\nUtrecht,4\n")
    with pytest.raises(UsageError) as error:
        desk.bring("csv", "rain.csv")
    assert str(error.value) == (
        "no column of rain.csv is the what or title of a story; it has Station and Millimetres; "
        "say it with --map what=COLUMN, or say another --kind"
    )


def test_no_column_can_open_an_entry(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("t.csv", "date,what,audience,draft\n2026,Opened,public,no\n")
    desk.bring("csv", "t.csv")
    assert front(desk, "stories/opened") == [
        "---", "date: 2026", 'what: "Opened"', "---", "", "- audience: public", "- draft: no",
    ]  # fmt: skip


KINDS = {
    "From,Feedback,Date": "feedback",
    "Company,Job title,From,Until": "position",
    "Decision,Rationale,Date": "decision",
    "What I learned,When": "lesson",
    "Objective,Deadline": "goal",
    "Next step,Due": "action",
    "Date,Win": "story",
}


@pytest.mark.parametrize("columns", KINDS)
def test_the_columns_say_what_a_row_is(columns: str) -> None:
    assert likely_kind(columns.split(",")) == KINDS[columns]


def test_positions_goals_feedback_and_lines_of_the_log_come_too(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    desk.put("jobs.csv", "Company,Role,Start date,End date\nHarbor,Engineer,Mar 2020,Present\n")
    desk.put("goals.csv", "Goal,Deadline,Status\nHand the queue over,2026-12,Clear\n")
    desk.put("kudos.csv", "Date,Kudos,From\n2026-02,You asked first.,Sam Okoro (manager)\n")
    found: dict[str, str] = {}
    for name in ("jobs", "goals", "kudos"):
        found |= dates(desk.bring("csv", f"{name}.csv"))
    assert sorted(found) == [
        "feedback/you-asked-first", "goals/hand-the-queue-over", "positions/engineer",
    ]  # fmt: skip
    assert front(desk, "positions/engineer")[1:4] == [
        'title: "Engineer"', 'organisation: "Harbor"', "start: 2020-03",
    ]  # fmt: skip
    assert "status: clear" in front(desk, "goals/hand-the-queue-over")
    desk.put("log.csv", "When,What\n2026-03-04,Paired with Ana\n2026-03,Wrote the page\n")
    desk.bring("csv", "log.csv", kind="log")
    assert (desk.folio.root / "content/log.md").read_text() == (
        "# Log\n\n- 2026-03-04 Paired with Ana\n- 2026-03-31 Wrote the page\n"
    )
    assert desk.folio.codes() == []


# --- asked on a terminal -------------------------------------------------------------------------


def answered(text: str, *answers: str) -> tuple[list[Found], list[str]]:
    """What is found where a person gives these answers, and what was shown."""
    said: list[str] = []
    given = iter(answers)
    ask: Callable[[str, str], str] = lambda _question, _default: next(given)  # noqa: E731
    source = Path("wins.csv")
    request = Request(None, str(source), text.encode, Path(), TODAY, ask=ask, tell=said.append)
    return list(importer_named("csv").read(request)), said


def test_a_person_may_change_the_mapping_before_anything_comes() -> None:
    found, said = answered(
        WINS, "tags=Jira", "kind=lesson", "what=Accomplishment", "changed=Impact", ""
    )
    entries = [one for one in found if isinstance(one, FoundEntry)]
    assert [entry.kind for entry in entries] == ["lesson", "lesson"]
    assert entries[0].fields["changed"] == "1 lost order in 250, not 1 in 8"
    assert said.count("<stdin>: 2 lines of a table, each a lesson") == 3


def test_a_wrong_answer_is_told_and_asked_again_and_q_brings_nothing() -> None:
    found, said = answered(WINS, "what=Nothing", "kind=stroy", "-=Date", "", "q")
    assert [type(one).__name__ for one in found] == ["LeftOut"]
    told = [line for line in said if not line.startswith((" ", "<stdin>: 2"))]
    assert [line.partition(";")[0] for line in told] == [
        'this table has no column "Nothing"',
        'there is no kind "stroy"',
        "no column of <stdin> is the date of a story",
    ]


# --- files ---------------------------------------------------------------------------------------

SHAPES = {
    "semicolons": "Date;Win\n2026-03-04;One, two; \n".replace("; \n", "\n").encode(),
    "tabs": b"Date\tWin\n2026-03-04\tOne, two\n",
    "a mark of UTF-8 and the line ends of Windows": (
        '\ufeffDate,Win\r\n2026-03-04,"One, two"\r\n'.encode()
    ),
    "UTF-16 with its mark": "Date\tWin\r\n2026-03-04\tOne, two\r\n".encode("utf-16"),
    "Excel's first line": b"sep=;\nDate;Win\n2026-03-04;One, two\n",
    "a line feed in a cell": b'Date,Win\n2026-03-04,"One,\ntwo"\n',
    "spaces before quotation marks": b'Date, Win\n2026-03-04, "One, two"\n',
    "empty lines before and between": b"\n\nDate|Win\n|\n2026-03-04|One, two\n\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_is_read_however_it_was_saved(shape: str, tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("t.csv", SHAPES[shape])
    brought = desk.bring("csv", "t.csv")
    assert brought.told == []
    assert [(file.date, " ".join(file.title.split())) for file in brought.intake.files] == [
        ("2026-03-04", "One, two")
    ]


def test_another_encoding_is_named_and_can_be_said(tmp_path: Path) -> None:
    raw = "Date,Win\n2026-03-04,Café\n".encode("cp1252")
    desk = Desk.at(tmp_path).put("t.csv", raw)
    brought = desk.bring("csv", "t.csv")
    assert brought.told == ["t.csv:2 E105 the byte 0xE9 is not UTF-8"]
    assert brought.intake.diagnostics[0].hint == (
        "save it as UTF-8, or name its encoding, as in --encoding cp1252"
    )
    assert [one.title for one in desk.bring("csv", "t.csv", encoding="cp1252").intake.files] == [
        "Café"
    ]


def test_a_table_of_100_megabytes_is_told_and_never_read_whole(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    with (desk.source / "t.csv").open("wb") as large:
        large.write(b"Date,Win\n2026-03-04,One\n")
        large.truncate(100 * 1024 * 1024)
    brought = desk.bring("csv", "t.csv")
    assert brought.told == [
        "t.csv:1 E106 this file is 104,857,600 bytes large, and a note may hold 1 MiB"
    ]
    assert brought.entries == {}


def test_bad_rows_are_told_with_their_lines_and_the_others_come(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put(
        "t.csv",
        'Date,Win\n2026-03-04,"One,\ntwo"\nsoon,Three\n,Four\n2026-03-05,\n'
        "2026-03-06,Five,six\n3/4/2026,Seven\n2026-02-30,Eight\n2026-03-07,Nine\n",
    )
    brought = desk.bring("csv", "t.csv")
    assert sorted(brought.entries) == ["nine", "one-two"]
    assert brought.told == [
        't.csv:7 E763 this row goes on behind the last column, with "six"',
        't.csv:4 E763 "soon" is no date',
        "t.csv:5 E763 this row has no date",
        "t.csv:6 E763 this row has no what or title",
        't.csv:8 E763 "3/4/2026" could be two days',
        't.csv:9 E763 "2026-02-30" has a day that does not exist',
    ] or [line.rpartition("E763")[0] for line in brought.told] == [
        "t.csv:7 ", "t.csv:4 ", "t.csv:5 ", "t.csv:6 ", "t.csv:8 ", "t.csv:9 ",
    ]  # fmt: skip


def test_a_column_says_itself_how_its_days_are_meant(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("t.csv", "Date,Win\n3/4/2026,One\n3/25/2026,Two\n")
    assert sorted(dates(desk.bring("csv", "t.csv")).values()) == ["2026-03-04", "2026-03-25"]
    desk.put("t.csv", "Date,Win\n3/4/2026,Three\n")
    assert dates(desk.bring("csv", "t.csv", dates="day-first")) == {"stories/three": "2026-04-03"}


# --- anything ------------------------------------------------------------------------------------

cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ['"', ",", ";", "a\nb", "", "{.private}", "::: review", "2026-03-04", "-", "#x"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_a_spreadsheet_writes_is_read_as_it_was(rows: list[list[str]], sign: str) -> None:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=sign, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["Date", "Win", "More"], *rows])
    table = table_of("t.csv", held.getvalue())
    assert isinstance(table, Table)
    assert [list(row.cells) for row in table.rows] == [
        [cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_no_text_ends_in_anything_but_a_table_or_a_message(text: str) -> None:
    read = table_of("t.csv", text)
    if isinstance(read, Table):
        assert all(len(row.cells) == len(read.columns) for row in read.rows)
        assert set(proposed("story", read.columns)) <= set(range(len(read.columns)))
    else:
        assert (read.code, read.place.file) == ("E762", "t.csv")
