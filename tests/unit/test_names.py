"""Slugs, comparison keys and did-you-mean."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify as transliterated

from whyfolio.names import (
    LONGEST_SLUG,
    collision_key,
    did_you_mean,
    hint_for,
    join_words,
    slug_fault,
    slugify,
)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Checkout that survives a sale day", "checkout-that-survives-a-sale-day"),
        ("checkout-queue", "checkout-queue"),
        ("C++ and C#", "cpp-and-csharp"),
        ("Don't panic", "dont-panic"),
        ("Ana’s page", "anas-page"),
        ("Über größere Café", "uber-grossere-cafe"),
        ("a--b_c", "a-b-c"),
        ("1.10", "1-10"),
        ("🙂", ""),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert slugify(title) == slug


@given(st.text())
def test_a_slug_is_an_address_segment_or_empty_or_a_device(text):
    assert slug_fault(slugify(text)) in {None, "is empty", "is a device name on Windows"}


@given(st.text(string.printable.replace("'", ""), max_size=100).map(lambda text: f"{text} x"))
def test_plain_letters_need_no_library_and_become_the_same(text):
    spelled = text.replace("#", "-").replace("++", "-")
    found = transliterated(spelled, max_length=LONGEST_SLUG, word_boundary=True)
    assert slugify(spelled) == found


@given(st.text())
def test_the_slug_of_a_slug_is_itself(text):
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("slug", "fault"),
    [
        ("sale-day", None),
        ("", "is empty"),
        ("con", "is a device name on Windows"),
        ("LPT1.old", "is a device name on Windows"),
        ("Sale", "holds something else than lower-case letters, digits and single hyphens"),
        ("a--b", "holds something else than lower-case letters, digits and single hyphens"),
        ("../x", "holds something else than lower-case letters, digits and single hyphens"),
        ("sale\n", "holds something else than lower-case letters, digits and single hyphens"),
        ("a" * 81, "is longer than 80 characters"),
    ],
)
def test_what_cannot_be_an_address_says_why(slug, fault):
    assert slug_fault(slug) == fault


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Board.PNG", "board.png", True),
        ("caf\u00e9", "cafe\u0301", True),
        ("STRASSE", "straße", True),
        ("board", "boards", False),
    ],
)
def test_names_collide_by_case_and_unicode_form(one, other, same):
    assert (collision_key(one) == collision_key(other)) is same


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat", "what"),
        ("Next-Steps", "next_steps"),
        ("nextsteps", "next_steps"),
        ("evidences", "evidence"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_name_that_was_meant_is_found(typed, meant):
    assert did_you_mean(typed, ["what", "why", "next_steps", "evidence"]) == meant


def test_a_hint_asks_or_says_something_else():
    assert hint_for("wat", ["what", "why"]) == 'did you mean "what"?'
    assert hint_for("zzz", ["what"], "known here: what") == "known here: what"


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_are_joined_as_in_a_sentence(words, joined):
    assert join_words(words) == joined
