"""The three audiences."""

from __future__ import annotations

from itertools import product

import pytest

from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.growth import Feedback
from whyfolio.model.kinds import Packet
from whyfolio.model.work import Story

PUBLIC, REVIEW, PRIVATE = Audience


@pytest.mark.parametrize(
    ("reader", "reads"),
    [(PUBLIC, {PUBLIC}), (REVIEW, {PUBLIC, REVIEW}), (PRIVATE, {PUBLIC, REVIEW, PRIVATE})],
)
def test_a_reader_reads_what_is_marked_for_them_or_for_more_people(reader, reads):
    assert {mark for mark in Audience if reader.sees(mark)} == reads


def test_the_narrowest_audience_counts():
    for one, other in product(Audience, Audience):
        found = narrowest(one, other)
        assert found in {one, other}
        for reader in Audience:
            assert reader.sees(found) == (reader.sees(one) and reader.sees(other))


def test_an_entry_is_private_until_its_author_says_otherwise():
    assert Story().readers is PRIVATE
    assert Story(audience="public").readers is PUBLIC


def test_a_packet_is_for_reviewers_and_never_for_everyone():
    assert Packet().readers is REVIEW
    assert Packet(audience="public").readers is REVIEW
    assert Packet(audience="private").readers is PRIVATE


@pytest.mark.parametrize(
    ("audience", "consent", "readers"),
    [
        ("public", "", PRIVATE),
        ("public", "review", REVIEW),
        ("public", "public", PUBLIC),
        ("", "public", PRIVATE),
        ("review", "public", REVIEW),
    ],
)
def test_feedback_goes_no_further_than_its_giver_agreed(audience, consent, readers):
    assert Feedback(audience=audience, consent=consent).readers is readers
