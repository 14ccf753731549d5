"""The first page: who this is, in ten seconds."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.model.growth import Feedback
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.plan import Plan
from whyfolio.model.work import Story
from whyfolio.outputs.cards import card, figures, proofs, voice, voices
from whyfolio.outputs.entries import entry_page
from whyfolio.outputs.links import FROM_ENTRIES
from whyfolio.outputs.page_shapes import Home
from whyfolio.outputs.shapes import Card, Link, Voice
from whyfolio.outputs.site import Desk

LEADS = 3
RECENT = 3
DRAWN = frozenset(["stories", "decisions", "lessons"])  # the first page shows some of each


def plans(desk: Desk) -> Iterator[Plan]:
    """The first page."""
    profile, view = desk.view.profile, desk.view
    stories = _shown_stories(desk)
    name = profile.name or view.config.site.title
    leads = lead_stories(desk)
    home = Home(
        name=name,
        label=profile.label,
        summary=profile.summary,
        optimizing_for=profile.optimizing_for,
        picture=desk.links.picture(profile),
        body=desk.links.body(profile),
        leads=tuple(card(story, desk.links) for story in leads) if len(stories) > 1 else (),
        only=entry_page(stories[0], desk) if len(stories) == 1 else None,
        decisions=_recent("decision", desk),
        lessons=_recent("lesson", desk),
        voice=_voice(desk),
        more=_more(desk, len(stories)),
    )
    picture = home.picture
    description = profile.summary or profile.label
    head = desk.head("/", name, "profile", description=description, picture=picture)
    yield desk.plan("pages/home.html", head, it=home)


def _shown_stories(desk: Desk) -> list[Story]:
    shown = "stories" in desk.kinds
    return [entry for entry in desk.view.entries if shown and isinstance(entry, Story)]


def lead_stories(desk: Desk) -> tuple[Story, ...]:
    """The stories to show first: those with a number, proof and a why, then the newest."""
    stories = [entry for entry in desk.view.entries if isinstance(entry, Story)]
    ranked = sorted(stories, key=lambda story: -strength(story, desk))
    return tuple(ranked[:LEADS])


def strength(story: Story, desk: Desk) -> int:
    """How much of a story a stranger could check; for choosing an order, never shown."""
    return (
        4 * bool(story.why)
        + 3 * any(found.headline for found in figures(story, desk.words))
        + 2 * bool(proofs(story, desk.links))
        + 2 * (story.role in {"owner", "lead"})
        + 1 * bool(voices(story.ref, desk.links))
        + 1 * bool(story.otherwise)
    )


def _recent(kind: str, desk: Desk) -> tuple[Card, ...]:
    entries = desk.view.of_kind(kind)[:RECENT]
    return tuple(card(entry, desk.links) for entry in entries if entry.folder in desk.kinds)


def _voice(desk: Desk) -> Voice | None:
    """Words about a piece of work: what a front page may quote without picking at advice."""
    said = [entry for entry in desk.view.entries if isinstance(entry, Feedback) and entry.quote]
    return next((voice(entry, desk.words) for entry in said if entry.about and entry.giver), None)


def _more(desk: Desk, stories: int) -> tuple[Link, ...]:
    found = [Link(desk.words.text("page.all_by_year"), "/stories/")] if stories > LEADS else []
    if len(desk.view.entries) >= FROM_ENTRIES:
        found.append(Link(desk.words.text("page.timeline"), "/timeline/"))
    found.append(Link(desk.words.text("page.resume"), "/resume/"))
    return (*found, *_not_in_menu(desk))


def _not_in_menu(desk: Desk) -> Iterator[Link]:
    """The lists that would else be found by nobody: the menu holds four, of two entries or more."""
    known = {link.address for link in desk.site.menu}
    for folder in desk.kinds:
        address = f"/{folder}/"
        seen = folder in DRAWN or address in known
        if not seen and desk.view.of_kind(BY_FOLDER[folder].kind):
            yield Link(desk.label(folder), address)
