"""The four questions of `new`, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from whyfolio.dates import DateError, parse_when
from whyfolio.errors import UsageError
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Choice, Date, Field, Many, Number, fields_of

Ask = Callable[[str, str], str]
MOST_QUESTIONS = 4


def asked(
    kind: type[Entry], given: Mapping[str, str], today: date, ask: Ask | None
) -> dict[str, str]:
    """The answers by field, in the kind's own order of questions.

    Args:
        kind: the kind of the new entry.
        given: what is known already, from options.
        today: the default where a date is asked for.
        ask: puts a question and gives the answer; None where nobody is there to answer.
    """
    declared = fields_of(kind)
    answers = {name: text for name, text in given.items() if text}
    for name, question in kind.asks[:MOST_QUESTIONS]:
        if name not in answers and ask is not None:
            answer = _answer(declared[name], question, today, ask)
            if answer:
                answers[name] = answer
    if kind.needs_date:
        answers.setdefault("date", f"{today:%Y-%m}" if kind.kind == "story" else today.isoformat())
    if "date" in answers:
        _checked_date(answers["date"])
    first = [name for name in ("title", "date", "audience") if name in answers]
    return {name: answers[name] for name in (*first, *answers)}


def _answer(field: Field, question: str, today: date, ask: Ask) -> str:
    of = field.type.of if isinstance(field.type, Many) else field.type
    if isinstance(of, Choice):
        return _chosen(of, ask(f"{question} {_letters(of)}", ""))
    while True:
        answer = ask(question, f"{today:%Y-%m}" if isinstance(of, Date) else "")
        problem = _problem(of, answer)
        if not problem:
            return answer
        question = f"That {problem}. {field.doc}"


def _problem(of: object, answer: str) -> str:
    if not answer:
        return ""
    if isinstance(of, Date):
        try:
            parse_when(answer)
        except DateError as error:
            return str(error)
    if isinstance(of, Number) and not (answer.isdecimal() and of.low <= int(answer) <= of.high):
        return f"is no whole number from {of.low} to {of.high}"
    return ""


def _letters(choice: Choice) -> str:
    return " ".join(f"[{word[0]}]{word[1:]}" for word in choice.words)


def _chosen(choice: Choice, answer: str) -> str:
    typed = answer.lower()
    return next((word for word in choice.words if typed and word.startswith(typed)), "")


def _checked_date(text: str) -> None:
    try:
        parse_when(text)
    except DateError as error:
        raise UsageError(f'"{text}" {error}') from None


def from_journal(project: Path, line: int) -> dict[str, str]:
    """What one line of the log says: its words as `what`, its day as `date`.

    Raises:
        UsageError: the log has no such line.
    """
    from whyfolio.content.loader import load

    found = {said.line: said for said in load(project).log}
    by_number = dict(enumerate(found.values(), start=1))
    said = by_number.get(line)
    if said is None:
        raise UsageError(f"the log has {len(by_number)} dated lines; there is no line {line}")
    return {"what": said.text, "date": said.date.isoformat()}


def commented(kind: type[Entry], answers: Mapping[str, str]) -> str:
    """Every field that was not answered, as an author's note to fill in and move up."""
    left = [field for name, field in fields_of(kind).items() if name not in answers]
    lines = "\n".join(f"{field.name}:   {field.doc}" for field in left)
    return f"\n<!-- More that can stand above, each on a line of its own:\n\n{lines}\n-->"
