"""A page that was clean is looked at where it changed, and finds what a look at all of it finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from whyfolio.guard import Search
from whyfolio.guard.folding import folded
from whyfolio.model.artifact import Artifact

TOLD = ["the merger", "Kim Vale", "40 %", "north/harbour", "we wait. Nobody knows", "Ümit's note"]
WORDS = tuple(folded(text) for text in TOLD)
# Words of what is looked for, alone, and all that can stand between and around them.
SPLIT = [word for text in TOLD for word in text.split()]
MARKUP = ["<p>", "</p>", "<em>", "</em>", "<wbr>", "<br>", "<td>", '<a title="', '">', "<", ">"]
SIGNS = [
    " ",
    "\n",
    "\n\n",
    ".",
    ". ",
    "&",
    "&amp;",
    "&nbsp;",
    "&#32;",
    "/",
    "-",
    "%",
    "|",
    "’",
    "é",
]
PARTS = st.sampled_from([*SPLIT, *TOLD, *MARKUP, *SIGNS, "<!--", "-->", "plain words", "  "])
FEW = st.sampled_from(["<", ">", "\n", "\n", "<!--", "-->", "the", "merger", " "])
PAGES = st.lists(PARTS, max_size=40) | st.lists(FEW, max_size=12)
LONG = st.sampled_from(["", "nothing at all\n" * 12, "<p>nothing</p>\n" * 12])


def bytes_of(parts: list[str]) -> bytes:
    return "".join(parts).encode()


@given(PAGES, LONG, PAGES, PAGES, LONG, PAGES)
def test_a_look_at_what_changed_finds_what_a_look_at_the_whole_page_finds(  # noqa: PLR0917
    start, above, old, new, below, end
):
    before = bytes_of([*start, above, *old, below, *end])
    after = bytes_of([*start, above, *new, below, *end])
    assume(not Search(WORDS).look(Artifact("page.html", before)))

    again = Search(WORDS).look_again(Artifact("page.html", after), before)

    assert again == Search(WORDS).look(Artifact("page.html", after))


@pytest.mark.parametrize("seed", range(60))
def test_words_are_found_wherever_a_long_page_was_edited(seed):
    dice = random.Random(seed)  # noqa: S311
    lines = [f"<li>line {number} says <em>little</em> &amp; nothing</li>" for number in range(400)]
    before = "\n".join(lines)
    told = dice.choice(TOLD).replace(" ", dice.choice([" ", "\n", "</em> <b>", "&nbsp;"]))
    for number in dice.sample(range(400), dice.randint(1, 3)):
        lines[number] = f"<li>{told}</li>"
    after = Artifact("page.html", "\n".join(lines).encode())

    again = Search(WORDS).look_again(after, before.encode())

    assert again == Search(WORDS).look(after)
    assert again


def test_words_are_found_that_meet_what_was_there_before():
    before = "<p>It was the\n</p>\n<p>in May.</p>\n"
    after = before.replace("</p>\n<p>", "<b>merger</b>\n", 1)

    assert not Search(WORDS).look(Artifact("page.html", before.encode()))
    assert Search(WORDS).look_again(Artifact("page.html", after.encode()), before.encode())


def test_words_are_found_that_stood_in_a_tag_to_its_end_and_no_longer_do():
    rest = "nothing at all\n" * 40 + "it was the\n> merger\n"
    before, after = f"<p>\n<x\n{rest}".encode(), f"<p>\nx\n{rest}".encode()

    assert not Search(WORDS).look(Artifact("page.html", before))
    assert Search(WORDS).look_again(Artifact("page.html", after), before)


def test_where_nothing_is_looked_for_nothing_is_found():
    assert not Search(()).look_again(Artifact("page.html", b"<p>a\n<p>b\n"), b"<p>a\n<p>c\n")


@pytest.mark.parametrize("path", ["feed.json", "page.txt", "page.csv"])
def test_a_file_that_is_no_page_is_looked_at_whole(path):
    before, after = b'{"a": "nothing",\n"b": 1}', b'{"a": "the merger",\n"b": 1}'

    assert Search(WORDS).look_again(Artifact(path, after), before) == Search(WORDS).look(
        Artifact(path, after)
    )
