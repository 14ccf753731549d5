"""What a note's text reaches: a build after an edit of one goes by it (`amend/entries.py`)."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator" / "whyfolio"
ELSEWHERE = ("outputs/forms", "outputs/handout", "outputs/tell")  # no pages of the site
# Who is added must be known to `amend`, which else makes an old page of a new text.
READERS = {
    "outputs/bodies.py": "makes HTML of it",
    "outputs/entries.py": "the entry's own page",
    "outputs/home.py": "the only story's, and the profile's",
    "outputs/links.py": "the files that it names",
    "outputs/machine.py": "the feeds",
    "outputs/packet/pages.py": "a packet's own page",
    "outputs/plugged.py": "a plugin's page, which is no entry",
    "portfolio/leading.py": "what it names that is not there",
    "portfolio/named.py": "the files that it names",
    "portfolio/narrow.py": "what an audience may read of it",
    "portfolio/retold.py": "the preview's own way",
    "portfolio/titles.py": "a title that stands in it",
}


def reads_texts(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return not {"body", "texts"}.isdisjoint(found)


def test_the_text_of_an_entry_is_read_by_those_alone_who_are_known_to() -> None:
    files = [*(PACKAGE / "outputs").rglob("*.py"), *(PACKAGE / "portfolio").rglob("*.py")]
    found = {path.relative_to(PACKAGE).as_posix() for path in files if reads_texts(path)}
    assert {path for path in found if not path.startswith(ELSEWHERE)} == set(READERS)
