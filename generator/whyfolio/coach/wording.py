"""How a note is worded: what was left open, who did it, and words that stand for a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.coach.texts import Passage, passages, place_of
from whyfolio.model.work import Story

_PLACEHOLDER = re.compile(
    r"(?<![\]!\w])\[(?!\^)(?P<name>[A-Z][A-Z0-9 _/-]{3,}|X{2,3}|X{1,3} ?%|\?+|\.{3}|…)\](?![(\[:{])"
    r"|\b(?:TODO|TBD|TBC|FIXME)\b(?!['’]?s\b)(?![ -](?:comments?|lists?|notes?|markers?|tags?|apps?"
    r"|files?|entr(?:y|ies)|items?)\b)"
    r"|(?i:\blorem ipsum\b)"
)
_NAMED = frozenset(["DRAFT", "URGENT", "SECURITY", "EXTERNAL", "INTERNAL", "RETRACTED"])


@rule("E221", "story", Matter.WORDS)
def placeholder(notes: Notes) -> Iterator[Ask]:
    """Name every place that was left to be filled in, in any text of any note."""
    for entry in (notes.portfolio.profile, *notes.portfolio.entries):
        for passage in passages(entry):
            if not _PLACEHOLDER.search(passage.text):
                continue
            for found in _PLACEHOLDER.finditer(passage.bare):
                if not _is_meant(found, passage):
                    yield Ask(
                        place_of(notes, passage, found),
                        f'"{found.group()}" is still to be filled in',
                        "write what belongs here, or take the sentence out",
                    )


def _is_meant(found: re.Match[str], passage: Passage) -> bool:
    """Whether the brackets hold a word of its own: a prefix, or a link defined further down."""
    name = found["name"]
    if not name or name in _NAMED:
        return bool(name)
    definition = rf"^ {{0,3}}\[{re.escape(name)}\]:"
    return bool(re.search(definition, passage.text, re.MULTILINE))


_SMALL_WORDS = (
    "the and for that this with from was were has had have not but its our your their his her "
    "they them you she who which when where what why how because since therefore thus also too "
    "very more most into onto over than then there here been being could would should can will "
    "did does done all any some such only just one it's i'm we're in on at to of by as so an is "
    "it we me my us be or if do no up out"
)
_STOP = frozenset(_SMALL_WORDS.split())
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDING = re.compile(r"(?:ings?|ied|ies|ed|es|s|e)\Z")
_REPEATS = 0.8


@rule("N202", "story", Matter.WHY)
def why_repeats_what(notes: Notes) -> Iterator[Ask]:
    """Ask for the reason where `why` has hardly a word that `what` has not."""
    share = notes.threshold("why_repeats", _REPEATS)
    for story in notes.stories:
        why = _stems(story.why)
        if why and story.what and len(why & _stems(story.what)) >= share * len(why):
            yield Ask(
                notes.place(story, "why"),
                'what was better for somebody afterwards? this says again what "what" says',
                "tell who gained what, or what it would have cost to leave it",
            )


def _stems(text: str) -> set[str]:
    words = {word.casefold().replace("’", "'") for word in _TOKEN.findall(text)}
    kept = {word for word in words - _STOP if len(word) > 1 or word.isdigit()}
    return {_ENDING.sub("", word) if len(word) > 4 else word for word in kept}  # noqa: PLR2004 - "uses"


_WE = re.compile(r"(?<![\w-])(?:[Ww]e|[Oo]urs?|us|ourselves)(?![\w-])")
_I = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself)\b")


@rule("N207", "story", Matter.PART)
def we_and_never_i(notes: Notes) -> Iterator[Ask]:
    """Ask for the author's own part where `what` tells only of a group."""
    if not notes.in_english:
        return
    for story in notes.stories:
        passage = Passage(story, ("what",), story.what)
        found = _WE.search(passage.own)
        if found and not _I.search(passage.own):
            yield Ask(
                place_of(notes, passage, found),
                f'"{found.group()}": which part of it was yours?',
                'begin with "I"; the others have their place under `with:`',
            )


_INFLATED = re.compile(
    r"\b(?:(?<!the )(?<!not )(?<!n't )very(?! (?:same|first|last|next|day|thing|one|moment)\b)"
    r"|extremely|incredibl[ey]|hugely|massively(?! parallel)|amazing(?:ly)?|tremendous(?:ly)?"
    r"|enormously|immensely|dramatically|drastically|exceptionally|phenomenal(?:ly)?"
    r"|revolutionary|revolutioni[sz](?:e|ed|es|ing)|unparalleled|unprecedented|unmatched"
    r"|groundbreaking|ground-breaking|seamless(?:ly)?|superb(?:ly)?|stellar|visionary"
    r"|world[- ]class|best[- ]in[- ]class|best[- ]of[- ]breed|cutting[- ]edge|bleeding[- ]edge"
    r"|state[- ]of[- ]the[- ]art|game[- ]chang(?:er|ing)|rock ?star|synerg(?:y|ies))\b",
    re.IGNORECASE,
)
_JUDGED = frozenset(
    ["title", "summary", "short", "what", "why", "for", "otherwise", "cost", "impact", "shows"]
)


@rule("N209", "story", Matter.WORDS)
def inflation(notes: Notes) -> Iterator[Ask]:
    """Point at words that claim a size without showing it; quotations are left alone."""
    if not notes.in_english:
        return
    for story in notes.stories:
        for passage in _judged(story):
            if not _INFLATED.search(passage.text):
                continue
            for found in _INFLATED.finditer(passage.own):
                yield Ask(
                    place_of(notes, passage, found),
                    f'"{found.group()}": what would show it without the word?',
                    "a number or an example says more; often the sentence is stronger without it",
                )


def _judged(story: Story) -> Iterator[Passage]:
    return (
        passage
        for passage in passages(story)
        if passage.in_body or (passage.steps[0] in _JUDGED and passage.steps[-1] != "source")
    )
