"""What tells a stranger something, and what does not."""

from __future__ import annotations

import pytest

from whyfolio.scaffold.things import things_in

FIGURES = """12 %|12%|240,000|1.2 million|€1.2m|$ 400|0.4 %|180 ms|4127|~30 %|3 weeks|-5 points
|12 400|300"""


@pytest.mark.parametrize("figure", FIGURES.replace("\n", "").split("|"))
def test_a_figure_is_a_number_with_a_unit_or_of_some_size(figure: str) -> None:
    found = things_in(f"It went to {figure}, they said.", ())
    assert [(one.kind, one.text) for one in found] == [("figure", figure)]


@pytest.mark.parametrize(
    "words",
    ["2026", "2026-09", "2026-09-14", "2026-Q3", "3 of 8", "bug #4127", "p99", "v1.2", "1/2", "3."],
)
def test_a_date_a_small_count_and_a_name_with_a_number_are_no_figure(words: str) -> None:
    assert things_in(f"It was {words} then.", ()) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Dana Ihle came.", ["Dana Ihle"]),
        ("Dana Ihle came.", ["Dana Ihle"]),
        ("I met Ana Maria Duarte.", ["Ana Maria Duarte"]),
        ("Zoë Müller-Lüdenscheidt and Łukasz Żak", ["Zoë Müller-Lüdenscheidt", "Łukasz Żak"]),
        ("The Board said no. In March we left.", []),
        ("On call at Harbor, with the API Team", []),
        ("This is Dana Ihle’s and Sam Okoro's", ["Dana Ihle", "Sam Okoro"]),
    ],
)
def test_two_capital_words_are_a_name(text: str, names: list[str]) -> None:
    assert [one.text for one in things_in(text, ()) if one.kind == "name"] == names


def test_a_link_is_one_thing_with_what_is_inside() -> None:
    found = things_in("See [12 % by Ana Li](https://a.example/Ana_Li/4127) and more.", ())
    assert [(one.kind, one.text, one.way) for one in found] == [
        ("link", "https://a.example/Ana_Li/4127", "linked"),
        ("figure", "12 %", ""),
        ("name", "Ana Li", ""),
    ]


@pytest.mark.parametrize(
    ("text", "address", "way"),
    [
        ("at https://a.example/x, or", "https://a.example/x", "mark"),
        ("at <https://a.example/x>", "https://a.example/x", ""),
        ("mail kim@vale.example.", "kim@vale.example", "mark"),
        ("[a]: https://a.example/x", "https://a.example/x", ""),
        ("[a](https://a.example/x){.wide}", "https://a.example/x", "braced"),
    ],
)
def test_an_address_is_a_link(text: str, address: str, way: str) -> None:
    assert [(one.kind, one.text, one.way) for one in things_in(text, ())] == [
        ("link", address, way)
    ]
