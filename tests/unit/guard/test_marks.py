"""The guard's own reader of marks."""

from __future__ import annotations

import pytest

from whyfolio.guard.marks import shares
from whyfolio.model.audience import Audience

PUBLIC, REVIEW, PRIVATE = Audience.PUBLIC, Audience.REVIEW, Audience.PRIVATE


def both(text: str, audience: Audience = PUBLIC, *, inline: bool = False) -> tuple[str, list[str]]:
    """What is shown, blanks as one, and what is held back."""
    found = shares(text, audience, inline=inline)
    return " ".join(found.shown.split()), [" ".join(held.text.split()) for held in found.held]


@pytest.mark.parametrize(
    ("text", "shown", "held"),
    [
        ("plain words", "plain words", []),
        ("a [secret]{.review} b", "a b", ["secret"]),
        ('a [1.2 million]{.review else="a third"} b', "a a third b", ["1.2 million"]),
        ("[out [in]{.private} side]{.review}", "", ["out in side"]),
        ("see [it](https://a.example/x){.private}.", "see .", ["[it](https://a.example/x)"]),
        ("![alt](f.png){.private .wide} x", "x", ["![alt](f.png)"]),
        ("a\n::: private\nb\n::: else\nc\n:::\nd", "a c d", ["b"]),
        ("::: review\na [b]{.private} c\n:::\nd", "d", ["a b c"]),
        ("a <!-- note --> b", "a b", ["note"]),
        ("`[a]{.private}` b", "`[a]{.private}` b", []),
        ("```\n[a]{.private}\n::: review\n```\nb", "``` [a]{.private} ::: review ``` b", []),
        (r"\[a]{.private}", r"\[a]{.private}", []),
        ("[a]{.wide} b", "[a]{.wide} b", []),
        (r"[a \[b]{.private} c", "c", [r"a \[b"]),
        ("[a](b(c(d)e)f){.private} g", "g", ["[a](b(c(d)e)f)"]),
        ("[a](b `)` c){.private} g", "g", ["[a](b `)` c)"]),
        ("[a\n| b]{.private}", "[a | b]{.private}", []),
        ("`a\n` [b]{.private}", "`a `", ["b"]),
        ("``a\n< [b]{.private}``", "``a < [b]{.private}``", []),
        ("```\n> ```\n[a]{.private}\n```", "``` > ``` [a]{.private} ```", []),
        ("> ```\n> [a]{.private}\n> ```\n[b]{.private}", "> ``` > [a]{.private} > ```", ["b"]),
    ],
)
def test_marks_divide_a_body(text: str, shown: str, held: list[str]) -> None:
    assert both(text) == (shown, held)


def test_each_audience_has_its_own_share() -> None:
    text = "a [b [c]{.private} d]{.review} e"
    assert both(text, PUBLIC) == ("a e", ["b c d"])
    assert both(text, REVIEW) == ("a b d e", ["c"])
    assert both(text, PRIVATE) == ("a b c d e", [])


def test_in_a_sentence_backticks_hide_no_mark() -> None:
    assert both("`[a]{.private}` b", inline=True) == ("` ` b", ["a"])


def test_a_footnote_is_held_back_with_the_words_that_refer_to_it() -> None:
    text = "a.[^one] [b.[^two]]{.review}\n\n[^one]: First.\n\n[^two]: Second.\n    More of it.\n"
    shown, held = both(text)
    assert "First." in shown
    assert "Second." not in shown
    assert held == ["b.[^two]", "Second. More of it."]


def test_an_address_is_held_back_with_the_link_that_names_it() -> None:
    shown, held = both("[[words][there]]{.private} a\n\n[there]: https://a.example/x\n")
    assert "a.example" not in shown
    assert held[-1] == "https://a.example/x"


def test_a_definition_begins_where_the_author_began_it() -> None:
    assert both("[a]{.private}[b]: c\n\n[[d]]{.private}") == ("[b]: c", ["a", "[d]"])
    shown, held = both("[[a][b]]{.private}\n\n<!-- c -->[b]: /d")
    assert shown == ""
    assert sorted(held) == ["/d", "[a][b]", "c"]


def test_a_name_in_code_keeps_no_definition() -> None:
    shown, held = both("`[^a]` [b[^a]]{.private}\n\n[^a]: Hidden words.")
    assert shown == "`[^a]`"
    assert held == ["b[^a]", "Hidden words."]


def test_the_place_of_what_is_held_back_is_known() -> None:
    found = shares("one\ntwo [three]{.private}", PUBLIC)
    assert [held.offset for held in found.held] == [9]


def test_of_a_text_that_is_hidden_as_a_whole_everything_is_held_back() -> None:
    found = shares("a [b]{.review} <!-- c -->", PUBLIC, visible=False)
    assert found.shown == ""
    assert [held.text.strip() for held in found.held] == ["a [b]{.review}", "c"]
    assert [held.is_note for held in found.held] == [False, True]
