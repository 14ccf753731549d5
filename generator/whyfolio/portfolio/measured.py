"""Whether the ladders, levels and competencies that entries name exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whyfolio.config import SETTINGS_FILE, Config
from whyfolio.content.loaded import Loaded
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import Packet
from whyfolio.model.ladder import Ladder
from whyfolio.model.work import Story
from whyfolio.names import hint_for


def unknown_measures(loaded: Loaded, config: Config) -> Iterator[Diagnostic]:
    """W303 a ladder, W304 a level, W305 a competency, W306 an expectation nobody has described."""
    ladders = {ladder.id: ladder for ladder in loaded.ladders}
    settings = Place(SETTINGS_FILE)
    if config.career.ladder and config.career.ladder not in ladders:
        yield _no_ladder(config.career.ladder, ladders, settings)
    own = ladders.get(config.career.ladder)
    if own:
        for level in (config.career.level, config.career.next_level):
            yield from _level(level, own, settings)
    for entry in loaded.entries:
        if isinstance(entry, Packet):
            yield from _packet(entry, ladders, config, loaded)
        yield from _competencies(entry, loaded)
        if isinstance(entry, Story):
            yield from _claims(entry, loaded)


def _packet(
    packet: Packet, ladders: dict[str, Ladder], config: Config, loaded: Loaded
) -> Iterator[Diagnostic]:
    wanted = packet.ladder or config.career.ladder
    ladder = ladders.get(wanted)
    if ladder is None:
        if packet.ladder:
            place = loaded.places.of(packet.path, "ladder")
            yield _no_ladder(packet.ladder, ladders, place)
        return
    for name in ("level", "from_level"):
        yield from _level(getattr(packet, name), ladder, loaded.places.of(packet.path, name))


def _no_ladder(wanted: str, ladders: dict[str, Ladder], place: Place) -> Diagnostic:
    hint = hint_for(wanted, ladders, f"there is: {', '.join(ladders)}")
    return Diagnostic("W303", place, f'there is no ladder called "{wanted}"', hint)


def _level(level: str, ladder: Ladder, place: Place) -> Iterator[Diagnostic]:
    if level and ladder.level(level) is None:
        known = [found.id for found in ladder.levels]
        hint = hint_for(level, known, f"its levels are: {', '.join(known)}")
        yield Diagnostic("W304", place, f'the ladder "{ladder.id}" has no level "{level}"', hint)


def _competencies(entry: Entry, loaded: Loaded) -> Iterator[Diagnostic]:
    for path, name in _named(entry):
        if not any(ladder.competency(name) for ladder in loaded.ladders):
            known = _all_competencies(loaded.ladders)
            message = f'no ladder has a competency "{name}"'
            place = loaded.places.of(entry.path, *path)
            yield Diagnostic("W305", place, message, hint_for(name, known))


def _claims(story: Story, loaded: Loaded) -> Iterator[Diagnostic]:
    """What a claim says it shows and meets is on a ladder that has its competency."""
    for place, claim in enumerate(story.shows):
        rows = [(ladder, ladder.competency(claim.competency)) for ladder in loaded.ladders]
        having = [(ladder, row) for ladder, row in rows if row]
        levels = {level.id: None for ladder, _ in having for level in ladder.levels}
        if claim.level and having and claim.level not in levels:
            message = (
                f'no ladder with the competency "{claim.competency}" has a level "{claim.level}"'
            )
            hint = hint_for(claim.level, levels, f"there is: {', '.join(levels)}")
            yield Diagnostic(
                "W304", loaded.places.of(story.path, "shows", place, "level"), message, hint
            )
        known = [one.id for _, row in having for _, cell in row.expectations for one in cell]
        for number, name in enumerate(claim.meets):
            if having and name not in known:
                where = loaded.places.of(story.path, "shows", place, "meets", number)
                message = f'the competency "{claim.competency}" has no expectation "{name}"'
                hint = hint_for(name, known, "`whyfolio ladder diff` prints their ids")
                yield Diagnostic("W306", where, message, hint)


def _named(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for field in ("shows", "gaps", "not_applicable"):
        for place, record in enumerate(getattr(entry, field, ())):
            if record.competency:
                yield (field, place, "competency"), record.competency
    for place, name in enumerate(getattr(entry, "competencies", ())):
        yield ("competencies", place), name


def _all_competencies(ladders: Sequence[Ladder]) -> list[str]:
    return [competency.id for ladder in ladders for competency in ladder.competencies]
