"""The index of a search page, made by Pagefind of the pages as their readers get them.

Pagefind's program reads one small file for each page and writes the index; the names of its files
are hashes of what they hold. Both folders are temporary, and only their owner can open them.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from importlib import import_module
from pathlib import Path
from textwrap import shorten

from whyfolio import __version__
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused, UsageError
from whyfolio.installed import adding
from whyfolio.model.artifact import Artifact
from whyfolio.model.plan import Plan, path_of
from whyfolio.outputs.addresses import SEARCH
from whyfolio.outputs.search.kept import keep, kept
from whyfolio.outputs.search.page import with_tools
from whyfolio.outputs.search.settled import settled
from whyfolio.outputs.search.shapes import Findable, SearchPage, Tools
from whyfolio.outputs.shapes import Site

INDEX = "pagefind/"
_IMAGE = re.compile(r'<img\b[^>]*? alt="([^"]*)"[^>]*>')
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_LABELS = (".case dt", ".fact dt", ".bars dt")
# What leads elsewhere, what labels the lines of every page, and the title, which is found apart.
_LEFT_OUT = ("nav", "h1", ".badge", ".crumb", ".label", ".backlinks", *_LABELS)
# The interfaces that Pagefind brings are not used, and its worker would be one more script.
_WANTED = re.compile(
    r"pagefind\.js|pagefind-entry\.json|.*\.pf_(?:fragment|index|meta|filter)|wasm\.[\w-]+\.pagefind"
)
_ONE_LINE = re.compile(r"\s+")


def index_of(
    plan: Plan,
    made: Sequence[Artifact],
    assets: Callable[[str], bytes],
    project: Path,
    *,
    file_links: bool,
    wanted: bool,
) -> tuple[Plan, list[Artifact]] | None:
    """The search page with its search, and the files of the search.

    Args:
        plan: the search page as `page.plans` gives it.
        made: all pages of the site, rendered.
        assets: gives a file of the theme's folder `assets`.
        project: where `.whyfolio` lies; an index of the same pages is taken from there.
        file_links: whether links name `index.html`.
        wanted: whether a search was asked for.

    Returns:
        None where Pagefind is not installed.

    Raises:
        Refused: Pagefind is installed and cannot make the index (E713).
        UsageError: one was asked for, and Pagefind is not installed.
    """
    program, shown, site = _program(), plan.context["it"], plan.context["site"]
    if program is None and wanted:
        raise UsageError(f"a search needs pagefind; add it with: {adding('search')}")
    if program is None or not isinstance(shown, SearchPage) or not isinstance(site, Site):
        return None
    version, executable = program
    pages = dict(_documents(shown, site.language, made))
    options = [*_language(site.language), *(["--keep-index-url"] if file_links else [])]
    key = _key(pages, [__version__, version, *options, *_LEFT_OUT])
    files = kept(project, site.audience, key)
    if files is None:
        files = _indexed(executable, pages, options)
        keep(project, site.audience, key, files)
    own = [_named("search.js", assets), _named("search.css", assets)]
    tools = Tools(f"{SEARCH}{INDEX}pagefind.js", *(f"/{artifact.path}" for artifact in own))
    folder = path_of(SEARCH).removesuffix("index.html")
    found = [Artifact(f"{folder}{INDEX}{name}", content) for name, content in files.items()]
    return with_tools(plan, tools), [*own, *found]


def _program() -> tuple[str, Path] | None:
    """Pagefind's version and its program; None where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        import_module("cbor2")
        found = import_module("pagefind.service").get_executable()
        return (version("pagefind"), Path(found)) if found else None
    except (ImportError, PackageNotFoundError):
        return None


def _documents(
    page: SearchPage, language: str, made: Sequence[Artifact]
) -> Iterator[tuple[str, bytes]]:
    rendered = {artifact.path: artifact.content for artifact in made}
    for shelf in page.shelves:
        for found in shelf.pages:
            path = path_of(found.address)
            main = _MAIN.search(rendered[path].decode()) if path in rendered else None
            if main:
                yield path, _document(found, main[1], language).encode()


def _document(found: Findable, main: str, language: str) -> str:
    """What Pagefind reads of one page: its content, with what it can be found by.

    A picture is what it shows, in words: nothing else of it can be found.

    A word stands in an attribute, because Pagefind would read a comma in it as the next word.
    """
    said = [f'data-pagefind-meta="title[data-word]" data-word="{escape(found.title)}"']
    said += [
        f'data-pagefind-filter="{name}[data-word]" data-word="{escape(word)}"'
        for name, words in found.words
        for word in words
    ]
    told = _IMAGE.sub(r"<span>\1</span>", main).replace("</span><", "</span> <")
    marks = "".join(f"<i {attributes}></i>" for attributes in said)
    return (
        f'<!doctype html><html lang="{escape(language)}"><title>{escape(found.title)}</title>'
        f"<body><main data-pagefind-body>{marks}{told}</main></body></html>"
    )


def _language(language: str) -> list[str]:
    code = language.partition("-")[0].casefold()
    return ["--force-language", code] if re.fullmatch(r"[a-z]{2,3}", code) else []


def _key(pages: Mapping[str, bytes], made_by: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for word in (*made_by, *pages):
        digest.update(f"{len(word)}:{word}".encode())
    for content in pages.values():
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _indexed(
    executable: Path, pages: Mapping[str, bytes], options: Sequence[str]
) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="whyfolio-") as folder:
        site, output = Path(folder, "site"), Path(folder, "index")
        for path, content in pages.items():
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        left_out = [word for selector in _LEFT_OUT for word in ("--exclude-selectors", selector)]
        command = [
            str(executable),
            "--site",
            str(site),
            "--output-path",
            str(output),
            "--quiet",
            *options,
        ]
        ran = subprocess.run(  # noqa: S603 - the program of a library, with our own arguments
            [*command, *left_out], cwd=folder, capture_output=True, check=False
        )
        if ran.returncode:
            said = _ONE_LINE.sub(" ", (ran.stderr or ran.stdout).decode(errors="replace")).strip()
            message = f"the search cannot be made: Pagefind says: {shorten(said or 'nothing', 160)}"
            hint = "set `search = false` under [build] to go without"
            raise Refused(Diagnostic("E713", Place("whyfolio.toml"), message, hint))
        names = sorted(file.relative_to(output).as_posix() for file in output.rglob("*.*"))
        wanted = [name for name in names if _WANTED.fullmatch(name)]
        files = {name: (output / name).read_bytes() for name in wanted}
    return settled(_without_spare(files))


def _without_spare(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without the program for languages that Pagefind does not know, where it knows this one."""
    programs = [name for name in files if name.startswith("wasm.")]
    spare = "wasm.unknown.pagefind" if len(programs) > 1 else ""
    return {name: content for name, content in files.items() if name != spare}


def _named(name: str, assets: Callable[[str], bytes]) -> Artifact:
    """A file of the theme, under a name that changes with what it holds."""
    content = assets(name)
    stem, _, ending = name.rpartition(".")
    folder = SEARCH.lstrip("/")
    return Artifact(f"{folder}{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content)
