"""Reading what others wrote: folders, files and pipes, with every refusal located."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import LARGEST, decode
from whyfolio.content.tree import unreadable, walk_files
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.registry import Request

PIPE = "<stdin>"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read.

    Attributes:
        name: how messages name it: as it was typed, and from there on.
        inside: its path below the folder that was typed; its own name where that is a file.
        file: where it lies; None for standard input.
        text: its words, with line feeds.
    """

    name: str
    inside: str
    file: Path | None
    text: str

    def place(self, line: int = 1, column: int = 1, length: int = 1) -> Place:
        """A place in it."""
        return Place(self.name, line, column, max(1, length))


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's bytes, named as in `Text`."""

    name: str
    inside: str
    file: Path | None
    content: bytes


def texts(request: Request, wanted: Callable[[str], bool]) -> Iterator[Text | Diagnostic]:
    """The texts of a source: the pipe, the one file, or the folder's files with a wanted name.

    What cannot be read is a diagnostic: E105 encoding, E106 size (1 MiB is the most), E107
    permission, E108 a link that leaves the folder, a pipe or a device.

    Args:
        request: says where.
        wanted: whether a file of a folder is to be read, by its path below it.

    Raises:
        UsageError: there is no such file or folder.
    """
    for one in raws(request, wanted):
        yield from [one] if isinstance(one, Diagnostic) else decoded(one)


def raws(request: Request, wanted: Callable[[str], bool]) -> Iterator[Raw | Diagnostic]:
    """The same before they are decoded, for what is no text in UTF-8. A pipe has no limit here.

    Raises:
        UsageError: there is no such file or folder.
    """
    if request.path is None:
        yield Raw(PIPE, "-", None, request.stdin())
        return
    if not request.path.exists():
        raise UsageError(f"there is no file or folder {request.name}")
    top = Path(os.path.realpath(request.path))
    if top.is_file():
        yield from _file(request.name, request.path.name, top)
        return
    found: list[Diagnostic] = []
    for each in walk_files(top.parent, top.name, found):
        inside = each.path.removeprefix(f"{top.name}/")
        if wanted(inside):
            yield from _file(_joined(request.name, inside), inside, Path(each.file))
    for refusal in found:
        inside = refusal.place.file.removeprefix(f"{top.name}/")
        if refusal.code != "E108" or wanted(inside) or not Path(inside).suffix:
            place = Place(_joined(request.name, inside))
            yield Diagnostic(refusal.code, place, refusal.message, refusal.hint)


def _joined(name: str, inside: str) -> str:
    return inside if name == "." else f"{name.rstrip('/')}/{inside}"


def _file(name: str, inside: str, file: Path) -> Iterator[Raw | Diagnostic]:
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
            size = os.fstat(opened.fileno()).st_size
    except OSError as error:
        yield unreadable(name, error)
        return
    if size > LARGEST:
        message = f"this file is {size:,} bytes large, and a note may hold 1 MiB"
        yield Diagnostic("E106", Place(name), message, "divide it, and import the parts")
        return
    yield Raw(name, inside, file, raw)


def decoded(raw: Raw) -> Iterator[Text | Diagnostic]:
    """A file's text, or what keeps it from being one (E105, E106)."""
    faults = Faults(raw.name)
    text = decode(raw.content, faults)
    yield from faults.found
    if text is not None:
        yield Text(raw.name, raw.inside, raw.file, text)
