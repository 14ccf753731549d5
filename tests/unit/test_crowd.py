"""Work shared among processes gives what it would give alone, whatever becomes of the others."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from whyfolio import crowd
from whyfolio.crowd import aside, begun, each

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process where none can fork")
JOBS = list(range(400))


@pytest.fixture(autouse=True, params=[2, 5])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_workers", lambda jobs: request.param if jobs >= crowd.FROM else 1)


def give_way() -> None:
    """Let the others take what they can before anything is done here."""
    time.sleep(0.1)


def test_results_stand_in_the_order_of_the_jobs() -> None:
    assert each(lambda job: job * job, JOBS, meanwhile=give_way) == [job * job for job in JOBS]


def test_results_that_no_pipe_holds_come_whole() -> None:
    made = each(lambda job: bytes([job % 256]) * 50_000, JOBS, meanwhile=give_way)

    assert made == [bytes([job % 256]) * 50_000 for job in JOBS]


def test_other_processes_take_part_and_what_is_meanwhile_is_done_once() -> None:
    done = []

    def meanwhile() -> None:
        done.append(os.getpid())
        give_way()

    at = each(lambda _: os.getpid(), JOBS, meanwhile=meanwhile)

    assert set(at) - {os.getpid()}
    assert done == [os.getpid()]


def dies(at: int) -> Callable[[int], int]:
    here = os.getpid()

    def work(job: int) -> int:
        if job >= at and os.getpid() != here:
            os._exit(1)
        return -job

    return work


@pytest.mark.parametrize("at", [0, 57, 399])
def test_what_a_process_that_dies_had_taken_is_done_here(at: int) -> None:
    assert each(dies(at), JOBS, meanwhile=give_way) == [-job for job in JOBS]


def test_a_failure_is_raised_here_though_it_was_elsewhere() -> None:
    def work(job: int) -> int:
        if job == 211:
            raise ValueError("at 211")
        return job

    with pytest.raises(ValueError, match="at 211"):
        each(work, JOBS, meanwhile=give_way)


def test_a_result_that_cannot_travel_is_made_here() -> None:
    made = each(lambda job: lambda: job, JOBS)

    assert [one() for one in made] == JOBS


def test_work_aside_is_done_in_another_process_and_here_where_that_failed() -> None:
    here = os.getpid()

    assert aside(os.getpid, 400)() != here
    assert aside(lambda: os.getpid() == here or os._exit(1), 400)() is True
    assert aside(os.getpid, 3)() == here


def test_work_that_is_begun_has_ended_when_it_was_waited_for(tmp_path: Path) -> None:
    for size in (400, 3):
        file = tmp_path / str(size)
        begun(lambda file=file: file.write_text("done"), size)()
        assert file.read_text() == "done"


def test_work_that_is_begun_and_fails_is_left_undone() -> None:
    here, done = os.getpid(), []

    begun(lambda: done.append(1) if os.getpid() == here else os._exit(1), 400)()

    assert done == []


def test_work_aside_whose_result_nobody_wants_any_more_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "done"

    def work() -> None:
        time.sleep(60)
        file.write_text("done")

    aside(work, 400).drop()
    aside(work, 3).drop()

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert not file.exists()


def test_what_is_done_after_work_aside_is_waited_for_at_its_end_alone(tmp_path: Path) -> None:
    for size in (400, 3):
        file = tmp_path / str(size)

        def after(said: str, file: Path = file) -> None:
            time.sleep(0.2)
            file.write_text(said)

        begun_work = aside(lambda: "done", size, after)
        assert begun_work() == "done"
        assert file.exists() is (size == 3)
        begun_work.end()
        assert file.read_text() == "done"
        begun_work.end()


def test_where_work_aside_fails_it_and_what_follows_are_done_here() -> None:
    here, after = os.getpid(), []

    failed = aside(lambda: os.getpid() == here or os._exit(1), 400, after.append)

    assert failed() is True
    failed.end()
    assert after == [True]


def test_work_aside_whose_result_was_never_asked_for_ends_though_nobody_hears_it() -> None:
    after = []

    for size in (400, 3):
        aside(lambda: bytes(1 << 20), size, after.append).end()

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert after == []
