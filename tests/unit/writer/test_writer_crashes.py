"""A build that dies at any step leaves a whole site."""

from __future__ import annotations

import errno
import itertools
import json
import os
import random
import shutil

import pytest

from whyfolio.cli.call import Call
from whyfolio.writer import Destination, exchange, recover, recover_all, up_to_date
from whyfolio.writer.spare import taken

OLD = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "style.css": "c"}
NEW = {"index.html": "home 2", "a/index.html": "a", "c/index.html": "new", "style.css": "c"}
THIRD = {"index.html": "home 3 and more", "a/index.html": "a", "c/index.html": "longer than new"}
NEVER = 1000


BEFORE = pytest.mark.parametrize(
    "before", [[], [NEW], [THIRD]], ids=["a second build", "a third", "another third"]
)


@BEFORE
@pytest.mark.usefixtures("later")
def test_killed_at_any_step_the_site_is_the_old_or_the_new_one(new_site, swap, dying, before):
    """A third build is the first that grows in the tree of an older one, and writes over it."""
    for step in itertools.count(1):
        site = new_site(step)
        for files in (*before, OLD):
            site.write(files)
        died = dying(lambda site=site: site.write(NEW, "two"), step)
        if swap == "in one step" or site.folder.exists():
            assert site.tree() in (OLD, NEW)
        site.heals(OLD, NEW)
        site.write(OLD, "after that")
        assert taken(site.destination)  # the next tree does not start from nothing
        if not died:
            break
    assert 20 < step < NEVER


def test_killed_at_any_step_of_the_first_build(new_site, swap, dying):
    for step in itertools.count(1):
        site = new_site(step)
        died = dying(lambda site=site: site.write(NEW, "two"), step)
        assert site.tree() in (None, NEW)
        recover(site.destination)
        assert site.tree() in (None, NEW)
        site.write(NEW, "healed")
        assert up_to_date(site.destination, "healed")
        if not died:
            break
    assert 20 < step < NEVER


@BEFORE
@pytest.mark.usefixtures("later")
def test_killed_while_recovering_it_recovers_still(new_site, swap, dying, before):
    chance = random.Random(7)  # noqa: S311  (a seed, no secret)
    for step in range(18, 60):
        site = new_site(step)
        for files in (*before, OLD):
            site.write(files)
        if not dying(lambda site=site: site.write(NEW, "two"), step):
            break
        for _ in range(3):
            dying(lambda site=site: recover(site.destination), chance.randint(1, 8))
            assert site.tree() in ((OLD, NEW) if swap == "in one step" else (OLD, NEW, None))
        site.heals(OLD, NEW)
    assert step > 25


def test_killed_while_replacing_nothing_of_the_author_is_lost(new_site, swap, dying):
    mine = OLD | {"notes.txt": "mine", "index.html": "edited"}
    for step in itertools.count(1):
        site = new_site(step)
        site.write(OLD)
        (site.folder / "notes.txt").write_text("mine")
        (site.folder / "index.html").write_text("edited")
        died = dying(lambda site=site: site.write(NEW, "two", replace=True), step)
        recover(site.destination)
        kept = site.folder.with_name(".kept-1")
        if kept.exists():
            kept_tree = {p.relative_to(kept).as_posix(): p.read_text() for p in kept.rglob("*.*")}
            assert (site.tree(), kept_tree) == (NEW, mine)
        else:
            assert site.tree() == mine
        if not died:
            break
    assert 20 < step < NEVER


def test_killed_between_two_renames_the_next_command_finishes(site, monkeypatch, dying):
    monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    for step in itertools.count(1):
        site.write(OLD, replace=True)
        assert dying(lambda: site.write(NEW, "two"), step)
        if not site.folder.exists():
            break
        recover(site.destination)
    recover(site.destination)
    assert site.tree() == NEW
    assert up_to_date(site.destination, "two")


def test_a_killed_project_that_is_copied_recovers_in_the_copy(new_site, swap, dying, tmp_path):
    for step in itertools.count(1):
        site = new_site(step)
        site.write(OLD)
        died = dying(lambda site=site: site.write(NEW, "two"), step)
        copied = new_site(f"copy {step}")
        before = site.tree()
        shutil.copytree(site.destination.project, copied.destination.project, dirs_exist_ok=True)
        recover(copied.destination)
        assert copied.tree() == before or before is None
        copied.heals(OLD, NEW)
        if not died:
            break
    assert 20 < step < NEVER


def test_an_edit_between_a_kill_and_the_recovery_is_found_in_the_new_site(new_site, dying):
    met = 0
    for step in itertools.count(1):
        site = new_site(step)
        site.write(OLD)
        died = dying(lambda site=site: site.write(NEW, "two"), step)
        if died and site.tree() == NEW and site.destination.journal.exists():
            met += 1
            (site.folder / "c/index.html").write_text("edited")
            recover(site.destination)
            assert site.tree() == NEW | {"c/index.html": "edited"}
            assert site.refusal(OLD).diagnostic.code == "E704"
            assert site.traces() == []
        if not died:
            break
    assert met > 3


def test_a_file_saved_into_the_old_site_at_the_last_moment_is_kept(site, swap, monkeypatch):
    real = exchange.put_in_place

    def save_first(destination):
        (destination.folder / "index.html").write_text("saved just now")
        real(destination)

    site.write(OLD)
    monkeypatch.setattr("whyfolio.writer.writing.put_in_place", save_first)
    kept = site.write(NEW, "two").kept
    assert (kept / "index.html").read_text() == "saved just now"
    assert site.tree() == NEW


def test_an_interrupt_leaves_the_old_site_and_no_trace(site, monkeypatch):
    def interrupt(*_args):
        raise KeyboardInterrupt

    site.write(OLD)
    before = site.stamps()
    monkeypatch.setattr("whyfolio.writer.staging.write_file", interrupt)
    with pytest.raises(KeyboardInterrupt):
        site.write(NEW, "two")
    assert site.stamps() == before
    assert site.traces() == []


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM])
def test_a_kernel_without_the_exchange_gets_two_renames(site, monkeypatch, number):
    def unknown(*_args):
        exchange.ctypes.set_errno(number)
        return -1

    site.write(OLD)
    monkeypatch.setattr(exchange, "_renameat2", lambda: unknown)
    site.write(NEW, "two")
    assert site.tree() == NEW
    assert site.traces() == []


def test_a_kill_in_another_output_folder_is_mended_there(site, dying):
    site.write(OLD)
    other = type(site)(
        Destination(
            site.destination.project,
            site.folder.with_name("elsewhere"),
            site.destination.record,
            site.destination.content,
        )
    )
    assert dying(lambda: site.write(NEW, "two"), 20)
    assert site.destination.journal.exists()
    other.write(OLD)
    assert (other.tree(), site.tree()) in ((OLD, OLD), (OLD, NEW))
    assert not site.destination.staging.exists()


def test_recover_with_nothing_to_recover_does_nothing(site):
    recover(site.destination)
    assert list(site.destination.project.glob(".whyfolio")) == []
    site.write(OLD)
    before = site.stamps()
    recover(site.destination)
    assert site.stamps() == before


def test_an_unreadable_journal_or_record_never_leads_to_a_deletion(site):
    site.write(OLD)
    site.destination.staging.mkdir()
    site.destination.journal.write_text("{")
    recover(site.destination)
    assert site.destination.staging.exists()
    site.destination.staging.rmdir()
    site.destination.record.write_text('{"files": []}')
    assert site.refusal(NEW).diagnostic.code == "E703"
    assert site.tree() == OLD


def test_any_command_finishes_what_was_killed_between_two_renames(site, monkeypatch, dying):
    monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    site.write(OLD)

    def renamed_once():
        with monkeypatch.context() as patch:
            patch.setattr(exchange.os, "rename", dying_after_one(os.rename))
            site.write(NEW, "two")

    assert dying(renamed_once, NEVER)
    assert site.tree() is None
    call = Call(folder=site.destination.project)
    assert call.project == site.destination.project
    assert site.tree() == NEW


def dying_after_one(real):
    done = []

    def rename(*paths):
        if done:
            os._exit(9)
        done.append(paths)
        real(*paths)

    return rename


def test_a_journal_that_names_a_folder_outside_moves_and_deletes_nothing(site, tmp_path):
    site.write(OLD)
    for name in (".victim.next", ".victim.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").write_text("mine")
    (tmp_path / "victim").mkdir()
    told = json.loads(site.destination.record.read_text())
    root = (tmp_path / "victim").stat().st_ino
    for folder, journalled in itertools.product(["../victim", str(tmp_path), "content"], [0, root]):
        told |= {"folder": folder, "root": journalled, "files": {}}
        site.destination.journal.write_text(json.dumps(told))
        recover_all(site.destination.project)
        assert not site.destination.journal.exists()
        assert site.tree() == OLD
        assert (tmp_path / ".victim.old/mine").exists()
        assert (tmp_path / ".victim.next/mine").exists()
