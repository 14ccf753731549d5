"""Where a setting stands in `whyfolio.toml`, and whether a threshold is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.diagnostics import Place
from whyfolio.names import hint_for

_FILE = "whyfolio.toml"


def setting_place(notes: Notes, table: str, key: str) -> Place:
    """The place of a value; the table's, or the file's beginning, where it is not written."""
    text = ""
    if notes.project:
        with suppress(OSError, UnicodeDecodeError):
            text = (notes.project / _FILE).read_text(encoding="utf-8")
    place, here = Place(_FILE), False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("["):
            here = line.strip().startswith(f"[{table}]")
            place = Place(_FILE, number, 1, len(line)) if here else place
        written = re.match(rf"\s*{key}\s*=\s*([^#\n]*[^#\s])", line) if here else None
        if written:
            return Place(_FILE, number, written.start(1) + 1, len(written[1]))
    return place


@rule("W601", "settings", Matter.READERS)
def unknown_threshold(notes: Notes) -> Iterator[Ask]:
    """Name thresholds that no rule counts by: mostly a name that was mistyped."""
    for name, _ in notes.portfolio.config.check.thresholds:
        if name not in THRESHOLDS:
            yield Ask(
                setting_place(notes, "check.thresholds", name),
                f'no question counts by "{name}"',
                hint_for(name, THRESHOLDS),
            )
