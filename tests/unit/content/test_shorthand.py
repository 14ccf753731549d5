"""The one-line forms are equal to the long ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.content.entries import read_entry
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Decision, Story

PAIRS = {
    "a unit on both sides": (
        "impact: lost orders 12 % -> 0.4 % (Grafana, 2026-09)",
        (
            "impact:\n  measure: lost orders\n  before: 12\n  after: 0.4\n  unit: '%'\n"
            "  source: Grafana\n  when: 2026-09"
        ),
    ),
    "a unit behind the last figure": (
        "impact:\n  - pages 6 → 1 pages a night",
        "impact:\n  - {measure: pages, before: 6, after: 1, unit: pages a night}",
    ),
    "no measure": ("impact: 12 % -> 0.4 %", "impact: {before: 12, after: 0.4, unit: '%'}"),
    "the measure at the end": (
        "impact: 12 % -> 0.4 % lost orders",
        "impact: {measure: lost orders, before: 12, after: 0.4, unit: '%'}",
    ),
    "a colon behind the measure": (
        "impact:\n- lost orders: 12 % to 0.4 %",
        "impact: {measure: lost orders, before: 12, after: 0.4, unit: '%'}",
    ),
    "a unit that touches the figure": (
        "impact: p99 latency 300ms -> 120ms (load test)",
        "impact: {measure: p99 latency, before: 300, after: 120, unit: ms, source: load test}",
    ),
    "a currency": (
        "impact: the bill $1,200 -> $300 (2026-Q3)",
        "impact: {measure: the bill, before: '1,200', after: 300, unit: $, when: 2026-Q3}",
    ),
    "figures in groups": (
        "impact: euros kept 0 -> 148 000 EUR",
        "impact: {measure: euros kept, before: 0, after: 148 000, unit: EUR}",
    ),
    "a figure that is about right": (
        "impact: people who came ~10 -> ~40",
        "impact: {measure: people who came, before: 10, after: 40, certainty: estimated}",
    ),
    "a figure below zero": (
        "impact: margin -3 % -> 4 %",
        "impact: {measure: margin, before: -3, after: 4, unit: '%'}",
    ),
    "no arrow": (
        "impact: v2 saved 38 hours a month (a count by hand)",
        "impact: {measure: v2 saved, after: 38, unit: hours a month, source: a count by hand}",
    ),
    "no figure": ("impact: nobody is afraid", "impact: {measure: nobody is afraid}"),
    "an arrow without figures": ("impact: chaos -> order", "impact: {measure: chaos -> order}"),
    "to, in a sentence": (
        "impact: calls to support 310 to 6 a week",
        "impact: {measure: calls to support, before: 310, after: 6, unit: a week}",
    ),
    "an address and a title": (
        "evidence: https://a.example/b?c=1#d Postmortem of the outage",
        "evidence: {url: 'https://a.example/b?c=1#d', title: Postmortem of the outage}",
    ),
    "a title and an address": (
        "evidence: Postmortem https://a.example",
        "evidence: {url: 'https://a.example', title: Postmortem}",
    ),
    "a file and a title": (
        "evidence:\n  - files/board.png The board in May\n  - ../files/b.csv\n  - a talk",
        (
            "evidence:\n  - {file: files/board.png, title: The board in May}\n"
            "  - file: files/b.csv\n  - title: a talk"
        ),
    ),
    "people": (
        "with: Ana (design, lead); Tom; Sam Okoro (manager); Lee (peer, storefront)",
        (
            "with:\n  - {name: Ana, role: 'design, lead'}\n  - Tom\n"
            "  - {name: Sam Okoro, relation: manager}\n"
            "  - name: Lee\n    relation: peer\n    role: storefront"
        ),
    ),
    "people with a semicolon in brackets": (
        "with: Ana (design; lead); Tom",
        "with:\n- {name: Ana, role: design; lead}\n- {name: Tom}",
    ),
    "a list of people": ("with: [Ana, Tom]", "with:\n  - name: Ana\n  - name: Tom"),
    "a claim": (
        "shows: execution - I owned it - to the end",
        "shows: {competency: execution, how: I owned it - to the end}",
    ),
    "claims with other dashes": (
        "shows:\n- execution: how\n- strategy – how\n- upward — how\n- leadership",
        (
            "shows:\n- {competency: execution, how: how}\n- {competency: strategy, how: how}\n"
            "- {competency: upward, how: how}\n- competency: leadership"
        ),
    ),
}


def read(front: str, shape: type[Entry] = Story) -> Entry:
    path = f"content/{shape.folder}/x.md"
    read = read_entry(path, f"---\ndate: 2026-09\n{front}\n---\n".encode(), shape)
    assert read.diagnostics == ()
    return replace(read.entry, body_line=1)


@pytest.mark.parametrize(("short", "long"), PAIRS.values(), ids=PAIRS)
def test_a_short_form_equals_its_long_form(short: str, long: str) -> None:
    assert read(short) == read(long)
    assert read(short) != read("role: lead")


def test_the_giver_of_feedback_may_be_a_line() -> None:
    long = "from:\n  name: Sam Okoro\n  relation: manager"
    assert read("from: Sam Okoro (manager)", Feedback) == read(long, Feedback)


def test_an_option_may_be_a_line() -> None:
    long = "options:\n  - title: Rewrite it\n  - title: 'Wait: a quarter'"
    assert read("options:\n  - Rewrite it\n  - Wait: a quarter", Decision) == read(long, Decision)


def test_figures_in_two_units_are_no_figures() -> None:
    read = read_entry(
        "content/stories/x.md",
        b"---\ndate: 2026\nimpact: time to pay 2 h -> 10 min\n---\n",
        Story,
    )
    assert [found.code for found in read.diagnostics] == ["E211"]
    assert isinstance(read.entry, Story)
    assert [(each.measure, each.before, each.after) for each in read.entry.impact] == [
        ("time to pay", "", ""),
    ]


WORDS = st.text("abcdefghij klmnop", min_size=1).map(lambda text: " ".join(text.split()))


@given(
    WORDS.filter(lambda text: text and not text.endswith(" to")),
    st.integers(0, 10**6),
    st.decimals(0, 100, places=2),
    st.sampled_from(["%", "ms", "pages", "hours a week", ""]),
)
def test_any_two_figures_are_found(measure: str, before: int, after: object, unit: str) -> None:
    entry = read(f"impact: {measure} {before} {unit} -> {after} {unit}")
    assert isinstance(entry, Story)
    assert [(each.measure, each.before, each.after, each.unit) for each in entry.impact] == [
        (measure, str(before), str(after), unit),
    ]
