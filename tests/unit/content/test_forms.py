"""Review forms: reading them, and those that come with whyfolio."""

from __future__ import annotations

from pathlib import Path

import pytest

from whyfolio.content.forms import read_form, shipped_forms
from whyfolio.content.yamlfile import packaged
from whyfolio.model.ladder import Box, Form

PROJECT = Path(__file__).parents[3]


def test_every_field_of_a_form_is_read():
    form, found = read_form(
        "content/forms/ours.yaml",
        "id: ours\ntitle: Our form\nsections:\n"
        "  - id: work\n    prompt: What did you do?\n"
        "    select: {top: 3, kind: [story, lesson], competency: craft}\n"
        "    limit: 500\n    unit: bytes\n    counts_html: yes\n    plain: off\n"
        "  - {id: rest, prompt: What else?}\n",
    )
    assert found == ()
    assert form == Form(
        "ours",
        "Our form",
        (
            Box(
                "work",
                "What did you do?",
                (("competency", "craft"), ("kind", "story"), ("kind", "lesson"), ("top", "3")),
                500,
                "bytes",
                counts_html=True,
                plain=False,
            ),
            Box("rest", "What else?"),
        ),
    )


def test_the_form_of_the_example_has_no_fault():
    path = PROJECT / "content/forms/harbor-review.yaml"
    form, found = read_form(path.name, path.read_text(encoding="utf-8"))
    assert found == ()
    assert [box.unit for box in form.sections] == [
        *("characters", "words", "bytes", "items", "words")
    ]


def section(more: str) -> str:
    return f"id: x\nsections:\n  - {{id: a, prompt: b, {more}}}\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1 E501 is empty | begin with `id:`"),
        ("id: x\n", '1:1 E504 "sections" is missing in the form | write `sections: …`'),
        (
            section("limits: 3"),
            '3:24 E502 unknown field "limits" in a section | did you mean "limit"?',
        ),
        (
            section("select: {kinds: story}"),
            '3:33 E502 unknown field "kinds" in select | did you mean "kind"?',
        ),
        (
            section("select: {kind: stories}"),
            '3:39 E507 "stories" is a folder, not a kind | write "story"',
        ),
        (
            section("select: {top: 0}"),
            '3:38 E507 "top" is 0, so nothing would be selected | write 1 or more',
        ),
        (section("unit: letters"), None),
        (
            section("limit: -5"),
            '3:31 E507 "-5" is not a whole number | write "limit" in digits',
        ),
        (
            section("plain: maybe"),
            '3:31 E507 "maybe" is neither yes nor no | write true or false',
        ),
        (
            "id: x\nsections: [{id: a, prompt: b}, {id: a, prompt: c}]\n",
            '2:37 E505 the section "a" is there twice | rename one of them',
        ),
        (
            "id: x\nsections: [{id: a}]\n",
            '2:12 E504 "prompt" is missing in a section | write `prompt: …`',
        ),
    ],
)
def test_a_fault_stands_at_its_line_and_column(text, fault):
    told = [
        f"{at.place.line}:{at.place.column} {at.code} {at.message} | {at.hint}"
        for at in read_form("content/forms/x.yaml", text)[1]
    ]
    units = '3:30 E507 "letters" is not a value of "unit"'
    assert told == [fault or f"{units} | write characters, words, items or bytes"]


def test_the_shipped_forms_are_named_by_their_shape():
    assert {form.id: len(form.sections) for form in shipped_forms()} == {
        "accomplishments": 3,
        "four-axes": 4,
        "manager-page": 4,
        "open-question": 1,
        "start-stop-continue": 3,
        "three-boxes": 3,
        "top-and-bottom-three": 3,
    }


def test_the_shipped_forms_are_without_fault_and_called_like_their_files():
    for name, text in packaged("forms"):
        form, found = read_form(name, text)
        assert (f"{form.id}.yaml", found) == (name, ())


def test_three_boxes_hold_2500_characters_each():
    form = next(form for form in shipped_forms() if form.id == "three-boxes")
    assert {(box.limit, box.unit, box.plain) for box in form.sections} == {
        (2500, "characters", True)
    }
