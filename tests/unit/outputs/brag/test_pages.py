"""Brag documents: what a period held, and why it mattered."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.dates import parse_when
from whyfolio.model.audience import Audience
from whyfolio.outputs.brag.pages import brag, brag_plan
from whyfolio.outputs.brag.shapes import Brag, By, Part
from whyfolio.outputs.periods import Period
from whyfolio.outputs.sentence import sentences_in
from whyfolio.outputs.site import Desk
from whyfolio.render.theme import load_theme

SEEN = "audience: review\n"
STORY = f"{SEEN}what: I did it.\nwhy: It helped.\n"
SETTINGS = """schema = 1

[[cycle]]
id = "2026-H2"
title = "Autumn review"
start = 2026-07-01
end = 2026-12-31
due = 2026-12-04

[[cycle]]
id = "2026-H1"
start = 2026-01-01
end = 2026-06-30
"""


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS)


def made(
    folio: Folio, when: str = "2026-H2", by: By | None = None, audience: Audience = Audience.REVIEW
) -> Brag:
    return brag(Desk(folio.view(audience)), Period(when, "", parse_when(when)), by)


def only(document: Brag) -> Part:
    [part] = document.parts
    return part


def shelves(document: Brag) -> list[tuple[str, list[str], list[str]]]:
    """Heading, stories in full, stories by name only."""
    return [
        (shelf.title, [done.title for done in shelf.stories], [a.title for a in shelf.also])
        for part in document.parts
        for shelf in part.shelves
    ]


def page(folio: Folio, audience: Audience = Audience.REVIEW) -> str:
    return folio.page("brag/2026-h2/index.html", audience)


# --- what belongs to a period ------------------------------------------------------------------


def test_a_story_belongs_to_the_period_of_its_last_day(folio: Folio) -> None:
    folio.entry("stories/across", f"date: 2026-05/2026-08\n{STORY}")
    assert shelves(made(folio)) == [("Aug 2026", ["Across"], [])]
    assert made(folio, "2026-H1").parts == ()


def test_the_summary_counts_what_there_is_in_one_sentence(folio: Folio) -> None:
    folio.entry("stories/a", f"date: 2026-09\nrole: lead\nfirst_time: yes\n{STORY}")
    folio.entry("stories/b", f"date: 2026-09\n{STORY}")
    folio.entry("decisions/d", f"date: 2026-09\n{SEEN}what: x\n")
    assert made(folio).summary.text == (
        "2 stories and 1 decision; 1 story led, 1 thing done for the first time."
    )


def test_an_empty_cycle_says_so_and_has_no_empty_heading(folio: Folio) -> None:
    text = page(folio)
    assert "Nothing of this period is here yet." in text
    assert [heading for heading in ("<h2>", "<h3", "<dl") if heading in text] == []


def test_any_stretch_of_time_can_be_told_not_only_a_cycle(folio: Folio) -> None:
    folio.entry("stories/a", f"date: 2025-03\n{STORY}")
    folio.entry("stories/b", f"date: 2025-08\n{STORY}")
    assert shelves(made(folio, "2025-02/2025-04", By.MONTH)) == [("Mar 2025", ["A"], [])]


def test_hidden_entries_are_neither_told_nor_counted(folio: Folio) -> None:
    folio.entry("stories/seen", f"date: 2026-09\n{STORY}")
    folio.entry("stories/kept", f"date: 2026-09\n{STORY}".replace("review", "private"))
    assert made(folio).summary.text == "1 story."
    assert made(folio, audience=Audience.PRIVATE).summary.text == "2 stories."
    assert "Kept" not in page(folio)


def test_the_public_site_has_no_brag_document(folio: Folio) -> None:
    folio.entry("stories/seen", f"date: 2026-09\n{STORY}".replace("review", "public"))
    assert [path for path in folio.pages() if path.startswith("brag")] == []


# --- grouping ----------------------------------------------------------------------------------


@pytest.fixture
def grouped(folio: Folio) -> Folio:
    folio.entry("goals/calm", f"{SEEN}title: Calm nights\n")
    folio.entry("goals/reach", f"{SEEN}title: Wider reach\n")
    folio.entry("positions/job", f"{SEEN}title: Engineer\norganisation: Acme\nstart: 2020\n")
    folio.entry(
        "stories/a",
        f"date: 2026-09\nserves: [candour, goals/calm, goals/reach]\n{STORY}"
        "shows:\n  - competency: strategy\n    how: x\n  - competency: execution\n    how: x\n",
    )
    folio.entry("stories/b", f"date: 2026-08\nserves: [goals/reach]\n{STORY}")
    folio.entry("stories/c", f"date: 2026-07\n{STORY}")
    return folio


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (
            By.GOAL,
            [
                ("Calm nights", ["A"], []),
                ("Wider reach", ["B"], ["A"]),
                ("Other work", ["C"], []),
            ],
        ),
        (
            By.COMPETENCY,
            [("Execution", [], ["A"]), ("Strategy", ["A"], []), ("Other work", ["B", "C"], [])],
        ),
        (By.VALUE, [("candour", ["A"], []), ("Other work", ["B", "C"], [])]),
        (By.POSITION, [("Engineer, Acme", ["A", "B", "C"], [])]),
        (
            By.MONTH,
            [("Sep 2026", ["A"], []), ("Aug 2026", ["B"], []), ("Jul 2026", ["C"], [])],
        ),
    ],
)
def test_each_story_stands_in_full_once_under_what_it_is_grouped_by(
    grouped: Folio, by: By, told: list[tuple[str, list[str], list[str]]]
) -> None:
    assert shelves(made(grouped, by=by)) == told


def test_goals_are_chosen_where_served_else_competencies_else_months(folio: Folio) -> None:
    folio.entry("stories/a", f"date: 2026-09\n{STORY}")
    chosen = [made(folio).by]
    folio.entry(
        "stories/b", f"date: 2026-09\n{STORY}shows:\n  - competency: execution\n    how: x\n"
    )
    chosen.append(made(folio).by)
    folio.entry("goals/calm", f"{SEEN}title: Calm nights\n")
    folio.entry("stories/c", f"date: 2026-09\nserves: goals/calm\n{STORY}")
    chosen.append(made(folio).by)
    assert chosen == [By.MONTH, By.COMPETENCY, By.GOAL]
    assert "Grouped by goal." in page(folio)


def test_a_goal_that_reviewers_may_not_see_is_no_heading_for_them(folio: Folio) -> None:
    folio.entry("goals/calm", "title: Calm nights\n")
    folio.entry("stories/c", f"date: 2026-09\nserves: goals/calm\n{STORY}")
    assert made(folio).by is By.MONTH
    assert "Calm nights" not in page(folio)


# --- sections ----------------------------------------------------------------------------------


def test_a_story_without_a_why_stands_apart(folio: Folio) -> None:
    folio.entry("stories/whole", f"date: 2026-09\n{STORY}")
    folio.entry("stories/bare", f"date: 2026-09\n{STORY}".replace("why: It helped.\n", ""))
    part = only(made(folio))
    assert [found.title for found in part.bare] == ["Bare"]
    assert shelves(made(folio))[0][1] == ["Whole"]
    assert "Done, not yet connected to why" in page(folio)


def test_what_was_not_done_stands_with_why_that_was_right(folio: Folio) -> None:
    folio.entry(
        "stories/no",
        f"date: 2026-09\nwork: declined\notherwise: A lost autumn.\ncost: A call.\n{STORY}",
    )
    folio.entry(
        "decisions/stop", f"date: 2026-09\n{SEEN}type: stop\nwhat: We stop.\nwhy: Unread.\n"
    )
    folio.entry("decisions/build", f"date: 2026-09\n{SEEN}type: build\nwhat: We build.\n")
    part = only(made(folio))
    assert [(n.title, n.why.text, n.otherwise.text, n.cost.text) for n in part.not_done] == [
        ("No", "It helped.", "A lost autumn.", "A call."),
        ("Stop", "Unread.", "", ""),
    ]
    assert part.shelves == ()
    assert [found.title for found in part.decisions] == ["Build"]


def test_work_with_others_is_named_with_its_people(folio: Folio) -> None:
    folio.entry("stories/glue", f"date: 2026-09\nwork: glue\nwith: Ana (design)\n{STORY}")
    folio.entry("stories/review", f"date: 2026-08\nrole: reviewer\n{STORY}")
    folio.entry("stories/own", f"date: 2026-07\nrole: owner\nwork: project\n{STORY}")
    assert [(link.title, link.note) for link in only(made(folio)).together] == [
        ("Glue", "Ana"),
        ("Review", ""),
    ]


def test_everybody_named_with_a_story_is_told_with_it(folio: Folio) -> None:
    folio.entry("stories/a", f"date: 2026-09\nwith: Ana (design); Tom\n{STORY}")
    folio.entry(
        "stories/b",
        f"date: 2026-08\nwith:\n  - Tom (support)\n  - name: Zmq Vale\n    role: an auditor\n"
        f"    audience: private\n{STORY}",
    )
    told = [
        (person.name, person.role, [link.title for link in person.stories])
        for person in only(made(folio)).companions
    ]
    assert told == [
        ("Tom", "support", ["A", "B"]),
        ("Ana", "design", ["A"]),
        ("an auditor", "", ["B"]),
    ]
    assert "Zmq" not in page(folio)


def test_the_period_before_is_compared_by_counts(folio: Folio) -> None:
    folio.entry("stories/now", f"date: 2026-09\nrole: lead\nfirst_time: yes\n{STORY}")
    folio.entry("stories/then", f"date: 2026-03\nimpact: orders 3 -> 1\n{STORY}")
    folio.entry("stories/then-too", f"date: 2026-02\n{STORY}")
    folio.entry("decisions/no", f"date: 2026-03\n{SEEN}type: not built\nwhat: We wait.\n")
    found = made(folio).compared
    assert found is not None
    assert (found.before.title, found.before.address) == ("2026-H1", "/brag/2026-h1/")
    assert [(row.label, row.now, row.before) for row in found.rows] == [
        ("Stories", 1, 2),
        ("Stories led", 1, 0),
        ("Things done for the first time", 1, 0),
        ("Stories with a figure", 0, 1),
        ("Decisions", 0, 1),
        ("Decisions not to do something", 0, 1),
    ]
    text = page(folio)
    assert '<th scope="row">Stories</th><td>1</td><td>2</td>' in text


def test_nothing_is_compared_with_an_empty_period_or_with_hidden_entries(folio: Folio) -> None:
    folio.entry("stories/now", f"date: 2026-09\n{STORY}")
    assert made(folio).compared is None
    folio.entry("stories/then", f"date: 2026-03\n{STORY}".replace("review", "private"))
    assert made(folio).compared is None
    assert made(folio, audience=Audience.PRIVATE).compared is not None


def test_every_sentence_of_the_document_says_where_it_is_from(grouped: Folio) -> None:
    plan, _ = brag_plan(
        Desk(grouped.view(Audience.REVIEW)), Period("2026-H2", "", parse_when("2026-H2"))
    )
    found = list(sentences_in(plan.context))
    assert {ref for sentence in found for ref in sentence.refs} == {
        "stories/a",
        "stories/b",
        "stories/c",
    }
    assert [sentence.text for sentence in found if sentence.phrase] == ["3 stories."]


def test_the_templates_of_the_document_print_no_prose_but_sentences() -> None:
    folder = load_theme("margin", Path()).template_folders[-1]
    templates = [*(folder / "brag").glob("*.html"), folder / "partials" / "claim.html"]
    assert len(templates) > 4
    assert [path.name for path in templates if "| prose" in path.read_text()] == []


def test_documents_name_the_story_that_they_were_for(folio: Folio) -> None:
    evidence = "".join(
        f"  - kind: {kind}\n    title: The {kind}\n    url: https://a.example/{kind}\n"
        for kind in ("document", "dashboard", "talk", "code", "message")
    )
    folio.entry("stories/a", f"date: 2026-09\n{STORY}evidence:\n{evidence}")
    documents = only(made(folio)).documents
    assert [(found.proof.title, found.story.title) for found in documents] == [
        ("The document", "A"),
        ("The talk", "A"),
        ("The code", "A"),
    ]


def test_outcomes_that_came_in_the_period_are_told_even_of_older_work(folio: Folio) -> None:
    folio.entry(
        "stories/old",
        f"date: 2025-03\n{STORY}impact:\n  - measure: orders lost\n    before: 12\n    after: 3\n"
        "    when: 2026-08\n    source: the log\n  - measure: early\n    after: 1\n"
        "    when: 2025-03\n",
    )
    folio.entry(
        "decisions/d",
        f"date: 2025-03\n{SEEN}what: x\noutcome:\n  date: 2026-09\n  result: wrong\n"
        "  process: good\n  note: It did not hold.\n",
    )
    folio.entry(
        "stories/fresh",
        f"date: 2026-09\n{STORY}impact:\n  - measure: at once\n    after: 1\n    when: 2026-09\n",
    )
    folio.entry(
        "stories/told-above-with-its-figure",
        f"date: 2026-08\n{STORY}impact:\n  - measure: later\n    after: 1\n    when: 2026-10\n",
    )
    outcomes = only(made(folio)).outcomes
    assert [(found.of.title, found.told.text, found.note.text) for found in outcomes] == [
        ("D", "", "It did not hold."),
        ("Old", "orders lost: 12 → 3, −75 %", ""),
    ]
    assert (outcomes[0].result, outcomes[0].process) == ("turned out wrong", "decided well")
    assert made(folio, "2026-H1").parts == ()


def test_lessons_and_feedback_of_the_period_are_told(folio: Folio) -> None:
    folio.entry("lessons/l", f"date: 2026-09\n{SEEN}what: Less.\nchanged: I cut first.\n")
    said = f"quote: It held.\nfrom: Ana (peer)\nconsent: review\n{SEEN}"
    folio.entry("feedback/now", f"date: 2026-09\n{said}")
    folio.entry("feedback/then", f"date: 2026-03\n{said}")
    folio.entry("feedback/asked", f"date: 2026-09\n{SEEN}question: How?\nconsent: review\n")
    part = only(made(folio))
    assert [(found.what.text, found.changed.text) for found in part.lessons] == [
        ("Less.", "I cut first.")
    ]
    heard = [(found.voice.giver, found.quote.text) for found in part.feedback]
    assert heard == [("Ana", "It held.")]


def test_goals_of_the_period_and_of_the_next_one_stand_apart(folio: Folio) -> None:
    for name, fields in {
        "served": "status: clear\nhorizon: 2028",
        "due": "status: reached\nhorizon: 2026-09",
        "coming": "status: clear\nhorizon: 2027-03",
        "given-up": "status: retired\nhorizon: 2027-03",
        "far": "status: clear\nhorizon: 2031",
        "rough": "status: rough",
        "set-later": "status: rough\ndate: 2027-02",
    }.items():
        folio.entry(f"goals/{name}", f"{SEEN}{fields}\n")
    folio.entry("stories/a", f"date: 2026-09\nserves: goals/served\n{STORY}")
    document = made(folio)
    assert sorted(goal.title for goal in document.goals) == ["Due", "Served"]
    assert sorted(goal.title for goal in document.next_goals) == ["Coming", "Rough"]
    [served] = [goal for goal in document.goals if goal.title == "Served"]
    assert [link.title for link in served.served_by] == ["A"]


def test_a_period_at_two_employers_is_split_by_position(folio: Folio) -> None:
    folio.entry("positions/new", f"{SEEN}title: Lead\norganisation: New\nstart: 2026-09\n")
    folio.entry(
        "positions/old", f"{SEEN}title: Engineer\norganisation: Old\nstart: 2020\nend: 2026-08\n"
    )
    folio.entry("stories/later", f"date: 2026-10\n{STORY}")
    folio.entry("stories/early", f"date: 2026-07\n{STORY}")
    folio.entry("decisions/early", f"date: 2026-07\n{SEEN}what: x\n")
    told = [
        (part.title, [d.title for s in part.shelves for d in s.stories], len(part.decisions))
        for part in made(folio).parts
    ]
    assert told == [("Lead, New", ["Later"], 0), ("Engineer, Old", ["Early"], 1)]


def test_two_positions_with_one_employer_are_no_split(folio: Folio) -> None:
    same = f"{SEEN}organisation: Acme\n"
    folio.entry("positions/new", f"{same}title: Lead\nstart: 2026-09\n")
    folio.entry("positions/old", f"{same}title: Engineer\nstart: 2020\nend: 2026-08\n")
    folio.entry("stories/later", f"date: 2026-10\n{STORY}")
    folio.entry("stories/early", f"date: 2026-07\n{STORY}")
    assert [part.title for part in made(folio).parts] == [""]


def test_only_the_author_sees_what_is_not_yet_a_story(folio: Folio) -> None:
    folio.write("content/log.md", "# Log\n\n- 2026-09-02 Zmq line.\n- 2026-03-02 Older line.\n")
    folio.entry("stories/a", f"date: 2026-09\n{STORY}")
    private = made(folio, audience=Audience.PRIVATE)
    assert [line.text.text for line in private.log] == ["Zmq line."]
    assert "Zmq line." in page(folio, Audience.PRIVATE)
    assert made(folio).log == ()
    assert "Zmq" not in page(folio)


def test_a_line_that_has_become_an_entry_is_told_by_the_entry_alone(folio: Folio) -> None:
    folio.write(
        "content/log.md",
        "- 2026-09-02 I wrote it. [story](stories/a.md)\n- 2026-09-03 Taken back. "
        "[story](stories/gone.md)\n- 2026-09-04 I read [this](https://a.example/stories/a.md).\n"
        "- 2026-09-05 It was wrong. [lesson](lessons/b.md)\n",
    )
    folio.entry("stories/a", f"date: 2026-09\nslug: other\n{STORY}")
    folio.entry("lessons/b", "date: 2026-09\nwhat: Look first.\nwhy: It was wrong.")
    left = [line.text.text for line in made(folio, audience=Audience.PRIVATE).log]
    assert left == ["Taken back.", "I read [this](https://a.example/stories/a.md)."]


def test_each_document_leads_to_the_other_periods(folio: Folio) -> None:
    text = page(folio)
    assert "<h1>Autumn review</h1>" in text
    assert "Due 4 Dec 2026" in text
    assert 'href="../2026-h1/index.html"' in text


def test_every_link_within_the_page_leads_somewhere(grouped: Folio) -> None:
    text = page(grouped)
    ids = {part.split('"')[0] for part in text.split(' id="')[1:]}
    inner = {part.split('"')[0] for part in text.split('href="#')[1:]}
    assert inner - ids == set()
    assert len(ids) == text.count(' id="')
