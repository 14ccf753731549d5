"""The brag document of a portfolio's period: handed over whole, or filled into a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whyfolio.build import Opened, open_portfolio
from whyfolio.cli.boxes import as_text, kinds, left_out, paste_along, read_again, summary
from whyfolio.cli.call import Call, call_of
from whyfolio.cli.console import counted, draw_all, note, say, shown
from whyfolio.cli.emptiness import open_more
from whyfolio.cli.forms import form_named
from whyfolio.dataclass import dataclass
from whyfolio.dates import DateError, When, parse_when
from whyfolio.errors import UsageError
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.names import hint_for
from whyfolio.outputs.forms.shapes import Candidate, FilledForm
from whyfolio.outputs.periods import Period, period_named, present_period, window
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View, select


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that is meant, as it was typed."""

    period: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Told:
    """A portfolio as reviewers may read it, and the period that is told of."""

    opened: Opened
    desk: Desk
    period: Period

    @property
    def name(self) -> str:
        """What files are called: `brag-2026-H2`."""
        safe = "".join(sign if sign.isalnum() or sign in "-._" else "-" for sign in self.period.id)
        return f"brag-{safe}"


def fill_in(stretch: Stretch, form: str, output: str) -> int:
    """Fill a form's boxes from a period and write them as text; give the exit code.

    Raises:
        UsageError: there is no such form or period.
        Refused: a file is in the way, or cannot be written.
    """
    from whyfolio.cli.opening import known_names
    from whyfolio.outputs.forms.candidates import candidates
    from whyfolio.outputs.forms.form import fill_form
    from whyfolio.outputs.forms.rereading import reread

    told = _open(stretch, call_of())
    if told is None:
        return 1
    view = told.desk.view
    found = candidates(told.desk, told.period.when)
    filled = fill_form(form_named(form, view.forms), found, view.own_ladder)
    text = as_text(filled)
    artifact = Artifact(f"{told.name}.txt", text.encode())
    if not _passes(told.opened, artifact):
        return 1
    if output == "-":
        say(text.rstrip("\n"))
        return 0
    if not any(box.text for box in filled.boxes):
        _tell_rest(told, filled)
        note("No box would hold anything, so nothing was written.")
        return 1
    for line in summary(filled):
        say(line)
    _tell_rest(told, filled)
    names = (name for name in known_names(told.opened.portfolio) if name[:1].isupper())
    for line in read_again(reread(filled, names)):
        say(line)
    paste_along(filled, f"Wrote {shown(_written(artifact, output, told.opened.project))}")
    return 0


def hand_in(stretch: Stretch, by: str | None, kind: str, output: str) -> int:
    """Make the brag document of a period in a format; give the exit code.

    Raises:
        UsageError: there is no such period, or the format's extra is missing.
        Refused: a file is in the way, or cannot be written.
    """
    from whyfolio.cli.handing import Wanted, hand_over
    from whyfolio.exporters.document import document_of, public_pages
    from whyfolio.outputs.brag.pages import brag_plan
    from whyfolio.outputs.brag.shapes import By

    told = _open(stretch, call_of())
    if told is None:
        return 1
    plan, figures = brag_plan(told.desk, told.period, By(by) if by else None)
    for line in _headed(_closed(told)):
        note(line)
    if not getattr(plan.context["it"], "parts", ()):
        note("Reviewers would read nothing of it, so nothing was written.")
        return 1
    public = public_pages(told.opened.portfolio)
    document = document_of(told.desk, plan, told.opened.project, public)
    done = hand_over(told.opened, document, Wanted(kind, output), told.name, figures)
    if told.period.form:
        note(f"Its form:  whyfolio brag {told.period.id} --form {told.period.form}")
    return done


# --- the period --------------------------------------------------------------------------------


def _open(stretch: Stretch, call: Call) -> Told | None:
    """The portfolio and the period, after asking for what is closed; None if it has errors."""
    from whyfolio.cli.handing import sound

    opened = sound(call)
    if opened is None:
        return None
    period = _period(stretch, select(opened.portfolio, Audience.REVIEW))
    note(_counts(opened, period.when))
    if open_more(opened, [Audience.REVIEW], named=True, within=period.when):
        opened = open_portfolio(call.project, call.today())
    return Told(opened, Desk(select(opened.portfolio, Audience.REVIEW)), period)


def _period(stretch: Stretch, view: View) -> Period:
    if stretch.since or stretch.until:
        since, until = _date("--since", stretch.since), _date("--until", stretch.until)
        try:
            return window(since, until, view)
        except DateError as error:
            raise UsageError(f"from --since to --until {error}") from None
    if not stretch.period:
        return present_period(view)
    found = period_named(view, stretch.period)
    if found is None:
        known = [cycle.id for cycle in view.config.cycles]
        otherwise = (
            "a period is 2026-H2, 2026-Q3, 2026 or 2026-05; any other, like a fiscal year, is a "
            "[[cycle]] in whyfolio.toml with a start and an end"
        )
        hint = hint_for(stretch.period, known, otherwise)
        raise UsageError(f'there is no period "{stretch.period}"; {hint}')
    return found


def _date(option: str, text: str) -> When | None:
    try:
        return parse_when(text) if text else None
    except DateError as error:
        raise UsageError(f'{option} "{text}" {error}') from None


def _counts(opened: Opened, when: When) -> str:
    """How much there is of the period, for its author: `5 stories, 19 log lines since …`."""
    from whyfolio.render.locale import words_for

    words = words_for(opened.config)
    stories = sum(entry.kind == "story" for entry in _of(opened, when))
    log = sum(when.covers(line.date) for line in opened.portfolio.log)
    told = [counted(stories, "story", "stories")] if stories or not log else []
    told += [counted(log, "log line")] if log else []
    ends = when.last < opened.portfolio.today
    span = f"from {words.day(when.first)} to {words.day(when.last)}" if ends else ""
    return f"{', '.join(told)} {span or f'since {words.day(when.first)}'}."


def _of(opened: Opened, when: When) -> Iterator[Entry]:
    return (e for e in opened.portfolio.entries if e.date and when.covers(e.date.last))


# --- what stays behind -------------------------------------------------------------------------


def _tell_rest(told: Told, filled: FilledForm) -> None:
    """Say what is in no box: for its place on the list, for a why, or for its readers."""
    for line in _headed([*left_out(filled, _placed(told.opened)), *_closed(told)]):
        say(line)


def _headed(lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield from ["Left out:", *found] if found else []


def _placed(opened: Opened) -> Callable[[Candidate], str]:
    def place(candidate: Candidate) -> str:
        source = candidate.source
        found = opened.places.of(source.path, source.field)
        return f"{source.path}:{found.line}"

    return place


def _closed(told: Told) -> Iterator[str]:
    """What reviewers may not read, and the log, which they never may."""
    opened, when = told.opened, told.period.when
    closed = [e for e in _of(opened, when) if e.kind == "story" and _is_hidden(e)]
    if closed:
        where = ", ".join(f"{e.path}:{opened.places.of(e.path, 'audience').line}" for e in closed)
        private = "that is" if len(closed) == 1 else "that are"
        yield f"  {kinds([e.kind for e in closed])} {private} private: {where}"
        yield f"    To open:  whyfolio allow review {' '.join(e.ref for e in closed)}"
    drafts = [e for e in _of(opened, when) if e.kind == "story" and e.draft]
    if drafts:
        where = ", ".join(f"{e.path}:{opened.places.of(e.path, 'draft').line}" for e in drafts)
        yield f"  {counted(len(drafts), 'draft')}: {where}"
    log = [line for line in opened.portfolio.log if when.covers(line.date)]
    if log:
        ends = sorted({min(line.line for line in log), max(line.line for line in log)})
        where = f"content/log.md:{'-'.join(map(str, ends))}"
        yield f"  {counted(len(log), 'line')} of the log, which is yours alone: {where}"


def _is_hidden(entry: Entry) -> bool:
    return not entry.draft and not Audience.REVIEW.sees(entry.readers)


def _passes(opened: Opened, artifact: Artifact) -> bool:
    """Whether nothing that is held back from reviewers stands in it; else say what does."""
    from whyfolio.guard import inspect

    today = call_of().today()
    report = inspect(opened.written, [artifact], Audience.REVIEW, opened.config, today)
    if report.diagnostics:
        draw_all(report.diagnostics, opened.sources, opened.project)
        note(f"{counted(len(report.diagnostics), 'error')}. Nothing was written.")
    return not report.diagnostics


def _written(artifact: Artifact, output: str, project: Path) -> Path:
    from whyfolio.exporters.delivery import deliver

    target = Path(output or artifact.path).expanduser().absolute()
    deliver(artifact.content, target, project)
    return target
