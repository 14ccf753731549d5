"""Ladders as Markdown: a page each, several on a page, or a page for each level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from whyfolio.content.frontmatter import LARGEST
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import LeftOut
from whyfolio.importers.ladder.draft import Draft, Reading, Row, skipped, unread
from whyfolio.importers.ladder.grid import Table, read_table
from whyfolio.importers.ladder.joining import pages_joined
from whyfolio.importers.ladder.level_words import height, levels_among, role_of
from whyfolio.importers.ladder.page import LONGEST, Page, read_page
from whyfolio.importers.ladder.shaping import Made, ladders_of, left_over, worth
from whyfolio.importers.ladder.spreadsheet import name_of
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text

_FEWEST = 2
_PAGE_DEPTH = 0
_INDEX = "README.md"
_INDEXES = ("readme", "index", "_index", "introduction", "overview", "home")
_SHOWN = 4


def read_pages(found: Sequence[Text], request: Request) -> Iterator[Reading]:
    """The ladders of some pages; a page that names no levels is left out, with the reason."""
    pages = [read_page(text) for text in found]
    axes = _axes([*pages, *_index_beside(found)])
    rest: list[Page] = []
    drafts: list[Draft] = []
    for page in pages:
        made = list(_of_page(page, axes, request))
        own = [one for one in made if isinstance(one, Draft)]
        if len(found) > 1:
            own = [one for one in own if _has_levels(one)]
            made = [one for one in made if not isinstance(one, Draft) or one in own]
        drafts += own
        if own:
            yield from (one for one in made if not isinstance(one, Draft))
        else:
            rest.append(page)
    for draft in pages_joined(drafts, request.name):
        why = _too_little(draft) if len(found) > 1 else ""
        yield LeftOut(draft.place, why) if why else draft
    folders: dict[str, list[Page]] = defaultdict(list)
    for page in rest:
        folders[str(PurePosixPath(page.text.inside).parent)].append(page)
    for folder, members in folders.items():
        yield from _of_folder(folder, members, alone=len(found) == 1)


def _has_levels(draft: Draft) -> bool:
    """Whether the levels are called like levels: among many pages, much else stands in tables."""
    return len(levels_among(rung.title for rung in draft.rungs)) >= _FEWEST


def _too_little(draft: Draft) -> str:
    """Why a draft is taken for a list of something else; "" where it says enough for a ladder.

    Who names one page means it. Among many there are plans and checklists as well, whose steps
    look like levels.
    """
    levels = {level for row in draft.rows for level, cell in row.cells.items() if cell}
    rows = sum(any(row.cells.values()) for row in draft.rows)
    if len(levels) >= _FEWEST and rows >= _FEWEST:
        return ""
    of = "one level" if len(levels) < _FEWEST else "one competency"
    return f"has expectations for {of} alone; name the page itself, if it is a ladder"


def _of_page(page: Page, axes: Callable[[str], str], request: Request) -> Iterator[Reading]:
    """What one page holds: by its headings, or by its tables, whichever says more."""
    text = page.text
    tables = list(_tables(page, request))
    made = ladders_of(page.leaves, axes)
    by_table = worth([table for table, _ in tables])
    if by_table >= max(1, worth(made)):
        yield from (fault for _, faults in tables for fault in faults)
        chosen = _joined([table for table, _ in tables if table.worth])
    else:
        chosen = made
        for grid in page.grids:
            message = "a table is left out, since the headings say more"
            yield skipped(text.place(grid.lines[0].number), message)
    name = _name(page)
    for one in chosen:
        title = page.title or name
        whole = f"{title}: {one.title}" if one.title and len(chosen) > 1 else title
        own = f"{name} {one.title}" if one.title and len(chosen) > 1 else name
        rows = tuple(_with_title(row, whole) for row in one.rows)
        yield Draft(own, whole, text.place(), one.rungs, rows)
    for line in page.html:
        message = "a table written as HTML is left out"
        yield skipped(text.place(line), message, "save it as CSV, and import that")
    for line in page.long:
        yield skipped(text.place(line), f"a line of more than {LONGEST:,} characters is left out")
    yield from _rest(page, chosen)


def _name(page: Page) -> str:
    """The file's name, unless it only says that the file is an index."""
    name = name_of(page.text)
    if name.casefold() not in _INDEXES:
        return name
    folder = page.text.file.resolve().parent.name if page.text.file else ""
    return folder if page.title.casefold() in {"", *_INDEXES} else page.title


def _rest(page: Page, chosen: Sequence[Made]) -> Iterator[Reading]:
    """What of a page is in none of its ladders, in one message."""
    rest = list(left_over(page.leaves, chosen))
    if rest:
        number = sum(lines for _, _, lines in rest)
        named = [f'"{heading}"' for _, heading, _ in rest if heading]
        shown = ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
        below = f" under {shown}" if shown else ""
        lines = f"a line{below} is" if number == 1 else f"{number} lines{below} are"
        message = f"{lines} left out: no level is named there"
        yield skipped(page.text.place(rest[0][0]), message)


def _with_title(row: Row, title: str) -> Row:
    """A competency that the page has no name for is called as the ladder is."""
    return replace(row, title=title) if row.title == "Expectations" else row


def _tables(page: Page, request: Request) -> Iterator[tuple[Made, tuple[Diagnostic, ...]]]:
    for grid in page.grids:
        table = read_table(grid.lines, page.text.place, request.options.get("levels", ""))
        if isinstance(table, Table) and table.rungs:
            title = grid.path[-1][1] if grid.path else ""
            made = Made(title, grid.lines[0].number, table.rungs, table.rows)
            yield made, table.left


def _joined(tables: Sequence[Made]) -> list[Made]:
    """Tables with the same levels are one ladder, and their headings its themes."""
    groups: dict[tuple[str, ...], list[Made]] = defaultdict(list)
    for table in tables:
        groups[tuple(rung.key for rung in table.rungs)].append(table)
    joined = []
    for members in groups.values():
        first = members[0]
        if len(members) == 1:
            joined.append(first)
            continue
        rows = [
            replace(row, theme=row.theme or table.title) for table in members for row in table.rows
        ]
        joined.append(Made(first.title, first.line, first.rungs, tuple(rows)))
    return joined


def _of_folder(folder: str, pages: Sequence[Page], *, alone: bool) -> Iterator[Reading]:
    """One ladder of pages that are a level each; the others are left out."""
    levels = _levels_among(pages)
    for page in pages:
        if page in levels:
            continue
        why = "names no levels in its headings, lists or tables"
        if alone:
            hint = "write a level into each heading, or import a table"
            yield unread(page.text.place(), f"this {why}", hint)
        else:
            yield LeftOut(page.text.place(), why)
    if levels:
        yield from _of_levels(folder, levels)


def _levels_among(pages: Sequence[Page]) -> list[Page]:
    """The pages that are levels of one role; none where no two are."""
    said = dict.fromkeys(_level_of(page) for page in pages if page.leaves)
    titles = levels_among(said)
    # Of roles that have as many levels each, the first: a set would give any of them.
    roles = Counter(role_of(title) for title in said if title in titles)
    role, often = roles.most_common(1)[0] if roles else ("", 0)
    if often < _FEWEST:
        return []
    return [
        page
        for page in pages
        if page.leaves and _level_of(page) in titles and role_of(_level_of(page)) == role
    ]


def _level_of(page: Page) -> str:
    return page.title or name_of(page.text).replace("-", " ")


def _of_levels(folder: str, pages: Sequence[Page]) -> Iterator[Reading]:
    ordered = sorted(pages, key=_height)
    leaves = [
        replace(leaf, path=((_PAGE_DEPTH, _level_of(page)), *_inner(leaf.path, page)))
        for page in ordered
        for leaf in page.leaves
    ]
    name = PurePosixPath(folder).name or PurePosixPath(pages[0].text.name).parent.name or "ladder"
    for made in ladders_of(leaves, lambda _: ""):
        rows = tuple(_with_title(row, name) for row in made.rows)
        yield Draft(name, name, ordered[0].text.place(), made.rungs, rows)


def _inner(path: tuple[tuple[int, str], ...], page: Page) -> tuple[tuple[int, str], ...]:
    return tuple(one for one in path if one != (1, page.title))


def _height(page: Page) -> tuple[int, int, int]:
    for name in ("level", "weight", "order"):
        word = page.front.get(name, "")
        if word.isdecimal():
            return int(word), 0, 0
    return (0, *height(_level_of(page)))


def _axes(pages: Sequence[Page]) -> Callable[[str], str]:
    """What a label belongs to: the heading whose numbered list explains it."""
    known: dict[str, str] = {}
    for page in pages:
        for leaf in page.leaves:
            if leaf.number and leaf.label and leaf.path:
                known.setdefault(leaf.label, leaf.path[-1][1])
    return lambda label: known.get(label, "")


def _index_beside(found: Sequence[Text]) -> Iterator[Page]:
    """The index that lies beside a single page, where labels may be explained."""
    file = found[0].file
    if len(found) > 1 or file is None or file.name == _INDEX:
        return
    path = file.parent / _INDEX
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return
    try:
        words = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    yield read_page(Text(path.name, path.name, path, words))
