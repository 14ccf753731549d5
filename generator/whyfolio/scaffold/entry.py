"""A new entry: what was answered, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whyfolio.dates import DateError, add_days, parse_when
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Many, Name, Record, Ref, Text, fields_of
from whyfolio.model.kinds import KINDS
from whyfolio.names import slugify
from whyfolio.scaffold.files import create

OUTCOME_AFTER_DAYS = 90
_FIRST_WORDS = 7
_OPENING = re.compile(r"(?:I|we|i|We)\s+(?:have\s+|had\s+|'ve\s+)?")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A kind and its answers by field; empty answers are left out."""

    kind: str
    answers: Mapping[str, str]
    body: str = ""

    @property
    def shape(self) -> type[Entry]:
        """The kind's class."""
        return KINDS[self.kind]


def write_entry(project: Path, new: NewEntry, today: date) -> Path:
    """Write a new entry under a name that is free.

    Raises:
        Refused: the file cannot be written.
    """
    folder = project / "content" / new.shape.folder
    base = _slug(new, today)
    taken = {path.stem for path in folder.glob("*.md")} if folder.is_dir() else set()
    name = next(n for n in (base, *(f"{base}-{i}" for i in range(2, 10_000))) if n not in taken)
    path = folder / f"{name}.md"
    create(path, text_of(new))
    return path


def text_of(new: NewEntry) -> str:
    """The file: texts always in quotes, so that any YAML reader reads them the same."""
    answers = {name: answer.strip() for name, answer in new.answers.items() if answer.strip()}
    if new.kind == "story" and "date" in answers and "outcome_due" not in answers:
        answers["outcome_due"] = _look_again(answers["date"])
    declared = fields_of(new.shape)
    lines = [
        f"{name}: {_written(declared[name].type, text)}" for name, text in answers.items() if text
    ]
    return "\n".join(["---", *lines, "---", *([new.body] if new.body else [])]) + "\n"


def _written(kind: object, text: str) -> str:
    of = kind.of if isinstance(kind, Many) else kind
    if isinstance(of, Text | Record) or (isinstance(of, Ref) and of.or_text):
        return json.dumps(text, ensure_ascii=False)
    return text if not isinstance(of, Name | Ref) else text.strip()


def _look_again(text: str) -> str:
    try:
        return add_days(parse_when(text).last, OUTCOME_AFTER_DAYS).isoformat()
    except DateError:
        return ""


def _slug(new: NewEntry, today: date) -> str:
    said = next(
        (new.answers[n] for n in ("title", "what", "quote", "from") if new.answers.get(n)), ""
    )
    words = _OPENING.sub("", said, count=1) if not new.answers.get("title") else said
    slug = slugify(" ".join(words.split()[:_FIRST_WORDS]))
    return slug or f"{new.kind}-{new.answers.get('date') or today.isoformat()}".lower()
