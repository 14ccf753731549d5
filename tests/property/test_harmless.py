"""What a quick look takes for harmless, the cleaner gives back as it was, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.test_plain_text import SIGNS

from whyfolio.markdown.extensions import extensions_for, new_converter
from whyfolio.markdown.harmless import is_harmless
from whyfolio.markdown.sanitise import cleaned, sanitised

NAMES = (
    *("a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "hr", "img"),
    *("kbd", "li", "mark", "ol", "p", "pre", "script", "span", "strong", "style", "sub", "sup"),
    *("svg", "table", "tbody", "td", "th", "thead", "tr", "ul"),
)
TAGS = (
    *('<a href="x.md">', '<a href="https://a.b/c?d&amp;e#f:g">', '<a href="http://a:1/">'),
    *('<a href="javascript:a">', '<a href="data:a,b">', '<a href=" x">', '<a href="x" title="y">'),
    *('<a href="//a">', '<a href="https://xn--a/">', '<a href="https://1.2.3.999/">', "<a href=x>"),
    *('<span class="c-n">', '<code class="language-c++">', '<pre tabindex="0">', "<!--", "-->"),
    *(
        '<td class="align-left">',
        '<p onclick="x">',
        "<P>",
        "<p >",
        "<br/>",
        "</p >",
        "<",
        ">",
        "</",
    ),
)
WORDS = (
    *("a", "b c", " ", "\n", "\n\n", "\t", "\r", "\0", "\xa0", "\ufeff", "\x0c", "\x02", "\x85"),
    *("&", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;", "&#106;", '"', "'", "é", "\u2028"),
)
PIECES = (
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    *(f"</{name}>\n" for name in NAMES),
    *TAGS,
    *WORDS,
)
CELLS = "<table>\n<thead>\n<tr>\n<th>{}</th>\n</tr>\n</thead>\n<tbody>\n</tbody>\n</table>\n{}"
ORDERLY = (
    *("<p>{}</p>\n{}", "<ul>\n<li>{}</li>\n</ul>\n{}", "<blockquote>\n{}</blockquote>{}", CELLS),
    *("<em>{}</em>{}", "<code>{}</code>{}", '<a href="x">{}</a>{}', "{}<br>\n{}", "{}<hr>\n{}"),
    *('<pre tabindex="0"><code>{}</code></pre>{}', "<dl><dt>{}</dt><dd>{}</dd></dl>", "{}{}"),
)
words = st.sampled_from((*WORDS, *TAGS, "a", "b", "&lt;", "d e", ""))
nested = st.recursive(
    words,
    lambda inner: st.builds(str.format, st.sampled_from(ORDERLY), inner, inner),
    max_leaves=12,
)
many = settings(max_examples=max(1000, settings().max_examples), deadline=None)


def _same(html: str) -> bool:
    return not is_harmless(html) or cleaned(html) == html


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@many
def test_of_a_soup_of_tags_nothing_passes_that_the_cleaner_would_change(html: str) -> None:
    assert _same(html)


@given(nested)
@many
def test_of_nested_tags_nothing_passes_that_the_cleaner_would_change(html: str) -> None:
    assert _same(html)


@given(st.text("abz019.:/?#&;%@-[]\\ \t\n\xa0é", max_size=20))
@many
def test_no_address_passes_that_the_cleaner_would_take_away(address: str) -> None:
    for start in ("", "http://", "https://", "https://a.b/"):
        assert _same(f'<p><a href="{start}{address}">a</a></p>')


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
@many
def test_what_markdown_makes_is_the_same_with_and_without_the_quick_look(text: str) -> None:
    html = new_converter(extensions_for(text)).convert(text)

    assert sanitised(html) == cleaned(html)


@pytest.mark.parametrize(
    "html",
    [
        '<p>a &lt; b &amp; <a href="https://a.b/c">c</a> <em>d</em> "e" é<br>\nf</p>',
        "<ul>\n<li>a<ol>\n<li><p>b</p>\n</li>\n</ol>\n</li>\n</ul>",
        CELLS.format("a", "<h2>b</h2>\n"),
        '<pre tabindex="0"><code class="language-c"><span class="c-n">a</span>\n</code></pre>',
    ],
)
def test_what_markdown_makes_passes_at_a_glance(html: str) -> None:
    assert is_harmless(html)
    assert cleaned(html) == html


@pytest.mark.parametrize(
    "html",
    [
        *('<a href="javascript:a">b</a>', '<a href="data:a,b">b</a>', '<p onclick="a">b</p>'),
        *("<!-- a -->", "<script>a</script>", "<p>a", "a</p>", "<p><p>a</p></p>", "<p>a\xa0b</p>"),
        *("<pre>\na</pre>", "<table>a</table>", "<table>\n<tr>\n</tr>\n</table>", "a > b", "a <"),
        *('<a href="a"><a href="b">c</a></a>', "<p>a\ud800</p>", "<p>&quot;</p>", "<svg></svg>"),
    ],
)
def test_what_is_unusual_is_left_to_the_cleaner(html: str) -> None:
    assert not is_harmless(html)
