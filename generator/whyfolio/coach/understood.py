"""What was typed at a question, as the entry will hold it; or why it is no answer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from whyfolio.coach.deepening import Question
from whyfolio.content.shorthand import evidence, shows
from whyfolio.dataclass import dataclass
from whyfolio.importers.written_dates import Unclear, leading
from whyfolio.model.entry import Entry
from whyfolio.names import join_words
from whyfolio.scaffold.growing import remarks_in

_NONE = re.compile(
    r"(?:no|none|nothing|never|unknown|n/a|-|nobody|no one"
    r"|(?:nobody|no one) (?:has |ever )?(?:measured|counted|tracked|recorded|looked|knows?|knew)"
    r"|(?:it |that |they )?(?:was |were |has been )?(?:not|never) "
    r"(?:measured|counted|tracked|recorded|known)"
    r"|(?:i |we )?(?:did not|didn['’]t|never) (?:measured?|count(?:ed)?|track(?:ed)?)"
    r"|(?:i )?(?:don['’]t|do not) know)(?: (?:it|them|that|one|yet|anybody))?[.!]?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\((?P<source>[^()]*?)(?P<comma>,?\s*)(?P<when>[^(),]+)\)\s*\Z")
_LAST_PART = re.compile(r"(?P<source>.*?)(?P<comma>,\s*)(?P<when>[^,]+)\Z")
_QUIT = frozenset(["q", "quit"])


class NoAnswer(Exception):
    """What was typed is no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer: a value for the field, or with ``remark`` a comment in its place."""

    text: str
    remark: bool = False


def is_none(text: str) -> bool:
    """Whether somebody says that there is none: "nobody measured it", "nothing"."""
    return bool(_NONE.fullmatch(text.strip()))


def answered_none(text: str, shape: type[Entry]) -> frozenset[str]:
    """The fields of a note to which its author has said that there is nothing, in a comment.

    Args:
        text: the whole file.
        shape: the class of its kind.
    """
    return frozenset(name for name, said in remarks_in(text, shape).items() if is_none(said))


def is_quit(typed: str) -> bool:
    """Whether somebody wants to stop."""
    return typed.casefold() in _QUIT


def understand(question: Question, typed: str, project: Path, today: date) -> Understood:
    """An answer that the field may take; whether it can be read, who writes it will see.

    Raises:
        NoAnswer: it is none of the choices, holds no number, or can be opened by nobody.
    """
    if question.none is not None and is_none(typed):
        return Understood(question.none or typed, remark=not question.none)
    if question.choices:
        return Understood(_chosen(question, typed))
    field, last = question.steps[0], question.steps[-1]
    if last == "impact":
        typed = _dated(typed, today) if question.dated else _with_plain_date(typed)
        if not question.dated and not any(sign.isdigit() for sign in typed):
            raise NoAnswer('holds no number; a guess like "~50 -> ~5" will do, or "not measured"')
    elif last == "source":
        typed = _plain_date_in(_LAST_PART, typed)
    elif field == "evidence":
        _openable(typed, project)
    return Understood(typed)


def offered(question: Question) -> str:
    """The choices as a question shows them: by letter where that tells them apart."""
    if not question.choices:
        return ""
    if _by_letter(question.choices) and question.steps[0] != "shows":
        return " ".join(f"[{word[0]}]{word[1:]}" for word in question.choices)
    return " ".join(f"{number} {word}" for number, word in enumerate(question.choices, 1))


def _by_letter(words: tuple[str, ...]) -> bool:
    return len({word[0] for word in words}) == len(words)


def _chosen(question: Question, typed: str) -> str:
    parts = shows(typed) if question.steps == ("shows",) else {"competency": typed}
    word = parts["competency"].casefold()
    if word.isdecimal() and 1 <= int(word) <= len(question.choices):
        found = question.choices[int(word) - 1]
    else:
        near = [choice for choice in question.choices if word and choice.startswith(word)]
        if len(near) != 1 and word not in near:
            raise NoAnswer(f"is none of them: {join_words(question.choices)}")
        found = word if word in near else near[0]
    return f"{found} - {parts['how']}" if parts.get("how") else found


def _openable(typed: str, project: Path) -> None:
    parts = evidence(typed)
    file = parts.get("file", "")
    if file and not (project / "content" / file.lstrip("./")).is_file():
        raise NoAnswer(f"names a file that is not there; put it into content/{file.lstrip('./')}")
    if not file and not parts.get("url"):
        raise NoAnswer('can be opened by nobody; write "https://… What it is", or "nothing"')


def _with_plain_date(typed: str) -> str:
    return _plain_date_in(_BRACKET, typed)


def _plain_date_in(shape: re.Pattern[str], typed: str) -> str:
    """`(Grafana, Oct 2026)` as `(Grafana, 2026-10)`: a date as front matter reads it."""
    found = shape.search(typed)
    try:
        when = leading(found["when"].strip(), None) if found else None
    except Unclear:
        when = None
    if not found or not when or when.end != len(found["when"].strip()):
        return typed
    start, end = found.span("when")
    return f"{typed[:start]}{when.when.text}{typed[end:]}"


def _dated(typed: str, today: date) -> str:
    """What is so now, with the day on which it was seen."""
    typed = _with_plain_date(typed).rstrip()
    found = _BRACKET.search(typed)
    if found and leading(found["when"].strip(), None):
        return typed
    if found and found["source"] + found["when"]:
        return f"{typed[:-1]}, {today.isoformat()})"
    return f"{typed.rstrip('.')} ({today.isoformat()})"
