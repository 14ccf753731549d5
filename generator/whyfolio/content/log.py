"""`log.md`: quick capture, one dated list line a thing."""

from __future__ import annotations

import datetime as dt
import re

from whyfolio.content.faults import Faults
from whyfolio.content.loaded import LogLine
from whyfolio.dates import DateError, parse_when

_MEMBER = re.compile(r"( {0,3})[-*+][ \t]+(.*)\Z")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*)\Z")
_DATED = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)\b[ \t]*[:–—-]?[ \t]*(.*)\Z")


def read_log(text: str, faults: Faults) -> tuple[LogLine, ...]:
    """The dated lines of a log, in their order; a heading's date counts for the lines below it."""
    found: list[LogLine] = []
    under: dt.date | None = None
    hidden = False
    open_member = False
    for number, raw in enumerate(text.split("\n"), 1):
        if hidden or raw.lstrip().startswith("<!--"):
            hidden = "-->" not in raw
        elif heading := _HEADING.match(raw):
            under, open_member = _date_of(heading.group(1), number, faults), False
        elif member := _MEMBER.match(raw):
            line = _read_member(member, number, under, faults)
            found += [line] if line else []
            open_member = line is not None
        elif open_member and raw[:1] in {" ", "\t"} and raw.strip():
            last = found[-1]
            found[-1] = LogLine(last.date, f"{last.text} {raw.strip()}", last.line)
        else:
            open_member = open_member and not raw.strip()
    return tuple(found)


def _date_of(text: str, number: int, faults: Faults) -> dt.date | None:
    dated = _DATED.match(text)
    if not dated:
        return None
    return _parse(dated.group(1), number, text, faults)


def _parse(date: str, number: int, text: str, faults: Faults) -> dt.date | None:
    try:
        return parse_when(date).first
    except DateError as error:
        place = faults.place(number, 1, len(text))
        faults.add("W104", place, f'"{date}" {error}, so this is left out', "mend the date")
        return None


def _read_member(
    member: re.Match[str], number: int, under: dt.date | None, faults: Faults
) -> LogLine | None:
    text = member.group(2).strip()
    dated = _DATED.match(text)
    if dated:
        date = _parse(dated.group(1), number, text, faults)
        return LogLine(date, dated.group(2).strip(), number) if date and dated.group(2) else None
    if under and text:
        return LogLine(under, text, number)
    if text:
        place = faults.place(number, member.start(2) + 1, len(text))
        faults.add(
            "W104",
            place,
            "this line of the log has no date, so it is left out",
            "begin it with a day, like `- 2026-11-12 …`",
        )
    return None
