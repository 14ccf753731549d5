"""Ordinary portfolios of any size: every kind, mixed audiences, marks, people, figures, links.

The words come from a small stock, so that what is held back in one place stands beside what is
said in another, as it does in the notes of one person about one job.
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.bench.corpus import ENDS, REASONS, SUBJECTS, THINGS, VERBS

MARKS = ("public", "public", "public", "review", "review", "private")
PEOPLE = ("Ana Duarte", "Tom Reyes", "Sam Okoro", "Lena Brandt", "Nadia Petrov", "Jonas", "Ife Ade")
ROLES = ("engineer", "staff engineer", "support lead", "controller", "product designer")
TAGS = ("checkout", "reliability", "on call", "hiring", "upward", "search")
HOSTS = ("wiki.harbor.example", "grafana.harbor.example", "status.harbor.example")
UNITS = ("%", "customers", "EUR", "minutes", "months", "pages", "stories", "ms")
COMPETENCIES = ("execution", "strategy", "leadership", "upward", "relationships")
WORDS = (
    *("queue", "ledger", "order", "refund", "card", "alert", "graph", "week", "budget"),
    *("contract", "support", "sale", "night", "question", "answer", "page", "report", "team"),
    *("plan", "decision", "failure", "retry", "country", "promise", "number", "board", "kitchen"),
)
FUTURE, TODAY_YEAR = 2027, 2026


class _Author:
    """Writes the notes of one portfolio."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - repeatable notes, no secret

    def pick(self, *words: str) -> str:
        return self.rng.choice(words)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def sentence(self) -> str:
        if self.chance(0.5):
            words = (self.pick(*SUBJECTS), self.pick(*VERBS), self.pick(*THINGS), self.pick(*ENDS))
            return " ".join((*words, self.pick(*REASONS))) + "."
        words = tuple(self.pick(*WORDS) for _ in range(self.rng.randint(4, 14)))
        return " ".join(words).capitalize() + "."

    def figure(self) -> str:
        shapes = (
            f"{self.rng.randint(1, 99)}",
            f"0.{self.rng.randint(1, 9)}",
            f"{self.rng.randint(1, 999)},{self.rng.randint(100, 999)}",
            f"{self.rng.randint(100, 9999)}",
            f"{self.rng.randint(1, 9)}.{self.rng.randint(1, 9)} million",
        )
        return self.pick(*shapes)

    def marked(self) -> str:
        """A sentence, now and then with a mark in it."""
        text = self.sentence()
        if not self.chance(0.3):
            return text
        mark = self.pick("review", "private")
        hidden = self.pick(
            self.figure() + " " + self.pick("orders", "customers", "EUR a year"),
            self.pick(*PEOPLE),
            " ".join(self.pick(*WORDS) for _ in range(self.rng.randint(1, 7))),
        )
        other = self.pick("", ' else="a few of them"', ' else="somebody else"')
        return f"{text[:-1]} with [{hidden}]{{.{mark}{other}}}."

    def body(self, refs: list[str], number: int) -> str:
        parts = [self.marked() + " " + self.sentence() for _ in range(self.rng.randint(1, 4))]
        if self.chance(0.4):
            mark = self.pick("review", "private")
            other = f"::: else\n{self.sentence()}\n" if self.chance(0.5) else ""
            parts.append(f"::: {mark}\n{self.sentence()} {self.sentence()}\n{other}:::")
        if self.chance(0.4):
            parts.append(f"<!-- {self.sentence()} -->")
        if refs and self.chance(0.5):
            ref = self.pick(*refs)
            parts.append(f"See [what came of it](../{ref}.md){self.pick('', '{.private}')} too.")
        if self.chance(0.3):
            mark = self.pick("", "{.review}")
            parts.append(f"It rests on [one thing[^n{number}]]{mark}.\n\n[^n{number}]: "
                         + self.sentence())  # fmt: skip
        if self.chance(0.3):
            rows = "\n".join(f"| {self.figure()} | {self.pick(*WORDS)} |" for _ in range(3))
            parts.append(f"## {self.pick(*WORDS).capitalize()}\n\n| a | b |\n|---|---|\n{rows}")
        if self.chance(0.2):
            parts.append(f"```python\ndef attempt_{number}(order):\n    return order\n```")
        if self.chance(0.2):
            parts.append(f"- {self.sentence()}\n- [a page](https://{self.pick(*HOSTS)}/x/{number})")
        return "\n\n".join(parts) + "\n"

    def people(self) -> list[str]:
        lines = []
        for name in self.rng.sample(PEOPLE, self.rng.randint(1, 3)):
            lines += [f"  - name: {name}", f"    role: {self.pick(*ROLES)}"]
            lines += [f"    audience: {self.pick(*MARKS)}"] if self.chance(0.5) else []
        return lines

    def impacts(self) -> list[str]:
        lines = []
        for _ in range(self.rng.randint(1, 2)):
            lines += [
                f"  - measure: {self.pick(*THINGS)} failing",
                f"    before: {self.figure()}",
                f"    after: {self.figure()}",
                f'    unit: "{self.pick(*UNITS)}"',
                f"    source: {self.sentence()}",
            ]
            lines += [f"    audience: {self.pick(*MARKS)}"] if self.chance(0.7) else []
            lines += [f"    else: {self.pick('percent', 'a lot less')}"] if self.chance(0.4) else []
        return lines

    def evidence(self, number: int) -> list[str]:
        return [
            f"  - title: {self.sentence()[:-1]}",
            f"    url: https://{self.pick(*HOSTS)}/d/{self.pick(*WORDS)}-{number}",
            f"    says: {self.marked()}",
            f"    audience: {self.pick(*MARKS)}",
            *([f"    else: {self.pick('an internal page', 'a report')}"]
              if self.chance(0.5) else []),
        ]  # fmt: skip

    def common(self, number: int, title: str) -> list[str]:
        year = FUTURE if self.chance(0.05) else TODAY_YEAR - number % 4
        lines = [
            f"title: {title}",
            f"date: {year}-{1 + number % 11:02d}-{1 + number % 28:02d}",
            f"audience: {self.pick(*MARKS)}",
            f"tags: [{', '.join(self.rng.sample(TAGS, 2))}]",
        ]
        return lines + (["draft: true"] if self.chance(0.05) else [])

    def story(self, number: int, refs: list[str]) -> list[str]:
        lines = [
            *self.common(number, f"{self.pick(*WORDS)} and {self.pick(*WORDS)} {number}"),
            f"what: I {self.pick(*VERBS)} {self.pick(*THINGS)} (bug #{number}).",
            f"why: {self.marked()}",
            f"role: {self.pick('owner', 'contributor')}",
            f"cost: {self.sentence()}",
            "with:",
            *self.people(),
            "impact:",
            *self.impacts(),
            "evidence:",
            *self.evidence(number),
            f"shows: {self.pick(*COMPETENCIES)} - {self.sentence()}",
        ]
        return [*lines, f"related: [{self.pick(*refs)}]"] if refs else lines

    def decision(self, number: int, _refs: list[str]) -> list[str]:
        return [
            *self.common(number, f"Keep {self.pick(*THINGS)} {number}"),
            f"what: {self.marked()}",
            f"question: {self.sentence()}",
            f"deciders: {self.pick(*PEOPLE)} ({self.pick(*ROLES)})",
            f"best_guess: {self.marked()}",
            "confidence: 70",
        ]

    def lesson(self, number: int, _refs: list[str]) -> list[str]:
        lines = self.common(number, self.pick(*WORDS).capitalize() + f" {number}")
        return [*lines, f"what: {self.marked()}", f"changed: {self.sentence()}"]

    def feedback(self, number: int, refs: list[str]) -> list[str]:
        lines = [
            *self.common(number, f"Note {number}"),
            f"from: {self.pick(*PEOPLE)} (peer)",
            f"quote: {self.sentence()}",
            f"question: {self.sentence()}",
        ]
        lines += [f"about: [{self.pick(*refs)}]"] if refs else []
        return lines + ([f"consent: {self.pick('review', 'public')}"] if self.chance(0.7) else [])

    def goal(self, number: int, _refs: list[str]) -> list[str]:
        lines = self.common(number, f"To {self.pick('own', 'see', 'leave')} {self.pick(*THINGS)}")
        return [*lines, f"why_mine: {self.sentence()}", f"success: {self.marked()}"]

    def session(self, number: int, _refs: list[str]) -> list[str]:
        lines = self.common(number, f"Talk {number}")
        return [*lines, f"with: {self.pick(*PEOPLE)}", f"agenda: {self.sentence()}",
                f"mood: {self.sentence()}"]  # fmt: skip


KINDS = ("stories",) * 5 + ("decisions", "lessons", "feedback", "goals", "sessions")
_WRITERS = {
    "stories": _Author.story,
    "decisions": _Author.decision,
    "lessons": _Author.lesson,
    "feedback": _Author.feedback,
    "goals": _Author.goal,
    "sessions": _Author.session,
}
SETTINGS = 'schema = 1\n\n[site]\ntitle = "Bench"\nurl = "https://bench.example"\n'
PROFILE = (
    "---\nname: Kim Vale\nlabel: Engineer\nemail: kim@vale.example\nphone: +44 20 7946 0142\n"
    "location: Utrecht\nvision: {vision}\nvalues: [calm, candour]\n"
    "optimizing_for: {optimizing}\nshow:\n  public: [{public}]\n  review: [vision]\n---\n"
)
POSITION = (
    "---\ntitle: {title}\naudience: {mark}\norganisation: Harbor\nlevel: {level}\n"
    "start: {start}\n{end}highlights:\n  - {words}\n---\n"
)


def write_ordinary(root: Path, size: int, seed: int) -> None:
    """Write a project of about so many entries; the same seed gives the same bytes."""
    author = _Author(seed)
    _write(root / "whyfolio.toml", SETTINGS)
    shown = author.pick("", "email", "location, optimizing_for", "values")
    words = {"vision": author.sentence(), "optimizing": author.sentence(), "public": shown}
    _write(root / "content/profile.md", PROFILE.format(**words))
    lines = "".join(f"- 2026-0{n}-10 {author.sentence()}\n" for n in range(1, 6))
    _write(root / "content/log.md", f"# Log\n\n{lines}")
    _positions(root, author)
    refs: list[str] = []
    for number in range(size):
        folder = KINDS[number % len(KINDS)]
        front = _WRITERS[folder](author, number, list(refs))
        slug = f"note-{number:05d}"
        text = "\n".join(front)
        _write(root / f"content/{folder}/{slug}.md",
               f"---\n{text}\n---\n{author.body(refs, number)}")  # fmt: skip
        refs.append(f"{folder}/{slug}")


def _positions(root: Path, author: _Author) -> None:
    for title, level, start, end in (
        ("Engineer", "mid", "2020-01", "end: 2024-06\n"),
        ("Senior engineer", "senior", "2024-07", ""),
    ):
        mark, words = author.pick(*MARKS), author.sentence()
        text = POSITION.format(
            title=title, mark=mark, level=level, start=start, end=end, words=words
        )
        _write(root / f"content/positions/{level}.md", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
