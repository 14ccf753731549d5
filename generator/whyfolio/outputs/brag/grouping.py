"""The stories of a period under goals, competencies, values, positions or months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whyfolio.dates import parse_when
from whyfolio.model.work import Position, Story
from whyfolio.outputs.addresses import address_of, anchor
from whyfolio.outputs.brag.shapes import By, Shelf
from whyfolio.outputs.cards import claim
from whyfolio.outputs.shapes import Claim, Link
from whyfolio.outputs.site import Desk

GOALS = "goals/"


def default_by(stories: Sequence[Story]) -> By:
    """Goals where the period served one, else competencies where it showed one, else months."""
    if any(keys_of(story, By.GOAL) for story in stories):
        return By.GOAL
    return By.COMPETENCY if any(story.shows for story in stories) else By.MONTH


def keys_of(story: Story, by: By) -> tuple[str, ...]:
    """What a story stands under, the most important first as its author wrote it."""
    if by is By.GOAL:
        return tuple(ref for ref in story.serves if ref.startswith(GOALS))
    if by is By.VALUE:
        return tuple(text for text in story.serves if not text.startswith(GOALS))
    if by is By.COMPETENCY:
        return tuple(dict.fromkeys(shown.competency for shown in story.shows))
    if by is By.POSITION:
        return (story.position,) if story.position else ()
    return (story.date.last.isoformat()[:7],) if story.date else ()


def shelves(desk: Desk, stories: Sequence[Story], by: By) -> tuple[Shelf, ...]:
    """Stories under their headings: each in full under its first, by name under its others.

    Stories that stand under nothing come last, under "Other work".
    """
    full: dict[str, list[Story]] = {}
    also: dict[str, list[Story]] = {}
    for story in stories:
        first, *others = [_settled(key, by, desk) for key in keys_of(story, by)] or [""]
        full.setdefault(first, []).append(story)
        for key in dict.fromkeys(others):
            if key != first:
                also.setdefault(key, []).append(story)
    order = _order([*full, *(key for key in also if key not in full)], by, desk)
    alone = order == [""]
    return tuple(
        _shelf(desk, key, by, full.get(key, []), also.get(key, []), alone=alone) for key in order
    )


def done(desk: Desk, story: Story) -> Claim:
    """A story as the period tells it; what others say of it stands among the feedback."""
    whole = claim(story, "", "", desk.links)
    return replace(whole, anchor=f"done-{anchor(story)}", voices=())


def in_page(story: Story) -> Link:
    """A story that stands on the same page."""
    return Link(story.title, f"#done-{anchor(story)}")


def position_title(position: Position) -> str:
    """The position with its employer, as in "Engineer, Harbor"."""
    return ", ".join(filter(None, [position.title, position.organisation]))


def _settled(key: str, by: By, desk: Desk) -> str:
    """A competency by the id of the own ladder's that covers it."""
    ladder = desk.view.own_ladder if by is By.COMPETENCY else None
    known = ladder.competency(key) if ladder else None
    return known.id if known else key


def _order(keys: Sequence[str], by: By, desk: Desk) -> list[str]:
    """Competencies as the ladder has them, values as the profile has them, months by time."""
    ladder, profile = desk.view.own_ladder, desk.view.profile
    known: Mapping[str, int] = {}
    if by is By.COMPETENCY and ladder:
        known = {found.id: place for place, found in enumerate(ladder.competencies)}
    elif by is By.VALUE:
        known = {value: place for place, value in enumerate(profile.values)}
    elif by is By.MONTH:
        known = {key: place for place, key in enumerate(sorted(keys, reverse=True))}
    return sorted(keys, key=lambda key: (not key, known.get(key, len(known))))


def _shelf(
    desk: Desk,
    key: str,
    by: By,
    full: Sequence[Story],
    also: Sequence[Story],
    *,
    alone: bool,
) -> Shelf:
    title, address = _heading(key, by, desk)
    return Shelf(
        title="" if alone else title,
        address=address,
        stories=tuple(done(desk, story) for story in full),
        also=tuple(in_page(story) for story in also),
    )


def _heading(key: str, by: By, desk: Desk) -> tuple[str, str]:
    if not key:
        return desk.words.text("brag.other_work"), ""
    if by is By.COMPETENCY:
        link = desk.links.competency(key)
        return link.title, link.address
    if by is By.MONTH:
        return desk.words.when(parse_when(key)), ""
    entry = desk.view.by_ref.get(key)
    if entry is None:
        return key, ""
    title = position_title(entry) if isinstance(entry, Position) else entry.title
    return title, address_of(entry)
