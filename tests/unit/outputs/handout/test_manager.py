"""The page for whoever presents a case: which fields, from where, and nothing that is held back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from tests.e2e.canaries import flock
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.outputs.handout.manager import ManagerPage, manager_plan
from whyfolio.outputs.handout.pages import HANDOUTS, figures_in
from whyfolio.outputs.sentence import sentences_in
from whyfolio.outputs.site import Desk

CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
CYCLE = '\n[[cycle]]\nid = "2026-H2"\nstart = 2026-07-01\nend = 2026-12-31\ndue = 2026-12-04\n'
ASK = "level: staff\nfrom_level: senior\nas_of: 2026-11-21\n"
STORY = (
    "date: 2026-{month:02}\naudience: review\nwhat: I did {n}. It held.\n"
    "why: It was {n}.\nrole: lead\n"
)


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS + CAREER + CYCLE)


def page(folio: Folio, audience: Audience = Audience.REVIEW) -> ManagerPage:
    desk = Desk(folio.view(audience))
    held = [entry for entry in desk.view.of_kind("packet") if isinstance(entry, Packet)]
    found = manager_plan(desk, held[0] if held else None).context["it"]
    assert isinstance(found, ManagerPage)
    return found


def stories(folio: Folio, *impacts: str) -> Folio:
    for n, impact in enumerate(impacts, start=1):
        folio.entry(f"stories/s{n}", STORY.format(n=n, month=n) + impact)
    return folio


def test_the_page_has_these_parts_and_no_other() -> None:
    assert [field.name for field in dataclasses.fields(ManagerPage)] == [
        "title",
        "ask",
        "sentences",
        "numbers",
        "objections",
        "wanted",
    ]


def test_who_asks_for_what_stands_at_the_head(folio: Folio) -> None:
    folio.entry("packets/one", ASK)
    folio.entry(
        "positions/p",
        "title: Senior engineer\norganisation: Harbor\nlevel: senior\nstart: 2024-03\n"
        "audience: review\n",
    )
    ask = page(folio).ask
    assert (ask.name, ask.level, ask.position) == ("Kim Vale", "Staff", "Senior engineer, Harbor")
    assert ask.time_in_level == "Senior since Mar 2024 (2 y 8 m)"


def test_the_three_sentences_are_two_of_the_thesis_and_why_now(folio: Folio) -> None:
    thesis = "I make slow things boring. It lasts. And a third."
    folio.entry("packets/one", f"{ASK}thesis: {thesis}\nwhy_now: For a year now. And more.\n")
    told = [(sentence.text, sentence.refs) for sentence in page(folio).sentences]
    ref = ("packets/one",)
    assert told == [
        ("I make slow things boring.", ref),
        ("It lasts.", ref),
        ("For a year now.", ref),
    ]


def test_what_the_thesis_does_not_say_the_lead_stories_do(folio: Folio) -> None:
    stories(folio, "", "").entry("packets/one", f"{ASK}thesis: I make things boring.\n")
    told = [(sentence.text, sentence.refs[0]) for sentence in page(folio).sentences]
    assert told[0] == ("I make things boring.", "packets/one")
    assert sorted(told[1:]) == [("I did 1.", "stories/s1"), ("I did 2.", "stories/s2")]


def test_three_numbers_come_from_three_stories_the_leads_first(folio: Folio) -> None:
    impact = "impact:\n  - {{measure: pages, before: {n}0, after: 5, source: the pager}}\n"
    stories(folio, *(impact.format(n=n) for n in range(1, 6)))
    folio.entry("packets/one", f"{ASK}lead: [stories/s4, stories/s2]\n")
    numbers = page(folio).numbers
    assert [(n.title, n.big, n.reading) for n in numbers][:2] == [
        ("S4", "−88 %", "40 → 5"),
        ("S2", "−75 %", "20 → 5"),
    ]
    assert len(numbers) == 3
    assert {number.source.text for number in numbers} == {"the pager"}


def test_a_story_without_a_number_gives_its_place_to_one_that_has_one(folio: Folio) -> None:
    impact = "impact:\n  - {measure: pages, before: 6, after: 1}\n"
    stories(folio, "", impact).entry("packets/one", f"{ASK}lead: [stories/s1]\n")
    assert [number.title for number in page(folio).numbers] == ["S2"]


def test_the_manager_is_asked_to_decide_to_help_and_to_speak_with_others(folio: Folio) -> None:
    folio.entry(
        "packets/one",
        f"{ASK}advocates:\n  - person: Sam Okoro (manager)\n    values: The no.\n"
        "  - person: Lena Brandt (peer)\n    values: The truth.\n",
    )
    front = "audience: review\nsuccess: Two plans.\nhelped_by: Sam Okoro (engineering manager)\n"
    folio.entry("goals/far", f"title: Far away\nhorizon: 2028\n{front}")
    folio.entry("goals/near", f"title: Close by\nhorizon: 2026-12\n{front}")
    folio.entry("goals/over", f"title: Over\nhorizon: 2026-11\nstatus: reached\n{front}")
    folio.entry("goals/alone", "title: Alone\naudience: review\n")
    told = [(w.label.text, w.text.text, w.note.text) for w in page(folio).wanted]
    assert told == [
        ("Decide", "Put me forward for Staff by 4 Dec 2026.", ""),
        ("Help with", "Close by", "Two plans."),
        ("Speak with", "Lena Brandt, peer", ""),
    ]


def test_a_cycle_that_is_past_names_no_day(folio: Folio) -> None:
    folio.entry("packets/one", "level: staff\nas_of: 2024-03\n")
    assert page(folio).wanted[0].text.text == "Put me forward for Staff."


def test_without_a_packet_the_settings_ask(folio: Folio) -> None:
    found = page(stories(folio, ""))
    assert (found.ask.level, found.sentences[0].text) == ("Staff", "I did 1.")


def test_without_anything_the_page_holds_a_name(tmp_path: Path) -> None:
    found = page(Folio.at(tmp_path))
    assert (found.ask.name, found.ask.level) == ("Kim Vale", "")
    assert (found.sentences, found.numbers, found.objections, found.wanted) == ((), (), (), ())


def test_what_is_too_long_keeps_whole_sentences(folio: Folio) -> None:
    long = "This is one sentence of a middling length about the work that I did. " * 9
    gap = f"gaps:\n  - seen_as: {long}\n    plan: {long}\n"
    folio.entry("packets/one", ASK + gap)
    [objection] = page(folio).objections
    for text in (objection.said.text, objection.answer.text):
        assert text.endswith("did.")
        assert len(text) < len(long)


@pytest.mark.parametrize("reader", ["manager", "one-to-one"])
@pytest.mark.parametrize("audience", [Audience.REVIEW, Audience.PRIVATE])
def test_no_word_reaches_a_reader_who_may_not_read_it(
    tmp_path: Path, reader: str, audience: Audience
) -> None:
    folio, birds = Folio.at(tmp_path, SETTINGS + CAREER), flock()
    for ref, text in birds.entries.items():
        folio.write(f"content/{ref}.md", text)
    desk, seen = Desk(folio.view(audience)), set()
    for entry in (*desk.view.of_kind("packet"), None):
        assert entry is None or isinstance(entry, Packet)
        plan = HANDOUTS[reader](desk, entry)
        seen |= {bird.word for bird in birds.canaries if bird.word in repr(plan.context["it"])}
    allowed = {bird.word for bird in birds.canaries if audience in bird.readers}
    assert seen
    assert seen <= allowed


@pytest.mark.parametrize("reader", ["manager", "one-to-one"])
def test_every_sentence_says_where_it_is_from(folio: Folio, reader: str) -> None:
    impact = "impact:\n  - {measure: pages, before: 6, after: 1, source: the pager}\n"
    stories(folio, impact).entry("packets/one", f"{ASK}thesis: I make things boring.\n")
    desk = Desk(folio.view(Audience.REVIEW))
    [entry] = desk.view.of_kind("packet")
    assert isinstance(entry, Packet)
    plan = HANDOUTS[reader](desk, entry)
    known = {"packets/one", "stories/s1", "profile"}
    found = list(sentences_in(plan.context["it"]))
    assert found
    for sentence in found:
        assert set(sentence.refs) <= known
        assert not sentence.phrase or sentence.phrase in desk.words.catalogue
    assert figures_in(plan) == (1 if reader == "manager" else 0)
