"""Tables: competencies down and levels across, the other way round, or a row for each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.ladder.cells import cell_texts
from whyfolio.importers.ladder.draft import Row, Rung, skipped, unread
from whyfolio.importers.ladder.gathering import Gathered
from whyfolio.importers.ladder.level_words import is_from_the_top, names_level, number_of, share
from whyfolio.importers.ladder.tree import plain

_FEWEST = 2
_HALF = 0.5
_HEADERS = 12
_MOST_COLUMNS = 200
_GROUPS = re.compile(
    r"(?:sub[- ]?)?(?:theme|category|area|group|domain|pillar|dimension|function|section|topic|"
    r"competenc(?:y|ies)|skills?|attribute|trait|criterion|criteria|capability|axis)"
    r"(?:\W.*)?\Z|\Z",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"(?:description|definition|meaning|summary|what (?:it|this) (?:is|means))\Z", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:comments?|notes?|resources?|links?|examples?|weight|score|rating)\Z", re.IGNORECASE
)
_LEVEL = re.compile(
    r"(?:level|grade|band|tier|seniority|rank|position|role)s?(?:\W.*)?\Z", re.IGNORECASE
)
_TITLE = re.compile(r"(?:title|name|job title|position|role)s?\Z", re.IGNORECASE)
_SAID = re.compile(
    r"(?:expectation|criteri|behaviou?r|indicator|text|description|statement)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells, and the line of the file on which it begins."""

    number: int
    cells: tuple[str, ...]

    def cell(self, at: int) -> str:
        """A cell as one line; "" where the row is shorter."""
        return plain(self.cells[at]) if at < len(self.cells) else ""

    def raw(self, at: int) -> str:
        """A cell as it is."""
        return self.cells[at] if at < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says.

    Attributes:
        rungs: its levels, from the lowest to the highest.
        rows: its competencies.
        left: what of it is left out.
        title: what stands above its header.
    """

    rungs: tuple[Rung, ...]
    rows: tuple[Row, ...]
    left: tuple[Diagnostic, ...] = ()
    title: str = ""


def read_table(
    lines: Sequence[Line], place: Callable[[int], Place], wanted: str = ""
) -> Table | Diagnostic:
    """A table as levels and competencies; E510 where neither a row nor a column names levels.

    Args:
        lines: all rows.
        place: a line number → its place.
        wanted: "columns" or "rows" where whoever imports says where the levels are.
    """
    said = [line for line in lines if any(plain(cell) for cell in line.cells)]
    if len(said) < _FEWEST:
        return unread(place(said[0].number if said else 1), "this table has no rows", "look at it")
    wide = next((line for line in said if len(line.cells) > _MOST_COLUMNS), None)
    if wide:
        message = (
            f"this table has {len(wide.cells):,} columns, and at most {_MOST_COLUMNS} are read"
        )
        return unread(place(wide.number), message, "take out what is no competency and no level")
    across, header = _across(said)
    column, top = _down(said)
    if not wanted and (tall := _tall(said, place)):
        return tall
    if wanted == "rows" or (not wanted and column is not None and not across):
        return _by_rows(said, column or 0, top, place)
    if wanted == "columns" or across:
        return _by_columns(said, header, place)
    hint = "say --levels columns or --levels rows, if it is one"
    return unread(place(said[0].number), "no row and no column of this table names levels", hint)


def _across(lines: Sequence[Line]) -> tuple[bool, int]:
    """Whether a row near the top names levels, and which; else the first with several cells."""
    best, most = 0, 0
    for at, line in enumerate(lines[:_HEADERS]):
        levels = [plain(cell) for cell in line.cells[1:] if not _is_label(plain(cell))]
        named = sum(map(names_level, levels))
        if named >= _FEWEST and share(levels) >= _HALF and named > most:
            best, most = at, named
    if most:
        return True, best
    first = next((at for at, line in enumerate(lines) if sum(map(bool, line.cells)) > 1), 0)
    return False, first


def _down(lines: Sequence[Line]) -> tuple[int | None, int]:
    """The column that names levels, and the header's row."""
    top = next((at for at, line in enumerate(lines) if sum(map(bool, line.cells)) > 1), 0)
    for column in range(3):
        titles = [line.cell(column) for line in lines[top + 1 :] if line.cell(column)]
        bare = all(title.isdecimal() for title in titles)
        if bare and not _LEVEL.match(lines[top].cell(column)):
            continue
        if len(titles) >= _FEWEST and share(titles) >= _HALF and len(set(titles)) == len(titles):
            return column, top
    return None, top


def _is_label(header: str) -> bool:
    return bool(_GROUPS.match(header) or _MEANS.match(header) or _ASIDE.match(header))


def _by_columns(lines: Sequence[Line], header: int, place: Callable[[int], Place]) -> Table:
    head = lines[header]
    names = {at: head.cell(at) for at in range(max(len(line.cells) for line in lines))}
    used = {at for line in lines[header + 1 :] for at in names if line.cell(at)}
    groups = [at for at, name in names.items() if at == 0 or (_GROUPS.match(name) and at in used)]
    levels = [at for at, name in names.items() if at and name and not _is_label(name)]
    groups = [at for at in groups if not levels or at < levels[0]]
    means = [at for at, name in names.items() if at and _MEANS.match(name) and at not in levels]
    left = [
        skipped(place(head.number), f'the column "{name}" is left out: it names no level')
        for at, name in names.items()
        if at and _ASIDE.match(name) and at in used
    ]
    rows = _Rows(groups, means, levels, names)
    for line in lines[header + 1 :]:
        rows.add(line)
    rungs = _rungs([names[at] for at in levels])
    return Table(rungs, rows.gathered.rows(), tuple(left), _above(lines[:header]))


def _above(lines: Sequence[Line]) -> str:
    """The title that stands alone above a header."""
    return next((cell for line in lines for cell in map(plain, line.cells) if cell), "")


def _rungs(titles: Sequence[str]) -> tuple[Rung, ...]:
    unique = dict.fromkeys(titles)
    ordered = list(reversed(unique)) if is_from_the_top(list(unique)) else list(unique)
    return tuple(Rung(title, title) for title in ordered)


class _Rows:
    """Collects competencies, where a cell that is empty means the one above it."""

    def __init__(
        self, groups: list[int], means: list[int], levels: list[int], names: dict[int, str]
    ) -> None:
        self.groups, self.means, self.levels, self.names = groups, means, levels, names
        self.themes = [""] * len(groups)
        self.heading = ""
        self.gathered = Gathered()
        self.title = ""

    def add(self, line: Line) -> None:
        *outer, own = self.groups
        said = {at: cell_texts(line.raw(at)) for at in self.levels}
        title = line.cell(own)
        for number, at in enumerate(outer):
            if line.cell(at):
                self.themes[number] = line.cell(at)
                self.title = ""
        if not any(said.values()):
            self._empty(line, title)
            return
        self.title = title or self.title or next((t for t in reversed(self.themes) if t), "")
        if not self.title:
            return
        theme = ", ".join(dict.fromkeys(filter(None, self.themes))) or self.heading
        theme = theme if theme != self.title else ""
        self.gathered.meet(self.title, theme, self._meaning(line))
        for at, texts in said.items():
            self.gathered.add(self.title, self.names[at], texts, theme)

    def _meaning(self, line: Line) -> str:
        return " ".join(filter(None, (line.cell(at) for at in self.means)))

    def _empty(self, line: Line, title: str) -> None:
        """A row without expectations is a heading for those below."""
        if title and not self._meaning(line):
            self.heading, self.title = title, ""
        elif title:
            self.gathered.meet(title, self.heading, self._meaning(line))


def _by_rows(lines: Sequence[Line], column: int, top: int, place: Callable[[int], Place]) -> Table:
    head, body = lines[top], lines[top + 1 :]
    names = {at: head.cell(at) for at in range(len(head.cells)) if at != column}
    titles = [at for at, name in names.items() if _TITLE.match(name)]
    asides = [at for at, name in names.items() if _ASIDE.match(name)]
    rows = Gathered()
    rungs: dict[str, Rung] = {}
    level = ""
    for line in body:
        level = line.cell(column) or level
        if not level:
            continue
        called = [line.cell(at) for at in titles if line.cell(at)]
        title = ": ".join([level, *called]) if called else level
        rungs.setdefault(level, Rung(level, title))
        for at, name in names.items():
            if at in titles or at in asides or not name:
                continue
            rows.add(name, level, cell_texts(line.raw(at)))
    left = [
        skipped(place(head.number), f'the column "{names[at]}" is left out: it expects nothing')
        for at in asides
    ]
    ordered = list(rungs.values())
    if is_from_the_top([rung.key for rung in ordered]):
        ordered.reverse()
    return Table(
        tuple(ordered),
        rows.rows(),
        tuple(left),
        _above(lines[:top]),
    )


def _tall(lines: Sequence[Line], place: Callable[[int], Place]) -> Table | None:
    """A table with a column for the level and one for what is expected; None for any other."""
    head = lines[0]
    names = [head.cell(at) for at in range(len(head.cells))]
    level = next((at for at, name in enumerate(names) if _LEVEL.match(name)), None)
    groups = [at for at, name in enumerate(names) if name and _GROUPS.match(name) and at != level]
    said = [at for at, name in enumerate(names) if _SAID.match(name) and at not in groups]
    values = [line.cell(level) for line in lines[1:]] if level is not None else []
    if level is None or not groups or not said or len(set(values)) == len(values):
        return None
    rows = Gathered()
    titles: dict[str, None] = {}
    left: list[Diagnostic] = []
    for line in lines[1:]:
        title, where = line.cell(groups[-1]), line.cell(level)
        theme = line.cell(groups[0]) if len(groups) > 1 else ""
        if not (title and where):
            left.append(
                skipped(place(line.number), "a row without competency or level is left out")
            )
            continue
        titles.setdefault(where)
        rows.add(title, where, cell_texts(line.raw(said[0])), theme)
    return Table(_rungs(_by_height(list(titles))), rows.rows(), tuple(left))


def _by_height(titles: list[str]) -> list[str]:
    """Levels in the order in which they are met, or by their numbers where all have one."""
    numbers = [number_of(title) for title in titles]
    if any(number is None for number in numbers) or len(set(numbers)) < len(numbers):
        return titles
    return sorted(titles, key=lambda title: number_of(title) or 0)
