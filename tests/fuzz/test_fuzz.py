"""The fuzzer's promises, held to what it found once and to some hundred notes made by chance.

`make proof` lets it look for more, led by coverage (`tests/fuzz/run.py`). An input that breaks a
promise belongs into `seeds/TARGET/`, under a name that says what it is.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from tests.fuzz import targets
from tests.fuzz.mutations import SEEDS, mutation, seeds
from tests.fuzz.targets import TARGETS
from whyfolio.guard.readers import Texts
from whyfolio.guard.shares import Shares

COUNT = 4000 if os.environ.get("WHYFOLIO_PROOF") == "1" else 300
SECONDS = 5
FOUND = [(seed.parent.name, seed) for seed in sorted(SEEDS.glob("*/*"))]


@contextmanager
def ending() -> Iterator[None]:
    """Whatever is read must come to an end; five seconds are for ever."""

    def fall(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, fall)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("target", "seed"), FOUND, ids=[f"{target}-{seed.stem}" for target, seed in FOUND]
)
def test_what_the_fuzzer_found_stays_mended(target: str, seed) -> None:
    with ending():
        TARGETS[target](seed.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_notes_made_by_chance_break_no_promise(
    target: str, record_property: Callable[[str, object], None]
) -> None:
    record_property("notes made by chance", COUNT)
    for number in range(COUNT):
        raw = mutation(target, number)
        try:
            with ending():
                TARGETS[target](raw)
        except Exception as error:
            raise AssertionError(f"{target} fell over mutation {number}: {raw!r}") from error


def test_every_target_has_seeds_and_every_seed_a_target() -> None:
    assert {target for target, _ in FOUND} == set(TARGETS)
    assert all(len(seeds(target)) > 50 for target in TARGETS)


MARKED = "Some words here, [one of them hidden]{.private}, and others.\n\nA second paragraph.\n"
OPEN = b"---\ndate: 2026\nwhat: It stood: open\n---\n"


@pytest.mark.parametrize(
    ("name", "broken", "target", "raw"),
    [
        ("resolve", lambda text, _audience: text, "directives", MARKED.encode()),
        ("resolve", lambda _text, _audience: "\x02", "directives", MARKED.encode()),
        ("shares", lambda text, _audience, **_: Shares(text, ()), "directives", MARKED.encode()),
        ("quoted", lambda text, _kind: text.replace("It", "He"), "note", OPEN),
        ("reader_for", lambda _path: lambda _content: Texts("", ""), "page", MARKED.encode()),
    ],
    ids=["shows what is marked", "leaves a sign", "a blind guard", "quotes wrongly", "reads less"],
)
def test_a_program_that_breaks_a_promise_is_caught(
    name: str, broken, target: str, raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    TARGETS[target](raw)
    monkeypatch.setattr(targets, name, broken)
    with pytest.raises(AssertionError):
        TARGETS[target](raw)
