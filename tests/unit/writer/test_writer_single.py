"""One page that changed takes its place in one step, and nothing else is touched."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import sys

import pytest

from whyfolio.errors import Refused
from whyfolio.writer import recover, single, up_to_date

OLD = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "style.css": "c"}
NEW = {**OLD, "a/b/index.html": "b, in other words"}
OTHER = {**OLD, "a/b/index.html": "older", "index.html": "older", "style.css": "older"}
NEVER = 1000
BEFORE = pytest.mark.parametrize("before", [[], [OTHER]], ids=["a second build", "a third"])
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no other system has such a step")


@BEFORE
def test_killed_at_any_step_the_site_is_the_old_or_the_new_one(new_site, dying, before):
    seen = set()
    for step in itertools.count(1):
        site = new_site(step)
        for files in (*before, OLD):
            site.write(files)
        died = dying(lambda site=site: site.write(NEW, "two"), step)
        assert site.tree() in (OLD, NEW)
        seen.add(site.tree() == NEW)
        site.heals(OLD, NEW)
        if not died:
            break
    assert seen == {False, True}
    assert 10 < step < NEVER


def test_killed_while_recovering_it_recovers_still(new_site, dying):
    for step in itertools.count(1):
        for again in itertools.count(1):
            site = new_site(f"{step}-{again}")
            site.write(OTHER)
            site.write(OLD)
            died = dying(lambda site=site: site.write(NEW, "two"), step)
            if not died or not dying(lambda site=site: recover(site.destination), again):
                break
            assert site.tree() in (OLD, NEW)
            site.heals(OLD, NEW)
        if not died:
            break
    assert 10 < step < NEVER


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
@BEFORE
def test_a_disk_that_fails_at_any_step_leaves_a_whole_site(new_site, failing, before, number):
    for at in itertools.count(1):
        site = new_site(f"{number}-{at}")
        for files in (*before, OLD):
            site.write(files)
        with failing(number) as steps:
            steps.at = at
            with contextlib.suppress(Refused):
                site.write(NEW, "two")
        assert site.tree() in (OLD, NEW)
        site.heals(OLD, NEW)
        if steps.count < at:
            break
    assert 10 < at < NEVER


def test_no_other_file_and_no_folder_is_touched(site):
    site.write(OLD)
    before = site.stamps()
    assert site.write(NEW, "two").changed == ("a/b/index.html",)
    after = site.stamps()
    touched = {path for path in after if after[path] != before[path]}
    assert touched <= {str(site.folder / "a/b/index.html"), str(site.folder / "a/b")}
    assert site.tree() == NEW
    assert up_to_date(site.destination, "two")
    assert site.traces() == []


def test_who_has_the_page_open_reads_what_it_was_to_its_end(site):
    site.write(OLD)
    with (site.folder / "a/b/index.html").open() as read:
        site.write(NEW, "two")
        assert read.read() == "b"
    assert (site.folder / "a/b/index.html").read_text() == NEW["a/b/index.html"]


def test_no_older_wording_of_the_page_is_kept_anywhere(site, swap):
    site.write({**OTHER, "a/b/index.html": "the oldest words"})
    site.write({**OLD, "a/b/index.html": "older words"}, "two")
    site.write(NEW, "three")
    texts = [path.read_text() for path in site.destination.project.rglob("*") if path.is_file()]
    assert not any("oldest" in text for text in texts)
    assert swap != "in one step" or not any("older words" in text for text in texts)


def test_builds_of_one_page_and_of_many_follow_each_other(site):
    for number, files in enumerate([OLD, NEW, OTHER, OLD, NEW, OLD, OTHER, NEW, {}, OLD, NEW]):
        site.write(files, str(number))
        assert site.tree() == files
        assert up_to_date(site.destination, str(number))
        assert site.traces() == []


def test_a_page_that_is_saved_at_the_last_moment_is_kept(site, monkeypatch):
    site.write(OLD)
    real = single.exchanged

    def save_first(new, old):
        (site.folder / "a/b/index.html").write_text("saved just now")
        return real(new, old)

    monkeypatch.setattr(single, "exchanged", save_first)
    kept = site.write(NEW, "two").kept
    assert site.tree() == NEW
    assert (kept / "a/b/index.html").read_text() == "saved just now"


def test_an_interrupt_leaves_the_old_site_and_no_trace(site, monkeypatch):
    site.write(OLD)

    def interrupt(_new, _old):
        raise KeyboardInterrupt

    monkeypatch.setattr(single, "exchanged", interrupt)
    with pytest.raises(KeyboardInterrupt):
        site.write(NEW, "two")
    assert site.tree() == OLD
    assert site.traces() == []


@pytest.mark.skipif(os.name != "posix", reason="rights are of another sort")
def test_the_page_has_the_permissions_of_a_new_file(site):
    site.write(OLD)
    (site.folder / "a/b/index.html").chmod(0o600)
    site.write(NEW, "two")
    modes = {(site.folder / name).stat().st_mode for name in NEW}
    assert len(modes) == 1


@pytest.mark.skipif(os.name != "posix", reason="rights are of another sort")
def test_what_is_staged_is_seen_by_nobody_else(site, monkeypatch):
    site.write(OLD)
    real, modes = single.exchanged, []

    def looking(new, old):
        modes.append(site.destination.staging.stat().st_mode & 0o077)
        return real(new, old)

    monkeypatch.setattr(single, "exchanged", looking)
    site.write(NEW, "two")
    assert modes == [0]


def test_on_a_disk_without_such_a_step_the_whole_folder_is_exchanged(site, monkeypatch):
    site.write(OLD)
    monkeypatch.setattr(single, "exchanged", lambda _new, _old: False)
    root = site.folder.stat().st_ino
    site.write(NEW, "two")
    assert site.tree() == NEW
    assert site.traces() == []
    assert site.folder.stat().st_ino != root
