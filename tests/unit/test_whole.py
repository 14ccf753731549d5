"""All bytes of a file, whatever its size, and the system's own words where there are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from whyfolio.whole import whole


def descriptors() -> int:
    """How many files this process has open, where the system tells."""
    told = Path("/proc/self/fd")
    return len(list(told.iterdir())) if told.is_dir() else 0


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_a_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    file = tmp_path / "note.md"
    file.write_bytes(bytes(number % 251 for number in range(size)))
    assert whole(str(file)) == file.read_bytes()


def test_a_file_that_is_given_bit_by_bit_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, read = tmp_path / "note.md", os.read
    file.write_bytes(b"The queue held.\r\n")
    monkeypatch.setattr(os, "read", lambda descriptor, _most: read(descriptor, 3))
    assert whole(str(file)) == b"The queue held.\r\n"


def test_what_cannot_be_read_is_the_systems_own_error_and_nothing_stays_open(
    tmp_path: Path,
) -> None:
    opened = descriptors()
    with pytest.raises(FileNotFoundError):
        whole(str(tmp_path / "none.md"))
    with pytest.raises((IsADirectoryError, PermissionError)):
        whole(str(tmp_path))
    assert descriptors() == opened
