"""Two builds at once: one is refused, told why, and nothing mixes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

from whyfolio.writer import lock, recover

OLD = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "style.css": "c"}
NEW = {"index.html": "home 2", "a/index.html": "a", "c/index.html": "new", "style.css": "c"}

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
    site.heals(OLD, NEW)


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
        site.heals(OLD, NEW)
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
