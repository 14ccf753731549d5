"""Every code is explained, every explanation is of a code, and the reference says the same."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from whyfolio.explain import Explanation, all_codes, explanation
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "whyfolio"
CODE = re.compile(r"[EWN]\d{3}")
PLACE = re.compile(r"^\[([EWN]\d{3})\]$", re.MULTILINE)

EXPECTED_ROWS = """\
| `scope` | `self`, `team`, `organisation`, `company` or `industry` | public | How far it reached. |
| `outcome_due` | a date | private | When to come back and fill in what really happened. |
| `competency` (needed) | an id | public | The competency's id on the ladder. |
| `confidence` | a whole number from 0 to 100 | public | How sure, in percent. |
| `cost` | a sentence | review, at most public | What it took: time, money, patience. |
| `short` | a sentence, at most 160 characters | public | One sentence of at most 160 characters. |
| `person` | [person](#person) (or its one-line form) | public | Who they are. |
"""


def reference() -> ModuleType:
    """The tool that writes the reference."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def codes_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def test_every_code_is_explained_and_every_explanation_is_of_a_code() -> None:
    used = {code: path for path in PACKAGE.rglob("*.py") for code in codes_in(path)}
    missing = {code: path.name for code, path in used.items() if code not in all_codes()}
    assert missing == {}
    assert sorted(set(all_codes()) - set(used)) == []


def test_no_code_is_explained_twice() -> None:
    pages = [page.read_text(encoding="utf-8") for page in (PACKAGE / "codes").glob("*.toml")]
    counted = Counter(code for page in pages for code in PLACE.findall(page))
    assert [code for code, count in counted.items() if count > 1] == []
    assert sorted(counted) == sorted(all_codes())


@pytest.mark.parametrize("code", all_codes())
def test_an_explanation_is_whole(code: str) -> None:
    told = explanation(code)
    assert told.code == code
    assert not told.title.endswith(".")
    for sentences in (told.cause, told.cure):
        assert sentences[0].isupper() or sentences[0] in "`w"
        assert sentences[-1] in ".`"


def test_an_unknown_code_has_no_explanation() -> None:
    with pytest.raises(KeyError):
        explanation("E999")


def test_an_explanation_says_title_cause_and_cure() -> None:
    assert explanation("N201") == Explanation(
        "N201",
        "no why",
        "The story says what was done and not why it mattered. "
        "Without a why it is never used as a claim in a packet.",
        "Add a line `why:` that names who was better off, or what would have gone on going wrong.",
    )


@pytest.mark.parametrize("name", ["diagnostics.md", "fields.md"])
def test_a_page_of_the_reference_is_what_its_tool_writes(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == reference().PAGES[name](), "run `.venv/bin/python tools/reference.py`"


def test_the_reference_has_a_row_for_every_field() -> None:
    page = reference().fields_page()
    sections = {part.split("\n", 1)[0]: part for part in page.split("\n## ")}
    for kind, shape in {**KINDS, "profile": Profile}.items():
        part = sections["Every kind"] + sections[kind.capitalize()]
        named = re.findall(r"^\| `([\w]+)`", part, re.MULTILINE)
        assert sorted(named) == sorted(fields_of(shape))


def test_the_reference_shows_type_readers_and_purpose() -> None:
    page = reference().fields_page()
    for row in EXPECTED_ROWS.splitlines():
        assert row in page.splitlines()
