"""What each audience reads of a text, and what is said about marks that hide nothing."""

from __future__ import annotations

import pytest

from whyfolio.markdown.directives import (
    Mark,
    has_marks,
    marks,
    problems,
    resolve,
    resolve_prose,
    resolved,
)
from whyfolio.model.audience import Audience

PUBLIC, REVIEW, PRIVATE = Audience.PUBLIC, Audience.REVIEW, Audience.PRIVATE

READINGS = {
    "else wording": (
        'We saved [1.2 million]{.review else="a third"}, in May.',
        ("We saved a third, in May.", "We saved 1.2 million, in May.", None),
    ),
    "the narrowest of nested marks counts": (
        "a [b [c]{.private} d]{.review} e",
        ("a e", "a b d e", "a b c d e"),
    ),
    "brackets within a mark": ("a [b [c] d]{.private} e", ("a e", "a e", "a b [c] d e")),
    "a mark over a line end": ("a [b\nc]{.private} d", ("a d", "a d", "a b\nc d")),
    "link": ("a [b](http://c/d_(e)){.private} f", ("a f", "a f", "a [b](http://c/d_(e)) f")),
    "reference link takes its address along": (
        "a [b][c]{.private} d\n\n[c]: /e\n",
        ("a d", "a d", "a [b][c] d\n\n[c]: /e\n"),
    ),
    "image keeps its other classes": (
        '![a](b.png){.review .wide else="a chart"}',
        ("a chart", "![a](b.png){: .wide}", None),
    ),
    "link of which all words are hidden": (
        "a [[b]{.private}](/c) d",
        ("a d", "a d", "a [b](/c) d"),
    ),
    "footnote reference": (
        "a[^1]{.review} b\n\n[^1]: c",
        ("a b", "a[^1] b\n\n[^1]: c", None),
    ),
    "punctuation around a gap": (
        "A, [b]{.private}, c ([d]{.private}). [E]{.private}.",
        ("A, c.", "A, c.", "A, b, c (d). E."),
    ),
    "emphasis around a gap": ("a **[b]{.private}** c", ("a c", "a c", "a **b** c")),
    "heading": ("# a\n\n## [b]{.private}\n\nc", ("# a\n\nc", "# a\n\nc", "# a\n\n## b\n\nc")),
    "underlined heading": ("[a]{.private}\n===\n\nb", ("b", "b", "a\n===\n\nb")),
    "list item": ("- a\n- [b]{.private}\n- c", ("- a\n- c", "- a\n- c", "- a\n- b\n- c")),
    "numbered item": ("1. [a]{.private}\n2. b", ("1. b", "1. b", "1. a\n2. b")),
    "item with items under it": (
        "- [a]{.private}\n    - b\n    - c\n- d",
        ("- b\n- c\n- d", "- b\n- c\n- d", "- a\n    - b\n    - c\n- d"),
    ),
    "task": ("- [x] [a]{.private}\n- [ ] b", ("- [ ] b", "- [ ] b", "- [x] a\n- [ ] b")),
    "table row": (
        "| a | b |\n|---|---|\n| [c]{.private} | [d]{.private} |\n| [e]{.private} | f |",
        (
            "| a | b |\n|---|---|\n| | f |",
            "| a | b |\n|---|---|\n| | f |",
            "| a | b |\n|---|---|\n| c | d |\n| e | f |",
        ),
    ),
    "quote": ("> [a]{.private}\n> b", ("> b", "> b", "> a\n> b")),
    "definition": ("a\n:   [b]{.private}\n:   c", ("a\n:   c", "a\n:   c", "a\n:   b\n:   c")),
    "admonition": (
        "!!! note\n    a [b]{.private} c",
        ("!!! note\n    a c", "!!! note\n    a c", "!!! note\n    a b c"),
    ),
    "block": ("a\n\n::: private\nb\n:::\n\nc", ("a\n\nc", "a\n\nc", "a\n\nb\n\nc")),
    "block in a paragraph": ("a\n::: review\nb\n:::\nc", ("a\n\nc", "a\n\nb\n\nc", None)),
    "block with another wording": (
        "::: private\na\n::: else\nb\n:::",
        ("b", "b", "a"),
    ),
    "block in a block": (
        "::: review\na\n\n::: private\nb\n:::\n:::\n\nc",
        ("c", "a\n\nc", "a\n\nb\n\nc"),
    ),
    "block in an item": (
        "- a\n  ::: private\n  b\n  :::\n- c",
        ("- a\n- c", "- a\n- c", "- a\n  b\n- c"),
    ),
    "block around items": (
        "- a\n::: private\n- b\n:::\n- c",
        ("- a\n- c", "- a\n- c", "- a\n- b\n- c"),
    ),
    "code is left alone": (
        "`[a]{.private}` ``<!-- ` -->``\n\n~~~~ md\n::: private\n~~~\n~~~~",
        ("`[a]{.private}` ``<!-- ` -->``\n\n~~~~ md\n::: private\n~~~\n~~~~", None, None),
    ),
    "fenced code in an item": (
        "- a\n\n    ```\n    [b]{.private} <!-- c -->\n    ```",
        ("- a\n\n    ```\n    [b]{.private} <!-- c -->\n    ```", None, None),
    ),
    "two lone backticks are no code": (
        "press ` and [a]{.private} ` again",
        ("press ` and ` again", "press ` and ` again", "press ` and a ` again"),
    ),
    "comments go from everybody": ("a <!-- b\n\nc ` --> d", ("a d", "a d", "a d")),
    "escaped brackets": (r"\[a\]\{.private\}", (r"\[a\]\{.private\}", None, None)),
    "an escaped bracket opens no mark": (r"[a \[b]{.private} c", ("c", "c", r"a \[b c")),
    "an item goes on behind a hidden sentence": (
        "- [a]{.private}. B.\n- [c]{.private}; d\n1. [e]{.private}! F.",
        ("- B.\n- d\n1. F.", None, "- a. B.\n- c; d\n1. e! F."),
    ),
    "a heading, quote, row or meaning goes on behind a hidden word": (
        (
            "# [a]{.review}, b\n\n> [c]{.review}. D\n\n"
            "| [e]{.review}: f |\n|---|\n\ng\n: [h]{.review}. I"
        ),
        (
            "# b\n\n> D\n\n| f |\n|---|\n\ng\n: I",
            "# a, b\n\n> c. D\n\n| e: f |\n|---|\n\ng\n: h. I",
            None,
        ),
    ),
    "a footnote goes on behind a hidden sentence": (
        "a[^1] b[^2]\n\n[^1]: [c]{.private}? D\n[^2]: [e]{.private}\nf",
        ("a[^1] b[^2]\n\n[^1]: D\n[^2]: f", None, "a[^1] b[^2]\n\n[^1]: c? D\n[^2]: e\nf"),
    ),
    "an abbreviation goes with the words that it stands for": (
        "HTML\n\n*[HTML]: [a]{.private}\n\nb",
        ("HTML\n\nb", None, "HTML\n\n*[HTML]: a\n\nb"),
    ),
    "an abbreviation that is told in a line of its own goes whole": (
        "[HTML]{.private} a\n\n*[HTML]:\n  words\n\nb",
        ("a\n\nb", None, "HTML a\n\n*[HTML]:\n  words\n\nb"),
    ),
    "a definition behind a comment goes with its last reference": (
        "a [[b][c]]{.private}\n\n<!-- d -->[c]: /e",
        ("a", "a", "a [b][c]\n\n[c]: /e"),
    ),
    "an escaped reference is none": ("a \\[^1]\n\n[^1]: b", ("a \\[^1]", None, None)),
    "unused definitions go": (
        "a[^1] HTML\n\n[^1]: b [^2]\n[^2]: c\n[^3]: d\n\n    e\n\n*[HTML]: f\n*[CSS]: g\n[h]: /i",
        ("a[^1] HTML\n\n[^1]: b [^2]\n[^2]: c\n\n*[HTML]: f", None, None),
    ),
    "a hidden definition takes its references along": (
        "a[^1] [b][c] d\n\n::: private\n[^1]: e\n\n[c]: /f\n:::",
        ("a b d", "a b d", "a[^1] [b][c] d\n\n[^1]: e\n\n[c]: /f"),
    ),
    "a prose bracket is no mark": (
        "a[i] {x} [b] (c) f(x){y}",
        ("a[i] {x} [b] (c) f(x){y}", None, None),
    ),
}


@pytest.mark.parametrize(("text", "expected"), READINGS.values(), ids=READINGS)
def test_each_audience_reads_what_it_may(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    public, review, private = expected
    review = review or public
    private = private or review
    assert [resolve(text, audience) for audience in Audience] == [public, review, private]
    assert problems(text) == ()


FAULTS = {
    "a\n\n::: private\nb": ("E401", 3, 'the block "::: private" is never closed', "a"),
    "a\n\n:::\nb": ("E402", 3, '":::" closes a block that was never opened', "a"),
    "::: else\nb": ("E402", 0, '"::: else" belongs to no open block', ""),
    "::: review\n::: else\na\n::: else\nb\n:::": (
        "E403",
        22,
        'the block has a second "::: else"',
        "",
    ),
    "a\n::: privat\nb\n:::": ("E404", 2, '"privat" is not an audience', "a"),
    "[a]{.privte}": ("E404", 0, '"privte" is not an audience that a mark can name', ""),
    "a\n   ::: private\n   b\n   :::": ("E405", 5, '"::: private" is ill-placed', "a"),
    "- ::: private\n  a\n  :::": ("E405", 2, '"::: private" is ill-placed', ""),
    "- a\n  ::: private\nb\n  :::": (
        "E405",
        18,
        "the text stands left of the block that it lies in",
        "- a",
    ),
    "- a\n  ::: private\n  b\n:::": (
        "E405",
        22,
        'the ":::" is not indented like the one that opened its block',
        "- a",
    ),
    ":::: private\na\n:::": ("E405", 0, '"::::" is no directive', ""),
    "a\n\n```\nb": ("E406", 3, 'the code block "```" is never closed', "a"),
    "a]{.private}": ("E407", 1, "the mark has no opening bracket in its paragraph", ""),
    '[a]{.private else="{b}"}': ("E407", 0, 'the else-wording "{b}" holds markup', ""),
    '[a]{else="b"}': ("E407", 0, "an else-wording stands without an audience", ""),
    "[a]{.private .review}": ("E407", 0, "the mark names two audiences", ""),
    '![a](b){.review c="[d]{.private}"}': ("E407", 0, "the mark's c= holds markup", ""),
    "[a]{.private #b}": ("E407", 0, 'the mark on plain words holds "#b"', ""),
    "a {.private}": ("E408", 2, '"{.private}" hides nothing', ""),
    "# a {: .Review }": ("E408", 4, '"{: .Review }" hides nothing', ""),
    "[a]{.private": ("E408", 3, '"{.private" hides nothing', ""),
    "[a]{.private else=“b”}": ("E408", 3, '"{.private else=“b”}" hides nothing', ""),
    '<b class="x private">a</b>': ("E408", 0, '"<b class="x private" hides nothing', ""),
    "a\n\n<!-- b": ("E409", 3, "a comment is never closed", "a"),
    "[a](http://[b]{.private}/c)": ("E410", 14, "a mark stands inside an address", ""),
    "[a]: /[b]{.private}": ("E410", 6, "a mark stands inside an address", ""),
    "https://a/[b]{.private}": ("E410", 10, "a mark stands inside an address", ""),
    "[a]{.public}": ("E411", 0, '"{.public}" would widen what may be read', ""),
    "::: public\na\n:::": ("E411", 0, '"::: public" would widen what may be read', ""),
}


@pytest.mark.parametrize("text", FAULTS)
def test_what_is_ill_formed_is_told_and_withheld(text: str) -> None:
    code, offset, message, shown = FAULTS[text]
    first = problems(text)[0]
    assert (first.code, first.offset, first.message) == (code, offset, message)
    assert first.hint
    assert [resolve(text, PUBLIC), resolve(text, REVIEW)] == [shown, shown]


def test_a_paragraph_with_a_fault_leaves_the_others_standing() -> None:
    text = "a\n\nb {.private}\n\nc [d]{.private}\n"
    assert resolve(text, PUBLIC) == "a\n\nc\n"


def test_resolved_gives_text_and_problems_in_one_reading() -> None:
    both = resolved("a {.private}\n\nb", PUBLIC)
    assert (both.text, [found.code for found in both.problems]) == ("b", ["E408"])


def test_offsets_are_those_of_the_text_with_its_own_line_ends() -> None:
    text = "a\r\n\r\nb {.private}\r\n"
    (found,) = problems(text)
    assert text[found.offset : found.offset + found.length] == "{.private}"


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_a_block_is_seen_whatever_ends_its_lines(end: str) -> None:
    assert resolve(end.join(["a", "", "::: private", "b", ":::", "c"]), PUBLIC) == "a\n\nc"


def test_a_sentence_reads_well_without_its_hidden_words() -> None:
    text = '[Ana]{.review} and I saved [1.2 million]{.private else="a third"} ([how]{.private}).'
    assert [resolve_prose(text, audience) for audience in Audience] == [
        "and I saved a third.",
        "Ana and I saved a third.",
        "Ana and I saved 1.2 million (how).",
    ]


def test_a_sentence_knows_no_code() -> None:
    assert resolve_prose("`[a]{.private}` b", PUBLIC) == "`` b"


def test_a_sentence_with_a_fault_is_withheld_whole() -> None:
    assert resolve_prose("a b {.private}", REVIEW) == ""


def test_a_sentence_cannot_hold_a_block() -> None:
    (found,) = problems("::: private", inline=True)
    assert (found.code, found.message) == ("E412", "a sentence cannot hold a block")


def test_marks_are_listed_as_they_were_found() -> None:
    text = (
        '[a [b]{.private}]{.review else="c"}\n\n::: private\n[d](/e){.review}\n::: else\nf\n:::\n'
    )
    assert marks(text) == (
        Mark(0, 35, REVIEW, "a [b]{.private}", "c"),
        Mark(3, 13, PRIVATE, "b", None),
        Mark(37, 43, PRIVATE, "[d](/e){.review}", "f"),
        Mark(49, 16, REVIEW, "[d](/e)", None),
    )


@pytest.mark.parametrize("text", ["[a]{.private}", "a {.review}", "::: private", "[a](b){.privat}"])
def test_a_title_with_a_mark_is_noticed(text: str) -> None:
    assert has_marks(text)


@pytest.mark.parametrize("text", ["a [b]", "C++ {x}", "std::vector", "10:30", "a: b"])
def test_a_plain_title_holds_no_mark(text: str) -> None:
    assert not has_marks(text)
