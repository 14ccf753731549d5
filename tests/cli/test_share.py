"""What is shared holds a reviewer's words alone, and a passphrase is nowhere to be read."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from tests.e2e.test_canary import WORD, populated
from tests.folio import Folio
from tests.unit.exporters.test_locked import payload, unlocked

import whyfolio.exporters.html
from whyfolio.cli.main import commands
from whyfolio.model.audience import Audience

TYPED = "seven grey herons wait"
HELD_BACK = "We end the contract with the Kestrel bank before spring."
PATIENCE = 20


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path / "me")
    folio.entry("stories/queue", "date: 2026-09\naudience: review\nwhat: A queue.\nwhy: It helped.")
    return folio.entry("decisions/bank", f"date: 2026-11-02\nwhat: {HELD_BACK}")


def share(folio: Folio, *words: str, **environment: str) -> Result:
    where = ["-C", str(folio.root), "--today", "2026-11-21", "share"]
    return CliRunner(env=environment).invoke(commands, [*where, *words], standalone_mode=False)


@pytest.mark.parametrize("folder", ["stories", "decisions", "packets", "lessons", "feedback"])
def test_each_shared_entry_holds_reviewers_words_alone(tmp_path: Path, folder: str) -> None:
    folio, birds = populated(tmp_path)
    done = share(folio, f"{folder}/review-one", "-o", "-")
    assert done.return_value == 0, done.stderr
    found = {word.decode() for word in WORD.findall(done.stdout_bytes)}
    allowed = {canary.word for canary in birds.canaries if Audience.REVIEW in canary.readers}
    assert found
    assert found <= allowed


@pytest.mark.parametrize("folder", ["stories", "decisions", "packets", "feedback"])
def test_what_is_private_is_not_shared(tmp_path: Path, folder: str) -> None:
    folio, _ = populated(tmp_path)
    done = share(folio, f"{folder}/private-one", "-o", str(tmp_path / "x.html"))
    assert (done.return_value, done.stdout) == (2, "")
    assert f"is private; `whyfolio allow review {folder}/private-one` opens it" in done.stderr
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("lock", [(), ("--lock",)])
def test_the_guard_reads_a_page_before_it_is_locked(
    folio: Folio, monkeypatch: pytest.MonkeyPatch, lock: tuple[str, ...]
) -> None:
    page = f"<!doctype html><title>x</title><p>{HELD_BACK}</p>"
    target = folio.root / "x.html"
    words = ("stories/queue", *lock, "-o", str(target))
    with monkeypatch.context() as patched:
        patched.setattr(whyfolio.exporters.html, "export", lambda _: page.encode())
        done = share(folio, *words, WHYFOLIO_PASSPHRASE=TYPED)
    assert done.return_value == 1
    assert "decisions/bank.md" in done.stderr
    assert not target.exists()
    assert share(folio, *words, WHYFOLIO_PASSPHRASE=TYPED).return_value == 0
    assert target.exists()


def test_a_locked_file_holds_the_page_that_would_be_handed_over_unlocked(folio: Folio) -> None:
    plain = share(folio, "stories/queue", "-o", "-").stdout
    file = folio.root / "queue.html"
    words = ("stories/queue", "--lock", "-o", str(file))
    for _ in range(2):
        done = share(folio, *words, WHYFOLIO_PASSPHRASE=TYPED)
        assert done.return_value == 0, done.stderr
    assert unlocked(payload(file.read_bytes()), TYPED).decode() == plain
    record = (folio.root / ".whyfolio/outputs/handed-over.json").read_text()
    assert list(json.loads(record)) == [str(file)]


def test_a_poor_passphrase_in_the_environment_is_refused(folio: Folio) -> None:
    done = share(folio, "stories/queue", "--lock", WHYFOLIO_PASSPHRASE="short")  # noqa: S106
    assert done.return_value == 2
    assert "the passphrase in WHYFOLIO_PASSPHRASE has 5 characters; take at least 12" in done.stderr


def on_terminal(folio: Folio, *typed: str) -> str:
    """What the screen shows while a passphrase is asked for and typed."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "whyfolio", "-C", str(folio.root), "share", "queue", "--lock", "-o", "locked.html"],
        cwd=str(folio.root),
        env={"PATH": os.environ["PATH"], "HOME": str(folio.root), "NO_COLOR": "1", "TERM": "dumb"},
        encoding="utf-8",
        timeout=PATIENCE,
    )
    screen = ""
    for answer in typed:
        child.expect(re.compile(r"(Passphrase|The same once more): \Z"))
        screen += child.before + child.after
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, screen + child.before
    return (screen + child.before).replace("\r\n", "\n")


def test_a_passphrase_is_asked_twice_unseen_until_it_will_do(folio: Folio) -> None:
    answers = ("short", TYPED, "seven grey heron waits", TYPED, TYPED)
    screen = on_terminal(folio, *answers)
    assert re.sub(r"\d+ kB", "… kB", "\n".join(lines_of(screen))).split("\n")[1:] == [
        "Passphrase: ",
        "It has 5 characters; take at least 12, as in four or five words.",
        "Passphrase: ",
        "The same once more: ",
        "They differ.",
        "Passphrase: ",
        "The same once more: ",
        "locked.html: … kB.",
    ]
    assert not [word for word in ("short", "grey", "heron") if word in screen]
    page = (folio.root / "locked.html").read_bytes()
    assert b"A queue." in unlocked(payload(page), TYPED)


def lines_of(screen: str) -> Iterator[str]:
    return (line for line in screen.split("\n") if line)


def test_no_option_takes_a_passphrase() -> None:
    """Options can be read by whoever lists the programs of a machine."""
    told = CliRunner().invoke(commands, ["share", "--help"]).output
    assert re.findall(r"^  (-\S+)", told, re.MULTILINE) == [
        *("--format", "--lock", "-o", "-C", "--today", "--debug", "-h,"),
    ]
