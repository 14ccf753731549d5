"""A portfolio for a test: write notes, build it, read what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whyfolio.amend.builds import amended
from whyfolio.amend.keeping import kept_build
from whyfolio.build import BuildResult, artifacts, build, open_portfolio
from whyfolio.kept.builds import keep, plans_for, read_kept
from whyfolio.memos import Memos
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import View, select
from whyfolio.unchanged import parts

TODAY = date(2026, 11, 21)
SETTINGS = 'schema = 1\n\n[site]\ntitle = "Test"\nurl = "https://test.example"\n'
PROFILE = "---\nname: Kim Vale\n---\n"


@dataclass(frozen=True)
class Folio:
    """A project folder with the least that a project needs."""

    root: Path
    today: date = TODAY

    @classmethod
    def at(cls, root: Path, settings: str = SETTINGS, today: date = TODAY) -> Folio:
        """A new project in a folder."""
        folio = cls(root, today)
        folio.write("whyfolio.toml", settings)
        folio.write("content/profile.md", PROFILE)
        return folio

    def write(self, path: str, text: str | bytes) -> Folio:
        """Write one file; gives the folio back, so that calls chain."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def entry(self, ref: str, front: str, body: str = "") -> Folio:
        """Write one entry: its ref, its front matter without fences, its body."""
        return self.write(f"content/{ref}.md", f"---\n{front.strip()}\n---\n{body}")

    def remove(self, ref: str) -> Folio:
        """Delete one entry."""
        (self.root / f"content/{ref}.md").unlink()
        return self

    def codes(self) -> list[str]:
        """The codes of everything that is wrong."""
        return [found.code for found in open_portfolio(self.root, self.today).diagnostics]

    def view(self, audience: Audience = Audience.PUBLIC, *, drafts: bool = False) -> View:
        """What one audience may see; fails if anything is wrong with the notes."""
        opened = open_portfolio(self.root, self.today)
        errors = [found for found in opened.diagnostics if found.is_error]
        assert not errors, errors
        return select(opened.portfolio, audience, drafts=drafts)

    def pages(self, audience: Audience = Audience.PUBLIC) -> Mapping[str, bytes]:
        """Every file that one audience's site would have."""
        made = artifacts(self.view(audience), self.root)
        return {artifact.path: artifact.content for artifact in made}

    def page(self, path: str, audience: Audience = Audience.PUBLIC) -> str:
        """One page as text."""
        return self.pages(audience)[path].decode()

    def build(self, *audiences: Audience, replace: bool = False) -> BuildResult:
        """Write the sites to disk, by what is known of earlier builds."""
        asked = (*(audience.value for audience in audiences), "")
        now, last = parts(self.root, self.today, asked), read_kept(self.root, asked)
        if last and (done := amended(last, self.root, asked, now, replace=replace)):
            return done
        memos = Memos(self.root)
        opened = open_portfolio(self.root, self.today, memos=memos.notes)
        result = build(
            self.root,
            self.today,
            audiences=audiences,
            replace=replace,
            opened=opened,
            memos=memos,
            plans=plans_for(self.root, asked, last),
        )
        if result.built:
            keep(self.root, asked, kept_build(now, opened, result), last)
        return result

    def site(self, audience: Audience) -> dict[str, bytes]:
        """What stands on disk for an audience."""
        folder = self.root / "site" / audience.value
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
