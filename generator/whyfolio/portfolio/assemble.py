"""Entries → portfolio: settle references, derive positions, name what collides."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from whyfolio.config import Config
from whyfolio.content.loaded import Loaded, Places
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Ref, fields_of
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile
from whyfolio.model.work import Decision, Position, Story
from whyfolio.names import collision_key, hint_for, join_words
from whyfolio.portfolio.leading import dead_ends
from whyfolio.portfolio.measured import unknown_measures
from whyfolio.portfolio.portfolio import Assembled, Portfolio
from whyfolio.portfolio.refs import refs_in, with_refs

RESERVED = frozenset(
    [
        *BY_FOLDER,
        *("timeline", "tags", "competencies", "resume", "search", "brag", "coach", "theme"),
        *("assets", "files", "feed-xml", "404"),
    ]
)


def assemble(
    loaded: Loaded, config: Config, today: date, sizes: Mapping[str, tuple[int, int]]
) -> Assembled:
    """Put a portfolio together; never fails, what is wrong is in the diagnostics.

    Args:
        loaded: what was read.
        config: the settings.
        today: the day it is; entries of later days are not published.
        sizes: width and height of every file below `content/files`, (0, 0) for documents.
    """
    names = _names(loaded.entries)
    found = [
        *_collisions(loaded.entries, loaded.places),
        *_broken_refs(loaded, names),
        *_supersession(loaded.entries, loaded.places),
        *_profile(loaded.profile, loaded.places),
        *unknown_measures(loaded, config),
        *dead_ends(loaded),
    ]
    settled = [_canonical(entry, names) for entry in loaded.entries]
    portfolio = Portfolio(
        profile=loaded.profile,
        entries=tuple(_with_positions(settled)),
        log=loaded.log,
        ladders=loaded.ladders,
        forms=loaded.forms,
        files=sizes,
        config=config,
        today=today,
    )
    return Assembled(portfolio, tuple(found))


def _names(entries: Iterable[Entry]) -> dict[str, str]:
    """Every ref and alias → the ref it stands for."""
    names: dict[str, str] = {}
    for entry in entries:
        for alias in entry.aliases:
            names.setdefault(f"{entry.folder}/{alias}", entry.ref)
    names.update({entry.ref: entry.ref for entry in entries})
    return names


def _canonical(entry: Entry, names: Mapping[str, str]) -> Entry:
    return with_refs(entry, lambda text, ref: names.get(text, text if ref.or_text else None))


def _with_positions(entries: Sequence[Entry]) -> Iterator[Entry]:
    positions = [entry for entry in entries if isinstance(entry, Position) and entry.start]
    for entry in entries:
        if isinstance(entry, Story) and not entry.position and entry.date:
            holding = [held for held in positions if _held_on(held, entry.date.last)]
            if len(holding) == 1:
                yield dataclasses.replace(entry, position=holding[0].ref)
                continue
        yield entry


def _held_on(position: Position, day: date) -> bool:
    started = position.start is not None and position.start.first <= day
    return started and (position.end is None or day <= position.end.last)


def _broken_refs(loaded: Loaded, names: Mapping[str, str]) -> Iterator[Diagnostic]:
    for entry in loaded.entries:
        for path, text, ref in refs_in(entry):
            fault = _ref_fault(text, ref, names)
            if fault:
                yield Diagnostic("E104", loaded.places.of(entry.path, *path), *fault)
            elif names.get(text) == entry.ref:
                place = loaded.places.of(entry.path, *path)
                yield Diagnostic("W301", place, f'"{text}" is this entry itself')


def _ref_fault(text: str, ref: Ref, names: Mapping[str, str]) -> tuple[str, str] | None:
    folder = text.partition("/")[0]
    if text in names:
        if ref.folders and folder not in ref.folders:
            wanted = join_words([f"{name}/…" for name in ref.folders])
            return f'"{text}" is no entry of the right kind', f"{wanted} is what stands here"
        return None
    if ref.or_text and folder not in BY_FOLDER:
        return None
    near = [name for name in names if not ref.folders or name.split("/")[0] in ref.folders]
    typed = text.removesuffix(".md").removeprefix("../")
    if typed in names:
        return f'no entry is called "{text}"', f'write it as "{typed}"'
    wanted = join_words([f"{name}/slug" for name in ref.folders or ("folder",)])
    return f'no entry is called "{text}"', hint_for(typed, near, f"a ref is {wanted}")


def _collisions(entries: Iterable[Entry], places: Places) -> Iterator[Diagnostic]:
    taken: dict[str, list[tuple[Entry, str, tuple[str | int, ...]]]] = defaultdict(list)
    for entry in entries:
        own: tuple[str | int, ...] = ("slug",)
        taken[collision_key(entry.ref)].append((entry, entry.slug, own))
        for place, alias in enumerate(entry.aliases):
            key = collision_key(f"{entry.folder}/{alias}")
            taken[key].append((entry, alias, ("aliases", place)))
    for claims in taken.values():
        first, *others = claims
        for entry, name, path in others:
            if entry is not first[0] or name != first[1]:
                message = f'"{entry.folder}/{name}" is also the address of {first[0].path}'
                hint = "give one of them another `slug:`"
                yield Diagnostic("E301", places.of(entry.path, *path), message, hint)
    for entry in entries:
        if entry.kind == "page" and entry.slug in RESERVED:
            message = f'"/{entry.slug}/" is an address that whyfolio builds itself'
            yield Diagnostic(
                "E302", places.of(entry.path, "slug"), message, "choose another `slug:`"
            )


def _supersession(entries: Iterable[Entry], places: Places) -> Iterator[Diagnostic]:
    decisions = {entry.ref: entry for entry in entries if isinstance(entry, Decision)}
    replaced = {older for entry in decisions.values() for older in entry.supersedes}
    for entry in decisions.values():
        if _reaches(entry.ref, entry.ref, decisions):
            message = "this decision supersedes itself, by way of others"
            place = places.of(entry.path, "supersedes")
            yield Diagnostic(
                "E303", place, message, "the newer one names the older one, never back"
            )
        if entry.status == "superseded" and entry.ref not in replaced:
            message = 'the status is "superseded", but no decision says that it supersedes this one'
            hint = f"write `supersedes: {entry.ref}` in the newer decision"
            yield Diagnostic("W302", places.of(entry.path, "status"), message, hint)


def _reaches(start: str, goal: str, decisions: Mapping[str, Decision]) -> bool:
    seen: set[str] = set()
    queue = list(decisions[start].supersedes)
    while queue:
        ref = queue.pop()
        if ref == goal:
            return True
        if ref not in seen and ref in decisions:
            seen.add(ref)
            queue.extend(decisions[ref].supersedes)
    return False


def _profile(profile: Profile, places: Places) -> Iterator[Diagnostic]:
    if profile.show is None:
        return
    known = fields_of(Profile)
    for group in ("public", "review"):
        for index, name in enumerate(getattr(profile.show, group)):
            place = places.of(profile.path, "show", group, index)
            if name not in known:
                message = f'the profile has no field "{name}"'
                yield Diagnostic("E304", place, message, hint_for(name, known))
            elif known[name].ceiling is Audience.PRIVATE:
                message = f'"{name}" stays private, whatever `show` says'
                yield Diagnostic("E305", place, message, "take it out of `show`")
