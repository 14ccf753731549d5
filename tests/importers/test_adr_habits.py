"""Habits of single teams: keys beside each other, letters of their own, pages about records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.desk import Brought, Desk
from whyfolio.model.work import Decision

BESIDE = "# ADR 001: Berths\n\n{keys}\n\n## Context\n\nShips wait.\n\n## Decision\n\nWe share.\n"
RECORD = "# {title}\n\nDate: 2024-03-05\n\n## Status\n\n{status}\n\n## Context\n\n{context}\n"


def record(title: str, status: str = "Accepted", context: str = "It was slow.") -> str:
    return RECORD.format(title=title, status=status, context=context)


def decision(brought: Brought, slug: str) -> Decision:
    found = brought.entries[slug]
    assert isinstance(found, Decision)
    return found


@pytest.mark.parametrize(
    "keys",
    [
        "**Status:** Accepted | **Date:** 2025-02-17 | **Review:** 2027-02-17",
        "Status: accepted | Review: 2027-02-17 | Date: 2025-02-17",
        "**Status**: Accepted · **Date**: 17-02-2025 · **Review**: 2027-02-17",
        "- **Status**: Accepted; **Date**: 17-February-2025; **Review**: 2027-02-17",
        "| Status | Accepted |\n| --- | --- |\n| Date | 2025-2-17 |\n| Review | 2027-02-17 |",
    ],
)
def test_keys_beside_each_other_are_each_read_and_none_is_lost(tmp_path: Path, keys: str) -> None:
    brought = Desk.at(tmp_path).put("001-berths.md", BESIDE.format(keys=keys)).bring("adr")
    found = decision(brought, "001-berths")
    assert (found.status, found.date and found.date.text) == ("accepted", "2025-02-17")
    assert "2027-02-17" in found.body
    assert brought.told == []


def test_a_sentence_with_a_bar_is_no_key(tmp_path: Path) -> None:
    text = BESIDE.format(keys="Status: accepted\nDate: 2025-02-17\nNote: a | b is meant as or")
    found = decision(Desk.at(tmp_path).put("001-berths.md", text).bring("adr"), "001-berths")
    assert found.status == "accepted"
    assert "Note: a | b is meant as or" in found.body


@pytest.mark.parametrize(
    ("old", "new"),
    [("DR002-old.md", "DR008-new.md"), ("HBR-ADR-0002-old.md", "HBR-ADR-0008-new.md")],
)
def test_letters_of_ones_own_before_the_number_are_known(
    tmp_path: Path, old: str, new: str
) -> None:
    said = new.partition("-new")[0]
    desk = Desk.at(tmp_path).put(old, record("Old", f"Superseded by {said}"))
    brought = desk.put(new, record("New")).bring("adr")
    assert decision(brought, new.removesuffix(".md").lower()).supersedes == (
        f"decisions/{old.removesuffix('.md').lower()}",
    )
    assert brought.told == []


def test_superseded_by_the_one_record_that_the_status_names(tmp_path: Path) -> None:
    status = "superseded - its first half still holds, but in [ADR 9] we chose its option 2"
    desk = Desk.at(tmp_path).put("0002-old.md", record("Old", status))
    brought = desk.put("0009-new.md", record("New")).bring("adr")
    assert decision(brought, "0009-new").supersedes == ("decisions/0002-old",)
    assert "its first half still holds" in decision(brought, "0002-old").body


def test_two_records_that_a_status_only_mentions_are_no_guess(tmp_path: Path) -> None:
    status = "superseded - see [ADR 8] and [ADR 9]"
    desk = Desk.at(tmp_path).put("0002-old.md", record("Old", status))
    brought = desk.put("0008-a.md", record("A")).put("0009-b.md", record("B")).bring("adr")
    assert decision(brought, "0008-a").supersedes == decision(brought, "0009-b").supersedes == ()


def test_a_relation_in_bold_is_read_wherever_it_stands(tmp_path: Path) -> None:
    context = '**Supersedes**: ADR 0053 §7 "Finding"\n**Supersedes:** [51](0051-c.md)\n\nIt was.'
    desk = Desk.at(tmp_path).put("0057-a.md", record("A", context=context))
    brought = desk.put("0053-b.md", record("B")).put("0051-c.md", record("C")).bring("adr")
    assert decision(brought, "0057-a").amends == ("decisions/0053-b",)
    assert decision(brought, "0057-a").supersedes == ("decisions/0051-c",)


def test_of_two_with_one_number_the_one_is_meant_that_is_linked_to(tmp_path: Path) -> None:
    context = "**Supersedes**: ADR 0053\n\nSee [the berths](0053-berths.md)."
    desk = Desk.at(tmp_path).put("0057-a.md", record("A", context=context))
    desk.put("0053-berths.md", record("B")).put("0053-cranes.md", record("C"))
    brought = desk.bring("adr")
    assert decision(brought, "0057-a").supersedes == ("decisions/0053-berths",)
    assert brought.told == []


def test_templates_are_known_by_what_nobody_filled_in(tmp_path: Path) -> None:
    choice = "> Proposed, Accepted, Rejected, Superseded by DRzzz"
    desk = Desk.at(tmp_path).put("DRXXX-decision-record-template.md", record("DRxxx", choice))
    undated = record("Title", "Draft").replace("2024-03-05", "insert date")
    desk.put("HBR-ADR-0000-template.md", undated)
    desk.put("0012-use-an-issue-template.md", record("Use an issue template"))
    brought = desk.bring("adr")
    assert list(brought.entries) == ["0012-use-an-issue-template"]
    assert set(brought.left_out.values()) == {"is a template"}


def test_pages_about_numbered_records_are_none(tmp_path: Path) -> None:
    about = "# Glossary\n\n**Status:** Accepted | **Date:** 2025-02-17\n\n## Words\n\nBerth.\n"
    desk = Desk.at(tmp_path).put("glossary.md", about).put("README.md", about)
    brought = desk.put("0001-a.md", record("A")).bring("adr")
    assert list(brought.entries) == ["0001-a"]
    assert brought.left_out == {
        "glossary.md": "has neither a number, as the others here, nor a record's headings",
        "README.md": "is an index",
    }
