"""After one note is saved the preview reads that note alone, and shows what a fresh one shows."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.folio import Folio
from tests.property.edits import picture

from whyfolio.build import artifacts
from whyfolio.model.audience import Audience
from whyfolio.opened import again
from whyfolio.preview import state
from whyfolio.preview.state import Site

NOTE = "content/stories/quay.md"
FRONT = "date: 2026-09\naudience: public\nwhat: I mended it.\nwhy: It leaked.\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.write("content/files/plan.png", picture((20, 90, 120)))
    folio.write("content/files/map.png", picture((90, 20, 120)))
    folio.entry("stories/quay", f"title: The quay\n{FRONT}", "It began with a [list](other.md).\n")
    folio.entry("stories/other", FRONT, "# The other\n\nMore of it.\n")
    folio.entry("stories/secret", "date: 2026-08\nwhat: Nobody knows.", "Not yet.\n")
    folio.entry("stories/later", f"draft: true\n{FRONT}", "Not done.\n")
    return folio


def text(ref: str, body: str) -> Callable[[Folio], object]:
    def edit(folio: Folio) -> str:
        path = f"content/{ref}.md"
        front = (folio.root / path).read_text("utf-8").split("---\n")[1]
        folio.entry(ref, front, body)
        return path

    return edit


EDITS: dict[str, Callable[[Folio], object]] = {
    "words": text("stories/quay", "It began with two lists.\n"),
    "a link": text("stories/quay", "See [the other](other.md) and [the secret](secret.md).\n"),
    "what not all may read": text("stories/quay", "We paid [a lot]{.review} for [it]{.private}.\n"),
    "a picture": text("stories/quay", "![The plan](../files/plan.png)\n"),
    "another picture": text("stories/quay", "![The map](../files/map.png)\n"),
    "nothing": text("stories/quay", ""),
    "a title in the text": text("stories/other", "# Another title\n\nMore of it.\n"),
    "below a title": text("stories/other", "# Another title\n\nMuch more of it.\n"),
    "a private note": text("stories/secret", "It is ![a map](../files/map.png).\n"),
    "a draft": text("stories/later", "Nearly done.\n"),
    "the profile": text("profile", "I mend quays, [mostly]{.review}.\n"),
    "a heading and code": text("stories/quay", "## How\n\n```python\nmend()\n```\n"),
}


def wrong(site: Site, folio: Folio) -> list[str]:
    """The files that another preview shows otherwise."""
    fresh = Site(folio.root, lambda: folio.today)
    found = [] if site.reading.all_errors() == fresh.reading.all_errors() else ["errors"]
    for audience in Audience:
        paths = {made.path for made in artifacts(folio.view(audience, drafts=True), folio.root)}
        found += [
            f"{audience.value}: {path}"
            for path in sorted(paths)
            if site.read(audience, path) != fresh.read(audience, path)
        ]
    return found


def test_after_each_edit_of_a_text_every_page_is_what_a_fresh_preview_shows(folio: Folio) -> None:
    site = Site(folio.root, lambda: folio.today, read=again(folio.root))
    for name, edit in EDITS.items():
        for audience in Audience:
            site.look(audience, "stories/quay/index.html")
        site.refresh({str(edit(folio))})
        assert wrong(site, folio) == [], name


def test_texts_that_changed_one_after_the_other_are_all_shown(folio: Folio) -> None:
    site = Site(folio.root, lambda: folio.today, read=again(folio.root))
    for audience in Audience:
        site.look(audience, "index.html")
    for edit in EDITS.values():
        site.refresh({str(edit(folio))})
    assert wrong(site, folio) == []


def test_of_one_saved_text_no_other_note_is_read_and_nothing_is_selected_anew(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    selected: list[Audience] = []
    real = state.select

    def select(portfolio: object, audience: Audience, *, drafts: bool) -> object:
        selected.append(audience)
        return real(portfolio, audience, drafts=drafts)  # type: ignore[arg-type]

    monkeypatch.setattr(state, "select", select)
    site = Site(folio.root, lambda: folio.today, read=again(folio.root))
    page = "stories/quay/index.html"
    site.read(Audience.PUBLIC, page)
    text("stories/other", "# Not told yet\n")(folio)
    for words in ("First.", "Second."):
        site.refresh({str(text("stories/quay", f"{words}\n")(folio))})
        assert words.encode() in (site.read(Audience.PUBLIC, page) or b"")
        assert b"Not told yet" not in (site.read(Audience.PUBLIC, "index.html") or b"")
    assert selected == [Audience.PUBLIC]
    site.refresh({"content/stories/other.md"})
    assert b"Not told yet" in (site.read(Audience.PUBLIC, "index.html") or b"")


def test_another_front_matter_a_fault_and_its_mending_are_told_as_ever(folio: Folio) -> None:
    site = Site(folio.root, lambda: folio.today, read=again(folio.root))
    codes = []
    for front, body in (
        (f"title: A new name\n{FRONT}", "It began.\n"),
        (f"title: A new name\n{FRONT.replace('public', 'review')}", "It began.\n"),
        (f"title: A new name\n{FRONT}", "We paid [a lot]{.nobody}.\n"),
        (f"title: A new name\n{FRONT}", "We paid a lot.\n"),
        ("title: [\n", "We paid a lot.\n"),
        (f"title: A new name\n{FRONT}", "We paid a lot.\n"),
    ):
        folio.entry("stories/quay", front, body)
        site.refresh({NOTE})
        codes.append([found.code for found in site.reading.all_errors()])
        assert codes[-1] or wrong(site, folio) == [], (front, body)
    assert [bool(found) for found in codes] == [False, False, True, False, True, False]


@pytest.mark.skipif(os.name != "posix", reason="links need no rights on POSIX alone")
def test_a_link_that_was_put_in_a_notes_place_is_not_read(folio: Folio, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text(f"---\ntitle: The quay\n{FRONT}---\nFrom outside.\n", "utf-8")
    site = Site(folio.root, lambda: folio.today, read=again(folio.root))
    (folio.root / NOTE).unlink()
    (folio.root / NOTE).symlink_to(outside)
    site.refresh({NOTE})
    assert [found.code for found in site.reading.all_errors()] == ["E108"]
    assert b"From outside" not in (site.read(Audience.PRIVATE, "stories/quay/index.html") or b"")
