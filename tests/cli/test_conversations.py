"""Conversations on a real terminal, as Markdown: each file of `conversations/` is one sitting.

A block ```` ```terminal ```` holds a command behind `$ ` and all that the screen shows then;
behind `> ` stands what is typed. Blocks ```` ```file PATH ```` and ```` ```console ```` are as in
the transcripts beside it: in a console nobody is there to answer.
`pytest tests/cli --update-golden` types the same answers and writes the screens anew.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest
from tests.cli.test_transcripts import replayed
from tests.folio import Folio

HERE = Path(__file__).parent / "conversations"
CASES = sorted(path.name for path in HERE.glob("*.md"))
TERMINAL = re.compile(r"^```terminal\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHER = re.compile(r"^```(?:file|console)(?: \S+)?\n.*?^```$", re.MULTILINE | re.DOTALL)
STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
TYPED = re.compile(r"^(?:\[[^\]\n]*\] )?> ?(.*)$", re.MULTILINE)
PATIENCE = 20


def talk(command: str, answers: Sequence[str], folder: Path) -> str:
    """What the screen shows when the answers are typed, one a prompt."""
    words = shlex.split(command)
    assert words[0] == "whyfolio", command
    child = pexpect.spawn(
        sys.executable,
        ["-m", "whyfolio", *words[1:]],
        cwd=str(folder),
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "GIT_AUTHOR_NAME": "Kim Vale",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "SOURCE_DATE_EPOCH": "1795219200",
        },
        encoding="utf-8",
        dimensions=(60, 200),
        timeout=PATIENCE,
    )
    screen, waiting = "", list(answers)
    while True:
        at = child.expect([re.compile(r"\n(?:\[[^\]\r\n]*\] )?> \Z"), pexpect.EOF])
        screen += child.before + (child.after if at == 0 else "")
        if at:
            break
        assert waiting, f"nothing is left to answer with:\n{screen}"
        child.sendline(waiting.pop(0))
    child.close()
    assert not waiting, f"never asked for {waiting}:\n{screen}"
    shown = STYLE.sub("", screen).replace(str(folder), "HERE").rstrip()
    code = f"[exit {child.exitstatus}]" if child.exitstatus else ""
    return "\n".join(filter(None, ["\n".join(map(str.rstrip, shown.split("\n"))), code]))


def played(text: str, folder: Path) -> str:
    """The whole sitting, with what the screen shows now."""

    def terminal(inside: str) -> str:
        command, _, shown = inside.partition("\n")
        answers = TYPED.findall(shown)
        return f"```terminal\n{command}\n{talk(command[2:], answers, folder)}\n```"

    parts, end = [], 0
    blocks = [*TERMINAL.finditer(text), *OTHER.finditer(text)]
    for block in sorted(blocks, key=re.Match[str].start):
        parts.append(text[end : block.start()])
        is_terminal = block.re is TERMINAL
        parts.append(terminal(block[1]) if is_terminal else replayed(block[0], folder))
        end = block.end()
    return "".join([*parts, text[end:]])


@pytest.mark.parametrize("case", CASES)
def test_the_screen_shows_what_the_conversation_says(
    case: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = HERE / case
    then = path.read_text(encoding="utf-8")
    now = played(then, tmp_path)
    if request.config.getoption("--update-golden"):
        path.write_text(now, encoding="utf-8")
    else:
        assert now == then


def test_answers_stay_where_somebody_leaves_without_a_word(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/x", "date: 2026-11\nwhat: I did it.\nwhy: So.")
    screen = talk("whyfolio deepen", ["lead", "\x04"], tmp_path)
    assert screen.endswith("Saved. 1 answer, 1 story stronger.")
    assert "role: lead\n" in (folio.root / "content/stories/x.md").read_text(encoding="utf-8")
