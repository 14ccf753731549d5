"""Markdown, plain text and the blocks they are made from: compared whole."""

from __future__ import annotations

import textwrap
from datetime import date

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.handed import demo

from whyfolio.exporters import md, txt
from whyfolio.exporters.blocks import Table, blocks_of
from whyfolio.exporters.document import Document
from whyfolio.exporters.page import body_of
from whyfolio.exporters.runs import text_of
from whyfolio.exporters.simple import written
from whyfolio.model.artifact import Artifact

PAGE = """<main id="main">
<h1 id="ask">Kim <span aria-hidden="true">→</span> Staff</h1>
<p class="known"><span>lead</span><span><time datetime="2026-09">Sep 2026</time></span></p>
<p class="label">How we know</p>
<dl><div><dt>Why</dt><dd>Orders were <b>lost</b>.</dd></div>
<div><dt>Cost</dt><dd>A week.</dd></div></dl>
<p>See <a href="https://x.example/a">the note</a> and <a href="#p1">below</a>, with
<code>a*b</code>.<a class="ref" href="#p1">1</a></p>
<article class="lead"><p>−3 %</p><h2>A queue</h2></article>
<div class="margin"><p>with Ana</p><p class="label">Proof</p>
<div class="figure"><p>−3 %</p><p>lost orders</p>
<dl><div><dt>before</dt><dd>4 %</dd></div></dl></div>
<p class="proof">A report <span class="soft">document</span></p>
<p class="says">It says so.</p></div>
<blockquote><p>Said <em>once</em>.</p></blockquote>
<table><thead><tr><th>What</th><th>26H1</th></tr></thead>
<tbody><tr><th>A | B</th><td>2</td></tr></tbody></table>
<ol><li>One</li><li><p>Two</p><p>and more</p></li></ol>
<pre><code>x = 1
  y</code></pre>
<hr>
<nav><a href="/other/">Elsewhere</a></nav>
</main>"""

MARKDOWN = """# Kim → Staff

lead · Sep 2026

**How we know**

- **Why**: Orders were **lost**.
- **Cost**: A week.

See [the note](https://x.example/a) and below, with `a*b`. \\[1\\]

## A queue

−3 %

with Ana

**Proof**

- **−3 %** lost orders (before: 4 %)

- A report (document)

  It says so.

> Said *once*.

| What | 26H1 |
| --- | --- |
| A \\| B | 2 |

1. One

2. Two

   and more

```
x = 1
  y
```

---
"""

TEXT = """Kim → Staff
===========

lead · Sep 2026

How we know

- Why: Orders were lost.
- Cost: A week.

See the note <https://x.example/a> and below, with a*b. [1]

A queue
-------

−3 %

with Ana

Proof

- −3 % lost orders (before: 4 %)

- A report (document)
  It says so.

  Said once.

What   26H1
A | B  2

1. One

2. Two
   and more

  x = 1
    y

--------------------
"""


def shown(main: str) -> Document:
    page = Artifact("p/index.html", f"<html><body>{main}</body></html>".encode())
    return Document("Kim", "Kim Vale", "en", date(2026, 11, 21), "/p/", page, "")


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_a_page_as_markdown() -> None:
    assert md.export(shown(PAGE)).decode() == MARKDOWN


def test_a_page_as_plain_text() -> None:
    assert txt.export(shown(PAGE)).decode() == TEXT


def test_a_common_viewer_shows_the_markdown_as_it_was_on_the_page() -> None:
    viewed = MarkdownIt("commonmark").enable("table").render(md.export(demo()).decode())
    page = BeautifulSoup(viewed, "html.parser")
    body = body_of(demo())
    for name in ("h1", "h2", "h3", "blockquote", "table", "tr"):
        assert len(page.find_all(name)) == len(body.find_all(name)), name
    for name in ("h1", "h2", "h3"):
        for got, wanted in zip(page.find_all(name), body.find_all(name), strict=True):
            for mark in wanted.find_all(class_="ref"):
                mark.decompose()
            assert got.get_text().startswith(wanted.get_text().strip())
    assert "**" not in page.get_text()
    assert "](" not in page.get_text()


@given(text=st.text(alphabet="ab1 *_`[](){}<>#+-=.!|~\\&;:/\n", max_size=40))
def test_no_letter_of_an_authors_is_taken_for_markup(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    page = shown(f"<main><p>{escaped}</p></main>")
    viewed = MarkdownIt("commonmark").enable("table").render(md.export(page).decode())
    found = BeautifulSoup(viewed, "html.parser")
    assert {tag.name for tag in found.find_all()} <= {"p"}
    assert " ".join(found.get_text().split()) == " ".join(text.split())


@given(
    parts=st.lists(
        st.tuples(
            st.sampled_from(["b", "em", "code", "span", "a"]),
            st.text(alphabet="ab .*_()!`", min_size=1, max_size=6),
        ),
        max_size=6,
    )
)
def test_words_that_look_different_keep_all_their_letters(parts: list[tuple[str, str]]) -> None:
    inner = "".join(
        f"<{name}{' href=https://x.example/' if name == 'a' else ''}>{text}</{name}>"
        for name, text in parts
    )
    page = shown(f"<main><p>x{inner}</p></main>")
    viewed = MarkdownIt("commonmark").render(md.export(page).decode())
    wanted = BeautifulSoup(f"<p>x{inner}</p>", "html.parser").get_text()
    touching = wanted.replace(" ", "")
    assert (
        BeautifulSoup(viewed, "html.parser").get_text().replace(" ", "").replace("·", "").strip()
        == touching.strip()
    )


@given(text=st.text(alphabet="abc äöü.,-", max_size=400))
def test_no_line_of_plain_text_is_wider_than_78(text: str) -> None:
    made = txt.export(shown(f"<main><ul><li><p>{text}</p></li></ul></main>")).decode()
    longest = max((len(word) for word in text.split()), default=0)
    assert all(len(line) <= max(78, longest + 2) for line in made.split("\n"))
    told = " ".join(made.removeprefix("- ").split())
    assert told == " ".join(text.split())


def test_the_demo_in_plain_text_is_no_wider_than_78_but_for_addresses() -> None:
    wide = [line for line in txt.export(demo()).decode().split("\n") if len(line) > 78]
    assert [line for line in wide if "://" not in line] == []


def test_what_a_figure_is_called_stands_on_its_line() -> None:
    found = textwrap.dedent(txt.export(demo()).decode())
    assert "- −83 % pages a night (before: 6, after: 1, pager export" in found


def test_members_within_a_cell_are_set_apart_and_what_is_about_shapes_is_left_out() -> None:
    html = (
        '<p class="soft drawn">Bars are the work.</p><table><tr><th>Story</th><th>What</th></tr>'
        "<tr><td>Queue</td><td>\n<ul>\n<li><b>-3</b> pages</li>\n<li>two</li>\n</ul>\n</td></tr>"
        "</table>"
    )
    (table,) = blocks_of(BeautifulSoup(html, "html.parser"))
    assert isinstance(table, Table)
    assert [[text_of(cell) for cell in row] for row in table.rows] == [
        ["Story", "What"],
        ["Queue", "-3 pages; two"],
    ]
    assert written([table]).startswith(
        '<table><colgroup><col style="width: 28%"><col style="width: 72%"></colgroup><thead>'
    )


def test_results_over_time_say_from_when_to_when_and_each_its_own_days() -> None:
    rows = [line for line in md.export(demo()).decode().splitlines() if line.startswith("| ")]
    at = next(n for n, line in enumerate(rows) if line.startswith("| Story"))
    assert rows[at].split(" | ")[1] == "When (Oct 2025 – Nov 2026)"
    assert rows[at + 2].split(" | ")[1] == "Jul – Sep 2026"


def test_titles_in_a_row_are_set_apart_though_they_hold_commas() -> None:
    text = " ".join(txt.export(demo()).decode().split())
    assert "not a rewrite <https://mira.example.com/decisions/queue-not-rewrite/>; Stop" in text
    assert (
        "Grafana, checkout board, ten sale days [1.1]; support's call list [1.2]; finance" in text
    )
