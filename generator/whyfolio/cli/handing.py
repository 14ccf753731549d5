"""Handing a document over: made in its format, searched by the guard, written, and told of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from whyfolio.build import Opened, open_portfolio
from whyfolio.cli.call import Call, call_of
from whyfolio.cli.console import busy, counted, draw_all, note, say, shown, tally
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.exporters.document import Document
from whyfolio.exporters.formats import BINARY
from whyfolio.exporters.registry import export
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience

_TAG = re.compile(r"<[^<>]*>")
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a document is wanted: its format, the file it goes to ("" for one named after it).

    ``seal`` is what becomes of the file's bytes once the guard has looked them through.
    """

    form: str
    output: str
    seal: Callable[[bytes], bytes] | None = None


def sound(call: Call) -> Opened | None:
    """The project that something is handed over from; None where it has errors, which are told."""
    from whyfolio.memos import Memos

    opened = open_portfolio(call.project, call.today(), memos=Memos(call.project).notes)
    errors = [found for found in opened.diagnostics if found.is_error]
    if not errors:
        return opened
    draw_all(errors, opened.sources, opened.project)
    note(f"{tally(errors)}. Nothing was written.")
    return None


def hand_over(
    opened: Opened, document: Document, wanted: Wanted, name: str, figures: int = 0
) -> int:
    """Make a document for reviewers and write it; give the exit code.

    Args:
        opened: the project that it comes from.
        document: what is handed over.
        wanted: how.
        name: the file's name without its ending, where none is given.
        figures: how many figures stand in it.

    Raises:
        Refused: a file is in the way, or cannot be written.
        UsageError: the format's extra is missing, or it cannot go to the terminal.
    """
    if wanted.output == "-" and wanted.form in BINARY:
        raise UsageError(f"a {wanted.form} cannot be printed; give it a file with -o")
    with busy(f"Making {name}.{wanted.form} …"):
        made = export(document, wanted.form, name)
    if not _passes(opened, document, made):
        return 1
    if wanted.seal:
        made = replace(made, content=wanted.seal(made.content))
    if wanted.output == "-":
        say(made.content.decode().rstrip("\n"))
        return 0
    from whyfolio.exporters.delivery import deliver

    target = Path(wanted.output or made.path).expanduser().absolute()
    changed = deliver(made.content, target, opened.project)
    told = [f"{shown(target)}: {_size(made, wanted.form)}"]
    told += [] if changed else ["as it was"]
    again = ", ".join(_to_read_again(opened, document, figures))
    say(f"{', '.join(told)}.{f' Read again before it leaves: {again}.' if again else ''}")
    return 0


def _passes(opened: Opened, document: Document, made: Artifact) -> bool:
    """Whether nothing that is held back from reviewers stands in it; else say what does."""
    from whyfolio.guard import inspect

    leaving = [document.page, made]
    today = call_of().today()
    report = inspect(opened.written, leaving, Audience.REVIEW, opened.config, today)
    if not report.diagnostics:
        return True
    draw_all(report.diagnostics, opened.sources, opened.project)
    note(f"{counted(len(report.diagnostics), 'error')}. Nothing was written.")
    return False


def _size(made: Artifact, form: str) -> str:
    if form == "pdf":
        from whyfolio.exporters.pdf import pages

        return counted(pages(made.content), "page")
    return f"{max(1, round(len(made.content) / 1000)):,} kB"


def _to_read_again(opened: Opened, document: Document, figures: int) -> Iterator[str]:
    """What others will hold against its author: figures, and names."""
    from whyfolio.cli.opening import known_names

    if figures:
        yield counted(figures, "figure")
    words = " ".join(_TAG.sub(" ", document.html.partition("<main")[2]).split())
    full = sorted(name for name in known_names(opened.portfolio) if " " in name and name in words)
    if full:
        listed = ", ".join(full[:_NAMED]) + (", …" if len(full) > _NAMED else "")
        yield f"{counted(len(full), 'name')} ({listed})"
