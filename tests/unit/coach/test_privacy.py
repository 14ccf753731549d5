"""The privacy rules beside their cases: what they never say, load or ask for nothing."""

from __future__ import annotations

import random
import shutil
import string
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.e2e.ordinary import write_ordinary
from tests.folio import TODAY, Folio

import whyfolio
from whyfolio.build import open_portfolio
from whyfolio.cli.frames import drawn, for_github
from whyfolio.coach import findings
from whyfolio.coach.registry import RULES
from whyfolio.diagnostics import Diagnostic

ROOT = Path(__file__).parents[3]
PRIVACY = frozenset(rule.code for rule in RULES if rule.area == "privacy")
STORY = "date: 2026-09\nwhat: I moved the alarms.\nwhy: Nobody could see them.\naudience: {mark}"
LETTERS = string.ascii_letters + string.digits


def asked(project: Path, today=TODAY) -> Sequence[Diagnostic]:
    """What the privacy rules say about a project."""
    opened = open_portfolio(project, today)
    found = findings(opened.portfolio, opened.places, opened.sources, opened.project)
    return [each for each in found if each.code in PRIVACY]


def made(length: int, signs: str = LETTERS) -> str:
    chance = random.Random(length)  # noqa: S311 - no secret, but of its shape
    return "".join(chance.choice(signs) for _ in range(length))


# Put together here, so that nobody's scanner takes this file for a leak.
SECRETS = {
    "AWS Access Key": "AKIA" + made(16, string.ascii_uppercase),
    "Anthropic key": "sk-ant-" + "api03-" + made(95),
    "Azure Storage Account access key": "AccountKey=" + made(86) + "==",
    "Basic Auth Credentials": "https://deploy:" + made(12) + "@git.vale.example/x",
    "Discord Bot Token": "M" + made(23) + "." + made(6) + "." + made(27),
    "GitHub Token": "ghp" + "_" + made(36),
    "GitHub token": "github_pat" + "_" + made(22) + "_" + made(59),
    "GitLab Token": "glpat" + "-" + made(20),
    "Google API key": "AIza" + made(35),
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + made(43),
    "npm token": "npm" + "_" + made(36),
    "OpenAI Token": "sk-" + made(20) + "T3BlbkFJ" + made(20),
    "Private Key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "PyPI Token (upload)": "pypi-" + "AgEIcHlwaS5vcmc" + made(70),
    "SendGrid API Key": "SG." + made(22) + "." + made(43),
    "Slack Token": "xoxb-" + "123456789012-1234567890123-" + made(24),
    "Stripe Access Key": "sk" + "_live_" + made(24),
    "Telegram Bot Token": "123456789:AA" + made(33),
}


@pytest.mark.parametrize(("mark", "code"), [("public", "E321"), ("private", "W324")])
@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_known_by_its_kind_and_never_repeated(
    kind: str, mark: str, code: str, tmp_path: Path
) -> None:
    folio = Folio.at(tmp_path)
    secret = SECRETS[kind]
    folio.entry("stories/alarms", STORY.format(mark=mark), f"It was {secret} then.\n")
    found = asked(tmp_path)
    assert [each.code for each in found] == [code]
    assert f"({kind.removesuffix(' (upload)')}" in found[0].message
    sources = open_portfolio(tmp_path, TODAY).sources
    part = secret.split("//deploy:")[-1][5:20]
    for told in (*(str(each.as_json()) for each in found), drawn(found[0], sources)):
        assert part not in told
    assert part not in for_github(found[0])


@pytest.mark.parametrize(
    "text",
    [
        "The password was a secret: nobody knew it.",
        "Commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 broke it, 4d8f2c1a-9b7e-4c3d-8a1f-0b9e.",
        "Set `password = changeme` and read /a-very-long-path/with-many-parts-2026-09.",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 is the image.",
        "An IBAN such as GB33BUKB20201555555555, a phone +44 20 7946 0142, an id 1234567890123456.",
        "See https://vale.example:8443/a@b and https://vale.example/?q=1234567890abcdefghij.",
        "We counted aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1 and ============================2.",
    ],
)
def test_what_only_looks_like_a_secret_is_none(text: str, tmp_path: Path) -> None:
    Folio.at(tmp_path).entry("stories/alarms", STORY.format(mark="public"), f"{text}\n")
    assert asked(tmp_path) == []


def test_the_detector_is_loaded_where_something_looks_like_a_secret_alone(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/alarms", STORY.format(mark="public"), "No key.\n")
    program = (
        "import sys; from whyfolio.cli.main import main\ntry: main()\n"
        "finally: print('loaded' if 'detect_secrets' in sys.modules else 'spared')"
    )
    for text, expected in (("No key.\n", "spared"), (f"{SECRETS['GitHub Token']}\n", "loaded")):
        folio.entry("stories/alarms", STORY.format(mark="public"), text)
        done = subprocess.run(
            [sys.executable, "-c", program, "check", "-C", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(Path(whyfolio.__file__).parents[1]), "HOME": str(tmp_path)},
        )
        assert done.stdout.splitlines()[-1] == expected, done.stderr


def test_the_example_portfolio_is_asked_nothing_about_privacy(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "whyfolio.toml", tmp_path)
    assert asked(tmp_path) == []


@pytest.mark.parametrize("seed", range(10))
def test_ordinary_notes_are_asked_about_sums_of_money_alone(seed: int, tmp_path: Path) -> None:
    write_ordinary(tmp_path, 40, seed)
    found = asked(tmp_path)
    assert {each.code for each in found} <= {"N321"}
    assert all("EUR" in each.message for each in found)


def test_a_reader_who_gains_nothing_by_it_is_not_asked_about_twice(tmp_path: Path) -> None:
    body = "Here it is: <http://localhost/x>.\n"
    Folio.at(tmp_path).entry("stories/alarms", STORY.format(mark="public"), body)
    assert [each.code for each in asked(tmp_path)] == ["W321"]


def test_a_draft_is_asked_about_before_it_is_opened(tmp_path: Path) -> None:
    front = f"{STORY.format(mark='public')}\ndraft: yes"
    Folio.at(tmp_path).entry("stories/alarms", front, "It cost 40,000 EUR.\n")
    assert [each.code for each in asked(tmp_path)] == ["N321"]


def test_the_limits_are_the_authors(tmp_path: Path) -> None:
    settings = "schema = 1\n\n[check.thresholds]\nmoney = 50_000\nheadcount = 100\n"
    folio = Folio.at(tmp_path, settings)
    folio.entry("stories/alarms", STORY.format(mark="public"), "40,000 EUR for 42 engineers.\n")
    assert asked(tmp_path) == []


def test_a_work_tree_of_its_own_is_looked_up_where_its_repository_lies(tmp_path: Path) -> None:
    project = tmp_path / "notes"
    Folio.at(project).entry("stories/alarms", STORY.format(mark="private"))
    git = tmp_path / "repo" / ".git"
    (git / "worktrees" / "notes").mkdir(parents=True)
    (git / "worktrees" / "notes" / "commondir").write_text("../..\n")
    url = 'url = "https://user:pass@github.com/kim/notes"'
    (git / "config").write_text(f'[core]\n\tbare = false\n[remote "origin"]\n\t{url}\n')
    (project / ".git").write_text(f"gitdir: {git}/worktrees/notes\n")
    (found,) = asked(project)
    assert found.code == "N323"
    assert "github.com/kim/notes?" in found.message
    assert "pass" not in found.message


def test_a_repository_that_cannot_be_read_is_not_asked_about(tmp_path: Path) -> None:
    Folio.at(tmp_path).entry("stories/alarms", STORY.format(mark="private"))
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    assert asked(tmp_path) == []
