"""What the documentation consists of: its pages, their blocks of code, the commands they name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from whyfolio.cli.main import commands

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# Made by a program from what the program declares, or a record of one run.
GENERATED = ("reference/diagnostics.md", "reference/theme-contexts.md", "proof/")
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<words>[^`\n]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
MENTION = re.compile(r"`+ ?(whyfolio(?: [^`]*)?|make [a-z]+) ?`+")
# Words that stand for what a reader has to put there.
STANDS_FOR = {
    "AUDIENCE": "review",
    "SOURCE": "adr",
    "KIND": "story",
    "COMMAND": "build",
    "N": "1",
    "DATE": "2026-01-01",
    "WHAT": "json",
}


@dataclass(frozen=True)
class Block:
    """A block of code: what stands behind its fence, and what is in it."""

    page: str
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[str]:
    """Every page that somebody wrote, relative to the repository."""
    found = [path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md")]
    written = [page for page in found if not page.removeprefix("docs/").startswith(GENERATED)]
    return ["README.md", "CONTRIBUTING.md", *sorted(written)]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks_of(page: str) -> Iterator[Block]:
    """The blocks of a page, in their order, without the indent of a list around them."""
    text = text_of(page)
    for found in BLOCK.finditer(text):
        inside = re.sub(f"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1
        yield Block(page, line, tuple(found["words"].split()), inside)


def blocks() -> list[Block]:
    return [block for page in pages() for block in blocks_of(page)]


def prose_of(page: str) -> str:
    """The text of a page without its code, each line where it was."""
    text = BLOCK.sub(lambda found: "\n" * found[0].count("\n"), text_of(page))
    return re.sub(r"`[^`\n]+`", "", text)


def mentions(page: str) -> Iterator[tuple[str, str]]:
    """Commands that are named within sentences, with the place of each."""
    text = text_of(page)
    prose = BLOCK.sub(lambda found: "\n" * found[0].count("\n"), text)
    for found in MENTION.finditer(prose):
        line = prose.count("\n", 0, found.start()) + 1
        yield f"{page}:{line}", " ".join(found[1].split())


def words_of(line: str) -> list[str]:
    """The words of a command as it may be typed: no brackets, the first of alternatives."""
    plain = re.sub(r"[\[\]…]", " ", line.partition("  ")[0])
    found = shlex.split(plain.rstrip(" \\"), comments=True)
    chosen = [word.partition("|")[0] if "://" not in word else word for word in found]
    return [STANDS_FOR.get(word, word) for word in chosen]


def fault_in(line: str, *, whole: bool) -> str:
    """What is wrong with a command of whyfolio, as it would say it; "" where nothing is.

    Args:
        line: the command as it is printed.
        whole: whether it is typed so; one that is only named may lack what it needs.
    """
    words = words_of(line)
    assert words[0] == "whyfolio", line
    try:
        _parsed(commands, "whyfolio", words[1:], None)
    except (click.MissingParameter, click.exceptions.NoArgsIsHelpError) as error:
        return error.format_message() if whole else ""
    except click.ClickException as error:
        return error.format_message()
    except click.exceptions.Exit:
        pass  # --help and --version
    return ""


def _parsed(
    command: click.Command, name: str, words: list[str], parent: click.Context | None
) -> None:
    context = command.make_context(name, list(words), parent)
    with context:
        rest = [*context._protected_args, *context.args]
        if isinstance(command, click.Group) and rest:
            named, chosen, left = command.resolve_command(context, rest)
            assert named is not None
            assert chosen is not None
            _parsed(chosen, named, left, context)


def every_command(
    command: click.Command = commands, name: str = "whyfolio"
) -> Iterator[tuple[str, click.Command]]:
    """All commands with those below them, by the words that call them."""
    yield name, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for each in command.list_commands(context):
                found = command.get_command(context, each)
                assert found is not None
                yield from every_command(found, f"{name} {each}")
