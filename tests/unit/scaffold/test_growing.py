"""An answer becomes a line in its place; everything else stays, byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from whyfolio.content.entries import read_entry
from whyfolio.errors import Refused
from whyfolio.model.fields import fields_of
from whyfolio.model.growth import Goal
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.work import Decision, Story
from whyfolio.scaffold.growing import Answer, NotRead, grow, remark, remarks_in

EXAMPLE = Path(__file__).parents[3] / "content"
HEAD = "---\n# mine\ndate: 2026-09   # roughly\nwhat: I did it: all of it #1\n"
TAIL = "outcome_due: 2026-12-29\n---\nwhy: in the body\n"


def grown(tmp_path: Path, front: str, answer: Answer, shape: type = Story) -> list[str]:
    """The lines that went and came when the answer was written."""
    path = tmp_path / "x.md"
    path.write_text(HEAD + front + TAIL, encoding="utf-8")
    grow(path, shape, answer)
    now = path.read_text(encoding="utf-8")
    diff = difflib.unified_diff((HEAD + front + TAIL).splitlines(), now.splitlines(), n=0)
    return [f"{line[0]} {line[1:]}" for line in list(diff)[2:] if line[0] in "+-"]


@pytest.mark.parametrize(
    ("front", "steps", "typed", "lines"),
    [
        ("", ("why",), 'a "b": c', ['+ why: "a \\"b\\": c"']),
        ("why:\n", ("why",), "It helped.", ["- why:", '+ why: "It helped."']),
        ("", ("role",), "owner", ["+ role: owner"]),
        ("", ("impact",), "pages 6 -> 1 (diary)", ['+ impact: "pages 6 -> 1 (diary)"']),
        (
            "impact: pages 6 -> 1   # rota\n",
            ("impact",),
            "calls 4 -> 0",
            [
                "- impact: pages 6 -> 1   # rota",
                "+ impact:",
                "+   - pages 6 -> 1   # rota",
                '+   - "calls 4 -> 0"',
            ],
        ),
        (
            "impact:\n  measure: pages\n  # why six?\n  after: 1\nrole: owner\n",
            ("impact",),
            "calls 4 -> 0",
            [
                "-   measure: pages",
                "-   # why six?",
                "-   after: 1",
                "+   - measure: pages",
                "+     # why six?",
                "+     after: 1",
                '+   - "calls 4 -> 0"',
            ],
        ),
        (
            "impact:\n- pages 6 -> 1\n\nrole: owner\n",
            ("impact",),
            "calls 4 -> 0",
            ['+ - "calls 4 -> 0"'],
        ),
        (
            "shows: [execution, strategy]\n",
            ("shows",),
            "upward",
            ["- shows: [execution, strategy]", '+ shows: [execution, strategy, "upward"]'],
        ),
        (
            "shows: execution\n",
            ("shows", 0, "how"),
            "it held",
            ["- shows: execution", '+ shows: "execution - it held"'],
        ),
        (
            "shows:\n  - execution\n  - competency: upward\n    level: staff\n",
            ("shows", 1, "how"),
            "he slept",
            ['+     how: "he slept"'],
        ),
        (
            "impact:\n  - pages 1 a night\n",
            ("impact", 0, "before"),
            "6",
            ["-   - pages 1 a night", '+   - "pages 6 a night -> 1 a night"'],
        ),
        (
            "impact: pages 1\n",
            ("impact", 0, "before"),
            "not counted",
            [
                "- impact: pages 1",
                "+ impact:",
                '+   measure: "pages"',
                '+   after: "1"',
                '+   before: "not counted"',
            ],
        ),
        (
            "impact: pages 6 -> 1 (2026-10)\n",
            ("impact", 0, "source"),
            "the pager",
            ["- impact: pages 6 -> 1 (2026-10)", '+ impact: "pages 6 -> 1 (the pager, 2026-10)"'],
        ),
        (
            "impact: {measure: pages, after: 1}\n",
            ("impact", 0, "source"),
            "the pager",
            [
                "- impact: {measure: pages, after: 1}",
                '+ impact: {measure: pages, after: 1, source: "the pager"}',
            ],
        ),
        (
            "impact:\n  - measure: pages\n    after: 1\n    source:\n",
            ("impact", 0, "source"),
            "the pager",
            ["-     source:", '+     source: "the pager"'],
        ),
    ],
)  # fmt: skip
def test_only_the_lines_concerned_change(
    tmp_path: Path, front: str, steps: tuple[str | int, ...], typed: str, lines: list[str]
) -> None:
    assert grown(tmp_path, front, Answer(steps, typed)) == lines


def test_a_line_stands_behind_those_that_are_declared_before_it(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(HEAD + "otherwise: >\n  Nothing.\n\n# end\n" + TAIL, encoding="utf-8")
    grow(path, Story, Answer(("role",), "lead"))
    grow(path, Story, Answer(("shows",), "execution"))
    assert path.read_text(encoding="utf-8") == (
        HEAD + "role: lead\notherwise: >\n  Nothing.\n\n# end\n"
        'outcome_due: 2026-12-29\nshows: "execution"\n---\nwhy: in the body\n'
    )  # fmt: skip


def test_the_parts_of_an_outcome_stand_below_each_other(tmp_path: Path) -> None:
    lines = grown(tmp_path, "", Answer(("outcome", "result"), "mixed"), Decision)
    assert lines == ["+ outcome:", "+   result: mixed"]
    grow(tmp_path / "x.md", Decision, Answer(("outcome", "note"), "Half of it: held"))
    entry = read_entry("x.md", (tmp_path / "x.md").read_bytes(), Decision).entry
    assert isinstance(entry, Decision)
    assert entry.outcome is not None
    assert (entry.outcome.result, entry.outcome.note) == ("mixed", "Half of it: held")


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_line_ends_stay(tmp_path: Path, ending: bytes) -> None:
    path, front = tmp_path / "x.md", "impact: pages 6 -> 1\n"
    plain, other = tmp_path / "plain.md", Answer(("impact",), "calls 4 -> 0")
    plain.write_bytes((HEAD + front + TAIL).encode())
    path.write_bytes((HEAD + front + TAIL).encode().replace(b"\n", ending))
    for each in (path, plain):
        grow(each, Story, other)
        grow(each, Story, Answer(("role",), "idea"))
    assert path.read_bytes() == plain.read_bytes().replace(b"\n", ending)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(("evidence",), "https:///x Postmortem"), "names no host"),
        (Answer(("impact",), "pages 6 a night -> 1 a week"), "two units"),
        (Answer(("outcome_due",), "soon"), '"soon" is not a day'),
    ],
)
def test_what_cannot_be_read_back_is_said_and_not_written(
    tmp_path: Path, answer: Answer, reason: str
) -> None:
    path = tmp_path / "x.md"
    path.write_text(HEAD + "---\n", encoding="utf-8")
    with pytest.raises(NotRead, match=reason):
        grow(path, Story, answer)
    assert path.read_text(encoding="utf-8") == HEAD + "---\n"


def test_a_front_matter_that_cannot_be_read_whole_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("---\nwhat: I did it.\nnonsense\n---\n", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        grow(path, Story, Answer(("why",), "It helped."))
    assert refusal.value.diagnostic.code == "E723"


def test_what_is_no_value_is_kept_as_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("---\ntitle: Teach\n# measure:  How success is measured.\n---\n", "utf-8")
    remark(path, Goal, "why_mine", "nothing: it is Sam's")
    text = path.read_text(encoding="utf-8")
    assert text == (
        "---\ntitle: Teach\n# why_mine: nothing: it is Sam's\n"
        "# measure:  How success is measured.\n---\n"
    )
    assert remarks_in(text, Goal) == {"why_mine": "nothing: it is Sam's"}


def test_every_note_of_the_example_can_grow(tmp_path: Path) -> None:
    """Whatever form its fields have: one line more, and at most one changed."""
    answers = {
        "impact": "pages 6 -> 1 (the pager, 2026-10)",
        "evidence": "https://a.example/x Diary: the #1",
        "shows": 'strategy - it "held": yes',
        "know": "It holds: #1",
        "helped_by": "Ana (lead)",
        "serves": "calm: nights",
    }
    grew = 0
    for folder, shape in BY_FOLDER.items():
        for source in sorted((EXAMPLE / folder).glob("*.md")):
            for name in answers.keys() & fields_of(shape).keys():
                path = tmp_path / source.name
                path.write_bytes(source.read_bytes())
                grow(path, shape, Answer((name,), answers[name]))
                before, after = source.read_text("utf-8"), path.read_text("utf-8")
                lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0))
                assert sum(line[0] == "-" for line in lines[2:]) <= 1, (source.name, name)
                grew += 1
    assert grew > 100
