"""The search page: a list of everything, and an index of what its own readers may see."""

from __future__ import annotations

import gzip
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.folio import SETTINGS, TODAY, Folio

from whyfolio.build import build, open_portfolio
from whyfolio.errors import Refused, UsageError
from whyfolio.model.audience import Audience
from whyfolio.outputs.search import index

PUBLIC, REVIEW = Audience.PUBLIC, Audience.REVIEW
INDEX = "search/pagefind/"
NOTICE = "Nobody outside may know that the bank had given us notice."
MADE = frozenset(["pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"])


def story(number: int, audience: str = "public", more: str = "") -> str:
    year = 2020 + number % 6
    return (
        f"date: {year}-03\naudience: {audience}\ntitle: Story number {number}\n"
        f"what: I mended pump {number} of the harbour.\nwhy: It leaked.\n{more}"
    )


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return filled(Folio.at(tmp_path))


def filled(folio: Folio, public: int = 20) -> Folio:
    for number in range(public):
        folio.entry(f"stories/s{number}", story(number))
    return folio


def with_setting(folio: Folio, line: str) -> Folio:
    return folio.write("whyfolio.toml", f"{SETTINGS}\n[build]\n{line}\n")


def without_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_program", lambda: None)


def fragments(files: dict[str, bytes]) -> dict[str, Any]:
    """What the index says of each page, by the page's address."""
    told = [
        json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
        for path, content in files.items()
        if path.endswith(".pf_fragment")
    ]
    return {one["url"]: one for one in told}


def words(files: dict[str, bytes]) -> bytes:
    """All bytes of a site, unpacked."""
    return b"\n".join(
        gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        for content in files.values()
    )


def test_nineteen_entries_need_no_search_page(tmp_path: Path) -> None:
    pages = filled(Folio.at(tmp_path), 19).pages()
    assert not [path for path in pages if path.startswith("search")]
    assert "Search" not in pages["index.html"].decode()


def test_twenty_entries_have_one_and_every_page_leads_to_it(folio: Folio) -> None:
    pages = folio.pages()
    assert '<a href="search/">Search</a>' in pages["index.html"].decode()
    assert '<a href="../../search/">Search</a>' in pages["stories/s3/index.html"].decode()
    for number in range(20):
        assert f'<a href="../stories/s{number}/">' in pages["search/index.html"].decode()


def test_it_is_the_only_page_that_loads_a_script_and_opens_its_policy_no_further(
    folio: Folio,
) -> None:
    pages = {path: text.decode() for path, text in folio.pages().items() if path.endswith("html")}
    assert [path for path, text in pages.items() if "<script src" in text] == ["search/index.html"]
    policy = re.search(r'Policy" content="([^"]*)"', pages["search/index.html"])
    usual = re.search(r'Policy" content="([^"]*)"', pages["404.html"])
    assert policy
    assert usual
    assert policy[1] == f"{usual[1]}; script-src 'self' 'wasm-unsafe-eval'"
    assert "connect-src 'self'" in usual[1]


def test_the_index_says_of_each_page_what_the_page_says(folio: Folio) -> None:
    folio.entry(
        "stories/pumps",
        story(
            7,
            more="shows: {competency: execution, how: I held on., audience: public}\n"
            'tags: ["iron, cast", sea]\n',
        ),
        "One *afternoon* of < and &.\n",
    )
    files = dict(folio.pages())
    told = fragments(files)
    assert set(told) == {f"/stories/s{number}/" for number in range(20)} | {"/stories/pumps/"}
    found = told["/stories/pumps/"]
    assert found["meta"] == {"title": "Story number 7"}
    assert {name: sorted(words) for name, words in found["filters"].items()} == {
        "kind": ["Story"],
        "competency": ["Execution"],
        "year": ["2021"],
        "tag": ["iron, cast", "sea"],
    }
    assert "I mended pump 7 of the harbour." in found["content"]
    assert "One afternoon of < and &." in found["content"]
    assert "Search" not in found["content"]


def test_of_pagefind_only_what_a_search_needs_is_published(folio: Folio) -> None:
    names = {path.removeprefix(INDEX) for path in folio.pages() if path.startswith(INDEX)}
    plain = {name for name in names if not re.search(r"\.pf_(fragment|index|meta|filter)$", name)}
    assert plain == MADE


def test_what_is_held_back_from_an_audience_is_in_no_file_of_its_index(folio: Folio) -> None:
    folio.entry(
        "stories/notice", f"date: 2026-08\naudience: review\nwhat: {NOTICE}\nwhy: It hurt.\n"
    )
    folio.entry(
        "stories/mine", "date: 2026-08\nwhat: Only I know of the zeppelin.\nwhy: It hurt.\n"
    )
    public, review = dict(folio.pages(PUBLIC)), dict(folio.pages(REVIEW))
    assert b"had given us notice" not in words(public)
    assert b"had given us notice" in words(review)
    assert b"zeppelin" not in words(public) + words(review)
    assert "/stories/notice/" not in fragments(public)
    assert "/stories/notice/index.html" in fragments(review)


def test_the_guard_reads_the_index(folio: Folio, monkeypatch: pytest.MonkeyPatch) -> None:
    folio.entry("stories/notice", f"date: 2026-08\ntitle: The end\nwhat: {NOTICE}\nwhy: It hurt.\n")
    document = index._document

    def leaking(found: Any, main: str, language: str) -> str:
        return document(found, f"{main}<p>{NOTICE}</p>", language)

    monkeypatch.setattr(index, "_document", leaking)
    result = folio.build(PUBLIC)
    assert not result.built
    (found,) = [one for one in result.diagnostics if one.is_error]
    assert (found.code, found.place.file) == ("E901", "content/stories/notice.md")
    assert INDEX in found.message


def test_the_same_notes_give_the_same_bytes_without_what_was_kept(folio: Folio) -> None:
    first = dict(folio.pages())
    kept = folio.root / ".whyfolio" / "search" / "public.zip"
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    kept.unlink()
    assert dict(folio.pages()) == first


def test_pages_that_say_the_same_are_not_read_again(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    indexed = index._indexed
    monkeypatch.setattr(index, "_indexed", lambda *given: runs.append(1) or indexed(*given))
    first = dict(folio.pages())
    assert dict(folio.pages()) == first
    assert len(runs) == 1
    folio.write("themes/overrides/own.css", "p { color: inherit; }\n")
    again = dict(folio.pages())
    assert again["search/index.html"] != first["search/index.html"]
    assert len(runs) == 1
    folio.entry("stories/s3", story(3).replace("leaked", "dripped"))
    assert b"dripped" in words(dict(folio.pages()))
    assert len(runs) == 2


def test_what_was_kept_may_be_damaged(folio: Folio) -> None:
    first = dict(folio.pages())
    (folio.root / ".whyfolio" / "search" / "public.zip").write_bytes(b"PK\x03\x04 and no more")
    assert dict(folio.pages()) == first


def test_an_index_that_came_with_somebody_elses_project_is_not_taken(
    folio: Folio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dict(folio.pages())
    (folio.root / ".whyfolio" / "search" / "public.zip").unlink()
    indexed = index._indexed
    with monkeypatch.context() as stranger:
        stranger.setenv("WHYFOLIO_HOME", str(tmp_path / "stranger"))
        stranger.setattr(
            index, "_indexed", lambda *given: {**indexed(*given), "pagefind.js": b"alert(1)"}
        )
        assert dict(folio.pages()) != first
    assert dict(folio.pages()) == first


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is closed to root")
def test_a_project_that_cannot_be_written_is_searched_too(folio: Folio) -> None:
    folio.root.chmod(0o500)
    try:
        assert INDEX + "pagefind.js" in folio.pages()
    finally:
        folio.root.chmod(0o700)


def test_a_site_that_opens_from_the_disk_links_to_files(folio: Folio) -> None:
    told = fragments(dict(folio.pages(REVIEW)))
    assert set(told) == {f"/stories/s{number}/index.html" for number in range(20)}


@pytest.mark.parametrize("language", ["de-CH", "zh", "nonsense of somebody"])
def test_any_language_has_an_index(tmp_path: Path, language: str) -> None:
    folio = filled(Folio.at(tmp_path, f'{SETTINGS}language = "{language}"\n'))
    programs = [path for path in folio.pages() if path.endswith(".pagefind")]
    assert len(programs) == 1


def test_without_pagefind_the_page_is_the_list_alone(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = folio.page("search/index.html")
    without_pagefind(monkeypatch)
    pages = folio.pages()
    assert [path for path in pages if path.startswith("search/")] == ["search/index.html"]
    text = pages["search/index.html"].decode()
    assert not re.search("<script src|<form|script-src", text)
    everything = re.compile(r'<div class="everything">.*</div>', re.DOTALL)
    assert everything.findall(text) == everything.findall(whole)


def test_search_can_be_turned_off(folio: Folio) -> None:
    pages = with_setting(folio, "search = false").pages()
    assert [path for path in pages if path.startswith("search/")] == ["search/index.html"]
    assert "<script src" not in pages["search/index.html"].decode()


def test_a_search_that_was_asked_for_and_cannot_be_made_says_in_one_line_what_to_install(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pagefind(monkeypatch)
    with pytest.raises(UsageError) as refused:
        with_setting(folio, "search = true").build(PUBLIC)
    assert str(refused.value) == (
        "a search needs pagefind; add it with: pip install 'whyfolio[search]'"
    )
    assert not (folio.root / "site" / "public").exists()


def test_where_pagefind_fails_nothing_is_written(
    folio: Folio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'out of luck' >&2\nexit 4\n", encoding="utf-8")
    broken.chmod(0o700)
    monkeypatch.setattr(index, "_program", lambda: ("0", broken))
    with pytest.raises(Refused) as refused:
        folio.build(PUBLIC)
    assert refused.value.diagnostic.code == "E713"
    assert refused.value.diagnostic.message.endswith("Pagefind says: out of luck")
    assert not (folio.root / "site" / "public").exists()


def test_the_index_is_published_with_the_site(folio: Folio) -> None:
    opened = open_portfolio(folio.root, TODAY)
    result = build(folio.root, TODAY, audiences=(PUBLIC,), opened=opened)
    assert len(result.built) == 1
    assert folio.site(PUBLIC) == dict(folio.pages(PUBLIC))
