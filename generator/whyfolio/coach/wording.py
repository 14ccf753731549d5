"""How a note is worded: what was left open, who did it, and words that stand for a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.coach.rule import Ask, Matter, Notes, rule_alone
from whyfolio.coach.texts import Passage, passages, place_of
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.work import Story

_PLACEHOLDER = re.compile(
    r"(?<![\]!\w])\[(?!\^)(?P<name>[A-Z][A-Z0-9 _/-]{3,}|X{2,3}|X{1,3} ?%|\?+|\.{3}|…)\](?![(\[:{])"
    r"|\b(?:TODO|TBD|TBC|FIXME)\b(?!['’]?s\b)(?![ -](?:comments?|lists?|notes?|markers?|tags?|apps?"
    r"|files?|entr(?:y|ies)|items?)\b)"
    r"|(?:\b[Ll]orem [Ii]psum\b|\bLOREM IPSUM\b)"
)
# What is left open holds one of these; to look for them takes no time.
_OPENED = re.compile(r"\[[A-Z?.…]")
_LEFT = ("TODO", "TBD", "TBC", "FIXME", "orem ", "OREM ")
_NAMED = frozenset(["DRAFT", "URGENT", "SECURITY", "EXTERNAL", "INTERNAL", "RETRACTED"])


@rule_alone(
    "E221", "story", Matter.WORDS, clues=["[", "todo", "tbd", "tbc", "fixme", "lorem ipsum"]
)
def placeholder(notes: Notes, entry: Entry) -> Iterator[Ask]:
    """Name every place that was left to be filled in, in any text of any note.

    What an import brought says what its source says; it counts once others may read it.
    """
    if entry.imported and entry.readers is Audience.PRIVATE:
        return
    for passage in passages(entry):
        text = passage.text
        may_be = _OPENED.search(text) or any(word in text for word in _LEFT)
        if not may_be or not _PLACEHOLDER.search(text):
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


@rule_alone("N202", "story", Matter.WHY, kind=Story)
def why_repeats_what(notes: Notes, story: Story) -> Iterator[Ask]:
    """Ask for the reason where `why` has hardly a word that `what` has not."""
    share, why = notes.threshold("why_repeats"), _stems(story.why)
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


@rule_alone("N207", "story", Matter.PART, kind=Story)
def we_and_never_i(notes: Notes, story: Story) -> Iterator[Ask]:
    """Ask for the author's own part where `what` tells only of a group."""
    for passage in _told(notes, story, ("what",)):
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
# Every inflated word holds one of these; to look for them takes no time.
_PARTS = (
    "very extremely incredibl hugely massively amazing tremendous enormously immensely "
    "dramatically drastically exceptionally phenomenal revolution unparalleled unprecedented "
    "unmatched groundbr ground-br seamless superb stellar visionary world best cutting bleeding "
    "state game rock synerg"
)
_INFLATED_PARTS = tuple(_PARTS.split())
_JUDGED = frozenset(
    ["title", "summary", "short", "what", "why", "for", "otherwise", "cost", "impact", "shows"]
)


@rule_alone("N209", "story", Matter.WORDS, kind=Story, clues=_INFLATED_PARTS)
def inflation(notes: Notes, story: Story) -> Iterator[Ask]:
    """Point at words that claim a size without showing it; quotations are left alone."""
    for passage in _judged(story) if notes.in_english else ():
        lowered = passage.text.casefold()
        if not any(part in lowered for part in _INFLATED_PARTS):
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


_WEAK = re.compile(
    r"\bI(?:'ve|’ve| have| also| often| then| first)*\s+"
    r"(?P<words>helped(?: out)?(?: with| to)?|assisted(?: with| in)?|supported"
    r"|participated in|took part in|contributed to|(?:was|got) involved (?:in|with)"
    r"|was (?:responsible for|part of|in charge of|tasked with)|worked (?:on|with)"
    r"|dealt with|took care of)\b"
)


@rule_alone("N211", "story", Matter.WORDS, kind=Story)
def weak_verb(notes: Notes, story: Story) -> Iterator[Ask]:
    """Point at verbs that leave open what the author did."""
    for passage in _told(notes, story, ("what",)):
        for found in _WEAK.finditer(passage.own):
            verb = re.compile(re.escape(found["words"])).match(passage.own, found.start("words"))
            yield Ask(
                place_of(notes, passage, verb or found),
                f'"{found["words"]}": what did you do, seen from across the room?',
                "name the act: wrote, measured, asked, moved, refused, taught",
            )


_IRREGULAR = (
    "built made done written rewritten given taken found kept left sent sold told taught cut put "
    "set run begun drawn driven chosen broken brought bought held led lost met paid read shown "
    "spent split thrown understood won"
)
_PASSIVE = re.compile(
    rf"\b(?:was|were|has been|have been|had been|got)\s+(?:\w+ly\s+)?"
    rf"(?:(?!used\b|tired\b|supposed\b|needed\b|interested\b|worried\b|pleased\b|scared\b)"
    rf"[a-z]{{2,}}ed|{'|'.join(_IRREGULAR.split())})\b"
)
_ACTOR = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Mm]e|[Mm]yself)\b")
_SENTENCE = re.compile(r"[^.!?;]+")


@rule_alone("N212", "story", Matter.WORDS, kind=Story)
def passive(notes: Notes, story: Story) -> Iterator[Ask]:
    """Point at a sentence of `what` in which nobody acts."""
    for passage in _told(notes, story, ("what",)):
        own = passage.own
        for sentence in _SENTENCE.finditer(own):
            found = _PASSIVE.search(own, sentence.start(), sentence.end())
            if found and not _ACTOR.search(sentence.group()):
                yield Ask(
                    place_of(notes, passage, found),
                    f'"{found.group()}": by whom?',
                    'if it was you, begin with "I"; if not, say which part was yours',
                )


_CHANGE = re.compile(
    r"(?:\b(?:by|up|down|another)\s+(?:about |around |nearly |almost |roughly |over |~)?"
    r"|(?<![\w.])[+−–-])?"
    r"(?P<size>\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b)|\d+(?:[.,]\d+)?\s?[x×](?!\w))"
    r"(?P<more>\s+(?:more|less|fewer|faster|slower|cheaper|better|higher|lower|shorter|longer"
    r"|increase|decrease|reduction|improvement|drop|gain|cut)\b)?"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_BASE = re.compile(
    r"\b(?:from|instead of|rather than|out of|in every|per)\b|->|→|\bof\s+(?:all|the)\b"
)


@rule_alone("N213", "story", Matter.FIGURE, kind=Story)
def no_base(notes: Notes, story: Story) -> Iterator[Ask]:
    """Point at a change in percent that does not say of how much."""
    if any(one.before and one.after for one in story.impact):
        return
    for passage in _told(notes, story, ("what", "why", "short", "summary")):
        own = passage.own
        for found in _CHANGE.finditer(own):
            relative = found["more"] or not found.group().startswith(found["size"])
            alone = len(_DIGITS.findall(own)) == 1
            if relative and alone and not _BASE.search(own):
                yield Ask(
                    place_of(notes, passage, found),
                    f'"{found.group().strip()}": of how much?',
                    "say it from what to what, or how many it is a share of",
                )


def _told(notes: Notes, story: Story, fields: tuple[str, ...]) -> Iterator[Passage]:
    for name in fields if notes.in_english else ():
        if text := getattr(story, name):
            yield Passage(story, (name,), text)
