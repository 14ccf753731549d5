"""The next tree grows in the tree before, and nothing that anybody reads is written over."""

from __future__ import annotations

import mmap
import os
import random
import shutil
import sys

import pytest

from whyfolio.writer import disk, up_to_date

FILES = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "c/index.html": "c"}
OTHER = {**FILES, "a/index.html": "a 2", "c/index.html": "c 2"}
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="links and rights are of another sort")
LETTERS = "abcdef"


def built(site):
    """Two builds, so that there is a tree before."""
    site.write(OTHER, "zero")
    site.write(FILES, "one")


@pytest.fixture
def made(monkeypatch):
    """The names of the folders and files that are made, linked or written over in a new tree."""
    done = []

    def noting(name, real):
        def call(path, *more, **named):
            if ".next/" in f"{path} {more}":
                target = str(more[0]) if name == "link" else str(path)
                if name != "open" or more[0] & (os.O_CREAT | os.O_WRONLY):
                    done.append((name, target.partition(".next/")[2]))
            return real(path, *more, **named)

        return call

    for name in ("mkdir", "link", "unlink", "open"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    return done


def test_after_a_build_the_tree_before_waits_without_what_was_taken_back(site):
    site.write({**OTHER, "d/index.html": "taken back"}, "zero")
    site.write(FILES, "one")
    spare = site.destination.spare
    files = {p.relative_to(spare).as_posix(): p.read_text() for p in spare.rglob("*.html")}
    assert files == OTHER
    assert spare.parent.stat().st_mode & 0o077 == 0


def test_after_one_edit_the_next_build_touches_what_changed_alone(site, made):
    built(site)
    made.clear()
    site.write(OTHER, "two")
    assert {name for _, name in made} == {"a/index.html", "c/index.html"}
    assert site.tree() == OTHER
    assert up_to_date(site.destination, "two")


def test_the_next_build_makes_no_folder_that_is_there_and_none_is_left_over(site, made):
    built(site)
    made.clear()
    site.write({"index.html": "home", "a/index.html": "a", "d/index.html": "d"}, "two")
    assert [name for what, name in made if what == "mkdir"] == ["d"]
    folders = [path.name for path in site.folder.rglob("*") if path.is_dir()]
    assert sorted(folders) == ["a", "d"]
    assert site.tree() == {"index.html": "home", "a/index.html": "a", "d/index.html": "d"}
    assert up_to_date(site.destination, "two")


def test_a_file_becomes_a_folder_and_a_folder_a_file(site):
    one, other = {"a": "file", "b/c": "in a folder"}, {"a/c": "in a folder", "b": "file"}
    for number, files in enumerate([one, other, one, other, one]):
        site.write(files, str(number))
        assert site.tree() == files


@pytest.mark.usefixtures("later")
def test_a_file_that_nobody_reads_any_more_is_written_over(site):
    built(site)
    inode = (site.destination.spare / "a/index.html").stat().st_ino
    site.write({**FILES, "c/index.html": "3", "a/index.html": "3"}, "two")
    assert (site.folder / "a/index.html").stat().st_ino == inode
    assert site.tree() == {**FILES, "c/index.html": "3", "a/index.html": "3"}
    assert up_to_date(site.destination, "two")


@ON_POSIX
@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("mode", [0o666, 0o755, 0o600, 0o400])
def test_a_changed_page_has_the_permissions_of_a_new_file_whatever_the_old_one_had(site, mode):
    built(site)
    (site.destination.spare / "a/index.html").chmod(mode)
    site.write({**FILES, "c/index.html": "3", "a/index.html": "3", "new.html": ""}, "two")
    modes = {
        path.stat().st_mode for path in (site.folder / "a/index.html", site.folder / "new.html")
    }
    assert len(modes) == 1
    assert site.tree() == {**FILES, "c/index.html": "3", "a/index.html": "3", "new.html": ""}


@ON_POSIX
@pytest.mark.usefixtures("later")
def test_a_file_that_nobody_may_write_to_is_made_anew(site, monkeypatch):
    built(site)
    real = os.open

    def refusing(path, flags, *mode):
        if str(path).endswith(".next/a/index.html") and not flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refusing)
    monkeypatch.setattr(disk, "sync", lambda _path: None)
    site.write({**FILES, "c/index.html": "3", "a/index.html": "3"}, "two")
    assert site.tree() == {**FILES, "c/index.html": "3", "a/index.html": "3"}


def test_a_server_that_still_reads_an_old_file_reads_all_of_it(site):
    site.write(OTHER, "zero")
    with (site.folder / "a/index.html").open() as read:
        site.write(FILES, "one")
        site.write({**FILES, "a/index.html": "a third, and longer"}, "two")
        assert read.read() == OTHER["a/index.html"]


@ON_POSIX
@pytest.mark.usefixtures("later")
def test_no_copy_by_links_of_an_older_site_ever_changes(site, tmp_path):
    """As backups and releases on a server are made."""
    chance = random.Random(3)  # noqa: S311  (a seed, no secret)
    copies = []
    for number in range(60):
        files = {
            f"{'/'.join(chance.choices(LETTERS, k=chance.randint(1, 2)))}/index.html": "x"
            * chance.randint(1, 40)
            for _ in range(chance.randint(1, 8))
        }
        site.write(files, str(number))
        assert site.tree() == files
        assert up_to_date(site.destination, str(number))
        if chance.random() < 0.5:
            copy = tmp_path / f"copy-{number}"
            shutil.copytree(site.folder, copy, copy_function=os.link)
            copies.append((copy, files))
        for copy, copied in copies:
            there = {p.relative_to(copy).as_posix(): p.read_text() for p in copy.rglob("*.html")}
            assert there == copied


@ON_POSIX
def test_what_was_edited_by_hand_in_the_site_holds_no_later_build_up(site):
    built(site)
    (site.folder / "c/index.html").write_text("edited")  # in the tree before, too: a link
    site.write(OTHER, "two", replace=True)
    kept = site.folder.with_name(".kept-1")
    assert (kept / "c/index.html").read_text() == "edited"
    for number, files in enumerate([FILES, OTHER, FILES]):
        site.write(files, str(number))
        assert site.tree() == files
    assert (kept / "c/index.html").read_text() == "edited"


def test_in_a_copied_project_the_tree_before_is_known_by_its_contents(site, made):
    built(site)
    spare = site.destination.spare
    for path in spare.rglob("*.html"):
        text = path.read_text()
        path.unlink()
        path.write_text(text)
    made.clear()
    site.write(OTHER, "two")
    assert ("mkdir", "a") not in made
    assert site.tree() == OTHER


def spoilt_by_a_file(spare):
    (spare / "a/b/secret.html").write_text("not asked for")


def spoilt_by_an_edit(spare):
    path = spare / "a/index.html"
    path.unlink()
    path.write_text("not asked for")


def spoilt_by_a_link(spare):
    (spare / "a/out").symlink_to("/")


def spoilt_by_a_link_for_a_file(spare):
    (spare / "a/index.html").unlink()
    (spare / "a/index.html").symlink_to(spare / "index.html")


def spoilt_by_open_rights(spare):
    (spare / "a/b").chmod(0o777)


def without_a_record(spare):
    spare.with_name("public.json.old").unlink()


def with_a_record_that_cannot_be_read(spare):
    spare.with_name("public.json.old").write_text("{")


def a_link_itself(spare):
    spare.rename(spare.with_name("elsewhere"))
    spare.symlink_to(spare.with_name("elsewhere"))


def a_file(spare):
    shutil.rmtree(spare)
    spare.write_text("no folder")


SPOILT = [
    spoilt_by_a_file,
    spoilt_by_an_edit,
    spoilt_by_a_link,
    spoilt_by_a_link_for_a_file,
    spoilt_by_open_rights,
    without_a_record,
    with_a_record_that_cannot_be_read,
    a_link_itself,
    a_file,
]


@ON_POSIX
@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("spoil", SPOILT)
def test_a_tree_that_is_not_as_it_was_left_is_not_used_and_nothing_of_it_is_published(site, spoil):
    built(site)
    spare = site.destination.spare
    spoil(spare)
    left = os.lstat(spare).st_ino
    for fingerprint, files in (("two", OTHER), ("three", FILES)):
        site.write(files, fingerprint)
        assert site.tree() == files
        assert not any(path.is_symlink() for path in site.folder.rglob("*"))
        assert all(path.stat().st_mode & 0o002 == 0 for path in site.folder.rglob("*"))
    assert os.lstat(spare).st_ino == left


def test_on_another_disk_the_old_tree_goes_whole(site, monkeypatch):
    built(site)
    real = os.rename

    def rename(old, new):
        if site.destination.spare in {old, new}:
            raise OSError(18, "Invalid cross-device link")
        real(old, new)

    monkeypatch.setattr(os, "rename", rename)
    site.write(OTHER, "two")
    assert site.tree() == OTHER
    assert [path.name for path in site.folder.parent.iterdir()] == [site.folder.name]


def _is_written_over(site, number):
    before = (site.destination.spare / "a/index.html").stat().st_ino
    site.write({**FILES, "c/index.html": f"{number}", "a/index.html": f"{number}"}, f"{number}")
    return (site.folder / "a/index.html").stat().st_ino == before


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no other system says who reads")


@ON_LINUX
def test_a_file_is_written_over_at_once_unless_anybody_has_it_open(site):
    built(site)
    assert _is_written_over(site, 1)
    with (site.destination.spare / "a/index.html").open() as read:
        assert not _is_written_over(site, 2)
        assert read.read() == FILES["a/index.html"]
    assert _is_written_over(site, 3)


@ON_LINUX
@pytest.mark.usefixtures("later")
def test_a_file_that_somebody_has_in_memory_is_not_written_over_however_old_it_is(site):
    built(site)
    with (site.destination.spare / "a/index.html").open("rb") as read:
        memory = mmap.mmap(read.fileno(), 0, access=mmap.ACCESS_READ)
    with memory:
        assert not _is_written_over(site, 1)
        assert memory[:] == OTHER["a/index.html"].encode()


def test_where_nobody_knows_who_reads_a_file_is_written_over_after_a_minute(site, monkeypatch):
    if "fcntl" in sys.modules:
        monkeypatch.delattr(sys.modules["fcntl"], "F_SETLEASE", raising=False)
    built(site)
    over = []
    for number, ago in enumerate([0, 50, 70]):
        record = site.destination.spare_record
        then = record.stat().st_mtime - ago
        os.utime(record, (then, then))
        with (site.destination.spare / "a/index.html").open():  # so that no inode comes again
            over.append(_is_written_over(site, number))
    assert over == [False, False, True]
