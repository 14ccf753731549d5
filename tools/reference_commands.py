"""The pages of the reference about commands and settings, from what the program declares."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator

import click

from whyfolio.cli.main import commands
from whyfolio.config.values import GROUPS, Config, Setting, Table, WrittenCycle, settings_of
from whyfolio.model.audience import Audience
from whyfolio.model.fields import Date, FieldType, Many, Record
from whyfolio.names import join_words

# Where the words are listed that a setting takes.
_MORE = {
    "theme_options": " of [theme options](theme-options.md)",
    "thresholds": " of [thresholds](thresholds.md)",
}
COMMON = {"-C", "--today", "--debug", "--help"}


def commands_page() -> str:
    """Every command with its options, as `--help` says them."""
    lines = [
        "# Commands",
        "",
        "`whyfolio COMMAND --help` says the same as this page. Exit codes: 0 all is well, 1 the",
        "notes have errors or something was refused, 2 the command was typed wrongly, 3 whyfolio",
        "itself failed. What you asked for goes to standard output, all else to standard error.",
        "",
        "These may stand before or after any command:",
        "",
        *_options([one for one in commands.params if set(one.opts) & (COMMON | {"--version"})]),
        "",
        "A bare `whyfolio` is the two-minute screen: this week's lines, what is due, one question.",
    ]
    for name, command in _below(commands, "whyfolio"):
        lines += ["", f"{'###' if name.count(' ') > 1 else '##'} {name}", "", *_told(name, command)]
        own = [one for one in command.params if not set(one.opts) & COMMON]
        table = _options([one for one in own if isinstance(one, click.Option)])
        lines += ["", *table] if table else []
    return "\n".join(lines) + "\n"


def _below(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    with click.Context(group, **commands.context_settings) as context:
        for each in group.list_commands(context):
            command = group.get_command(context, each)
            if command is None or command.hidden:
                continue
            yield f"{name} {each}", command
            if isinstance(command, click.Group):
                yield from _below(command, f"{name} {each}")


def _told(name: str, command: click.Command) -> Iterator[str]:
    """How it is typed, and what its help says: paragraphs, lists as they are, the example last."""
    with click.Context(command, info_name=name, **commands.context_settings) as context:
        pieces = command.collect_usage_pieces(context)
    yield from ("```text", " ".join([name, *pieces]), "```")
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        said = paragraph.strip("\b\n")
        if said.startswith("Example:"):
            example = " ".join(said.removeprefix("Example:").split())
            yield from ("", "```sh", example, "```")
        elif paragraph.startswith("\b"):
            yield from ("", *_listed(said))
        else:
            yield from ("", _escaped(" ".join(said.split())))


def _listed(said: str) -> Iterator[str]:
    """Lines that click leaves as they are: a word and what it means, two spaces between."""
    for line in said.splitlines():
        word, gap, meaning = line.strip().partition("  ")
        yield f"- `{word}`: {_escaped(meaning.strip())}" if gap else f"{_escaped(line.strip())}\n"


def _options(options: list[click.Parameter]) -> list[str]:
    rows = [_row(one) for one in options if isinstance(one, click.Option) and not one.hidden]
    return ["| Option | What it does |", "| --- | --- |", *rows] if rows else []


def _row(option: click.Option) -> str:
    with click.Context(commands, **commands.context_settings) as context:
        metavar = "" if option.is_flag or option.count else option.make_metavar(context)
        names = ", ".join(f"`{name}{f' {metavar}' if metavar else ''}`" for name in option.opts)
        record = option.get_help_record(context)
    said = _escaped(record[1] if record else "")
    return f"| {names.replace('|', chr(92) + '|')} | {said} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def settings_page(type_in_words: Callable[[FieldType], str]) -> str:
    """Every setting with what may be written and what holds where nothing is.

    Args:
        type_in_words: what an author may write in a field of a type.
    """
    lines = [
        "# Settings",
        "",
        "`whyfolio.toml` lies at the top of a portfolio. All of it may be left out. A key that",
        "whyfolio does not know is an error with its line.",
        "",
        "```toml",
        "schema = 1",
        "",
        "[site]",
        'title = "Kim Vale"',
        'url = "https://kim.example"',
        "```",
        "",
        "## At the top",
        "",
        "| Setting | What to write | Where nothing is said | What it is |",
        "| --- | --- | --- | --- |",
        "| `schema` | `1` | 1 | The version of this form. A newer one needs a newer whyfolio. |",
    ]
    for name, shape in GROUPS.items():
        lines += ["", f"## [{name}]", "", *_settings(shape, type_in_words)]
    lines += ["", "## [[cycle]]", "", *_cycles(), "", *_settings(WrittenCycle, type_in_words)]
    return "\n".join(lines) + "\n"


def _cycles() -> list[str]:
    return [
        "One for each review cycle of your company. None is needed: `2026-H2`, `2026-Q3`, `2026`",
        "and `2026-05` are known. A cycle gives a stretch of time a name, a day on which it is",
        "due, and a form.",
    ]


def _settings(shape: type, type_in_words: Callable[[FieldType], str]) -> Iterator[str]:
    yield "| Setting | What to write | Where nothing is said | What it is |"
    yield "| --- | --- | --- | --- |"
    usual = {member.name: member.default for member in dataclasses.fields(shape)}
    for name, setting in settings_of(shape).items():
        needed = " (needed)" if setting.required else ""
        yield (
            f"| `{name}`{needed} | {_written(setting, type_in_words)} | {_default(usual[name])} "
            f"| {setting.doc} |"
        )
        of = setting.type.of if isinstance(setting.type, Many) else setting.type
        if isinstance(of, Record):
            for inner, declared in settings_of(of.shape).items():
                written = _written(declared, type_in_words)
                yield f"| `{name}`: `{inner}` (needed) | {written} | | {declared.doc} |"


def _written(setting: Setting, type_in_words: Callable[[FieldType], str]) -> str:
    kind = setting.type
    if isinstance(kind, Table):
        keys = f": {join_words([f'`{key}`' for key in kind.keys])}" if kind.keys else ""
        return f"a table{keys}{_MORE.get(setting.name, '')}"
    if isinstance(kind, Many) and isinstance(kind.of, Record):
        return f"a list of tables, `[[guard.{setting.name}]]`"
    if isinstance(kind, Date):
        return "a day"
    return type_in_words(kind)


def _default(value: object) -> str:
    match value:
        case None | "" | ():
            return ""
        case tuple():
            return ", ".join(f"`{_word(one)}`" for one in value)
    return f"`{_word(value)}`"


def _word(value: object) -> str:
    return value.value if isinstance(value, Audience) else str(value)


SETTINGS = {**GROUPS, "cycle": WrittenCycle}
assert {field.name for field in dataclasses.fields(Config)} == {*GROUPS, "cycles"}  # noqa: S101
