"""Files are written whole or not at all, and never over another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from whyfolio.errors import Refused
from whyfolio.scaffold.files import create, overwrite, read


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "content" / "a.md"
    create(path, "one")
    with pytest.raises(Refused) as refusal:
        create(path, "two")
    assert path.read_text() == "one"
    assert (refusal.value.diagnostic.code, refusal.value.exit_code) == ("E721", 1)


def test_an_overwritten_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    path.chmod(0o640)
    overwrite(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_its_file_changes(tmp_path: Path) -> None:
    target, link = tmp_path / "a.md", tmp_path / "b.md"
    target.write_bytes(b"one")
    link.symlink_to(target)
    overwrite(link, b"two")
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_a_failure_half_way_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "content" / "a.md"
    create(path, "one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused) as refusal:
        overwrite(path, b"two")
    assert path.read_text() == "one"
    assert [found.name for found in path.parent.iterdir()] == ["a.md"]
    assert refusal.value.diagnostic.message == (
        "this file cannot be written: no space left on device"
    )
    assert refusal.value.diagnostic.place.file == "content/a.md"


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read(tmp_path / "a.md")
    assert refusal.value.diagnostic.code == "E722"
