"""Write the man page and the completions for shells, from what the commands say of themselves.

They lie in generator/share/ as an installation lays them out, and a wheel brings them along. Run it
after a change of a command or an option; `--check` only says whether a file is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from whyfolio.cli.main import commands

sys.path.insert(0, str(Path(__file__).parent))

from written import ROOT, kept

SHARE = ROOT / "generator" / "share"
SHELLS = {
    "bash": "bash-completion/completions/whyfolio",
    "zsh": "zsh/site-functions/_whyfolio",
    "fish": "fish/vendor_completions.d/whyfolio.fish",
}
ENDS = (
    ("0", "it went well"),
    ("1", "the content has errors, or what was asked for was refused"),
    ("2", "the command was called in a way that has no meaning"),
    ("3", "whyfolio itself failed; --debug shows where"),
)
VARIABLES = (
    ("WHYFOLIO_HOME", "the folder of your own settings: which portfolio is the default"),
    ("WHYFOLIO_PASSPHRASE", "the passphrase for share --lock, where nobody can be asked"),
    ("SOURCE_DATE_EPOCH", "the day to take for today, as seconds since 1970"),
    ("NO_COLOR", "print without colours"),
)
COMMON = frozenset(["-C", "--today", "--debug", "--help"])


def man_page() -> str:
    """The page whyfolio(1), in the macros that every man reads."""
    lines = [
        '.TH WHYFOLIO 1 "" whyfolio "User commands"',
        ".SH NAME",
        r"whyfolio \- notes about your work become a portfolio, a packet and a brag document",
        ".SH SYNOPSIS",
        r".B whyfolio",
        r"[\fIOPTIONS\fR] [\fICOMMAND\fR] [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        *_paragraphs(commands.help or ""),
        ".SH OPTIONS",
        *_options(commands, frozenset()),
        ".SH COMMANDS",
        *(line for name, path, found in each_command() for line in _command(name, path, found)),
        ".SH EXIT STATUS",
        *(line for code, told in ENDS for line in (".TP", rf"\fB{code}\fR", _text(told))),
        ".SH ENVIRONMENT",
        *(line for name, told in VARIABLES for line in (".TP", rf"\fB{name}\fR", _text(told))),
        ".SH SEE ALSO",
        r"The documentation comes with the sources, in \fIdocs/\fR; each command says more with",
        r"\fB\-\-help\fR, and each message with \fBwhyfolio check \-\-explain\fR \fICODE\fR.",
    ]
    return "\n".join(lines) + "\n"


def each_command() -> Iterator[tuple[str, click.Context, click.Command]]:
    """Every command and every command of a command, with its whole name."""
    top = click.Context(commands, info_name="whyfolio", **commands.context_settings)
    yield from _inside(commands, top, "")


def _inside(
    group: click.Group, context: click.Context, before: str
) -> Iterator[tuple[str, click.Context, click.Command]]:
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if found is None:
            continue
        whole = f"{before} {name}".strip()
        inner = click.Context(found, info_name=name, parent=context)
        yield whole, inner, found
        if isinstance(found, click.Group):
            yield from _inside(found, inner, whole)


def _command(name: str, context: click.Context, command: click.Command) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS whyfolio {name}"
    yield ".PP"
    yield rf"\fBwhyfolio {_text(name)}\fR {_text(usage)}"
    yield from _paragraphs(command.help or "")
    yield from _options(command, COMMON)


def _options(command: click.Command, leaving_out: frozenset[str]) -> Iterator[str]:
    context = click.Context(command, **commands.context_settings)
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    for option in options:
        names = {*option.opts, *option.secondary_opts}
        record = option.get_help_record(context) if not names & leaving_out else None
        if record:
            yield from (".TP", rf"\fB{_text(record[0])}\fR", _text(record[1]) or r"\&")


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text.strip()):
        yield ".PP"
        if part.startswith("\b"):
            rows = part.removeprefix("\b").strip("\n").splitlines()
            yield from (".nf", *(_text(row) for row in rows), ".fi")
        else:
            yield _text(" ".join(part.split()))


def _text(text: str) -> str:
    """A text in which nothing is taken for a macro, and every hyphen can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped


def completion(shell: str) -> str:
    """What makes a shell complete whyfolio's commands and options: click's own script."""
    found = get_completion_class(shell)
    if found is None:
        raise ValueError(shell)
    made = found(commands, {}, "whyfolio", "_WHYFOLIO_COMPLETE")
    return made.source_template % made.source_vars() + "\n"


def files() -> dict[str, str]:
    """Every file below share/, with its text."""
    return {"man/man1/whyfolio.1": man_page(), **{SHELLS[one]: completion(one) for one in SHELLS}}


if __name__ == "__main__":
    sys.exit(kept({SHARE / name: text for name, text in files().items()}, sys.argv[1:]))
