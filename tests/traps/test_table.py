"""The table of traps names tests, and each of them exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_trap_of_the_table_has_a_test_that_exists() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    one = r"`tests/[\w/.]+::test_\w+`"
    rows = re.findall(rf"^\| (\d+) \| [^|]+ \| ({one}(?:, {one})*) \|$", page, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 28
    for _, tests in rows:
        for file, name in re.findall(r"`([\w/.]+)::(\w+)`", tests):
            text = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^(?:async )?def {name}\(", text, re.MULTILINE), (file, name)
