"""Telling random stories: within the time, nothing invented, nothing that is held back."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.model.work import Story
from whyfolio.outputs.site import Desk
from whyfolio.outputs.tell.shapes import STAR, Length, Talk
from whyfolio.outputs.tell.speech import lines
from whyfolio.outputs.tell.talk import tell_career, tell_story
from whyfolio.render.locale import words_of

WORDS = words_of("en")
# An example is a whole portfolio, told: ten times the cost of most, so a fifth of their number.
FEW = settings(
    max_examples=min(200, settings().max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
WORD = re.compile(r"[^\W_]+")
PLAIN = ["queue", "orders", "waited", "nights", "the", "team", "12 %", "3 s", "0.4", "calm", "I"]
HELD = re.compile(r"held\w*", re.IGNORECASE)

sentence = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=30).map(
    lambda words: " ".join(["We", *words]) + "."
)
text = st.lists(sentence, min_size=0, max_size=3).map(" ".join)
lengths = st.sampled_from([5, 20, 60, 90, 300]).map(Length) | st.just(Length(STAR, star=True))


@st.composite
def story(draw: st.DrawFn) -> dict[str, str]:
    """The prose fields of a story, some empty."""
    fields = ["what", "why", "for", "otherwise", "cost", "how", "body", "measure", "source"]
    found = {name: draw(text) for name in fields}
    found["role"] = draw(st.sampled_from(["", "owner", "lead", "idea"]))
    found["held"] = draw(st.sampled_from(["what", "why", "for", "otherwise", "cost", "how"]))
    found["audience"] = draw(st.sampled_from(["public", "review", "private"]))
    return found


def written(folio: Folio, name: str, made: dict[str, str]) -> None:
    """A story file, in which one field says to the author alone something held back."""
    hidden = ' [heldone heldtwo]{.private else="others"}.'
    said = {key: made[key] + (hidden if key == made["held"] else "") for key in made}
    front = [f"date: 2026-09\naudience: {made['audience']}"]
    for key in ("what", "why", "for", "otherwise", "cost"):
        front += [f"{key}: {said[key]}"] if said[key] else []
    front += [f"role: {made['role']}"] if made["role"] else []
    if made["measure"]:
        figures = f"  - measure: {made['measure']}\n    before: 12\n    after: 4\n"
        front.append(f"impact:\n{figures}    source: {made['source'] or 'x'}")
    if said["how"]:
        front.append(f"shows:\n  - competency: execution\n    how: {said['how']}")
    folio.entry(f"stories/{name}", "\n".join(front), made["body"])


def sources(folio: Folio) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in folio.root.rglob("content/**/*.md")]


def checked(talk: Talk, folio: Folio) -> None:
    """What holds for every talk, whoever hears it."""
    if talk.seconds > talk.limit:
        assert talk.too_long
        assert all(part.must or not part.sentences for part in talk.parts)
    typed = " ".join(sources(folio))
    spoken = set(WORD.findall(" ".join(lines(typed, WORDS)).casefold()))
    spoken |= set(WORD.findall(typed.casefold()))
    for said in talk.sentences():
        words = set(WORD.findall(said.text.casefold()))
        phrase = WORDS.catalogue.get(said.phrase, "")
        allowed = spoken | set(WORD.findall(phrase.casefold())) | WHENS
        assert words <= allowed, said
        assert said.refs


WHENS = {"september", "2026", "in", "percent", "seconds"}


@FEW
@given(made=story(), length=lengths)
def test_a_story_is_told_in_time_and_in_the_words_of_its_author(
    made: dict[str, str], length: Length
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        folio = Folio.at(Path(folder))
        written(folio, "one", made)
        for audience in Audience:
            desk = Desk(folio.view(audience))
            for entry in desk.view.of_kind("story"):
                assert isinstance(entry, Story)
                talk = tell_story(desk, entry, length)
                checked(talk, folio)
                heard = " ".join(said.text for said in talk.sentences())
                assert audience is Audience.PRIVATE or not HELD.search(heard)


@FEW
@given(made=st.lists(story(), max_size=4), length=st.sampled_from([5, 30, 60, 90, 300]))
def test_a_career_is_told_in_time_and_others_hear_nothing_held_back(
    made: list[dict[str, str]], length: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        folio = Folio.at(Path(folder))
        for number, one in enumerate(made):
            written(folio, f"s{number}", one)
        for audience in Audience:
            talk = tell_career(Desk(folio.view(audience)), Length(length))
            checked(talk, folio)
            heard = " ".join(said.text for said in talk.sentences())
            assert audience is Audience.PRIVATE or not HELD.search(heard)
