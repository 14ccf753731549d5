"""The way of a ladder from the files that others wrote to a file of the portfolio."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from whyfolio.content.frontmatter import LARGEST
from whyfolio.content.ladders import read_ladder, shipped_ladders
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.found import Found, FoundFile, mark_of
from whyfolio.importers.ladder.composing import composed
from whyfolio.importers.ladder.covering import agreed, as_covers
from whyfolio.importers.ladder.draft import (
    MOST_COMPETENCIES,
    MOST_LEVELS,
    Draft,
    Reading,
    unread,
)
from whyfolio.importers.ladder.earlier import Shelf, carried
from whyfolio.importers.ladder.origin import with_origin
from whyfolio.importers.ladder.settling import Settled, settled
from whyfolio.importers.registry import Importer, Option, Request
from whyfolio.importers.sources import Text, texts
from whyfolio.model.ladder import Ladder
from whyfolio.names import slug_fault, slugify

Read = Callable[[Sequence[Text], Request], Iterator[Reading]]

OPTIONS = (
    Option("id", "How entries will call it; else made from its name.", "ID"),
    Option("title", "How pages will call it; else as it calls itself.", "TEXT"),
    Option("version", "Its version; else what it says, or the day of its last commit.", "TEXT"),
    Option("source", "Where it comes from; else what it says, or its place.", "TEXT"),
    Option("license", "Its terms; else what it says, or the licence beside it.", "TEXT"),
    Option("replaces", "The ladder whose next version this is; its ids stay good.", "ID"),
    Option("yes", "Take the proposed `covers` without a question."),
)
_MOST = 80


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which ladders are written down.

    Attributes:
        doc: what `--help` says of the importer.
        endings: the ends of the names of files that may hold such a ladder, as in ".json".
        read: yields ladders, and what is left out, from texts; never raises for what they say.
        wanted: whether a file of a folder may hold one, by its path below it; else the endings say.
    """

    doc: str
    endings: tuple[str, ...]
    read: Read
    options: tuple[Option, ...] = ()
    wanted: Callable[[str], bool] | None = None

    def is_wanted(self, inside: str) -> bool:
        """Whether a file of a folder is to be looked at."""
        return self.wanted(inside) if self.wanted else inside.lower().endswith(self.endings)


def importer_of(shape: Shape) -> Importer:
    """The importer for ladders of one shape: what a package registers under `whyfolio.importers`.

    It gives ids, proposes `covers`, knows earlier versions, and says what is left out; the shape
    only reads.
    """

    def read(request: Request) -> Iterator[Found]:
        return read_with(request, shape)

    return Importer(shape.doc, read, (*shape.options, *OPTIONS))


def read_with(request: Request, shape: Shape) -> Iterator[Found]:
    """One file for each ladder that is new.

    Raises:
        UsageError: `--id` or `--title` for several ladders, or `--replaces` nothing.
    """
    shelf = Shelf.of(request.project)
    before = shelf.named(request.options["replaces"]) if "replaces" in request.options else None
    found = list(texts(request, shape.is_wanted))
    yield from (one for one in found if isinstance(one, Diagnostic))
    readable = [one for one in found if isinstance(one, Text)]
    read = list(shape.read(readable, request)) if readable else []
    drafts = [one for one in read if isinstance(one, Draft)]
    if len(drafts) > 1 and {"id", "title", "replaces"} & set(request.options):
        raise UsageError(
            f"these options are for one ladder, and {request.name} holds {len(drafts)}"
        )
    yield from (one for one in read if not isinstance(one, Draft))
    if not found:
        yield unread(Place(request.name), "no file here may hold a ladder", _endings(shape))
    files = {text.name: text.file for text in readable}
    for draft in drafts:
        yield from _written(draft, files.get(draft.place.file), request, shelf, before)


def _endings(shape: Shape) -> str:
    return f"name a file that ends in {', '.join(shape.endings)}"


def _written(
    draft: Draft, file: Path | None, request: Request, shelf: Shelf, before: Ladder | None
) -> Iterator[Found]:
    """The file of one ladder; nothing new where the same was imported once."""
    fault = _fault(draft)
    if fault:
        yield fault
        return
    draft = with_origin(draft, file, request)
    mark = mark_of("ladder", repr(replace(draft, version="", place=Place(""))))
    if known := shelf.marked(mark):
        yield FoundFile("ladders", known[0], known[1], draft.place)
        return
    base = _base(draft, request)
    versions = shelf.versions(base, draft.source)
    earlier = before or (versions[0][1] if versions else None)
    own = shelf.free(base)
    made = settled(draft, own, earlier)
    covers = _covers(made, earlier, request)
    text = composed(made, covers, mark)
    if fault := _unfit(text, draft):
        yield fault
        return
    if earlier:
        request.tell(f"{own} is another version of {earlier.id}; what is new:")
        request.tell(f"  whyfolio ladder diff {earlier.id} {own}")
    else:
        request.tell(f'To be measured by it:  ladder = "{own}"  below [career] in whyfolio.toml')
    levels, competencies, expectations = draft.size
    summary = f"{levels} levels, {competencies} competencies, {expectations} expectations"
    yield FoundFile("ladders", own, text, draft.place, f"{draft.title}: {summary}")


def _fault(draft: Draft) -> Diagnostic | None:
    """Why a draft is no ladder: it lacks levels, competencies, or all expectations."""
    levels, competencies, expectations = draft.size
    if levels > MOST_LEVELS or competencies > MOST_COMPETENCIES:
        message = f'"{draft.title}" would have {levels:,} levels and {competencies:,} competencies'
        most = f"a ladder has at most {MOST_LEVELS} levels and {MOST_COMPETENCIES:,} competencies"
        return unread(draft.place, message, most)
    if levels and competencies and expectations:
        return None
    lacks = "level" if not levels else "competency" if not competencies else "expectation"
    hint = "name its shape with --format, or its levels in the header"
    return unread(draft.place, f'"{draft.title}" has no {lacks}', hint)


def _base(draft: Draft, request: Request) -> str:
    """The id without a number.

    Raises:
        UsageError: the one that was asked for cannot be an id.
    """
    asked = request.options.get("id", "")
    if asked and (fault := slug_fault(asked)):
        raise UsageError(f'"{asked}" cannot be an id: it {fault}')
    made = slugify(draft.name)[:_MOST].strip("-")
    return asked or ("ladder" if slug_fault(made) else made)


def _covers(made: Settled, earlier: Ladder | None, request: Request) -> dict[str, tuple[str, ...]]:
    """What it covers: as in the version before, else as agreed; and the ids of that version."""
    old = {then: own for own, ids in made.aliases.items() for then in ids}
    covers = carried(earlier, made.ladder, old) if earlier else {}
    if not covers:
        areas = next(ladder for ladder in shipped_ladders() if ladder.id == "five-areas")
        covers = as_covers(agreed(request, made.ladder, areas))
    for own, ids in made.aliases.items():
        covers[own] = (*covers.get(own, ()), *ids)
    return covers


def _unfit(text: str, draft: Draft) -> Diagnostic | None:
    """Why the file that was composed would be an error: it is read once before it is written."""
    size = len(text.encode())
    if size > LARGEST:
        message = f'"{draft.title}" would be {size:,} bytes large, and a ladder may hold 1 MiB'
        return unread(draft.place, message, "import a part of it")
    _, problems = read_ladder("ladder.yaml", text)
    wrong = next((problem for problem in problems if problem.is_error), None)
    if wrong is None:
        return None
    message = f'"{draft.title}" cannot become a ladder: {wrong.message}'
    return unread(draft.place, message, wrong.hint)
