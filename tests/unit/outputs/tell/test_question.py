"""A question finds the story that answers it, and it is said why."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.matching import overlap, stems
from whyfolio.outputs.site import Desk
from whyfolio.outputs.tell.question import answer_to

CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
STORIES = {
    "plain": "what: I moved the cards.\nwhy: The contract ended.\nrole: owner\n",
    "outage": "what: I took the shop down.\nwhy: It hurt.\nwork: incident\naudience: public\n",
    "handover": "what: I handed refunds over.\nwhy: I was alone.\nrole: mentor\ntags: [growth]\n",
    "claim": "what: I asked.\nwhy: He had a week.\nshows: upward - By asking\n",
    "no": "title: The one I turned down\nwhat: I stayed.\nwhy: Nights.\nwork: declined\n",
    "untold": "why: Zebra, zebra, zebra.\n",
}


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path, SETTINGS + CAREER)
    for name, front in STORIES.items():
        folio.entry(f"stories/{name}", f"date: 2026-09\n{front}")
    return folio


def picked(
    folio: Folio, question: str, audience: Audience = Audience.PRIVATE
) -> tuple[str, list[str]]:
    """The slug of the story, and the keys of the reasons."""
    found = answer_to(Desk(folio.view(audience)), question)
    return (found.story.slug, [reason.key for reason in found.reasons]) if found else ("", [])


@pytest.mark.parametrize(
    ("question", "story", "reason"),
    [
        ("Tell me about a time you failed.", "outage", "sort.incident"),
        ("When did you say no?", "no", "sort.declined"),
        ("How do you mentor others?", "handover", "sort.mentoring"),
        ("Tell me about growth!", "handover", "tag"),
        ("What have you done upward?", "claim", "competency"),
        ("Who did you report to?", "claim", "meaning"),
        ("Describe how you moved cards.", "plain", "words"),
        ("What did you turn down?", "no", "words"),
    ],
)
def test_a_question_finds_its_story_and_the_reason(
    folio: Folio, question: str, story: str, reason: str
) -> None:
    found, reasons = picked(folio, question)
    assert (found, reasons[0]) == (story, reason)


def test_a_question_that_shares_nothing_finds_nothing(folio: Folio) -> None:
    assert picked(folio, "Zebra?") == ("", [])
    assert picked(folio, "Tell me about a time when you did something.") == ("", [])


def test_a_reason_is_given_once_with_all_its_words(folio: Folio) -> None:
    folio.entry(
        "stories/two",
        "date: 2026-09\nwhat: I did it.\nshows: [upward - By asking, leadership - By asking]\n",
    )
    found = answer_to(Desk(folio.view(Audience.PRIVATE)), "Tell me about upward leadership.")
    assert found is not None
    first = found.reasons[0]
    assert (first.key, first.words) == ("competency", ("Upward", "Leadership"))


def test_only_what_an_audience_may_hear_answers_it(folio: Folio) -> None:
    assert picked(folio, "Who did you report to, and what failed?", Audience.PUBLIC)[0] == "outage"
    assert picked(folio, "Describe how you moved cards.", Audience.PUBLIC)[0] == ""


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Handing over refunds", "I handed the refund over", 2),
        ("The team's decisions", "a team decision", 2),
        ("What did you do?", "You did that", 0),
        ("on-call", "call", 1),
    ],
)
def test_words_are_compared_without_their_endings(one: str, other: str, shared: int) -> None:
    assert overlap(one, other) == shared


def test_a_word_is_counted_once() -> None:
    assert stems("Refund, refunds, refunding") == ("refund",)
