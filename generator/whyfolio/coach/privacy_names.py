"""Addresses, tags and file names that hold a word which their readers may not read elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from whyfolio.coach.privacy_sight import NAMED, OTHERS, Sight, Steps, sights, values
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.coach.texts import passages
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Place
from whyfolio.markdown.converter import plain
from whyfolio.markdown.directives import marks
from whyfolio.model.audience import Audience
from whyfolio.model.fields import FilePath, Record
from whyfolio.model.values import Evidence, Impact, Person
from whyfolio.names import slugify

_FILE = re.compile(r"\]\((?:\.\./)*(?P<path>files/[^()\s]+)\)")
_ADDRESS = re.compile(r"\]\([^()]*\)|\bhttps?://\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TERM = 3  # words; what is longer is a sentence, and no name of anything
_SHORTEST = 3
_KINDS = {"slug": "address", "aliases": "former address", "tags": "tag"}
_CURES = {
    "slug": "choose another `slug:`; whoever has the old address finds nothing there",
    "aliases": "take the alias out",
    "tags": "take a tag that says less",
}


@dataclass(frozen=True, slots=True)
class _Term:
    """A name or term that is held back, as the parts of a slug, and where it stands."""

    parts: tuple[str, ...]
    place: Place


@rule("W322", "privacy", Matter.READERS)
def telling_name(notes: Notes) -> Iterator[Ask]:
    """Ask about addresses, tags and file names that hold a held-back name or term."""
    asked: set[tuple[Place, str]] = set()
    for audience in OTHERS:
        known = list(_candidates(notes, audience))
        if not _may_tell(notes, audience, tuple(_held_back(known, frozenset()))):
            continue
        shown = list(sights(notes, audience))
        terms = tuple(_held_back(known, _said(notes, shown)))
        for sight in shown if terms else ():
            for kind, steps, name in _names(sight):
                place = notes.place(sight.written, *steps)
                term = _term_in(name, terms)
                if term and (place, name) not in asked:
                    asked.add((place, name))
                    yield Ask(
                        place,
                        f'does the {_KINDS.get(kind, "file name")} "{name}" tell {NAMED[audience]} '
                        f"what is held back at {term.place.file}:{term.place.line}?",
                        _CURES.get(kind, "rename the file"),
                    )


def _may_tell(notes: Notes, audience: Audience, terms: Sequence[_Term]) -> bool:
    """Whether a name may hold one of these terms: where none does, nothing has to be read."""
    wanted = {term.parts for term in terms}
    lengths = {len(parts) for parts in wanted}
    refs = notes.visible(audience) if wanted else frozenset()
    for entry in notes.every if wanted else ():
        if entry.kind == "profile" or entry.ref in refs:
            if "{" in entry.body and "files/" in entry.body:
                return True
            for _, _, name in _names(Sight(entry, entry, audience)):
                if any(run in wanted for length in lengths for run in _runs(_parts(name), length)):
                    return True
    return False


def _names(sight: Sight) -> Iterator[tuple[str, Steps, str]]:
    """What the audience sees of a note without opening it: kind, place and words."""
    entry = sight.written
    if entry.kind != "profile":
        yield "slug", ("slug",), entry.slug
        yield from (("aliases", ("aliases", n), alias) for n, alias in enumerate(entry.aliases))
        yield from (("tags", ("tags", n), tag) for n, tag in enumerate(entry.tags))
    seen = {path for _, path in values(sight.shown, FilePath)}
    for steps, path in values(entry, FilePath):
        if path in seen:
            yield "file", steps, posixpath.basename(path)
    for found in _FILE.finditer(sight.shown.body):
        yield "file", (), posixpath.basename(found["path"])


def _term_in(name: str, terms: tuple[_Term, ...]) -> _Term | None:
    parts = _parts(name)
    return next((term for term in terms if term.parts in _runs(parts, len(term.parts))), None)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(slugify(posixpath.splitext(name)[0]).split("-"))


def _runs(parts: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
    """Every so many parts that stand beside each other."""
    return (parts[start : start + length] for start in range(len(parts) - length + 1))


def _said(notes: Notes, shown: list[Sight]) -> frozenset[str]:
    """Every word that the audience reads somewhere in a text: such a word is not held back."""
    said: set[str] = set()
    for allowed in notes.portfolio.config.guard.allow:
        said.update(_WORD.findall(allowed.text.casefold()))
    for sight in shown:
        for passage in passages(sight.shown):
            # A title that was made of the file's name says nothing that its author said.
            is_own = passage.steps != ("title",) or sight.written.title or sight.written.body
            if is_own and passage.steps[0] != "tags":
                text = passage.text
                if "](" in text or "://" in text:
                    text = _ADDRESS.sub(" ", text)
                said.update(_WORD.findall(text.casefold()))
    return frozenset(said)


def _held_back(known: Sequence[tuple[str, Place]], said: frozenset[str]) -> Iterator[_Term]:
    """The names and terms that this audience reads nowhere."""
    for text, place in known:
        words = plain(text).split()
        unsaid = [word for word in _WORD.findall(text) if word.casefold() not in said]
        if len(words) <= _LONGEST_TERM and any(len(word) >= _SHORTEST for word in unsaid):
            yield _Term(tuple(slugify(" ".join(words)).split("-")), place)


def _candidates(notes: Notes, audience: Audience) -> Iterator[tuple[str, Place]]:
    for entry in (notes.portfolio.profile, *notes.portfolio.entries):
        for passage in passages(entry):
            if "{" not in passage.text:
                continue
            for mark in marks(passage.text):
                if not audience.sees(mark.audience):
                    below = passage.text.count("\n", 0, mark.offset) if passage.in_body else 0
                    first = entry.body_line if passage.in_body else 0
                    place = notes.place(entry, *passage.steps)
                    yield mark.text, Place(entry.path, first + below) if first else place
        for steps, record in values(entry, Record):
            yield from ((text, notes.place(entry, *steps)) for text in _texts(record, audience))


def _texts(record: object, audience: Audience) -> Iterator[str]:
    """What a record names: a person, whole and part by part, or what stands behind an `else`."""
    if isinstance(record, Person):
        yield record.name
        yield from (word for word in record.name.split() if word[:1].isupper())
    elif isinstance(record, Impact | Evidence) and record.otherwise:
        hidden = not audience.sees(Audience(record.audience or Audience.REVIEW))
        if hidden:
            yield record.measure if isinstance(record, Impact) else record.title
