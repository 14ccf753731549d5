"""A dated list from any file, told as a brag document or filled into a form; no portfolio."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from whyfolio.cli.boxes import as_text, left_out, paste_along, read_again, summary
from whyfolio.cli.call import Call
from whyfolio.cli.console import counted, note, say, shown
from whyfolio.cli.forms import form_named, known_forms
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.importers.dated_lines import DatedList, read_dated_lines
from whyfolio.outputs.forms.shapes import Candidate, Reason

_ENDINGS = frozenset([".md", ".markdown", ".mdown", ".txt", ".text"])
_PIPE = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of the list: a form's id or "", a format, a file or "" for the screen."""

    form: str
    kind: str
    output: str


def is_file(typed: str) -> bool:
    """Whether a file is meant and no period."""
    return typed == _PIPE or Path(typed).suffix.lower() in _ENDINGS or Path(typed).is_file()


def tell(typed: str, wanted: Wanted, call: Call) -> int:
    """Tell a file's lines and give the exit code: 1 where none of them has a date.

    Raises:
        UsageError: the file cannot be read as text, or there is no such form.
        Refused: a file is in the way, or cannot be written.
    """
    file = "<stdin>" if typed == _PIPE else typed
    read = read_dated_lines(_text(typed))
    if not read.dated:
        _name_undated(read, file)
        note(f"{file}: no line has a date. Begin them like `- 2026-03-04 …`, or put them under one")
        note("  like `## March 2026`.")
        return 1
    if wanted.form:
        return _fill(read, file, wanted, call)
    _name_undated(read, file)
    return _document(read, file, wanted, call)


def _text(typed: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if typed == _PIPE else Path(typed).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{typed} is no text in UTF-8 (byte {error.start + 1})") from None
    except OSError as error:
        raise UsageError(f"{typed} cannot be read: {(error.strerror or '').lower()}") from None


def _name_undated(read: DatedList, file: str) -> None:
    for line in read.undated:
        note(f"{file}:{line.line}: {line.doubt or 'no date'}: {line.text}")


# --- a form ------------------------------------------------------------------------------------


def _fill(read: DatedList, file: str, wanted: Wanted, call: Call) -> int:
    from whyfolio.outputs.forms.form import fill_form
    from whyfolio.outputs.forms.notes import line_candidates
    from whyfolio.outputs.forms.rereading import reread

    form = form_named(wanted.form, known_forms(call)[0])
    filled = fill_form(form, line_candidates(read, file))
    to_file = wanted.output not in {"", _PIPE}
    for line in summary(filled, of_file=True, with_text=not to_file):
        say(line)
    _name_undated(read, file)
    dated = tuple(out for out in filled.left_out if out.reason is not Reason.NO_DATE)
    _remark("Left out:", left_out(replace(filled, left_out=dated), _place))
    for line in read_again(reread(filled)):
        note(line)
    wrote = f"Wrote {_written(as_text(filled).encode(), wanted.output)}" if to_file else ""
    paste_along(filled, wrote)
    return 0


def _place(candidate: Candidate) -> str:
    return candidate.source.ref


def _remark(heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    for line in [heading, *found] if found else []:
        note(line)


# --- a document --------------------------------------------------------------------------------


def _document(read: DatedList, file: str, wanted: Wanted, call: Call) -> int:
    from whyfolio.exporters.document import document_of
    from whyfolio.exporters.formats import BINARY
    from whyfolio.exporters.registry import export
    from whyfolio.outputs.brag.lines import bare_desk, lines_plan

    name = f"brag-{Path(file).stem.strip('<>')}"
    desk = bare_desk(call.today())
    made = export(document_of(desk, lines_plan(desk, read, name), call.start), wanted.kind, name)
    output = wanted.output or (made.path if wanted.kind in BINARY | {"html"} else _PIPE)
    if output == _PIPE and wanted.kind in BINARY:
        raise UsageError(f"a {wanted.kind} cannot be printed; give it a file with -o")
    if output == _PIPE:
        say(made.content.decode().rstrip("\n"))
    else:
        say(f"Wrote {_written(made.content, output)}: {counted(len(read.lines), 'line')}.")
    return 0


def _written(content: bytes, output: str) -> str:
    from whyfolio.exporters.delivery import deliver

    target = Path(output).expanduser().absolute()
    deliver(content, target, None)
    return shown(target)
