"""The least that a build with the same libraries can do: no checks, no audiences, no messages.

Front matter, Markdown with the usual extensions and highlighting, a page an entry from a template
with a parent and a partial, an index of all entries, a page a tag, a feed and a sitemap, written
in place, on two processes. `run.py` compares a cold build with it, on one machine in one run.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

TEMPLATES = {
    "base.html": "<!doctype html><html><head><title>{{ title }}</title></head><body><nav>"
    "{% for name in ('work', 'decisions', 'lessons') %}<a href='/{{ name }}/'>{{ name }}</a>"
    "{% endfor %}</nav>{% block main %}{% endblock %}</body></html>",
    "card.html": "<li><a href='{{ entry.address }}'>{{ entry.title }}</a> <time>{{ entry.date }}"
    "</time><p>{{ entry.what }}</p></li>",
    "entry.html": "{% extends 'base.html' %}{% block main %}<h1>{{ title }}</h1>{% for tag in "
    "entry.tags %}<a href='/tags/{{ tag }}/'>{{ tag }}</a>{% endfor %}<ul>{% include 'card.html' %}"
    "</ul>{% for impact in entry.impact %}<dl><dt>{{ impact.measure }}</dt><dd>{{ impact.before }}"
    "</dd><dd>{{ impact.after }}</dd></dl>{% endfor %}{{ body|safe }}{% endblock %}",
    "list.html": "{% extends 'base.html' %}{% block main %}<h1>{{ title }}</h1><ul>"
    "{% for entry in entries %}{% include 'card.html' %}{% endfor %}</ul>{% endblock %}",
}


def build(root: Path, out: Path) -> None:
    """Read, convert and write every note below `content/`, then what lists them."""
    notes = sorted((root / "content").rglob("*.md"))
    children = []
    for number, share in enumerate((notes[0::2], notes[1::2])):
        child = os.fork()
        if child == 0:
            cards = _convert(share, out)
            (out / f"cards-{number}.json").write_text(json.dumps(cards), encoding="utf-8")
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    _lists(out)


def _environment() -> Any:
    import jinja2

    return jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True)


def _convert(notes: list[Path], out: Path) -> list[dict[str, Any]]:
    import frontmatter
    import markdown

    template = _environment().get_template("entry.html")
    converter = markdown.Markdown(extensions=["extra", "toc", "codehilite"])
    cards = []
    for note in notes:
        found = frontmatter.loads(_quoted(note.read_text(encoding="utf-8")))
        entry = {"tags": [], "impact": [], "what": "", "date": "", "title": note.stem}
        entry |= {key: found[key] for key in found.keys() if key in entry}  # noqa: SIM118
        entry["date"] = str(entry["date"])
        entry["address"] = f"/{note.parent.name}/{note.stem}/"
        body = converter.reset().convert(found.content)
        page = template.render(title=entry["title"], entry=entry, body=body)
        _write(out / note.parent.name / note.stem / "index.html", page)
        cards.append({key: entry[key] for key in ("address", "title", "date", "what", "tags")})
    return cards


def _lists(out: Path) -> None:
    cards = [
        card
        for part in sorted(out.glob("cards-*.json"))
        for card in json.loads(part.read_text(encoding="utf-8"))
    ]
    tagged = defaultdict(list)
    for card in cards:
        for tag in card["tags"]:
            tagged[tag].append(card)
    template = _environment().get_template("list.html")
    _write(out / "index.html", template.render(title="All", entries=cards))
    for tag, entries in tagged.items():
        _write(out / "tags" / tag / "index.html", template.render(title=tag, entries=entries))
    links = "".join(f"<url><loc>{card['address']}</loc></url>" for card in cards)
    _write(out / "sitemap.xml", f"<urlset>{links}</urlset>")
    posts = "".join(f"<entry><title>{card['title']}</title></entry>" for card in cards[:50])
    _write(out / "feed.xml", f"<feed>{posts}</feed>")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _quoted(text: str) -> str:
    """The corpus has sentences with `: `, which plain YAML cannot read unquoted."""
    lines = []
    for line in text.splitlines():
        name, _, value = line.partition(": ")
        lines.append(f"{name}: {value!r}" if name in {"what", "why", "shows"} else line)
    return "\n".join(lines)


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    build(Path(sys.argv[1]), target)
