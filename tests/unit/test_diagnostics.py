"""Diagnostics are values: compared, ordered, and sent from one process to another."""

from __future__ import annotations

import copy
import pickle

import pytest

from whyfolio.diagnostics import Diagnostic, Place, ordered

FOUND = Diagnostic("W101", Place("content/stories/a.md", 3, 7, 2), "it is so", "make it otherwise")


@pytest.mark.parametrize("value", [FOUND, FOUND.place, Place("whyfolio.toml")])
def test_what_travels_between_processes_stays_what_it_is(value: object) -> None:
    assert pickle.loads(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) == value  # noqa: S301 - our own bytes
    assert copy.deepcopy(value) == value


def test_they_are_ordered_by_place_and_told_once() -> None:
    earlier = Diagnostic("W102", Place("content/stories/a.md", 3, 1), "it is so")
    other = Diagnostic("E101", Place("content/decisions/a.md", 9), "it is so")
    assert ordered([FOUND, other, earlier, FOUND]) == [other, earlier, FOUND]
