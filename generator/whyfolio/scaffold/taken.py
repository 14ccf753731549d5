"""Fields that the profile does not have yet, each on lines of its own at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from whyfolio.content.entries import read_entry
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.model.fields import fields_of
from whyfolio.model.profile import Profile
from whyfolio.scaffold.composing import Plain, field_lines
from whyfolio.scaffold.edit import parts_of
from whyfolio.scaffold.files import create, overwrite, read

PROFILE = "content/profile.md"
_EMPTY = b"---\n---\n"


def with_profile_fields(
    raw: bytes, fields: Mapping[str, Plain], place: Place
) -> tuple[bytes, tuple[str, ...], list[Diagnostic]]:
    """The profile with the fields that it lacks and that can be read as what they are.

    Returns:
        The bytes, the names of the fields that were added, and what could not be (W733).
    """
    path = Path(PROFILE)
    declared = fields_of(Profile)
    added: list[str] = []
    found: list[Diagnostic] = []
    before = _faults(raw)
    for name, value in fields.items():
        text, front = parts_of(raw, path)
        if name not in declared or front.field(name) is not None:
            continue
        changed = text
        for line in reversed(field_lines(declared[name], value)):
            changed = changed.with_line(front.closing, line)
        new = [fault for fault in _faults(changed.raw) if fault not in before]
        if new:
            hint = "write it into content/profile.md yourself"
            found.append(Diagnostic("W733", place, f'"{name}" is left out: {new[0]}', hint))
        elif changed.raw != text.raw:
            raw = changed.raw
            added.append(name)
    return raw, tuple(added), found


def add_to_profile(
    project: Path, fields: Mapping[str, Plain], place: Place
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Write these fields into the profile, where it lacks them; the profile is made if need be.

    Raises:
        Refused: its front matter cannot be read whole (E723), or it cannot be written (E722).
    """
    path = project / PROFILE
    there = path.exists()
    raw, added, found = with_profile_fields(read(path) if there else _EMPTY, fields, place)
    if added and there:
        overwrite(path, raw)
    elif added:
        create(path, raw)
    return added, found


def _faults(raw: bytes) -> list[str]:
    return [found.message for found in read_entry(PROFILE, raw, Profile).diagnostics]
