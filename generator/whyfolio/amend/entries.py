"""The pages of entries whose text was edited, planned from what was kept of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from whyfolio.amend.retold import Retold
from whyfolio.content.text_again import text_again
from whyfolio.kept.builds import KeptBuild, KeptSite
from whyfolio.kept.heads import head_of
from whyfolio.kept.plans import plan_of
from whyfolio.markdown.converter import MarkdownTooDeep, render
from whyfolio.markdown.directives import resolve
from whyfolio.markdown.headings import first_heading
from whyfolio.markdown.highlight import know
from whyfolio.memo import unpack
from whyfolio.model.entry import Entry
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import anchor
from whyfolio.outputs.shapes import Body, EntryPage
from whyfolio.outputs.spots import Spot, without_files


class _Further(Exception):
    """The edit reaches further than the pages of its entries."""


def retold(
    folder: Path, last: KeptBuild, site: KeptSite, texts: Mapping[str, bytes]
) -> list[Retold] | None:
    """The pages of edited notes; None where their texts cannot be put into what was kept.

    Args:
        folder: where the last build is kept.
        last: what was kept of it.
        site: what was kept of one audience's site.
        texts: the notes that were edited, by their paths in the project.

    Raises:
        Lost: what was kept is not there any more.
    """
    try:
        kept = _Kept(folder, last, site)
        return [kept.page(path, raw) for path, raw in texts.items()]
    except _Further:
        return None


class _Kept:
    """One audience's site, as it was kept."""

    def __init__(self, folder: Path, last: KeptBuild, site: KeptSite) -> None:
        self._folder = folder
        self._last = last
        self._site = site
        self._by_path = {one.path: one for one in site.files}
        self._all_have = unpack(site.packed_site)
        self._spots: Mapping[str, Spot] = unpack(site.packed_spots) or {}
        if self._all_have is None:
            raise _Further

    def page(self, path: str, raw: bytes) -> Retold:
        """The page of a note, with its text as it is now."""
        file = self._by_path.get(self._site.notes.get(path, ""))
        if file is None or file.plan is None:
            raise _Further
        plan = plan_of(self._folder, file.plan, self._all_have)
        it = plan.context.get("it")
        if not isinstance(it, EntryPage):
            raise _Further
        after = self._entry(path, raw, it.entry)
        if "<pre" not in it.entry.body.casefold():
            know(it.body.html)
        page = dataclasses.replace(it, entry=after, body=self._body(after))
        told = Plan(plan.address, plan.template, {**plan.context, "it": page})
        return Retold(path, told, it.entry, page)

    def _entry(self, path: str, raw: bytes, before: Entry) -> Entry:
        """An entry with its text as it is now, where nothing has to be taken from that."""
        last, site = self._last, self._site
        if any(found.place.file == path for found in last.diagnostics):
            raise _Further
        head = last.heads.get(path)
        after = text_again(
            path, raw, before, lambda said: head_of(said.encode(errors="replace")) == head
        )
        if (
            after is None
            or resolve(after.body, site.audience) != after.body
            or (path in site.untitled and first_heading(after.body))
        ):
            raise _Further
        return after

    def _body(self, entry: Entry) -> Body:
        if not entry.body.strip():
            return Body()
        raw_html = self._site.imprint.raw_html
        try:
            rendered = render(entry.body, prefix=anchor(entry), raw_html=raw_html)
        except MarkdownTooDeep:
            raise _Further from None
        return without_files(entry, rendered, self._spots)
