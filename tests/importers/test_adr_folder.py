"""A folder of decision records: who names whom, what is no record, when each was, and again."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.importers.desk import Brought, Desk
from whyfolio.model.work import Decision

RECORD = "# {title}\n\nDate: {date}\n\n## Status\n\n{status}\n\n## Context\n\n{context}\n"


def record(title: str, status: str = "Accepted", context: str = "It was slow.") -> str:
    return RECORD.format(title=title, date="2024-03-05", status=status, context=context)


def decision(brought: Brought, slug: str) -> Decision:
    found = brought.entries[slug]
    assert isinstance(found, Decision)
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Superseded by [2. New](0002-new.md)", "Accepted"),
        ("Superseded by ADR-0002", "Accepted"),
        ("Superseded by [2. New](./0002-new.md).", "Accepted"),
        ("Accepted", "Accepted\n\nSupersedes [1. Old](0001-old.md)"),
        ("Superceded by [2. New](0002-new.md)", "Accepted\n\nSupercedes [1. Old](0001-old.md)"),
        ("Superseded by [ADR 2](https://code.example/team/shop/docs/adr/0002-new.md)", "Accepted"),
    ],
)
def test_one_decision_supersedes_another_whichever_says_so(tmp_path: Path, old: str, new: str):
    desk = Desk.at(tmp_path).put("0001-old.md", record("1. Old", old))
    brought = desk.put("0002-new.md", record("2. New", new)).bring("adr")
    assert decision(brought, "0002-new").supersedes == ("decisions/0001-old",)
    assert decision(brought, "0001-old").supersedes == ()
    assert brought.told == []
    assert "## Status" not in decision(brought, "0001-old").body


def test_front_matter_names_other_records_too(tmp_path: Path):
    front = "---\nstatus: accepted\ndate: 2024-03-05\nsupersedes: [ADR-0001]\n---\n"
    front += "# New\n\n## Context\n\nX\n"
    desk = Desk.at(tmp_path).put("0001-old.md", record("Old")).put("0002-new.md", front)
    assert decision(desk.bring("adr"), "0002-new").supersedes == ("decisions/0001-old",)


def test_amending_is_kept_from_both_sides_and_once(tmp_path: Path):
    desk = Desk.at(tmp_path)
    desk.put("0005-help.md", record("5. Help", "Accepted\n\nAmended by [9. More](0009-more.md)"))
    desk.put("0009-more.md", record("9. More", "Accepted\n\nAmends [5. Help](0005-help.md)"))
    brought = desk.bring("adr")
    assert decision(brought, "0009-more").amends == ("decisions/0005-help",)
    assert decision(brought, "0005-help").amends == ()


def test_partly_superseded_is_amended(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-old.md", record("Old"))
    desk.put("0002-new.md", record("New", "Accepted\n\nPartly supersedes [1. Old](0001-old.md)"))
    brought = desk.bring("adr")
    assert decision(brought, "0002-new").amends == ("decisions/0001-old",)
    assert decision(brought, "0002-new").supersedes == ()


def test_any_other_link_of_adr_tools_is_a_neighbour(tmp_path: Path):
    desk = Desk.at(tmp_path)
    desk.put("0001-a.md", record("A", "Accepted\n\nClarified by [2. B](0002-b.md)"))
    desk.put("0002-b.md", record("B", "Accepted\n\nClarifies [1. A](0001-a.md)"))
    brought = desk.bring("adr")
    related = [decision(brought, slug).related for slug in ("0001-a", "0002-b")]
    assert related == [("decisions/0002-b",), ()]


def test_links_in_the_text_lead_to_the_entries(tmp_path: Path):
    text = record("B", context="See [the first](./0001-a.md#context) and [code](../src/main.rs).")
    desk = Desk.at(tmp_path).put("0001-a.md", record("A")).put("0002-b.md", text)
    body = decision(desk.bring("adr"), "0002-b").body
    assert "See [the first](0001-a.md#context) and [code](../src/main.rs)." in body


def test_a_number_that_two_records_have_is_no_guess(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-old.md", record("Old", "Superseded by ADR-0002"))
    desk.put("0002-a.md", record("A")).put("0002-b.md", record("B"))
    brought = desk.bring("adr")
    assert brought.told == [
        '0001-old.md:7 W732 "ADR-0002" names no record here; it could be 0002-a.md and 0002-b.md'
    ]
    assert decision(brought, "0001-old").status == "superseded"
    assert "Superseded by ADR-0002" in decision(brought, "0001-old").body


def test_the_record_beside_it_is_meant_where_folders_share_numbers(tmp_path: Path):
    desk = Desk.at(tmp_path)
    for folder in ("shop", "bank"):
        desk.put(f"{folder}/0001-old.md", record(f"Old {folder}", "Superseded by ADR-0002"))
        desk.put(f"{folder}/0002-new.md", record(f"New {folder}"))
    brought = desk.bring("adr")
    by_title = {entry.title: entry for entry in brought.entries.values()}
    for folder in ("shop", "bank"):
        new, old = by_title[f"New {folder}"], by_title[f"Old {folder}"]
        assert isinstance(new, Decision)
        assert new.supersedes == (old.ref,)
    assert len(by_title) == 4


def test_a_dead_link_with_a_number_is_followed_and_told(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-a.md", record("A", "Superseded by [ADR 2](0002-gone.md)"))
    brought = desk.put("0002-b.md", record("B")).bring("adr")
    assert decision(brought, "0002-b").supersedes == ("decisions/0001-a",)
    assert brought.told == [
        '0001-a.md:7 W732 "0002-gone.md" leads nowhere; 0002-b.md is taken for it'
    ]


def test_two_that_supersede_each_other_are_told(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-a.md", record("A", "Superseded by [B](0002-b.md)"))
    brought = desk.put("0002-b.md", record("B", "Superseded by [A](0001-a.md)")).bring("adr")
    assert [line.split()[1] for line in brought.told] == ["W732"]


def test_indexes_and_templates_are_left_out_and_named(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-use-a-template-engine.md", record("Use a template engine"))
    desk.put("README.md", "# Decisions\n\n* [1](0001-use-a-template-engine.md)\n")
    desk.put("index.md", "# Decisions\n").put("usage.md", "# How we write them\n\nOften.\n")
    desk.put("adr-template.md", "# {short title}\n\n## Status\n\nproposed\n\n## Context\n")
    desk.put("template.md", "# [short title]\n\n- Status: [draft | proposed]\n")
    desk.put("NNNN-adr-template.md", "# N) Title\n\n## Status\n\nproposed, accepted, rejected\n")
    desk.put("0002-old.rst", "Old\n===\n")
    brought = desk.bring("adr")
    assert list(brought.entries) == ["0001-use-a-template-engine"]
    assert brought.left_out == {
        "0002-old.rst": "is reStructuredText, and only Markdown is read",
        "NNNN-adr-template.md": "is a template",
        "README.md": "is an index",
        "adr-template.md": "is a template",
        "index.md": "is an index",
        "template.md": "is a template",
        "usage.md": "has neither a number, nor a status, nor a record's headings",
    }


def test_a_record_that_is_the_readme_of_its_folder_is_one(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-cache/README.md", record("1. Cache"))
    (desk.source / "0001-cache/index.md").symlink_to("README.md")
    assert list(desk.bring("adr").entries) == ["0001-cache"]


def test_the_day_comes_from_the_name_then_from_git_then_from_the_file(tmp_path: Path):
    desk = Desk.at(tmp_path).put("20240102-named.md", "# Named\n\n## Context\n\nX\n")
    desk.put("0001-first.md", "# Committed\n\n## Context\n\nThe words that stay the same.\n")
    git = [
        "git",
        "-C",
        str(desk.source),
        "-c",
        "user.name=Kim",
        "-c",
        "user.email=kim@test.example",
    ]

    def commit(day: str) -> None:
        day = f"{day}T10:00:00"
        subprocess.run([*git, "add", "-A"], check=True)
        environment = {**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        subprocess.run([*git, "commit", "-qm", "x"], check=True, env=environment)

    subprocess.run([*git, "init", "-q"], check=True)
    commit("2023-04-05")
    (desk.source / "0001-first.md").rename(desk.source / "0001-renamed.md")
    commit("2023-06-07")
    (desk.source / "adr").mkdir()
    (desk.source / "0001-renamed.md").rename(desk.source / "adr/0001-moved.md")
    commit("2023-07-08")
    desk.put("0002-loose.md", "# Loose\n\n## Context\n\nX\n")
    os.utime(desk.source / "0002-loose.md", (1_700_000_000, 1_700_000_000))
    brought = desk.bring("adr")
    days = {slug: entry.date.text for slug, entry in brought.entries.items() if entry.date}
    assert days == {
        "20240102-named": "2024-01-02",
        "0001-moved": "2023-04-05",
        "0002-loose": "2023-11-14",
    }
    taken = "the day on which the file was last changed is taken"
    assert brought.told == [f"0002-loose.md:1 W731 no date is given here; {taken}"]
    (tmp_path / "alone").mkdir()
    alone = Desk.at(tmp_path / "alone").bring("adr", "../../theirs/adr")
    assert [entry.date and entry.date.text for entry in alone.entries.values()] == ["2023-04-05"]


def test_a_date_that_could_be_two_days_is_told_and_kept(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-a.md", record("A").replace("2024-03-05", "08/01/2024"))
    os.utime(desk.source / "0001-a.md", (1_700_000_000, 1_700_000_000))
    brought = desk.bring("adr")
    assert brought.told == [
        '0001-a.md:3 W731 the date "08/01/2024" is no day, or could be two; 2023-11-14 is taken'
    ]
    assert "Date: 08/01/2024" in decision(brought, "0001-a").body


def test_a_second_import_adds_only_what_is_new_and_changes_nothing(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-a.md", record("A"))
    desk.bring("adr")
    mine = desk.folio.root / "content/decisions/0001-a.md"
    mine.write_text(mine.read_text() + "\nMy own words.\n")
    kept = mine.read_text()
    desk.put("0001-a.md", record("A", "Superseded by [B](0002-b.md)"))
    brought = desk.put("0002-b.md", record("B")).bring("adr")
    assert [file.ref for file in brought.intake.files] == ["decisions/0002-b"]
    assert brought.intake.known == 1
    assert decision(brought, "0002-b").supersedes == ("decisions/0001-a",)
    assert mine.read_text() == kept
    assert brought.told == [
        '0001-a.md:1 W735 the status is "superseded" here, and decisions/0001-a says "accepted"'
    ]


def test_an_entry_of_the_same_name_is_never_overwritten(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-a.md", record("Theirs"))
    desk.folio.entry("decisions/0001-a", "date: 2020\ntitle: Mine")
    brought = desk.bring("adr")
    assert {slug: entry.title for slug, entry in brought.entries.items()} == {
        "0001-a": "Mine",
        "0001-a-2": "Theirs",
    }


def test_two_collections_with_the_same_names_come_both(tmp_path: Path):
    desk = Desk.at(tmp_path)
    desk.put("shop/adr/0001-record.md", record("Record decisions", context="The shop grows."))
    desk.put("bank/adr/0001-record.md", record("Record decisions", context="The bank asks."))
    desk.bring("adr", "shop/adr")
    assert len(desk.bring("adr", "bank/adr").entries) == 2


def test_what_comes_is_private_and_no_draft(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-a.md", record("A"))
    desk.bring("adr")
    assert desk.folio.view().entries == ()
    assert "draft" not in (desk.folio.root / "content/decisions/0001-a.md").read_text()


def test_hostile_files_are_named_one_by_one_and_the_rest_comes(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0001-good.md", record("Good"))
    desk.put("0002-latin.md", "# Café\n".encode("latin-1"))
    desk.put("0003-wide.md", record("Wide").encode("utf-16"))
    desk.put("0004-nul.md", "# A\x00\n")
    with (desk.source / "0005-huge.md").open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "secret.md").write_text(record("Secret"))
    (desk.source / "0006-out.md").symlink_to(tmp_path / "secret.md")
    (desk.source / "0007-round.md").symlink_to("0007-round.md")
    os.mkfifo(desk.source / "0008-pipe.md")
    brought = desk.bring("adr")
    assert list(brought.entries) == ["0001-good"]
    assert brought.told == [
        "0002-latin.md:1 E105 the byte 0xE9 is not UTF-8",
        "0003-wide.md:1 E105 this file is UTF-16, not UTF-8",
        "0004-nul.md:1 E105 here stands the control character U+0000",
        "0005-huge.md:1 E106 this file is 200,000,000 bytes large, and a note may hold 1 MiB",
        '0006-out.md:1 E108 "0006-out.md" is a link that leaves its folder',
        '0007-round.md:1 E108 "0007-round.md" is a link to nothing, or in a circle',
        '0008-pipe.md:1 E108 "0008-pipe.md" is a named pipe',
    ]


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nstatus: accepted",
        "status: accepted\ntitle: Use: colons [and",
        f"status: accepted\nx: {'[' * 5000}",
        "status: accepted\n" + "- " * 5000,
    ],
    ids=["bomb", "broken", "nested", "dashes"],
)
def test_front_matter_that_plays_tricks_is_read_line_by_line(tmp_path: Path, front: str):
    desk = Desk.at(tmp_path).put("0001-a.md", f"---\n{front}\n---\n# A\n\n## Context\n\nX\n")
    assert decision(desk.bring("adr"), "0001-a").status == "accepted"


@pytest.mark.parametrize(
    ("theirs", "kept"),
    [
        ("::: warning\nCareful.\n:::", "Careful."),
        ('[x]{.review else="y"} and {.private}', "and"),
        ("a <!-- never closed", "never closed"),
        ("```js\nlet a = 1", "let a = 1"),
        ("> " * 400 + "deep", "deep"),
    ],
    ids=["block", "mark", "comment", "fence", "nested"],
)
def test_signs_that_would_be_marks_are_only_themselves(tmp_path: Path, theirs: str, kept: str):
    desk = Desk.at(tmp_path).put("0001-a.md", record("A", context=theirs))
    body = decision(desk.bring("adr"), "0001-a").body
    assert kept in body
    assert desk.folio.codes() == []
