"""Exports keep what is held back, whatever an exporter does, and a question is ready to paste."""

from __future__ import annotations

import json
from pathlib import Path

import pyperclip
import pytest
from click.testing import CliRunner, Result
from tests.e2e.test_canary import missing_and_leaked, populated, words_in
from tests.folio import Folio

import whyfolio.exporters.ical
from whyfolio.cli.main import commands
from whyfolio.errors import Refused
from whyfolio.exporters.exports import EXPORTS
from whyfolio.guard.readers import reader_for
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience

HELD_BACK = "We end the contract with the Kestrel bank before spring."


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.entry("actions/lunch", "title: Lunch\ndue: 2026-11-30\naudience: review")
    folio.entry("decisions/bank", f"date: 2026-11-02\nwhat: {HELD_BACK}")
    return folio


def whyfolio_of(folio: Folio, *words: str) -> Result:
    where = ["-C", str(folio.root), "--today", "2026-11-21"]
    return CliRunner().invoke(commands, [*where, *words], standalone_mode=False)


@pytest.mark.parametrize("leak", [HELD_BACK, f"{HELD_BACK[:30]}\r\n {HELD_BACK[30:]}"])
def test_a_held_back_sentence_stops_an_export_even_where_it_is_folded(
    folio: Folio, leak: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whyfolio.exporters.ical, "export", lambda _: f"SUMMARY:{leak}\r\n".encode())
    target = folio.root / "out.ics"
    words = ("export", "ical", "-o", str(target))
    done = whyfolio_of(folio, *words, "--audience", "review")
    assert done.return_value == Refused.exit_code
    assert "decisions/bank.md" in done.stderr
    assert done.stdout == ""
    assert not target.exists()
    assert whyfolio_of(folio, *words).return_value == 0
    assert target.exists()


@pytest.mark.parametrize("what", [what for what, one in EXPORTS.items() if one.audience])
@pytest.mark.parametrize("audience", list(Audience))
def test_every_export_holds_each_word_for_its_readers_alone(
    tmp_path: Path, what: str, audience: Audience
) -> None:
    folio, birds = populated(tmp_path)
    done = whyfolio_of(folio, "export", what, "--audience", audience.value)
    assert done.return_value == 0, done.stderr
    seen = words_in({EXPORTS[what].name: done.stdout_bytes})
    assert missing_and_leaked(birds, audience, seen)[1] == []
    assert seen or what in {"ical", "json-resume"}  # the birds have no day and no résumé


@pytest.mark.parametrize("what", [what for what, one in EXPORTS.items() if one.audience])
def test_the_guard_stops_every_export_that_holds_what_is_held_back(
    folio: Folio, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name = EXPORTS[what].module, EXPORTS[what].name
    assert reader_for(name) is not None
    text = json.dumps({"said": HELD_BACK}) if name.endswith("json") else HELD_BACK
    monkeypatch.setattr(f"{module}.export", lambda _: text.encode())
    for audience in ("public", "review"):
        words = ("export", what, "--audience", audience)
        done = whyfolio_of(folio, *words, "-")
        assert (done.return_value, done.stdout) == (Refused.exit_code, "")
        if not EXPORTS[what].many:
            assert whyfolio_of(folio, *words, f"{folio.root}/x").return_value == Refused.exit_code
            assert not (folio.root / "x").exists()


def test_the_guard_reads_every_file_of_a_folder(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaky = [Artifact("README.md", b"# Fine"), Artifact("actions/x.md", HELD_BACK.encode())]
    monkeypatch.setattr("whyfolio.exporters.plain_files.files", lambda *_: leaky)
    done = whyfolio_of(folio, "export", "markdown", f"{folio.root}/out", "--audience", "review")
    assert done.return_value == Refused.exit_code
    assert "decisions/bank.md" in done.stderr
    assert not (folio.root / "out").exists()


def test_a_comment_is_for_nobody_not_even_in_the_authors_own_export(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    remark = "Ask the lawyer before anybody reads this."
    folio.entry("stories/queue", "date: 2026-09\nwhat: I did it.", f"Fine. <!-- {remark} -->\n")
    assert whyfolio_of(folio, "export", "json").return_value == 0
    told = json.dumps({"said": remark}).encode()
    monkeypatch.setattr("whyfolio.exporters.portfolio.export", lambda _: told)
    assert whyfolio_of(folio, "export", "json").return_value == Refused.exit_code


def test_what_is_private_now_is_gone_from_the_folder(folio: Folio) -> None:
    folio.entry("stories/queue", "date: 2026-09\nwhat: I did it.\naudience: public")
    words = ("export", "markdown", f"{folio.root}/out", "--audience", "public")
    whyfolio_of(folio, *words)
    assert (folio.root / "out/stories/queue.md").exists()
    folio.entry("stories/queue", "date: 2026-09\nwhat: I did it.")
    whyfolio_of(folio, *words)
    assert not (folio.root / "out/stories").exists()


@pytest.mark.parametrize("place", ["site/public", "content/out", ".", "themes", ".whyfolio"])
def test_a_folder_that_is_something_else_is_left_alone(folio: Folio, place: str) -> None:
    whyfolio_of(folio, "build", "--audience", "public")
    before = {path: path.read_bytes() for path in folio.root.rglob("*") if path.is_file()}
    done = whyfolio_of(folio, "export", "markdown", f"{folio.root}/{place}")
    assert done.return_value == Refused.exit_code
    after = {path: path.read_bytes() for path in folio.root.rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() ^ before.keys()} <= {"lock"}
    assert all(after[path] == content for path, content in before.items())


def test_notes_with_an_error_are_not_exported(folio: Folio) -> None:
    folio.entry("actions/odd", "title: Odd\ndue: soon")
    done = whyfolio_of(folio, "export", "ical")
    assert done.return_value == 1
    assert done.stdout == ""
    assert "1 error. Nothing was exported." in done.stderr


def test_a_calendar_keeps_its_own_line_ends(folio: Folio) -> None:
    printed = whyfolio_of(folio, "export", "ical").stdout_bytes
    assert printed.startswith(b"BEGIN:VCALENDAR\r\n")
    assert printed.count(b"\n") == printed.count(b"\r\n")


def test_the_question_is_on_the_clipboard_where_there_is_one(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", copied.append)
    done = whyfolio_of(folio, "ask", "Lena Brandt", "--question", "What did it change?")
    assert done.stdout == "What did it change?\n"
    assert copied == ["What did it change?"]
    assert "On the clipboard. Kept as feedback/what-did-it-change" in done.stderr


def test_without_a_clipboard_the_question_is_only_printed(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(_: str) -> None:
        raise pyperclip.PyperclipException

    monkeypatch.setattr(pyperclip, "copy", nowhere)
    done = whyfolio_of(folio, "ask", "Lena", "--question", "What did it change?")
    assert done.stdout == "What did it change?\n"
    assert "clipboard" not in done.stderr
