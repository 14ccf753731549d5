"""Commands and what they print, as Markdown: each `*.md` here is one visit to the terminal.

A block ```` ```file PATH ```` writes a file; a block ```` ```console ```` holds commands behind
`$ `, what they print to both outputs, and `[exit N]` where N is not 0. Times are printed as `…`.
`make golden` and `pytest tests/cli --update-golden` write the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.glob("*.md"))
# What releases of click say differently by themselves.
CLICKS_OWN = {
    "[OPTIONS] COMMAND [ARGS]...": "[OPTIONS] [COMMAND] [ARGS]...",
    " -h' for help": " --help' for help",
}
BLOCK = re.compile(r"^```(file|console)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIMED = re.compile(r"\d+\.\d\d s\.")
DRAWN = re.compile(r"\d+ pages drawn")
BUILT_IN = re.compile(r"\b((?:margin|plain)/templates/[\w/.-]+):\d+")
LOOKED_FOR = re.compile(r"\d+ held-back strings?")


def run(command: str, folder: Path) -> str:
    """What one command prints, its exit code last where that is not 0."""
    words = shlex.split(command)
    assert words[0] in {"whyfolio", "cat"}, command
    start = [sys.executable, "-m", "whyfolio"] if words[0] == "whyfolio" else ["cat"]
    done = subprocess.run(
        [*start, *words[1:]],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(folder),
            "GIT_AUTHOR_NAME": "Kim Vale",
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "SOURCE_DATE_EPOCH": "1795219200",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    told = DRAWN.sub("… pages drawn", BUILT_IN.sub(r"\1:…", TIMED.sub("… s.", done.stdout)))
    for older, newer in CLICKS_OWN.items():
        told = told.replace(older, newer)
    printed = LOOKED_FOR.sub("… held-back strings", told).replace(str(folder), "HERE").rstrip("\n")
    code = f"[exit {done.returncode}]" if done.returncode else ""
    return "\n".join(filter(None, [printed, code]))


def replayed(text: str, folder: Path) -> str:
    """The transcript with what the commands print now."""

    def block(found: re.Match[str]) -> str:
        kind, path, inside = found.groups()
        if kind == "file":
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(inside, encoding="utf-8")
            return found[0]
        commands = [line[2:] for line in inside.splitlines() if line.startswith("$ ")]
        told = [f"$ {command}\n{run(command, folder)}".rstrip("\n") for command in commands]
        return "```console\n" + "\n".join(told) + "\n```"

    return BLOCK.sub(block, text)


@pytest.mark.parametrize("case", CASES)
def test_the_terminal_shows_what_the_transcript_says(
    case: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = HERE / case
    then = path.read_text(encoding="utf-8")
    now = replayed(then, tmp_path)
    if request.config.getoption("--update-golden"):
        path.write_text(now, encoding="utf-8")
    else:
        assert now == then
