"""Where everything of a view stands: entries, competencies, tags and the files they refer to."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from whyfolio.markdown.converter import bind
from whyfolio.model.artifact import Attachment
from whyfolio.model.entry import Entry
from whyfolio.model.values import Evidence
from whyfolio.model.work import Story
from whyfolio.names import slugify
from whyfolio.outputs.addresses import address_of, anchor
from whyfolio.outputs.bodies import Bodies
from whyfolio.outputs.pictures import attributes, sources
from whyfolio.outputs.shapes import Body, Card, Link, Picture
from whyfolio.outputs.spots import Spot, to_note
from whyfolio.portfolio.leading import beside
from whyfolio.portfolio.view import View

FROM_ENTRIES = 5  # a view with fewer has no pages for tags and competencies
_SHOWN = re.compile(r'<img [^>]*?src="(/files/[^"]*)"')
_OF_ADDRESSES = ("](", "]:", "<")  # without one of them, a body names no file


class Links:
    """The addresses of one view. Worked out once and shared by all outputs of a build."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.cards: dict[str, Card] = {}
        self.texts = Bodies(view)
        self._files: dict[str, Mapping[str, str]] = {}

    def address(self, ref: str) -> str:
        """Where an entry stands; "" where the view does not hold it."""
        entry = self.view.by_ref.get(ref)
        return address_of(entry) if entry else ""

    def link(self, ref: str) -> Link | None:
        """The entry's title and address."""
        entry = self.view.by_ref.get(ref)
        return Link(entry.title, address_of(entry)) if entry else None

    def links(self, refs: tuple[str, ...]) -> tuple[Link, ...]:
        """The links to those of the refs that the view holds."""
        return tuple(link for ref in refs if (link := self.link(ref)))

    def competency(self, competency_id: str) -> Link:
        """A competency by its ladder's title, with an address where the view has a claim for it."""
        ladder = self.view.own_ladder
        known = ladder.competency(competency_id) if ladder else None
        claimed = known and known.id in self.claimed
        return Link(
            known.title if known else competency_id.replace("-", " "),
            f"/competencies/{slugify(known.id)}/" if known and claimed else "",
        )

    def level(self, level_id: str) -> str:
        """A level by its ladder's title; the id where this audience does not see the ladder."""
        ladder = self.view.own_ladder
        known = ladder.level(level_id) if ladder else None
        return known.title if known else level_id

    def expectation(self, expectation_id: str) -> str:
        """An expectation by its text; the id where this audience does not see its ladder."""
        return self._expectations.get(expectation_id, expectation_id)

    @cached_property
    def _expectations(self) -> Mapping[str, str]:
        return {
            expectation.id: expectation.text
            for ladder in self.view.ladders
            for competency in ladder.competencies
            for _, expected in competency.expectations
            for expectation in expected
        }

    @cached_property
    def claimed(self) -> frozenset[str]:
        """Ids of the own ladder's competencies for which this view has a claim."""
        ladder = self.view.own_ladder
        shown = [claim for entry in self.view.entries for claim in getattr(entry, "shows", ())]
        found = [ladder.competency(claim.competency) for claim in shown] if ladder else []
        return frozenset(competency.id for competency in found if competency)

    @cached_property
    def tags(self) -> Mapping[str, tuple[str, tuple[Entry, ...]]]:
        """Tag slug → the tag as first typed and its entries."""
        typed: dict[str, str] = {}
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in self.view.entries:
            for tag in entry.tags:
                slug = slugify(tag)
                typed.setdefault(slug, tag)
                found[slug][entry.path] = entry
        return {
            slug: (typed[slug], tuple(entries.values()))
            for slug, entries in sorted(found.items())
            if slug
        }

    def tag_links(self, entry: Entry) -> tuple[Link, ...]:
        """The entry's tags; they lead somewhere once the view is large enough for tag pages."""
        has_pages = len(self.view.entries) >= FROM_ENTRIES
        slugs = [slugify(tag) if has_pages else "" for tag in entry.tags]
        return tuple(
            Link(tag, f"/tags/{slug}/" if slug else "")
            for tag, slug in zip(entry.tags, slugs, strict=True)
        )

    def body(self, entry: Entry) -> Body:
        """The entry's body with its links settled for this view."""
        if not entry.body.strip():
            return Body()
        rendered = self.texts.rendered(entry)
        html = rendered.html
        if rendered.addresses:
            settle, fit = partial(self._settle, entry), partial(self._fit, entry)
            html = bind(html, settle, fit)
        return Body(html, rendered.headings)

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The next newer and the next older entry of its kind."""
        same, place = self._by_kind[entry.kind], self._places[entry.ref]
        newer = same[place - 1] if place else None
        older = same[place + 1] if place + 1 < len(same) else None
        return newer, older

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.view.entries:
            found[entry.kind].append(entry)
        return found

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Ref → which of its kind it is."""
        return {
            entry.ref: place for same in self._by_kind.values() for place, entry in enumerate(same)
        }

    @cached_property
    def stories_of(self) -> Mapping[str, tuple[Story, ...]]:
        """Position's ref → the stories of its time, newest first."""
        found: dict[str, tuple[Story, ...]] = {}
        for entry in self.view.entries:
            if isinstance(entry, Story) and entry.position:
                found[entry.position] = (*found.get(entry.position, ()), entry)
        return found

    def _fit(self, entry: Entry, before: str, tag: str, written: str) -> str:
        source = beside(entry, written)
        address = self._files_of(entry).get(source, "")
        return attributes(before, tag, address, self.view.files.get(source, (0, 0)))

    def _settle(self, entry: Entry, written: str) -> str | None:
        found = to_note(entry, written, self._spot)
        if found is not None:
            return found
        return self._files_of(entry).get(beside(entry, written.partition("#")[0]))

    def _spot(self, path: str) -> Spot | None:
        entry = self._by_path.get(path)
        return Spot(address_of(entry), anchor(entry)) if entry else None

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.view.entries}

    def spots(self) -> dict[str, Spot]:
        """Where the notes of this view stand, by their paths in the project."""
        return {one.path: Spot(address_of(one), anchor(one)) for one in self.view.entries}

    def _files_of(self, entry: Entry) -> Mapping[str, str]:
        """File below `content/` that an entry refers to → its address, named after the entry."""
        if not self.view.files:
            return {}
        if entry.ref not in self._files:
            wanted = [path for path in self._wanted(entry) if path in self.view.files]
            self._files[entry.ref] = {
                source: f"/files/{anchor(entry)}-{number}{posixpath.splitext(source)[1].lower()}"
                for number, source in enumerate(dict.fromkeys(wanted), start=1)
            }
        return self._files[entry.ref]

    def _wanted(self, entry: Entry) -> list[str]:
        named = [entry.image] if entry.image else []
        named += [proof.file for proof in getattr(entry, "evidence", ()) if proof.file]
        if any(sign in entry.body for sign in _OF_ADDRESSES):
            named += [written.partition("#")[0] for written in self.texts.rendered(entry).addresses]
        return [beside(entry, path) for path in named]

    def file(self, entry: Entry, written: str) -> str:
        """The address of a file that an entry refers to; "" where it cannot be published."""
        return self._files_of(entry).get(beside(entry, written), "")

    def picture(self, entry: Entry) -> Picture | None:
        """The entry's image."""
        address = self.file(entry, entry.image) if entry.image else ""
        if not address:
            return None
        width, height = self.view.files[beside(entry, entry.image)]
        return Picture(address, entry.image_alt, width, height, sources(address, width))

    def proof_address(self, entry: Entry, proof: Evidence) -> tuple[str, bool]:
        """Where a piece of evidence can be opened, and whether that is off the site."""
        if proof.url:
            return proof.url, True
        return (self.file(entry, proof.file), False) if proof.file else ("", False)

    def scaled(self) -> Iterator[Attachment]:
        """The pictures that pages show, in every width that they offer."""
        for entry in (*self.view.entries, self.view.profile):
            if not self._files_of(entry):
                continue
            shown = set(_SHOWN.findall(self.body(entry).html))
            shown |= {self.file(entry, entry.image)} if entry.image else set()
            for source, address in self._files_of(entry).items():
                width = self.view.files[source][0] if address in shown else 0
                for one in sources(address, width):
                    yield Attachment(source, one.address, one.width)

    def attachments(self) -> tuple[Attachment, ...]:
        """Every file that a visible entry refers to."""
        return tuple(
            Attachment(source, address)
            for entry in (*self.view.entries, self.view.profile)
            for source, address in self._files_of(entry).items()
        )
