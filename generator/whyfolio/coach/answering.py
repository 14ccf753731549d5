"""A question's answer, written into its entry: what the terminal and the preview have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whyfolio.coach.deepening import Question, Setting, Worth, questions
from whyfolio.coach.understood import Understood, answered_none
from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import decode
from whyfolio.dataclass import dataclass
from whyfolio.model.entry import Entry, begins
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.scaffold.files import read
from whyfolio.scaffold.growing import grow, remark
from whyfolio.scaffold.inserting import Answer


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry and the question about it that adds most."""

    entry: Entry
    question: Question


def setting_of(project: Path, portfolio: Portfolio, entry: Entry) -> Setting:
    """What the questions about an entry depend on.

    Raises:
        Refused: its file cannot be read (E722).
    """
    career = portfolio.config.career
    ladder = next((one for one in portfolio.ladders if one.id == career.ladder), None)
    text = decode(read(project / entry.path), Faults(entry.path)) or ""
    remarks = answered_none(text, type(entry))
    return Setting(portfolio.today, ladder, career.next_level, remarks)


def waiting(
    entries: Iterable[Entry], setting: Callable[[Entry], Setting], *, aside: bool = False
) -> list[Waiting]:
    """The first question of each entry that has one, what adds most first.

    Args:
        entries: of which to ask.
        setting: what the questions about one of them depend on.
        aside: whether questions that are only asked by the way count.
    """
    return sorted(_first_questions(entries, setting, aside=aside), key=_rank)


def _first_questions(
    entries: Iterable[Entry], setting: Callable[[Entry], Setting], *, aside: bool
) -> Iterator[Waiting]:
    for entry in entries:
        found = questions(entry, setting(entry))
        if found and (aside or found[0].worth is not Worth.ASIDE):
            yield Waiting(entry, found[0])


def _rank(found: Waiting) -> tuple[int, int, str]:
    first = begins(found.entry)
    return found.question.worth, -(first.toordinal() if first else 0), found.entry.ref


def write_answer(project: Path, setting: Setting, asked: Waiting, said: Understood) -> Entry:
    """Write what was understood of an answer, and give the entry as it is read now.

    Raises:
        NotRead: the answer has no form that can be read back; nothing was written.
        Refused: the entry cannot be edited (E722, E723).
    """
    path, answer = project / asked.entry.path, Answer(asked.question.steps, said.text)
    if said.remark:
        remark(path, type(asked.entry), answer.name, said.text)
        return asked.entry
    grown = grow(path, type(asked.entry), answer)
    if asked.question.steps == ("outcome", "result"):
        day = setting.today.isoformat()
        grown = grow(path, type(asked.entry), Answer(("outcome", "date"), day))
    return grown
