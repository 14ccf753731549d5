"""The bytes of one Markdown file become one entry: a pure function, so that it can be kept."""

from __future__ import annotations

import posixpath
from hashlib import sha256

from whyfolio.content.blocks import read_field
from whyfolio.content.convert import Reading, Values, convert_fields
from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import Front, decode, read_front
from whyfolio.content.loaded import packed
from whyfolio.content.marks import readable_body
from whyfolio.content.nodes import Mapping, Pair
from whyfolio.content.pictures import look_at_pictures
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.markdown.patience import LONGEST, TooLong, limited
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Field, fields_of
from whyfolio.model.profile import Profile
from whyfolio.names import did_you_mean, slug_fault, slugify

# A line that cannot be read may have said who may read the entry.
_UNREADABLE = frozenset(f"E{number}" for number in range(102, 116))


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry, where its fields stand and what is wrong with it.

    ``head`` is what stands in the file before the entry's body; ``places`` as `packed` gives them.
    """

    entry: Entry
    head: str
    places: bytes
    diagnostics: tuple[Diagnostic, ...]


def read_entry(path: str, raw: bytes, shape: type[Entry]) -> ReadEntry:
    """Read one file of a kind. Never raises for what stands in it, and never takes for ever."""
    try:
        with limited():
            return _read_entry(path, raw, shape)
    except (TooLong, RecursionError):
        faults = Faults(path)
        message = f"this file takes longer than {LONGEST:.0f} seconds to be read"
        faults.add("E106", faults.place(1, 1), message, "divide it into several notes")
        empty = _read_entry(path, b"---\n---\n", shape)
        return ReadEntry(empty.entry, "", b"", tuple(faults.found))


def _read_entry(path: str, raw: bytes, shape: type[Entry]) -> ReadEntry:
    reading = Reading(Faults(path))
    faults = reading.faults
    text = decode(raw, faults)
    front = Front((), "", 1) if text is None else read_front(text, faults)
    names = _names(shape)
    pairs = tuple(read_field(field, names, faults) for field in front.fields)
    values = convert_fields(Mapping(pairs, faults.place(1, 1)), shape, reading)
    if any(found.code in _UNREADABLE for found in faults.found):
        values["audience"] = Audience.PRIVATE.value
    else:
        _look_for_absent(shape, pairs, faults)
    _fill_slug(values, path, shape, faults)
    _check_audience(values, shape, reading)
    body = readable_body(front.body, front.body_line, faults)
    entry = shape(path=path, body=body, body_line=front.body_line, **values)
    look_at_pictures(entry, reading.places.get(("image",), faults.place(1, 1)), faults)
    head = (text or "").removesuffix(body)
    return ReadEntry(entry, head, packed(reading.places), tuple(faults.found))


def _look_for_absent(shape: type[Entry], pairs: tuple[Pair, ...], faults: Faults) -> None:
    """Say that the date is missing, unless one is there and wrong, or under another name."""
    said = {pair.key for pair in pairs if pair.value is not None}
    if not shape.needs_date or "date" in said:
        return
    other = {pair.key for pair in pairs} - said
    if not any(did_you_mean(key, _names(shape)) == "date" for key in other - {"date"}):
        faults.add(
            "E116",
            faults.place(1, 1, 3),
            f'"date" is missing: when was this {shape.kind}?',
            "add a line like `date: 2026-09`",
        )


def _names(shape: type) -> dict[str, Field]:
    return fields_of(shape)


def _fill_slug(values: Values, path: str, shape: type[Entry], faults: Faults) -> None:
    if values.get("slug") or shape is Profile:
        values.setdefault("slug", Profile.kind)
        return
    stem = posixpath.splitext(posixpath.basename(path))[0]
    slug = slugify(stem)
    fault = slug_fault(slug)
    if fault:
        faults.add(
            "E213",
            faults.place(1, 1, 3),
            f'the file name "{stem}" gives no slug: it {fault}',
            "rename the file, or add a line like `slug: a-few-words`",
        )
        slug = f"entry-{sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
    values["slug"] = slug


def _check_audience(values: Values, shape: type[Entry], reading: Reading) -> None:
    said = values.get("audience")
    if said and shape.widest.rank > Audience(said).rank:
        place = reading.places["audience",]
        reading.faults.add(
            "E212",
            place,
            f"a {shape.kind} is never {said}",
            f"write `audience: {shape.widest.value}`, or leave the line out",
        )
        values["audience"] = Audience.PRIVATE.value
