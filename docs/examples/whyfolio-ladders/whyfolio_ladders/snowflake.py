"""Snowflake's tracks: an object in a JavaScript file, with five milestones a track.

In a repository the file is called constants.js or tracks.js, or the tracks are several files in a
folder of that name. Of a whole repository the files nearest to its top are read, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import LeftOut
from whyfolio.importers.ladder.draft import Draft, Expected, Reading, Row, Rung, unread
from whyfolio.importers.ladder.importing import Shape, importer_of
from whyfolio.importers.ladder.tree import Node
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text
from whyfolio_ladders.literal import NotLiteral, Script

_HINT = "write the value out where it stands"
_FILES, _FOLDERS = frozenset(["constants", "tracks"]), frozenset(["constants", "tracks"])
_OTHERS = frozenset(["node_modules", "vendor", "dist", "build", "test", "tests", "__tests__"])


def is_wanted(inside: str) -> bool:
    """Whether a file of a repository may hold tracks; what it only uses is not looked at."""
    path = PurePosixPath(inside)
    if path.suffix.lower() != ".js" or _OTHERS & {part.lower() for part in path.parts[:-1]}:
        return False
    return path.stem.lower() in _FILES or path.parent.name.lower() in _FOLDERS


def read(texts: Sequence[Text], request: Request) -> Iterator[Reading]:
    """A ladder for each file with tracks; of several folders only the nearest counts."""
    if len(texts) == 1:
        yield _ladder(texts[0])
        return
    made = [(text, _ladder(text)) for text in texts]
    folders = {_folder(text) for text, ladder in made if isinstance(ladder, Draft)}
    nearest = min(folders, key=lambda folder: (len(folder.parts), folder), default=None)
    for text, ladder in made:
        if nearest is None:
            yield ladder
        elif isinstance(ladder, Diagnostic):
            yield LeftOut(text.place(), f"cannot be read: {ladder.message}")
        elif _folder(text) == nearest:
            request.tell(f"The tracks of {text.name} are read.")
            yield ladder
        else:
            yield LeftOut(text.place(), "lies deeper than the tracks that are read")


def _folder(text: Text) -> PurePosixPath:
    return PurePosixPath(text.inside).parent


def _ladder(text: Text) -> Draft | Diagnostic:
    fault: NotLiteral | None = None
    script = Script(text.text)
    for name, at in script.objects():
        try:
            tree = script.parse(at)
        except NotLiteral as error:
            # Another object of the file may be code; the tracks may not.
            fault = error if name in {"", "tracks"} and fault is None else fault
            continue
        if tree.fields and all(track.has("milestones") for track in tree.fields.values()):
            return _draft(text, tree)
    if fault is None:
        return unread(text.place(), "no object in this file holds tracks with milestones")
    line, column = script.place(fault.at)
    return unread(text.place(line, column), f"the tracks are not a literal: {fault}", _HINT)


def _draft(text: Text, tree: Node) -> Draft:
    tracks = tree.fields
    most = max(len(track.at("milestones").members) for track in tracks.values())
    keys = [str(number) for number in range(1, most + 1)]
    return Draft(
        name=_name(text),
        title=_name(text).replace("_", " ").capitalize(),
        place=text.place(),
        rungs=tuple(Rung(key, f"Milestone {key}") for key in keys),
        rows=tuple(_row(key, track, keys) for key, track in tracks.items()),
    )


def _name(text: Text) -> str:
    """The file's name where it says which tracks these are."""
    stem = PurePosixPath(text.inside).stem
    return "snowflake" if stem.lower() in {*_FILES, "index"} else stem


def _row(key: str, track: Node, keys: Sequence[str]) -> Row:
    milestones = track.at("milestones").members
    cells = {level: _cell(milestone) for level, milestone in zip(keys, milestones, strict=False)}
    summaries = tuple(
        f"Milestone {level}: {milestone.at('summary').words}"
        for level, milestone in zip(keys, milestones, strict=False)
    )
    return Row(
        title=track.at("displayName").words or key,
        cells=cells,
        key=key,
        theme=track.at("category").words,
        means=track.at("description").words,
        notes=summaries,
    )


def _cell(milestone: Node) -> tuple[Expected, ...]:
    """The signals; the examples of a milestone stand as notes at its last one."""
    signals = [Expected(said) for said in milestone.at("signals").texts]
    examples = tuple(f"for example: {said}" for said in milestone.at("examples").texts)
    if signals:
        signals[-1] = Expected(signals[-1].text, notes=examples)
    return tuple(signals)


IMPORTER = importer_of(
    Shape(
        doc="Read Snowflake's tracks as a ladder: a track is a competency, a milestone a level.\n\n"
        "Of a repository, the tracks nearest to its top are read.\n\n"
        "Example: whyfolio import snowflake constants.js --dry-run",
        endings=("constants.js", "tracks.js"),
        read=read,
        wanted=is_wanted,
    )
)
