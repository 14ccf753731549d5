"""The one thing to ask for in a talk with one's manager, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from whyfolio.dataclass import dataclass
from whyfolio.model.growth import Action, Feedback
from whyfolio.model.work import Story
from whyfolio.outputs.handout.manager import helped_goals, is_manager, managers
from whyfolio.outputs.handout.room import line_of, within_cell
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.sentence import NOTHING, Sentence, said

SINCE = 2  # sentences about what came since

# The printed cells, as handout.css lays them out: em of a line, and lines.
WIDE, ASK_WIDE, ASK_LINES = 48.0, 38.0, 3


@dataclass(frozen=True, slots=True)
class Request:
    """The one ask: a question, what was answered last time, and what came since.

    ``quoted`` says that the answer is somebody else's words.
    """

    text: Sentence
    before: Sentence
    answer: Sentence
    since: tuple[Sentence, ...]
    quoted: bool = False


def one_ask(case: Case) -> Request | None:
    """The first there is: a question asked before, a goal to help with, a plan, the level."""
    made = _asked_again(case) or _help(case) or _plan(case) or _missing(case)
    if made is None:
        return None
    return replace(
        made,
        text=within_cell(made.text, ASK_WIDE, 2),
        before=within_cell(made.before, WIDE, 2),
        answer=within_cell(made.answer, WIDE, ASK_LINES),
        since=tuple(within_cell(sentence, WIDE, 2) for sentence in made.since[:SINCE]),
    )


def _asked_again(case: Case) -> Request | None:
    """The newest question that the manager answered, with what came since."""
    names, words = managers(case), case.desk.words
    for spoken in case.desk.view.of_kind("feedback"):
        asked = isinstance(spoken, Feedback) and spoken.question and spoken.quote and spoken.date
        if isinstance(spoken, Feedback) and asked and is_manager(spoken.giver, names):
            key = "one_to_one.asked_before"
            before = Sentence(words.text(key, when=words.when(spoken.date)), phrase=key)
            since = tuple(_came_of(case, spoken))
            question = said(spoken.question, spoken.ref)
            quote = said(spoken.quote, spoken.ref)
            return Request(question, before, quote, since, quoted=True)
    return None


def _came_of(case: Case, spoken: Feedback) -> Iterator[Sentence]:
    """The outcomes of the actions that followed, then how later stories show what was spoken of."""
    for ref in spoken.actions:
        action = case.desk.view.by_ref.get(ref)
        if isinstance(action, Action) and action.outcome:
            yield said(action.outcome, action.ref)
    about = {case.competency_id(name) for name in spoken.competencies}
    for story in case.desk.view.of_kind("story"):
        late = story.date and spoken.date and story.date.last > spoken.date.last
        for shown in story.shows if isinstance(story, Story) and late else ():
            if shown.how and case.competency_id(shown.competency) in about:
                yield said(shown.how, story.ref)


def _help(case: Case) -> Request | None:
    for goal in helped_goals(case):
        since = (said(goal.success, goal.ref),) if goal.success else ()
        return Request(
            _phrase(case, "one_to_one.help_with"), NOTHING, said(goal.title, goal.ref), since
        )
    return None


def _plan(case: Case) -> Request | None:
    for gap in case.entry.gaps:
        if gap.plan:
            ref = case.entry.ref
            return Request(
                _phrase(case, "one_to_one.see_plan"),
                said(gap.seen_as, ref),
                said(gap.plan, ref),
                (),
            )
    return None


def _missing(case: Case) -> Request | None:
    if not case.level:
        return None
    level = line_of(case.level_title(case.level), 15)
    return Request(_phrase(case, "one_to_one.what_missing", level=level), NOTHING, NOTHING, ())


def _phrase(case: Case, key: str, **slots: str) -> Sentence:
    return Sentence(case.desk.words.text(key, **slots), phrase=key)
