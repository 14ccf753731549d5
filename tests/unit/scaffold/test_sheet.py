"""The reader's sheet names what anyone could read, and hides it where it stands."""

from __future__ import annotations

import pytest

from whyfolio.content.entries import read_entry
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Position, Story
from whyfolio.portfolio.narrow import narrow_entry
from whyfolio.scaffold.sheet import Thing, hidden, reader_sheet
from whyfolio.scaffold.source import Source


def sheet(
    front: str, body: str = "", shape: type[Entry] = Story, names: tuple[str, ...] = ()
) -> tuple[Thing, ...]:
    source = Source.of(f"---\ndate: 2026-09\n{front}\n---\n{body}".encode())
    return reader_sheet(source, shape, names)


def listed(*given: str, **more: object) -> list[tuple[str, str, list[int]]]:
    things = sheet(*given, **more)  # type: ignore[arg-type]
    return [(one.kind, one.text, [spot.line for spot in one.spots]) for one in things]


def without(front: str, body: str = "", words: str = "", shape: type[Entry] = Story) -> str:
    """The source with everything on the sheet hidden."""
    source = Source.of(f"---\n{front}\n---\n{body}".encode())
    changes = [one for thing in reader_sheet(source, shape, ()) for one in hidden(thing, words)]
    return source.changed(changes).raw.decode().split("---\n", 2)[1].rstrip("\n")


def test_everything_is_found_once_with_every_line_where_it_stands() -> None:
    front = "what: I saved 240,000 with Dana Ihle.\nwhy: 240,000 is 12 % of it."
    body = "Dana Ihle wrote [the sheet](https://wiki.example/x).\n\n![Board](../files/b.png)\n"
    assert listed(front, body) == [
        ("figure", "240,000", [3, 4]),
        ("name", "Dana Ihle", [3, 6]),
        ("figure", "12 %", [4]),
        ("link", "https://wiki.example/x", [6]),
        ("image", "../files/b.png", [8]),
    ]


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("what: I saved [240,000 with Dana Ihle]{.review}.", ""),
        ("what: I did it.", "::: private\nDana Ihle, 12 %\n:::\n"),
        ("what: I did it.", "<!-- Dana Ihle, 12 % -->\n"),
        ("cost: 240,000 of Dana Ihle's budget", ""),
        ("impact: lost orders 12 % -> 0.4 % (Grafana)", ""),
        ("impact:\n  measure: lost\n  after: 12 %\n  audience: review\n  else: percent", ""),
        ("evidence: https://wiki.example/x", ""),
        ("with: Dana Ihle (lead)", ""),
        ("what: I did it.", "See [that story](../stories/other.md#part)."),
        ("what: In 2026-Q3, from 2019 to 2021-04-01, 3 of 8 times, item 12.", ""),
        ("what: The Queue was slow. In March it was not.", ""),
    ],
)
def test_what_stays_hidden_or_tells_nothing_is_not_listed(front: str, body: str) -> None:
    assert listed(front, body) == []


def test_a_record_that_is_marked_public_is_listed_as_a_whole() -> None:
    front = (
        "impact:\n  - measure: hosting bill\n    before: 100\n    after: 90\n    audience: public\n"
        "evidence:\n  - url: https://a.example/x\n    audience: public\n"
        "with:\n  - name: Dana Ihle\n    audience: public"
    )
    assert listed(front) == [
        ("figure", "hosting bill 100 → 90", [7]),
        ("link", "https://a.example/x", [10]),
        ("name", "Dana Ihle", [13]),
    ]
    assert without(front).count("audience: review") == 3


def test_people_who_are_known_are_found_by_their_first_names() -> None:
    assert listed("what: Then Ana said no to Anatol.", names=("Ana",)) == [("name", "Ana", [3])]


def test_a_giver_of_feedback_is_written_out_when_the_name_is_hidden() -> None:
    front = "date: 2026-09\nfrom: Sam Okoro (manager)\nconsent: public\naudience: public"
    changed = without(front, words='a "lead"', shape=Feedback)
    assert changed == front.replace(
        "Sam Okoro (manager)",
        '{name: "Sam Okoro", relation: "manager", audience: review, else: "a ”lead”"}',
    )
    read = read_entry("x.md", f"---\n{changed}\n---\n".encode(), Feedback)
    assert read.diagnostics == ()
    giver = getattr(narrow_entry(read.entry, Audience.PUBLIC), "giver", None)
    assert (giver.name, giver.role) == ("a ”lead”", "manager")


@pytest.mark.parametrize(
    ("front", "becomes"),
    [
        ("what: saved 12 % of it", "what: saved [12 %]{.review} of it"),
        ("what: 'it''s 12 % of it'", "what: 'it''s [12 %]{.review} of it'"),
        ('what: "a \\"12 %\\" b"', 'what: "a \\"[12 %]{.review}\\" b"'),
        ("what: one\n  12 % two", "what: one\n  [12 %]{.review} two"),
        ("what: >\n  one\n  12 % two", "what: >\n  one\n  [12 %]{.review} two"),
        ("know: [a, b 12 %]", "know: [a, b 12 %]"),
    ],
)
def test_a_figure_is_hidden_in_any_way_a_sentence_is_written(front: str, becomes: str) -> None:
    assert without(f"date: 2026-09\n{front}") == f"date: 2026-09\n{becomes}"


@pytest.mark.parametrize(
    ("front", "quoted"),
    [
        ("what: it was 12 % of it", '[12 %]{.review else="Ana\'s part"}'),
        ('what: "it was 12 % of it"', '[12 %]{.review else=\\"Ana\'s part\\"}'),
        ("what: 'it was 12 % of it'", "[12 %]{.review else=\"Ana''s part\"}"),
    ],
)
def test_other_words_are_quoted_as_the_sentence_is(front: str, quoted: str) -> None:
    changed = without(f"date: 2026-09\n{front}\naudience: public", words="Ana's part")
    assert quoted in changed
    read = read_entry("x.md", f"---\n{changed}\n---\n".encode(), Story)
    assert read.diagnostics == ()
    assert getattr(narrow_entry(read.entry, Audience.PUBLIC), "what", "") == (
        "it was Ana's part of it"
    )


def test_words_that_would_end_a_mark_are_straightened() -> None:
    front = "date: 2026-09\nwhat: it was 12 % of it\naudience: public"
    changed = without(front, words='"}<!-- \\ {.private} -->')
    read = read_entry("x.md", f"---\n{changed}\n---\n".encode(), Story)
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    ("front", "body", "shape"),
    [
        ("title: Saved 12 %", "", Story),
        ("url: https://a.example/x", "", Position),
        ("image: files/a.png", "", Story),
        ("what: I did it.", "    cut 12 % in code\n`and 240,000`\n", Story),
        ("what: I did it.", '<a href="https://a.example/x">words</a>', Story),
    ],
)
def test_what_stands_where_no_mark_can_is_listed_and_left(
    front: str, body: str, shape: type[Entry]
) -> None:
    things = [thing for thing in sheet(front, body, shape) if not thing.can_be_hidden]
    assert things
    assert [hidden(thing) for thing in things] == [[]] * len(things)
