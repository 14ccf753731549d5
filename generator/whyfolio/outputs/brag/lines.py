"""A dated list as a tidy brag document: month by month, the newest first. It needs no portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from whyfolio.config import Config
from whyfolio.dataclass import dataclass
from whyfolio.dates import Grain, When, parse_when
from whyfolio.importers.dated_lines import DatedLine, DatedList
from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan
from whyfolio.model.profile import Profile
from whyfolio.outputs.forms.words import unmarked
from whyfolio.outputs.periods import Period
from whyfolio.outputs.sentence import Sentence, said
from whyfolio.outputs.site import Desk
from whyfolio.packaged import packaged_themes
from whyfolio.portfolio.view import View
from whyfolio.render.theme_options import themed

_MONTH_OR_LESS = frozenset([Grain.DAY, Grain.MONTH, Grain.RANGE])


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of the list; ``when`` is None where its heading says the same."""

    text: Sentence
    when: When | None
    more: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The lines of a month, or of a longer time that their author named."""

    when: When
    lines: tuple[ToldLine, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A whole list. What has no date stands at its end."""

    title: str
    when: When | None
    count: int
    chapters: tuple[Chapter, ...]
    undated: tuple[ToldLine, ...]


def bare_desk(today: date) -> Desk:
    """A desk without a portfolio: nobody's, with the settings that nobody changed."""
    return Desk(
        View(
            audience=Audience.PUBLIC,
            profile=Profile(),
            entries=(),
            by_ref={},
            backlinks={},
            superseded_by={},
            ladders=(),
            forms=(),
            log=(),
            files={},
            config=themed(Config(), packaged_themes())[0],
            today=today,
        )
    )


def lines_plan(desk: Desk, read: DatedList, name: str) -> Plan:
    """The document of a list; ``name`` is the file's."""
    made = told_lines(read, name, desk.words.text("page.brag"))
    head = desk.head(Period(name, "", _span(read.dated) or _today(desk)).address, made.title, "")
    return desk.plan("brag/lines.html", head, it=made)


def told_lines(read: DatedList, file: str, title: str) -> Lines:
    """The lines under their months, each with its place in ``file``.

    ``title`` is used where the file has none.
    """
    chapters: dict[tuple[date, str], list[DatedLine]] = {}
    for line in read.dated:
        month = _chapter(line)
        chapters.setdefault((month.last, month.text), []).append(line)
    return Lines(
        title=read.title or title,
        when=_span(read.dated),
        count=len(read.lines),
        chapters=tuple(
            _made(parse_when(text), members, file)
            for (_, text), members in sorted(chapters.items(), reverse=True)
        ),
        undated=tuple(_told(line, None, file) for line in read.undated),
    )


def _chapter(line: DatedLine) -> When:
    assert line.when is not None  # noqa: S101 - only dated lines have a chapter
    if line.when.grain in _MONTH_OR_LESS:
        return parse_when(line.when.last.isoformat()[:7])
    return line.when


def _made(when: When, lines: Sequence[DatedLine], file: str) -> Chapter:
    newest = sorted(lines, key=lambda line: line.when.last if line.when else date.min, reverse=True)
    return Chapter(when, tuple(_told(line, when, file) for line in newest))


def _told(line: DatedLine, heading: When | None, file: str) -> ToldLine:
    own = line.when if line.when and line.when.grain is Grain.DAY else None
    shown = own if own is not None and own != heading else None
    place = f"{file}:{line.line}"
    more = tuple(said(unmarked(text, links=True), place) for text in line.more)
    return ToldLine(said(unmarked(line.text, links=True), place), shown, more)


def _span(lines: Sequence[DatedLine]) -> When | None:
    found = [line.when for line in lines if line.when]
    if not found:
        return None
    first, last = min(when.first for when in found), max(when.last for when in found)
    return parse_when(f"{first.isoformat()[:7]}/{last.isoformat()[:7]}")


def _today(desk: Desk) -> When:
    return parse_when(desk.view.today.isoformat())
