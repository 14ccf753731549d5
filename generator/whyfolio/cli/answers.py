"""The four questions of `new`, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.dates import DateError, parse_when
from whyfolio.errors import UsageError
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Choice, Date, Field, FieldType, Many, Name, Number, Ref, fields_of
from whyfolio.model.kinds import BY_FOLDER, KINDS
from whyfolio.names import hint_for, join_words, slugify

Ask = Callable[[str, str], str]
MOST_QUESTIONS = 4
_SKIP = "(Enter skips every question)"


def shape_of(kind: str) -> type[Entry]:
    """The kind that is meant by its name or its folder's.

    Raises:
        UsageError: there is none.
    """
    found = KINDS.get(kind.lower()) or BY_FOLDER.get(kind.lower().strip("/"))
    if found is None:
        hint = hint_for(kind, [*KINDS, *BY_FOLDER], f"there is {join_words(KINDS, 'and')}")
        raise UsageError(f'there is no kind "{kind}"; {hint}')
    return found


def checked(shape: type[Entry], given: Mapping[str, str]) -> dict[str, str]:
    """What options said, if the kind can say it.

    Raises:
        UsageError: the date is none, or the audience is wider than the kind can have.
    """
    answers = {name: text for name, text in given.items() if text.strip()}
    if "date" in answers:
        try:
            answers["date"] = parse_when(answers["date"]).text
        except DateError as error:
            raise UsageError(f'the date "{answers["date"]}" {error}') from None
    audience = answers.get("audience")
    if audience == "public" and shape.widest != audience:
        raise UsageError(f"a {shape.kind} is never public; `--audience {shape.widest}` is its most")
    return answers


@dataclass(frozen=True, slots=True)
class Questions:
    """What a kind asks when an entry of it is new; ``ask`` is None where nobody can answer."""

    shape: type[Entry]
    project: Path
    today: date
    ask: Ask | None

    def asked(self, given: Mapping[str, str]) -> dict[str, str]:
        """The answers by field: those given, then what was asked, in the kind's order."""
        answers = dict(given)
        declared = fields_of(self.shape)
        open_questions = [ask for ask in self.shape.asks if ask[0] not in given]
        for number, (name, question) in enumerate(open_questions[:MOST_QUESTIONS]):
            if self.ask is not None:
                aside = f"   {_SKIP}" if number == 1 else ""
                answers[name] = self._answer(declared[name], question + aside, self.ask)
        if self.shape.needs_date and not answers.get("date"):
            answers["date"] = self._now()
        answers = {name: text for name, text in answers.items() if text}
        first = [name for name in ("title", "date", "audience") if name in answers]
        return {name: answers[name] for name in (*first, *answers)}

    def _now(self) -> str:
        """A story is remembered by its month, everything else has a day."""
        return f"{self.today:%Y-%m}" if self.shape.kind == "story" else self.today.isoformat()

    def _answer(self, field: Field, question: str, ask: Ask) -> str:
        of = field.type.of if isinstance(field.type, Many) else field.type
        needed = field.name == "date" and self.shape.needs_date
        letters = f" {_letters(of)}" if isinstance(of, Choice) else ""
        typed = ask(question + letters, self._now() if needed else "")
        while typed:
            read, fault = self._read(of, typed)
            if not fault:
                return read
            typed = ask(f'"{typed}" {fault}.{letters}', self._now() if needed else "")
        return ""

    def _read(self, of: FieldType, typed: str) -> tuple[str, str]:
        """The answer as front matter has it, and what is wrong with it."""
        read, fault = typed, ""
        match of:
            case Date():
                read, fault = _date(typed)
            case Choice(words):
                read = next((word for word in words if word.startswith(typed.lower())), "")
                fault = "" if read else "is none of them"
            case Number(low, high):
                good = typed.isascii() and typed.isdecimal() and low <= int(typed) <= high
                fault = "" if good else f"is no whole number from {low} to {high}"
            case Ref(folders, or_text) if not or_text:
                read, fault = self._ref(typed, folders)
            case Name():
                read = slugify(typed)
                fault = "" if read else "holds no letter or digit"
        return read, fault

    def _ref(self, typed: str, folders: tuple[str, ...]) -> tuple[str, str]:
        ref = typed if "/" in typed or not folders else f"{folders[0]}/{typed}"
        if (self.project / "content" / f"{ref}.md").is_file():
            return ref, ""
        there = [
            f"{folder}/{path.stem}"
            for folder in folders
            for path in sorted((self.project / "content" / folder).glob("*.md"))
        ]
        return "", f"is the name of no entry; {hint_for(ref, there, _some(there))}"


def _date(typed: str) -> tuple[str, str]:
    try:
        return parse_when(typed).text, ""
    except DateError as error:
        return "", f"{error}; write it like 2026-09 or 2026-09-14"


def _some(there: list[str]) -> str:
    return f"there is {join_words(there[:5], 'and')}" if there else "there is none yet"


def _letters(choice: Choice) -> str:
    return " ".join(f"[{word[0]}]{word[1:]}" for word in choice.words)
