"""What other readers of YAML stumble over is found and quoted; nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.content.entries import read_entry
from whyfolio.content.glancing import at_a_glance
from whyfolio.content.quoting import nudges, quoted, stumbles
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile
from whyfolio.model.work import Decision, Story

SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
STORY = "content/stories/x.md"
SHAPES = [*BY_FOLDER.values(), Profile]


def note(front: str) -> str:
    return f"---\ndate: 2026-09\n{front}\n---\nThe body: it stays # as it is.\n"


def meant(text: str, shape: type[Entry] = Story) -> Entry:
    """What a note says. Where its body begins may move."""
    entry = read_entry(STORY, text.encode(), shape).entry
    return replace(entry, body_line=0)


def elsewhere(text: str) -> dict[str, Any]:
    """What another reader of YAML makes of the front matter."""
    read = yaml.safe_load(text.split("\n---", 1)[0].removeprefix("---"))
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_quoted_sentence_is_the_same_here_and_elsewhere(sentence: str) -> None:
    text = note(f"what: {sentence}\ndecisions: decisions/a\nwhy: {sentence}")
    after = quoted(text, Story)
    assert meant(after) == meant(text)
    read = elsewhere(after)
    for word in ("what", "why"):
        assert str(read[word]) == getattr(meant(text), word)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_in_lists_and_groups_are_quoted_too(sentence: str) -> None:
    text = note(f"know:\n- {sentence}\n- B\noptions:\n  - title: A\n    good: {sentence}")
    after = quoted(text, Decision)
    decision = meant(after, Decision)
    assert decision == meant(text, Decision)
    assert isinstance(decision, Decision)
    read = elsewhere(after)
    assert [str(each) for each in read["know"]] == list(decision.know)
    assert [str(each["good"]) for each in read["options"]] == [
        "".join(option.good) for option in decision.options
    ]


def test_only_the_lines_concerned_change() -> None:
    text = (
        "---\n# mine: all mine\ndate: 2026-09   # when\ntitle:   Plain\n"
        "what: I fixed bug #4127\n\nwhy: 'quoted: already'\n"
        "impact:\n- lost orders: 12 % -> 0.4 %   \n-   calls 3 -> 1\n"
        "evidence:\n  - title: a: b\n    url: https://a.example/#c\ntags: [a, b]\nfor: >\n  b: c\n"
        "---\nwhat: stays #1\n"
    )
    assert quoted(text, Story) == (
        "---\n# mine: all mine\ndate: 2026-09   # when\ntitle:   Plain\n"
        "what: \"I fixed bug #4127\"\n\nwhy: 'quoted: already'\n"
        'impact:\n- "lost orders: 12 % -> 0.4 %"   \n-   calls 3 -> 1\n'
        'evidence:\n  - title: "a: b"\n    url: https://a.example/#c\ntags: [a, b]\n'
        "for: >\n  b: c\n---\nwhat: stays #1\n"
    )


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("say: it", '"say: it"'),
        ('say: "it"', "'say: \"it\"'"),
        ('it\'s: "it"', "'it''s: \"it\"'"),
        ("it's: it", '"it\'s: it"'),
        ("a \\n #b", "'a \\n #b'"),
        ("1.10", '"1.10"'),
        ("no", '"no"'),
        ("2026", "2026"),
        ("40", "40"),
        ("2026-09-14", "2026-09-14"),
        ("Plain words, and a dash - here", "Plain words, and a dash - here"),
        ("https://a.example/#b", "https://a.example/#b"),
    ],
)
def test_quotes_are_chosen_so_that_little_is_escaped(typed: str, becomes: str) -> None:
    assert quoted(note(f"what: {typed}"), Story) == note(f"what: {becomes}")


def test_a_sentence_on_several_lines_is_quoted_from_its_first_to_its_last() -> None:
    text = note("what: It was late:\n  we #1\n   had, as she said, no plan  \nwhy: B")
    after = note('what: "It was late:\n  we #1\n   had, as she said, no plan"  \nwhy: B')
    assert quoted(text, Story) == after
    assert meant(after) == meant(text)
    assert elsewhere(after)["what"] == "It was late: we #1 had, as she said, no plan"


def test_a_paragraph_in_a_sentence_stays_one() -> None:
    text = note("what: First: one.\n\n  Second.\n\n\n  Third.\nwhy:\n  On: its own line.")
    after = quoted(text, Story)
    assert after == note(
        'what: "First: one.\n\n\n  Second.\n\n\n  Third."\nwhy:\n  "On: its own line."'
    )
    assert meant(after) == meant(text)
    assert elsewhere(after)["what"] == "First: one.\n\nSecond.\n\nThird."


def test_line_ends_and_the_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + note("what: a: b\n  c\n\n  d\nwhy: e").replace("\n", "\r\n")
    after = quoted(text, Story)
    assert after == text.replace("a: b", '"a: b').replace("\r\n\r\n  d", '\r\n\r\n\r\n  d"')
    assert meant(after) == meant(text)


@pytest.mark.parametrize(
    "front",
    [
        "what: a: b\nwhat: c: d",
        "what: a: b\nrole [x",
        "\twhat: a: b",
        "what: a: b\n  audience: private",
        "what: a: b\n  why: c: d",
    ],
)
def test_nothing_is_quoted_where_it_would_hide_what_is_wrong(front: str) -> None:
    assert quoted(note(front), Story) == note(front)
    assert stumbles(STORY, note(front)) == ()


def test_a_file_without_front_matter_has_nothing_to_quote() -> None:
    for text in ("", "---\n", "what: a: b\n", "---\nwhat: a: b\n"):
        assert quoted(text, Story) == text


def test_what_others_would_read_is_said_at_its_place() -> None:
    text = note(
        "what: I fixed it (bug #4127).\nwhy: Two reasons: a, b.\nfor: no\nimpact:\n"
        "  - measure: a: b\n  - c #d"
    )
    said = [
        (found.code, found.place.line, found.place.column, found.place.length, found.message)
        for found in nudges(STORY, text)
    ]
    assert said == [
        ("N101", 3, 7, 23, 'another reader of YAML cuts this sentence to "I fixed it (bug"'),
        ("N101", 4, 6, 18, "another reader of YAML cannot read this sentence"),
        ("N101", 5, 6, 2, 'another reader of YAML takes "no" for something else'),
        ("N101", 7, 14, 4, "another reader of YAML cannot read this sentence"),
        ("N101", 8, 5, 4, 'another reader of YAML cuts this sentence to "c"'),
    ]
    hints = {found.hint for found in nudges(STORY, text)}
    assert hints == {"put the sentence in quotes; `whyfolio check --fix` does it"}


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("content/profile.md", 1),
        ("content/stories/2026/x.md", 1),
        ("content/log.md", 0),
        ("content/files/x.md", 0),
        ("content/stories/x.yaml", 0),
        ("stories/x.md", 0),
    ],
)
def test_only_notes_are_looked_at(path: str, count: int) -> None:
    assert len(stumbles(path, "---\nsummary: a: b\n---\n")) == count


LETTERS = st.text(alphabet="ab:# -\"'\\[]{}&*!|>%@`,?~1.0\n é", max_size=30)


@given(what=LETTERS, member=LETTERS, kind=st.sampled_from(SHAPES))
def test_quoting_never_changes_what_is_meant_and_is_done_once(
    what: str, member: str, kind: type[Entry]
) -> None:
    lines = "\n  ".join(what.split("\n"))
    front = f"summary: {lines}\ntags: [x]\nshort: {member.replace(chr(10), ' ')}"
    text = note(f"{front}\nimpact:\n  - measure: {member.replace(chr(10), ' ')}\n")
    after = quoted(text, kind)
    assert meant(after, kind) == meant(text, kind)
    assert quoted(after, kind) == after


VALUES = (
    "I did it",
    "no",
    "a: b",
    "title: A",
    "why #4",
    "12",
    "[a, b]",
    "[a",
    "2026-01",
    "1.10",
    "",
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - ", "  -"]),
        st.sampled_from(["", "title: ", "good: ", "measure: ", "note: ", "before: "]),
        st.sampled_from(VALUES),
    ).map("".join),
    max_size=4,
).map("\n".join)
FIELDS = st.sampled_from(["what", "know", "options", "impact", "tags", "outcome", "shows", "with"])


@pytest.mark.parametrize(
    ("front", "count"),
    [
        ("know:\n- title: A", 1),
        ("know:\n- I said\n  note: this", 1),
        ("know:\n- [a, b]", 1),
        ("what: [a, b]", 1),
        ("what: 010", 1),
        ("what: 1.10", 1),
        ("what: 2026-02-30", 1),
        ("what: I said\n  on and on", 0),
        ("tags: [a, b c]", 0),
        ("options:\n- title: A\n  good: B\n- C", 0),
        ("options:\n- title: A\n  good: [a]", 0),
        ("options:\n- title: A\n    good: B", 0),
        ("outcome:\n  date: 2026-09-30\n  note: It held", 0),
        ("outcome:\n  date: 2026-09-30\n  note: no", 1),
    ],
)
def test_what_looks_smooth_is_looked_at_as_it_is_read(front: str, count: int) -> None:
    text = note(front)
    path = "content/decisions/x.md"
    assert not any(one.is_error for one in read_entry(path, text.encode(), Decision).diagnostics)
    assert len(nudges(path, text)) == count
    assert nudges(path, text, sound=True) == nudges(path, text)


@given(
    st.lists(
        st.tuples(FIELDS, st.sampled_from(VALUES), LINES), max_size=3, unique_by=lambda one: one[0]
    )
)
def test_in_a_note_without_errors_the_same_is_found_at_a_glance(
    fields: list[tuple[str, str, str]],
) -> None:
    text = note("\n".join(f"{name}: {value}\n{lines}" for name, value, lines in fields))
    for kind in (Story, Decision):
        path = f"content/{kind.folder}/x.md"
        if not any(found.is_error for found in read_entry(path, text.encode(), kind).diagnostics):
            assert nudges(path, text, sound=True) == nudges(path, text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_of_these_sentences_is_found_at_a_glance_too(sentence: str) -> None:
    for front in (f"what: {sentence}", f"impact:\n  - measure: {sentence}\n    after: 3"):
        text = note(front)
        assert nudges(STORY, text, sound=True) == nudges(STORY, text)


WORDS = st.lists(
    st.sampled_from(["I", "no", "a:", ":", "#4", "#", "y", "b#c", "d:e", "2026-01", "é"])
)


@given(text=WORDS.map(" ".join))
def test_what_is_known_at_a_glance_is_what_another_reader_says(text: str) -> None:
    known = at_a_glance(text)
    if known is not None:
        assert known == read_elsewhere(text)


def read_elsewhere(text: str) -> str:
    try:
        value = yaml.safe_load(f"- k: {text}")[0]["k"]
    except yaml.YAMLError:
        return "cannot read this sentence"
    return "" if value == text else f'cuts this sentence to "{value}"'
