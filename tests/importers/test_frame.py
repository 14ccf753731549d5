"""What every importer may yield, and what becomes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.folio import TODAY, Folio
from whyfolio.content.loader import load
from whyfolio.diagnostics import Place
from whyfolio.importers.found import (
    Found,
    FoundEntry,
    FoundField,
    FoundFile,
    FoundLine,
    Link,
    mark_of,
)
from whyfolio.importers.intake import Intake, take_in
from whyfolio.importers.writing import Written, write

PLACE = Place("theirs.txt", 3)


def brought(folio: Folio, *found: Found) -> tuple[Intake, Written]:
    intake = take_in("sheet", found, load(folio.root), TODAY)
    return intake, write(folio.root, intake)


def test_an_entry_is_written_as_whyfolio_writes(tmp_path: Path):
    folio = Folio.at(tmp_path)
    story = FoundEntry(
        "story",
        "row 4",
        PLACE,
        {
            "date": "2026-05",
            "what": 'I moved: the #4127 "queue"',
            "impact": ({"measure": "lost orders", "before": "12", "after": "0.4", "unit": "%"},),
            "tags": ("queues", "2026"),
            "shows": (),
        },
        "Why it was slow.\n",
    )
    brought(folio, story)
    assert (tmp_path / "content/stories/moved-the-4127-queue.md").read_text() == (
        "---\n"
        "date: 2026-05\n"
        "tags:\n"
        '  - "queues"\n'
        '  - "2026"\n'
        'what: "I moved: the #4127 \\"queue\\""\n'
        "impact:\n"
        '  - measure: "lost orders"\n'
        '    before: "12"\n'
        '    after: "0.4"\n'
        '    unit: "%"\n'
        f"imported: {mark_of('sheet', 'row 4')}\n"
        "---\n"
        "\n"
        "Why it was slow.\n"
    )
    assert folio.codes() == []


def test_a_packet_is_private_too(tmp_path: Path):
    folio = Folio.at(tmp_path)
    brought(folio, FoundEntry("packet", "p", PLACE, {"title": "Staff"}))
    assert "audience: private\n" in (tmp_path / "content/packets/staff.md").read_text()


def test_a_link_finds_what_came_now_or_before_and_tells_what_never_came(tmp_path: Path):
    folio = Folio.at(tmp_path)
    brought(folio, FoundEntry("goal", "g1", PLACE, {"title": "Fewer lost orders"}))
    links = (Link("g1", "goal 1"), Link("g9", "goal 9", PLACE))
    intake, _ = brought(
        folio, FoundEntry("lesson", "l1", PLACE, {"date": "2026", "what": "Ask", "related": links})
    )
    written = (tmp_path / "content/lessons/ask.md").read_text()
    assert "related: goals/fewer-lost-orders\n" in written
    assert [found.message for found in intake.diagnostics] == [
        '"goal 9" names nothing that was imported'
    ]


def test_a_value_that_its_field_cannot_hold_stands_in_the_body(tmp_path: Path):
    folio = Folio.at(tmp_path)
    fields = {"title": "Engineer", "start": "since forever", "url": "no address"}
    intake, _ = brought(folio, FoundEntry("position", "p", PLACE, fields, "Good years."))
    text = (tmp_path / "content/positions/engineer.md").read_text()
    body = text.partition("\n---\n")[2]
    assert body == '\nGood years.\n\n    start: since forever\n\n    url: "no address"\n'
    assert [(found.code, found.place.line) for found in intake.diagnostics] == [("W733", 3)] * 2
    assert folio.codes() == []


def test_what_can_be_no_entry_is_told_and_the_rest_is_written(tmp_path: Path):
    folio = Folio.at(tmp_path)
    intake, written = brought(
        folio,
        FoundEntry("story", "long", PLACE, {"date": "2026", "what": "Long"}, "word " * 300_000),
        FoundEntry("story", "none", PLACE, {"what": "Without a date"}),
        FoundEntry("story", "good", PLACE, {"date": "2026", "what": "Good"}),
    )
    assert [file.ref for file in written.files] == ["stories/good"]
    assert [found.code for found in intake.diagnostics] == ["E732", "E732"]


def test_log_lines_come_once(tmp_path: Path):
    folio = Folio.at(tmp_path)
    line = FoundLine(date(2026, 5, 4), "Paired with Ada on the queue", PLACE)
    brought(folio, line, line)
    intake, _ = brought(folio, line)
    assert (tmp_path / "content/log.md").read_text() == (
        "# Log\n\n- 2026-05-04 Paired with Ada on the queue\n"
    )
    assert (intake.lines, intake.known) == ((), 1)


def test_the_profile_gets_what_it_lacks_and_keeps_what_it_has(tmp_path: Path):
    folio = Folio.at(tmp_path)
    languages = ({"language": "German", "fluency": "native"},)
    fields = (FoundField("name", "Other", PLACE), FoundField("languages", languages, PLACE))
    _, written = brought(folio, *fields)
    assert written.fields == ("languages",)
    assert (tmp_path / "content/profile.md").read_text() == (
        '---\nname: Kim Vale\nlanguages:\n  - language: "German"\n    fluency: "native"\n---\n'
    )
    assert brought(folio, *fields)[0].known == len(fields)


def test_a_ladder_is_a_file_of_its_own_and_comes_once(tmp_path: Path):
    folio = Folio.at(tmp_path)
    text = "id: theirs\ntitle: Theirs\nlevels:\n  - {id: mid, title: Mid}\n"
    ladder = FoundFile("ladders", "theirs", text, PLACE, "1 level")
    brought(folio, ladder)
    intake, _ = brought(folio, ladder)
    assert (tmp_path / "content/ladders/theirs.yaml").read_text() == text
    assert (intake.files, intake.known) == ((), 1)
    newer = FoundFile("ladders", "theirs", text.replace("Mid", "Middle"), PLACE)
    assert [file.path for file in brought(folio, newer)[1].files] == [
        "content/ladders/theirs-2.yaml"
    ]
