"""Every shape of a decision record that its tools write becomes the same decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.folio import Folio
from tests.importers.desk import Desk
from whyfolio.model.work import Decision

MADR = """\
---
status: "accepted"
date: 2024-03-05
decision-makers: Ines Moor, "@tomlin"
consulted: [Ada Quill]
parent: Decisions
---
# Keep one queue a country

## Context and Problem Statement

How do we stop one country from waiting for another?

## Considered Options

* One queue
* One queue a country

## Decision Outcome

Chosen option: "One queue a country", because a slow bank then slows its own country only.

## Pros and Cons of the Options

### One queue

* Good, because there is one thing to watch
* Bad, because everybody waits for the slowest

### One queue a country

* Good, because a country waits for itself only
"""
MADR_2 = """\
# Keep one queue a country

* Status: accepted
* Deciders: Ines Moor, tomlin
* Date: 2024-03-05

## Context and Problem Statement

How do we stop one country from waiting for another?

## Decision Outcome

Chosen option: "One queue a country", because a slow bank then slows its own country only.
"""
NYGARD = """\
# 7. Keep one queue a country

Date: 2024-03-05

## Status

Accepted

## Context

A slow bank slows everybody.

## Decision

One queue a country.
"""
BOLD = """\
# ADR-007: Keep one queue a country

**Status:** Accepted.
**Date:** 5 March 2024

## Context

A slow bank slows everybody.

## Decision

One queue a country.
"""
TABLE = """\
| Status   | Date       | Author(s) |
|:---------|:-----------|:----------|
| ACCEPTED | 2024-03-05 | Ines Moor |

# Keep one queue a country

## Context

A slow bank slows everybody.
"""
SETEXT = """\
Keep one queue a country
========================

Date: 2024-03-05

Status
------

accepted

Context
-------

A slow bank slows everybody.
"""


@pytest.mark.parametrize(
    "text", [MADR, MADR_2, NYGARD, BOLD, SETEXT], ids=["madr", "madr-2", "nygard", "bold", "setext"]
)
def test_every_shape_gives_title_status_and_date(tmp_path: Path, text: str):
    brought = Desk.at(tmp_path).put("0007-one-queue.md", text).bring("adr")
    decision = brought.entries["0007-one-queue"]
    assert isinstance(decision, Decision)
    assert decision.title == "Keep one queue a country"
    assert decision.status == "accepted"
    assert decision.date is not None
    assert decision.date.text == "2024-03-05"
    assert brought.told == []


def test_a_madr_record_fills_the_fields_and_leaves_the_rest_in_the_body(tmp_path: Path):
    Desk.at(tmp_path).put("0007-one-queue.md", MADR).bring("adr")
    written = (tmp_path / "mine/content/decisions/0007-one-queue.md").read_text()
    front, _, body = written.removeprefix("---\n").partition("\n---\n")
    assert front.rpartition("\n")[0] == (
        'title: "Keep one queue a country"\n'
        "date: 2024-03-05\n"
        "status: accepted\n"
        'what: "One queue a country"\n'
        'why: "a slow bank then slows its own country only."\n'
        'question: "How do we stop one country from waiting for another?"\n'
        "options:\n"
        '  - title: "One queue"\n'
        '    good: "there is one thing to watch"\n'
        '    bad: "everybody waits for the slowest"\n'
        '  - title: "One queue a country"\n'
        '    good: "a country waits for itself only"\n'
        "deciders:\n"
        '  - "Ines Moor"\n'
        '  - "tomlin"\n'
        'consulted: "Ada Quill"'
    )
    assert body == "\n```yaml\nparent: Decisions\n```\n"


def test_what_is_more_than_a_field_can_hold_stays_in_the_body(tmp_path: Path):
    text = (
        MADR_2 + "\n### Consequences\n\n* Good, because it is quick.\n\n```sh\nqueue --all\n```\n"
    )
    decision = Desk.at(tmp_path).put("0001-x.md", text).bring("adr").entries["0001-x"]
    assert (
        "### Consequences\n\n* Good, because it is quick.\n\n```sh\nqueue --all\n```"
        in decision.body
    )


def test_a_table_above_the_title_is_read(tmp_path: Path):
    decision = Desk.at(tmp_path).put("0007-x.md", TABLE).bring("adr").entries["0007-x"]
    assert isinstance(decision, Decision)
    assert (decision.status, decision.date and decision.date.text) == ("accepted", "2024-03-05")
    assert [person.name for person in decision.deciders] == ["Ines Moor"]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Accepted", "accepted"),
        ("ACCEPTED.", "accepted"),
        ("> Accepted", "accepted"),
        ("`Rejected`", "rejected"),
        ("**proposed**", "proposed"),
        ("Accepted (2024-02-01)", "accepted"),
        ("accepted; supersedes ADR-0003", "accepted"),
        ("on hold", "on hold"),
        ("On-Hold", "on hold"),
        ("Superseded by ADR-0003", "superseded"),
        ("Superceded by [3. Other](0003-other.md)", "superseded"),
        ("Partly superseded", "Partly superseded"),
        ("Approved", "Approved"),
        ("Under review.", "Under review"),
        ("Draft", "Draft"),
        ("Accepted or Rejected", ""),
        ("proposed | accepted | rejected", ""),
        ("", ""),
    ],
)
def test_a_status_is_read_as_it_is_meant(tmp_path: Path, written: str, status: str):
    desk = Desk.at(tmp_path).put("0003-other.md", NYGARD.replace("7.", "3."))
    desk.put("0007-x.md", NYGARD.replace("Accepted", written))
    decision = desk.bring("adr").entries["0007-x"]
    assert isinstance(decision, Decision)
    assert decision.status == status


def test_a_misspelled_status_is_guessed_and_told(tmp_path: Path):
    desk = Desk.at(tmp_path).put("0007-x.md", NYGARD.replace("Accepted", "Depreciated."))
    brought = desk.bring("adr")
    assert brought.entries["0007-x"].status == "deprecated"  # type: ignore[attr-defined]
    assert brought.told == ['0007-x.md:7 W731 the status "Depreciated" is read as "deprecated"']


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("0002-use-a-cache.md", "## Status\n\nAccepted\n\n## Context\n\nSlow.\n", "Use a cache"),
        ("20240102-use-a-cache.md", "## Context\n\nSlow.\n", "Use a cache"),
        ("0002-x.md", "---\ntitle: Use a cache\n---\n## Context\n\nSlow.\n", "Use a cache"),
        (
            "0002-x.md",
            "# Architecture Decision Record: Use a cache\n\n## Context\n\nSlow.\n",
            "Use a cache",
        ),
        ("0002-x.md", "# 2) Use a cache {#adr_0002}\n\n## Context\n\nSlow.\n", "Use a cache"),
        ("0002-x.md", "# ADR002: Use a cache\n\n## Context\n\nSlow.\n", "Use a cache"),
        ("0002-x.md", "# Use 2 caches\n\n## Context\n\nSlow.\n", "Use 2 caches"),
    ],
)
def test_a_title_is_found_without_its_number(tmp_path: Path, name: str, text: str, title: str):
    brought = Desk.at(tmp_path).put(name, text).bring("adr")
    assert [entry.title for entry in brought.entries.values()] == [title]


def test_a_pipe_is_one_record(tmp_path: Path):
    brought = Desk.at(tmp_path).bring("adr", stdin=NYGARD)
    assert list(brought.entries) == ["keep-one-queue-a-country"]
    again = Desk(Folio(tmp_path / "mine"), tmp_path).bring("adr", stdin=NYGARD)
    assert (again.intake.files, again.intake.known) == ((), 1)


def test_a_todo_in_an_imported_record_is_asked_about_once_others_may_read_it(tmp_path: Path):
    from whyfolio.build import open_portfolio
    from whyfolio.coach import findings

    desk = Desk.at(tmp_path).put("0007-x.md", NYGARD + "\n## Notes\n\nTODO: ask the bank.\n")
    desk.bring("adr")

    def asked() -> list[str]:
        opened = open_portfolio(desk.folio.root, desk.folio.today)
        found = findings(opened.portfolio, opened.places, opened.sources, opened.project)
        return [one.code for one in found if one.code == "E221"]

    assert asked() == []
    path = desk.folio.root / "content/decisions/0007-x.md"
    path.write_text(path.read_text().replace("status:", "audience: review\nstatus:"))
    assert asked() == ["E221"]
