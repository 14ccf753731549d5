"""A rule for whyfolio: a ticket key in a story for others is a door that they cannot open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.model.audience import Audience

KEY = re.compile(r"\b[A-Z]{2,}-\d+\b")


@rule("NKEY1", "tickets", Matter.WORDS)
def ticket_keys(notes: Notes) -> Iterator[Ask]:
    """A question for each sentence that holds a ticket key and is read by others."""
    for story in notes.stories:
        shown = notes.shown(story, Audience.REVIEW)
        for field in ("what", "why") if shown else ():
            found = KEY.search(getattr(shown, field))
            if found:
                question = f'what was "{found[0]}" about, for somebody who cannot open it?'
                yield Ask(notes.place(story, field), question, "say it in words")
