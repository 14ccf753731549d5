"""A new entry says what was answered, reads back the same, and has a name of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.content.entries import read_entry
from whyfolio.model.kinds import KINDS
from whyfolio.model.work import Story
from whyfolio.scaffold.entry import NewEntry, quoted, slug_for, text_of, write_entry

TODAY = date(2026, 11, 21)


def slug(kind: str, **answers: str) -> str:
    return slug_for(NewEntry(kind, answers), TODAY)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_text_in_quotes_is_the_same_to_every_reader_of_yaml(text: str) -> None:
    assert yaml.safe_load(f"what: {quoted(text)}\n") == {"what": text}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_an_answer_is_read_back_as_it_was_typed(text: str) -> None:
    source = text_of(NewEntry("lesson", {"date": "2026-09", "what": text}))
    entry = read_entry("content/lessons/x.md", source.encode(), KINDS["lesson"]).entry
    assert getattr(entry, "what", None) == " ".join(text.split())


def test_only_what_was_answered_is_written() -> None:
    answers = {"title": " ", "date": "2026-Q3", "what": "I did it.", "why": "", "role": "lead"}
    assert text_of(NewEntry("story", answers)) == (
        '---\ndate: 2026-Q3\nwhat: "I did it."\nrole: lead\noutcome_due: 2026-12-29\n---\n'
    )


def test_people_are_written_in_quotes_and_read_as_people() -> None:
    answers = {"date": "2026-09", "from": "Sam Okoro (manager)", "quote": "Good: very #good"}
    source = text_of(NewEntry("feedback", answers))
    assert 'from: "Sam Okoro (manager)"' in source
    read = read_entry("content/feedback/x.md", source.encode(), KINDS["feedback"])
    giver = getattr(read.entry, "giver", None)
    assert (giver.name, giver.relation) == ("Sam Okoro", "manager")
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            {"what": "I put a queue in front of checkout so that no order is lost"},
            "put-a-queue-in-front-of-checkout",
        ),
        (
            {"what": "We have moved the search to the other side"},
            "moved-the-search-to-the-other-side",
        ),
        ({"what": "I’ve written it down for the"}, "written-it-down"),
        ({"title": "I in the title", "what": "I did it"}, "i-in-the-title"),
        ({"what": 'I saved [1.2 million]{.review else="money"} a year'}, "saved-money-a-year"),
        ({"what": "I told [Sam Okoro]{.private} no"}, "told-no"),
        ({"what": "Сделал очередь"}, "sdelal-ochered"),
        ({"what": "!!!"}, "story-2026-11-21"),
        ({"date": "2026-Q3"}, "story-2026-q3"),
        ({"what": "con"}, "story-2026-11-21"),
    ],
)
def test_a_story_is_called_by_its_title_or_first_words(
    answers: dict[str, str], expected: str
) -> None:
    assert slug("story", **answers) == expected


def test_nobodys_name_becomes_an_address() -> None:
    giver = {"from": "Sam Okoro (manager)"}
    assert slug("feedback", date="2026-09-01", **giver) == "feedback-2026-09-01"
    assert slug("feedback", quote="The first sale day I slept.", **giver) == (
        "the-first-sale-day-i-slept"
    )
    assert slug("session", date="2026-11-14", **{"with": "Ana Duarte"}) == "session-2026-11-14"


def test_a_name_that_is_taken_in_other_letters_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "content/stories"
    folder.mkdir(parents=True)
    (folder / "Wait-First.MD").write_text("mine")
    new = NewEntry("story", {"title": "Wait first"})
    assert write_entry(tmp_path, new, TODAY) == folder / "wait-first-2.md"
    assert write_entry(tmp_path, new, TODAY) == folder / "wait-first-3.md"
    assert (folder / "Wait-First.MD").read_text() == "mine"


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_entry_of_any_kind_has_no_fault(kind: str) -> None:
    answers = {"date": "2026-11"} if KINDS[kind].needs_date else {}
    source = text_of(NewEntry(kind, answers, full=True)).encode()
    assert read_entry(f"content/{KINDS[kind].folder}/x.md", source, KINDS[kind]).diagnostics == ()


def test_a_story_is_looked_at_again_90_days_after_its_last_day() -> None:
    source = text_of(NewEntry("story", {"date": "2026-03/2026-05"}))
    story = read_entry("content/stories/x.md", source.encode(), Story).entry
    assert isinstance(story, Story)
    assert story.outcome_due is not None
    assert story.outcome_due.first == date(2026, 8, 29)


@pytest.mark.parametrize(
    ("what", "title", "name"),
    [
        ("I moved the card check", "", "moved-the-card-check"),
        ("We opened the Café – at last", "Opened the Café – at last", "opened-the-cafe-at-last"),
        ("Wir haben Übergänge geübt", "Wir haben Übergänge geübt", "wir-haben-ubergange-geubt"),
        ("列を置いた。注文は失われない。", "列を置いた", "lie-wozhi-ita"),
        ("I paid [Jörg]{.private else='him'} back", "", "paid-him-back"),
    ],
)  # fmt: skip
def test_a_story_whose_address_cannot_spell_its_words_gets_them_as_a_title(
    tmp_path: Path, what: str, title: str, name: str
) -> None:
    path = write_entry(tmp_path, NewEntry("story", {"what": what}), TODAY)
    first = f'title: "{title}"' if title else f"what: {quoted(what)}"
    assert path.read_text(encoding="utf-8").split("\n")[1] == first
    assert path.stem == name
