"""Notes that nobody wrote: real ones, cut and patched by chance; one number, one note."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = HERE / "seeds"
DICTIONARY = HERE / "words.dict"
PIECE = 400
_WORD = re.compile(r'^"(.*)"$', re.MULTILINE)
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


@cache
def words() -> tuple[bytes, ...]:
    """The words of the fuzzer's dictionary."""
    found = _WORD.findall(DICTIONARY.read_text(encoding="ascii"))
    return tuple(
        _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), word.encode()) for word in found
    )


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """What the fuzzer found for a target, and the example portfolio's notes, or their bodies."""
    found = [seed.read_bytes() for seed in sorted((SEEDS / target).glob("*"))]
    notes = [note.read_bytes() for note in sorted((ROOT / "content").rglob("*.md"))]
    if target == "note":
        return (*found, *notes)
    bodies = [note.partition(b"\n---\n")[2].strip() for note in notes]
    return (*found, *(piece for body in bodies for piece in _pieces(body) if piece))


def _pieces(body: bytes) -> Iterator[bytes]:
    """A body's paragraphs, a few at a time: what is short is read often."""
    piece = b""
    for paragraph in body.split(b"\n\n"):
        if len(piece) > PIECE:
            yield piece
            piece = b""
        piece += (b"\n\n" if piece else b"") + paragraph
    yield piece


def mutation(target: str, number: int) -> bytes:
    """One seed, changed at one to eight places."""
    chance = random.Random(f"{target} {number}")  # noqa: S311 - repeatable, no secret
    known = seeds(target)
    raw = chance.choice(known)[: chance.choice((200, 1000, 4000))]
    for _ in range(chance.randint(1, 8)):
        start = chance.randint(0, len(raw))
        end = min(len(raw), start + chance.choice((0, 0, 1, 3, 20, 200)))
        other = chance.choice(known)
        begin = chance.randint(0, len(other))
        new = chance.choice((
            b"",
            chance.choice(words()),
            chance.choice(words()) * chance.randint(1, 4),
            other[begin : begin + chance.choice((5, 50, 300))],
            raw[start : start + 40],
            bytes([chance.randrange(256)]),
        ))  # fmt: skip
        raw = raw[:start] + new + raw[end:]
    return raw
