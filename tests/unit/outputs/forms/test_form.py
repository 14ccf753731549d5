"""Filling a form: what gives way, which box tells what, and what is said of the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.content.forms import read_form
from whyfolio.dates import parse_when
from whyfolio.importers.dated_lines import read_dated_lines
from whyfolio.model.audience import Audience
from whyfolio.model.ladder import Box, Form
from whyfolio.outputs.forms.candidates import candidates
from whyfolio.outputs.forms.form import fill_form
from whyfolio.outputs.forms.notes import line_candidates
from whyfolio.outputs.forms.rereading import figures_in, reread
from whyfolio.outputs.forms.shapes import FilledForm
from whyfolio.outputs.site import Desk

SEEN = "audience: review\n"
WHOLE = """date: 2026-09
role: owner
what: I put a queue in front of checkout.
why: One order in eight was lost.
"""
QUEUE = f"{SEEN}{WHOLE}short: Orders wait.\notherwise: A second provider.\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def filled(folio: Folio, *boxes: Box, when: str = "2026") -> FilledForm:
    view = folio.view(Audience.REVIEW)
    found = candidates(Desk(view), parse_when(when))
    return fill_form(Form("own", "Own", boxes), found, view.own_ladder)


def texts(made: FilledForm) -> list[str]:
    return [box.text for box in made.boxes]


def left(made: FilledForm) -> list[tuple[str, str]]:
    return [(str(out.reason), out.candidate.source.ref) for out in made.left_out]


def box(limit: int = 0, *select: tuple[str, str], name: str = "b", unit: str = "characters") -> Box:
    return Box(name, "What?", select, limit, unit)


# --- what gives way ----------------------------------------------------------------------------

FULL = (
    "- I put a queue in front of checkout. One order in eight was lost. "
    "Otherwise: A second provider."
)
WHY = "- I put a queue in front of checkout. One order in eight was lost."
SHORT = "- Orders wait."


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (0, FULL),
        (len(FULL), FULL),
        (len(FULL) - 1, WHY),
        (len(WHY), WHY),
        (len(WHY) - 1, SHORT),
        (len(SHORT), SHORT),
        (len(SHORT) - 1, ""),
    ],
)
def test_with_less_room_whole_sentences_give_way(folio: Folio, limit: int, told: str) -> None:
    folio.entry("stories/queue", QUEUE)
    made = filled(folio, box(limit))
    assert texts(made) == [told]
    assert made.boxes[0].used == len(told)
    assert left(made) == ([] if told else [("too long", "stories/queue")])


def test_what_is_told_where_there_is_no_short(folio: Folio) -> None:
    folio.entry("stories/queue", f"{SEEN}{WHOLE}")
    assert texts(filled(folio, box(len(WHY) - 1))) == ["- I put a queue in front of checkout."]


def test_the_lower_in_rank_is_shortened_first_and_left_out_first(folio: Folio) -> None:
    folio.entry("stories/high", QUEUE)
    folio.entry("stories/low", f"{SEEN}date: 2026-08\nwhat: I fixed it.\nwhy: It broke.\n")
    assert texts(filled(folio, box())) == [f"{FULL}\n- I fixed it. It broke."]
    both = len(f"{FULL}\n- I fixed it.")
    assert texts(filled(folio, box(both))) == [f"{FULL}\n- I fixed it."]
    made = filled(folio, box(len(f"{SHORT}\n- I fixed it.") - 1))
    assert (texts(made), left(made)) == ([SHORT], [("no room", "stories/low")])


def test_only_as_many_as_the_form_asks_for_and_the_strongest_of_them(folio: Folio) -> None:
    for name, more in {
        "a": "",
        "b": "role: owner\n",
        "c": "otherwise: Worse.\nrole: lead\n",
    }.items():
        folio.entry(f"stories/{name}", f"{SEEN}date: 2026-09\nwhat: {name}.\nwhy: Because.\n{more}")
    made = filled(folio, box(2, ("top", "2"), unit="items"))
    assert [placed.candidate.source.ref for placed in made.boxes[0].placed] == [
        "stories/c",
        "stories/b",
    ]
    assert left(made) == [("lower", "stories/a")]


def test_a_story_without_a_why_is_left_out_and_named(folio: Folio) -> None:
    folio.entry("stories/bare", f"{SEEN}date: 2026-09\nwhat: I did it.\n")
    assert left(filled(folio, box())) == [("no why", "stories/bare")]


def test_what_reviewers_may_not_read_is_in_no_box_and_in_no_list(folio: Folio) -> None:
    folio.entry("stories/kept", "date: 2026-09\nwhat: Secret.\nwhy: Hidden.\n")
    folio.entry(
        "stories/seen",
        f'{SEEN}date: 2026-09\nwhat: I [told Zmq]{{.private else="told one"}}.\nwhy: It helped.\n',
    )
    made = filled(folio, box())
    assert (texts(made), left(made)) == (["- I told one. It helped."], [])


def test_figures_are_told_with_how_they_are_known(folio: Folio) -> None:
    folio.entry(
        "stories/queue",
        f"{SEEN}{WHOLE}impact:\n  - measure: lost orders\n    before: 12\n    after: 3\n"
        "    source: Grafana\n    certainty: estimated\n",
    )
    assert texts(filled(folio, box())) == [
        f"{WHY} Lost orders: 12 → 3, −75 % (Grafana, estimated)."
    ]


def test_a_box_of_more_than_plain_text_gets_the_addresses_of_proof(folio: Folio) -> None:
    evidence = "evidence: https://a.example/pm Postmortem\n"
    folio.entry("stories/queue", f"{SEEN}{WHOLE}{evidence}")
    rich = Box("b", "What?", plain=False)
    assert texts(filled(folio, rich)) == [f"{WHY} Postmortem: https://a.example/pm"]
    assert texts(filled(folio, box())) == [WHY]


# --- which box ---------------------------------------------------------------------------------


def story(competencies: str, name: str) -> str:
    shown = "".join(f"  - {{competency: {c}, how: by {c}}}\n" for c in competencies.split())
    return (
        f"{SEEN}title: {name}\ndate: 2026-09\nwhat: I did {name}.\nwhy: It helped.\nshows:\n{shown}"
    )


def test_each_story_is_told_in_the_box_of_what_it_shows_first_and_only_named_elsewhere(
    folio: Folio,
) -> None:
    folio.entry("stories/a", story("execution leadership", "A"))
    folio.entry("stories/b", story("leadership execution", "B"))
    made = filled(
        folio,
        box(0, ("kind", "story"), name="all"),
        box(0, ("competency", "leadership"), name="people"),
    )
    assert texts(made) == [
        "- I did A. It helped.",
        "- I did B. It helped. By leadership.\n- A: By leadership.",
    ]
    assert left(made) == []


def test_what_has_no_room_in_its_box_goes_to_another_that_asks_for_it(folio: Folio) -> None:
    folio.entry("stories/a", story("leadership", "A"))
    made = filled(
        folio,
        box(0, ("kind", "story"), name="all"),
        box(5, ("competency", "leadership"), name="people"),
    )
    assert (texts(made), left(made)) == (["- I did A. It helped.", ""], [])


def test_a_form_may_ask_for_a_competency_that_ones_own_ladder_covers(folio: Folio) -> None:
    folio.write(
        "content/ladders/own.yaml",
        "id: own\nlevels: [{id: senior}]\ncompetencies:\n  - {id: teaching, title: Teaching}\n"
        "covers: {teaching: [leadership]}\n",
    )
    folio.write("whyfolio.toml", 'schema = 1\n[career]\nladder = "own"\n')
    folio.entry("stories/a", story("teaching", "A"))
    made = filled(folio, box(0, ("competency", "leadership")))
    assert texts(made) == ["- I did A. It helped."]


def test_goals_values_decisions_lessons_and_feedback_stand_where_they_are_asked_for(
    folio: Folio,
) -> None:
    folio.entry("goals/calm", f"{SEEN}title: Calm nights\nstatus: clear\nsuccess: One page.\n")
    folio.entry("goals/done", f"{SEEN}title: Old one\nstatus: reached\n")
    folio.entry(
        "decisions/d",
        f"{SEEN}date: 2026-03\nwhat: We stop.\nwhy: Unread.\n"
        "outcome: {result: right, note: Nobody asked.}\n",
    )
    folio.entry("lessons/l", f"{SEEN}date: 2026-04\nwhat: Ask first.\nchanged: I ring them.\n")
    folio.entry(
        "feedback/f",
        f"{SEEN}date: 2026-05\nfrom: Ana (peer)\nquote: It held.\nconsent: review\n",
    )
    folio.entry("stories/s", f"{SEEN}{WHOLE}serves: [quiet, goals/calm]\n")
    asked = [("kind", "goal"), ("kind", "decision"), ("kind", "lesson"), ("kind", "feedback")]
    asked += [("value", "quiet"), ("goal", "goals/calm")]
    boxes = [box(0, select, name=f"b{place}") for place, select in enumerate(asked)]
    assert texts(filled(folio, *boxes)) == [
        "- Calm nights. Success: One page.",
        "- We stop. Unread. Turned out right: Nobody asked.",
        "- Ask first. What I do differently: I ring them.",
        "- “It held.” (Ana).",
        WHY,
        "- I put a queue in front of checkout.",
    ]


def test_a_form_is_for_one_employer_the_newest_of_the_period(folio: Folio) -> None:
    job = f"{SEEN}title: Engineer\n"
    folio.entry("positions/new", f"{job}organisation: New\nstart: 2026-09\n")
    folio.entry("positions/old", f"{job}organisation: Old\nstart: 2020\nend: 2026-08\n")
    folio.entry("stories/now", QUEUE)
    folio.entry("stories/then", f"{SEEN}date: 2026-03\nwhat: Before.\nwhy: It helped.\n")
    made = filled(folio, box())
    assert (texts(made), left(made)) == ([FULL], [("other employer", "stories/then")])
    assert texts(filled(folio, box(), when="2026-H1")) == ["- Before. It helped."]


def test_only_the_period_is_told(folio: Folio) -> None:
    folio.entry("stories/then", f"{SEEN}{WHOLE}".replace("2026-09", "2025-09"))
    assert texts(filled(folio, box())) == [""]
    assert texts(filled(folio, box(), when="2025")) == [WHY]


# --- lists -------------------------------------------------------------------------------------

BOXES = (
    Box("work", "What?", (("kind", "story"),)),
    Box("people", "Who?", (("competency", "leadership"), ("competency", "relationships"))),
    Box("new", "New?", (("competency", "strategy"),)),
    Box("next", "Next?", (("kind", "goal"),)),
    Box("learned", "Learned?", (("kind", "lesson"),)),
)


def test_lines_go_where_their_tag_else_their_heading_else_their_first_word_says() -> None:
    read = read_dated_lines(
        "# 2026\n- Shipped the queue\n- Paired with Ana\n- Fixed it #leadership\n"
        "- Proposed one rota\n- Learned to ask first\n- Mentored Jo #execution\n"
        "## Mentoring\n- Wrote a guide\n## Goals\n- Sleep\n"
    )
    made = fill_form(Form("own", "Own", BOXES), line_candidates(read, "notes.md"))
    assert [sorted(text.split("\n")) for text in texts(made)] == [
        ["- Mentored Jo.", "- Shipped the queue."],
        ["- Fixed it.", "- Paired with Ana.", "- Wrote a guide."],
        ["- Proposed one rota."],
        ["- Sleep."],
        ["- Learned to ask first."],
    ]


def test_a_lesson_is_work_where_no_box_asks_for_lessons_and_a_goal_never_is() -> None:
    read = read_dated_lines("# 2026\n- Learned to ask first\n- Plan to sleep\n")
    made = fill_form(Form("own", "Own", BOXES[:1]), line_candidates(read, "notes.md"))
    assert texts(made) == ["- Learned to ask first."]
    assert left(made) == [("not asked", "notes.md:3")]


def test_a_line_loses_its_markdown_and_not_its_words() -> None:
    read = read_dated_lines(
        "- 2026-03-04 **Shipped** `the_queue`, see [the note](notes/x.md) and snake_case_name\n"
        "  - p95 fell by *half*\n"
    )
    made = fill_form(Form("own", "Own", BOXES), line_candidates(read, "notes.md"))
    assert texts(made)[0] == (
        "- Shipped the_queue, see the note and snake_case_name. p95 fell by half."
    )


def test_a_line_without_a_date_is_in_no_box_and_is_named() -> None:
    made = fill_form(
        Form("own", "Own", BOXES), line_candidates(read_dated_lines("- Some day\n"), "notes.md")
    )
    assert left(made) == [("no date", "notes.md:1")]


# --- reading again -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Lost orders: 12 → 0.4 %, −97 %.", ("12", "0.4 %", "−97 %")),
        ("In 2026-03 and 2026 we fixed #4127 at 12:30.", ()),
        ("It cost €1,200 and 148,000 EUR, or 3x.", ("€1,200", "148,000 EUR", "3x")),
        ("p95 of v2 at https://a.example/12", ()),
    ],
)
def test_figures_are_found_and_dates_are_none(text: str, figures: tuple[str, ...]) -> None:
    assert figures_in(text) == figures


def test_names_are_those_that_the_portfolio_knows_else_capitals_within_a_sentence() -> None:
    read = read_dated_lines(
        "- 2026-03-04 Paired with Ana on Grafana in March. Ben drove 3 times.\n"
    )
    made = fill_form(Form("own", "Own", BOXES[1:2]), line_candidates(read, "notes.md"))
    assert [(b.number, b.figures, b.names) for b in reread(made)] == [
        (1, ("3",), ("Ana", "Grafana"))
    ]
    assert [b.names for b in reread(made, ["Ana", "Zoe"])] == [("Ana",)]
    assert [b.names for b in reread(made, [])] == [()]


# --- the page that explains it -----------------------------------------------------------------


def test_the_form_on_the_page_about_forms_is_a_form() -> None:
    page = Path(__file__).parents[4] / "docs" / "explanation" / "forms.md"
    [written] = re.findall(r"```yaml form\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    form, faults = read_form("content/forms/own.yaml", written)
    assert (form and [box.id for box in form.sections], faults) == (
        ["delivered", "people", "next"],
        (),
    )
