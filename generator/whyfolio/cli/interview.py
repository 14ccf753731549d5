"""One question after the other about an entry, each answer written as it is given."""

from __future__ import annotations

from dataclasses import field

import click

from whyfolio.cli.console import ask, counted, say
from whyfolio.cli.effect import effect, line_of
from whyfolio.coach.answering import Waiting, setting_of, write_answer
from whyfolio.coach.deepening import Question, Setting, questions
from whyfolio.coach.understood import NoAnswer, Understood, is_quit, offered, understand
from whyfolio.dataclass import dataclass
from whyfolio.model.entry import Entry
from whyfolio.opened import Opened
from whyfolio.scaffold.growing import NotRead
from whyfolio.scaffold.inserting import Answer

_ASIDE = "   (Enter skips, q stops)"
_COLUMN = 66


@dataclass(slots=True)
class Interview:
    """What was asked and answered so far."""

    opened: Opened
    answers: int = 0
    stronger: dict[str, str] = field(default_factory=dict)
    told_how: bool = False

    def setting(self, entry: Entry) -> Setting:
        """What the questions about an entry depend on."""
        return setting_of(self.opened.project, self.opened.portfolio, entry)

    def about(self, entry: Entry, only: Question | None = None) -> bool:
        """Ask all there is to ask about an entry, or one question; False where somebody stops.

        Raises:
            Refused: the entry cannot be edited.
        """
        ref, asked, named = entry.ref, set[tuple[object, ...]](), ""
        while True:
            waiting = questions(entry, self.setting(entry))
            left = (
                [only] if only else [one for one in waiting if (one.steps, one.text) not in asked]
            )
            if not left:
                return True
            lead = "" if named == ref else f"{ref} · "
            answered = self._one(entry, left[0], lead)
            if answered is None:
                return False
            asked.add((left[0].steps, left[0].text))
            named, entry = ref, answered
            if only:
                return True

    def _one(self, entry: Entry, question: Question, lead: str) -> Entry | None:
        """The entry after one question, as it was where that is skipped; None to stop."""
        choices = offered(question)
        text = f"{lead}{question.text}{f' {choices}' if choices else ''}"
        while True:
            try:
                typed = ask(f"{text}{'' if self.told_how else _ASIDE}")
            except click.Abort:  # every answer before this one is written
                say()
                return None
            self.told_how = True
            if not typed:
                return entry
            if is_quit(typed):
                return None
            try:
                project, today = self.opened.project, self.opened.portfolio.today
                return self._write(entry, question, understand(question, typed, project, today))
            except (NoAnswer, NotRead) as no:
                text = f'"{typed}" {no}.' if isinstance(no, NoAnswer) else f"{no}."

    def _write(self, entry: Entry, question: Question, said: Understood) -> Entry:
        answer, project = Answer(question.steps, said.text), self.opened.project
        grown = write_answer(project, self.setting(entry), Waiting(entry, question), said)
        if said.remark:
            say(f"  # {answer.name}: {said.text}".ljust(_COLUMN) + " a comment; not asked again")
        else:
            told = effect(grown, answer, self.opened.config.check.private_hosts)
            line = f"  + {line_of(answer)}"
            say(f"{line:{_COLUMN}} {told}".rstrip() if told else line)
        self.answers += 1
        self.stronger[entry.ref] = entry.kind
        return grown

    def summary(self) -> str:
        """What came of it: `Saved. 2 answers, 1 story stronger`."""
        if not self.answers:
            return "Nothing was changed."
        kinds = list(self.stronger.values())
        if len(set(kinds)) > 1:
            told = counted(len(kinds), "entry", "entries")
        else:
            told = counted(len(kinds), *_NAMES.get(kinds[0], (kinds[0],)))
        return f"Saved. {counted(self.answers, 'answer')}, {told} stronger."


_NAMES = {"story": ("story", "stories"), "feedback": ("feedback note",)}
