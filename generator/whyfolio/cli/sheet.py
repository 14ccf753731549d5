"""The reader's sheet: what strangers could read once an entry is public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from whyfolio.markdown.directives import resolve, resolve_prose
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.values import Person
from whyfolio.scaffold.files import overwrite

Ask = Callable[[str, str], str]
_FIGURE = re.compile(
    r"(?:[€$£¥]\s?)?\d[\d.,]*(?:\s?(?:%|million|billion|k\b|[€$£¥]|EUR|USD|people))?"
)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+\b", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_SMALL = re.compile(r"\d{1,2}\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the sheet: what it is, its words, and whether it is in the body."""

    kind: str
    text: str
    state: str = "becomes readable"


def reader_sheet(entry: Entry, source: str) -> tuple[Line, ...]:
    """Each figure, name, link and image that the public would read, in their order."""
    shown = resolve(entry.body, Audience.PUBLIC) if entry.body else ""
    texts = [*_prose(entry), shown]
    found = [line for text in texts for line in _things(text)]
    found += [Line("name", person.name) for person in _open_people(entry)]
    found += [
        Line("figure", " ".join(filter(None, [i.measure, i.before, "→", i.after, i.unit])))
        for i in getattr(entry, "impact", ())
        if i.audience == Audience.PUBLIC
    ]
    found += [
        Line("link", proof.url or proof.file)
        for proof in getattr(entry, "evidence", ())
        if proof.audience == Audience.PUBLIC
    ]
    if entry.image:
        found.append(Line("image", entry.image))
    return tuple(dict.fromkeys(found)) if source else ()


def _prose(entry: Entry) -> Iterator[str]:
    for field in fields_of(type(entry)).values():
        held = getattr(entry, field.attribute)
        if field.is_prose and held and Audience.PUBLIC.sees(field.default):
            for text in held if isinstance(held, tuple) else (held,):
                yield resolve_prose(text, Audience.PUBLIC)


def _open_people(entry: Entry) -> Iterator[Person]:
    for name in ("people", "deciders", "consulted", "informed", "helped_by"):
        for person in getattr(entry, name, ()):
            if person.audience == Audience.PUBLIC and person.name:
                yield person


def _things(text: str) -> Iterator[Line]:
    for found in _LINK.finditer(text):
        yield Line("image" if found[1] else "link", found[3])
    words = _LINK.sub(lambda link: link[2], text)
    for found in _FIGURE.finditer(words):
        figure = found[0].rstrip(".,")
        if not _YEAR.match(figure) and not _SMALL.match(figure):
            yield Line("figure", figure)
    for found in _NAME.finditer(words):
        yield Line("name", found[0])


def settle(project: Path, entry: Entry, lines: tuple[Line, ...], ask: Ask) -> bool:
    """Ask about each line: keep it, say something else, or hide it; False leaves all as it is."""
    path = project / entry.path
    source = path.read_bytes().decode("utf-8")
    changed = source
    for line in lines:
        answer = ask(f"{line.kind} {line.text}: [k]eep [e]lse [h]ide [s]top", "k").lower()
        if answer.startswith("s"):
            return False
        if answer.startswith(("e", "h")):
            words = ask("What may others read instead?", "") if answer.startswith("e") else ""
            changed = _marked(changed, line, words)
    if changed != source:
        overwrite(path, changed.encode("utf-8"))
    return True


def _marked(source: str, line: Line, words: str) -> str:
    """The source with the first place of these words marked as for reviewers."""
    spoken = words.replace('"', "'")
    mark = f'{{.review else="{spoken}"}}' if spoken else "{.review}"
    if line.kind in {"link", "image"}:
        whole = re.compile(rf"!?\[[^\]]*\]\({re.escape(line.text)}[^)]*\)(?!\{{)")
        return whole.sub(lambda found: found[0] + mark, source, count=1)
    return source.replace(line.text, f"[{line.text}]{mark}", 1)
