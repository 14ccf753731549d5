"""Exports keep what is held back, whatever an exporter does, and a question is ready to paste."""

from __future__ import annotations

from pathlib import Path

import pyperclip
import pytest
from click.testing import CliRunner, Result
from tests.folio import Folio

import whyfolio.exporters.ical
from whyfolio.cli.main import commands
from whyfolio.errors import Refused

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
