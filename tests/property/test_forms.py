"""Forms over random portfolios: no box too full, no sentence cut, nothing left out in silence."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whyfolio.config import Config
from whyfolio.content.forms import shipped_forms
from whyfolio.dates import parse_when
from whyfolio.importers.dated_lines import read_dated_lines
from whyfolio.markdown.converter import plain
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback, Goal
from whyfolio.model.ladder import Box, Form
from whyfolio.model.profile import Profile
from whyfolio.model.values import Evidence, Impact, Outcome, Person, Shows
from whyfolio.model.work import Decision, Lesson, Story
from whyfolio.outputs.forms.candidates import candidates
from whyfolio.outputs.forms.form import fill_form
from whyfolio.outputs.forms.notes import line_candidates
from whyfolio.outputs.forms.shapes import FilledForm
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
YEAR = parse_when("2026")
PORTFOLIOS = 200 if os.environ.get("WHYFOLIO_PROOF") == "1" else 15
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
FORMS = {form.id: form for form in shipped_forms()}
FIVE = ["execution", "strategy", "leadership", "upward", "relationships"]

# --- portfolios --------------------------------------------------------------------------------

TEXT = """
I we put a queue in front of checkout so that orders wait — naïve ﬁgures, Ana's 12 % (once)
“quoted” <b>bold</b> & R&D 日本語 🙂 👩‍🚀 é résumé [notes](https://a.example/x) p95 iOS
"""
WORDS = st.sampled_from(TEXT.split())
ENDS = st.sampled_from(["", ".", "?", "!", "…", ".”", ")"])


@st.composite
def sentences(draw: st.DrawFn, most: int = 90) -> str:
    """A few words, said over and over: as long as needed, and quick to make."""
    words = draw(st.lists(WORDS, min_size=1, max_size=min(most, 7)))
    times = draw(st.integers(1, max(1, most // 10)))
    return " ".join(words * times) + draw(ENDS)


SOME = st.one_of(st.just(""), sentences())
SHORT = st.one_of(st.just(""), sentences(12).map(lambda text: text[:160].strip()))
DAYS = st.integers(0, 364).map(lambda n: (date(2026, 1, 1) + timedelta(days=n)).isoformat())
WHENS = DAYS.map(parse_when)
IMPACTS = st.builds(
    Impact,
    measure=sentences(4),
    before=st.sampled_from(["", "12", "1,200"]),
    after=st.sampled_from(["", "3", "0.4"]),
    unit=st.sampled_from(["", "%", "orders"]),
    source=SHORT,
    certainty=st.sampled_from(["", "exact", "estimated"]),
)
SHOWN = st.builds(Shows, competency=st.sampled_from(FIVE), how=SOME)
PROOF = st.builds(Evidence, title=sentences(5), url=st.just("https://proof.example/a"))


def few(of: st.SearchStrategy, most: int = 3) -> st.SearchStrategy[tuple]:
    return st.lists(of, max_size=most).map(tuple)


STORIES = st.builds(
    Story,
    what=sentences(),
    why=SOME,
    short=SHORT,
    otherwise=SOME,
    impact=few(IMPACTS),
    evidence=few(PROOF),
    shows=few(SHOWN),
    serves=few(st.sampled_from(["calm", "goals/g0"]), 1),
    role=st.sampled_from(["", "owner", "reviewer"]),
    date=WHENS,
    title=sentences(6),
)
OUTCOMES = st.builds(Outcome, result=st.sampled_from(["", "right", "mixed"]), note=SOME)
DECISIONS = st.builds(
    Decision,
    what=SOME,
    why=SOME,
    short=SHORT,
    outcome=st.one_of(st.none(), OUTCOMES),
    date=WHENS,
    title=sentences(6),
)
LESSONS = st.builds(
    Lesson, what=SOME, why=SOME, short=SHORT, changed=SOME, date=WHENS, title=sentences(6)
)
PEOPLE = st.builds(Person, name=st.sampled_from(["", "Ana"]), role=st.just("engineer"))
FEEDBACK = st.builds(
    Feedback,
    quote=SOME,
    giver=PEOPLE,
    competencies=few(st.sampled_from(FIVE), 2),
    date=WHENS,
    title=sentences(6),
)
GOALS = st.builds(
    Goal, status=st.sampled_from(["", "clear"]), success=SOME, measure=SOME, title=sentences(6)
)


@st.composite
def notes(draw: st.DrawFn) -> list[Entry]:
    made: list[Entry] = []
    for of in (STORIES, DECISIONS, LESSONS, FEEDBACK, GOALS):
        for place, entry in enumerate(draw(st.lists(of, max_size=6))):
            slug = f"{entry.kind[0]}{place}"
            path = f"content/{entry.folder}/{slug}.md"
            made.append(replace(entry, slug=slug, path=path))
    return made


def view_of(made: list[Entry]) -> View:
    return View(
        audience=Audience.REVIEW,
        profile=Profile(name="Kim Vale"),
        entries=tuple(made),
        by_ref={entry.ref: entry for entry in made},
        backlinks={},
        superseded_by={},
        ladders=(),
        forms=(),
        log=(),
        files={},
        config=Config(),
        today=date(2026, 12, 31),
    )


# --- what is promised, said a second time -------------------------------------------------------


def size(box: Box, text: str, entries: int) -> int:
    """The box's own rule, counted another way than the program does."""
    if box.unit == "items":
        return entries
    if box.counts_html:
        text = "".join("<p>" + escape(line) + "</p>" for line in text.splitlines())
    if box.unit == "words":
        return len(re.findall(r"\S+", text))
    if box.unit == "bytes":
        return sum(
            1 if ord(s) < 0x80 else 2 if ord(s) < 0x800 else 3 if ord(s) < 0x10000 else 4
            for s in text
        )
    return sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


def flat(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(plain(text).split()))


def typed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def allowed(entry: Entry) -> Iterator[str]:
    """Every whole sentence of an entry, with the labels that may stand before it."""
    for name in ("what", "why", "short", "title", "success", "measure", "otherwise", "changed"):
        yield flat(getattr(entry, name, "") or "")
    yield flat(f"Otherwise: {getattr(entry, 'otherwise', '')}")
    yield flat(f"What I do differently: {getattr(entry, 'changed', '')}")
    yield flat(f"Success: {getattr(entry, 'success', '')}")
    yield flat(f"Measure: {getattr(entry, 'measure', '')}")
    for shown in getattr(entry, "shows", ()):
        how = flat(shown.how)
        yield from (how, f"{typed(entry.title)}: {how}")
        yield f"{typed(entry.title)}: {how[:1].upper()}{how[1:]}"
    for impact in getattr(entry, "impact", ()):
        yield from figure(impact)
    for proof in getattr(entry, "evidence", ()):
        yield f"{typed(proof.title)}: {proof.url}"
    if isinstance(entry, Feedback):
        giver = {"Ana": " (Ana)", "": " (an engineer)"}[entry.giver.name]
        yield unicodedata.normalize("NFC", f"“{' '.join(entry.quote.split())}”{giver}")
        yield flat(f"“{' '.join(entry.quote.split())}”{giver}")
    if isinstance(entry, Decision) and entry.outcome:
        graded = {"": "", "right": "Turned out right", "mixed": "Turned out mixed"}
        words = [graded[entry.outcome.result], entry.outcome.note]
        yield flat(": ".join(filter(None, words)))


def figure(impact: Impact) -> Iterator[str]:
    values = " → ".join(filter(None, [impact.before, impact.after]))
    values = f"{values} {impact.unit}".strip() if values else ""
    said = ", ".join(filter(None, [values, impact.change]))
    line = f"{impact.measure}: {said}" if said else impact.measure
    known = ", ".join(filter(None, [impact.source, impact.certainty.replace("exact", "")]))
    yield from (flat(f"{line} ({known})"), flat(line))


def is_whole(text: str, sentences: set[str]) -> bool:
    """Whether a text is nothing but these sentences after one another, each with its end."""
    starts = {0}
    for begin in range(len(text)):
        if begin not in starts:
            continue
        for sentence in sentences:
            capital = sentence[:1].upper() + sentence[1:]
            for told in (sentence, f"{sentence}.", capital, f"{capital}."):
                if text.startswith(told, begin):
                    end = begin + len(told)
                    starts |= {end} if end == len(text) else set()
                    starts |= {end + 1} if text[end : end + 1] == " " else set()
    return len(text) in starts


def check(filled: FilledForm, view: View) -> None:
    for box in filled.boxes:
        lines = box.text.split("\n") if box.text else []
        counted = size(box.box, box.text, len(lines))
        assert box.used == counted
        assert not box.box.limit or counted <= box.box.limit, box.box.id
        assert len(lines) == len(box.placed)
        for line, placed in zip(lines, box.placed, strict=True):
            entry = view.by_ref[placed.candidate.source.ref]
            whole = {sentence for sentence in allowed(entry) if sentence}
            assert line.startswith("- ")
            assert is_whole(line[2:], whole), (line, whole)
    told = {placed.candidate.source.ref for box in filled.boxes for placed in box.placed}
    left = [out.candidate.source.ref for out in filled.left_out]
    assert sorted([*told, *left]) == sorted(view.by_ref)


@pytest.mark.parametrize("form", sorted(FORMS))
@settings(max_examples=PORTFOLIOS, suppress_health_check=SLOW, deadline=None)
@given(made=notes())
def test_each_shipped_form_keeps_its_limits_cuts_no_sentence_and_names_what_is_left_out(
    form: str, made: list[Entry]
) -> None:
    view = view_of(made)
    check(fill_form(FORMS[form], candidates(Desk(view), YEAR)), view)


SELECTS = st.one_of(
    st.just(()),
    st.lists(
        st.one_of(
            st.tuples(st.just("kind"), st.sampled_from(["story", "decision", "lesson", "goal"])),
            st.tuples(st.just("competency"), st.sampled_from(FIVE)),
            st.tuples(st.just("value"), st.just("calm")),
            st.tuples(st.just("goal"), st.just("goals/g0")),
            st.tuples(st.just("top"), st.sampled_from("135")),
        ),
        max_size=3,
        unique_by=lambda pair: pair[0],
    ).map(tuple),
)
BOXES = st.builds(
    Box,
    id=st.just(""),
    prompt=st.just("What?"),
    select=SELECTS,
    limit=st.one_of(st.just(0), st.integers(1, 900)),
    unit=st.sampled_from(["characters", "words", "items", "bytes"]),
    counts_html=st.booleans(),
    plain=st.booleans(),
)


@settings(max_examples=10 * PORTFOLIOS, suppress_health_check=SLOW, deadline=None)
@given(made=notes(), boxes=st.lists(BOXES, min_size=1, max_size=5))
def test_so_does_any_form_of_ones_own(made: list[Entry], boxes: list[Box]) -> None:
    view = view_of(made)
    named = [
        Box(f"box{n}", b.prompt, b.select, b.limit, b.unit, b.counts_html, b.plain)
        for n, b in enumerate(boxes)
    ]
    check(fill_form(Form("own", "Own", tuple(named)), candidates(Desk(view), YEAR)), view)


@settings(max_examples=PORTFOLIOS, suppress_health_check=SLOW, deadline=None)
@given(made=notes())
def test_the_order_of_the_entries_changes_nothing(made: list[Entry]) -> None:
    found = candidates(Desk(view_of(made)), YEAR)
    there, back = (fill_form(FORMS["four-axes"], f) for f in (found, found[::-1]))
    assert [box.text for box in there.boxes] == [box.text for box in back.boxes]


# A dash or a stop alone is what stands between a day and its words, and no word.
SAID = sentences(14).filter(lambda text: any(sign.isalnum() for sign in text))
LINES = st.builds(
    lambda day, text, more: "\n".join([f"- {day} {text}", *(f"  - {line}" for line in more)]),
    DAYS,
    SAID,
    st.lists(sentences(9), max_size=2),
)


@pytest.mark.parametrize("form", sorted(FORMS))
@settings(max_examples=PORTFOLIOS, suppress_health_check=SLOW, deadline=None)
@given(lines=st.lists(LINES, max_size=16), loose=st.lists(SAID, max_size=2))
def test_a_dated_list_keeps_the_limits_too_and_loses_no_line(
    form: str, lines: list[str], loose: list[str]
) -> None:
    text = "\n".join([*(f"- {line}" for line in loose), *lines])
    found = line_candidates(read_dated_lines(text), "notes.md")
    assert len(found) == len(lines) + len(loose)
    filled = fill_form(FORMS[form], found)
    for box in filled.boxes:
        assert not box.box.limit or size(box.box, box.text, len(box.placed)) <= box.box.limit
    told = [placed.candidate.source.line for box in filled.boxes for placed in box.placed]
    left = [out.candidate.source.line for out in filled.left_out]
    assert sorted([*told, *left]) == sorted(found_line.source.line for found_line in found)
