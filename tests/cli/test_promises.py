"""What the command line promises whatever is typed: speed, exit codes, nothing lost."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.folio import Folio

import whyfolio.scaffold.journal
from whyfolio.cli.main import COMMANDS, commands, run

HEAVY = ["jinja2", "markdown", "yaml", "PIL", "rich", "pygments", "nh3", "watchdog", "starlette"]
STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped."


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def whyfolio_of(folio: Folio, *words: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(
        commands, ["-C", str(folio.root), "--today", "2026-11-21", *words], standalone_mode=False
    )


def code_of(folio: Folio, *words: str) -> int:
    result = whyfolio_of(folio, *words)
    if result.exception:
        raise result.exception
    assert isinstance(result.return_value, int)
    return result.return_value


def modules_after(folio: Folio, *words: str) -> set[str]:
    """The modules that a command has loaded when it ends, and the packages they lie in."""
    program = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from whyfolio.cli.main import main\n"
        "main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folio.root,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def test_the_list_of_commands_is_told_without_loading_one(folio: Folio) -> None:
    loaded = modules_after(folio, "--help")
    assert not {f"whyfolio.cli.{name}" for name in COMMANDS} & loaded
    assert "importlib.metadata" not in loaded
    told = whyfolio_of(folio, "--help").output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in told] == list(COMMANDS)
    assert [line for line in told if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("words", [["log", "A", "line"], ["--help"], ["--version"]])
def test_what_must_be_quick_loads_nothing_heavy(folio: Folio, words: list[str]) -> None:
    assert sorted(modules_after(folio, *words).intersection(HEAVY)) == []


def test_building_does_load_what_it_needs(folio: Folio) -> None:
    assert "jinja2" in modules_after(folio, "build")


def test_the_options_of_all_commands_stand_before_or_after_the_command(folio: Folio) -> None:
    where, day = ["-C", str(folio.root)], ["--today", "2026-11-21"]
    for words in (
        [*where, *day, "log", "one"],
        ["log", *where, *day, "two"],
        [*where, "--today", "1999-01-01", "log", "three", *day],
    ):
        assert run(words) == 0
    log = (folio.root / "content/log.md").read_text(encoding="utf-8")
    assert log == "# Log\n\n- 2026-11-21 one\n- 2026-11-21 two\n- 2026-11-21 three\n"


def test_the_day_comes_from_the_environment_where_no_option_names_it(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert run(["-C", str(folio.root), "log", "one"]) == 0
    assert "- 2026-11-21 one" in (folio.root / "content/log.md").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run(["-C", str(folio.root), "log", "two"]) == 2


def test_well_is_0_content_1_usage_2_and_our_own_fault_3(
    folio: Folio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["-C", str(folio.root)]
    assert run([]) == 0
    assert run([*where, "build"]) == 0
    assert run([*where, "biuld"]) == 2
    assert run([*where, "new", "story", "--date", "soon"]) == 2
    folio.entry("stories/one", "date: never")
    assert run([*where, "build"]) == 1
    assert run([*where, "check"]) == 1

    def fail(*_: object) -> str:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(whyfolio.scaffold.journal, "add_line", fail)
    capsys.readouterr()
    assert run([*where, "log", "one"]) == 3
    told = capsys.readouterr().err
    assert "whyfolio itself failed: ZeroDivisionError: by nought" in told
    assert "Traceback" not in told
    assert run([*where, "log", "one", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_broken_pipe_ends_quietly(folio: Folio) -> None:
    for number in range(50):
        folio.entry(f"stories/s{number}", "date: never")
    command = f"{sys.executable} -m whyfolio -C {folio.root} check --format json | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.stderr == ""


def test_strict_builds_nothing_while_there_are_warnings(folio: Folio) -> None:
    folio.write("content/notes.txt", "stray")
    assert [code[0] for code in folio.codes()] == ["W"]
    assert code_of(folio, "build", "--strict") == 1
    assert not (folio.root / "site").exists()
    assert code_of(folio, "check") == 0
    assert code_of(folio, "check", "--strict") == 1
    assert code_of(folio, "build") == 0


def test_a_fresh_portfolio_builds_without_a_warning_and_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", 'Kim "K." Vale')
    folio = Folio(tmp_path / "new")
    assert run(["init", str(folio.root)]) == 0
    assert folio.codes() == []
    result = whyfolio_of(folio, "build", "--strict")
    assert result.return_value == 0
    assert result.stderr == ""
    home = (folio.root / "site/public/index.html").read_text(encoding="utf-8")
    assert "Kim &#34;K.&#34; Vale" in home


def test_init_changes_nothing_that_is_there(folio: Folio) -> None:
    before = {path: path.read_bytes() for path in folio.root.rglob("*") if path.is_file()}
    assert code_of(folio, "init") == 0
    assert {path: path.read_bytes() for path in before} == before
    result = whyfolio_of(folio, "init")
    assert "is a portfolio already; nothing was changed." in result.stdout


def test_the_example_is_the_demo_and_goes_into_no_portfolio(folio: Folio, tmp_path: Path) -> None:
    assert code_of(folio, "init", "--example") == 1
    empty = tmp_path / "mira"
    assert run(["init", "--example", str(empty)]) == 0
    demo = Folio(empty)
    assert [code for code in demo.codes() if code[0] == "E"] == []
    assert len(demo.view().entries) > 5


def test_new_never_writes_over_a_note(folio: Folio) -> None:
    for _ in range(3):
        assert code_of(folio, "new", "lesson", "--title", "Wait first") == 0
    names = sorted(path.name for path in (folio.root / "content/lessons").iterdir())
    assert names == ["wait-first-2.md", "wait-first-3.md", "wait-first.md"]


def test_an_entry_from_the_log_begins_with_its_newest_line(folio: Folio) -> None:
    log = "# Log\n\n- 2026-11-01 Older\n- 2026-11-14 I held the line: sale day four\n"
    folio.write("content/log.md", log)
    assert code_of(folio, "new", "story", "--from-log", "1") == 0
    written = (folio.root / "content/stories/held-the-line-sale-day-four.md").read_text()
    assert written == (
        '---\ndate: 2026-11-14\nwhat: "I held the line: sale day four"\n'
        "outcome_due: 2027-02-12\n---\n"
    )
    assert code_of(folio, "new", "story", "--from-log", "3") == 2


def test_an_action_after_a_session_becomes_its_next_step(folio: Folio) -> None:
    folio.entry("sessions/monday", "date: 2026-11-16\nnext_steps: [actions/a]  # one so far")
    folio.entry("actions/a", "title: A")
    words = ["new", "action", "--title", "Ask Sam", "--after"]
    assert code_of(folio, *words, "sessions/monday") == 0
    session = (folio.root / "content/sessions/monday.md").read_text(encoding="utf-8")
    assert session == (
        "---\ndate: 2026-11-16\nnext_steps: [actions/a, actions/ask-sam]  # one so far\n---\n"
    )
    assert folio.codes() == []
    assert code_of(folio, *words, "sessions/tuesday") == 2
    assert code_of(folio, "new", "goal", "--title", "x", "--after", "sessions/monday") == 2


def test_a_session_after_a_session_looks_back_at_its_steps(folio: Folio) -> None:
    folio.entry("sessions/monday", "date: 2026-11-16\nnext_steps: [actions/a]")
    folio.entry("actions/a", "title: A")
    assert code_of(folio, "new", "session", "--after", "monday") == 0
    written = (folio.root / "content/sessions/how-did-it-go-with-actions-a.md").read_text()
    assert written == '---\ndate: 2026-11-21\nagenda: "How did it go with actions/a?"\n---\n'


def test_full_writes_every_other_field_as_a_comment_that_can_be_taken_away(folio: Folio) -> None:
    assert code_of(folio, "new", "lesson", "--title", "Wait first", "--full") == 0
    path = folio.root / "content/lessons/wait-first.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["---", 'title: "Wait first"', "date: 2026-11-21"]
    assert "# changed:  What you do differently now." in lines
    assert folio.codes() == []
    path.write_text(path.read_text(encoding="utf-8").replace("# changed: ", "changed: "))
    assert folio.codes() == []


def test_feedback_is_opened_no_further_than_its_giver_agreed(folio: Folio) -> None:
    folio.entry("feedback/one", "date: 2026-09\nquote: Good.\nconsent: review")
    before = (folio.root / "content/feedback/one.md").read_bytes()
    result = whyfolio_of(folio, "allow", "public", "feedback/one", "--yes")
    assert result.return_value == 1
    assert result.stderr == (
        "feedback/one: its giver agreed to review; left as it is.\n"
        "  Ask them, then add a line `consent: public`.\n"
    )
    assert (folio.root / "content/feedback/one.md").read_bytes() == before
    assert code_of(folio, "allow", "review", "feedback/one") == 0


def test_a_packet_is_never_opened_to_anyone(folio: Folio) -> None:
    folio.entry("packets/staff", "level: staff")
    before = (folio.root / "content/packets/staff.md").read_bytes()
    assert code_of(folio, "allow", "public", "packets/staff", "--yes") == 1
    assert (folio.root / "content/packets/staff.md").read_bytes() == before


def test_allow_never_narrows(folio: Folio) -> None:
    folio.entry("stories/one", f"{STORY}\naudience: public")
    before = (folio.root / "content/stories/one.md").read_bytes()
    assert code_of(folio, "allow", "review", "stories/one") == 0
    assert (folio.root / "content/stories/one.md").read_bytes() == before


def test_check_as_github_escapes_what_would_end_the_command(folio: Folio) -> None:
    folio.entry("stories/one", 'date: "20%, no"\nwhat: I did it.')
    result = whyfolio_of(folio, "check", "--format", "github")
    first = result.stdout.splitlines()[0]
    assert first.startswith("::error file=content/stories/one.md,line=2,col=7,title=E203::")
    assert '"20%25, no"' in first


def test_check_as_json_is_one_list_on_standard_output(folio: Folio) -> None:
    folio.entry("stories/one", "date: never")
    result = whyfolio_of(folio, "check", "--format", "json")
    found = json.loads(result.stdout)
    keys = ["code", "severity", "file", "line", "column", "message", "hint"]
    assert [list(one) for one in found] == [keys] * len(found)
    assert found[0]["code"] == "E203"
    assert result.stderr == ""


def test_check_prints_every_error_and_the_first_five_of_the_rest(folio: Folio) -> None:
    for number in range(7):
        folio.entry(f"stories/s{number}", "date: never\nwhat: I did it.")
    result = whyfolio_of(folio, "check")
    assert result.stderr.count(": error[") == 7
    assert result.stderr.count(": nudge[") == 5
    assert result.stderr.splitlines()[-1].endswith(" more: --all.")
    every = whyfolio_of(folio, "check", "--all").stderr
    assert every.count(": nudge[") > 5
    assert "--all" not in every.splitlines()[-1]


def test_check_leaves_out_the_codes_that_the_settings_ignore(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, 'schema = 1\n[check]\nignore = ["N101", "w105"]\n')
    folio.entry("stories/one", f"{STORY}\nfor: Sam (#4) and: others".replace("did it.", "did: it."))
    found = json.loads(whyfolio_of(folio, "check", "--format", "json").stdout)
    assert found
    assert "N101" not in {one["code"] for one in found}


def test_fix_quotes_what_others_would_cut_and_nothing_else(folio: Folio) -> None:
    front = "date: 2026-09\r\nwhat: I fixed bug #4127: the queue\r\nwhy: It helped."
    folio.write("content/stories/one.md", f"\ufeff---\r\n{front}\r\n---\r\nBody: #1\r\n")
    result = whyfolio_of(folio, "check", "--fix")
    assert "Put 1 sentence in 1 file in quotes." in result.stderr
    assert (folio.root / "content/stories/one.md").read_bytes().decode() == (
        "\ufeff---\r\ndate: 2026-09\r\n"
        'what: "I fixed bug #4127: the queue"\r\n'
        "why: It helped.\r\n---\r\nBody: #1\r\n"
    )
    assert "No sentence needs quotes." in whyfolio_of(folio, "check", "--fix").stderr


def test_due_lists_what_has_a_day_that_has_come_or_comes_soon(folio: Folio) -> None:
    folio.entry("stories/late", f"{STORY}\noutcome_due: 2026-11-20")
    folio.entry("stories/far", f"{STORY}\noutcome_due: 2027-02")
    folio.entry("actions/today", "title: A\ndue: 2026-11-21")
    folio.entry("actions/done", "title: B\ndue: 2026-11-21\nstatus: done")
    folio.entry("decisions/soon", "date: 2026-05\nwhat: We wait.\nrevisit: 2026-12-01")
    assert whyfolio_of(folio, "check", "--due").stdout == (
        "2026-11-20  outcome  stories/late   (1 day ago)\n"
        "2026-11-21  action  actions/today   (today)\n"
        "2026-12-01  revisit  decisions/soon   (in 10 days)\n"
    )


def test_a_code_is_explained_with_its_cause_and_cure(folio: Folio) -> None:
    result = whyfolio_of(folio, "check", "--explain", "e104")
    assert result.return_value == 0
    title, _, cause, _, cure = result.stdout.splitlines()
    assert title == "E104  no entry is called so"
    assert cause.startswith("An entry names another one")
    assert cure.startswith("What to do: ")
    assert code_of(folio, "check", "--explain", "E999") == 2


def test_what_a_note_says_cannot_drive_the_terminal(folio: Folio) -> None:
    folio.entry("stories/one", "date: \u202enever\u009b2J\nwhat: I did it.")
    assert not {"\u202e", "\u009b", "\x1b"} & set(whyfolio_of(folio, "check").stderr)


def test_a_pipe_gets_no_colours(folio: Folio) -> None:
    folio.entry("stories/one", "date: never")
    done = subprocess.run(
        [sys.executable, "-m", "whyfolio", "check"],
        cwd=folio.root,
        env={name: text for name, text in os.environ.items() if name != "NO_COLOR"},
        capture_output=True,
        check=False,
    )
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_an_example_and_takes_the_common_options(name: str) -> None:
    told = CliRunner().invoke(commands, [name, "--help"]).output
    assert f"Example: whyfolio {name}" in told
    assert [word for word in ("-C DIR", "--today DATE", "--debug") if word not in told] == []


@pytest.mark.parametrize("name", ["mein Ordner", "Überblick №1", "it's mine", "plain-one"])
def test_the_command_that_init_names_can_be_pasted_into_a_shell(tmp_path: Path, name: str) -> None:
    told = CliRunner().invoke(commands, ["init", "--example", str(tmp_path / name)]).output
    (line,) = [line for line in told.splitlines() if line.startswith("Next:")]
    words = shlex.split(line.removeprefix("Next:"))
    assert words[:2] == ["whyfolio", "-C"]
    assert Path(words[2]).expanduser() == tmp_path / name
    assert words[3:] == ["serve", "--open"]
