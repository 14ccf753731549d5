"""A sentence reaches its value as it was typed, wherever it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from whyfolio.content.entries import read_entry
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import KINDS
from whyfolio.model.work import Decision, Story

SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
WHOLLY_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(\s\#.*)?""", re.DOTALL)
BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])")
ENTRY_KINDS = {shape.kind: shape for shape in KINDS.values()}


def read(front: str, kind: str = "story") -> Entry:
    shape = ENTRY_KINDS[kind]
    path = f"content/{shape.folder}/x.md"
    read = read_entry(path, f"---\ndate: 2026-09\n{front}\n---\n".encode(), shape)
    assert [found for found in read.diagnostics if found.is_error] == []
    return read.entry


def story(front: str) -> Story:
    entry = read(front)
    assert isinstance(entry, Story)
    return entry


def decision(front: str) -> Decision:
    entry = read(front, "decision")
    assert isinstance(entry, Decision)
    return entry


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_as_typed_at_the_top(sentence: str) -> None:
    read = story(f"what: {sentence}\nwhy: {sentence}\ntitle: {sentence}\nrole: lead")
    assert (read.what, read.why, read.title, read.role) == (sentence, sentence, sentence, "lead")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_as_typed_inside_records(sentence: str) -> None:
    read = story(
        f"impact:\n  - measure: {sentence}\n    before: 1\n"
        f"evidence:\n- title: Report\n  says: {sentence}\n"
        f"shows:\n  - how: {sentence}\n    competency: execution",
    )
    assert [impact.measure for impact in read.impact] == [sentence]
    assert [impact.before for impact in read.impact] == ["1"]
    assert [(proof.title, proof.says) for proof in read.evidence] == [("Report", sentence)]
    assert [(claim.competency, claim.how) for claim in read.shows] == [("execution", sentence)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_as_typed_in_lists(sentence: str) -> None:
    read = decision(
        f"know:\n  - {sentence}\n  - the next one\noptions:\n  - title: A queue\n    good:\n"
        f"      - {sentence}\n      - small\n    bad:\n    - {sentence}",
    )
    assert read.know == (sentence, "the next one")
    assert [(way.title, way.good, way.bad) for way in read.options] == [
        ("A queue", (sentence, "small"), (sentence,)),
    ]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_goes_on_in_an_indented_line(sentence: str) -> None:
    read = story(f"what: I did it,\n  {sentence}\n  and more.\nrole: lead")
    assert (read.what, read.role) == (f"I did it, {sentence} and more.", "lead")


@pytest.mark.parametrize("sentence", [text for text in SENTENCES if not text.startswith("- ")])
def test_a_sentence_may_begin_below_its_field(sentence: str) -> None:
    assert story(f"what:\n  {sentence}\nrole: lead").what == sentence


@pytest.mark.parametrize("sentence", [text for text in SENTENCES if "/" not in text])
def test_what_is_served_may_be_a_text(sentence: str) -> None:
    assert story(f"serves:\n  - {sentence}").serves == (sentence,)


def test_a_blank_line_begins_a_paragraph() -> None:
    assert story("what: one\n  two\n\n  three\n\nwhy: four").what == "one two\n\nthree"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"two reasons: # and @"', "two reasons: # and @"),
        ("'it''s'", "it's"),
        (r'"she said \"no\" \u2013 twice"', 'she said "no" – twice'),
        ('"cut" # by a comment', "cut"),
        ('""', ""),
        ('"one\n  two"', "one two"),
        ("|\n  one\n  two", "one\ntwo"),
        ("|-\n  one\n   two\n\n  three", "one\n two\n\nthree"),
        (">\n  one\n  two\n\n  three", "one two\nthree"),
        (">+\n  one\n    two\n  three\n", "one\n  two\nthree"),
    ],
)
def test_quoted_texts_and_blocks_are_read_as_yaml_reads_them(typed: str, text: str) -> None:
    assert story(f"what: {typed}\nwhy: after").what == text


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


@given(LINES)
@example("\u00a0no-break space first")
@example("\ufeff a mark in the middle")
def test_any_line_comes_back_as_typed(line: str) -> None:
    typed = line.strip()
    assume(typed and not WHOLLY_QUOTED.fullmatch(typed) and not BLOCK_HEADER.fullmatch(typed))
    assume(not any(sign in typed for sign in ("{", ":::", "<!--")))  # may be a wrong mark
    read = story(f"what: {line}\nrole: lead")
    assert (read.what, read.role) == (typed, "lead")


@given(LINES, LINES)
def test_any_line_in_a_record_leaves_its_neighbours_alone(line: str, other: str) -> None:
    for text in (line.strip(), other.strip()):
        assume(text and not WHOLLY_QUOTED.fullmatch(text) and not BLOCK_HEADER.fullmatch(text))
        assume(not any(sign in text for sign in ("{", ":::", "<!--")))
    read = story(f"evidence:\n  - title: {line}\n    says: {other}\n    kind: talk")
    assert [(proof.title, proof.says, proof.kind) for proof in read.evidence] == [
        (line.strip(), other.strip(), "talk"),
    ]


PRINTED = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])


@given(st.text(st.one_of(PRINTED, st.sampled_from("\n\t\"\\'#: "))))
def test_a_text_that_a_command_quotes_comes_back_whole(text: str) -> None:
    assume(not any(sign in text for sign in ("{", ":::", "<!--", "```", "~~~")))
    assert story(f"what: {json.dumps(text, ensure_ascii=False)}\nrole: lead").what == text
    doubled = text.replace("'", "''")
    if "\n" not in text and "\t" not in text:
        assert story(f"what: '{doubled}'\nrole: lead").what == text


LINE = st.tuples(st.integers(0, 2), st.text("ab:#-'\" ").map(str.strip))


@given(st.lists(LINE, min_size=1, max_size=6), st.sampled_from(["|", ">", "|-", ">+"]))
def test_a_block_is_what_yaml_says_it_is(lines: list[tuple[int, str]], header: str) -> None:
    assume(lines[0] > (0, "") and not lines[0][0] and ":::" not in str(lines))
    text = "\n".join(f"  {' ' * extra}{line}" if line else "" for extra, line in lines)
    expected = yaml.safe_load(f"what: {header}\n{text}\n")["what"].rstrip("\n")
    assert story(f"what: {header}\n{text}\nrole: lead").what == expected
