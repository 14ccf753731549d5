"""What is looked up quickly is what a slow look at everything finds."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.folio import TODAY

from whyfolio.coach import RULES, privacy_names
from whyfolio.coach.clues import looking_for
from whyfolio.coach.once import forget
from whyfolio.coach.privacy_secrets import _WORTH, _is_worth, _may_hold
from whyfolio.coach.rule import Notes
from whyfolio.config import Config
from whyfolio.content.entries import read_entry
from whyfolio.content.loaded import Loaded, Places
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile
from whyfolio.portfolio.assemble import assemble
from whyfolio.portfolio.view import select, shown_to, visible

TELLING = (
    *("I very quickly moved it.", "World-class work, extremely.", "It was built by [TEAM NAME]."),
    *("It cost 340,000 EUR a year.", "£ 12k, [3 million dollars]{.review else='a lot'}."),
    *("We are 40 engineers.", "A team of 25 [laid off 30]{.private}.", "Headcount was 30."),
    *("See http://wiki.corp/page.", "http://localhost:3000 `http://10.0.0.1/x`", "TODO: more."),
    *("[Falcon](../stories/s0.md)", "[Falcon](../stories/s1.md#how){.review}", "`TODO` [???]"),
    *("<!-- 60 staff, TBD, 9000 EUR -->", "Lorem ipsum.", "I helped with it.", "It fell by 30 %."),
    *("[Kestrel]{.private} flew.", "[Kestrel]{.review} flew.", "Kestrel is no secret."),
)
SENTENCE = st.lists(st.sampled_from(TELLING), min_size=1, max_size=3).map(" ".join)
STORY = st.tuples(st.sampled_from(["public", "review", "private"]), SENTENCE, SENTENCE, SENTENCE)


def notes_of(stories: list[tuple[str, str, str, str]]) -> Notes:
    read = []
    for number, (audience, what, why, body) in enumerate(stories):
        front = f"title: Falcon\ntags: [kestrel, ops]\ndate: 2026-09\naudience: {audience}"
        front += f"\nwhat: {what}\nwhy: {why}"
        impact = "impact:\n- measure: cost\n  before: 90000\n  after: 20000\n  unit: EUR\n"
        evidence = "evidence:\n- url: http://wiki.corp/e\n  audience: public\n  title: E\n"
        text = f"---\n{front}\n{impact}{evidence}---\n{body}\n\n```\n{body}\n```\n"
        path = f"content/stories/s{number}.md"
        read.append((path, read_entry(path, text.encode(), BY_FOLDER["stories"])))
    profile = Profile(path="content/profile.md", slug="profile")
    loaded = Loaded(
        entries=tuple(one.entry for _, one in read),
        profile=profile,
        places=Places({path: one.places for path, one in read}),
        sources={path: one.head + one.entry.body for path, one in read},
    )
    portfolio = assemble(loaded, Config(), TODAY, {}).portfolio
    return Notes(portfolio, loaded.places, loaded.sources)


@settings(max_examples=60)
@given(stories=st.lists(STORY, min_size=1, max_size=3))
def test_a_note_without_a_rules_clue_is_asked_nothing_by_it(
    stories: list[tuple[str, str, str, str]],
) -> None:
    notes = notes_of(stories)
    alone = [rule for rule in RULES if rule.alone]
    look = looking_for(chain.from_iterable(rule.clues for rule in alone))
    for rule in alone:
        quick = [
            found
            for entry in notes.every
            if not rule.clues or look(entry) & rule.clues
            for found in rule.about(notes, entry)
        ]
        assert quick == rule.diagnostics(notes)
    forget()


@settings(max_examples=60)
@given(stories=st.lists(STORY, min_size=1, max_size=3))
def test_names_are_compared_where_one_of_them_may_tell_and_nowhere_else(
    stories: list[tuple[str, str, str, str]],
) -> None:
    notes = notes_of(stories)
    quick = privacy_names.telling_name.diagnostics(notes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(privacy_names, "_may_tell", lambda *_: True)
        assert privacy_names.telling_name.diagnostics(notes) == quick
    forget()


@settings(max_examples=30)
@given(stories=st.lists(STORY, min_size=1, max_size=3))
def test_one_entry_is_shown_as_the_whole_view_shows_it(
    stories: list[tuple[str, str, str, str]],
) -> None:
    portfolio = notes_of(stories).portfolio
    for audience in Audience:
        view, refs = select(portfolio, audience, drafts=True), visible(portfolio, audience)
        assert refs == set(view.by_ref)
        shown: dict[str, Entry | None] = {
            entry.ref: shown_to(entry, audience, refs) for entry in portfolio.entries
        }
        assert {ref: entry for ref, entry in shown.items() if entry} == view.by_ref
        assert shown_to(portfolio.profile, audience, refs) == view.profile


PIECES = (
    *("AKIA", "ABCDEFGHIJKLMNOPQRST", "0123456789", "-----BEGIN ", "https://", "u:p@h", "/", "="),
    *("ghp_", "word", " ", "\n", "\t", ".", ":", "@", "-", "é"),
)


@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_text_that_holds_what_is_worth_a_look_is_looked_at(text: str) -> None:
    slow = any(
        _is_worth(found.group()) for line in text.split("\n") for found in _WORTH.finditer(line)
    )
    assert _may_hold(text) or not slow
