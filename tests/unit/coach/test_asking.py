"""The sentence to send: asked before, else about what is least known, and only what may be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.build import open_portfolio
from whyfolio.coach.asking import GENERAL, Sentence, open_question, sentence_for
from whyfolio.model.values import Person
from whyfolio.portfolio.portfolio import Portfolio

TOM, ANA = Person(name="Tom Reyes"), Person(name="Ana Duarte")
STAFF = '\n[career]\nnext_level = "staff"\n'


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def portfolio(folio: Folio) -> Portfolio:
    opened = open_portfolio(folio.root, folio.today)
    assert [found for found in opened.diagnostics if found.is_error] == []
    return opened.portfolio


def voice(folio: Folio, name: str, front: str) -> None:
    folio.entry(f"feedback/{name}", f"from: Tom Reyes (peer)\n{front}")


def test_the_last_question_to_a_person_comes_again(folio: Folio) -> None:
    voice(folio, "a", "date: 2026-03-12\nquestion: How do I run reviews?\nquote: Too fast.")
    voice(folio, "b", "date: 2026-09-12\nquestion: How do I run reviews?\nquote: Better.")
    voice(folio, "c", "date: 2025-09-12\nquestion: How are my notes?\nquote: Long.")
    assert sentence_for(TOM, portfolio(folio)) == Sentence(
        "How do I run reviews?",
        "You asked Tom Reyes this on 2026-03-12 and 2026-09-12. "
        "Asked again, the answers can be compared.",
    )
    assert sentence_for(ANA, portfolio(folio)).question == GENERAL


def test_somebody_new_is_asked_about_what_others_have_said_least_of(folio: Folio) -> None:
    folio.write("whyfolio.toml", SETTINGS + STAFF)
    said = "date: 2026-03\nquote: Good.\ncompetencies: [execution, leadership, upward]"
    voice(folio, "a", said)
    folio.entry("stories/x", "date: 2026-03\nwhat: I did.\nwhy: So.\nshows: relationships")
    sentence = sentence_for(ANA, portfolio(folio))
    assert sentence.because == "Nobody has spoken of Strategy yet."
    assert sentence.question.startswith("When did you last see me do this, or miss it: ")
    voice(folio, "b", said.replace("execution", "strategy, relationships"))
    assert sentence_for(ANA, portfolio(folio)).because == "Others have said least of Execution."


def test_without_a_level_it_is_about_a_goal_that_reviewers_may_read(folio: Folio) -> None:
    folio.entry("goals/quit", "title: Leave quietly")
    assert sentence_for(ANA, portfolio(folio)).question == GENERAL
    folio.entry("goals/teach", "title: Teach more.\naudience: review")
    question = sentence_for(ANA, portfolio(folio)).question
    assert question == 'What is one thing that would bring me closer to this: "Teach more"?'


def test_a_question_waits_until_it_is_answered(folio: Folio) -> None:
    voice(folio, "a", "date: 2026-11-20\nquestion: How do I run reviews?")
    waiting = open_question(TOM, "How do I run reviews?", portfolio(folio))
    assert waiting is not None
    assert waiting.ref == "feedback/a"
    assert open_question(ANA, "How do I run reviews?", portfolio(folio)) is None
    voice(folio, "a", "date: 2026-11-20\nquestion: How do I run reviews?\nquote: Well.")
    assert open_question(TOM, "How do I run reviews?", portfolio(folio)) is None
