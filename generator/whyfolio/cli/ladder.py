"""`whyfolio ladder`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import SUBCOMMAND, Call, call_of, common
from whyfolio.cli.console import counted, draw_all, note, say
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError

if TYPE_CHECKING:
    from whyfolio.model.ladder import Ladder
    from whyfolio.portfolio.coverage import Claim
    from whyfolio.portfolio.levels import Climb, LadderDifference, Step
    from whyfolio.portfolio.view import View


@click.group("ladder", invoke_without_command=True, subcommand_metavar=SUBCOMMAND)
@common
@click.pass_context
def command(context: click.Context) -> None:
    """Look at the ladder that you are measured by.

    Example: whyfolio ladder diff senior staff
    """
    if context.invoked_subcommand is None:
        say(context.get_help())


@command.command("diff")
@click.argument("first", metavar="[A", required=False, default="")
@click.argument("second", metavar="B]", required=False, default="")
@click.option("--ladder", "ladder_id", metavar="ID", default="", help="The ladder, if not yours.")
@common
def diff(*, first: str, second: str, ladder_id: str) -> int:
    """Say what level B expects beyond level A, and which of your stories claim to meet it.

    Without A and B: your level and the one you want, as the settings say. A and B may also be
    two ladders, by id or by YAML file; then what the second says otherwise than the first.

    Example: whyfolio ladder diff senior staff
    """
    call = call_of()
    shelf = _shelf(call)
    ladder = shelf.ladder(ladder_id) if ladder_id else shelf.own
    if not first and not second:
        first, second = shelf.present, shelf.wanted
        if not (first and second):
            raise UsageError("no levels are named; `level` and `next_level` of [career] can do it")
    if not second:
        raise UsageError(f'compare "{first}" with what? Name a second one')
    if ladder and ladder.level(first) and ladder.level(second):
        return _levels(shelf, ladder, first, second)
    ladders = [_ladder(shelf, call, name) for name in (first, second)]
    if ladder_id or None in ladders:
        missing = next(n for n in (first, second) if not (ladder and ladder.level(n)))
        raise UsageError(_unknown(missing, ladder, shelf, levels_only=bool(ladder_id)))
    return _ladders(*(found for found in ladders if found))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The ladders at hand; the author's own view of them where there is a portfolio."""

    ladders: tuple[Ladder, ...]
    view: View | None = None

    def ladder(self, ladder_id: str) -> Ladder:
        """The ladder with this id.

        Raises:
            UsageError: there is none.
        """
        from whyfolio.names import hint_for

        for found in self.ladders:
            if found.id == ladder_id:
                return found
        known = [found.id for found in self.ladders]
        hint = hint_for(ladder_id, known, f"there is: {', '.join(known)}")
        raise UsageError(f'there is no ladder called "{ladder_id}"; {hint}')

    @property
    def own(self) -> Ladder | None:
        """The ladder of the settings, else the first that is shipped."""
        return self.view.own_ladder if self.view else self.ladders[0]

    @property
    def present(self) -> str:
        """The author's level."""
        return self.view.config.career.level if self.view else ""

    @property
    def wanted(self) -> str:
        """The level that the author wants."""
        return self.view.config.career.next_level if self.view else ""

    def claims(self, ladder: Ladder, level: str) -> tuple[Claim, ...]:
        """What the author's stories claim."""
        from whyfolio.portfolio.coverage import Question, claims

        return claims(self.view, Question(ladder, level)) if self.view else ()


def _shelf(call: Call) -> Shelf:
    """A portfolio's ladders; where there is none, those that come with whyfolio."""
    try:
        project = call.project
    except UsageError:
        if call.folder is not None:
            raise
        from whyfolio.content.ladders import shipped_ladders

        return Shelf(shipped_ladders())
    from whyfolio.build import open_portfolio
    from whyfolio.model.audience import Audience
    from whyfolio.portfolio.view import select

    view = select(open_portfolio(project, call.today()).portfolio, Audience.PRIVATE, drafts=True)
    return Shelf(view.ladders, view)


def _ladder(shelf: Shelf, call: Call, name: str) -> Ladder | None:
    """A ladder by its id or its file."""
    for found in shelf.ladders:
        if found.id == name:
            return found
    path = call.start / Path(name).expanduser()
    if path.suffix not in {".yaml", ".yml"} or not path.is_file():
        return None
    from whyfolio.content.ladders import read_ladder

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{name} cannot be read: {error}") from None
    read, problems = read_ladder(name, text)
    draw_all(problems, {name: text}, None)
    if read is None or any(problem.is_error for problem in problems):
        raise UsageError(f"{name} is no ladder")
    return read


def _unknown(name: str, ladder: Ladder | None, shelf: Shelf, *, levels_only: bool) -> str:
    from whyfolio.names import hint_for

    levels = [level.id for level in ladder.levels] if ladder else []
    known = levels if levels_only else [*levels, *(found.id for found in shelf.ladders)]
    hint = hint_for(name, known, f"there is: {', '.join(known)}")
    what = f'the ladder "{ladder.id}" has no level "{name}"' if ladder else f'no level is "{name}"'
    return f"{what}; {hint}" if levels_only else f"{what}, and no ladder is called so; {hint}"


def _levels(shelf: Shelf, ladder: Ladder, present: str, asked: str) -> int:
    from whyfolio.portfolio.levels import climb

    if ladder.rank(asked) <= ladder.rank(present):
        swapped = f"; you may mean: whyfolio ladder diff {asked} {present}"
        raise UsageError(f'"{asked}" is not above "{present}"{swapped if asked != present else ""}')
    found = climb(ladder, present, asked, shelf.claims(ladder, asked))
    titles = {level.id: level.title for level in ladder.levels}
    edition = f"{ladder.title} {ladder.version}".strip()
    say(f"{edition}: what {titles[asked]} expects beyond {titles[present]}")
    several = ladder.rank(asked) - ladder.rank(present) > 1
    for one in found:
        say(f"\n{one.competency.title}")
        for line in _climbed(one, titles if several else {}, told=shelf.view is not None):
            say(line)
    steps = [step for one in found for step in one.steps]
    claimed = sum(bool(step.claims) for step in steps)
    ending = f", {claimed} with a claim" if shelf.view else ""
    note(f"\n{counted(len(steps), 'expectation')}{ending}.")
    if shelf.view and claimed < len(steps):
        first = next(step for step in steps if not step.claims).expectation.id
        note(f"A story claims one with its id, in `shows`:  meets: [{first}]")
    return 0


def _climbed(one: Climb, titles: dict[str, str], *, told: bool) -> Iterator[str]:
    for step in one.steps:
        level = f"{titles[step.level]}: " if titles else ""
        yield f"  + {level}{step.expectation.text}  [{step.expectation.id}]"
        if told:
            yield f"      {_claimed(step)}"
    if told and one.unnamed:
        refs = ", ".join(claim.ref for claim in one.unnamed)
        yield f"    at this level, naming none of these: {refs}"


def _claimed(step: Step) -> str:
    return ", ".join(claim.ref for claim in step.claims) or "no claim names it"


def _ladders(first: Ladder, second: Ladder) -> int:
    from whyfolio.portfolio.levels import ladder_difference

    found = ladder_difference(first, second)
    names = [f"{ladder.title} {ladder.version}".strip() for ladder in (first, second)]
    say(f"{names[0]} ({first.id}) → {names[1]} ({second.id})")
    lines = list(_changed(found))
    for line in lines or ["They say the same."]:
        say(line)
    return 0


def _changed(found: LadderDifference) -> Iterator[str]:
    yield from _listed("Levels", found.levels_gone, found.levels_new)
    yield from _listed("Competencies", found.competencies_gone, found.competencies_new)
    if found.renamed:
        yield "\nRenamed"
        yield from (f"  {then} → {now}" for then, now in found.renamed)
    yield from _listed("Rule", found.thresholds_gone, found.thresholds_new)
    for change in found.changes:
        title = ", ".join(filter(None, [change.competency, change.level]))
        yield from _listed(title, change.gone, change.new)


def _listed(title: str, gone: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if gone or new:
        yield f"\n{title}"
        yield from (f"  - {text}" for text in gone)
        yield from (f"  + {text}" for text in new)
