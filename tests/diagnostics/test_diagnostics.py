"""Each Markdown file here is a case: broken files, and exactly what is said about them.

A block fenced by tildes is a file: its path, then words on how it is written (`crlf`, `cr`,
`bom`, an encoding, `link`: the text is where it leads, `pipe`, `large`: repeated to more than
1 MiB, `locked`: the system does not let it be read, `absent`). The block called
`diagnostics` holds what must be said; `pytest --update-golden` writes it anew.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import whyfolio
from whyfolio.content.loader import load
from whyfolio.content.tree import Found
from whyfolio.diagnostics import Diagnostic

CASES = sorted(Path(__file__).parent.glob("*.md"))
CODES = Path(whyfolio.__file__).parent / "codes" / "content.toml"
BLOCK = re.compile(r"^~~~~ ([^\n]+)\n(.*?)^~~~~$", re.MULTILINE | re.DOTALL)
ENDINGS = {"crlf": "\r\n", "cr": "\r"}


def write(root: Path, path: str, words: Sequence[str], text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if "absent" in words:
        target.unlink(missing_ok=True)
    elif "link" in words:
        target.symlink_to(text.strip())
    elif "pipe" in words:
        os.mkfifo(target)
    elif "large" in words:
        target.write_text(text * (1024 * 1024 // len(text) + 1), encoding="utf-8")
    else:
        written = text.replace("␀", "\0").replace("\n", ending(words))
        encoding = next((word for word in words if word not in {*ENDINGS, "bom"}), "utf-8")
        target.write_bytes(written.encode("utf-8-sig" if "bom" in words else encoding))


def ending(words: Sequence[str]) -> str:
    return next((ENDINGS[word] for word in words if word in ENDINGS), "\n")


def reading_all_but(locked: Sequence[Path]) -> Callable[[Found], bytes]:
    read = Found.read

    def refuse(found: Found) -> bytes:
        if Path(found.file) in locked:
            raise PermissionError(13, "Permission denied")
        return read(found)

    return refuse


def drawn(diagnostics: Sequence[Diagnostic]) -> str:
    lines = []
    for found in diagnostics:
        place = f"{found.place.file}:{found.place.line}:{found.place.column}"
        lines.append(f"{place}: {found.severity}[{found.code}]: {found.message}\n")
        lines += [f"    {found.hint}\n"] if found.hint else []
    return "".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_wrong_is_said_exactly(
    case: Path, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = case.read_text(encoding="utf-8")
    write(tmp_path, "content/profile.md", (), "---\nname: Kim Vale\n---\n")
    blocks = [(found[1].split(), found[2]) for found in BLOCK.finditer(text)]
    expected, locked = "", list[Path]()
    for (name, *words), inner in blocks:
        if name == "diagnostics":
            expected = inner
        else:
            locked += [tmp_path / name] if "locked" in words else []
            write(tmp_path, name, [word for word in words if word != "locked"], inner)
    monkeypatch.setattr(Found, "read", reading_all_but(locked))
    said = drawn(load(tmp_path).diagnostics)
    if pytestconfig.getoption("--update-golden"):
        kept = text.partition("~~~~ diagnostics\n")[0].rstrip("\n")
        case.write_text(f"{kept}\n\n~~~~ diagnostics\n{said}~~~~\n", encoding="utf-8")
        expected = said
    assert said == expected


def test_every_code_of_reading_has_a_page_and_a_case() -> None:
    documented = tomllib.loads(CODES.read_text(encoding="utf-8"))
    seen = {
        code
        for case in CASES
        for code in re.findall(r"\[([EW][12]\d\d)\]", case.read_text(encoding="utf-8"))
    }
    assert seen == set(documented)
    assert {tuple(page) for page in documented.values()} == {("title", "cause", "cure")}
