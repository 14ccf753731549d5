"""Plain Markdown files: whole, readable anywhere, and for their audience alone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.e2e.test_canary import missing_and_leaked, populated, words_in
from tests.folio import Folio

from whyfolio.exporters.plain_files import about, export, files, path_of
from whyfolio.markdown.converter import words
from whyfolio.model.audience import Audience
from whyfolio.outputs.site import Desk

PROJECT = Path(__file__).parents[3]
EXAMPLE = Folio(PROJECT, date(2026, 11, 21))
OUTSIDE = re.compile(r"(?:https?|mailto|tel):")
PICTURE = (PROJECT / "content/files/queue-sketch.png").read_bytes()


def made(folio: Folio, audience: Audience) -> dict[str, bytes]:
    view = folio.view(audience, drafts=audience is Audience.PRIVATE)
    return {each.path: each.content for each in files(view, folio.root)}


def parted(content: bytes) -> tuple[dict[str, Any], str]:
    """Front matter as any YAML reader sees it, and the text below."""
    text = content.decode()
    if not text.startswith("---\n"):
        return {}, text
    front, _, body = text.removeprefix("---\n").partition("---\n")
    return yaml.safe_load(front), body


def tokens(found: list[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from tokens(token.children or [])


def read_by_a_viewer(text: str) -> list[Token]:
    """What another program than ours, and CommonMark with tables, makes of a text."""
    return list(tokens(MarkdownIt("commonmark").enable("table").parse(text)))


@pytest.mark.parametrize("audience", list(Audience))
def test_every_entry_is_a_file_and_every_link_leads_to_one(audience: Audience) -> None:
    folder = made(EXAMPLE, audience)
    view = EXAMPLE.view(audience, drafts=audience is Audience.PRIVATE)
    wanted = {"README.md", "profile.md", *map(path_of, view.entries)}
    assert {path for path in folder if path.endswith(".md")} - {"log.md"} == wanted
    assert ("log.md" in folder) == (audience is Audience.PRIVATE)
    reached, dead = {"README.md"}, []
    for path, content in folder.items():
        if not path.endswith(".md"):
            continue
        for token in read_by_a_viewer(parted(content)[1]):
            written = str(token.attrs.get("href") or token.attrs.get("src") or "")
            if not written or OUTSIDE.match(written):
                continue
            beside = posixpath.join(posixpath.dirname(path), unquote(written.partition("#")[0]))
            target = posixpath.normpath(beside)
            reached.add(target)
            dead += [] if target in folder else [f"{path}: {written}"]
    assert dead == []
    assert set(folder) - reached - {"log.md"} == set()


@pytest.mark.parametrize("audience", list(Audience))
def test_front_matter_is_plain_and_right(audience: Audience) -> None:
    folder = made(EXAMPLE, audience)
    for entry in EXAMPLE.view(audience, drafts=audience is Audience.PRIVATE).entries:
        front, body = parted(folder[path_of(entry)])
        assert (front["kind"], front["title"]) == (entry.kind, entry.title)
        assert front.get("date", "") == (entry.date.text if entry.date else "")
        assert "audience" not in front
        for name, value in front.items():
            flat = value if isinstance(value, list) else [value]
            assert all(isinstance(one, str | bool | int) for one in flat), name
        assert body.lstrip().startswith("# ")


@pytest.mark.parametrize("audience", list(Audience))
def test_each_word_is_there_for_whom_it_is_and_for_nobody_else(
    tmp_path: Path, audience: Audience
) -> None:
    folio, birds = populated(tmp_path)
    seen = words_in(made(folio, audience))
    missing, leaked = missing_and_leaked(birds, audience, seen)
    assert leaked == []
    assert [field for field in missing if not field.endswith((".weight", ".audience"))] == []
    whole = export(folio.view(audience))
    assert missing_and_leaked(birds, audience, words_in({"portfolio.md": whole}))[1] == []


@pytest.mark.parametrize("audience", list(Audience))
def test_what_a_body_says_on_the_site_it_says_in_the_file(audience: Audience) -> None:
    view = EXAMPLE.view(audience)
    desk, folder = Desk(view), made(EXAMPLE, audience)
    for entry in view.entries:
        said = set(re.findall(r"\w+", words(desk.links.body(entry).html)))
        text = re.sub(r"\\(.)", r"\1", folder[path_of(entry)].decode())
        assert said <= set(re.findall(r"\w+", text)), entry.ref


def folio_of(root: Path) -> Folio:
    folio = Folio.at(root)
    folio.write("content/files/IMG_2041.png", PICTURE)
    body = (
        "See ![the sketch](../files/IMG_2041.png) and [the why](../decisions/why.md#the-price),\n"
        "and [the bank](../decisions/bank.md).\n\n```python\nprint('# not a heading')\n```\n\n"
        "1. one\n2. two\n\n| a | b |\n| --- | --- |\n| 1 | *2* |\n"
    )
    front = "date: 2026-09\naudience: public\nwhat: I [did](https://a.example/x) *it* <all>.\n"
    folio.entry("stories/queue", f"{front}why: It hurt.\ntags: [a, b]\n", body)
    price = "## The price\n\nHigh.\n"
    folio.entry("decisions/why", "date: 2026-08\ntitle: Why\naudience: public", price)
    return folio.entry("decisions/bank", "date: 2026-07\ntitle: Bank")


def test_a_file_reads_as_its_author_meant_it(tmp_path: Path) -> None:
    folder = made(folio_of(tmp_path), Audience.PUBLIC)
    assert folder["stories/queue.md"].decode() == (
        "---\nkind: story\ntitle: Queue\ndate: 2026-09\nslug: queue\ntags:\n- a\n- b\n---\n\n"
        "# Queue\n\n"
        "- **When**: Sep 2026\n"
        "- **What**: I [did](https://a.example/x) \\*it\\* \\<all\\>.\n"
        "- **Why**: It hurt.\n\n"
        "See ![the sketch](../files/stories-queue-1.png) and "
        "[the why](../decisions/why.md#the-price), and the bank.\n\n"
        "```python\nprint('# not a heading')\n```\n\n"
        "1. one\n2. two\n\n| a | b |\n| --- | --- |\n| 1 | *2* |\n"
    )
    assert "decisions/bank.md" not in folder
    assert folder["README.md"].decode() == (
        "# Test\n\n[Kim Vale](profile.md)\n\n## Work\n\n- [Queue](stories/queue.md) (Sep 2026)"
        "\n\n## Decisions\n\n- [Why](decisions/why.md) (Aug 2026)\n"
    )


def test_pictures_go_along_under_the_name_of_their_entry(tmp_path: Path) -> None:
    folder = made(folio_of(tmp_path), Audience.PUBLIC)
    pictures = [path for path in folder if not path.endswith(".md")]
    assert pictures == ["files/stories-queue-1.png"]
    assert folder[pictures[0]] == folio_of(tmp_path).pages()[pictures[0]]


def test_as_one_text_links_between_entries_are_words(tmp_path: Path) -> None:
    text = export(folio_of(tmp_path).view()).decode()
    assert text.startswith("# Kim Vale\n\n---\n\n# Queue\n")
    assert "See the sketch and the why, and the bank." in text
    assert "[did](https://a.example/x)" in text
    assert "../" not in text


def test_a_file_is_looked_through_as_the_page_of_its_entry() -> None:
    paths = ["stories/queue.md", "pages/uses.md", "profile.md", "files/a.png", "log.md"]
    assert list(map(about, paths)) == [
        "stories/queue/queue.md",
        "uses/uses.md",
        "resume/profile.md",
        "files/a.png",
        "log.md",
    ]


def test_the_same_view_gives_the_same_bytes() -> None:
    first: Mapping[str, bytes] = made(EXAMPLE, Audience.REVIEW)
    assert made(EXAMPLE, Audience.REVIEW) == first
