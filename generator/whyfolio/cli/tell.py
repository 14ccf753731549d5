"""`whyfolio tell`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.completing import refs as known_refs
from whyfolio.cli.console import counted, draw_all, note, say, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyfolio.build import Opened
    from whyfolio.model.audience import Audience
    from whyfolio.model.entry import Entry
    from whyfolio.model.work import Story
    from whyfolio.outputs.site import Desk
    from whyfolio.outputs.tell.shapes import Length, Talk
    from whyfolio.render.locale import Words

_TIME = re.compile(r"([1-9][0-9]{0,3})\s*(s|m|min)\Z")
_LONGEST = 3600


@click.command("tell")
@click.argument("ref", required=False, default="", shell_complete=known_refs)
@click.option(
    "--in",
    "within",
    metavar="60s|90s|5m|star",
    default="",
    help="How long it may take; star is an interview answer.  [default: 90s; for a question star]",
)
@click.option("--question", metavar="TEXT", default="", help="Tell the story that answers this.")
@click.option(
    "--audience",
    type=click.Choice(["public", "review", "private"]),
    default="private",
    help="Keep to what these may hear. Without it you hear everything.",
)
@common
def command(*, ref: str, within: str, question: str, audience: str) -> int:
    """Tell one story, or the whole career, as you would say it aloud.

    What is missing is asked, not filled. When the time is short, details give way first; what
    and why are always told, and no sentence is cut. The text goes to standard output.

    Example: whyfolio tell stories/checkout-queue --in 60s
    """
    from whyfolio.build import open_portfolio
    from whyfolio.errors import UsageError
    from whyfolio.memos import Memos
    from whyfolio.model.audience import Audience

    if ref and question:
        raise UsageError("name a story or ask a question, not both")
    length = _length(within or ("star" if question else "90s"))
    if length.star and not (ref or question):
        raise UsageError("star tells one story: name it, or ask a --question")
    call = call_of()
    opened = open_portfolio(call.project, call.today(), memos=Memos(call.project).notes)
    errors = [found for found in opened.diagnostics if found.is_error]
    if errors:
        draw_all(errors, opened.sources, opened.project)
        note(f"{tally(errors)}. Nothing was told.")
        return 1
    return _tell(call, opened, Audience(audience), length, ref, question)


def _length(text: str) -> Length:
    from whyfolio.errors import UsageError
    from whyfolio.outputs.tell.shapes import STAR, Length

    if text == "star":
        return Length(STAR, star=True)
    found = _TIME.match(text)
    limit = int(found[1]) * (1 if found[2] == "s" else 60) if found else 0
    if not 0 < limit <= _LONGEST:
        raise UsageError(f'"{text}" is no time like 60s, 90s or 5m, and not star')
    return Length(limit)


def _tell(  # noqa: PLR0917 - what one command is about
    call: Call, opened: Opened, audience: Audience, length: Length, ref: str, question: str
) -> int:
    from whyfolio.outputs.site import Desk
    from whyfolio.outputs.tell.talk import tell_career, tell_story
    from whyfolio.portfolio.view import select

    if not ref and _opened_more(opened, audience):
        from whyfolio.build import open_portfolio

        opened = open_portfolio(call.project, call.today())
    private = audience.value == "private"
    desk = Desk(select(opened.portfolio, audience, drafts=private and bool(ref)))
    if ref:
        return _say(opened, tell_story(desk, _story(ref, desk, opened), length), audience)
    if question:
        story = _answering(desk, question)
        return 1 if story is None else _say(opened, tell_story(desk, story, length), audience)
    return _say(opened, tell_career(desk, length), audience)


def _opened_more(opened: Opened, audience: Audience) -> bool:
    """Say where an audience would hear nothing, and open what the author agrees to."""
    from whyfolio.cli.emptiness import open_more
    from whyfolio.model.audience import Audience

    if audience is Audience.PRIVATE:
        return False
    return open_more(opened, [audience], named=True)


def _story(ref: str, desk: Desk, opened: Opened) -> Story:
    """The story that is meant, by ref, slug or file.

    Raises:
        UsageError: there is no such story, or this audience may not hear it.
    """
    from whyfolio.errors import UsageError
    from whyfolio.model.work import Story
    from whyfolio.names import hint_for

    stories: Sequence[Entry] = [e for e in opened.portfolio.entries if isinstance(e, Story)]
    known = {name: story.ref for story in stories for name in (story.path, story.slug, story.ref)}
    if ref not in known:
        hint = hint_for(ref, known, "`whyfolio new story` writes one")
        raise UsageError(f'no story is called "{ref}"; {hint}')
    found = desk.view.by_ref.get(known[ref])
    if not isinstance(found, Story):
        audience, named = desk.view.audience, known[ref]
        hint = f"`whyfolio allow {audience} {named}` opens it"
        raise UsageError(f"{named} is not open to {audience}, or not finished; {hint}")
    return found


def _answering(desk: Desk, question: str) -> Story | None:
    """The story that answers, after saying why; None after saying that there is none."""
    from whyfolio.outputs.tell.question import answer_to
    from whyfolio.render.locale import words_of

    answer = answer_to(desk, question)
    if answer is None:
        note("No story shares a word with this question. Is there one to write?")
        note("  whyfolio new story")
        return None
    because = "; ".join(
        words_of("en").text(f"tell.because.{reason.key}", words=", ".join(reason.words))
        for reason in answer.reasons
    )
    note(f"{answer.story.ref}, because {because}.")
    note("")
    return answer.story


def _say(opened: Opened, talk: Talk, audience: Audience) -> int:
    """Print the talk, a part a paragraph, and then how long it takes and what gave way."""
    _refuse_what_is_held_back(opened, talk, audience)
    say("\n\n".join(_paragraphs(talk)))
    took, asked = round(talk.seconds), sum(bool(part.question) for part in talk.parts)
    note(f"\nabout {took} s at {talk.rate} words a minute")
    if talk.too_long:
        note(f"Longer than {talk.limit} s: what must be told takes so long. A `short:` line helps.")
    if asked:
        note(f"{counted(asked, 'question')} to answer first.")
    if talk.left_out:
        note(f"Left out for the time: {_named(talk)}.")
    return 0


def _paragraphs(talk: Talk) -> list[str]:
    found = []
    for part in talk.parts:
        told = [sentence.text for sentence in part.sentences]
        found.append("\n".join([*told, *([part.question.text] if part.question else [])]))
    return found


def _named(talk: Talk) -> str:
    from whyfolio.render.locale import words_of

    counts = {name: talk.left_out.count(name) for name in talk.left_out}
    words = words_of("en")
    told = [(_part(name, words), number) for name, number in counts.items()]
    return ", ".join(name if number == 1 else f"{name} ({number} times)" for name, number in told)


def _part(name: str, words: Words) -> str:
    """What a part is called; the early positions have one name."""
    return words.catalogue.get(f"tell.part.{name}") or words.text("tell.part.earlier")


def _refuse_what_is_held_back(opened: Opened, talk: Talk, audience: Audience) -> None:
    """Search the talk for what this audience may not hear, as every file is searched."""
    from whyfolio.errors import Refused
    from whyfolio.guard import inspect
    from whyfolio.model.artifact import Artifact
    from whyfolio.model.audience import Audience

    if audience is Audience.PRIVATE:
        return
    text = "\n".join(sentence.text for sentence in talk.sentences())
    artifact = Artifact("tell.txt", text.encode())
    day = opened.portfolio.today
    report = inspect(opened.written, [artifact], audience, opened.config, day)
    for hit in report.diagnostics:
        raise Refused(hit)
