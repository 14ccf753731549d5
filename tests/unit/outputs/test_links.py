"""Where things stand, and what becomes of links in bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.links import Links

STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\naudience: public\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.entry(
        "decisions/queue", "date: 2026-01\nwhat: x\nwhy: y\naudience: public\n", "## Why\n\nW.\n"
    )
    folio.entry("decisions/kept", "date: 2026-01\nwhat: x\nwhy: y\n")
    body = "See [the queue](../decisions/queue.md#why) and [a note](../decisions/kept.md).\n"
    return folio.entry("stories/one", STORY, body)


def body(folio: Folio, audience: Audience = Audience.PUBLIC) -> str:
    view = folio.view(audience)
    return Links(view).body(view.by_ref["stories/one"]).html


def test_a_link_to_a_note_leads_to_its_page_and_heading(folio: Folio) -> None:
    link = '<a href="/decisions/queue/#decisions-queue--why">the queue</a>'
    assert body(folio) == f"<p>See {link} and a note.</p>"


def test_a_link_to_a_hidden_note_keeps_its_words_only(folio: Folio) -> None:
    assert "kept" not in body(folio)
    assert '<a href="/decisions/kept/">a note</a>' in body(folio, Audience.PRIVATE)


def test_an_attachments_address_comes_from_its_entry(folio: Folio) -> None:
    folio.write("content/files/secret-client.txt", "x")
    folio.entry("stories/one", STORY, "[the sheet](../files/secret-client.txt)\n")
    assert body(folio) == '<p><a href="/files/stories-one-1.txt">the sheet</a></p>'
    [attachment] = Links(folio.view()).attachments()
    assert (attachment.source, attachment.address) == (
        "files/secret-client.txt",
        "/files/stories-one-1.txt",
    )


@pytest.mark.parametrize(
    "text",
    [
        "[the sheet](../files/a%20sheet.txt)",
        "[the sheet][1]\n\n[1]: <../files/a%20sheet.txt>",
        "[the sheet]\n\n [the sheet]: ../files/a%20sheet.txt",
        '<a href="../files/a%20sheet.txt">the sheet</a>',
        "> - [the sheet](<../files/a sheet.txt>)",
        "![the sheet](../files/a%20sheet.txt)",
    ],
)
def test_a_file_is_published_however_its_address_is_written(folio: Folio, text: str) -> None:
    folio.write("content/files/a sheet.txt", "x")
    folio.entry("stories/one", STORY, f"{text}\n")

    [attachment] = Links(folio.view()).attachments()

    assert attachment.source == "files/a sheet.txt"
