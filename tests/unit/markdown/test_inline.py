"""A sentence is printed as it was typed; only its links are more than words."""

from __future__ import annotations

import pytest

from whyfolio.markdown.inline import inline, plain, words

CASES = {
    "bug #4127: *a* `b` <c> & d": "bug #4127: *a* `b` &lt;c&gt; &amp; d",
    "[a](https://b.c/d?e=1&f=2)": '<a href="https://b.c/d?e=1&amp;f=2" rel="noopener">a</a>',
    "[a](javascript:b)": "[a](javascript:b)",
    '[a](https://b"onclick=c)': '<a href="https://b&quot;onclick=c" rel="noopener">a</a>',
    "[<b>](https://c)": '<a href="https://c" rel="noopener">&lt;b&gt;</a>',
    r"\[a](https://b)": r"\[a](https://b)",
}


@pytest.mark.parametrize("text", CASES)
def test_a_sentence_is_printed_as_it_was_typed(text: str) -> None:
    assert inline(text) == CASES[text]


def test_plain_words_have_no_address() -> None:
    assert plain("see [the sheet](https://a.b/c) and *that*") == "see the sheet and *that*"


def test_words_of_html_are_what_a_reader_sees() -> None:
    html = "<h2>a</h2><p>b &lt;c&gt;<br>d</p><ul><li>e</li><li><em>f</em>g</li></ul>"
    assert words(html) == "a b <c> d e fg"
