"""The packet: what is a claim, what is asked, what stands where."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.packet.pages import packets_of
from whyfolio.outputs.packet.room import PAGE, height, shortened
from whyfolio.outputs.packet.shapes import Packet
from whyfolio.outputs.packet.text import divide
from whyfolio.outputs.site import Desk

CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
STORY = "audience: review\nwhat: I did it.\nwhy: It helped.\n"
SHOWN = f"{STORY}shows:\n  - competency: execution\n    how: By hand.\n"
ASK = "level: staff\nfrom_level: senior\n"
LADDER = """
id: own
title: Own ladder
audience: {audience}
levels:
  - {{id: senior, title: Senior engineer}}
  - {{id: staff, title: Staff engineer, scope: several teams}}
competencies:
  - id: delivery
    title: Delivery
    levels:
      senior: [Finishes things.]
      staff: [Finishes things., Across teams.]
covers:
  delivery: [execution]
"""


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS + CAREER)


def packet(folio: Folio, audience: Audience = Audience.REVIEW) -> Packet:
    [found] = packets_of(Desk(folio.view(audience)))
    return found


def claims(found: Packet) -> dict[str, list[str]]:
    """Section title → titles of its claims."""
    sections = {s.title: [case.title for case in s.claims] for s in found.sections}
    further = [case.title for case in found.further]
    return {**sections, **({"Further work": further} if further else {})}


# --- claims ------------------------------------------------------------------------------------


def test_a_story_without_a_why_is_never_a_claim(folio: Folio) -> None:
    folio.entry("stories/told", f"date: 2026-09\n{SHOWN}")
    folio.entry("stories/bare", f"date: 2026-09\n{SHOWN}".replace("why: It helped.\n", ""))
    found = packet(folio)
    assert claims(found) == {"Execution": ["Told"]}
    assert [lead.title for lead in found.brief.leads] == ["Told"]
    assert "Bare" not in folio.page("packets/next/index.html", Audience.REVIEW)


def test_a_story_of_three_lines_stands_in_the_packet_as_a_claim(folio: Folio) -> None:
    folio.entry("stories/small", "date: 2026-09\nwhat: I did it.\nwhy: It helped.\n")
    found = packet(folio, Audience.PRIVATE)
    assert claims(found) == {"Further work": ["Small"]}
    [row] = found.brief.rows
    assert (row.title, row.counts) == ("Further work", (1,))
    page = folio.page("packets/next/index.html", Audience.PRIVATE)
    assert "I did it." in page
    assert "It helped." in page


def test_a_story_is_one_claim_a_competency_however_often_it_names_it(folio: Folio) -> None:
    again = "  - competency: execution\n    how: Twice.\n  - competency: strategy\n    how: x\n"
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}{again}")
    found = packet(folio)
    assert claims(found) == {"Execution": ["One"], "Strategy": ["One"]}
    assert found.sections[0].claims[0].how.text == "By hand."


def test_a_story_is_told_in_full_once_and_linked_from_its_other_sections(folio: Folio) -> None:
    folio.entry(
        "stories/one", f"date: 2026-09\n{SHOWN}  - competency: strategy\n    how: By thought.\n"
    )
    first, second = (section.claims[0] for section in packet(folio).sections)
    assert first.in_full is None
    assert second.in_full is not None
    assert second.in_full.address == f"#{first.anchor}"
    assert f'id="{first.anchor}"' in folio.page("packets/next/index.html", Audience.REVIEW)


def test_a_competency_with_nothing_is_left_out_of_what_is_handed_over(folio: Folio) -> None:
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    assert [section.title for section in packet(folio).sections] == ["Execution"]
    page = folio.page("packets/next/index.html", Audience.REVIEW)
    assert "Strategy" not in page


def test_a_ladder_counts_what_it_covers_of_another(folio: Folio) -> None:
    folio.write("content/ladders/own.yaml", LADDER.format(audience="review"))
    folio.entry("packets/one", f"{ASK}ladder: own\n")
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    assert claims(packet(folio)) == {"Delivery": ["One"]}


def test_a_private_claim_does_not_reach_the_reviewers(folio: Folio) -> None:
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}    audience: private\n")
    assert claims(packet(folio)) == {"Further work": ["One"]}
    assert claims(packet(folio, Audience.PRIVATE)) == {"Execution": ["One"]}


# --- what is asked -----------------------------------------------------------------------------


def test_what_is_new_is_what_the_present_level_does_not_expect(folio: Folio) -> None:
    folio.write("content/ladders/own.yaml", LADDER.format(audience="review"))
    folio.entry("packets/one", f"{ASK}ladder: own\n")
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    [section] = packet(folio).sections
    expected = [(found.text.text, found.is_new) for found in section.expected]
    assert expected == [("Finishes things.", False), ("Across teams.", True)]
    assert [sentence.text for sentence in section.before] == ["Finishes things."]
    assert {sentence.refs for sentence in section.before} == {("ladders/own",)}


def test_a_ladder_that_reviewers_may_not_see_leaves_titles_from_ids(folio: Folio) -> None:
    folio.write("content/ladders/own.yaml", LADDER.format(audience="private"))
    folio.entry("packets/one", f"{ASK}ladder: own\n")
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    found = packet(folio)
    assert (found.ask.level, found.ask.scope, found.ask.ladder) == ("staff", "", "")
    assert [(s.title, s.expected, s.before) for s in found.sections] == [("execution", (), ())]
    page = folio.page("packets/one/index.html", Audience.REVIEW)
    assert "Finishes things." not in page
    assert "Own ladder" not in page


def test_without_a_next_level_the_packet_stands_without_level_and_expectations(
    tmp_path: Path,
) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    found = packet(folio)
    assert (found.title, found.ask.level, found.ask.time_in_level) == ("The case", "", "")
    assert found.sections[0].expected == ()
    assert "→" not in folio.page("packets/next/index.html", Audience.REVIEW).split("<h2")[0]


@pytest.mark.parametrize(
    ("positions", "told"),
    [
        (["start: 2024-03"], "Senior since Mar 2024 (2 y 8 m)"),
        (["start: 2025-01", "start: 2024-03\nend: 2024-12"], "Senior since Mar 2024 (2 y 8 m)"),
        (["start: 2025-01", "start: 2023-01\nend: 2023-12"], "Senior since Jan 2025 (1 y 10 m)"),
        (["start: 2026-11"], "Senior since Nov 2026 (0 m)"),
        (["start: 2024-03\nlevel: mid"], ""),
    ],
)
def test_time_in_level_counts_the_positions_that_follow_each_other(
    folio: Folio, positions: list[str], told: str
) -> None:
    folio.entry("packets/one", f"{ASK}as_of: 2026-11-21\n")
    for count, dates in enumerate(positions):
        level = "" if "level" in dates else "level: senior\n"
        folio.entry(
            f"positions/p{count}", f"audience: review\norganisation: Acme\n{level}{dates}\n"
        )
    assert packet(folio).ask.time_in_level == told


def test_a_level_held_with_another_employer_is_not_time_in_this_one(folio: Folio) -> None:
    folio.entry("packets/one", f"{ASK}as_of: 2026-11-21\n")
    same = "audience: review\nlevel: senior\n"
    folio.entry("positions/now", f"{same}organisation: Acme\nstart: 2026-01\n")
    folio.entry("positions/then", f"{same}organisation: Other\nstart: 2020-01\nend: 2025-12\n")
    assert packet(folio).ask.time_in_level == "Senior since Jan 2026 (10 m)"


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("as_of: 2026-03\nperiod: 2025", "2026-03"),
        ("period: 2025", "2025-12-31"),
        ("period: 2026", "2026-11-21"),
        ("", "2026-09-30"),
    ],
)
def test_the_day_of_judgment_comes_from_what_is_written_never_from_the_clock(
    folio: Folio, fields: str, day: str
) -> None:
    folio.entry("stories/one", f"date: 2026-09\n{STORY}")
    folio.entry("packets/one", f"{ASK}{fields}\n")
    as_of = packet(folio).ask.as_of
    assert as_of is not None
    assert as_of.text == day


def test_with_a_period_only_the_stories_that_end_in_it_count(folio: Folio) -> None:
    folio.entry("packets/one", f"{ASK}period: 2025\nlead: [stories/late, stories/within]\n")
    folio.entry("stories/within", f"date: 2024-06/2025-02\n{SHOWN}")
    folio.entry("stories/late", f"date: 2025-06/2026-02\n{SHOWN}")
    found = packet(folio)
    assert claims(found) == {"Execution": ["Within"]}
    assert [lead.title for lead in found.brief.leads] == ["Within"]


def test_a_packet_of_the_past_does_not_know_what_came_later(folio: Folio) -> None:
    folio.entry("packets/one", f"{ASK}as_of: 2025-06-30\n")
    folio.entry("stories/then", f"date: 2025-03\n{SHOWN}")
    folio.entry("stories/later", f"date: 2026-03\n{SHOWN}")
    folio.entry(
        "feedback/later",
        "date: 2026-04\nquote: In hindsight, fine.\nfrom: Ana (peer)\nconsent: review\n"
        "audience: review\nabout: [stories/then]\n",
    )
    assert claims(packet(folio)) == {"Execution": ["Then"]}
    assert "In hindsight" not in folio.page("packets/one/index.html", Audience.REVIEW)


# --- what the author writes --------------------------------------------------------------------


def test_text_under_a_competencys_heading_stands_in_its_section(folio: Folio) -> None:
    body = "Before all.\n\n## Execution\n\nMy *own* words.\n\n### Deeper\n\nMore.\n\n"
    body += "## Aside\n\nElsewhere.\n\n## Strategy\n\nOnly words.\n"
    folio.entry("packets/one", ASK, body)
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    found = packet(folio)
    texts = {section.title: section.body.html for section in found.sections}
    assert "My <em>own</em> words." in texts["Execution"]
    assert "Deeper" in texts["Execution"]
    assert texts["Strategy"] == "<p>Only words.</p>"
    assert "Before all." in found.body.html
    assert "Elsewhere." in found.body.html
    assert "words" not in found.body.html


def test_a_heading_inside_a_quote_opens_no_section_and_footnotes_stand_apart() -> None:
    html = "<p>a</p>\n<blockquote>\n<h3>Execution</h3>\n</blockquote>\n<h3>Execution</h3>\n<p>b</p>"
    notes = '<div class="footnote">\n<ol>\n<li>n</li>\n</ol>\n</div>'
    found = divide(f"{html}\n{notes}", lambda heading: "x" if heading == "Execution" else "")
    assert (found.of("x"), found.notes) == ("<p>b</p>", notes)
    assert found.rest == html.rsplit("<h3>", 1)[0].strip()


def test_every_field_of_the_packet_is_printed(folio: Folio) -> None:
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    folio.entry("pages/read-me", "audience: review\ntitle: How to read\n")
    folio.entry(
        "packets/one",
        f"{ASK}title: Zmq title\nperiod: 2026-01/2026-11\nas_of: 2026-11-20\nthesis: Zmq thesis.\n"
        "why_now: Zmq now.\nsummary: Zmq summary.\nshort: Zmq short.\nlead: [stories/one]\n"
        "date: 2026-10-02\nupdated: 2026-10-03\ntags: [zmqtag]\nrelated: [pages/read-me]\n"
        "advocates:\n  - person: Zmq Person (peer)\n    values: Zmq values.\n"
        "    stories: [stories/one]\n"
        "gaps:\n  - competency: leadership\n    seen_as: Zmq gap.\n    plan: Zmq plan.\n"
        "not_applicable:\n  - competency: upward\n    reason: Zmq reason.\n"
        "next_scope: Zmq next.\n",
    )
    page = folio.page("packets/one/index.html", Audience.REVIEW)
    texts = ("title", "thesis.", "now.", "summary.", "short.", "values.", "gap.", "plan.")
    wanted = [f"Zmq {text}" for text in (*texts, "reason.", "next.", "Person")]
    wanted += ["zmqtag", "How to read", "20 Nov 2026", "2 Oct 2026", "3 Oct 2026", "Upward"]
    assert [text for text in wanted if text not in page] == []


def test_what_is_absent_leaves_no_heading(folio: Folio) -> None:
    folio.entry("stories/one", f"date: 2026-09\n{STORY}")
    page = folio.page("packets/next/index.html", Audience.REVIEW)
    absent = ["Thesis", "Why now", "Advocates", "Asked about", "Does not apply", "Index of proof"]
    assert [words for words in (*absent, "What comes next", "Notes") if words in page] == []


def test_no_verdict_is_spoken_unless_the_author_opened_them(folio: Folio) -> None:
    folio.entry("packets/one", ASK)
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    page = folio.page("packets/one/index.html", Audience.REVIEW).casefold()
    assert [word for word in ("absent", "thin", "adequate", "strong") if f" {word}" in page] == []


# --- the brief ---------------------------------------------------------------------------------


def test_the_authors_leads_stand_first_else_the_strongest(folio: Folio) -> None:
    for name in "abcd":
        folio.entry(f"stories/{name}", f"date: 2026-09\n{SHOWN}")
    number = "impact:\n  - measure: lost orders\n    before: 4\n    after: 1\n    source: log\n"
    folio.entry("stories/counted", f"date: 2020-01\nrole: owner\n{number}{STORY}")
    strongest = [lead.title for lead in packet(folio).brief.leads]
    folio.entry("packets/one", f"{ASK}lead: [stories/d, stories/a]\n")
    found = packet(folio)
    assert strongest == ["Counted", "A", "B"]
    assert [lead.title for lead in found.brief.leads] == ["D", "A"]


def test_the_brief_counts_stories_by_half_year_without_grades(folio: Folio) -> None:
    folio.entry("stories/a", f"date: 2025-10\n{SHOWN}")
    folio.entry("stories/b", f"date: 2026-09\n{SHOWN}")
    folio.entry("stories/c", f"date: 2026-10\n{SHOWN}")
    brief = packet(folio).brief
    assert brief.halves == ("25H2", "26H1", "26H2")
    assert [(row.title, row.counts) for row in brief.rows] == [("Execution", (1, 0, 2))]
    assert "<td>·</td>" in folio.page("packets/next/index.html", Audience.REVIEW)


def test_more_than_six_half_years_are_told_with_the_early_ones_together(folio: Folio) -> None:
    for year in range(2021, 2027):
        folio.entry(f"stories/y{year}", f"date: {year}-02\n{SHOWN}")
    brief = packet(folio).brief
    assert brief.halves == ("Earlier", "24H1", "24H2", "25H1", "25H2", "26H1")
    assert [row.counts for row in brief.rows] == [(3, 1, 0, 1, 0, 1)]


@pytest.mark.parametrize(
    "text",
    ["A fair sentence of the usual length. ", "MAMMOTH WAW ", "wm", "支付系统在促销日会失败。"],
)
def test_the_brief_fits_its_page_whatever_is_written(folio: Folio, text: str) -> None:
    long = (text * 200).strip()
    advocates = "".join(f"  - person: Ana{n} (peer)\n    values: {long}\n" for n in range(7))
    gaps = "".join(f"  - competency: execution\n    seen_as: {long}\n    plan: {long}\n" * 6)
    folio.entry(
        "packets/one",
        f"{ASK}thesis: {long}\nwhy_now: {long}\nadvocates:\n{advocates}gaps:\n{gaps}",
    )
    impact = f"impact:\n  - measure: {long}\n    after: {'9' * 60}\n    source: {long}\n"
    for name in "abc":
        folio.entry(
            f"stories/{name}",
            f"date: 2026-09\naudience: review\nwhat: {long}\nwhy: {long}\n"
            f"otherwise: {long}\n{impact}",
        )
    found = packet(folio)
    assert height(found.ask, found.brief) <= PAGE
    assert found.brief.thesis
    assert [bool(lead.why) for lead in found.brief.leads] == [True] * 3
    assert dict(found.continued)["Thesis"].text == long


def test_a_brief_with_room_shortens_nothing(folio: Folio) -> None:
    thesis = "I make slow things boring. It lasts."
    folio.entry("packets/one", f"{ASK}thesis: {thesis}\n")
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}otherwise: It would have hurt.\n")
    found = packet(folio)
    assert (found.brief.thesis.text, found.continued) == (thesis, ())
    assert found.brief.leads[0].otherwise.text == "It would have hurt."


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("One thing. Another thing here.", 40, "One thing. Another thing here."),
        ("One thing. Another thing here.", 14, "One thing."),
        ("One very long sentence without an end", 24, "One very long sentence …"),
        ("anything", 0, ""),
    ],
)
def test_a_text_gives_way_by_whole_sentences_then_by_words(text: str, most: int, kept: str) -> None:
    assert shortened(text, most) == kept


# --- proof, decisions, words -------------------------------------------------------------------


def test_every_proof_has_a_number_that_leads_there_and_back(folio: Folio) -> None:
    folio.entry(
        "stories/one",
        f"date: 2026-09\n{SHOWN}impact:\n  - measure: lost orders\n    before: 4\n    after: 1\n"
        "    source: the log\nevidence:\n  - kind: document\n    title: Report\n"
        "    url: https://a.example/r\n",
    )
    folio.entry(
        "feedback/ana",
        "date: 2026-10\nquote: It held.\nfrom: Ana (peer)\nconsent: review\naudience: review\n"
        "about: [stories/one]\n",
    )
    found = packet(folio)
    [group] = found.index
    assert [(p.number, p.kind, p.text) for p in group.proofs] == [
        ("1.1", "metric", "lost orders: 4 → 1, −75 %"),
        ("1.2", "artefact", "Report"),
        ("1.3", "voice", "Ana, peer"),
    ]
    [claim] = found.sections[0].claims
    assert claim.number == group.number
    assert [link.address for link in group.claims] == [f"#{claim.anchor}"]
    page = folio.page("packets/next/index.html", Audience.REVIEW)
    ids = {part.split('"')[0] for part in page.split(' id="')[1:]}
    inner = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert inner - ids == set()


def test_a_claim_without_proof_carries_no_number(folio: Folio) -> None:
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}")
    found = packet(folio)
    assert (found.sections[0].claims[0].number, found.index) == (0, ())


def test_a_decision_and_a_voice_are_told_in_full_once(folio: Folio) -> None:
    folio.entry(
        "decisions/d", "date: 2026-08\naudience: review\nwhat: Zmq decided.\nconfidence: 70\n"
    )
    folio.entry(
        "stories/one",
        f"date: 2026-09\ndecisions: [decisions/d]\n{SHOWN}  - competency: strategy\n    how: x\n",
    )
    folio.entry(
        "feedback/ana",
        "date: 2026-10\nquote: Zmq said.\nfrom: Ana (peer)\nconsent: review\naudience: review\n"
        "about: [stories/one]\ncompetencies: [strategy]\n",
    )
    execution, strategy = packet(folio).sections
    assert [decision.what.text for decision in execution.judgments] == ["Zmq decided."]
    assert ([link.title for link in strategy.judged], strategy.judgments) == (["D"], ())
    assert [words.voice.quote for words in strategy.words] == ["Zmq said."]
    assert ([words.voice.giver for words in execution.quoted], execution.words) == (["Ana"], ())
    page = folio.page("packets/next/index.html", Audience.REVIEW)
    assert (page.count("Zmq decided."), page.count("Zmq said.")) == (1, 1)


def test_reviewers_see_no_private_proof_number_or_name(folio: Folio) -> None:
    folio.entry(
        "stories/one",
        f"date: 2026-09\n{SHOWN}impact:\n  - measure: money\n    after: 1234567\n"
        "    source: Zmq ledger\n    audience: private\n",
    )
    folio.entry("feedback/kept", "date: 2026-10\nquote: Zmq kept.\nabout: [stories/one]\n")
    found = packet(folio)
    assert (found.index, found.brief.leads[0].figure) == ((), None)
    assert "Zmq" not in folio.page("packets/next/index.html", Audience.REVIEW)


def test_the_public_site_has_no_packet(folio: Folio) -> None:
    folio.entry("packets/one", ASK)
    folio.entry("stories/one", f"date: 2026-09\n{SHOWN}".replace("review", "public"))
    assert [path for path in folio.pages() if path.startswith("packets")] == []
