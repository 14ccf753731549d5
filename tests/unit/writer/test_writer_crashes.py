"""A build that dies at any step, or meets a failing disk at any step, leaves a whole site."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from whyfolio.errors import Refused
from whyfolio.writer import Destination, disk, exchange, lock, recover, up_to_date

OLD = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "style.css": "c"}
NEW = {"index.html": "home 2", "a/index.html": "a", "c/index.html": "new", "style.css": "c"}
NEVER = 1000


def heals(site, wanted=NEW):
    """After `recover` the site is whole, and the next build is as good as any."""
    recover(site.destination)
    assert site.tree() in (OLD, NEW)
    site.write(wanted, "healed")
    assert site.tree() == wanted
    assert up_to_date(site.destination, "healed")
    assert site.traces() == []


def attempt(site):
    """Write the new site; the code of the refusal, if it is refused."""
    try:
        site.write(NEW, "two")
    except Refused as refusal:
        return refusal.diagnostic.code
    return ""


def test_killed_at_any_step_the_site_is_the_old_or_the_new_one(new_site, swap, dying):
    for step in itertools.count(1):
        site = new_site(step)
        site.write(OLD)
        died = dying(lambda site=site: site.write(NEW, "two"), step)
        if swap == "in one step" or site.folder.exists():
            assert site.tree() in (OLD, NEW)
        heals(site)
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


def test_killed_while_recovering_it_recovers_still(new_site, swap, dying):
    chance = random.Random(7)  # noqa: S311  (a seed, no secret)
    for step in range(18, 60):
        site = new_site(step)
        site.write(OLD)
        if not dying(lambda site=site: site.write(NEW, "two"), step):
            break
        for _ in range(3):
            dying(lambda site=site: recover(site.destination), chance.randint(1, 8))
            assert site.tree() in ((OLD, NEW) if swap == "in one step" else (OLD, NEW, None))
        heals(site)
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
        heals(copied)
        if not died:
            break
    assert 20 < step < NEVER


@pytest.mark.parametrize("pages", [3, 60])
def test_all_that_is_new_is_on_the_disk_before_the_exchange(site, monkeypatch, pages):
    synced: list[str] = []
    real = os.fsync
    renames = exchange.put_in_place

    def fsync(descriptor):
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    def then(destination):
        synced.append("exchange")
        renames(destination)

    monkeypatch.setattr(disk, "_syncfs", lambda: lambda _: synced.append("everything") or 0)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr("whyfolio.writer.writing.put_in_place", then)
    site.write({f"{number}/index.html": "x" for number in range(pages)})
    before = synced[: synced.index("exchange")]
    staged = str(site.destination.staging)
    tree = {f"{staged}/{number}{file}" for number in range(pages) for file in ("", "/index.html")}
    assert set(before) >= (tree if pages == 3 else {"everything"})
    assert before.index(staged) < len(before) - 1
    assert before[-1] == str(site.destination.journal.parent)


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


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_fails_once_at_any_step_leaves_the_old_site_untouched(
    new_site, swap, failing, number
):
    for step in itertools.count(1):
        site = new_site(step)
        site.write(OLD)
        before = site.stamps()
        with failing(number) as steps:
            steps.at = step
            code = attempt(site)
        assert code in ("", "E706")
        if code:
            assert site.stamps() == before
            assert not site.destination.staging.exists()
        else:
            assert site.tree() == NEW
        heals(site)
        if steps.count < step:
            break
    assert 20 < step < NEVER


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_stays_broken_leaves_the_old_or_the_new_site(new_site, failing, number):
    for step in itertools.count(1):
        site = new_site(step)
        site.write(OLD)
        with failing(number) as steps:
            steps.at, steps.forever = step, True
            code = attempt(site)
        assert code in ("", "E706")
        assert site.tree() == (OLD if code else NEW)
        heals(site)
        if steps.count < step:
            break
    assert 20 < step < NEVER


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "writing here is not permitted"),
        (errno.EIO, "input/output error"),
    ],
)
def test_what_the_disk_refused_is_said_in_plain_words(site, failing, number, said):
    site.write(OLD)
    with failing(number) as steps:
        steps.at = 4
        found = site.refusal(NEW).diagnostic
    assert (found.code, found.message) == ("E706", f"{said}; the output folder is as it was")


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


_HOLD = """
import sys, time
from pathlib import Path
from whyfolio.model.artifact import Artifact
from whyfolio.writer import Destination, write
project = Path(sys.argv[1])
place = Destination(project, project / "site/public", project / ".whyfolio/outputs/public.json",
                    project / "content")
def slowly():
    yield Artifact("index.html", b"home 2")
import whyfolio.writer.writing as writing
def wait(destination):
    print("ready", flush=True)
    time.sleep(60)
writing.put_in_place = wait
write(place, slowly(), fingerprint="two")
"""


def start_a_build_that_waits(site):
    command = [sys.executable, "-c", _HOLD, str(site.destination.project)]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment())
    assert build.stdout is not None
    assert build.stdout.readline() == "ready\n"
    return build


def _environment():
    generator = Path(lock.__file__).parents[2]
    return os.environ | {"PYTHONPATH": str(generator)}


def test_a_second_build_is_told_which_process_runs_and_a_killed_one_holds_nobody_up(site):
    site.write(OLD)
    build = start_a_build_that_waits(site)
    try:
        found = site.refusal(NEW).diagnostic
        assert found.code == "E705"
        assert found.message == f"another build is running (process {build.pid})"
        recover(site.destination)
        assert site.destination.staging.exists()
        assert site.tree() == OLD
    finally:
        build.send_signal(signal.SIGKILL)
        build.communicate()
    assert site.destination.lock.read_text().startswith(f"{build.pid} ")
    heals(site)


def test_where_the_disk_knows_no_locks_the_process_is_looked_for(site, monkeypatch):
    def no_locks(_descriptor):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", no_locks)
    site.write(OLD)
    build = start_a_build_that_waits(site)
    try:
        assert site.refusal(NEW).diagnostic.code == "E705"
        number, started = site.destination.lock.read_text().split()
        # A later process with the same number began at another time.
        site.destination.lock.write_text(f"{number} {int(started) - 1}\n")
        heals(site)
    finally:
        build.kill()
        build.communicate()


_RACE = """
import sys, time
from pathlib import Path
from whyfolio.errors import Refused
from whyfolio.model.artifact import Artifact
from whyfolio.writer import Destination, write
project, name = Path(sys.argv[1]), sys.argv[2]
place = Destination(project, project / "site/public", project / ".whyfolio/outputs/public.json",
                    project / "content")
end, done = time.monotonic() + 1, 0
while time.monotonic() < end:
    pages = [Artifact(f"{number}/{name}.html", f"{name} {done}".encode()) for number in range(20)]
    try:
        write(place, pages, fingerprint=f"{name} {done}")
        done += 1
    except Refused as refusal:
        assert refusal.diagnostic.code == "E705", refusal.diagnostic
print(done)
"""


def test_builds_at_once_never_mix(site):
    command = [sys.executable, "-c", _RACE, str(site.destination.project)]
    builds = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, env=_environment())
        for name in ("one", "two", "three")
    ]
    done = [int(build.communicate(timeout=60)[0]) for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0]
    assert sum(done) > 3
    tree = site.tree()
    assert len(tree) == 20
    assert len(set(tree.values())) == 1
    assert len({path.partition("/")[2] for path in tree}) == 1
    assert site.traces() == []
