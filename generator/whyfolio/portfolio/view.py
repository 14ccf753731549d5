"""The audience gate: `select` is the only way from a portfolio to anything that leaves.

What is not in a view does not exist for it. Titles, counts, tags and backlinks are worked
out from the view's own entries, so a hidden entry cannot show through any of them.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from whyfolio.config import Config
from whyfolio.content.loaded import LogLine
from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry, is_unfinished
from whyfolio.model.fields import Ref
from whyfolio.model.growth import Feedback
from whyfolio.model.ladder import Form, Ladder
from whyfolio.model.profile import Profile
from whyfolio.model.work import Decision, Story
from whyfolio.portfolio.named import named_files
from whyfolio.portfolio.narrow import narrow_entry, narrow_profile
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.refs import refs_in, with_refs
from whyfolio.portfolio.titles import with_title


@dataclass(frozen=True, slots=True)
class View:
    """The portfolio as one audience may see it; the only thing an output is given.

    The author's view holds beside it what reviewers see of its stories and feedback, without
    bodies (``theirs``), so that the author can be told what the case looks like to them.
    """

    audience: Audience
    profile: Profile
    entries: tuple[Entry, ...]
    by_ref: Mapping[str, Entry]
    backlinks: Mapping[str, tuple[str, ...]]
    superseded_by: Mapping[str, tuple[str, ...]]
    ladders: tuple[Ladder, ...]
    forms: tuple[Form, ...]
    log: tuple[LogLine, ...]
    files: Mapping[str, tuple[int, int]]
    config: Config
    today: date
    unfinished: frozenset[str] = field(default=frozenset())
    theirs: View | None = None

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """The entries of a kind, newest first; undated ones last, by title."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def ladder(self, ladder_id: str) -> Ladder | None:
        """The ladder with this id, if this audience may see it."""
        return next((ladder for ladder in self.ladders if ladder.id == ladder_id), None)

    @property
    def own_ladder(self) -> Ladder | None:
        """The ladder of the settings, if this audience may see it."""
        return self.ladder(self.config.career.ladder)


def select(portfolio: Portfolio, audience: Audience, *, drafts: bool = False) -> View:
    """What one audience may see.

    Args:
        portfolio: everything that was written.
        audience: who reads.
        drafts: whether drafts and entries of the future are kept, for preview and `check`.
    """
    seen = [
        entry
        for entry in portfolio.entries
        if audience.sees(entry.readers) and (drafts or not is_unfinished(entry, portfolio.today))
    ]
    refs = frozenset(entry.ref for entry in seen)
    entries = tuple(sorted((_settled(entry, audience, refs) for entry in seen), key=_newest_first))
    profile = narrow_profile(portfolio.profile, audience)
    return View(
        audience=audience,
        profile=profile,
        entries=entries,
        by_ref={entry.ref: entry for entry in entries},
        backlinks=_backlinks(entries),
        superseded_by=_superseded_by(entries),
        ladders=tuple(ladder for ladder in portfolio.ladders if audience.sees(ladder.audience)),
        forms=portfolio.forms,
        log=portfolio.log if audience is Audience.PRIVATE else (),
        files=named_files(portfolio.files, (*entries, profile)),
        config=_narrow_config(portfolio.config, audience),
        today=portfolio.today,
        unfinished=frozenset(e.ref for e in seen if is_unfinished(e, portfolio.today)),
        theirs=_theirs(portfolio, drafts) if audience is Audience.PRIVATE else None,
    )


def visible(portfolio: Portfolio, audience: Audience) -> frozenset[str]:
    """The refs of what an audience may see, drafts and entries of the future included."""
    return frozenset(entry.ref for entry in portfolio.entries if audience.sees(entry.readers))


def shown_to(entry: Entry, audience: Audience, refs: frozenset[str]) -> Entry | None:
    """One entry or the profile as `select` gives it; None where the audience may not see it.

    Args:
        entry: as it was written.
        audience: who reads.
        refs: what else is seen, as of `visible`; references to anything else are dropped.
    """
    if isinstance(entry, Profile):
        return narrow_profile(entry, audience)
    return _settled(entry, audience, refs) if audience.sees(entry.readers) else None


def _theirs(portfolio: Portfolio, drafts: bool) -> View:  # noqa: FBT001 - passed on as it came
    kept = (entry for entry in portfolio.entries if isinstance(entry, Story | Feedback))
    bare = tuple(dataclasses.replace(entry, body="") for entry in kept)
    return select(dataclasses.replace(portfolio, entries=bare), Audience.REVIEW, drafts=drafts)


def _settled(entry: Entry, audience: Audience, refs: frozenset[str]) -> Entry:
    narrowed = narrow_entry(entry, audience)

    def visible(text: str, ref: Ref) -> str | None:
        if text in refs:
            closed = audience is Audience.PUBLIC and ref.or_text
            return None if closed and text.startswith("goals/") else text
        return text if ref.or_text and not text.startswith("goals/") else None

    return with_title(with_refs(narrowed, visible))


def _newest_first(entry: Entry) -> tuple[int, str, str]:
    when = entry.date or getattr(entry, "end", None) or getattr(entry, "start", None)
    open_ended = getattr(entry, "start", None) is not None and getattr(entry, "end", None) is None
    last = date.max if open_ended else (when.last if when else date.min)
    return -last.toordinal(), entry.title.casefold(), entry.ref


def _backlinks(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for _, target, _ref in refs_in(entry):
            if target != entry.ref:
                found[target][entry.ref] = None
    return {target: tuple(sources) for target, sources in found.items()}


def _superseded_by(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, Decision):
            for older in entry.supersedes:
                found[older].append(entry.ref)
    return {older: tuple(newer) for older, newer in found.items()}


def _narrow_config(config: Config, audience: Audience) -> Config:
    """Settings that tell about the person are for those who may read the position's level."""
    if audience is not Audience.PUBLIC:
        return config
    career = dataclasses.replace(config.career, level="", next_level="")
    return dataclasses.replace(config, career=career, cycles=())
