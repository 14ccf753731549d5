"""What may be objected: from gaps, from feedback that an action followed, from few stories."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.outputs.handout.objections import OBJECTIONS, Objection, objections
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.site import Desk

CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
ASK = "level: staff\nfrom_level: senior\nas_of: 2026-11-21\n"
VERDICT_WORDS = ("absent", "thin", "adequate", "strong", "gap", "verdict")


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS + CAREER)


def found(folio: Folio, audience: Audience = Audience.REVIEW) -> tuple[Objection, ...]:
    desk = Desk(folio.view(audience))
    [entry] = desk.view.of_kind("packet")
    assert isinstance(entry, Packet)
    return objections(Case(desk, entry))


def story(folio: Folio, name: str, shows: str, more: str = "", date: str = "2026-09") -> Folio:
    front = f"date: {date}\naudience: review\nwhat: I did it.\nwhy: It helped.\nrole: lead\n"
    claims = "".join(f"  - competency: {c}\n    how: How {name} shows it.\n" for c in shows.split())
    return folio.entry(f"stories/{name}", f"{front}shows:\n{claims}{more}")


def feedback(
    folio: Folio, name: str, date: str, more: str, giver: str = "Tom Reyes (peer)"
) -> None:
    front = f"date: {date}\naudience: review\nconsent: review\nfrom: {giver}\n"
    folio.entry(f"feedback/{name}", front + more)


def test_a_gap_is_answered_by_its_plan_and_shown_by_the_story_that_speaks_of_it(
    folio: Folio,
) -> None:
    impact = "impact:\n  - {measure: owners, before: 1, after: 3, source: release log}\n"
    story(folio, "handing-over", "leadership", impact)
    story(folio, "unlike", "leadership", "otherwise: Worse.\n" + impact)
    gap = "competency: leadership\n    seen_as: Hands over too late.\n    plan: By February.\n"
    folio.entry("packets/one", f"{ASK}gaps:\n  - {gap}")
    first = found(folio)[0]
    assert (first.about, first.said.text, first.answer.text) == (
        "Leadership",
        "Hands over too late.",
        "By February.",
    )
    assert (first.shown.text, first.shown.refs) == (
        "How handing-over shows it.",
        ("stories/handing-over",),
    )
    assert first.source.text == "Handing over: 1 → 3 owners, release log"
    assert (first.giver, first.quoted) == ("", False)


def test_words_that_an_action_followed_are_answered_by_what_came_of_it(folio: Folio) -> None:
    feedback(
        folio,
        "march",
        "2026-03",
        "quote: Stop answering first.\ncompetencies: [leadership]\nactions: [actions/last]\n",
    )
    feedback(folio, "october", "2026-10", "quote: Better.\ncompetencies: [leadership]\n")
    folio.entry(
        "actions/last",
        "title: Speak last\naudience: review\ndue: 2026-05\nstatus: done\noutcome: I spoke last.\n",
    )
    folio.entry("packets/one", ASK)
    [first] = found(folio)
    assert (first.about, first.said.text, first.giver) == (
        "Leadership",
        "Stop answering first.",
        "Tom Reyes, peer",
    )
    assert (first.answer.text, first.shown.text) == ("I spoke last.", "Better.")
    assert (first.source.text, first.quoted) == ("Tom Reyes, peer, Oct 2026", True)


def test_praise_after_an_action_is_no_objection(folio: Folio) -> None:
    feedback(folio, "april", "2026-04", "quote: Well done.\nactions: [actions/asked]\n")
    folio.entry("actions/asked", "title: Ask\naudience: review\ndue: 2026-02\nstatus: done\n")
    folio.entry("packets/one", ASK)
    assert found(folio) == ()


def test_words_that_their_giver_keeps_private_are_no_objection(folio: Folio) -> None:
    folio.entry("actions/a", "title: Ask\naudience: review\ndue: 2026-12\n")
    folio.entry("packets/one", ASK)
    feedback(folio, "one", "2026-04", "quote: Never.\nactions: [actions/a]\n")
    assert [o.said.text for o in found(folio)] == ["Never."]
    text = "date: 2026-04\nfrom: Tom Reyes (peer)\nquote: Never.\nactions: [actions/a]\n"
    folio.entry("feedback/one", text)
    assert found(folio) == ()


def test_few_stories_are_counted_and_never_graded(folio: Folio) -> None:
    story(folio, "a", "strategy execution")
    story(folio, "b", "execution")
    story(folio, "c", "execution")
    folio.entry(
        "packets/one",
        f"{ASK}not_applicable:\n  - competency: upward\n    reason: Nobody to report to.\n",
    )
    told = [(o.about, o.said.text, o.answer.text) for o in found(folio)]
    assert told == [
        ("Upward", "Does not apply", "Nobody to report to."),
        ("Strategy", "One story speaks of it so far.", "How a shows it."),
    ]


@pytest.mark.parametrize("opened", [False, True])
def test_verdicts_are_told_only_where_the_packet_opens_them(folio: Folio, opened: bool) -> None:
    story(folio, "a", "strategy")
    folio.entry("packets/one", ASK + ("verdicts: review\n" if opened else ""))
    told = " ".join(f"{o.said.text} {o.answer.text}" for o in found(folio)).casefold()
    assert told
    assert any(word in told for word in VERDICT_WORDS) is opened


def test_a_page_has_room_for_four(folio: Folio) -> None:
    gaps = "".join(f"  - seen_as: Reason {n}.\n    plan: Plan {n}.\n" for n in range(9))
    folio.entry("packets/one", f"{ASK}gaps:\n{gaps}")
    assert [o.said.text for o in found(folio)] == [f"Reason {n}." for n in range(OBJECTIONS)]


def test_an_opened_verdict_names_what_nothing_is_told_of(folio: Folio) -> None:
    story(folio, "a", "strategy")
    folio.entry(
        "packets/one",
        f"{ASK}verdicts: review\nnot_applicable:\n  - competency: upward\n",
    )
    told = {objection.about: objection.said.text for objection in found(folio)}
    assert set(told) == {"Execution", "Leadership", "Relationships", "Strategy"}
    assert "absent" in told["Leadership"]
