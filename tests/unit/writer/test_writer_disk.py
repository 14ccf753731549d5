"""A disk that fails at any step leaves the old site as it was."""

from __future__ import annotations

import errno
import itertools
import os
from pathlib import Path

import pytest

from whyfolio.errors import Refused
from whyfolio.writer import disk, exchange

OLD = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "style.css": "c"}
NEW = {"index.html": "home 2", "a/index.html": "a", "c/index.html": "new", "style.css": "c"}
THIRD = {"index.html": "home 3 and more", "a/index.html": "a", "c/index.html": "longer than new"}
NEVER = 1000


def attempt(site):
    """Write the new site; the code of the refusal, if it is refused."""
    try:
        site.write(NEW, "two")
    except Refused as refusal:
        return refusal.diagnostic.code
    return ""


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("before", [[], [THIRD]], ids=["a second build", "a third"])
@pytest.mark.usefixtures("later")
def test_a_disk_that_fails_once_at_any_step_leaves_the_old_site_untouched(
    new_site, swap, failing, number, before
):
    for step in itertools.count(1):
        site = new_site(step)
        for files in (*before, OLD):
            site.write(files)
        stamps = site.stamps()
        with failing(number) as steps:
            steps.at = step
            code = attempt(site)
        assert code in ("", "E706")
        if code:
            assert site.stamps() == stamps
            assert not site.destination.staging.exists()
        else:
            assert site.tree() == NEW
        site.heals(OLD, NEW)
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
        site.heals(OLD, NEW)
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
