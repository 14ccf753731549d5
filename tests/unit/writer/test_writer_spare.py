"""The folders of the tree before are used again, and nothing else of it is."""

from __future__ import annotations

import os

import pytest

from whyfolio.writer import up_to_date

FILES = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "c/index.html": "c"}
OTHER = {**FILES, "a/index.html": "a 2"}


def built(site):
    """Two builds, so that there are spare folders."""
    site.write(OTHER, "zero")
    site.write(FILES, "one")


def test_after_a_build_the_folders_of_the_one_before_wait_without_a_file(site):
    built(site)
    spare = site.destination.spare
    assert sorted(str(path.relative_to(spare)) for path in spare.rglob("*")) == ["a", "a/b", "c"]
    assert all(path.is_dir() for path in spare.rglob("*"))


def test_the_next_build_makes_no_folder_that_is_there_and_none_is_left_over(site, monkeypatch):
    built(site)
    made = []
    real = os.mkdir
    monkeypatch.setattr(
        os, "mkdir", lambda path, *mode: (made.append(str(path)), real(path, *mode))
    )
    site.write({"index.html": "home", "a/index.html": "a", "d/index.html": "d"}, "two")
    assert [path.rpartition("/")[2] for path in made if ".next/" in path] == ["d"]
    folders = [path.name for path in site.folder.rglob("*") if path.is_dir()]
    assert sorted(folders) == ["a", "d"]
    assert site.tree() == {"index.html": "home", "a/index.html": "a", "d/index.html": "d"}
    assert up_to_date(site.destination, "two")


def spoilt_by_a_file(spare):
    (spare / "a/b/secret.html").write_text("not asked for")


def spoilt_by_a_link(spare):
    (spare / "a/out").symlink_to("/")


def spoilt_by_open_rights(spare):
    (spare / "a/b").chmod(0o777)


def a_link_itself(spare):
    spare.rename(spare.with_name("elsewhere"))
    spare.symlink_to(spare.with_name("elsewhere"))


def a_file(spare):
    for path in sorted(spare.rglob("*"), reverse=True):
        path.rmdir()
    spare.rmdir()
    spare.write_text("no folder")


SPOILT = [spoilt_by_a_file, spoilt_by_a_link, spoilt_by_open_rights, a_link_itself, a_file]


@pytest.mark.skipif(os.name != "posix", reason="links and rights are of another sort")
@pytest.mark.parametrize("spoil", SPOILT)
def test_folders_that_hold_anything_are_not_used_and_nothing_of_them_is_published(site, spoil):
    built(site)
    spoil(site.destination.spare)
    for fingerprint, files in (("two", OTHER), ("three", FILES)):
        site.write(files, fingerprint)
        assert site.tree() == files
        assert not any(path.is_symlink() for path in site.folder.rglob("*"))
        assert all(path.stat().st_mode & 0o002 == 0 for path in site.folder.rglob("*"))
    assert os.path.lexists(site.destination.spare)


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
