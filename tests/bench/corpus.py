"""A portfolio of any size with a fixed seed: ordinary notes, every body different."""

from __future__ import annotations

import random
from dataclasses import dataclass
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
    "It began with [an older note](../{folder}/note-{other:05d}.md).",
    "Nobody had asked for it.",
    "The budget was < 3 % of a year, & nobody minded.",
)
TAGS = [f"topic {number}" for number in range(40)]
FOLDERS = ("stories", "stories", "stories", "stories", "stories", "stories", "decisions", "lessons")
COMPETENCIES = ("execution", "strategy", "leadership", "upward", "relationships")


@dataclass(frozen=True, slots=True)
class Impact:
    """A measure and how it changed."""

    measure: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Note:
    """One entry, before any generator's own way of writing it."""

    number: int
    folder: str
    title: str
    date: str
    tags: tuple[str, ...]
    what: str
    why: str
    shows: str
    impacts: tuple[Impact, ...]
    body: str

    @property
    def name(self) -> str:
        """The name of its file without an ending: `note-00007`."""
        return f"note-{self.number:05d}"


def notes(size: int, seed: int = 7) -> list[Note]:
    """So many notes; the same size and seed give the same ones."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable corpus, no secret
    return [_note(rng, number, folder_of(number)) for number in range(size)]


def older(number: int) -> int:
    """The note that a note links to."""
    return max(0, number - len(FOLDERS))


def folder_of(number: int) -> str:
    """The folder of a note."""
    return FOLDERS[number % len(FOLDERS)]


def write_corpus(root: Path, size: int, seed: int = 7) -> None:
    """Write a project with so many entries; the same size and seed give the same bytes.

    It has neither a search nor cards: no other generator makes them by itself.
    """
    settings = '[site]\ntitle = "Bench"\nurl = "https://bench.example"\n'
    less = "[build]\nsearch = false\ncards = false\n"
    write(root / "whyfolio.toml", f"schema = 1\n{settings}{less}")
    write(root / "content/profile.md", "---\nname: Kim Vale\nlabel: Engineer\n---\n")
    for note in notes(size, seed):
        path = root / "content" / note.folder / f"{note.name}.md"
        write(path, _front(note) + note.body)


def write(path: Path, text: str) -> None:
    """Write a file, and make its folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _note(rng: random.Random, number: int, folder: str) -> Note:
    year, month = 2021 + number % 6, 1 + number % 11
    title = f"Note {number} about {rng.choice(THINGS)}"
    tags = tuple(rng.sample(TAGS, 3))
    what = f"I {rng.choice(VERBS)} {rng.choice(THINGS)} (bug #{number})."
    why = f"Two reasons: {rng.choice(REASONS)}, and {rng.choice(REASONS)}."
    shows, impacts = "", []
    if folder == "stories":
        shows = rng.choice(COMPETENCIES)
        for _ in range(rng.randint(1, 3)):
            thing = rng.choice(THINGS)
            impacts.append(Impact(f"{thing} failing", rng.randint(20, 90), rng.randint(1, 19)))
    date = f"{year}-{month:02d}-{1 + number % 28:02d}"
    body = _body(rng, number)
    return Note(number, folder, title, date, tags, what, why, shows, tuple(impacts), body)


def _front(note: Note) -> str:
    lines = [
        f"title: {note.title}",
        f"date: {note.date}",
        "audience: public",
        f"tags: [{', '.join(note.tags)}]",
        f"what: {note.what}",
        f"why: {note.why}",
    ]
    if note.folder == "stories":
        lines += ["role: owner", f"shows: {note.shows} - I framed it first", "impact:"]
    for impact in note.impacts:
        lines += [
            f"  - measure: {impact.measure}",
            f"    before: {impact.before}",
            f"    after: {impact.after}",
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
    other = older(number)
    marked = rng.choice(MARKED).format(number=number, other=other, folder=folder_of(other))
    sentences.insert(rng.randrange(len(sentences)), marked)
    return " ".join(sentences)


def _sentence(rng: random.Random) -> str:
    words = (rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(THINGS), rng.choice(ENDS))
    return " ".join((*words, rng.choice(REASONS))) + "."
