"""How entries name each other, and what is said when they collide."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.build import open_portfolio
from whyfolio.diagnostics import Diagnostic

STORY = "date: 2026-09\nwhat: x\nwhy: y\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def found(folio: Folio) -> list[Diagnostic]:
    return list(open_portfolio(folio.root, folio.today).diagnostics)


def test_a_ref_to_nothing_is_named_at_its_place_with_the_likely_one(folio: Folio) -> None:
    folio.entry("decisions/queue-not-rewrite", "date: 2026-01\nwhat: x\n")
    folio.entry("stories/one", f"{STORY}decisions: [decisions/queue-not-rewrit]\n")
    [wrong] = found(folio)
    assert (wrong.code, wrong.place.file, wrong.place.line) == ("E104", "content/stories/one.md", 5)
    assert wrong.place.column == 13
    assert wrong.message == 'no entry is called "decisions/queue-not-rewrit"'
    assert wrong.hint == 'did you mean "decisions/queue-not-rewrite"?'


def test_a_ref_to_the_wrong_kind_is_refused(folio: Folio) -> None:
    folio.entry("lessons/one", "date: 2026-01\nwhat: x\n")
    folio.entry("stories/one", f"{STORY}decisions: lessons/one\n")
    [wrong] = found(folio)
    assert wrong.message == '"lessons/one" is no entry of the right kind'
    assert wrong.hint == "decisions/… is what stands here"


def test_an_alias_still_leads_to_its_entry(folio: Folio) -> None:
    folio.entry("decisions/new", "date: 2026-01\nwhat: x\nwhy: y\naliases: [old]\n")
    folio.entry("stories/one", f"{STORY}decisions: decisions/old\n")
    assert found(folio) == []
    [story] = [
        e for e in open_portfolio(folio.root, folio.today).portfolio.entries if e.slug == "one"
    ]
    assert getattr(story, "decisions", None) == ("decisions/new",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("slug: same", "slug: same"),
        ("slug: same", "aliases: [same]"),
        ("aliases: [same]", "aliases: [same]"),
    ],
)
def test_two_entries_at_one_address_name_each_other(folio: Folio, first: str, second: str) -> None:
    folio.entry("stories/a", f"{STORY}{first}\n")
    folio.entry("stories/b", f"{STORY}{second}\n")
    [wrong] = found(folio)
    assert wrong.code == "E301"
    assert wrong.place.file == "content/stories/b.md"
    assert wrong.message == '"stories/same" is also the address of content/stories/a.md'


def test_a_page_cannot_stand_where_whyfolio_builds(folio: Folio) -> None:
    folio.entry("pages/timeline", "title: Mine\n")
    [wrong] = found(folio)
    assert (wrong.code, wrong.message) == (
        "E302",
        '"/timeline/" is an address that whyfolio builds itself',
    )


def test_supersession_that_runs_in_a_circle_is_an_error(folio: Folio) -> None:
    folio.entry("decisions/a", "date: 2026-01\nwhat: x\nwhy: y\nsupersedes: decisions/b\n")
    folio.entry("decisions/b", "date: 2026-01\nwhat: x\nwhy: y\nsupersedes: decisions/a\n")
    assert [wrong.code for wrong in found(folio)] == ["E303", "E303"]


def test_show_names_fields_that_exist_and_may_be_shown(folio: Folio) -> None:
    folio.write("content/profile.md", "---\nname: Kim\nshow:\n  public: [emial, exemplars]\n---\n")
    assert [(wrong.code, wrong.hint) for wrong in found(folio)] == [
        ("E304", 'did you mean "email"?'),
        ("E305", "take it out of `show`"),
    ]


def test_what_a_claim_shows_and_meets_is_on_a_ladder_that_has_its_competency(
    folio: Folio,
) -> None:
    named = "{competency: execution, level: stafff, meets: [execution.staff.9, strategy.staff.1]}"
    folio.entry("stories/one", f"{STORY}shows:\n  - {named}\n")
    folio.entry(
        "stories/two", f"{STORY}shows:\n  - {{competency: unheard, level: x, meets: [y]}}\n"
    )
    fine = "{competency: execution, level: staff, meets: [execution.staff.1, execution.mid.2]}"
    folio.entry("stories/three", f"{STORY}shows:\n  - {fine}\n")
    assert [(wrong.code, wrong.message, wrong.hint) for wrong in found(folio)] == [
        (
            "W304",
            'no ladder with the competency "execution" has a level "stafff"',
            'did you mean "staff"?',
        ),
        (
            "W306",
            'the competency "execution" has no expectation "execution.staff.9"',
            'did you mean "execution.staff.3"?',
        ),
        (
            "W306",
            'the competency "execution" has no expectation "strategy.staff.1"',
            "`whyfolio ladder diff` prints their ids",
        ),
        ("W305", 'no ladder has a competency "unheard"', ""),
    ]


def test_a_ladder_level_or_competency_that_nobody_described_is_named(folio: Folio) -> None:
    folio.entry("packets/staff", "title: Staff\nladder: five-areas\nlevel: stafff\n")
    folio.entry("packets/other", "title: Other\nladder: four-areas\n")
    folio.entry("stories/one", f"{STORY}shows: strategie - by asking\n")
    assert [(wrong.code, wrong.message, wrong.hint) for wrong in found(folio)] == [
        ("W303", 'there is no ladder called "four-areas"', "there is: five-areas"),
        ("W304", 'the ladder "five-areas" has no level "stafff"', 'did you mean "staff"?'),
        ("W305", 'no ladder has a competency "strategie"', 'did you mean "strategy"?'),
    ]
