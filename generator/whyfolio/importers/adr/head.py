"""What a record says about itself: in front matter, list lines, a table or sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.importers.adr import shapes
from whyfolio.importers.adr.front import Front, key_of
from whyfolio.importers.adr.outline import Outline, Section
from whyfolio.importers.adr.shapes import Dated, Head, Span, section_key
from whyfolio.importers.adr.states import (
    CALLED,
    LINK,
    Mention,
    Relation,
    State,
    mentions_in,
    only_one_named,
    plain,
    state_of,
)
from whyfolio.importers.written_dates import Unclear, anywhere

_KEYED = re.compile(
    r"[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+)?(?:\*\*|__|[*_])?([A-Za-z][\w() -]{2,22}?)"
    r"(?:\*\*|__|[*_])?[ \t]*:(?:\*\*|__|[*_])?(?:[ \t]+(.*))?\Z"
)
# `**Status:** Accepted | **Date:** 2026-03-04`: several keys on a line.
_BESIDE = re.compile(r"[ \t]+[|·•][ \t]+|[ \t]*[·•|;][ \t]*(?=\*\*)")
_BOLD_RELATION = re.compile(
    r"[ \t]*(?:[-*+>][ \t]+)*(?:\*\*|__)(supersedes|superseded[ ]by|replaces|replaced[ ]by|amends"
    r"|amended[ ]by)[ ]*:?(?:\*\*|__)[ ]*:?[ \t]*(.+)\Z",
    re.IGNORECASE,
)
_ROW = re.compile(r"[ \t]*\|(.+?)\|?[ \t]*\Z")
_RULE = re.compile(r"[ \t|:-]+\Z")
_PEOPLE = re.compile(r"\s*(?:[,;\n]|\s+and\s+|\s+&\s+)\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PLACEHOLDER = re.compile(r"[\[{<]|\blist\s+everyone\b", re.IGNORECASE)
_NOTHING = frozenset(["", "-", "n/a", "na", "none", "tbd", "todo", "-/-", "–"])
_PAIR = 2
_KNOWN = frozenset([*shapes.STATUS, *shapes.DATE, *shapes.DECIDERS])


@dataclass(frozen=True, slots=True)
class _Said:
    """A key and its value: where it stands in the file, and which lines of the body it takes."""

    key: str
    value: str
    line: int
    span: tuple[int, int] | None = None
    is_front: bool = False


@dataclass(slots=True)
class _Gathering:
    """What is known so far; the first place that says something counts, the others agree."""

    state: State = field(default_factory=State)
    state_line: int = 1
    dated: Dated | None = None
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    keys: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def settle(self, said: _Said, mentions: tuple[Mention, ...] = ()) -> None:
        """Say that these lines hold no more than what is known now."""
        if said.is_front:
            self.keys[said.key] = mentions
        elif said.span:
            self.spans.append(Span(*said.span, mentions))


def read_head(front: Front, cut: Outline) -> Head:
    """Everything that a record says about itself."""
    gathering = _Gathering()
    for said in (*_in_front(front), *_in_lines(cut, front), *_in_sections(cut, front)):
        _take(said, gathering)
    for section in cut.sections:
        if section_key(section.title) in shapes.LINKS:
            _take_links(section, cut, front, gathering)
    _take_bold(cut, front, gathering)
    return Head(
        state=gathering.state,
        state_line=gathering.state_line,
        dated=gathering.dated,
        people=gathering.people,
        tags=gathering.tags,
        mentions=tuple(dict.fromkeys(gathering.mentions)),
        spans=tuple(gathering.spans),
        keys=gathering.keys,
    )


def _in_front(front: Front) -> Iterator[_Said]:
    for key, values in front.values.items():
        many = "\n" if key in shapes.DECIDERS else ", "
        yield _Said(key, many.join(values), front.line(key), is_front=True)


def _in_lines(cut: Outline, front: Front) -> Iterator[_Said]:
    """List lines, bold words and table rows above the first section."""
    for section in cut.sections:
        if section.depth > 1 or section_key(section.title) in shapes.SECTIONS:
            return
        said = cut.said(section)
        yield from _in_table([(n, row[1]) for n, line in said if (row := _ROW.match(line))], front)
        for number, line in said:
            at = front.body_line + number
            several = [_KEYED.match(part) for part in _BESIDE.split(line)]
            pairs = [(key_of(keyed[1]), (keyed[2] or "").strip()) for keyed in several if keyed]
            if len(pairs) == 1 == len(several):
                yield _Said(*pairs[0], at, (number, number + 1))
            elif len(pairs) == len(several) and pairs[0][0] in _KNOWN:
                yield from (_Said(*pair, at) for pair in pairs)
            elif keyed := _KEYED.match(line):
                yield _Said(key_of(keyed[1]), (keyed[2] or "").strip(), at, (number, number + 1))


def _in_table(rows: list[tuple[int, str]], front: Front) -> Iterator[_Said]:
    """`| Status | Date |` above its values, or a key and its value in each row."""
    cells = [
        (n, [plain(cell) for cell in row.split("|")]) for n, row in rows if not _RULE.match(row)
    ]
    if len(cells) > 1 and sum(key_of(cell) in _KNOWN for cell in cells[0][1]) >= _PAIR:
        for key, value in zip(cells[0][1], cells[1][1], strict=False):
            yield _Said(key_of(key), value, front.body_line + cells[1][0])
        return
    for number, row in cells:
        if len(row) == _PAIR and ((key := key_of(row[0])) in _KNOWN or key in shapes.RELATIONS):
            yield _Said(key, row[1], front.body_line + number)


def _in_sections(cut: Outline, front: Front) -> Iterator[_Said]:
    """`## Status` and the like: a value, and links below it."""
    for section in cut.sections:
        key = section_key(section.title)
        if key in (*shapes.STATUS, *shapes.DATE, *shapes.DECIDERS, *shapes.TAGS) and section.depth:
            said = cut.said(section)
            value = "\n".join(line for _, line in said)
            at = front.body_line + (said[0][0] if said else section.start)
            whole = (section.start, section.end) if cut.is_open(section) else None
            yield _Said(key, value, at, whole)


def _take(said: _Said, gathering: _Gathering) -> None:
    if said.key in shapes.STATUS:
        _take_status(said, gathering)
    elif said.key in shapes.DATE:
        _take_date(said, gathering)
    elif said.key in shapes.TAGS:
        gathering.tags = gathering.tags or _tags(said.value)
        gathering.settle(said)
    elif said.key in shapes.RELATIONS:
        verb = shapes.RELATIONS[said.key]
        found = tuple(mentions_in(f"{verb} {said.value}", said.line))
        gathering.mentions += found
        if found and all(mention.is_whole for mention in found):
            gathering.settle(said, found)
    else:
        _take_people(said, gathering)


def _take_people(said: _Said, gathering: _Gathering) -> None:
    groups = {
        "deciders": shapes.DECIDERS,
        "consulted": shapes.CONSULTED,
        "informed": shapes.INFORMED,
    }
    for name, keys in groups.items():
        if said.key in keys:
            there = gathering.people.get(name, ())
            people = _people(said.value)
            gathering.people[name] = there or people
            if not there or set(people) <= set(there):
                gathering.settle(said)


def _take_status(said: _Said, gathering: _Gathering) -> None:
    """The lines of a status: a word, and which records it names."""
    lines = said.value.split("\n")
    named = [tuple(mentions_in(line, said.line + n)) for n, line in enumerate(lines)]
    state = _of_lines([state_of(line) for line in lines])
    found = [mention for line in named for mention in line]
    if state.word == "superseded" and not found:
        found = list(only_one_named(said.value, said.line))
    if not (gathering.state.word or gathering.state.unfilled):
        gathering.state, gathering.state_line = state, said.line
    gathering.mentions += found
    word = gathering.state.word.casefold()
    whole = all(
        plain(line).strip(" .").casefold() in {"", word}
        or (mentions and all(mention.is_whole for mention in mentions))
        for line, mentions in zip(lines, named, strict=True)
    )
    if whole and not gathering.state.guessed:
        gathering.settle(said, tuple(found))


def _of_lines(states: list[State]) -> State:
    """The first line's state, unless a later one says that the record is superseded."""
    later = next((one for one in states if one.word == "superseded"), None)
    return later or next((one for one in states if one.word or one.unfilled), State())


def _take_date(said: _Said, gathering: _Gathering) -> None:
    words = plain(said.value.split("\n")[0])
    if not words or words.casefold() in _NOTHING:
        return
    try:
        found = anywhere(words, None)
    except Unclear:
        found = None
    when = found.when if found else None
    if gathering.dated is None or (gathering.dated.when is None and when):
        gathering.dated = Dated(words, said.line, when)
    if found and words == words[found.start : found.end] and when == gathering.dated.when:
        gathering.settle(said)


def _people(value: str) -> tuple[str, ...]:
    named = LINK.sub(lambda link: link[1], value)
    if _PLACEHOLDER.search(named):
        return ()
    parts = (plain(_BRACKETS.sub("", part)).strip(" .@\"'") for part in _PEOPLE.split(named))
    return tuple(dict.fromkeys(part for part in parts if part.casefold() not in _NOTHING))


def _tags(value: str) -> tuple[str, ...]:
    said = plain(value)
    if _PLACEHOLDER.search(said):
        return ()
    parts = re.split(r"\s*[,;]\s*", said) if re.search(r"[,;]", said) else said.split()
    return tuple(dict.fromkeys(tag for part in parts if (tag := part.strip(" #").strip())))


def _take_links(section: Section, cut: Outline, front: Front, gathering: _Gathering) -> None:
    """The records that a list of links names; without a verb they are related."""
    own = shapes.RELATIONS.get(section_key(section.title), "")
    for number, line in cut.said(section):
        line_number = front.body_line + number
        if own and own != "related to":
            found = tuple(mentions_in(f"{own} {line}", line_number))
        else:
            found = tuple(mentions_in(line, line_number, Relation.RELATED))
        # A reading list holds many numbers that are no records.
        gathering.mentions += [one for one in found if one.address or CALLED.match(one.words)]


def _take_bold(cut: Outline, front: Front, gathering: _Gathering) -> None:
    """`**Supersedes**: …`, wherever it stands."""
    bold = [(n, line) for n, line in enumerate(cut.bare) if "**" in line or "__" in line]
    for number, line in bold:
        found = _BOLD_RELATION.match(line)
        if found:
            said = f"{found[1].casefold()} {found[2]}"
            gathering.mentions += mentions_in(said, front.body_line + number)
