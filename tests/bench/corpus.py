"""A portfolio of any size with a fixed seed: ordinary notes, every body different."""

from __future__ import annotations

import random
from pathlib import Path

VERBS = ("moved", "measured", "removed", "split", "named", "rewrote", "traced", "argued for")
THINGS = ("the queue", "the ledger", "the nightly job", "the checkout", "the alerts", "the report")
REASONS = (
    "because sale days lost orders",
    "so that support could sleep",
    "because two teams waited",
)
SUBJECTS = ("The provider", "Our team", "Nobody", "The on-call engineer", "Finance", "A customer")
ENDS = ("before the sale", "for a month", "without telling anyone", "in one afternoon", "twice")
MARKED = (
    "It is the one thing I would do **again**.",
    "We called it `retry_{number}` in the end.",
    "The [report](https://bench.example/report/{number}) says *why*.",
    "It began with [an older note](../stories/note-{other:05d}.md).",
    "Nobody had asked for it.",
    "The budget was < 3 % of a year, & nobody minded.",
)
TAGS = [f"topic {number}" for number in range(40)]
FOLDERS = ("stories", "stories", "stories", "stories", "stories", "stories", "decisions", "lessons")
COMPETENCIES = ("execution", "strategy", "leadership", "upward", "relationships")


def write_corpus(root: Path, size: int, seed: int = 7) -> None:
    """Write a project with so many entries; the same size and seed give the same bytes."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable corpus, no secret
    settings = '[site]\ntitle = "Bench"\nurl = "https://bench.example"\n'
    _write(root / "whyfolio.toml", f"schema = 1\n{settings}")
    _write(root / "content/profile.md", "---\nname: Kim Vale\nlabel: Engineer\n---\n")
    for number in range(size):
        folder = FOLDERS[number % len(FOLDERS)]
        path = root / "content" / folder / f"note-{number:05d}.md"
        _write(path, _front(rng, number, folder) + _body(rng, number))


def _front(rng: random.Random, number: int, folder: str) -> str:
    year, month = 2021 + number % 6, 1 + number % 11
    lines = [
        f"title: Note {number} about {rng.choice(THINGS)}",
        f"date: {year}-{month:02d}-{1 + number % 28:02d}",
        "audience: public",
        f"tags: [{', '.join(rng.sample(TAGS, 3))}]",
        f"what: I {rng.choice(VERBS)} {rng.choice(THINGS)} (bug #{number}).",
        f"why: Two reasons: {rng.choice(REASONS)}, and {rng.choice(REASONS)}.",
    ]
    if folder == "stories":
        lines += [
            "role: owner",
            f"shows: {rng.choice(COMPETENCIES)} - I framed it first",
            "impact:",
        ]
        for _ in range(rng.randint(1, 3)):
            lines += [
                f"  - measure: {rng.choice(THINGS)} failing",
                f"    before: {rng.randint(20, 90)}",
                f"    after: {rng.randint(1, 19)}",
                "    source: the board",
                "    audience: public",
            ]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _body(rng: random.Random, number: int) -> str:
    paragraphs = [_paragraph(rng, number, rng.randint(40, 70)) for _ in range(6)]
    table = "| before | after |\n| --- | --- |\n" + "\n".join(
        f"| {rng.randint(10, 99)} | {rng.randint(1, 9)} |" for _ in range(3)
    )
    bullets = "\n".join(f"- {_sentence(rng)}" for _ in range(4))
    code = f"```python\ndef attempt_{number}(order):\n    return order.total + {number}\n```"
    blocks = [*paragraphs[:2], "## How", table, paragraphs[2], bullets, f"> {_sentence(rng)}"]
    return "\n\n".join([*blocks, code, "## Later", *paragraphs[3:]]) + "\n"


def _paragraph(rng: random.Random, number: int, words: int) -> str:
    sentences = [_sentence(rng)]
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(_sentence(rng))
    marked = rng.choice(MARKED).format(number=number, other=max(0, number - 8))
    sentences.insert(rng.randrange(len(sentences)), marked)
    return " ".join(sentences)


def _sentence(rng: random.Random) -> str:
    words = (rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(THINGS), rng.choice(ENDS))
    return " ".join((*words, rng.choice(REASONS))) + "."


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
