"""Whatever was known before, a build gives what a build that knows nothing gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.folio import Folio
from tests.property.edits import EDITS, portfolio

from whyfolio.build import artifacts, build, open_portfolio
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.opened import again
from whyfolio.portfolio.view import select
from whyfolio.preview.state import Site

PROOF = os.environ.get("WHYFOLIO_PROOF") == "1"
WALKS, STEPS, WALKERS = (5, 50, 8) if PROOF else (1, 12, 1)
SHOWN_EVERY = 4
KINDS = sorted(EDITS) if PROOF else Random(7).sample(sorted(EDITS), 9)  # noqa: S311 - no secret
Said = tuple[list[str], dict[str, bytes]]
NOT_COPIED = shutil.ignore_patterns("site", ".whyfolio", "site.kept-*", ".kept-*")


def warm(folio: Folio, audience: Audience) -> Said:
    """What a build says and writes that goes by what is known."""
    try:
        result = folio.build(audience, replace=True)
    except Refused as refused:
        return [str(found) for found in refused.diagnostics], {}
    said = [str(found) for found in result.diagnostics]
    return said, folio.site(audience) if result.built else {}


def cold(folio: Folio, audience: Audience, elsewhere: Path) -> Said:
    """What a build of the same says and writes in a folder where none was before."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(folio.root, elsewhere, ignore=NOT_COPIED)
    try:
        result = build(elsewhere, folio.today, audiences=[audience])
    except Refused as refused:
        return [str(found) for found in refused.diagnostics], {}
    said = [str(found) for found in result.diagnostics]
    return said, Folio(elsewhere).site(audience) if result.built else {}


def told_apart(one: Said, other: Said) -> list[str]:
    """The files in which two builds differ, and what only one says."""
    paths = {*one[1], *other[1]}
    said = sorted({*one[0]} ^ {*other[0]})
    return [*said, *sorted(path for path in paths if one[1].get(path) != other[1].get(path))]


@pytest.mark.parametrize("kind", KINDS)
def test_after_each_kind_of_edit_a_build_gives_what_a_first_one_gives(
    kind: str, tmp_path: Path
) -> None:
    folio, random = portfolio(tmp_path / "warm"), Random(kind)  # noqa: S311 - no secret
    for audience in Audience:
        warm(folio, audience)
    for _ in range(2):
        EDITS[kind](folio, random)
        for audience in Audience:
            said = warm(folio, audience)
            assert told_apart(said, cold(folio, audience, tmp_path / "cold")) == [], audience


def test_another_day_program_or_library_makes_all_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folio = portfolio(tmp_path / "warm")
    warm(folio, Audience.REVIEW)
    for days in (1, 41, 400):
        later = replace(folio, today=folio.today + timedelta(days))
        said = warm(later, Audience.REVIEW)
        assert told_apart(said, cold(later, Audience.REVIEW, tmp_path / "cold")) == [], days
    rendered: list[str] = []
    real = __import__("whyfolio.render.environment", fromlist=["Renderer"]).Renderer.render

    def render(self: object, plan: object) -> object:
        rendered.append(plan.path)  # type: ignore[attr-defined]
        return real(self, plan)

    monkeypatch.setattr("whyfolio.render.environment.Renderer.render", render)
    warm(later, Audience.REVIEW)
    known = len(rendered)
    monkeypatch.setattr("whyfolio.memo.program", lambda: b"another version of a library")
    warm(later, Audience.REVIEW)
    assert known <= 1  # the search page, which is drawn last, is always drawn
    assert len(rendered) - known > 15


class Edited(RuleBasedStateMachine):
    """A project that is edited in any order, and built and shown after each edit."""

    folder = Path()
    edits = 0

    def __init__(self) -> None:
        super().__init__()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folio = portfolio(self.folder / "warm")
        self.site = Site(self.folio.root, lambda: self.folio.today, read=again(self.folio.root))
        self.audience = Audience.PUBLIC
        self.kind = ""

    @rule(
        kind=st.sampled_from(sorted(EDITS)),
        seed=st.integers(0, 999),
        audience=st.sampled_from(list(Audience)),
    )
    def edit(self, kind: str, seed: int, audience: Audience) -> None:
        before = _contents(self.folio.root)
        EDITS[kind](self.folio, Random(seed))  # noqa: S311 - no secret
        type(self).edits += 1
        self.kind, self.audience = kind, audience
        after = _contents(self.folio.root)
        changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        self.site.refresh(changed)

    @invariant()
    def a_warm_build_is_a_cold_build(self) -> None:
        said = warm(self.folio, self.audience)
        other = cold(self.folio, self.audience, self.folder / "cold")
        assert told_apart(said, other) == [], (self.kind, self.audience)

    @invariant()
    def the_preview_shows_what_is_built(self) -> None:
        if self.edits % SHOWN_EVERY:
            return
        opened = open_portfolio(self.folio.root, self.folio.today)
        if any(found.is_error for found in opened.diagnostics):
            return
        try:
            view = select(opened.portfolio, self.audience, drafts=True)
            built = artifacts(view, self.folio.root)
        except Refused:
            return
        pages = [file for file in built if "search/" not in file.path]
        wrong = [
            file.path for file in pages if self.site.read(self.audience, file.path) != file.content
        ]
        assert wrong == [], (self.kind, self.audience)


def _contents(root: Path) -> dict[str, bytes]:
    files = [root / "whyfolio.toml", *(root / "content").rglob("*"), *(root / "themes").rglob("*")]
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files if p.is_file()}


@pytest.mark.parametrize("walker", range(WALKERS))
def test_after_any_edits_in_any_order_builds_and_preview_are_as_if_nothing_was_known(
    walker: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    Edited.folder, Edited.edits = tmp_path / f"walk-{walker}", 0
    run_state_machine_as_test(
        Edited,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not PROOF,
            suppress_health_check=list(HealthCheck),
        ),
    )
    record_property("edits, each followed by a warm and a cold build", Edited.edits)
