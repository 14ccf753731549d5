"""Putting a document where its author wants it, and never over anything else."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.scaffold.files import create, overwrite, read
from whyfolio.writer import Written, destination_for, refuse_unsafe, write

RECORD = Path(".whyfolio", "outputs", "handed-over.json")


def deliver(content: bytes, target: Path, project: Path | None) -> bool:
    """Write a document; over an older one only where that is as whyfolio wrote it.

    Args:
        content: the file's bytes.
        target: where it goes; absolute.
        project: the project that remembers what was written; without one nothing is replaced.

    Returns:
        Whether anything changed on the disk.

    Raises:
        Refused: the place is among the notes (E725), a file is there that is not as whyfolio
            wrote it (E724), or the system does not let us write (E722).
    """
    if project and target.resolve().is_relative_to((project / "content").resolve()):
        hint = "choose a file outside content/; what lies there is read as a note"
        raise _refused("E725", target, f"{target.name} would lie among the notes", hint)
    if target.is_dir():
        raise _refused("E724", target, f"{target.name} is a folder", "name a file")
    known = _recorded(project)
    if not target.exists():
        create(target, content)
    elif (there := read(target)) == content:
        return False
    elif known.get(str(target)) == _digest(there):
        overwrite(target, content)
    else:
        message = f"{target.name} is there already, and not as whyfolio wrote it"
        raise _refused("E724", target, message, "choose another name with -o, or move it away")
    _remember(project, {**known, str(target): _digest(content)})
    return True


def deliver_folder(
    files: Sequence[Artifact], folder: Path, project: Path, *, replace: bool = False
) -> Written:
    """Make a folder hold exactly these files, in one step, or refuse and change nothing.

    Args:
        files: what it is to hold.
        folder: where; absolute.
        project: the project that remembers what was written.
        replace: move a folder that holds files of others aside.

    Returns:
        What became of the files, and where a folder was moved aside to.

    Raises:
        Refused: the folder is not safe to write (E701, E702), it holds what whyfolio did not
            write or what was edited since (E703, E704), or the disk does not take it (E706).
    """
    destination = destination_for(project, folder.parent, folder.name)
    sites = [project / "site" / audience.value for audience in Audience]
    refuse_unsafe(destination, sites)
    digests = "".join(f"{each.path}\0{_digest(each.content)}\n" for each in files)
    return write(destination, files, fingerprint=_digest(digests.encode()), replace=replace)


def _refused(code: str, target: Path, message: str, hint: str) -> Refused:
    return Refused(Diagnostic(code, Place(target.name), message, hint))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _recorded(project: Path | None) -> Mapping[str, str]:
    if project is None:
        return {}
    try:
        found = json.loads((project / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _remember(project: Path | None, known: Mapping[str, str]) -> None:
    """Keep what was written where; on a disk that takes nothing, the next time it is not known."""
    if project is None:
        return
    path = project / RECORD
    there = {name: digest for name, digest in known.items() if Path(name).exists()}
    with contextlib.suppress(OSError):
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        fresh = path.with_name(f"{path.name}.tmp")
        fresh.write_text(json.dumps(there, indent=1, sort_keys=True), encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(path)
