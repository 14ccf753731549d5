"""Code, explanations, reference and cases are about the same rules, and count by the same numbers.

The wording of a rule is in `cases`; here is what holds for all of them.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.build import open_portfolio
from whyfolio.coach import findings, privacy
from whyfolio.coach.registry import AREAS, KINDS_OF, RULES, rules_of
from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.explain import explanation
from whyfolio.model.kinds import KINDS

ROOT = Path(__file__).parents[3]
COACH = ROOT / "generator" / "whyfolio" / "coach"
CASES = Path(__file__).parent / "cases"
REFERENCE = ROOT / "docs" / "reference"
TENS = {
    "N40": "coverage",
    "N41": "balance",
    "N42": "goals",
    "N43": "loop",
    "N44": "feedback",
    "N45": "decisions",
    "W45": "decisions",
    "N46": "lessons",
}


def codes() -> list[str]:
    return sorted(rule.code for rule in RULES)


def test_rules_explanations_reference_and_cases_are_the_same_set() -> None:
    page = (REFERENCE / "diagnostics.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### ([EWN]\d{3}): (.+)$", page, re.MULTILINE)
    told = sorted(code for code, _ in headings if code in codes())
    cases = sorted(path.stem[:4] for path in CASES.glob("*.md"))
    assert told == cases == codes()
    assert [title for code, title in headings if code in codes()] == [
        explanation(code).title for code in codes()
    ]


def test_no_two_rules_have_one_code() -> None:
    assert len(set(codes())) == len(RULES)


def test_a_code_tells_its_area() -> None:
    for rule in RULES:
        if rule.code[:3] in TENS:
            assert rule.area == TENS[rule.code[:3]]
    areas = {area.__name__.rpartition(".")[2]: rules_of(area) for area in AREAS}
    for name in TENS.values():
        assert {rule.area for rule in areas[name]} == {name}


def test_an_area_waits_for_kinds_that_there_are() -> None:
    assert set(KINDS_OF) == set(TENS.values())
    assert frozenset().union(*KINDS_OF.values()) <= set(KINDS)


def asked_for() -> dict[str, set[str]]:
    """Every threshold that the code names, by the file that names it."""
    found: dict[str, set[str]] = {}
    for path in COACH.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(
                        value=receiver, attr="threshold" | "count" | "months_ago" | "days_ago"
                    ),
                    args=[ast.Constant(value=str(name)), *_],
                ) if getattr(receiver, "id", "check") in {"notes", "check"} and name.isidentifier():
                    found.setdefault(name, set()).add(path.name)
    return found


def test_every_threshold_is_counted_by_and_every_number_is_declared() -> None:
    assert set(asked_for()) == set(THRESHOLDS)


def test_the_reference_lists_every_threshold_with_its_number() -> None:
    page = (REFERENCE / "thresholds.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, re.MULTILINE)
    assert {name: float(number) for name, number in rows} == {
        name: one.default for name, one in THRESHOLDS.items()
    }


def test_the_limits_of_sums_and_heads_are_those_of_the_reference() -> None:
    told = THRESHOLDS["money"].default, THRESHOLDS["headcount"].default
    assert told == (privacy._LEAST_MONEY, privacy._LEAST_HEADS)


THREE = (
    "date: 2026-0{0}\nwhat: I moved the {1}.\nwhy: Nobody slept.\nrole: owner\nwork: maintenance"
)


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("upkeep_share = 1.1", "N411"),
        ("few_stories = 5", "N411"),
        ("few_stories = 5", "N412"),
        ("recent_months = 1", "N411"),
        ("unseen_stories = 5", "N413"),
        ("unserving_share = 1.1", "N425"),
        ("learning_months = 1", "N432"),
        ("ask_days = 300", "N441"),
        ("answer_days = 300", "N443"),
        ("ask_again_days = 400", "N442"),
        ("outcome_months = 24", "N452"),
        ("certain = 99", "N453"),
        ("lesson_days = 900", "N461"),
        ("beginner_months = 90", "N462"),
    ],
)
def test_a_threshold_of_the_author_counts(setting: str, code: str, tmp_path: Path) -> None:
    asking = _codes(_folio(tmp_path / "usual", SETTINGS))
    left = _codes(_folio(tmp_path / "own", f"{SETTINGS}\n[check.thresholds]\n{setting}\n"))
    assert code in asking
    assert code not in left


def _codes(folio: Folio) -> list[str]:
    opened = open_portfolio(folio.root, folio.today)
    assert [found for found in opened.diagnostics if found.is_error] == []
    return [
        one.code
        for one in findings(opened.portfolio, opened.places, opened.sources, opened.project)
    ]


def _folio(root: Path, settings: str) -> Folio:
    """Notes about which nearly every rule asks that counts."""
    folio = Folio.at(root, settings)
    for number, thing in enumerate(("queue", "ledger", "rota", "mail"), start=5):
        folio.entry(f"stories/{thing}", THREE.format(number, thing))
    folio.entry("goals/sleep", "title: Sleep")
    folio.entry("actions/lamp", "title: Lamp out\ndue: 2026-09-01\nstatus: done")
    for number, asked in enumerate(("What to stop?", "What to begin?", "What to keep?"), start=3):
        folio.entry(
            f"feedback/f{number}",
            f"date: 2026-0{number}-01\nfrom: Sam (manager)\nquestion: {asked}\nquote: Sleep.",
        )
    folio.entry("decisions/wait", "date: 2025-10-01\nwhat: We wait.\nconfidence: 95")
    folio.entry("lessons/wait", "date: 2025-10-01\nwhat: Waiting is work.\nbeginner: yes")
    return folio


def test_each_of_the_52_things_has_something_here_and_something_that_proves_it() -> None:
    page = (ROOT / "docs" / "explanation" / "coach.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert [int(number) for number, *_ in rows] == list(range(1, 53))
    proofs = {name for *_, proved in rows for name in re.findall(r"`([^`]+)`", proved)}
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    tests = {name for text in texts for name in re.findall(r"def (test_\w+)", text)}
    assert proofs - tests - {path.stem for path in CASES.glob("*.md")} == set()
    named = {code for *_, here, _ in rows for code in re.findall(r"`([NW]\d{3})`", here)}
    assert named <= set(codes())
    assert all(re.search(r"`[^`]+`", proved) and here for *_, here, proved in rows)


def test_no_streak_no_velocity_and_no_score_of_a_person() -> None:
    package = ROOT / "generator" / "whyfolio"
    told = [package / "locale" / "en.toml", *(package / "codes").glob("*.toml")]
    words = re.compile(r"\b(?:streaks?|velocity|leaderboards?|badges?|your score)\b", re.IGNORECASE)
    found = [words.findall(path.read_text(encoding="utf-8")) for path in told]
    assert [word for words_in in found for word in words_in] == []
