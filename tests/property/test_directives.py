"""Directives over random documents: each audience reads its own words, whole, and no others."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from whyfolio.markdown.directives import marks, problems, resolve, resolve_prose
from whyfolio.model.audience import Audience, narrowest

PUBLIC, REVIEW, PRIVATE = Audience.PUBLIC, Audience.REVIEW, Audience.PRIVATE
CANARY = re.compile(r"canary\d+x")
MANY = settings(
    max_examples=max(1000, settings().max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Readers:
    """Who may read a word: from the narrowest mark around it on, but for those of `unless`."""

    mark: Audience = PUBLIC
    unless: tuple[Audience, ...] = ()

    def see(self, audience: Audience) -> bool:
        return audience.sees(self.mark) and not any(audience.sees(one) for one in self.unless)

    def within(self, mark: Audience) -> Readers:
        return Readers(narrowest(self.mark, mark), self.unless)

    def instead_of(self, mark: Audience) -> Readers:
        return Readers(self.mark, (*self.unless, mark))


NOBODY = Readers(PRIVATE, (PRIVATE,))


class Draft:
    """Draws a document and remembers who may read each of its canary words."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.readers: dict[str, Readers] = {}
        self.numbers = itertools.count(1)

    def pick(self, *choices: object) -> object:
        return self.draw(st.sampled_from(choices))

    def count(self, low: int, high: int) -> range:
        return range(self.draw(st.integers(low, high)))

    def word(self, readers: Readers) -> str:
        canary = f"canary{next(self.numbers)}x"
        self.readers[canary] = readers
        return canary

    def mark(self) -> Audience:
        return self.draw(st.sampled_from([REVIEW, PRIVATE]))

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def passage(self, readers: Readers, depth: int, gap: str) -> str:
        kinds = (
            ["word"] if depth > 3 else ["word", "mark", "link", "image", "code", "strong", "note"]
        )
        kind = self.pick("word", *kinds)
        if kind in ("mark", "link", "image"):
            return self.marked(str(kind), readers, depth, gap)
        if kind == "strong":
            return f"**{self.passage(readers, depth + 1, gap)}**"
        if kind == "code":
            ticks = str(self.pick("`", "``", "```` "))
            return f"{ticks}{self.word(readers)} [k]{{.private}} <!-- c -->{ticks[::-1]}"
        if kind == "note":
            return f"<!-- {self.word(NOBODY)}{gap}[x]{{.oops -->"
        return f"{self.pick('', 'see ', 'as ')}{self.word(readers)}"

    def marked(self, kind: str, readers: Readers, depth: int, gap: str) -> str:
        audience = self.mark()
        inner = readers.within(audience)
        otherwise = ""
        if self.maybe():
            otherwise = f' else="{self.word(readers.instead_of(audience))} or so"'
        braces = f"{{.{audience}{otherwise}}}"
        if kind == "mark":
            return f"[{self.line(inner, depth + 1, gap)}]{braces}"
        address = f"(https://h.example/{self.word(inner)}_(a))"
        if kind == "image":
            return f"![{self.word(inner)}]{address}{braces}"
        return f"[{self.word(inner)} {self.line(inner, depth + 1, gap)}]{address}{braces}"

    def line(self, readers: Readers, depth: int = 0, gap: str = " ") -> str:
        found = [self.passage(readers, depth, gap) for _ in self.count(1, 3)]
        return str(self.pick(" ", gap)).join(found) + str(self.pick("", ".", ","))

    def block(self, readers: Readers, depth: int) -> list[str]:
        kinds = [self.paragraph, self.heading, self.items, self.table, self.quote, self.fence]
        if depth <= 2:
            kinds += [self.directive, self.directive, self.nested]
        make = self.draw(st.sampled_from([*kinds, self.comment]))
        return make(readers, depth)

    def paragraph(self, readers: Readers, _depth: int) -> list[str]:
        return self.line(readers, 0, "\n").split("\n")

    def heading(self, readers: Readers, _depth: int) -> list[str]:
        return [f"### {self.line(readers)}", "", self.line(readers)]

    def items(self, readers: Readers, _depth: int) -> list[str]:
        bullet = self.pick("- ", "* ", "1. ")
        return [f"{bullet}{self.line(readers)}" for _ in self.count(1, 4)]

    def nested(self, readers: Readers, depth: int) -> list[str]:
        inner = [f"    {line}" if line else "" for line in self.blocks(readers, depth + 1)]
        return [f"- {self.line(readers)}", "", *inner]

    def table(self, readers: Readers, _depth: int) -> list[str]:
        rows = [f"| {self.line(readers)} | {self.line(readers)} |" for _ in self.count(1, 3)]
        return ["| a | b |", "|---|---|", *rows]

    def quote(self, readers: Readers, depth: int) -> list[str]:
        return [f"> {line}" for line in self.paragraph(readers, depth)]

    def fence(self, readers: Readers, _depth: int) -> list[str]:
        fence = str(self.pick("```", "~~~", "`````"))
        return [f"{fence} py", f"{self.word(readers)} # <!-- ", "::: private", fence]

    def comment(self, _readers: Readers, _depth: int) -> list[str]:
        return ["<!--", "", self.word(NOBODY), ":::", "```", "-->"]

    def directive(self, readers: Readers, depth: int) -> list[str]:
        audience = self.mark()
        lines = [f"::: {audience}", *self.blocks(readers.within(audience), depth + 1)]
        if self.maybe():
            lines += ["::: else", *self.blocks(readers.instead_of(audience), depth + 1)]
        return [*lines, ":::"]

    def blocks(self, readers: Readers, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in self.count(1, 3):
            lines += [*([""] if lines else []), *self.block(readers, depth)]
        return lines

    def document(self) -> str:
        return "\n".join([*self.blocks(Readers(), 0), *([""] if self.maybe() else [])])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, Readers]]:
    draft = Draft(draw)
    return draft.document(), draft.readers


@MANY
@given(documents())
def test_each_audience_reads_exactly_the_words_it_may(
    document: tuple[str, dict[str, Readers]],
) -> None:
    text, readers = document
    assert problems(text) == ()
    for audience in Audience:
        seen = resolve(text, audience)
        allowed = {word for word, who in readers.items() if who.see(audience)}
        assert set(CANARY.findall(seen)) == allowed
        assert resolve(seen, audience) == seen
        assert problems(seen) == ()


@MANY
@given(documents())
def test_who_may_read_more_reads_all_that_others_read_but_for_other_wordings(
    document: tuple[str, dict[str, Readers]],
) -> None:
    text, readers = document
    for wide, narrow in itertools.pairwise(Audience):
        kept = {word for word in CANARY.findall(resolve(text, wide)) if not readers[word].unless}
        assert kept <= set(CANARY.findall(resolve(text, narrow)))


# Signs that may break a mark apart; no backticks and no tildes, since code is kept as typed.
SIGNS = [
    *(
        "[",
        "]",
        "![",
        "](",
        ")",
        "{",
        "}",
        "{.review}",
        "{.private",
        ".private}",
        "\\",
        "\n",
        "\n\n",
    ),
    *("<!--", "-->", ":::", "\n:::\n", "\n::: private\n", "\n::: else\n", "\n  ::: review\n", "- "),
    *("> ", "    ", "| ", "# ", "1. ", "[^1]", "[^1]: ", "[a]: /b ", '"', "'", "else=", "words"),
    *("*", "_", "<b>", "\r", "\t", "\x00", "\x02", "*[A]: ", "!!! note", "---", "(", "public", " "),
]


@MANY
@given(st.lists(st.sampled_from(SIGNS), max_size=12), st.lists(st.sampled_from(SIGNS), max_size=12))
@example(["a [", "\n\n"], [])
@example(["-->", "<!--"], ["-->"])
def test_a_whole_mark_hides_its_words_whatever_stands_around_it(
    before: list[str], after: list[str]
) -> None:
    if before and before[-1] == "\\":
        before = [*before, " "]  # an escaped bracket opens no mark
    text = f"{''.join(before)}[canary1x]{{.private}}{''.join(after)}"
    for audience in (PUBLIC, REVIEW):
        assert "canary" not in resolve(text, audience)
        assert "canary" not in resolve_prose(text, audience)


@MANY
@given(st.lists(st.sampled_from(SIGNS), max_size=12), st.lists(st.sampled_from(SIGNS), max_size=12))
def test_a_whole_block_hides_its_lines_whatever_stands_around_it(
    before: list[str], after: list[str]
) -> None:
    text = f"{''.join(before)}\n::: private\ncanary1x\n:::\n{''.join(after)}"
    for audience in (PUBLIC, REVIEW):
        assert "canary" not in resolve(text, audience)


@MANY
@given(st.lists(st.sampled_from([*SIGNS, "`", "```", "~~~", "``", "\n```\n"]), max_size=16))
@example(["\t", ":::", "["])
def test_any_text_is_read_without_a_fall_and_leaves_no_sign_of_ours(signs: list[str]) -> None:
    text = "".join(signs)
    for found in (*problems(text), *marks(text)):
        assert 0 <= found.offset <= found.offset + found.length <= len(text)
    for audience in Audience:
        for seen in (resolve(text, audience), resolve_prose(text, audience)):
            assert not re.search(r"[\x00-\x08]", seen)
