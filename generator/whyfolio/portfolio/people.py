"""Who is named in a portfolio, and who is meant by a short name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.values import Advocate, Person
from whyfolio.names import slugify


def people_in(entries: Iterable[Entry]) -> tuple[Person, ...]:
    """Everybody who is named, once by name: as somebody with a relation or role where one is said.

    The newest mention counts most, of those that say equally much.
    """
    newest = sorted(entries, key=lambda e: (e.date.last.toordinal() if e.date else 0, e.ref))
    found: dict[str, Person] = {}
    for person in (person for entry in newest for person in _people(entry) if person.name.strip()):
        known = found.get(person.name)
        if known is None or _says(person) >= _says(known):
            found[person.name] = person
    return tuple(found.values())


def called(name: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Who may be meant: the one of that whole name, else all of whose name it is a part."""
    wanted = slugify(name.removeprefix("@"))
    parts = [(person, slugify(person.name)) for person in people]
    whole = [person for person, slug in parts if slug == wanted]
    return tuple(whole or [person for person, slug in parts if wanted in slug.split("-")])


def in_one_line(person: Person) -> str:
    """`Ana Duarte (peer, product designer)`, as front matter has it."""
    said = ", ".join(filter(None, [person.relation, person.role]))
    return f"{person.name} ({said})" if said else person.name


def _says(person: Person) -> int:
    return bool(person.relation) + bool(person.role)


def _people(value: object) -> Iterator[Person]:
    if isinstance(value, Person):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _people(member)
    elif isinstance(value, Entry | Advocate):
        for field in fields_of(type(value)).values():
            yield from _people(getattr(value, field.attribute))
