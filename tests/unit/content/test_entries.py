"""One file becomes one entry: values, the places they stand at, and what fails closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.content.entries import ReadEntry, read_entry
from whyfolio.content.loaded import Places
from whyfolio.diagnostics import Place
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import KINDS, Packet
from whyfolio.model.profile import Profile
from whyfolio.model.work import Decision, Position, Story

PATH = "content/stories/x.md"


def read(text: str | bytes, shape: type[Entry] = Story, path: str = PATH) -> ReadEntry:
    return read_entry(path, text if isinstance(text, bytes) else text.encode(), shape)


def entry(front: str, shape: type[Entry] = Story) -> Entry:
    found = read(f"---\ndate: 2026-09\n{front}\n---\n", shape)
    assert found.diagnostics == ()
    return found.entry


def test_a_story_of_three_lines_is_read() -> None:
    found = read("---\ndate: 2026-09\nwhat: I did it\nwhy: It mattered\n---\n\n# Hello\n")
    assert isinstance(found.entry, Story)
    assert (found.entry.what, found.entry.why) == ("I did it", "It mattered")
    assert (found.entry.body, found.entry.body_line) == ("\n# Hello\n", 6)
    assert (found.entry.slug, found.entry.title, found.entry.path) == ("x", "", PATH)
    assert found.entry.readers is Audience.PRIVATE
    assert found.diagnostics == ()


def test_what_yaml_would_change_keeps_its_type() -> None:
    story = entry(
        "tags: [no, 1.10, on, 12:30, C#, ~]\nfirst_time: NO\nimpact:\n  - before: 010\n"
        "    after: 1.10\n    measure: 12:30\n    unit: no\nserves: [2026-09-14, yes]"
    )
    assert isinstance(story, Story)
    assert story.tags == ("no", "1.10", "on", "12:30", "C#")
    assert story.serves == ("2026-09-14", "yes")
    assert story.first_time is False
    assert [(one.measure, one.before, one.after, one.unit) for one in story.impact] == [
        ("12:30", "010", "1.10", "no")
    ]


def test_words_of_the_language_have_other_attributes() -> None:
    story = entry("for: customers\nwith: Ana\nimpact: {measure: a, else: percent}")
    assert isinstance(story, Story)
    assert (story.for_whom, [who.name for who in story.people]) == ("customers", ["Ana"])
    assert [one.otherwise for one in story.impact] == ["percent"]


@pytest.mark.parametrize(
    "impact",
    [
        "  - # soon\n\n  - measure: cost\n    before: 2\n    after: 1\n",
        "  - # soon\n  - measure: cost\n    before: 2\n    after: 1\n",
        "  - measure: cost\n    before: 2\n    after: 1\n  - # soon\n\n    # and more\n",
        "  - # soon\n\n    measure: cost\n    before: 2\n    after: 1\n",
    ],
)
def test_a_member_of_a_list_that_is_a_comment_is_none(impact: str) -> None:
    story = entry(f"impact:\n{impact}")
    assert isinstance(story, Story)
    assert [one.measure for one in story.impact] == ["cost"]


def test_a_comment_ends_a_plain_value_and_no_sentence() -> None:
    story = entry("# a note\nrole: lead  # mine\nwhat: bug #4127 # kept\nimpact: # none\n# end")
    assert isinstance(story, Story)
    assert (story.role, story.what, story.impact) == ("lead", "bug #4127 # kept", ())


def test_other_words_for_a_status_are_kept() -> None:
    decision = entry("status: under water\nconfidence: 070", Decision)
    assert isinstance(decision, Decision)
    assert (decision.status, decision.confidence) == ("under water", 70)


@pytest.mark.parametrize(
    ("typed", "file"),
    [("files/a.png", "files/a.png"), ("../files/b/a.png", "files/b/a.png")],
)
def test_a_file_is_named_from_the_entry_or_from_content(typed: str, file: str) -> None:
    assert entry(f"image: {typed}").image == file


@pytest.mark.parametrize(
    "front",
    [
        "audience: Public",
        "audience: [public]",
        "audience: {public: yes}",
        "audience: public\naudience: public",
        "audience: public\nAudience: private",
        "audience: public\nvisibility: private",
        "audience: public\naudience private",
        "audience: public\n  audience: private\n",
        "audience: public\nwhat: I did\n  audience: private",
        "audience: public\nimpact:\n  - a 1 -> 2\n      audience: private",
        "audience: public\n<<: *private",
        "audience: &public public",
        "audience: public\ndecisions: [a",
        "audience:public",
        "audience: public\n\taudience: private",
    ],
)
def test_an_audience_that_is_not_plainly_said_is_private(front: str) -> None:
    found = read(f"---\ndate: 2026-09\n{front}\n---\n")
    assert found.entry.readers is Audience.PRIVATE
    assert any(each.is_error for each in found.diagnostics)


@pytest.mark.parametrize("front", ["draft: maybe", "drafts: yes", "Draft: true", "draft: [yes]"])
def test_a_draft_that_is_not_plainly_said_is_a_draft(front: str) -> None:
    found = read(f"---\ndate: 2026-09\naudience: public\n{front}\n---\n")
    assert found.entry.draft
    assert any(each.is_error for each in found.diagnostics)


@pytest.mark.parametrize(
    "raw",
    [
        b"name: Kim\naudience: public\n",
        b"---\nname: Kim\naudience: public\n",
        b"\xff\xfe-\0-\0-\0",
        b"---\nname: \xe9\n---\n",
        b"---\nname: a\0b\n---\n",
        b"\n---\nname: Kim\n---\n",
        b"---" + b"x" * 1024 * 1024,
    ],
)
def test_a_profile_that_cannot_be_read_is_private(raw: bytes) -> None:
    found = read(raw, Profile, "content/profile.md")
    assert found.entry.readers is Audience.PRIVATE
    assert [each.is_error for each in found.diagnostics] == [True]


def test_a_packet_is_never_public() -> None:
    found = read("---\naudience: public\n---\n", Packet, "content/packets/x.md")
    assert found.entry.readers is Audience.PRIVATE


def test_an_address_is_http_mail_or_telephone() -> None:
    for address in (
        "https://a.example/b#c",
        "http://a.example",
        "mailto:a@b.example",
        "tel:+4",
    ):
        position = entry(f"url: {address}", Position)
        assert isinstance(position, Position)
        assert position.url == address


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.booleans())
def test_head_and_body_are_the_whole_text(text: str, fenced: bool) -> None:
    text = f"---\nwhat: {text}\n---\n{text}" if fenced else text
    found = read(text)

    assert found.head + found.entry.body == text.removeprefix("\ufeff")


def test_every_field_knows_its_place() -> None:
    found = read(
        "---\ndate: 2026-09\nfor: all\nimpact:\n  - measure: a\n    audience: public\n"
        "  - b 1 -> 2\nwith: Ana; Tom (peer)\ntags: [x, yz]\nwhy:\n---\n"
    )
    places = Places({PATH: found.places})
    assert places.of(PATH, "impact", 0, "audience") == Place(PATH, 6, 15, 6)
    assert places.of(PATH, "impact", 0, "unit") == Place(PATH, 5, 5, 10)
    assert places.of(PATH, "impact", 1, "after") == Place(PATH, 7, 12, 1)
    assert places.of(PATH, "with", 1) == Place(PATH, 8, 12, 10)
    assert places.of(PATH, "with", 1, "relation") == Place(PATH, 8, 17, 4)
    assert places.of(PATH, "tags", 1) == Place(PATH, 9, 11, 2)
    assert places.of(PATH, "for") == places.of(PATH, "for_whom") == Place(PATH, 3, 6, 3)
    assert places.of(PATH, "why") == Place(PATH, 10, 1, 3)
    assert places.of(PATH, "role") == Place(PATH)
    assert places.of("content/other.md", "why") == Place("content/other.md")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(sorted(KINDS)))
def test_no_text_makes_reading_fail(text: str, kind: str) -> None:
    lines = len(text.splitlines()) + 5
    for whole in (text, f"---\n{text}\n---\n", f"---\nimpact:\n  - {text}\nwith: {text}\n---\n"):
        for each in read(whole, KINDS[kind]).diagnostics:
            assert 1 <= each.place.line <= lines
            assert each.place.column >= 1


SIGNS = "what impact : - [ ] { } \" ' | &a *a # audience: measure: -> 12 % é , << !x {.private}"
BLANKS = ["\n", "\n  ", "\n    ", "\t", " "]
FRAGMENTS = st.lists(st.sampled_from([*SIGNS.split(), *BLANKS])).map("".join)


@given(FRAGMENTS)
def test_no_pile_of_signs_makes_reading_fail(text: str) -> None:
    found = read(f"---\nimpact: {text}\nwhy: last\n---\n")
    assert isinstance(found.entry, Story)
    assert found.entry.readers is Audience.PRIVATE
