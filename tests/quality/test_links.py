"""No link and no anchor leads nowhere: at "/", under a path, from the disk, and in the feeds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.quality.crawl import Crawl
from tests.quality.pages import every, moved, variant
from tools import demo

PATH = "/a/path/"
URL = "https://mira.example.com"
# What machines read names addresses in full. Beside pages and pictures it may name these.
ADDRESS = re.compile(rf'{URL}([^\s"<&\\]*)')

Record = Callable[[str, object], None]


def whole(crawl: Crawl, site: Path, start: str) -> list[str]:
    """The broken links, and the pages that no link leads to from the first."""
    reached = {url.removeprefix(crawl.root) for url in crawl.reached}
    reached |= {f"{path}index.html" for path in reached if not path or path.endswith("/")}
    return crawl.broken + [
        f"no link leads to {path}"
        for path in every(site)
        if path not in reached and path not in {start, "404.html"}
    ]


@pytest.mark.parametrize("audience", demo.AUDIENCES)
def test_every_link_leads_somewhere_and_every_page_is_reached(
    audience: str, sites: Path, record_property: Record
) -> None:
    with demo.served(sites / audience) as origin:
        crawl = Crawl(f"{origin}/").follow("", "404.html", *moved(sites / audience))
        found = whole(crawl, sites / audience, "index.html")
    record_property("links followed", crawl.links)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("audience", demo.AUDIENCES)
def test_every_link_leads_somewhere_under_a_path(
    audience: str, tmp_path: Path, record_property: Record
) -> None:
    project = variant(tmp_path / "project", (f'"{URL}"', f'"{URL}{PATH.rstrip("/")}"'))
    demo.built(tmp_path, (audience,), project)
    with demo.served(tmp_path / audience, below=PATH) as origin:
        crawl = Crawl(f"{origin}{PATH}").follow("", "404.html", *moved(tmp_path / audience))
        found = whole(crawl, tmp_path / audience, "index.html")
    record_property("links followed", crawl.links)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("audience", demo.AUDIENCES)
def test_every_link_leads_somewhere_from_the_disk(
    audience: str, tmp_path: Path, record_property: Record
) -> None:
    """A public site is for a server; `[build] file_links` makes one that opens from the disk."""
    project = variant(
        tmp_path / "project",
        ('output = "site"', 'output = "site"\nfile_links = ["public", "review", "private"]'),
    )
    demo.built(tmp_path, (audience,), project)
    crawl = Crawl(f"{(tmp_path / audience).as_uri()}/").follow(
        "index.html", *moved(tmp_path / audience)
    )
    found = whole(crawl, tmp_path / audience, "index.html")
    record_property("links followed", crawl.links)
    assert not found, "\n".join(found)


def test_every_address_that_machines_read_is_that_of_a_file(sites: Path) -> None:
    site, missing = sites / "public", []
    read = [*site.rglob("*.html"), *site.glob("*.xml"), *site.glob("*.json"), site / "robots.txt"]
    for source in read:
        for path in ADDRESS.findall(source.read_text(encoding="utf-8")):
            target = site / path.partition("#")[0].lstrip("/")
            if not (target / "index.html" if target.is_dir() else target).is_file():
                missing.append(f"{source.relative_to(site)}: {path}")
    assert len(read) > len(every(site))
    assert not missing, "\n".join(missing)


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<p id="a"><a href="b/">b</a> <a href="#c">c</a> <a href="d/#e">d</a> <img src="f.png">'
        '<a href="#a">a</a> <a href="https://elsewhere.example/">far</a> <a href="../g">g</a>'
    )
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "index.html").write_text("<p>Nothing here.")
    (tmp_path / "lost.html").write_text("<p>Nobody links here.")
    with demo.served(tmp_path, below=PATH) as origin:
        crawl = Crawl(f"{origin}{PATH}").follow("")
        root = f"{origin}{PATH}"
        assert sorted(whole(crawl, tmp_path, "index.html")) == [
            f"{root} → #c: there is no such place on the page",
            f"{root} → ../g: leads out of the site",
            f"{root} → b/: HTTP Error 404: File not found",
            f"{root} → d/#e: there is no such place on the page",
            f"{root} → f.png: HTTP Error 404: File not found",
            "no link leads to lost.html",
        ]
