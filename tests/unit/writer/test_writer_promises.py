"""What `write` and `up_to_date` promise when all goes well."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time

import pytest

from whyfolio import __version__
from whyfolio.model.artifact import Artifact
from whyfolio.writer import Written, staging, up_to_date, write

OLD = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "style.css": "c"}
NEW = {"index.html": "home 2", "a/index.html": "a", "c/index.html": "new", "style.css": "c"}


def test_the_folder_holds_exactly_the_artifacts(site, swap):
    assert site.write(OLD) == Written(0, (), tuple(sorted(OLD)), ())
    assert site.tree() == OLD
    assert site.traces() == []


def test_the_next_build_says_what_changed_what_is_new_and_what_is_gone(site, swap):
    site.write(OLD)
    written = site.write(NEW, "two")
    assert written == Written(2, ("index.html",), ("c/index.html",), ("a/b/index.html",))
    assert written.total == 4
    assert site.tree() == NEW
    assert not (site.folder / "a/b").exists()
    assert site.traces() == []


def test_an_unchanged_file_keeps_its_inode_and_time(site, swap):
    site.write(OLD)
    before = (site.folder / "a/index.html").stat()
    site.write(NEW, "two")
    after = (site.folder / "a/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert after.st_nlink == 2  # its own name, and that in the tree before


def test_a_build_without_changes_touches_nothing(site):
    site.write(OLD)
    before, record = site.stamps(), site.destination.record.stat()
    assert site.write(OLD) == Written(4, (), (), ())
    assert site.stamps() == before
    assert site.destination.record.stat().st_ino == record.st_ino


def test_a_new_fingerprint_with_the_same_files_updates_the_record_alone(site):
    site.write(OLD)
    before = site.stamps()
    site.write(OLD, "two")
    assert site.stamps() == before
    assert up_to_date(site.destination, "two")
    assert not up_to_date(site.destination, "one")


def test_new_files_carry_the_time_of_the_build(site):
    started = time.time()
    site.write(OLD)
    assert abs((site.folder / "index.html").stat().st_mtime - started) < 5


def test_no_artifacts_make_an_empty_folder(site):
    site.write(OLD)
    site.write({}, "none")
    assert site.tree() == {}
    assert up_to_date(site.destination, "none")


def test_a_disk_without_hard_links_gets_copies(site, monkeypatch):
    def no_links(*_args):
        raise PermissionError(1, "Operation not permitted")

    site.write(OLD)
    monkeypatch.setattr(staging.os, "link", no_links)
    assert site.write(NEW, "two").unchanged == 2
    assert site.tree() == NEW
    assert up_to_date(site.destination, "two")


def test_the_folder_keeps_the_permissions_its_author_gave_it(site):
    site.write(OLD)
    site.folder.chmod(0o700)
    site.write(NEW, "two")
    assert stat.S_IMODE(site.folder.stat().st_mode) == 0o700


def test_a_deleted_file_is_repaired(site):
    site.write(OLD)
    (site.folder / "a/index.html").unlink()
    assert not up_to_date(site.destination, "one")
    assert site.write(OLD).added == ("a/index.html",)
    assert site.tree() == OLD


@pytest.mark.parametrize("gone", ["public", "public/a", "."])
def test_a_deleted_folder_is_repaired(site, gone):
    site.write(OLD)
    shutil.rmtree(site.folder.parent / gone)
    site.write(OLD)
    assert site.tree() == OLD
    assert up_to_date(site.destination, "one")


def test_what_a_file_browser_drops_is_cleared_away(site):
    site.write(OLD)
    (site.folder / "a/.DS_Store").write_bytes(b"Bud1")
    assert not up_to_date(site.destination, "one")
    site.write(OLD)
    assert site.tree() == OLD


def test_a_copied_project_is_not_taken_for_edited(site, tmp_path):
    site.write(OLD)
    for path in site.folder.rglob("*.html"):
        os.utime(path, (1, 1))
    assert not up_to_date(site.destination, "one")
    before = site.stamps()
    assert site.write(OLD) == Written(4, (), (), ())
    assert site.stamps() == before
    assert up_to_date(site.destination, "one")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "foreign.txt").write_text("x"),
        lambda folder: (folder / "index.html").write_text("hom2"),
        lambda folder: (folder / "index.html").unlink(),
        lambda folder: (folder / "link").symlink_to("index.html"),
        lambda folder: (folder / "a/index.html").rename(folder / "a/moved.html"),
        shutil.rmtree,
    ],
)
def test_up_to_date_sees_every_kind_of_change(site, spoil):
    site.write(OLD)
    assert up_to_date(site.destination, "one")
    spoil(site.folder)
    assert not up_to_date(site.destination, "one")


def test_up_to_date_is_false_before_the_first_build(site):
    assert not up_to_date(site.destination, "one")


def test_the_record_tells_only_relative_paths_and_lies_outside_the_tree(site):
    site.write(OLD, "print")
    text = site.destination.record.read_text()
    found = json.loads(text)
    assert sorted(found["files"]) == sorted(OLD)
    assert (found["tool"], found["fingerprint"]) == (f"whyfolio {__version__}", "print")
    assert found["folder"] == "site/public"
    assert str(site.destination.project) not in text
    assert site.tree() == OLD


def test_the_record_is_for_its_owner_alone(site):
    (site.destination.project / ".whyfolio/outputs").mkdir(parents=True, mode=0o755)
    site.write(OLD)
    assert stat.S_IMODE(site.destination.record.stat().st_mode) == 0o600
    assert stat.S_IMODE(site.destination.record.parent.stat().st_mode) == 0o700


def test_of_a_thousand_files_only_the_changed_one_is_written_anew(site):
    many = [Artifact(f"stories/{number}.html", b"x" * 4000) for number in range(1000)]
    write(site.destination, many, fingerprint="one")
    kept = {path.name: path.stat().st_ino for path in site.folder.glob("stories/*")}
    many[7] = Artifact("stories/7.html", b"changed")
    written = write(site.destination, many, fingerprint="two")
    assert (written.unchanged, written.changed) == (999, ("stories/7.html",))
    now = {path.name: path.stat().st_ino for path in site.folder.glob("stories/*")}
    assert {name for name, inode in now.items() if kept[name] != inode} == {"7.html"}
    assert up_to_date(site.destination, "two")
