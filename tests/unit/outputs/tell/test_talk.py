"""Telling: within the time, in the author's words, with a question where something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.canaries import flock
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.model.work import Story
from whyfolio.outputs.site import Desk
from whyfolio.outputs.tell.shapes import STAR, Length, Part, Talk, fitted
from whyfolio.outputs.tell.speech import lines, seconds
from whyfolio.outputs.tell.talk import tell_career, tell_story
from whyfolio.render.locale import words_of

CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
WORDS = words_of("en")
FULL = """
date: 2026-07/2026-09
audience: review
what: I put a queue in front of checkout.
why: Sale days lost 1 order in 8.
for: The people in support.
role: owner
with: Ana Duarte; Tom Reyes
position: positions/harbor
otherwise: A second provider.
cost: Nine weeks.
impact:
  - measure: lost orders
    before: 12
    after: 0.4
    unit: "%"
    source: the checkout board
    certainty: estimated
  - measure: calls
    before: 310
    after: 6
    unit: calls
shows:
  - competency: execution
    how: I owned it to the end.
decisions: [decisions/queue]
"""


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS + CAREER)


def told(folio: Folio, limit: int, audience: Audience = Audience.PRIVATE) -> Talk:
    return talk(folio, Length(limit), audience)


def talk(folio: Folio, length: Length, audience: Audience = Audience.PRIVATE) -> Talk:
    desk = Desk(folio.view(audience))
    [story] = desk.view.of_kind("story")
    assert isinstance(story, Story)
    return tell_story(desk, story, length)


def text(found: Talk) -> list[str]:
    return [sentence.text for sentence in found.sentences()]


def questions(found: Talk) -> list[str]:
    return [part.question.text for part in found.parts if part.question]


def full(folio: Folio) -> Folio:
    folio.entry("positions/harbor", "title: Engineer\norganisation: Harbor\nstart: 2024\n")
    folio.entry(
        "decisions/queue",
        "date: 2026-06\nwhat: A queue it is.\nwhy: It is small.\nconfidence: 70\n",
    )
    folio.entry(
        "feedback/lena",
        "date: 2026-10\nfrom: Lena Brandt (support lead)\nquote: I slept.\n"
        "about: [stories/one]\nconsent: review\naudience: review\n",
    )
    folio.entry(
        "lessons/a",
        "date: 2026-10\nwhat: Queues hide.\nchanged: I watch age.\nlearned_from: [stories/one]\n",
    )
    return folio.entry("stories/one", FULL, "It was slow.\n\n## No\n\n| a |\n|---|\n| b |\n")


# --- what is said ------------------------------------------------------------------------------


def test_a_story_with_time_enough_is_told_whole_in_its_order(folio: Folio) -> None:
    found = told(full(folio), 300)
    assert text(found) == [
        "This was at Harbor, from July to September 2026.",
        "I put a queue in front of checkout.",
        "I owned it.",
        "I did it with Ana Duarte and Tom Reyes.",
        "Sale days lost 1 order in 8.",
        "Who is better off: The people in support.",
        "It was slow.",
        "Behind it stood a decision: A queue it is.",
        "It is small.",
        "I was 70 percent sure of it.",
        "I owned it to the end.",
        "Lost orders went from 12 percent to 0.4 percent.",
        "That is an estimate.",
        "We know that from the checkout board.",
        "Calls went from 310 to 6.",
        "Without it: A second provider.",
        "What it took: Nine weeks.",
        "Lena Brandt said: “I slept.”",
        "What I learned: Queues hide.",
        "I watch age.",
    ]
    assert (questions(found), found.left_out) == ([], ())


def test_an_interview_answer_goes_from_situation_to_result(folio: Folio) -> None:
    found = text(talk(full(folio), Length(STAR, star=True)))
    order = ["Sale days lost", "Who is better", "I owned it.", "I put a queue", "Lost orders went"]
    places = [next(n for n, line in enumerate(found) if line.startswith(w)) for w in order]
    assert places == sorted(places)


def test_short_time_keeps_what_and_why_and_names_what_gave_way(folio: Folio) -> None:
    found = told(full(folio), 15)
    assert text(found) == [
        "This was at Harbor, from July to September 2026.",
        "I put a queue in front of checkout.",
        "I owned it.",
        "Sale days lost 1 order in 8.",
        "Without it: A second provider.",
    ]
    assert found.seconds <= 15
    assert {"figure", "decision", "cost", "text", "lesson"} <= set(found.left_out)


def test_what_must_be_told_is_told_though_it_takes_longer_and_that_is_known(folio: Folio) -> None:
    long = "I did one more thing and another thing " * 40
    folio.entry("stories/one", f"date: 2026-09\nwhat: {long}\nwhy: It helped.\n")
    found = told(folio, 60)
    assert found.too_long
    assert len(text(found)) == 2


def test_where_the_time_is_short_the_short_sentence_is_told_instead(folio: Folio) -> None:
    long = "I did one more thing and another thing " * 40
    front = f"date: 2026-09\nwhat: {long}\nwhy: It helped.\nshort: I did much.\n"
    folio.entry("stories/one", front)
    assert text(told(folio, 3)) == ["I did much.", "It helped."]
    assert text(told(folio, 900))[1].startswith("I did one more thing")


# --- what is asked -----------------------------------------------------------------------------


def test_a_missing_part_is_asked_in_its_place_never_filled(folio: Folio) -> None:
    folio.entry("stories/one", "date: 2026-09\nwhat: I did it.\n")
    found = told(folio, 60)
    assert text(found) == ["This was in September 2026.", "I did it."]
    place, figure = "content/stories/one.md", "Is there a number, before and after?"
    assert questions(found) == [
        f"What was your part?  (role: is empty in {place})",
        f"Why did it matter, and to whom?  (why: is empty in {place})",
        f"What became different? {figure}  (impact: is empty in {place})",
        f"What could a stranger look at, or whom could they ask?  (evidence: is empty in {place})",
    ]
    assert found.seconds == seconds(said.text for said in found.sentences())


def test_a_longer_talk_asks_for_more(folio: Folio) -> None:
    folio.entry("stories/one", "date: 2026-09\nwhat: I did it.\nwhy: It helped.\n")
    fields = [
        {question.rpartition("(")[2].partition(":")[0] for question in questions(told(folio, n))}
        for n in (60, 90, 300)
    ]
    assert fields[0] < fields[1] < fields[2]
    assert fields[2] - fields[1] == {"cost"}


def test_nobody_but_the_author_hears_a_question(folio: Folio) -> None:
    folio.entry("stories/one", "date: 2026-09\naudience: public\nwhat: I did it.\n")
    assert questions(told(folio, 90, Audience.REVIEW)) == []
    assert text(told(folio, 90, Audience.PUBLIC)) == ["This was in September 2026.", "I did it."]


def test_an_audience_hears_nothing_that_is_held_back_from_it(folio: Folio) -> None:
    folio.entry(
        "stories/one",
        'date: 2026-09\naudience: public\nwhat: I did it [for Acme]{.private else="for a shop"}.\n'
        "why: It helped.\nwith: Ana Duarte (designer)\ncost: Nine weeks.\nimpact:\n"
        "  - {measure: fees, before: 100, after: 80, unit: EUR, audience: public}\n"
        "  - {measure: sales, before: 1, after: 2, audience: private, else: percent}\n",
    )
    assert text(told(folio, 300, Audience.PUBLIC)) == [
        "This was in September 2026.",
        "I did it for a shop.",
        "I did it with a designer.",
        "It helped.",
        "Fees went from 100 euros to 80 euros.",
        "Sales: up 100 percent.",
    ]


def test_words_that_their_giver_keeps_private_are_not_told_by_the_author_either(
    folio: Folio,
) -> None:
    full(folio)
    assert "Lena Brandt said: “I slept.”" in text(told(folio, 300))
    front = "date: 2026-10\nfrom: Lena Brandt\nquote: I slept.\nabout: [stories/one]\n"
    folio.entry("feedback/lena", front)
    assert not [line for line in text(told(folio, 300)) if "slept" in line]


@pytest.mark.parametrize("audience", list(Audience))
def test_no_word_is_told_to_an_audience_that_may_not_read_it(
    tmp_path: Path, audience: Audience
) -> None:
    folio, birds = Folio.at(tmp_path, SETTINGS + CAREER), flock()
    for ref, written in birds.entries.items():
        folio.write(f"content/{ref}.md", written)
    desk, length = Desk(folio.view(audience)), Length(3600)
    stories = [entry for entry in desk.view.of_kind("story") if isinstance(entry, Story)]
    talks = [tell_career(desk, length), *(tell_story(desk, story, length) for story in stories)]
    heard = " ".join(line for found in talks for line in text(found)).casefold()
    seen = {bird.word for bird in birds.canaries if bird.word in heard}
    assert seen
    assert seen <= {bird.word for bird in birds.canaries if audience in bird.readers}


# --- the whole career --------------------------------------------------------------------------


def career(folio: Folio, limit: int, audience: Audience = Audience.PRIVATE) -> Talk:
    return tell_career(Desk(folio.view(audience)), Length(limit))


def positions(folio: Folio) -> Folio:
    folio.write("content/profile.md", "---\nname: Kim Vale\nlabel: Engineer. Calm.\n---\n")
    folio.entry("positions/b", "title: Lead\norganisation: Beta\nstart: 2024-03\n")
    folio.entry("positions/a", "title: Junior\norganisation: Alpha\nstart: 2021-09\nend: 2024-02\n")
    front = (
        "date: 2025-0{n}\nwhat: I did {n}.\nwhy: It was {n}.\nrole: owner\nimpact: pages {n} -> 0\n"
    )
    for n in range(1, 6):
        folio.entry(f"stories/s{n}", front.format(n=n))
    return folio


def test_a_career_is_told_from_the_first_position_to_what_is_wanted(folio: Folio) -> None:
    found = text(career(positions(folio), 300))
    assert found[:5] == [
        "I am Kim Vale.",
        "Engineer.",
        "Calm.",
        "From September 2021 to February 2024 I was Junior at Alpha.",
        "Since March 2024 I have been Lead at Beta.",
    ]
    assert found[-1] == "What I want next is Staff."
    assert [line for line in found if line.startswith("Pages went")] == [
        f"Pages went from {n} to 0." for n in (5, 4, 3)
    ]


def test_a_short_career_tells_no_number_without_its_story(folio: Folio) -> None:
    for limit in range(5, 60, 3):
        found = text(career(positions(folio), limit))
        told_of = {line[6] for line in found if line.startswith("I did ")}
        counted = {line.split()[3] for line in found if line.startswith("Pages went")}
        assert counted <= told_of


def test_a_short_career_keeps_the_newest_positions(folio: Folio) -> None:
    for year in range(2010, 2022, 2):
        front = f"title: Job {year}\norganisation: Harbor\nstart: {year}\nend: {year + 1}\n"
        folio.entry(f"positions/p{year}", front)
    found = [text(career(folio, limit)) for limit in range(5, 120, 5)]
    kept = [[line for line in lines_ if " Job " in line] for lines_ in found]
    assert [len(lines_) for lines_ in kept][-1] == 6
    assert all(lines_ == kept[-1][6 - len(lines_) :] for lines_ in kept)


def test_with_one_story_and_no_position_the_career_is_that_story(folio: Folio) -> None:
    folio.entry("stories/one", "date: 2026-09\nwhat: I did it.\nwhy: It helped.\n")
    assert text(career(folio, 90)) == text(told(folio, 90))


def test_a_career_without_anything_is_all_questions(tmp_path: Path) -> None:
    found = career(Folio.at(tmp_path), 90)
    assert text(found) == ["I am Kim Vale."]
    assert [question.rpartition("  (")[2] for question in questions(found)] == [
        "label: is empty in content/profile.md)",
        "content/positions/ is empty)",
        "content/stories/ is empty)",
        "vision: is empty in content/profile.md)",
    ]


# --- giving way --------------------------------------------------------------------------------


def part(name: str, count: int, *, must: bool = False, needs: str = "") -> Part:
    from whyfolio.outputs.sentence import said

    return Part(name, (said("word " * count, "stories/x"),), must=must, needs=needs)


def test_parts_are_kept_in_the_stated_order_and_told_in_their_own() -> None:
    parts = [part("late", 50), part("must", 50, must=True), part("early", 50)]
    found = fitted(parts, ("early", "late"), 50)
    assert [p.name for p in found.parts] == ["must", "early"]
    assert found.left_out == ("late",)


def test_a_part_that_does_not_fit_makes_room_for_a_smaller_one() -> None:
    parts = [part("must", 50, must=True), part("large", 200), part("small", 20)]
    found = fitted(parts, ("large", "small"), 60)
    assert [p.name for p in found.parts] == ["must", "small"]


def test_what_takes_exactly_the_time_is_told_and_not_too_long() -> None:
    talk = fitted([part("a", 1), part("b", 40), part("c", 17)], ("b", "c", "a"), 24)
    assert [p.name for p in talk.parts] == ["a", "b", "c"]
    assert (talk.seconds, talk.too_long) == (24, False)


def test_a_later_paragraph_never_stands_without_the_one_before() -> None:
    parts = [part("text", 200), part("text", 5)]
    assert fitted(parts, ("text",), 60).left_out == ("text", "text")


def test_a_part_falls_with_the_one_that_it_needs() -> None:
    parts = [part("story", 200), part("number", 5, needs="story")]
    assert [p.name for p in fitted(parts, ("story", "number"), 60).parts] == []


def test_every_sentence_says_where_it_is_from_or_which_phrase_it_is(folio: Folio) -> None:
    for sentence in told(full(folio), 300).sentences():
        phrase = WORDS.catalogue.get(sentence.phrase, "")
        assert sentence.refs
        assert not sentence.phrase or phrase
        assert lines(sentence.text, WORDS)
