"""The last stage: the files of each audience become its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio import __version__
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.writer import (
    Destination,
    Written,
    destination_for,
    recover,
    refuse_unsafe,
    up_to_date,
    write,
)

if TYPE_CHECKING:
    from whyfolio.guard import GuardReport
    from whyfolio.kept.builds import KeptSite
    from whyfolio.portfolio.withheld import Withheld


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one audience's folder; ``written`` is None where it was up to date.

    ``fingerprint`` is that of the files, by which the folder is known again.
    """

    audience: Audience
    destination: Destination
    fingerprint: str
    written: Written | None
    withheld: Withheld
    guard: GuardReport
    files: int

    @property
    def folder(self) -> Path:
        """Where the site stands."""
        return self.destination.folder


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. With an error among the diagnostics nothing was written."""

    built: tuple[Built, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    kept: tuple[KeptSite, ...] = ()


def places_of(
    project: Path, folder: Path, audiences: Sequence[Audience]
) -> dict[Audience, Destination]:
    """Where the site of each audience goes, after what a killed build left there is mended.

    Raises:
        Refused: an output folder is not safe to write.
    """
    places = {audience: destination_for(project, folder, audience.value) for audience in audiences}
    for audience, destination in places.items():
        others = [p.folder for a, p in places.items() if a is not audience]
        refuse_unsafe(destination, others, folder)
        recover(destination)
    return places


def settled(
    audience: Audience,
    destination: Destination,
    made: Sequence[Artifact],
    searched: GuardReport,
    unseen: Withheld,
    *,
    replace: bool,
) -> Built:
    """Write one audience's folder, unless it is as it should be."""
    fingerprint = _fingerprint(made)
    current = up_to_date(destination, fingerprint)
    written = (
        None if current else write(destination, made, fingerprint=fingerprint, replace=replace)
    )
    return Built(
        audience=audience,
        destination=destination,
        fingerprint=fingerprint,
        written=written,
        withheld=unseen,
        guard=searched,
        files=len(made),
    )


def _fingerprint(made: Sequence[Artifact]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for artifact in sorted(made, key=lambda artifact: artifact.path):
        digest.update(artifact.path.encode() + b"\0")
        digest.update(artifact.digest.encode())
    return digest.hexdigest()
