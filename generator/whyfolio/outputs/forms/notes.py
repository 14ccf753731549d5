"""The lines of any dated list as candidates for a form.

A line says what was done and rarely of which sort it is. So boxes take lines by what their
author wrote about them, in this order: the tag at the line's end, the heading above it, the
word that it begins with. A line that says nothing of the kind is work; so are lessons and
feedback, where no box asks for those.
"""

from __future__ import annotations

import re
from datetime import date

from whyfolio.coach.figures import holds_number
from whyfolio.importers.dated_lines import DatedLine, DatedList
from whyfolio.model.kinds import KINDS
from whyfolio.outputs.forms.shapes import Candidate, Reason, Source
from whyfolio.outputs.forms.words import capital, unmarked

Topics = frozenset[tuple[str, str]]

# A form's own words → how a heading, a tag or a line's beginning may say them. The first that a
# line meets is the one that counts.
_BY_WORD: tuple[tuple[tuple[str, str], str], ...] = (
    (("kind", "goal"), r"goals?|next|plans?|plan to|want to|todo"),
    (("kind", "lesson"), r"learn(?:ed|t|ing|ings|s)?|lessons?|mistakes?|what i learned"),
    (("kind", "feedback"), r"feedback|praise|kudos|thanks|thank-yous?|quotes?"),
    (("kind", "decision"), r"decisions?|decided|chose|rejected|declined|said no|stopped|not done"),
    (
        ("competency", "leadership"),
        (
            r"leadership|led|mentor(?:ed|ing|ship)?|coach(?:ed|ing)?|onboard(?:ed|ing)?"
            r"|interview(?:ed|ing|s)?|hir(?:ed|ing)|taught|teach(?:ing)?|company building"
        ),
    ),
    (("competency", "upward"), r"upward|manager"),
    (
        ("competency", "relationships"),
        (
            r"relationships?|collaborat(?:ed|ion|ing)|pair(?:ed|ing)|helped|helping|community"
            r"|review(?:ed|s|ing)?|code reviews?|unblocked|supported|glue|teamwork"
        ),
    ),
    (
        ("competency", "strategy"),
        (
            r"strategy|propos(?:ed|al|als)|design(?:ed|s)?|documentation|wrote|rfcs?|adrs?"
            r"|argued|reframed|roadmap|direction|innovation|prototyped|tried|experiment(?:ed|s)?"
        ),
    ),
    (("competency", "execution"), r"execution|projects?|results?|impact|delivery|shipped"),
)
_HOLDS = tuple((sign, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for sign, words in _BY_WORD)
_BEGINS = tuple(
    (sign, re.compile(rf"(?:I\s+)?(?:{words})\b", re.IGNORECASE)) for sign, words in _BY_WORD
)


def line_candidates(read: DatedList, file: str) -> tuple[Candidate, ...]:
    """Every line of a list; those without a date are in no box, and are named."""
    return tuple(_candidate(line, file) for line in read.lines)


def _candidate(line: DatedLine, file: str) -> Candidate:
    topics = topics_of(line)
    whole = tuple(capital(unmarked(text)) for text in (line.text, *line.more))
    return Candidate(
        source=Source(f"{file}:{line.line}", line.text, file, line=line.line),
        kind="line",
        tellings=tuple(dict.fromkeys([whole, whole[:1]])),
        shows=tuple((value, "") for word, value in sorted(topics) if word == "competency"),
        topics=topics,
        strength=2 * any(map(holds_number, whole)) + bool(line.more),
        day=line.when.last if line.when else date.min,
        unfit=None if line.when else Reason.NO_DATE,
    )


def topics_of(line: DatedLine) -> Topics:
    """What a line's tags, else its heading, else its first word call it, as boxes select."""
    tagged = {found for tag in line.tags for found in _tagged(tag)}
    if tagged:
        return frozenset(tagged)
    headed = next((sign for sign, shape in _HOLDS if shape.search(line.topic)), None)
    begun = next((sign for sign, shape in _BEGINS if shape.match(line.text)), None)
    found = headed if headed and headed != ("competency", "execution") else begun or headed
    decided = [("competency", "strategy")] if found == ("kind", "decision") else []
    return frozenset([*([found] if found else []), *decided])


def _tagged(tag: str) -> list[tuple[str, str]]:
    """A tag names a kind, or else a competency or value in the form's own words."""
    word = tag.lower()
    if word in KINDS:
        return [("kind", word)]
    return [("competency", word), ("value", word)]
