"""The documentation as a site, built by whyfolio from its own `page` and `decision` kinds.

`make docs` gathers `docs/`, CONTRIBUTING and CHANGELOG into a portfolio below `.cache/docs/` and
builds it into `site/docs/public/`. Each file is a page whose address is its name; a decision stays
a decision. Links between files lead to the pages, links to other files of the repository keep
their words.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from posixpath import normpath, relpath

from whyfolio.build import build
from whyfolio.content.frontmatter import split
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PROJECT = ROOT / ".cache" / "docs"
OUTPUT = ROOT / "site" / "docs"

# The pages in the menu, in their order, and what it calls them.
MENU = {
    "tutorial.md": "Tutorial",
    "how-to/index.md": "How to",
    "reference/index.md": "Reference",
    "explanation/index.md": "Explanation",
    "project.md": "Project",
}
WIDE = "{.wide}"
# What lies in docs/ and is no page of the site.
LEFT_OUT = ("site/", "examples/")
# Two files that would be the same page.
RENAMED = {"contributing/index.md": "contributing-by-example"}
BESIDE = ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")

_LINK = re.compile(r"(!?)\[((?:[^\]\[]|\[[^\]]*\])*)\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)")
_FENCE = re.compile(r"^( *)```([\w-]+) (\S.*)\n", re.MULTILINE)
_CODE = re.compile(r"^(?P<indent> *)```.*?^(?P=indent)```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"\A\s*# (.+)\n")
_LANGUAGES = {".css": "css", ".html": "jinja", ".md": "markdown", ".py": "python", ".toml": "toml"}
_LONG = 5  # sections from which on a page begins with a list of them


def pages() -> dict[str, str]:
    """Every file of the documentation, relative to the repository, and where it lies as a note."""
    found = {}
    for path in sorted(DOCS.rglob("*.md")):
        inside = path.relative_to(DOCS).as_posix()
        if not inside.startswith(LEFT_OUT) and inside != "index.md":
            found[f"docs/{inside}"] = _note(inside)
    return {**found, "docs/index.md": "profile.md", **{name: _note(name) for name in BESIDE}}


def _note(inside: str) -> str:
    if inside.startswith("decisions/"):
        return inside
    plain = inside.removesuffix(".md").removesuffix("/index").replace("/", "-").lower()
    return f"pages/{RENAMED.get(inside, plain)}.md"


def as_note(source: str, text: str, notes: dict[str, str]) -> tuple[str, set[str]]:
    """The text of a file as that of a note, and the files of docs/ that it shows or links to.

    Args:
        source: the file, relative to the repository.
        text: what it says.
        notes: the files of the documentation and where they lie as notes (`pages`).
    """
    if split(text):
        return text, set()
    found = _TITLE.match(text)
    title, body = (found[1], text[found.end() :]) if found else (source, text)
    body, files = _linked(source, body, notes)
    body = _FENCE.sub(_labelled, body)
    if body.count("\n## ") >= _LONG:
        body = f"\n[TOC]\n{body}"
    return f"---\n{_front(source, title)}---\n{body}", files


def _front(source: str, title: str) -> str:
    if source == "docs/index.md":
        return "name: whyfolio\nlabel: Notes about your work become finished pages.\n"
    lines = [f'title: "{title.replace("`", "")}"', "audience: public"]
    inside = source.removeprefix("docs/")
    if inside in MENU:
        lines += ["menu:", f"  title: {MENU[inside]}", f"  weight: {list(MENU).index(inside) + 1}"]
    return "\n".join(lines) + "\n"


def _labelled(found: re.Match[str]) -> str:
    """A block that names a file, with the name above it and a language that can be coloured."""
    indent, word, rest = found.groups()
    if word == "file":
        language = _LANGUAGES.get(Path(rest).suffix, "")
        return f"{indent}`{rest}`\n\n{indent}```{language}\n"
    return f"{indent}```{word}\n"


def _linked(source: str, body: str, notes: dict[str, str]) -> tuple[str, set[str]]:
    """The body with its links turned to the notes, and the files they lead to."""
    here, files = notes[source], set()

    def turned(found: re.Match[str]) -> str:
        image, words, target, anchor = found.groups()
        leads = normpath(f"{source.rpartition('/')[0]}/{target}").lstrip("/")
        if leads in notes:
            to = relpath(notes[leads], here.rpartition("/")[0] or ".")
            return f"[{words}]({to}{anchor or ''})"
        if leads.startswith("docs/") and (ROOT / leads).is_file():
            files.add(leads)
            to = relpath(f"files/{Path(leads).name}", here.rpartition("/")[0] or ".")
            return f"{image}[{words}]({to}){WIDE if image else ''}"
        return words

    return "".join(_outside_code(body, lambda text: _LINK.sub(turned, text))), files


def _outside_code(body: str, change: Callable[[str], str]) -> Iterator[str]:
    end = 0
    for code in _CODE.finditer(body):
        yield change(body[end : code.start()])
        yield code[0]
        end = code.end()
    yield change(body[end:])


def gathered(project: Path) -> Path:
    """The documentation as a portfolio in a folder; what it remembers of builds stays there."""
    for made in ("content", "themes"):
        shutil.rmtree(project / made, ignore_errors=True)
    shutil.copytree(DOCS / "site", project, dirs_exist_ok=True)
    notes, files = pages(), set()
    for source, note in notes.items():
        text, shown = as_note(source, (ROOT / source).read_text(encoding="utf-8"), notes)
        files |= shown
        target = project / "content" / note
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (project / "content" / "files").mkdir()
    for name in files:
        shutil.copy(ROOT / name, project / "content" / "files")
    return project


def main() -> int:
    """Gather and build; 1 where whyfolio finds something wrong with a page."""
    today = date.today()  # noqa: DTZ011 - the reader's own day
    try:
        result = build(gathered(PROJECT), today, audiences=(Audience.PUBLIC,), output=OUTPUT)
    except Refused as refused:
        print(f"{refused.diagnostic.place.file}: {refused.diagnostic.message[:300]}")
        return 1
    for found in result.diagnostics:
        print(f"{found.place.file}:{found.place.line}: {found.code}: {found.message}")
    for built in result.built:
        print(f"{built.files} files: {built.folder.relative_to(ROOT) / 'index.html'}")
    return int(not result.built)


if __name__ == "__main__":
    sys.exit(main())
