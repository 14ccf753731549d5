"""The least that a build with the same libraries can do: no checks, no audiences, no messages.

    python tests/bench/floor.py PROJECT

Front matter, Markdown with highlighting, a page an entry from a template with a parent and a
partial, an index of all entries, a page a tag, a feed and a sitemap, written in place, on two
processes where there is more than one note to convert. The converter is whyfolio's: the library's
own as lean as each note lets it be, which takes half the time. A second build converts only what
changed, draws only what shows it, and trusts that nobody touched its pages. The portfolio is
whyfolio's; templates are `templates/` below it. `run.py` measures it beside the others: what a
goal leaves above it is all that a generator in Python may take for its own work.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections import defaultdict
from functools import cache
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
KEPT = ".floor"
OUTPUT = "output"

Made = dict[Path, tuple[bytes, dict[str, Any], str]]  # of each note: its hash, card and body


def build(root: Path) -> None:
    """Make what changed since the last time."""
    notes = {path: path.read_bytes() for path in sorted((root / "content").rglob("*.md"))}
    known, drawn_by = _kept(root / KEPT)
    templates = b"".join(path.read_bytes() for path in sorted((root / "templates").iterdir()))
    stamp = hashlib.sha256(templates).digest()
    shown = set(notes) if stamp != drawn_by else set[Path]()
    new = {path for path, raw in notes.items() if known.get(path, (b"",))[0] != _hash(raw)}
    if not new and not shown:
        return
    made: Made = {path: known[path] for path in notes if path not in new}
    made |= _shared(root, {path: notes[path] for path in sorted(new | shown)}, made)
    if shown or {k: v[1] for k, v in known.items()} != {k: v[1] for k, v in made.items()}:
        _lists(root, [made[path][1] for path in notes])
    (root / KEPT).mkdir(exist_ok=True)
    (root / KEPT / "kept").write_bytes(pickle.dumps((made, stamp)))


def _kept(folder: Path) -> tuple[Made, bytes]:
    try:
        content = (folder / "kept").read_bytes()
    except FileNotFoundError:
        return {}, b""
    known: tuple[Made, bytes] = pickle.loads(content)  # noqa: S301 - its own
    return known


def _shared(root: Path, notes: dict[Path, bytes], made: Made) -> Made:
    """Convert and draw on two processes what is more than one."""
    if len(notes) == 1:
        return _drawn(root, notes, made)
    import jinja2

    from whyfolio.markdown import extensions

    del jinja2, extensions  # loaded before the fork, for both
    paths = list(notes)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        share = _drawn(root, {path: notes[path] for path in paths[1::2]}, made)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(share, pipe)
        os._exit(0)
    os.close(writing)
    found = _drawn(root, {path: notes[path] for path in paths[0::2]}, made)
    with os.fdopen(reading, "rb") as pipe:
        found |= pickle.load(pipe)  # noqa: S301 - its own
    os.waitpid(child, 0)
    return found


def _environment(root: Path) -> Any:
    import jinja2

    loader = jinja2.FileSystemLoader(root / "templates")
    kept = jinja2.FileSystemBytecodeCache(_folder(root / KEPT))
    return jinja2.Environment(loader=loader, autoescape=True, bytecode_cache=kept)


def _drawn(root: Path, notes: dict[Path, bytes], made: Made) -> Made:
    template = _environment(root).get_template("entry.html")
    converted: Made = {}
    for path, raw in notes.items():
        found = made[path] if path in made else _converted(path, raw)
        converted[path] = found
        _, card, body = found
        page = template.render(title=card["title"], entry=card, body=body)
        _write(root / OUTPUT / card["address"].strip("/") / "index.html", page)
    return converted


@cache
def _converter(wanted: frozenset[str]) -> Any:
    from whyfolio.markdown.extensions import new_converter

    return new_converter(wanted)


def _converted(path: Path, raw: bytes) -> tuple[bytes, dict[str, Any], str]:
    import frontmatter

    from whyfolio.markdown.extensions import extensions_for

    found = frontmatter.loads(_quoted(raw.decode("utf-8")))
    card = {"tags": [], "impact": [], "what": "", "date": "", "title": path.stem}
    card |= {key: found[key] for key in found.keys() if key in card}  # noqa: SIM118
    card["date"] = str(card["date"])
    card["address"] = f"/{path.parent.name}/{path.stem}/"
    converter = _converter(extensions_for(found.content))
    return _hash(raw), card, converter.reset().convert(found.content)


def _lists(root: Path, cards: list[dict[str, Any]]) -> None:
    out = root / OUTPUT
    tagged = defaultdict(list)
    for card in cards:
        for tag in card["tags"]:
            tagged[tag].append(card)
    template = _environment(root).get_template("list.html")
    _write(out / "index.html", template.render(title="All", entries=cards))
    for tag, entries in tagged.items():
        _write(out / "tags" / tag / "index.html", template.render(title=tag, entries=entries))
    links = "".join(f"<url><loc>{card['address']}</loc></url>" for card in cards)
    _write(out / "sitemap.xml", f"<urlset>{links}</urlset>")
    posts = "".join(f"<entry><title>{card['title']}</title></entry>" for card in cards[:50])
    _write(out / "feed.xml", f"<feed>{posts}</feed>")


def _hash(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def _folder(path: Path) -> str:
    path.mkdir(exist_ok=True)
    return str(path)


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
    build(Path(sys.argv[1]))
