"""Reading a zip that somebody else packed: all of it is fit to be read, or nothing is taken."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from whyfolio.content.frontmatter import LARGEST
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.sources import Raw

MAGIC = b"PK"
_LONGEST_LIST = 8 * 1024 * 1024
_MOST_SAID = 5
_DRIVE = re.compile(r"[A-Za-z]:")
_CODE = "E761"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds.

    Attributes:
        files: those with a wanted name, in the archive's order.
        others: the names of those that were not opened.
        faults: why nothing is taken (E761, E107); both lists are empty then.
    """

    files: tuple[Raw, ...] = ()
    others: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


class _Held(io.BufferedReader):
    """An open archive whose list of contents may only be so long."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LONGEST_LIST:
            message = "its list of contents is larger than any true one"
            raise zipfile.BadZipFile(message)
        return super().read(size)


def unpack(
    archive: Path | bytes, name: str, wanted: Callable[[str], bool], largest: int = LARGEST
) -> Unpacked:
    """The members of a zip that have a wanted name; none is written anywhere.

    An archive that holds a path out of itself, a link or device, an encrypted member, one name
    twice, or a wanted member of more than ``largest`` bytes unpacked is refused as a whole: no
    honest program packs such a thing.

    Args:
        archive: where it lies, or its bytes.
        name: how messages name it.
        wanted: whether a member is to be read, by its path in the archive.
        largest: the most bytes that a wanted member may hold.
    """
    try:
        source = io.BytesIO(archive) if isinstance(archive, bytes) else _Held(io.FileIO(archive))
        with source, zipfile.ZipFile(source) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            faults = list(_faults(members, name, wanted, largest))
            if faults:
                return Unpacked(faults=_few(faults, name))
            return _read(opened, members, name, wanted, largest)
    except (*_BROKEN, RuntimeError) as error:
        why = str(error).lower() or "it ends too early"
        return Unpacked(faults=(_refusal(Place(name), f"this archive cannot be read: {why}"),))


def _read(
    opened: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    name: str,
    wanted: Callable[[str], bool],
    largest: int,
) -> Unpacked:
    files: list[Raw] = []
    others: list[str] = []
    for member in members:
        inside = _path(member)
        if not wanted(inside):
            others.append(inside)
            continue
        shown = f"{name}/{inside}"
        try:
            with opened.open(member) as stream:
                content = stream.read(largest + 1)
        except _BROKEN as error:
            message = f"this member of the archive cannot be unpacked: {str(error).lower()}"
            return Unpacked(faults=(_refusal(Place(shown), message),))
        if len(content) > largest:
            return Unpacked(faults=(_too_large(shown, "more", largest),))
        files.append(Raw(shown, inside, None, content))
    return Unpacked(tuple(files), tuple(others))


def _faults(
    members: list[zipfile.ZipInfo], name: str, wanted: Callable[[str], bool], largest: int
) -> Iterator[Diagnostic]:
    seen: Counter[str] = Counter()
    for member in members:
        inside = _path(member)
        place = Place(f"{name}/{_printable(inside)}")
        seen[inside.casefold()] += 1
        if why := _fault(member):
            yield _refusal(place, why)
        elif wanted(inside) and seen[inside.casefold()] > 1:
            yield _refusal(place, "the archive holds this name twice")
        elif wanted(inside) and member.file_size > largest:
            yield _too_large(place.file, f"{member.file_size:,} bytes", largest)


def _fault(member: zipfile.ZipInfo) -> str:
    """Why a member is one that nobody packs in good faith, or ""."""
    raw = member.orig_filename.replace("\\", "/")
    if raw.startswith("/") or _DRIVE.match(raw) or ".." in raw.split("/"):
        return "the name of this member leads out of the archive"
    if not raw.isprintable():
        return "the name of this member holds signs that no name has"
    if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "this member is a link or a device"
    return "this member is encrypted" if member.flag_bits & 1 else ""


def _path(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:200]


def _too_large(file: str, size: str, largest: int) -> Diagnostic:
    message = f"this member unpacks to {size}, and {largest:,} bytes are the most"
    return _refusal(Place(file), message)


def _refusal(place: Place, message: str) -> Diagnostic:
    return Diagnostic(_CODE, place, message, "ask for the archive anew, and import that")


def _few(faults: list[Diagnostic], name: str) -> tuple[Diagnostic, ...]:
    if len(faults) <= _MOST_SAID:
        return tuple(faults)
    more = f"{len(faults) - _MOST_SAID} more members of this archive are refused"
    return (*faults[:_MOST_SAID], _refusal(Place(name), more))
