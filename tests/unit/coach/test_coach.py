"""Each Markdown file in `cases` is a rule: notes about which it asks, and notes about which not.

Every heading `## …` begins a portfolio. A block fenced by tildes is a file of it, by its path;
the block called by the rule's code holds exactly what the rule says, at which line and column.
`pytest --update-golden` writes these anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.build import open_portfolio
from whyfolio.coach import findings
from whyfolio.coach.registry import RULES
from whyfolio.coach.standing import standing_of
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.kinds import KINDS
from whyfolio.portfolio.verdict import Grade

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
HEALTHY = Path(__file__).parent / "healthy"
BLOCK = re.compile(r"^~~~~ ([^\n]+)\n(.*?)^~~~~$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(?=## )", re.MULTILINE)
CODE = re.compile(r"[EWN]\d{3}")
BARE = "date: 2026-09\nwhat: I moved the queue.\nwhy: Support could sleep."


def asked(folio: Folio) -> tuple[Diagnostic, ...]:
    """What the coach says about notes in which nothing else is wrong."""
    opened = open_portfolio(folio.root, folio.today)
    assert [found for found in opened.diagnostics if found.is_error] == []
    return findings(opened.portfolio, opened.places, opened.sources, opened.project)


def codes(folio: Folio) -> list[str]:
    return [found.code for found in asked(folio)]


def drawn(diagnostics: Sequence[Diagnostic]) -> str:
    lines = []
    for found in diagnostics:
        place = found.place
        lines.append(f"{place.file}:{place.line}:{place.column}+{place.length}: {found.message}\n")
        lines += [f"    {found.hint}\n"] if found.hint else []
    return "".join(lines)


def said_about(section: str, root: Path) -> tuple[str, str, str]:
    """The code that a section is about, what should be said, and what is."""
    folio = Folio.at(root, f"{SETTINGS}\n[check.thresholds]\nfirst_questions = 99\n")
    code = expected = ""
    for name, inner in BLOCK.findall(section):
        if CODE.fullmatch(name):
            code, expected = name, inner
        else:
            folio.write(name, inner)
    return code, expected, drawn([found for found in asked(folio) if found.code == code])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_rule_asks_exactly_this(case: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    first, *sections = HEADING.split(case.read_text(encoding="utf-8"))
    answers = [said_about(section, tmp_path / str(count)) for count, section in enumerate(sections)]
    if pytestconfig.getoption("--update-golden"):
        rewritten = [
            re.sub(
                rf"^~~~~ {code}\n.*?^~~~~$",
                lambda _, new=f"~~~~ {code}\n{said}~~~~": new,
                section,
                flags=re.MULTILINE | re.DOTALL,
            )
            for section, (code, _, said) in zip(sections, answers, strict=True)
        ]
        case.write_text("".join([first, *rewritten]), encoding="utf-8")
    else:
        assert [said for _, _, said in answers] == [expected for _, expected, _ in answers]
    assert {code for code, _, _ in answers} == {case.stem[:4]}
    assert any(said for _, _, said in answers), "no portfolio here makes the rule ask"
    assert any(not said for _, _, said in answers), "no portfolio here leaves the rule silent"


def test_every_rule_has_a_case_and_a_code_of_its_own() -> None:
    assert sorted(rule.code for rule in RULES) == [case.stem[:4] for case in CASES]


def test_areas_are_silent_until_there_is_an_entry_of_their_kind(tmp_path: Path) -> None:
    settings = f'{SETTINGS}\n[career]\nnext_level = "staff"\n\n[sprint]\nstart = 2025-01-01\n'
    folio = Folio.at(tmp_path, settings)
    folio.entry("pages/now", "title: Now", "Extremely quiet.")
    folio.entry("positions/mill", "title: Engineer\nstart: 2020")
    assert asked(folio) == ()


def test_healthy_notes_of_every_kind_are_left_in_peace(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    for path in HEALTHY.rglob("*"):
        if path.is_file():
            folio.write(f"content/{path.relative_to(HEALTHY).as_posix()}", path.read_bytes())
    assert drawn(asked(folio)) == ""
    portfolio = open_portfolio(folio.root, folio.today).portfolio
    assert {entry.kind for entry in portfolio.entries} == set(KINDS)
    assert len(portfolio.entries) >= 20
    standing = standing_of(portfolio)
    assert standing
    assert {verdict.grade for verdict in standing.mine} == {Grade.STRONG}


def test_a_story_of_three_lines_is_asked_three_questions(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/queue", BARE)
    assert codes(folio) == ["N206", "N203", "N208"]


def test_a_young_story_is_asked_about_what_it_says_before_what_it_lacks(tmp_path: Path) -> None:
    what = "We moved the very slow, extremely big, world-class queue."
    folio = Folio.at(tmp_path).entry("stories/queue", f"date: 2026-09\nwhat: {what}\nrole: owner")
    assert codes(folio) == ["N207", "N209", "N209"]


def test_a_story_that_has_grown_is_asked_everything(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/queue", "date: 2026-09\nwhat: We moved it.", "How.\n")
    folio.entry("goals/sleep", "title: Sleep")
    assert codes(folio) == ["N201", "N206", "N203", "N207", "N208"]


def test_a_portfolio_of_one_story_is_asked_three_questions(tmp_path: Path) -> None:
    settings = f'{SETTINGS}\n[career]\nnext_level = "staff"\n'
    folio = Folio.at(tmp_path, settings).entry("positions/mill", "title: Engineer\nstart: 2020")
    folio.entry("stories/queue", "date: 2026-09\nwhat: We moved it, very fast.", "How. TODO\n")
    assert codes(folio) == ["E221", "N201", "N403", "N206"]


def test_how_many_first_questions_there_are_is_the_authors_choice(tmp_path: Path) -> None:
    settings = f"{SETTINGS}\n[check.thresholds]\nfirst_questions = 1\n"
    folio = Folio.at(tmp_path, settings).entry("stories/queue", BARE)
    assert codes(folio) == ["N206"]


def test_an_error_is_never_among_the_questions_that_are_left_out(tmp_path: Path) -> None:
    settings = f"{SETTINGS}\n[check.thresholds]\nfirst_questions = 0\n"
    folio = Folio.at(tmp_path, settings).entry("stories/queue", BARE.replace("queue", "[QUEUE]"))
    assert codes(folio) == ["E221"]


def test_a_code_to_ignore_is_not_asked_and_makes_room_for_no_other(tmp_path: Path) -> None:
    settings = f'{SETTINGS}\n[check]\nignore = ["N208", "n203"]\n'
    folio = Folio.at(tmp_path, settings).entry("stories/queue", BARE)
    assert codes(folio) == ["N206"]


def test_a_lower_threshold_finds_repetition_earlier(tmp_path: Path) -> None:
    story = "date: 2026-09\nwhat: I moved the queue.\nwhy: The queue was slow."
    for share, expected in (("0.8", False), ("0.5", True)):
        settings = f"{SETTINGS}\n[check.thresholds]\nwhy_repeats = {share}\n"
        folio = Folio.at(tmp_path / share, settings).entry("stories/queue", story)
        assert ("N202" in codes(folio)) is expected


def test_a_draft_is_looked_at_too(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/queue", f"{BARE}\ndraft: yes")
    assert codes(folio) == ["N206", "N203", "N208"]


def test_what_matters_most_comes_first_and_the_newest_story_before_the_older(
    tmp_path: Path,
) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("stories/a-old", "date: 2024-01\nwhat: I wrote it.\ntags: [a]")
    folio.entry("stories/b-new", "date: 2026-10\nwhat: I wrote a very long one.\ntags: [a]")
    folio.entry("stories/c-open", "date: 2020\nwhat: I did it.\nwhy: It was TBD.\ntags: [a]")
    folio.entry("stories/d-due", f"{BARE}\noutcome_due: 2026-11-01\ntags: [a]")
    found = [(each.code, each.place.file[16:17]) for each in asked(folio)]
    assert found == [
        ("E221", "c"),
        *(("N201", story) for story in "ba"),
        ("N210", "d"),
        *(("N206", story) for story in "bdac"),
        *(("N203", story) for story in "bdac"),
        *(("N208", story) for story in "bdac"),
        ("N209", "b"),
    ]
