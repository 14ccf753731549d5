"""Plain Markdown files, one an entry, for people who leave: any Markdown viewer reads them.

Front matter is plain, links are relative, pictures lie beside. What stands in a file is what
the entry's page says to the same audience.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from whyfolio.content.media import publishable
from whyfolio.exporters.blocks import Block, Heading, Listing, Paragraph, Rule
from whyfolio.exporters.md import written
from whyfolio.exporters.page import OUTSIDE
from whyfolio.exporters.plain_page import (
    Settle,
    body_blocks,
    facts_of,
    front_of,
    page_of,
    prose,
)
from whyfolio.exporters.runs import Run
from whyfolio.model.artifact import Artifact
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import KINDS
from whyfolio.outputs.addresses import address_of, anchor
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View

FIRST, PROFILE, LOG = "README.md", "profile.md", "log.md"
_IN_HEAD = frozenset(
    ["title", "name", "label", "summary", "short", "slug", "image", "image_alt", "imported"]
)


def files(view: View, project: Path) -> list[Artifact]:
    """A folder of Markdown files with the pictures and documents that they refer to.

    Args:
        view: what its audience may read.
        project: the folder that holds the pictures.

    Raises:
        Refused: a body cannot be read to its end (E413, E414), or a file's metadata cannot be
            taken out (E171, E172).
    """
    desk = Desk(view)
    shelf = _Shelf(desk)
    made = [
        _file(FIRST, _first(desk, shelf.settle(FIRST)), {}),
        _file(PROFILE, _profile(desk, shelf.settle(PROFILE)), front_of(view.profile)),
    ]
    for entry in view.entries:
        path = path_of(entry)
        made.append(_file(path, page_of(entry, desk, shelf.settle(path)), front_of(entry)))
    if view.log:
        made.append(_file(LOG, tuple(_log(desk)), {}))
    for attachment in desk.links.attachments():
        source = f"content/{attachment.source}"
        content = publishable(project / "content" / attachment.source, source)
        made.append(Artifact(attachment.address.lstrip("/"), content))
    return made


def export(view: View) -> bytes:
    """All of it as one text; links between entries are words there, pictures what they show."""
    desk = Desk(view)
    pages = [_profile(desk, _outside), *(page_of(e, desk, _outside) for e in view.entries)]
    blocks: list[Block] = []
    for page in pages:
        blocks += [Rule(), *page] if blocks else page
    return written([*blocks, *([Rule(), *_log(desk)] if view.log else [])]).encode()


def path_of(entry: Entry) -> str:
    """Where an entry lies in the folder: `stories/checkout-queue.md`."""
    return f"{entry.ref}.md"


def about(path: str) -> str:
    """A file's path as a page about the same entry has it, for whoever looks it through."""
    if path in {PROFILE, FIRST}:
        return f"resume/{path}"
    folder, name = posixpath.split(path)
    if folder in {"", "files"}:
        return path
    return f"{'' if folder == 'pages' else f'{folder}/'}{name.removesuffix('.md')}/{name}"


class _Shelf:
    """Where the addresses of the site lie in the folder."""

    def __init__(self, desk: Desk) -> None:
        entries = {address_of(entry): entry for entry in desk.view.entries}
        self._anchors = {address: f"{anchor(entry)}--" for address, entry in entries.items()}
        folders = {f"/{shape.folder}/": FIRST for shape in KINDS.values()}
        paths = {address: path_of(entry) for address, entry in entries.items()}
        own = {a.address: a.address.lstrip("/") for a in desk.links.attachments()}
        self._paths = {**folders, "/": FIRST, "/resume/": PROFILE, **paths, **own}

    def settle(self, path: str) -> Settle:
        """From an address of the site to what a link in this file names; "" if it has nothing."""
        folder = posixpath.dirname(path) or "."

        def settled(written: str) -> str:
            if urlsplit(written).scheme in OUTSIDE:
                return written
            address, _, fragment = written.partition("#")
            target = self._paths.get(address, "")
            heading = fragment.removeprefix(self._anchors.get(address, ""))
            mark = f"#{heading}" if target and fragment else ""
            return f"{posixpath.relpath(target, folder)}{mark}" if target else ""

        return settled


def _outside(written: str) -> str:
    return written if urlsplit(written).scheme in OUTSIDE else ""


def _file(path: str, blocks: tuple[Block, ...], front: dict[str, object]) -> Artifact:
    head = ""
    if front:
        told = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=10_000)
        head = f"---\n{told}---\n\n"
    return Artifact(path, f"{head}{written(blocks)}".encode())


def _profile(desk: Desk, settle: Settle) -> tuple[Block, ...]:
    return tuple(_profile_blocks(desk, settle))


def _profile_blocks(desk: Desk, settle: Settle) -> Iterator[Block]:
    profile = desk.view.profile
    yield Heading(1, (Run(profile.name or desk.site.title),))
    if profile.label:
        yield Paragraph(prose(profile.label))
    if profile.summary:
        yield Paragraph(prose(profile.summary))
    picture = desk.links.picture(profile)
    if picture and settle(picture.address):
        yield Paragraph((Run(picture.alt, picture=settle(picture.address)),))
    yield from facts_of(profile, desk, settle, _IN_HEAD)
    yield from body_blocks(desk.links.body(profile).html, settle)


def _first(desk: Desk, settle: Settle) -> tuple[Block, ...]:
    return tuple(_contents(desk, settle))


def _contents(desk: Desk, settle: Settle) -> Iterator[Block]:
    """The first file: whose it is, and every other one under its kind."""
    yield Heading(1, (Run(desk.site.title),))
    if desk.site.ribbon:
        yield Paragraph((Run(desk.site.ribbon),))
    name = desk.site.name or desk.site.title
    yield Paragraph((Run(name, address=settle("/resume/")),))
    for kind, shape in KINDS.items():
        found = desk.view.of_kind(kind)
        if found:
            yield Heading(2, (Run(desk.label(shape.folder)),))
            yield Listing(tuple((Paragraph(_line(entry, desk, settle)),) for entry in found))


def _line(entry: Entry, desk: Desk, settle: Settle) -> tuple[Run, ...]:
    when = desk.words.when(entry.date or getattr(entry, "start", None))
    return (
        Run(entry.title, address=settle(address_of(entry))),
        Run(f" ({when})" if when else ""),
    )


def _log(desk: Desk) -> Iterator[Block]:
    yield Heading(1, (Run("Log"),))
    lines = desk.view.log
    yield Listing(tuple((Paragraph((Run(f"{x.date.isoformat()} {x.text}"),)),) for x in lines))
