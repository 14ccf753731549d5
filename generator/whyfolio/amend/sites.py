"""One audience's site, made again from what was kept of it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.crowd import each
from whyfolio.drawn import Drawn, Made
from whyfolio.guard import GuardReport, Look, Search
from whyfolio.kept.builds import KeptSite
from whyfolio.kept.plans import KeptFile, Lost, Plans, plan_of
from whyfolio.memo import key_of, pack, unpack
from whyfolio.memos import Memos
from whyfolio.model.artifact import Artifact, Unread
from whyfolio.model.plan import Plan, path_of
from whyfolio.outputs.addresses import SEARCH
from whyfolio.outputs.feeds import Feed, feed_files, read_elsewhere
from whyfolio.page_keys import longest_first, page_key, told_by
from whyfolio.press import Press
from whyfolio.spelling import spelt
from whyfolio.unchanged import BUILT
from whyfolio.whole import whole
from whyfolio.writer import Destination, left_by

if TYPE_CHECKING:
    from whyfolio.amend.retold import Retold


class Further(Exception):
    """The edit reaches further than its pages."""


class Redrawn:
    """What is made of a site that was kept.

    Args:
        project: the folder that holds `whyfolio.toml`.
        kept: what was kept of this site.
        memos: what is known of earlier builds.
        plans: where pages are kept for the next build.

    Raises:
        Lost: what was kept is not there any more.
        Refused: the theme is at fault.
    """

    def __init__(self, project: Path, kept: KeptSite, memos: Memos, plans: Plans) -> None:
        self._kept = kept
        self._memos = memos
        self._plans = plans
        self._folder = project / BUILT
        templates = memos.templates(kept.audience.value)
        self._press = Press.of(kept.imprint, project, templates)
        self._search = Search(kept.words)
        self._all_have = unpack(kept.packed_site)
        if self._all_have is None:
            raise Lost

    def made(
        self, place: Destination, retold: Iterable[Retold], *, anew: bool
    ) -> tuple[KeptSite, list[Artifact], GuardReport]:
        """All files, and what is to be kept of them.

        Args:
            place: where the site stands.
            retold: the pages of notes that were edited.
            anew: whether all pages are to be drawn again.

        Raises:
            Further: more is to be done than to draw pages again.
            Lost: what was kept is not there any more.
            Refused: a template is at fault.
        """
        pages = list(retold)
        plans = {one.plan.path: one.plan for one in pages}
        kept, done = self._fed(pages)
        lies = left_by(place)
        wanted = [
            one
            for one in kept.files
            if one.path not in done
            and (one.path in plans or (anew and one.plan) or lies(one.path) != one.digest)
        ]
        if not all(one.plan for one in wanted):
            raise Further
        done |= self._drawn(wanted, plans, partial(_as_it_was, place.folder))
        files = tuple(self._again(one, done, plans) for one in kept.files)
        artifacts = [
            done.get(one.path) or Unread(one.path, f"{place.folder}/{one.path}", one.digest)
            for one in files
        ]
        if anew:
            self._remember(place, files, artifacts)
        artifacts = self._searched(artifacts)
        report = GuardReport((), len(kept.held), len(artifacts))
        return dataclasses.replace(kept, files=files), artifacts, report

    def _fed(self, pages: Sequence[Retold]) -> tuple[KeptSite, dict[str, Artifact]]:
        """The site with its feed as it is now, and the files of that, if it changed."""
        kept = self._kept
        feed: Feed | None = unpack(kept.packed_feed) if pages else None
        bodies = {one.plan.address: one.page.body.html for one in pages}
        if feed is None or not any(post.address in bodies for post in feed.posts):
            return kept, {}
        posts = tuple(
            dataclasses.replace(post, html=read_elsewhere(bodies[post.address], feed.url))
            if post.address in bodies
            else post
            for post in feed.posts
        )
        feed = dataclasses.replace(feed, posts=posts)
        made: dict[str, Artifact] = {file.path: self._clean(file) for file in feed_files(feed)}
        return dataclasses.replace(kept, packed_feed=pack(feed)), made

    def _drawn(
        self,
        wanted: Sequence[KeptFile],
        plans: Mapping[str, Plan],
        before: Callable[[str, str], bytes],
    ) -> dict[str, Artifact]:
        files = {one.path: one for one in wanted}
        templates = {one.path: one.plan.template for one in wanted if one.plan}

        def made(path: str) -> Artifact:
            page = self._press.made(plans.get(path) or self._plan(files[path]))
            is_same = page.digest == files[path].digest
            return page if is_same else self._clean(page, before(path, files[path].digest))

        if len(wanted) > len(plans):
            self._read_templates(wanted)
        paths = longest_first(templates)
        return dict(zip(paths, each(made, paths), strict=True))

    def _read_templates(self, wanted: Iterable[KeptFile]) -> None:
        """What is read before the work is shared is read for all: the parts that many pages have.

        Of each template that draws several pages, the one of which least is told is drawn.
        """
        found = [one.plan for one in wanted if one.plan]
        counted = Counter(plan.template for plan in found)
        least = {plan.template: plan for plan in sorted(found, key=lambda plan: -plan.ref.length)}
        for template, plan in least.items():
            if counted[template] > 1:
                self._press.made(plan_of(self._folder, plan, self._all_have))

    def _clean(self, artifact: Artifact, before: bytes = b"") -> Artifact:
        """A file in which nothing is that is held back; what else is told from the notes.

        Where it is known as it was ``before``, only what changed in it is looked at.
        """
        look, search = self._search.look, self._search.look_again
        if search(artifact, before) if before else look(artifact):
            raise Further
        return artifact

    def _plan(self, file: KeptFile) -> Plan:
        assert file.plan is not None  # noqa: S101 - asked for by those that found one
        return plan_of(self._folder, file.plan, self._all_have)

    def _again(
        self, file: KeptFile, done: Mapping[str, Artifact], plans: Mapping[str, Plan]
    ) -> KeptFile:
        """What is to be kept of a file."""
        if file.path not in done:
            return file
        plan = plans.get(file.path)
        kept = self._plans.keep(plan, told_by(plan, self._site)) if plan else file.plan
        if plan and kept is None:
            raise Further
        return KeptFile(file.path, done[file.path].digest, kept)

    @cached_property
    def _site(self) -> bytes:
        return spelt(self._all_have)

    def _remember(
        self, place: Destination, files: Iterable[KeptFile], made: Iterable[Artifact]
    ) -> None:
        """That all was drawn by these templates, for builds that begin with the notes."""
        drawn = Drawn.of(self._memos, self._kept.audience, place)
        stamp = self._press.stamp()
        searched = key_of(b"words", *self._kept.words)
        drawn.keep_press(stamp)
        for file, artifact in zip(files, made, strict=True):
            plan = file.plan
            key = page_key(stamp, plan.template, plan.address, plan.told) if plan else b""
            drawn.keep(searched, Made(artifact, Look(), key))

    def _searched(self, made: list[Artifact]) -> list[Artifact]:
        """All files, with a search in them where there is to be one."""
        page = next((one for one in self._kept.files if one.path == path_of(SEARCH)), None)
        if page is None or page.plan is None or self._press.search is False:
            return made
        found = self._press.searched({page.path: self._plan(page)}, made)
        anew = {artifact.path for artifact in found}
        rest = [artifact for artifact in made if artifact.path not in anew]
        return [*rest, *map(self._clean, found)]


def _as_it_was(folder: Path, path: str, digest: str) -> bytes:
    """A file as it was drawn last, in which the guard found nothing; b"" where it is not there."""
    try:
        content = whole(f"{folder}/{path}")
    except OSError:
        return b""
    return content if hashlib.sha256(content).hexdigest() == digest else b""
