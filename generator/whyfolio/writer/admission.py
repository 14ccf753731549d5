"""Which artifact paths may be written: only ones that every file system keeps apart and inside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from whyfolio.errors import Refused
from whyfolio.model.artifact import Artifact
from whyfolio.writer.destination import printable
from whyfolio.writer.refusals import refused

_NEVER = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?")
_LONGEST = 255


def admitted(artifacts: Iterable[Artifact]) -> dict[str, Artifact]:
    """The artifact of each path; refuses paths that leave the folder (E708) or collide (E707)."""
    wanted: dict[str, Artifact] = {}
    first: dict[str, str] = {}
    for artifact in artifacts:
        path = artifact.path
        if fault := _fault(path):
            raise _unsafe(path, fault)
        if (earlier := first.setdefault(_folded(path), path)) != path or path in wanted:
            raise _collision(earlier, path, "are one file on many disks")
        wanted[path] = artifact
    _refuse_file_and_folder(first)
    return wanted


def _fault(path: str) -> str:
    if not path or path.startswith("/"):
        return "is not relative to the output folder"
    if found := _NEVER.search(path):
        return f"holds the character {printable(repr(found.group()))}"
    return next(filter(None, map(_segment_fault, path.split("/"))), "")


def _segment_fault(segment: str) -> str:
    if segment in {"", ".", ".."}:
        return f'has the part "{segment}"'
    if segment[-1] in ". ":
        return "has a part that ends in a dot or a space"
    if _DEVICE.fullmatch(segment):
        return f'has the part "{segment}", a device on Windows'
    too_long = len(segment.encode()) > _LONGEST
    return f"has a part of more than {_LONGEST} bytes" if too_long else ""


def _folded(path: str) -> str:
    """How the least exact disk sees a path: without case, in one normal form."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _refuse_file_and_folder(first: dict[str, str]) -> None:
    for folded, path in first.items():
        parent = folded.rpartition("/")[0]
        while parent:
            if parent in first:
                raise _collision(first[parent], path, "need one name for a file and a folder")
            parent = parent.rpartition("/")[0]


def _collision(one: str, other: str, how: str) -> Refused:
    message = f'"{one}" and "{other}" {how}'
    return refused("E707", other, message, "give one of the two entries another slug")


def _unsafe(path: str, fault: str) -> Refused:
    shown = printable(path).replace("\0", "\\0")
    message = f'the output path "{shown}" {fault}'
    return refused("E708", shown, message, "give the entry or the file another name")
