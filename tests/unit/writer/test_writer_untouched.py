"""What lies as the last build left it is known without reading it, and nothing else is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.writer.conftest import Site

from whyfolio.model.artifact import Artifact, Unread
from whyfolio.writer import left_by
from whyfolio.writer.folder import unlink_all

PAGE = "stories/queue/index.html"


@pytest.fixture
def built(site: Site) -> Site:
    site.write({PAGE: "Orders waited.", "index.html": "Home"})
    return site


def test_a_file_that_lies_as_it_was_left_is_known_by_its_digest(built: Site) -> None:
    left = left_by(built.destination)

    assert left(PAGE) == Artifact(PAGE, b"Orders waited.").digest
    assert left("stories") == left("stories/other/index.html") == left("") == ""


def edited(page: Path) -> None:
    page.write_text("Orders sailed.")


def touched(page: Path) -> None:
    os.utime(page, ns=(1, 1))


def replaced(page: Path) -> None:
    status = page.stat()
    page.rename(page.with_name("kept"))
    page.write_text("Orders waited.")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))


def linked(page: Path) -> None:
    page.rename(page.with_name("kept"))
    page.symlink_to("kept")


@pytest.mark.parametrize("change", [edited, touched, replaced, linked, Path.unlink])
def test_a_file_that_is_not_as_it_was_left_is_not_known(
    built: Site, change: Callable[[Path], None]
) -> None:
    change(built.folder / PAGE)

    assert left_by(built.destination)(PAGE) == ""
    assert left_by(built.destination)("index.html") != ""


def test_without_a_record_nothing_is_known(built: Site) -> None:
    built.destination.record.unlink()

    assert left_by(built.destination)(PAGE) == ""


def test_a_file_that_was_not_read_is_written_like_any_other(built: Site) -> None:
    known = left_by(built.destination)(PAGE)
    unread = Unread(PAGE, str(built.folder / PAGE), known)

    assert (unread.content, unread.digest) == (b"Orders waited.", known)
    built.write({PAGE: "Orders sailed."})
    assert unread.content == b"Orders sailed."


@pytest.mark.parametrize("count", [3, 500])
def test_all_files_are_deleted_however_many(tmp_path: Path, count: int) -> None:
    files = [tmp_path / str(number) for number in range(count)]
    for file in files:
        file.touch()

    unlink_all([str(file) for file in files])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("count", [3, 500])
def test_a_file_that_cannot_be_deleted_is_told(tmp_path: Path, count: int) -> None:
    files = [tmp_path / str(number) for number in range(count)]
    for file in files[1:]:
        file.touch()

    with pytest.raises(FileNotFoundError):
        unlink_all([str(file) for file in files])
