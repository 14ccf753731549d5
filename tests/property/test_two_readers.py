"""The guard's reader and that of the pages share no code, and say the same of every word."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz import targets
from tests.fuzz.targets import OTHERS, both_readers_agree, numbered

from whyfolio.guard.shares import Shares
from whyfolio.markdown.opaque import normalised

MANY = settings(
    max_examples=max(1000, settings().max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORDS = ["word", "word ", " word", "word word "]
MARKS = [
    *("[word]{.private}", '[word word]{.review else="word"}', "[word](a){.private}"),
    *("![word](a.png){.review}", "[word][a]{.private}", "[w]{.private else='a \\' word'}"),
    *("[", "]", "![", "](", "][", "(", ")", "{", "}", "[[", "]]", "{{", "}}", "[^1]", "<!--"),
    *("]{.private}", "{.review}", "{.wide}", "{#id}", "{.wide .private}", "{ .private }", "{:"),
    *("{\n.private}", "{.private\nelse=word}", '{.private else="word"}', "else=", '"', "'", "-->"),
    *("(a (b (c) word) d)", '(a "word)")', "<https://a.example/word>", "://", "<!-- word -->"),
]
CODE = [
    *("`", "``", "```", "````", "~~~", "\n```\n", "\n``` py\n", "\n~~~\n", "\n````\n", "\n> ```\n"),
    *("\n- ```\n  ", "\n  ```\n", "\n    ```\n", "`[word]{.private}`", "``word ` word``", "\\`"),
]
LINES = [
    *("\n", "\n\n", "\n    ", "- ", "\n- ", "\n    - ", "\n1. ", "> ", "\n> ", "| ", "\n| ", "# "),
    *("\n# ", "\n: word\n", "[^1]: ", "\n[^1]: word\n", "\n[a]: /b\n", "\n*[A]: word\n", "\n---\n"),
    *(
        "\n!!! note\n    ",
        "\n??? note\n",
        "\n<div>\n",
        "<b>",
        "</b>",
        "<",
        "\n| a | b |\n|---|---|\n",
    ),
    *(
        "\n::: private\n",
        "\n::: review\n",
        "\n::: else\n",
        "\n:::\n",
        "\n  ::: private\n  a\n  :::\n",
    ),
    "\n\n::: private\nword\n::: else\nword\n:::\n\n",
]
SIGNS = [
    *("\\", "\\[", "\\]", "\\{", "\\\\", "*", "_", "^", "!", "?", ".", ":", ";", "&lt;", "\t"),
    *("\x00", "\x01", "\x02", "\x03", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\r", "\r\n"),
    *("\u00a0", "\u2028", "\u2029", "\u200b", "\u3000", "\ufeff", "\ufffd"),
]
WHOLE = ["word", "[word]", "<!-- word -->", *MARKS[:6]]
DEFINED = ["[^1]: ", "\n[^1]: word\n", "\n[a]: /b\n", "\n*[A]: word\n"]
FENCED = ["`", "``", "\n```\n", "\n> ```\n", "\n~~~\n"]


def noise(most: int) -> st.SearchStrategy[str]:
    """Up to so many pieces of any kind."""
    piece = st.one_of(*map(st.sampled_from, (WORDS, MARKS, CODE, LINES, SIGNS)))
    return st.lists(piece, max_size=most).map("".join)


def joined(*parts: st.SearchStrategy[str] | list[str] | str) -> st.SearchStrategy[str]:
    """Texts of these parts; of a list any one."""
    made = [
        st.just(part) if isinstance(part, str)
        else st.sampled_from(part) if isinstance(part, list)
        else part
        for part in parts
    ]  # fmt: skip
    return st.tuples(*made).map("".join)


def fenced(sign: str) -> st.SearchStrategy[str]:
    return joined(noise(1), sign, noise(2), WHOLE, noise(2), sign, noise(1), "word")


texts = st.one_of(
    noise(16),
    joined(noise(2), WHOLE, noise(2), WHOLE, noise(2)),
    joined(noise(2), "[", noise(2), "word]{.private}", noise(2)),
    joined(noise(2), "[word](", noise(2), "){.private}", noise(2), "word"),
    joined(noise(1), DEFINED, noise(2), WHOLE, noise(2), "word"),
    st.sampled_from(FENCED).flatmap(fenced),
)


def agree(text: str) -> None:
    named = numbered(normalised(text))
    for audience in OTHERS:
        both_readers_agree(named, audience, inline_text=False)
        both_readers_agree(named, audience, inline_text=True)


@MANY
@given(texts)
def test_both_readers_say_the_same_of_any_text(text: str) -> None:
    agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "[`]<!--:](\n`word words`",
        "[](a `)` (word) `(`){.private e=''}",
        "[]((((word)))){.private}",
        "[word \\[other]{.private}",
        "\\[word]{.private}",
        "[\n| ][word](){.private}",
        "[\n```word][]{.private}",
        "`\n`[word]{.private}`",
        "``[word]{.private}\n``",
        "`\n??? `[word]{.private}`",
        "`\n< `[word]{.private}`",
        "```\n>```\n<!--word\n```",
        "```\n>```\n[a]:word\n```",
        "```\n>```\n```\n<!--word-->",
        "[a]{.private}[b]:word",
        "[[]{.private}]:word",
        "<!-- a -->[b]: word",
        "[^1]:\n*[word",
        "[^1]:\n\n    \nword",
        "[^1]:[a]{.private}\nword",
        "[^1]:\n\n[a]{.private} word",
        "[^1]:[a]{.private}?word",
        "[^1]:\n:::review\n`\n:::\nword",
        "[^1]: \n  :::private\n  a\n  :::\nword",
        "[^1]:\n<!-- a -->\u2028\nword",
        "[a]:\n[^1]:\nword",
        "*[A]:\nword",
        "*[A]:<!-- a -->\nword",
        "\\[^1]\n\n[^1]: word",
    ],
)
def test_both_readers_say_the_same_of_what_once_parted_them(text: str) -> None:
    agree(text)


@pytest.mark.parametrize(
    "said",
    [
        lambda text, _audience, **_: Shares(text, ()),
        lambda _text, _audience, **_: Shares("", ()),
    ],
    ids=["takes all for shown", "takes nothing for shown"],
)
def test_a_guard_that_reads_otherwise_is_noticed(said, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A word, and [another word]{.private}."
    agree(text)
    monkeypatch.setattr(targets, "shares", said)
    with pytest.raises(AssertionError):
        agree(text)
