"""What `whyfolio doctor` says of an installation, whole or not."""

from __future__ import annotations

import json
import sys
from email.message import Message
from importlib import metadata
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from tests.folio import Folio

from whyfolio.cli import doctor_looks
from whyfolio.cli.main import run
from whyfolio.installed import adding

DECLARED = [
    "click<9,>=8.1",
    "weasyprint<72,>=68; extra == 'pdf'",
    "nothing-such; extra == 'lock'",
    "not-that-either; extra == 'docx'",
]
EXTRAS = ["all", "docx", "lock", "pdf"]


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path / "folio")


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What whyfolio needs, and which versions are there; the test may change both."""
    there = {"click": "8.1.7", "weasyprint": "68.0"}

    def version(name: str) -> str:
        if name not in there:
            raise PackageNotFoundError(name)
        return there[name]

    monkeypatch.setattr(metadata, "requires", lambda _name: DECLARED)
    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setattr(doctor_looks, "import_module", lambda _name: None)
    return there


def looked(folio: Folio, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The exit code, and what was looked at by its area and name."""
    capsys.readouterr()
    code = run(["-C", str(folio.root), "doctor", "--format", "json"])
    values = json.loads(capsys.readouterr().out)
    assert values["well"] is (code == 0)
    found = {}
    for one in values["looked_at"]:
        found[f"{one['area']} {one['name']}"] = (one["state"], one["told"], one["run"])
    return code, found


def test_a_whole_installation_is_well(
    folio: Folio, declared: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = looked(folio, capsys)
    assert code == 0
    assert found["needed packages"] == ("well", "all 1 are there", "")
    assert found["extras pdf"] == ("well", "PDF documents", "")
    assert found["portfolio settings"] == ("well", "whyfolio.toml", "")
    assert found["portfolio notes"] == ("well", "can be written", "")


def test_an_extra_that_is_not_there_is_no_fault_and_names_the_command_that_adds_it(
    folio: Folio, declared: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = looked(folio, capsys)
    told = "for share --lock: nothing-such is not there"
    assert found["extras lock"] == ("missing", told, "pip install 'whyfolio[lock]'")
    assert code == 0


@pytest.mark.parametrize(
    ("name", "there", "area", "told"),
    [
        ("click", None, "needed click", "is not there"),
        ("click", "9.0", "needed click", "is 9.0, and wanted is <9,>=8.1"),
        ("weasyprint", "67.1", "extras pdf", "weasyprint is 67.1, and wanted is <72,>=68"),
    ],
)
def test_a_package_that_is_missing_or_of_another_age_is_wrong(
    *, name: str, there: str | None, area: str, told: str, folio: Folio,
    declared: dict[str, str], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    declared.pop(name)
    declared |= {name: there} if there else {}
    code, found = looked(folio, capsys)
    assert code == 1
    assert found[area][0] == "wrong"
    assert told in found[area][1]
    assert found[area][2].startswith("pip install '")


def test_a_library_of_the_system_that_lacks_is_named(
    folio: Folio, declared: dict[str, str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0': error 0x7e")

    monkeypatch.setattr(doctor_looks, "import_module", fail)
    code, found = looked(folio, capsys)
    lacking = "weasyprint lacks a library of the system: cannot load library 'libpango-1.0-0'"
    assert (code, found["extras pdf"][:2]) == (1, ("wrong", lacking))


def test_settings_of_another_form_lead_to_migrate_and_other_faults_to_check(
    folio: Folio, declared: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for text, command in (("schema = 0\n", "whyfolio migrate"), ("sche = 1\n", "whyfolio check")):
        folio.write("whyfolio.toml", text)
        code, found = looked(folio, capsys)
        told = ("wrong", "1 fault in whyfolio.toml", command)
        assert (code, found["portfolio settings"]) == (1, told)


def test_no_portfolio_is_no_fault(
    tmp_path: Path, declared: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = looked(Folio(tmp_path), capsys)
    assert code == 0
    assert found["portfolio folder"][2] == "whyfolio init"


def test_nothing_of_the_notes_is_in_it(
    folio: Folio, declared: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folio.entry("stories/takeover", "date: 2026-09\nwhat: We were bought by Meridian.\nwat: x")
    run(["-C", str(folio.root), "doctor"])
    told = capsys.readouterr().out
    assert "2 files in content/" in told
    assert not [word for word in ("takeover", "bought", "Meridian", "Vale") if word in told]


def test_the_text_ends_with_what_to_run(
    folio: Folio, declared: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["-C", str(folio.root), "doctor"])
    end = capsys.readouterr().out.partition("\nTo run:\n")[2]
    assert end == "  pip install 'whyfolio[docx,lock]'\n\nNothing is wrong.\n"


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        ("pipx_metadata.json", "pipx install --force 'whyfolio[lock,pdf]'"),
        ("uv-receipt.toml", "uv tool install 'whyfolio[lock,pdf]'"),
        ("pyvenv.cfg", "pip install 'whyfolio[lock]'"),
    ],
)
def test_the_command_that_adds_an_extra_is_of_the_program_that_installed_it_and_loses_none(
    mark: str, command: str, tmp_path: Path, declared: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told = Message()
    for extra in EXTRAS:
        told["Provides-Extra"] = extra
    monkeypatch.setattr(metadata, "metadata", lambda _name: told)
    (tmp_path / mark).touch()
    assert adding("lock", prefix=tmp_path) == command


def test_the_real_installation_is_looked_at_too(
    folio: Folio, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = looked(folio, capsys)
    assert found["needed packages"][0] == "well"
    assert found["program python"][1].startswith(sys.version.split()[0])
