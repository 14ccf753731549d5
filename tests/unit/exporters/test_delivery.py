"""Where a document goes: whole, where it was asked for, over nothing that is somebody's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whyfolio.errors import Refused
from whyfolio.exporters.delivery import RECORD, deliver


def refusal(content: bytes, target: Path, project: Path | None) -> str:
    with pytest.raises(Refused) as refused:
        deliver(content, target, project)
    return refused.value.diagnostic.code


def test_a_document_replaces_the_one_it_wrote_before(tmp_path: Path) -> None:
    target = tmp_path / "out" / "packet.txt"
    assert deliver(b"one", target, tmp_path)
    assert deliver(b"two", target, tmp_path)
    assert not deliver(b"two", target, tmp_path)
    assert target.read_bytes() == b"two"


def test_a_document_edited_since_stays(tmp_path: Path) -> None:
    target = tmp_path / "packet.docx"
    deliver(b"one", target, tmp_path)
    target.write_bytes(b"one, with my changes")
    assert refusal(b"two", target, tmp_path) == "E724"
    assert target.read_bytes() == b"one, with my changes"


@pytest.mark.parametrize("with_project", [True, False])
def test_a_file_of_somebody_elses_stays(tmp_path: Path, *, with_project: bool) -> None:
    target = tmp_path / "packet.md"
    target.write_bytes(b"mine")
    assert refusal(b"two", target, tmp_path if with_project else None) == "E724"
    assert target.read_bytes() == b"mine"


def test_a_folder_is_no_file_and_notes_are_no_place(tmp_path: Path) -> None:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    assert refusal(b"x", tmp_path, tmp_path) == "E724"
    assert refusal(b"x", tmp_path / "content/pages/x.md", tmp_path) == "E725"
    (tmp_path / "way-in").symlink_to(tmp_path / "content")
    assert refusal(b"x", tmp_path / "way-in/x.md", tmp_path) == "E725"
    assert list((tmp_path / "content/pages").iterdir()) == []


def test_what_was_written_is_remembered_by_its_digest_while_it_is_there(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    deliver(b"one", first, tmp_path)
    first.unlink()
    deliver(b"two", second, tmp_path)
    record = tmp_path / RECORD
    assert list(json.loads(record.read_bytes())) == [str(second)]
    assert record.stat().st_mode & 0o777 == 0o600
    record.write_text("not JSON")
    assert refusal(b"three", second, tmp_path) == "E724"
