"""The only place that prints and asks: results, remarks, diagnostics, questions."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from whyfolio.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# What would move the cursor or turn the reading direction, where it came from a note.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[0-9;]*m)"
)


def say(text: str = "") -> None:
    """One line of the result, to standard output."""
    click.echo(_UNSAFE.sub("\ufffd", text), color=_colour())


def put(content: bytes) -> None:
    """A whole file as the result, byte for byte, to standard output."""
    click.echo(content, nl=False)


def note(text: str) -> None:
    """A remark that is no result, to standard error."""
    click.echo(_UNSAFE.sub("\ufffd", text), err=True, color=_colour())


def complain(text: str) -> None:
    """Why a command did not do what it was asked, to standard error."""
    note(f"whyfolio: {text}")


def on_terminal() -> bool:
    """Whether somebody is there who can read a question and answer it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str = "") -> str:
    """One answer from the terminal; Enter gives the default."""
    say(question)
    shown = f"[{default}] " if default else ""
    answer: str = click.prompt(f"{shown}>", default=default, show_default=False, prompt_suffix=" ")
    return answer.encode("utf-8", "replace").decode().strip()


def choose(question: str, letters: str, default: str) -> str:
    """One letter of a few, asked for until it is one of them."""
    while True:
        answer = ask(question, default).lower()[:1]
        if answer and answer in letters:
            return answer


def copied(text: str) -> bool:
    """Whether the text is on the clipboard now; quietly not where there is no clipboard."""
    try:
        import pyperclip
    except ImportError:
        return False
    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True


def busy(words: str) -> AbstractContextManager[object]:
    """Show on a terminal that work goes on; nothing in a pipe."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)


class Bar:
    """Shows on a terminal how much of long work is done; nothing in a pipe.

    It stands on standard error, and is gone when the work is done. What is asked or told in
    between goes ``aside`` of it.
    """

    def __init__(self, words: str) -> None:
        self.is_seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._words = words
        self._drawn: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self.is_seen:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn())
            count = TextColumn("{task.fields[count]}")
            shown = Console(stderr=True)
            self._drawn = Progress(*columns, count, console=shown, transient=True)
            self._task = self._drawn.add_task(self._words, total=None, count="")
            self._drawn.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._drawn.stop()

    def show(self, done: int, of_all: int) -> None:
        """Say how much is done; of all 0 where nobody knows how much there is."""
        if self._drawn and self._task is not None:
            count = f"{done:,} of {of_all:,}" if of_all else f"{done:,}"
            self._drawn.update(self._task, completed=done, total=of_all or None, count=count)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take it away while something else is written."""
        if self._drawn:
            self._drawn.stop()
        yield
        if self._drawn:
            self._drawn.start()


def draw_all(found: Iterable[Diagnostic], sources: Mapping[str, str], project: Path | None) -> None:
    """Draw diagnostics to standard error, each with its line and a caret.

    Args:
        found: what to draw.
        sources: texts by path, as the stages read them.
        project: where other files are looked up, such as settings and templates.
    """
    from whyfolio.cli.frames import drawn

    texts = dict(sources)
    for diagnostic in found:
        name = diagnostic.place.file
        if name not in texts:
            texts[name] = _text(project, name)
        note(drawn(diagnostic, texts))


def _text(project: Path | None, name: str) -> str:
    if project is None or Path(name).is_absolute():
        return ""
    try:
        raw = (project / name).read_bytes()
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return ""


def as_json(found: Sequence[Diagnostic]) -> None:
    """All diagnostics as one JSON list on standard output."""
    say(json.dumps([diagnostic.as_json() for diagnostic in found], ensure_ascii=False, indent=2))


def as_github(found: Iterable[Diagnostic]) -> None:
    """All diagnostics as GitHub's workflow commands on standard output."""
    from whyfolio.cli.frames import for_github

    for diagnostic in found:
        say(for_github(diagnostic))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def tally(found: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; "" where there is nothing."""
    severities = [diagnostic.severity for diagnostic in found]
    counts = ((severities.count(severity), severity.value) for severity in Severity)
    return ", ".join(counted(number, word) for number, word in counts if number)


def shown(path: Path) -> str:
    """A path as short as it can be from here: relative, or from the home folder."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        pass
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
