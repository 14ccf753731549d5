"""Every block of code in the documentation is what it says it is, and whyfolio reads it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.docs.words import ROOT, Block, blocks
from tests.folio import Folio
from whyfolio.config.reader import read_config
from whyfolio.model.kinds import KINDS

# What each of these says is held against whyfolio by the test of its page.
ELSEWHERE = {"console", "terminal", "file", "sh", "story", "verdict", "text", "diff"}
LADDER = "id: mine\ntitle: Mine\nlevels: [{id: a, title: A}]\ncompetencies: [{id: x, title: X}]\n"


def front_matter(block: Block, folder: Path) -> list[str]:
    """What is wrong with fields of a kind: `yaml story`, `yaml profile`."""
    kind = block.words[1]
    folio = Folio.at(folder)
    if kind == "profile":
        name = "" if "name:" in block.text else "name: Kim Vale\n"
        folio.write("content/profile.md", f"---\n{name}{block.text}---\n")
    else:
        date = "date: 2026-09\n" if KINDS[kind].needs_date and "date:" not in block.text else ""
        folio.entry(f"{KINDS[kind].folder}/x", date + block.text)
    return serious(folio)


def own_yaml(block: Block, folder: Path) -> list[str]:
    """What is wrong with a ladder, its rule, or a form."""
    what = block.words[1]
    text = LADDER + block.text if what == "rule" else block.text
    place = "ladders" if what == "rule" else f"{what}s"
    return serious(Folio.at(folder).write(f"content/{place}/mine.yaml", text))


def note(block: Block, folder: Path) -> list[str]:
    """What is wrong with a whole note, or with a piece of a body."""
    kind = KINDS[block.words[1] if len(block.words) > 1 else "story"]
    front = "" if block.text.startswith("---") else "---\ndate: 2026-09\n---\n"
    return serious(Folio.at(folder).write(f"content/{kind.folder}/x.md", front + block.text))


def serious(folio: Folio) -> list[str]:
    """The errors; that an entry names another one which is not printed beside it is none."""
    return [code for code in folio.codes() if code[0] == "E" and code not in {"E301", "E303"}]


def settings(block: Block, _folder: Path) -> list[str]:
    """What is wrong with settings, or with the TOML of somebody else."""
    if len(block.words) > 1:
        tomllib.loads(block.text)
        return []
    text = block.text if "schema" in block.text else f"schema = 1\n{block.text}"
    return [found.message for found in read_config(text)[1]]


def javascript(block: Block, folder: Path) -> list[str]:
    """What is wrong with a script, as Node says it."""
    node = shutil.which("node") or shutil.which(str(ROOT / ".venv" / "bin" / "node"))
    assert node is not None, "there is no node: `make setup` gets one"
    (folder / "x.mjs").write_text(block.text, encoding="utf-8")
    done = subprocess.run([node, "--check", folder / "x.mjs"], check=False, capture_output=True)
    return [done.stderr.decode()] if done.returncode else []


def python(block: Block, _folder: Path) -> list[str]:
    """What is wrong with Python: it is run, and so its imports are there.

    A script that reads what is typed behind its name is only read; `python script` says so.
    """
    if block.words[1:] == ("script",):
        compile(block.text, block.place, "exec")
        return []
    exec(compile(block.text, block.place, "exec"), {"__name__": "shown"})  # noqa: S102
    return []


def data_for_others(block: Block, _folder: Path) -> list[str]:
    """What is wrong with JSON."""
    json.loads(block.text)
    return []


def in_yaml(block: Block, folder: Path) -> list[str]:
    """What is wrong with YAML; it says what it is of: a kind, `ladder`, `rule`, `form`, `other`."""
    if len(block.words) == 1:
        return ["say what it is of: ```yaml story"]
    if block.words[1] == "other":
        yaml.safe_load(block.text)
        return []
    own = block.words[1] in {"ladder", "rule", "form"}
    return (own_yaml if own else front_matter)(block, folder)


READERS: dict[str, Callable[[Block, Path], list[str]]] = {
    "yaml": in_yaml,
    "toml": settings,
    "markdown": note,
    "json": data_for_others,
    "js": javascript,
    "python": python,
}


@pytest.mark.parametrize(
    "block",
    [block for block in blocks() if block.language in READERS],
    ids=lambda block: block.place,
)
def test_a_block_can_be_read(block: Block, tmp_path: Path) -> None:
    assert READERS[block.language](block, tmp_path) == []


def test_every_block_says_what_it_is() -> None:
    unknown = [
        f"{block.place}: ```{' '.join(block.words)}"
        for block in blocks()
        if block.language not in {*READERS, *ELSEWHERE}
    ]
    assert not unknown, "\n".join(unknown)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("yaml story", "role: king\n"),
        ("yaml form", "id: x\nsections: 3\n"),
        ("toml", "[site]\ntitel = 'x'\n"),
        ("markdown", "It costs [a lot]{.secret-ish .privat}.\n\n::: private\nNever closed.\n"),
        ("js", "export default {"),
    ],
)
def test_a_block_with_a_fault_is_seen(words: str, text: str, tmp_path: Path) -> None:
    block = Block("x.md", 1, tuple(words.split()), text)
    assert READERS[block.language](block, tmp_path)
