"""The parts of a whole career as it is told: positions in order, lead stories, what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whyfolio.dates import When
from whyfolio.model.kinds import Packet as PacketEntry
from whyfolio.model.work import Position, Story
from whyfolio.outputs.home import lead_stories
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.periods import packets
from whyfolio.outputs.sentence import NOTHING, PROFILE, Sentence
from whyfolio.outputs.tell.parts import MIDDLE, Teller, figure, settled
from whyfolio.outputs.tell.shapes import Part
from whyfolio.outputs.tell.speech import spoken_when

MOST_POSITIONS = 20  # told one by one; those before them are told with the last of them
SUMMED_UP = 3  # the newest positions, whose summaries are told too

# What a career keeps first when the time is short; who somebody is is always told.
KEPT_OF_CAREER = (
    *("next", "position", "story", "story_2", "story_3", "number", "number_2", "number_3"),
    *("position_2", "position_3", "wanted", "vision", "optimizing_for"),
    *(f"position_{newer}" for newer in range(4, MOST_POSITIONS + 1)),
    *("summary", "position_summary", "position_2_summary", "position_3_summary"),
)
_PROFILE = "content/profile.md"


def career_parts(teller: Teller) -> list[Part]:
    """All parts in the order in which they are told; the empty ones ask."""
    packet = _newest_packet(teller)
    made = [
        *_person(teller),
        *_positions(teller),
        *_stories(teller, packet),
        *_next(teller, packet),
    ]
    return list(settled(made))


def _newest_packet(teller: Teller) -> PacketEntry | None:
    held = [entry for entry in packets(teller.desk.view) if isinstance(entry, PacketEntry)]
    return max(held, key=_asked_at, default=None)


def _asked_at(entry: PacketEntry) -> date:
    when = entry.as_of or entry.period or entry.date
    return when.last if when else date.min


def _person(teller: Teller) -> Iterator[Part]:
    profile = teller.desk.view.profile
    named = teller.phrase("tell.name", PROFILE, name=profile.name) if profile.name else ()
    yield Part("name", named, teller.ask("name", _PROFILE), must=True)
    yield Part("name", teller.own(profile.label, PROFILE), teller.ask("label", _PROFILE), must=True)
    yield Part("summary", teller.own(profile.summary, PROFILE))
    if profile.optimizing_for:
        text = profile.optimizing_for
        yield Part("optimizing_for", teller.phrase("tell.optimizing_for", PROFILE, text=text))


# --- positions ---------------------------------------------------------------------------------


def _positions(teller: Teller) -> Iterator[Part]:
    """The positions, the earliest first; the newest is kept first when the time is short."""
    held = [entry for entry in teller.desk.view.of_kind("position") if isinstance(entry, Position)]
    by_start = sorted(held, key=_start)
    for place, position in enumerate(by_start):
        newer = min(len(by_start) - place, MOST_POSITIONS)
        name = f"position_{newer}" if newer > 1 else "position"
        yield Part(name, _position(teller, position))
        if newer <= SUMMED_UP:
            yield Part(f"{name}_summary", teller.own(position.summary, position.ref), needs=name)
    if not held:
        yield Part("position", (), _ask_folder(teller, "position", "content/positions/"))


def _start(position: Position) -> date:
    return position.start.first if position.start else date.min


def _position(teller: Teller, position: Position) -> tuple[Sentence, ...]:
    slots = {"title": position.title, "organisation": position.organisation}
    if not position.organisation:
        return teller.own(position.title, position.ref)
    if position.start and position.end:
        when = spoken_when(_between(position.start, position.end), teller.words)
        return teller.phrase("tell.held", position.ref, when=when, **slots)
    if position.start:
        when = spoken_when(position.start, teller.words)
        bare = when.partition(" ")[2] or when
        return teller.phrase("tell.holds", position.ref, when=bare, **slots)
    return teller.phrase("tell.held_bare", position.ref, **slots)


def _between(start: When, end: When) -> When:
    from whyfolio.dates import Grain

    return When(f"{start.text}/{end.text}", start.first, end.last, Grain.RANGE)


# --- stories -----------------------------------------------------------------------------------


def _stories(teller: Teller, packet: PacketEntry | None) -> Iterator[Part]:
    """The lead stories of the packet, else of the first page: what, why, and one number."""
    leads = Case(teller.desk, packet).leads if packet else lead_stories(teller.desk)
    for place, story in enumerate(leads):
        ending = "" if place == 0 else f"_{place + 1}"
        yield _story(teller, story, f"story{ending}")
        told = next(filter(None, (figure(teller, i, story.ref) for i in story.impact)), ())
        question = teller.ask("impact", story.path, MIDDLE)
        yield Part(f"number{ending}", told, question, needs=f"story{ending}")
    if not leads:
        yield Part("story", (), _ask_folder(teller, "story", "content/stories/"))


def _story(teller: Teller, story: Story, name: str) -> Part:
    """What and why; the question for the first of them that is missing, if one is."""
    told = teller.own(story.what or story.short, story.ref) + teller.own(story.why, story.ref)
    if story.what and story.why:
        return Part(name, told)
    return Part(name, told, teller.ask("why" if story.what else "what", story.path), half=True)


# --- what is wanted next -----------------------------------------------------------------------


def _next(teller: Teller, packet: PacketEntry | None) -> Iterator[Part]:
    profile, case = teller.desk.view.profile, Case(teller.desk, packet)
    level = case.level_title(case.level)
    wanted: tuple[Sentence, ...] = ()
    if level:
        ref = packet.ref if packet else PROFILE
        wanted = teller.phrase("tell.next_level", ref, level=level)
    yield Part("next", wanted)
    if packet and packet.next_scope:
        text = packet.next_scope
        yield Part("wanted", teller.phrase("tell.next_scope", packet.ref, text=text))
    if profile.vision:
        yield Part("vision", teller.own(profile.vision, PROFILE))
    elif not (level or (packet and packet.next_scope)):
        yield Part("vision", (), teller.ask("vision", _PROFILE))


def _ask_folder(teller: Teller, name: str, path: str) -> Sentence:
    asked = teller.ask(name, path)
    if not asked:
        return NOTHING
    question = teller.words.text(f"tell.missing.{name}")
    key = "tell.missing.folder"
    return Sentence(teller.words.text(key, question=question, path=path), phrase=key)
