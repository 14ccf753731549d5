"""The corpus as whyfolio and other generators read it, and how each is called.

Every site has the same notes with the same fields, a page a note from a template with a parent and
a partial, lists of all and of each tag, a feed, a sitemap and highlighted code. `make bench` gets
the others, in the versions of `peers/`, into `.cache/peers`.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.corpus import Note, folder_of, notes, older, write, write_corpus
from tests.bench.floor import KEPT, OUTPUT, TEMPLATES

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache" / "peers"
TODAY = ("--today", "2026-11-21")
FOOT = "Made by hand."
FLOOR = "a floor"
NOTE = "content/stories/note-00000.md"


@dataclass(frozen=True, slots=True)
class Site:
    """One generator's own copy of the corpus.

    Attributes:
        name: the generator's.
        root: the folder it is called in.
        build: the command that builds.
        serve: the command that serves; "{port}" stands for the port.
        page: where the page of the note that is edited lies once it is built.
        address: where it is served.
        template: the template that all pages extend; it holds `FOOT`.
        kept: folders that a build from nothing must not find.
        environ: what the command's environment needs besides.
        is_slow: whether it is measured in every third round only.
        is_near: whether its builds are measured in every round for all that.
    """

    name: str
    root: Path
    build: tuple[str, ...]
    serve: tuple[str, ...]
    page: str
    address: str
    template: str
    kept: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)
    is_slow: bool = False
    is_near: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of its command."""
        return {**os.environ, **self.environ}


def whyfolio(root: Path, size: int) -> Site:
    """The portfolio, with a template of its author's own."""
    write_corpus(root, size)
    base = (ROOT / "themes/margin/templates/base.html").read_text(encoding="utf-8")
    assert "</body>" in base
    own = base.replace("</body>", f"<p>{FOOT}</p></body>")
    write(root / "themes/overrides/templates/base.html", own)
    command = (str(Path(sys.executable).with_name("whyfolio")), "-C", str(root), *TODAY)
    return Site(
        name="whyfolio",
        root=root,
        build=(*command, "build", "--audience", "public"),
        serve=(*command, "serve", "--port", "{port}"),
        page="site/public/stories/note-00000/index.html",
        address="/public/stories/note-00000/",
        template="themes/overrides/templates/base.html",
        kept=("site", ".whyfolio"),
    )


def hugo(root: Path, size: int) -> Site:
    """Hugo's own program, not the script around it."""
    program = CACHE / "python/hugo/binaries/hugo"
    _copy("hugo", root, size, _yaml, "/{folder}/{name}/")
    return Site(
        name="Hugo",
        root=root,
        build=(str(program), "--quiet"),
        serve=(str(program), "server", "--port", "{port}", "--disableLiveReload=false"),
        page="public/stories/note-00000/index.html",
        address="/stories/note-00000/",
        template="layouts/_default/baseof.html",
        kept=("public", "resources"),
    )


def eleventy(root: Path, size: int) -> Site:
    """Eleventy with its own plugin for highlighting."""
    program = CACHE / "node_modules/@11ty/eleventy/cmd.cjs"
    _copy("eleventy", root, size, _eleventy, "/{folder}/{name}/")
    (root / "node_modules").symlink_to(CACHE / "node_modules")
    node = shutil.which("node") or str(ROOT / ".venv/bin/node")
    return Site(
        name="Eleventy",
        root=root,
        build=(node, str(program), "--quiet"),
        serve=(node, str(program), "--quiet", "--serve", "--port={port}"),
        page="_site/stories/note-00000/index.html",
        address="/stories/note-00000/",
        template="_includes/base.njk",
        kept=("_site",),
        is_slow=True,
        is_near=True,
    )


def pelican(root: Path, size: int) -> Site:
    """Pelican; its front matter holds words alone, so figures are one line."""
    _copy("pelican", root, size, _pelican, "{{filename}}/{folder}/{name}.md")
    program = (sys.executable, "-m", "pelican", "--quiet", "-s", "pelicanconf.py")
    return Site(
        name="Pelican",
        root=root,
        build=program,
        serve=(*program, "--autoreload", "--listen", "--port", "{port}"),
        page="output/stories/note-00000/index.html",
        address="/stories/note-00000/",
        template="theme/templates/base.html",
        kept=("output", "cache"),
        environ={"PYTHONPATH": str(CACHE / "python")},
        is_slow=True,
    )


def mkdocs(root: Path, size: int) -> Site:
    """MkDocs, with hooks for the lists that it does not make."""
    _copy("mkdocs", root, size, _yaml, "../{folder}/{name}.md")
    write(root / "content/index.md", "# Bench\n")
    program = (sys.executable, "-m", "mkdocs")
    return Site(
        name="MkDocs",
        root=root,
        build=(*program, "--quiet", "build"),
        serve=(*program, "--quiet", "serve", "--livereload", "--dev-addr", "127.0.0.1:{port}"),
        page="output/stories/note-00000/index.html",
        address="/stories/note-00000/",
        template="theme/base.html",
        kept=("output",),
        environ={"PYTHONPATH": str(CACHE / "python")},
        is_slow=True,
    )


def floor(root: Path, size: int) -> Site:
    """The least that the same libraries can do, on whyfolio's portfolio. It does not serve."""
    write_corpus(root, size)
    for name, template in TEMPLATES.items():
        write(root / "templates" / name, template.replace("</body>", f"<p>{FOOT}</p></body>"))
    return Site(
        name=FLOOR,
        root=root,
        build=(sys.executable, str(HERE / "floor.py"), str(root)),
        serve=(),
        page=f"{OUTPUT}/stories/note-00000/index.html",
        address="/stories/note-00000/",
        template="templates/base.html",
        kept=(OUTPUT, KEPT),
    )


PEERS: tuple[Callable[[Path, int], Site], ...] = (hugo, eleventy, pelican, mkdocs)


def sites(folder: Path, size: int, *, alone: bool = False) -> Iterator[Site]:
    """The sites of one size, whyfolio's first, each in a folder of its own.

    Args:
        folder: where they are made.
        size: how many notes each has.
        alone: whether whyfolio's is the only one.
    """
    for made in (whyfolio, *(() if alone or not CACHE.is_dir() else PEERS)):
        yield made(folder / made.__name__, size)


def _copy(name: str, root: Path, size: int, front: Callable[[Note], str], link: str) -> None:
    shutil.copytree(HERE / "sites" / name, root)
    for note in notes(size):
        body = note.body
        folder, name = folder_of(older(note.number)), f"note-{older(note.number):05d}"
        target = link.format(folder=folder, name=name)
        body = body.replace(f"(../{folder}/{name}.md)", f"({target})")
        write(root / "content" / note.folder / f"{note.name}.md", front(note) + body)


def _yaml(note: Note, tags: str = "tags") -> str:
    lines = [
        f"title: {note.title}",
        f"date: {note.date}",
        f"{tags}: [{', '.join(note.tags)}]",
        f'what: "{note.what}"',
        f'why: "{note.why}"',
    ]
    lines += ["impact:"] if note.impacts else []
    for impact in note.impacts:
        lines.append(f"  - measure: {impact.measure}")
        lines += [f"    before: {impact.before}", f"    after: {impact.after}"]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _eleventy(note: Note) -> str:
    """Its own `tags` are collections; a layout is named in each note."""
    return _yaml(note, "topics").replace("---\n", "---\nlayout: note.njk\n", 1).replace(
        "title:", f"permalink: /{note.folder}/{note.name}/\ntitle:", 1
    )  # fmt: skip


def _pelican(note: Note) -> str:
    told = ";".join(f"{one.measure}|{one.before}|{one.after}" for one in note.impacts)
    lines = [
        f"Title: {note.title}",
        f"Date: {note.date}",
        f"Slug: {note.name}",
        f"Tags: {', '.join(note.tags)}",
        f"What: {note.what}",
        f"Why: {note.why}",
        f"Impact: {told}",
    ]
    return "\n".join(lines) + "\n\n"
