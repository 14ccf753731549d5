"""What pages are pushed to: plain addresses, a remote's name, a folder; nothing that runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from whyfolio.config import Config, Publish
from whyfolio.errors import Refused, UsageError
from whyfolio.publishing.target import Target, target_of

REFUSED = [
    ("ext::sh -c 'touch ran'", "it names a program to run"),
    ("ext::touch%20ran", "it names a program to run"),
    ("foo::bar", "it names a program to run"),
    ("fd::0", "it names a program to run"),
    ("-oProxyCommand=touch ran", "it would be read as an option"),
    ("--upload-pack=touch ran", "it would be read as an option"),
    ("git://host.example/x", "anybody on the way could change them"),
    ("HTTP://host.example/x", "anybody on the way could change them"),
    ("ftp://host.example/x", "anybody on the way could change them"),
    ("javascript://x", "javascript is no way to push"),
    ("https://host.example/a b", "it holds a space or a sign that no address has"),
    ("git@host.example:x\n--force", "it holds a space or a sign that no address has"),
    ("https://kim:opensesame@host.example/x", "it holds a password"),
    ("https://opensesame0123456789abcdef@host.example/x", "it holds a password"),
]
TAKEN = [
    "https://host.example/kim/pages.git",
    "https://kim@host.example/kim/pages.git",
    "ssh://git@host.example:2222/kim/pages.git",
    "git@host.example:kim/pages.git",
    "host.example:pages.git",
    "git@[2001:db8::1]:pages.git",
]


def targeted(folder: Path, typed: str = "", *, to: str = "", branch: str = "gh-pages") -> Target:
    return target_of(folder, Config(publish=Publish(to, branch)), typed, folder / "here")


@pytest.mark.parametrize(("address", "why"), REFUSED)
@pytest.mark.parametrize("way", ["typed", "settings", "remote"])
def test_what_runs_leaks_or_can_be_changed_is_refused(
    tmp_path: Path, address: str, why: str, way: str
) -> None:
    if way == "remote":
        for words in (["init", "-q"], ["config", "remote.evil.url", address]):
            subprocess.run(["git", *words], cwd=tmp_path, check=True)
    typed = {"typed": address, "remote": "evil"}.get(way, "")
    (tmp_path / "whyfolio.toml").write_text(f"[publish]\nto = {address!r}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        targeted(tmp_path, typed, to=address if way == "settings" else "")
    found = refused.value.diagnostic
    assert found.code == "E771"
    assert why in found.message
    assert "opensesame" not in found.message + found.place.file
    assert found.place.line == 1 or "opensesame" not in address


@pytest.mark.parametrize("address", TAKEN)
def test_an_address_of_a_server_is_given_to_git_as_it_is(tmp_path: Path, address: str) -> None:
    for target in (targeted(tmp_path, address), targeted(tmp_path, to=address)):
        assert (target.address, target.is_local) == (address, False)


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("pages.git", "here/pages.git"),
        ("../pages.git", "pages.git"),
        ("./a:b", "here/a:b"),
        (".", "here"),
    ],
)
def test_a_folder_is_sought_from_where_it_was_typed(tmp_path: Path, typed: str, where: str) -> None:
    target = targeted(tmp_path, typed)
    assert (target.address, target.is_local) == (str(tmp_path / where), True)


def test_a_folder_in_the_settings_is_sought_from_the_portfolio(tmp_path: Path) -> None:
    assert targeted(tmp_path, to="../p.git").address == str(tmp_path.parent / "p.git")
    assert targeted(tmp_path, to=f"file://{tmp_path}/a%20b").address == f"{tmp_path}/a b"


def test_a_remote_of_the_notes_is_known_by_its_name(tmp_path: Path) -> None:
    for words in (
        ["init", "-q"],
        ["config", "remote.origin.url", "git@host.example:kim/notes.git"],
        ["config", "remote.here.url", "../pages.git"],
        ["config", "remote.here.pushurl", "../other.git"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    assert targeted(tmp_path, "origin").address == "git@host.example:kim/notes.git"
    assert targeted(tmp_path, "here").address == str(tmp_path.parent / "other.git")
    assert targeted(tmp_path, "nowhere").address == str(tmp_path / "here/nowhere")


@pytest.mark.parametrize("branch", ["", "-x", "a..b", "a b", "x\nfrom evil", "a.lock", "@{u}"])
def test_a_branch_that_git_would_read_otherwise_is_refused(tmp_path: Path, branch: str) -> None:
    with pytest.raises(Refused, match="is no name of a branch"):
        targeted(tmp_path, "pages.git", branch=branch)


def test_without_an_address_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="add --to REPO, or write `to` under"):
        targeted(tmp_path)
