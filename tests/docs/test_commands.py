"""Every command that the documentation prints is run, or at least one that whyfolio takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.test_conversations import played
from tests.docs.words import ROOT, Block, blocks, blocks_of, fault_in, mentions, pages, text_of

# These are run with the tests of themes, and by those of what can be added.
ELSEWHERE = {"docs/themes.md", *(page for page in pages() if "/contributing/" in page)}
SETTING = re.compile(r"^[A-Z_]+=(?:\"[^\"]*\"|\S*) ")
UNQUOTED = r"(?=(?:[^']*'[^']*')*[^']*$)"
TARGETS = re.compile(r"^([a-z]+):", re.MULTILINE)
# What else a reader is told to type. Everything but the installers is run by some test.
OTHERS = {"pipx", "uv", "python3", "python", "pip", "npm", "npx", "git", "cd", "jq", "grep"}


def runs(page: str) -> bool:
    """Whether a page holds commands to be run, and a file is not only shown."""
    languages = {block.language for block in blocks_of(page)}
    return page not in ELSEWHERE and bool(languages & {"console", "terminal"})


@pytest.mark.parametrize("page", [page for page in pages() if runs(page)])
def test_the_commands_of_a_page_print_what_it_says(
    page: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    then = text_of(page)
    now = played(then, tmp_path)
    if request.config.getoption("--update-golden"):
        (ROOT / page).write_text(now, encoding="utf-8")
    else:
        assert now == then


def shell_lines(block: Block) -> list[str]:
    """The commands of a block that is not run, without comments."""
    lines = [line.strip() for line in block.text.replace("\\\n", " ").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def wrong_with(line: str, *, whole: bool) -> str:
    """What is wrong with a line for a shell; each command of a pipe counts."""
    faults = []
    for each in re.split(rf" (?:\||&&|;) {UNQUOTED}", line):
        part = SETTING.sub("", each.strip())
        program, _, rest = part.partition(" ")
        if program == "whyfolio":
            faults.append(fault_in(part, whole=whole))
        elif program == "make":
            known = TARGETS.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
            faults += [f"no target {word}" for word in rest.split()[:1] if word not in known]
        elif program not in OTHERS:
            faults.append(f"what is {program}?")
    return "; ".join(filter(None, faults))


def test_every_command_that_is_only_shown_can_be_typed() -> None:
    shown = [block for block in blocks() if block.language == "sh"]
    wrong = [
        f"{block.place}: {line}: {fault}"
        for block in shown
        for line in shell_lines(block)
        if (fault := wrong_with(line, whole=True))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_command_named_in_a_sentence_is_one() -> None:
    wrong = [
        f"{place}: {line}: {fault}"
        for page in pages()
        for place, line in mentions(page)
        if (fault := wrong_with(line, whole=False))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("whyfolio brag --form three-boxes", ""),
        ("whyfolio brag [PERIOD|FILE]", ""),
        ("whyfolio allow AUDIENCE REF…", ""),
        ("whyfolio brag --frm three-boxes", "No such option"),
        ("whyfolio allow nobody stories/x", "'nobody' is not one of"),
        ("whyfolio bragg", 'there is no command "bragg"'),
        ("whyfolio new", "Missing argument 'KIND'"),
        ("make nothing", "no target nothing"),
        ("rm notes.md", "what is rm?"),
    ],
)
def test_a_command_that_cannot_be_typed_is_seen(line: str, fault: str) -> None:
    found = wrong_with(line, whole=True)
    assert fault in found
    assert bool(fault) == bool(found)
