"""A line of the log is taken apart, and its sentence still reads as one."""

from __future__ import annotations

import pytest

from whyfolio.scaffold.told import Told, entry_of, told

KNOWN = {"ana": "Ana Duarte (peer)", "sam": "Sam Okoro (manager)", "duarte": "Ana Duarte (peer)"}
IDS = {"execution", "leadership"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Went for a walk.", Told("Went for a walk.")),
        (
            "Paired with Ana. #leadership @ana",
            Told("Paired with Ana.", ("leadership",), ("Ana Duarte (peer)",)),
        ),
        (
            "Asked @sam about #Execution, twice",
            Told("Asked Sam about Execution, twice", ("execution",), ("Sam Okoro (manager)",)),
        ),
        ("Rang @duarte", Told("Rang", (), ("Ana Duarte (peer)",))),
        ("Held it #calm @nobody", Told("Held it #calm @nobody")),
        ("Closed bug #4127 and C#", Told("Closed bug #4127 and C#")),
        ("Wrote to a@ana.example", Told("Wrote to a@ana.example")),
        ("Took @ana/queue out", Told("Took @ana/queue out")),
        (
            "Said nothing. https://w.example/x?a=1 #leadership",
            Told("Said nothing.", ("leadership",), (), ("https://w.example/x?a=1",)),
        ),
        (
            "Wrote [the page](https://w.example/p) (https://w.example/q).",
            Told(
                "Wrote the page",
                links=("https://w.example/p the page", "https://w.example/q"),
            ),
        ),
        (
            "Sent https://w.example/p, and they read it.",
            Told("Sent, and they read it.", links=("https://w.example/p",)),
        ),
        ("#execution @ana", Told("#execution @ana", ("execution",), ("Ana Duarte (peer)",))),
        (
            "Two on the pager; see [decision](decisions/two.md). #leadership",
            Told("Two on the pager; see [decision](decisions/two.md).", ("leadership",)),
        ),
        (
            "Ana, @ana, again @ana #execution #execution",
            Told("Ana, Ana, again", ("execution",), ("Ana Duarte (peer)",)),
        ),
    ],
)
def test_a_line_is_taken_apart(line: str, expected: Told) -> None:
    found = told(
        line,
        lambda tag: tag.casefold() if tag.casefold() in IDS else "",
        lambda who: KNOWN.get(who.casefold(), ""),
    )
    assert found == expected


def test_a_line_that_names_its_entry_is_told() -> None:
    assert entry_of("Did it. [story](stories/did-it.md)") == "stories/did-it"
    assert entry_of("Did it. [page](https://w.example/stories/did-it.md)") == ""


def test_what_a_line_has_become_is_no_part_of_its_sentence() -> None:
    line = "Did it. #calm [story](stories/did-it.md) [lesson](lessons/did-it.md)"
    assert told(line, lambda _: "", lambda _: "").words == "Did it. #calm"
