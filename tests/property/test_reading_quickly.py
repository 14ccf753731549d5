"""What the guard folds and reads quickly is what its rules say, worked out sign by sign."""

from __future__ import annotations

import html
import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from whyfolio.guard import Search
from whyfolio.guard.folding import bare, bare_words, folded
from whyfolio.guard.program import _locale, counted_words
from whyfolio.guard.readers import markup, tag_texts
from whyfolio.guard.search import standing_in
from whyfolio.model.artifact import Artifact

KEPT = "abcdefghijklmnopqrstuvwxyz0123456789-/%|."
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
USUAL = "→·…–—−‘’“”×\u00a0"
RANGES = (
    *(("\u00a0", "\u00bf"), ("×", "×"), ("÷", "÷"), ("\u2000", "\u206f")),
    *(("\u2180", "\u227f"), ("\u3000", "\u3002")),
)
INLINE = frozenset(
    [
        *("a", "abbr", "b", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q"),
        *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    ]
)


def is_sign(letter: str) -> bool:
    return any(first <= letter <= last for first, last in RANGES)


def slowly_folded(text: str) -> bytes:
    seen = "".join(" " if sign in USUAL else sign for sign in text if sign not in INVISIBLE)
    lower = unicodedata.normalize("NFC", seen).casefold().encode("utf-8", "replace").decode()
    spaced = " "
    for sign in lower:
        kept = "." if sign in "!?" else sign
        is_word = kept in KEPT or (not kept.isascii() and not is_sign(kept))
        spaced += f" {kept} " if kept in "/%" else kept if is_word else " "
    words = re.sub(r"\.(?= |\Z)", "|", spaced).replace(".", " ").replace("|", " | ")
    words = re.sub(r"--", " ", words)
    words = re.sub(r"(?<= )-|-(?= |\Z)", " ", words)
    found = words.split(" ")
    filled = [word for word in found if word]
    told = [
        word
        for number, word in enumerate(filled)
        if word != "|" or number == 0 or filled[number - 1] != "|"
    ]
    return f" {' '.join(told)} ".encode()


WESTERN = "".join(map(chr, range(0xA0, 0x100)))
ODD = "\u0301\u0308\u0338ſKİıẞŒœﬁŸΣσςμ\U0001f600漢\u3000\u2028\u0130ŉΐǅ\ufffd\ud800≠↛"
PLAIN = "abAZ09||--  ..!?//%%\n\t\0<>&'\","
FOLDED = (
    st.text(PLAIN, max_size=12)
    | st.text(PLAIN + WESTERN + USUAL, max_size=12)
    | st.text(PLAIN + WESTERN + USUAL + INVISIBLE + ODD, max_size=12)
    | st.text(max_size=12)
)


@given(FOLDED)
@example("ÀÞàþßÿ×÷É! A·B")
@example("- a--- - b -|- c-")
@example("|. | .|")
@example("e\u0301 e\u00ad\u0301 →\u0338 \ufb01")
def test_what_is_folded_is_what_the_rules_say(text: str) -> None:
    assert folded(text) == slowly_folded(text)


def test_every_letter_is_folded_as_the_rules_say() -> None:
    every = [chr(place) for place in range(0x3100)]
    assert [one for one in every if folded(f"a{one} b") != slowly_folded(f"a{one} b")] == []


@given(FOLDED)
def test_what_was_folded_holds_one_blank_between_words_and_no_two_bars(text: str) -> None:
    words = folded(text)
    assert words == b"  " or b"  " not in words
    assert b" | | " not in words
    assert words[:1] == words[-1:] == b" "


@given(FOLDED, FOLDED, FOLDED)
@example("a-b / c.", "1 ", " d")
@example("ß · 5 %", "a", "É")
def test_what_a_text_holds_its_bare_words_hold_too(words: str, before: str, after: str) -> None:
    for text in (f"{before} {words} {after}", before + words + after):
        assert bare(text) == bare_words(folded(text))
        if folded(words) in folded(text) and bare(words) != bare(""):
            assert bare(words) in bare(text)


def slowly_divided(page: str) -> list[tuple[str, bool]]:
    """The texts of a page and its tags, from sign to sign."""
    parts, text, at = [], "", 0
    while at < len(page):
        end = -1
        if page.startswith("<!--", at) and (stop := page.find("-->", at + 4)) >= 0:
            end = stop + 3
        elif page[at] == "<":
            stop = next((n for n in range(at + 1, len(page)) if page[n] in "<>"), at)
            end = stop + 1 if page[stop] == ">" else -1
        if end < 0:
            text += page[at]
            at += 1
            continue
        parts += [(text, False), (page[at:end], True)]
        text, at = "", end
    return [*parts, (text, False)]


def gap(tag: str) -> str:
    if tag.lower() in {"<wbr>", "<wbr/>", "<wbr />"}:
        return ""
    name = re.match(r"</?([A-Za-z]+)[\s>]", tag)
    return " " if name and name[1].lower() in INLINE else "|"


MARKUP = (
    *("<p>", "</p>", "<em>", "</EM>", "<wbr>", "<WBR/>", "<wbr />", "<wbr x>", "<br/>", "<b\xa0x>"),
    *("<em\n>", "<!--", "-->", "<!-->", "<", ">", "<a title='", "\" alt='the", "'", '"', "'>", " "),
    *("\n", "&amp;", "&am", "p;", "&lt", "merger", "the", "é", "\u0301", "<\u017fpan>", "|", "."),
    *("t", "h", "e", "&#104;", "&#104", "&shy;", "&#39;", "&#x65;", "/", "- ", "<a alt=", ">"),
)
PAGES = st.lists(st.sampled_from([one.encode() for one in MARKUP] + [b"\xc3", b"\xa9"])).map(
    b"".join
)


@given(PAGES)
@example(b"\xc3<wbr>\xa9")
@example(b"a > b <p>c</p>")
def test_a_page_is_read_as_a_slow_look_at_every_sign_reads_it(page: bytes) -> None:
    parts = slowly_divided(page.decode("utf-8", "replace"))
    texts = markup(page)
    joined = "".join(gap(part) if is_tag else part for part, is_tag in parts)
    assert texts.text == html.unescape(joined)
    tags = [f"<{tag.decode('utf-8', 'replace')}>" for tag in texts.tags]
    assert tags == [part for part, is_tag in parts if is_tag]


WORDS = tuple(map(folded, ("the merger", "the", "merger", "é", "the / t", "the. merger", "h-e")))


@given(st.lists(PAGES, max_size=4), st.lists(st.sampled_from(WORDS), min_size=1, unique=True))
@example([b"<p>mer<WbR />ger"], [folded("merger")])
@example([b"<p>mer&#103;er", b"<a title='mer&#103;er'>"], [folded("merger")])
@example([b"<a title='the' alt='merger'>"], [folded("the. merger")])
@example([b"<p>mine / yours"], [folded("/"), folded("merger")])
@example([b"<p>the merger"], [b"erge"])
def test_what_is_remembered_of_tags_hides_nothing(pages: list[bytes], words: list[bytes]) -> None:
    search = Search(words)
    for page in pages:
        texts = markup(page)
        tags = [tag_texts([tag]) for tag in texts.tags]
        around = [folded("/page.html|"), *(folded(tag.whole) for tag in tags)]
        within = [folded(texts.text), *(folded(tag.text) for tag in tags)]
        found = search.look(Artifact("page.html", page))
        for look, everything in ((found.around, around), (found.within, within)):
            assert look == {n for n, word in enumerate(words) if any(word in a for a in everything)}


TOLD = st.lists(st.sampled_from([*"abcdef", "a b", "b. c", "d|e", "é"]), max_size=6).map(" ".join)


@given(st.lists(TOLD, min_size=1, max_size=8, unique=True), st.lists(TOLD), st.lists(TOLD))
def test_words_that_stand_somewhere_are_all_found_and_no_others(
    words: list[str], texts: list[str], others: list[str]
) -> None:
    wanted = [folded(word) for word in words]
    narrow = [text for text in texts if text.isascii()]
    wide = [text for text in texts if not text.isascii()]
    pieces = [folded("|".join(kind)) for kind in (narrow, wide) if kind] + [*map(folded, others)]
    asked = map(folded, others)

    found = standing_in(wanted, texts, asked)

    assert found == {n for n, word in enumerate(wanted) if any(word in one for one in pieces)}
    assert not [*asked]


def test_words_that_are_counted_are_those_of_each_text() -> None:
    assert counted_words() == {word for text in _locale() for word in folded(text).split()}
