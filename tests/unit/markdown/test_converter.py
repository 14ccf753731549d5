"""A body becomes safe HTML whose ids are its own and whose addresses are settled per view."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from whyfolio.markdown.converter import Heading, MarkdownTooDeep, bind, render

HANG = 60  # seconds; tells what never ends from what ends, on any machine
CODE = '<pre tabindex="0"><code>'


def html(text: str, prefix: str = "s") -> str:
    return render(text, prefix=prefix).html


CASES = {
    "table with alignment": (
        "| a | b |\n|---|--:|\n| c | d |",
        (
            '<div class="table-scroll" role="region" aria-label="Table" '
            'tabindex="0"><table>\n<thead>\n'
            '<tr>\n<th>a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td>c</td>\n<td class="align-right">d</td>\n</tr>\n</tbody>\n</table></div>'
        ),
    ),
    "a still of a video": (
        '[![a](b.png "c")](https://v.example/7){.video}',
        (
            '<figure class="video"><a rel="noopener" href="https://v.example/7">'
            '<img alt="a" src="b.png"></a><figcaption>c</figcaption></figure>'
        ),
    ),
    "a picture from another server": (
        "![a b](https://v.example/b.png) ![](//v.example/c.png)",
        (
            '<p><a rel="noopener" href="https://v.example/b.png">a b</a> '
            '<a rel="noopener" href="//v.example/c.png">//v.example/c.png</a></p>'
        ),
    ),
    "a still on another server": (
        "[![a](https://v.example/b.png)](https://v.example/7)",
        '<p><a rel="noopener" href="https://v.example/7">a</a></p>',
    ),
    "figure": (
        '![a](b.png "c"){: .wide}',
        '<figure class="wide"><img alt="a" src="b.png"><figcaption>c</figcaption></figure>',
    ),
    "image in a sentence": ("a ![b](c.png)", '<p>a <img alt="b" src="c.png"></p>'),
    "tasks": (
        "- [ ] a\n- [x] b",
        (
            '<ul>\n<li class="task"><input type="checkbox" disabled '
            'aria-label="to do"> a</li>\n'
            '<li class="task"><input type="checkbox" disabled '
            'aria-label="done" checked> b</li>\n</ul>'
        ),
    ),
    "definitions": ("a\n:   b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
    "abbreviation": ("*[A1]: b\n\nA1", '<p><abbr title="b">A1</abbr></p>'),
    "admonition": (
        '!!! note "a"\n    b',
        '<div class="admonition note">\n<p class="admonition-title">a</p>\n<p>b</p>\n</div>',
    ),
    "list indented by two": (
        "- a\n  - b",
        "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
    ),
    "code in an item": (
        "- a\n\n  ```\n  b\n\n    c\n  ```\n- d",
        f"<ul>\n<li>\n<p>a</p>\n{CODE}b\n\n  c\n</code></pre>\n</li>\n<li>\n<p>d</p>\n</li>\n</ul>",
    ),
    "code in a quote that goes on": (
        "> ```\n> b\n> ```\n> c",
        f"<blockquote>\n{CODE}b\n</code></pre>\n<p>c</p>\n</blockquote>",
    ),
    "code in a quote": (
        "> a\n>\n> ~~~\n> b\n> ~~~",
        f"<blockquote>\n<p>a</p>\n{CODE}b\n</code></pre>\n</blockquote>",
    ),
    "highlighted code": (
        "```python\nx\n```",
        '<pre tabindex="0"><code class="language-python"><span class="c-n">x</span>\n</code></pre>',
    ),
    "what looks like ids in words and code": (
        'say id="a" and `<a id="b" href="#c">`',
        '<p>say id="a" and <code>&lt;a id="b" href="#c"&gt;</code></p>',
    ),
    "links that leave the site": (
        "[a](https://b) [c](HTTP://d) [e](//f) [g](h.md)",
        (
            '<p><a rel="noopener" href="https://b">a</a> <a rel="noopener" href="HTTP://d">c</a> '
            '<a rel="noopener" href="//f">e</a> <a href="h.md">g</a></p>'
        ),
    ),
    "link to a heading of the body": (
        "# A b\n\n[c](#a-b)",
        '<h2 id="s--a-b">A b</h2>\n<p><a href="#s--a-b">c</a></p>',
    ),
    "link to a heading that is not there": ("[a](#hidden)", "<p>a</p>"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_body_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "levels"),
    [("# a\n\n## b", [2, 3]), ("### a\n\n#### b", [2, 3]), ("a\n===\n\nb\n---", [2, 3])],
)
def test_the_highest_heading_stands_right_below_the_title(text: str, levels: list[int]) -> None:
    rendered = render(text, prefix="s")
    assert rendered.headings == (
        Heading(levels[0], "s--a", "a"),
        Heading(levels[1], "s--b", "b"),
    )
    assert rendered.html == '<h2 id="s--a">a</h2>\n<h3 id="s--b">b</h3>'


ALL_SORTS = (
    "# a\n\n# a\n\n# Ж\n\n## !\n\n## !\n\nb[^1] c[^x]\n\n[^1]: d\n[^x]: e\n\n"
    '<div id="k">f</div>\n\n<p id="k">g</p>\n\n[h](#a) [i](#k) [j](#fn:1)\n'
)


def test_ids_are_unique_and_each_link_finds_its_own_on_a_page_of_two_bodies() -> None:
    page = html(ALL_SORTS, "one") + html(ALL_SORTS, "two")
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert {name.partition("--")[0] for name in ids} == {"one", "two"}
    targets = re.findall(r' href="#([^"]*)"', page)
    assert len(targets) >= 14
    assert set(targets) <= set(ids)


def test_nothing_of_one_body_shows_in_the_next() -> None:
    first = html(ALL_SORTS)
    render.cache_clear()
    assert html("a") == "<p>a</p>"
    assert html("a[^1]") == "<p>a[^1]</p>"
    assert html(ALL_SORTS) == first


def test_threads_render_what_one_alone_renders() -> None:
    texts = [f"# h{number}\n\na[^1]\n\n[^1]: n{number}" for number in range(60)]
    alone = [html(text) for text in texts]
    render.cache_clear()
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(html, texts)) == alone


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "[a](data:text/html,<script>alert(1)</script>)",
    "![a](data:image/svg+xml,<svg onload=alert(1)>)",
    '```"><script>alert(1)</script>\nb\n```',
    '![a](b.png "\\" onload=alert(1) ")',
    '![a" onerror="alert(1)](b.png)',
    "[a](b){: onclick=alert(1) style=color:red }",
    "# a {: onmouseover=alert(1) }",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<math><mi xlink:href=javascript:alert(1)>a</mi></math>",
    "<style>a{background:url(javascript:alert(1))}</style>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "a[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    '*[A1]: "><script>alert(1)</script>\n\nA1',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]
TAG = re.compile(r"<[^<>]*>")


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_in_a_body_can_run(text: str) -> None:
    rendered = html(text)
    tags = [re.sub(r'="[^"]*"', "", tag).lower() for tag in TAG.findall(rendered)]
    assert not [tag for tag in tags if re.search(r"<(script|svg|iframe|style|form|math)", tag)]
    assert not [tag for tag in tags if re.search(r"\s(on\w+|style|srcdoc)\b", tag)]
    for address in re.findall(r'(?:href|src)="([^"]*)"', rendered):
        scheme = re.sub(r"[\t\r\n]", "", unescape(address)).strip().lower().partition(":")[0]
        assert scheme not in {"javascript", "data", "vbscript"}


def test_trusted_html_is_kept() -> None:
    text = '<video controls src="a.mp4"></video>'
    assert render(text, prefix="s", raw_html="trust").html == text
    assert html(text) == ""


BODY = (
    "[a](../stories/b%20c.md#d) ![e](f.png) [g](https://h/i.md) [j](#k)\n\n"
    '![l](m.png "n>o")\n\n`[p](q.md)` `<a href="r.md">`'
)


def test_addresses_are_those_of_links_and_images_alone() -> None:
    assert render(BODY, prefix="s").addresses == ("../stories/b c.md#d", "f.png", "m.png")


def test_what_a_view_does_not_hold_keeps_its_words_and_loses_its_address() -> None:
    assert bind(html(BODY), lambda _: None) == (
        '<p>a  <a rel="noopener" href="https://h/i.md">g</a> j</p>\n\n'
        '<p><code>[p](q.md)</code> <code>&lt;a href="r.md"&gt;</code></p>'
    )


def test_a_link_keeps_the_words_of_a_picture_that_a_view_does_not_hold() -> None:
    still = html('[![A still](f.png "b")](https://h/7) ![lone](m.png)')
    assert bind(still, lambda _: None) == '<p><a rel="noopener" href="https://h/7">A still</a> </p>'


def test_what_a_view_holds_gets_the_address_it_has_there() -> None:
    places = {"../stories/b c.md#d": "/x/?a&b", "f.png": "/f.png", "m.png": "/m.png"}
    assert bind(html(BODY), places.get) == (
        '<p><a href="/x/?a&amp;b">a</a> <img alt="e" src="/f.png"> '
        '<a rel="noopener" href="https://h/i.md">g</a> j</p>\n'
        '<figure><img alt="l" src="/m.png"><figcaption>n&gt;o</figcaption></figure>\n'
        '<p><code>[p](q.md)</code> <code>&lt;a href="r.md"&gt;</code></p>'
    )


RUNAWAYS = {
    "brackets": "[" * 8000,
    "image brackets": "![" * 8000,
    "brackets with words": "[a " * 8000,
    "links": "[a](" * 5000,
    "references": "[a][" * 5000,
    "tags": "<a " * 5000,
    "lists": "".join("    " * depth + "- a\n" for depth in range(300)),
    "lists indented by two": "".join("  " * depth + "- a\n" for depth in range(300)),
    "quotes": ">" * 500 + "a",
    "asterisks": "*" * 5000,
    "backticks": "`" * 5000,
}


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_text_that_would_take_for_ever_is_refused_at_once(name: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(MarkdownTooDeep):
        render(RUNAWAYS[name], prefix="s")
    assert time.perf_counter() - begun < HANG


@pytest.mark.parametrize(
    "text",
    ["| [a](b) | [c](d) |\n" * 500, "x[0] = y[1]\n\n" * 500, "*a* **b** `c` <b>d</b>\n\n" * 500],
)
def test_a_long_but_plain_text_is_not_refused(text: str) -> None:
    assert render(text, prefix="s").html
