"""The least that a build with the same libraries can do: no checks, no audiences, no messages.

Front matter, Markdown with the usual extensions, one template a page, files written in place, on
two processes. The measure that `run.py` compares a cold build with, on the same machine in the
same run.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PAGE = (
    "<!doctype html><html><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>"
    "{% for tag in tags %}<a>{{ tag }}</a>{% endfor %}{{ body|safe }}</body></html>"
)


def build(root: Path, out: Path) -> None:
    """Read, convert and write every note below `content/`."""
    notes = sorted((root / "content").rglob("*.md"))
    children = []
    for share in (notes[0::2], notes[1::2]):
        child = os.fork()
        if child == 0:
            _convert(share, out)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def _convert(notes: list[Path], out: Path) -> None:
    import jinja2
    import markdown
    import yaml

    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    converter = markdown.Markdown(extensions=["extra", "toc", "codehilite"])
    for note in notes:
        _, front, body = note.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(_quoted(front), loader)  # noqa: S506 - a safe loader
        html = converter.reset().convert(body)
        page = template.render(
            title=fields.get("title", ""), tags=fields.get("tags", []), body=html
        )
        folder = out / note.parent.name / note.stem
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(page, encoding="utf-8")


def _quoted(front: str) -> str:
    """The corpus has sentences with `: `, which plain YAML cannot read unquoted."""
    lines = []
    for line in front.splitlines():
        name, _, value = line.partition(": ")
        lines.append(f"{name}: {value!r}" if name in {"what", "why"} else line)
    return "\n".join(lines)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
