"""Values written out: the same for equal ones, other for others, and nothing is guessed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import pytest
from markupsafe import Markup

from whyfolio.spelling import spelt


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    title: str


@dataclass(frozen=True, slots=True)
class Empty:
    pass


class Tone(StrEnum):
    PLAIN = "plain"


class Pair(NamedTuple):
    left: str
    right: str


OTHERS = (
    ("ab", "c"),
    ("a", "bc"),
    ["ab", "c"],
    {"ab": "c"},
    {"c": "ab"},
    {"one": 1, "two": 2},
    {"two": 2, "one": 1},
    {"ab", "c"},
    "plain",
    Tone.PLAIN,
    Markup("plain"),
    b"plain",
    1,
    True,
    1.0,
    None,
    "",
    (),
    Empty(),
    Card("ab", ("c",)),
    Card("ab", ("c", "")),
    Note("ab"),
    Pair("ab", "c"),
    date(2026, 11, 21),
    "2026-11-21",
    Card(Markup("ab")),
    Card("ab"),
)


def test_equal_values_are_spelt_the_same() -> None:
    word = "twice"
    other = b"twice".decode()
    assert spelt((word, word, Card(word))) == spelt((word, other, Card(other)))
    assert spelt({"b", "a"}) == spelt({"a", "b"})
    assert spelt(MappingProxyType({"a": (1,)})) == spelt({"a": (1,)})


def test_other_values_are_spelt_otherwise() -> None:
    found = [spelt(one) for one in OTHERS]
    assert len(set(found)) == len(OTHERS)


@pytest.mark.parametrize("deep", [object(), (1, [object()]), Card(object()), {"a": lambda: 1}])
def test_what_cannot_be_known_by_its_value_is_not_spelt(deep: object) -> None:
    with pytest.raises(TypeError):
        spelt(deep)


def test_another_process_spells_the_same() -> None:
    program = "from whyfolio.spelling import spelt; print(spelt(({'b', 'a'}, 'x', 1.5)).hex())"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {spelt(({"a", "b"}, "x", 1.5)).hex()}
