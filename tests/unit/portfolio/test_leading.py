"""A link to what is not there is told where it stands, and one to what is hidden is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.build import open_portfolio
from whyfolio.model.audience import Audience
from whyfolio.opened import again
from whyfolio.preview.state import Site

FRONT = "date: 2026-09\naudience: public\nwhat: x\nwhy: y\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path).write("content/files/orders 2026.png", b"").entry("stories/b", FRONT)
    return folio.entry("decisions/queue", "date: 2026-01\nwhat: x\n").entry(
        "pages/about", "title: About\naudience: public"
    )


def told(folio: Folio) -> list[tuple[int, int, int, str, str]]:
    found = open_portfolio(folio.root, folio.today).diagnostics
    assert {one.code for one in found} <= {"W307"}
    return [
        (one.place.line, one.place.column, one.place.length, one.message.split('"')[1], one.hint)
        for one in found
    ]


def test_what_is_there_is_no_matter_who_may_read_it_and_how_it_is_written(folio: Folio) -> None:
    body = """[B](b.md) [B](./b.md#how "Title") [the queue](../decisions/queue.md){.private}
[a file](<../files/orders 2026.png>) ![a file](files/orders%202026.png) [the same][file]
[out](https://x.example/a.md) [mail](mailto:kim@x.example) [there](//x.example/) [here](#how) []()

[file]: ../files/orders%202026.png "A title"
[^1]: No link (but.md) a note.
*[SLO]: no link either

`[code](code.md)` and <!-- [a comment](comment.md) -->

```
[fenced](fenced.md)
```
"""
    folio.entry("stories/a", f"{FRONT}image: files/orders 2026.png\nimage_alt: x\n", body)
    assert told(folio) == []


def test_what_is_not_there_is_told_at_its_place_with_what_was_meant(folio: Folio) -> None:
    body = """See [the queue](../decision/queue.md) and
![it](../files/orders-2026.png), [B](/stories/b/), [me](/about) and [all](/decisions/).
More [there][x] and [nowhere](<no such thing>).

[x]: nothing/like/it.md
"""
    folio.entry("stories/a", FRONT, body)
    page = "link to a note by the path to its file, and to another page by its whole web address"
    note = "a link to a note is the path to its file: ../decisions/slug.md"
    assert told(folio) == [
        (7, 17, 20, "../decision/queue.md", 'did you mean "../decisions/queue.md"?'),
        (8, 7, 24, "../files/orders-2026.png", 'did you mean "../files/orders 2026.png"?'),
        (8, 38, 11, "/stories/b/", 'link to its note: "b.md"'),
        (8, 57, 6, "/about", 'link to its note: "../pages/about.md"'),
        (8, 75, 11, "/decisions/", page),
        (9, 32, 13, "no such thing", note),
        (11, 6, 18, "nothing/like/it.md", note),
    ]


def test_a_file_that_front_matter_names_and_that_is_not_there_is_told(folio: Folio) -> None:
    front = (
        f"{FRONT}image: ../files/gone.png\nimage_alt: x\nevidence:\n  - file: files/orders.pdf\n"
    )
    folio.entry("stories/a", front)
    assert [(line, name) for line, _, _, name, _ in told(folio)] == [
        (6, "files/gone.png"),
        (9, "files/orders.pdf"),
    ]


def test_the_preview_tells_of_a_link_as_soon_as_it_is_saved_and_until_it_is_mended(
    folio: Folio,
) -> None:
    site = Site(folio.root, lambda: folio.today, read=again(folio.root))
    note = "content/stories/b.md"
    codes = []
    for body in ("[x](../decisions/queue.md)", "[x](gone.md)", "Still [x](gone.md)", "Mended."):
        folio.entry("stories/b", FRONT, body)
        site.look(Audience.PRIVATE, "index.html")
        site.refresh({note})
        codes.append([found.code for found in site.reading.source.diagnostics])
    assert codes == [[], ["W307"], ["W307"], []]


def test_a_thousand_dead_ends_are_told_as_soon_as_ten(folio: Folio) -> None:
    """Only the first are compared with all that is there, which would take a minute."""
    links = "\n".join(f"[x](../decisions/queu{number}.md)" for number in range(1000))
    folio.entry("stories/a", FRONT, links)
    hints = [hint for *_, hint in told(folio)]
    assert hints[0] == 'did you mean "../decisions/queue.md"?'
    assert hints[-1] == "a link to a note is the path to its file: ../decisions/slug.md"
    assert len(hints) == 1000
