"""The man page and the completions: as the commands are, and understood by man and by shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.folio import Folio
from tools import manual


@pytest.mark.parametrize("name", manual.files())
def test_a_shipped_file_is_what_its_tool_writes(name: str) -> None:
    written = (manual.SHARE / name).read_text(encoding="utf-8")
    assert written == manual.files()[name], "run `.venv/bin/python tools/manual.py`"


def test_the_man_page_tells_of_every_command_and_option() -> None:
    page = manual.man_page()
    for name, context, command in manual.each_command():
        assert f".SS whyfolio {name}\n" in page
        for option in command.get_params(context):
            for word in option.opts if option.param_type_name == "option" else ():
                assert word.replace("-", r"\-") in page


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_man_finds_no_fault_in_the_page() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", str(manual.SHARE / "man/man1/whyfolio.1")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert "whyfolio build" in done.stdout


def completed(folder: Path, words: str) -> list[str]:
    """What bash would offer for the last of these words."""
    environment = {
        **os.environ,
        "_WHYFOLIO_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    done = subprocess.run(
        [sys.executable, "-m", "whyfolio"],
        cwd=folder, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_a_shell_completes_commands_options_words_and_refs(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("stories/queue", "date: 2026").entry("packets/staff", "level: staff")
    assert completed(folio.root, "whyfolio bu") == ["build"]
    assert completed(folio.root, "whyfolio build --rep") == ["--replace"]
    assert completed(folio.root, "whyfolio build --audience pr") == ["private"]
    assert completed(folio.root, "whyfolio theme e") == ["eject"]
    assert completed(folio.root, "whyfolio deepen s") == ["stories/queue"]
    assert completed(folio.root, "whyfolio allow review ") == ["packets/staff", "stories/queue"]
    assert completed(folio.root, "whyfolio packet ") == ["packets/staff"]
    assert completed(tmp_path.parent, "whyfolio deepen s") == []
    assert completed(tmp_path.parent, f"whyfolio deepen -C {folio.root} s") == ["stories/queue"]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_can_read_its_script() -> None:
    script = manual.SHARE / manual.SHELLS["bash"]
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
