"""A new entry: what was answered, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.dates import add_days, parse_when
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import FieldType, Many, Record, Ref, Text, fields_of
from whyfolio.model.kinds import KINDS
from whyfolio.names import collision_key, slug_fault, slugify
from whyfolio.scaffold.files import create

OUTCOME_AFTER_DAYS = 90
_FIRST_WORDS = 7
_OPENING = re.compile(r"\A(?:I|we)(?:['’]ve|\s+have|\s+had)?\s+", re.IGNORECASE)
# A slug that ends in one of these reads as if it were cut off.
_TRAILING = re.compile(
    r"(?:\s+(?:a|an|and|as|at|but|by|for|from|in|into|of|on|or|so|that|the|to|with))+\Z",
    re.IGNORECASE,
)
# Never the words of somebody's name: an address shows what the page may hide.
_SPEAKING = ("title", "what", "quote", "agenda", "question", "level")
# Where a first thought ends in a script that puts no blanks between words.
_THOUGHT = re.compile(r"[。．、，：；！？]")
_LONGEST_TITLE = 60
_BREAKS = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A kind and its answers by field, as front matter names them; empty ones are left out.

    Attributes:
        full: whether every other field stands below them as a comment.
        members: the members of lists, by field.
    """

    kind: str
    answers: Mapping[str, str]
    full: bool = False
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shape(self) -> type[Entry]:
        """The kind's class."""
        return KINDS[self.kind]


def write_entry(project: Path, new: NewEntry, today: date) -> Path:
    """Write a new entry under a name that is free, and give its path.

    Raises:
        Refused: the file cannot be written (E722).
    """
    folder = project / "content" / new.shape.folder
    title = title_for(new)
    text = text_of(replace(new, answers={"title": title, **new.answers}) if title else new)
    taken = {collision_key(path.stem) for path in folder.glob("*")} if folder.is_dir() else set()
    for name in names_for(slug_for(new, today)):
        if collision_key(name) in taken:
            continue
        try:
            create(folder / f"{name}.md", text)
        except Refused as refusal:
            if refusal.diagnostic.code != "E721":
                raise
            continue
        return folder / f"{name}.md"
    raise AssertionError  # the names never end


def names_for(base: str) -> Iterator[str]:
    """A name, and with numbers behind it all that may be tried where it is taken."""
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def text_of(new: NewEntry) -> str:
    """The file: texts always in quotes, so that any YAML reader reads them the same."""
    answers = {name: " ".join(text.split()) for name, text in new.answers.items() if text.strip()}
    if new.kind == "story" and "date" in answers and "outcome_due" not in answers:
        last = parse_when(answers["date"]).last
        answers["outcome_due"] = add_days(last, OUTCOME_AFTER_DAYS).isoformat()
    declared = fields_of(new.shape)
    lines = [f"{name}: {written(declared[name].type, text)}" for name, text in answers.items()]
    for name, members in new.members.items():
        lines += _listed(name, [written(declared[name].type, member) for member in members])
    if new.full:
        said = {*answers, *new.members, "imported"}
        left = [one for name, one in declared.items() if name not in said]
        lines += [f"# {one.name}:  {one.doc}" for one in left]
    return "\n".join(["---", *lines, "---"]) + "\n"


def _listed(name: str, members: list[str]) -> list[str]:
    if len(members) == 1:
        return [f"{name}: {members[0]}"]
    return [f"{name}:", *(f"  - {member}" for member in members)]


def written(kind: FieldType, text: str) -> str:
    """A value as front matter holds it: words of the author's in quotes, others plain."""
    of = kind.of if isinstance(kind, Many) else kind
    if isinstance(of, Text | Record) or (isinstance(of, Ref) and of.or_text):
        return quoted(text)
    return text


def quoted(text: str) -> str:
    """A text in double quotes that every YAML reader reads as this text."""
    inner = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", inner)


def slug_for(new: NewEntry, today: date) -> str:
    """A file name from the title or the first words; what is hidden from anyone is not in it."""
    for name in _SPEAKING:
        said = new.answers.get(name, "")
        if said.strip():
            slug = _slug_of(said, whole=name == "title")
            if not slug_fault(slug):
                return slug
    when = new.answers.get("date") or today.isoformat()
    return f"{new.kind}-{slugify(when)}"


def title_for(new: NewEntry) -> str:
    """A title, where the file name alone would be none: an address spells "Über uns" as uber-uns.

    "" where a title is given, or the address keeps every letter.
    """
    if new.answers.get("title", "").strip():
        return ""
    for name in _SPEAKING:
        said = new.answers.get(name, "")
        if said.strip() and not slug_fault(_slug_of(said, whole=False)):
            words = _first_words(said)
            if any(sign.isalpha() and not sign.isascii() for sign in words):
                return words[:1].upper() + words[1:] if len(words) <= _LONGEST_TITLE else ""
            return ""
    return ""


def _slug_of(said: str, *, whole: bool) -> str:
    if not whole:
        return slugify(_first_words(said))
    from whyfolio.markdown.directives import resolve_prose

    return slugify(resolve_prose(said, Audience.PUBLIC))


def _first_words(said: str) -> str:
    """How a text begins, as everybody may read it."""
    from whyfolio.markdown.directives import resolve_prose

    said = resolve_prose(said, Audience.PUBLIC)
    words = _OPENING.sub("", _THOUGHT.split(said.strip())[0], count=1).split()[:_FIRST_WORDS]
    return _TRAILING.sub("", " ".join(words))
