"""kill -9 at random moments: a reader always finds one whole site, and the next build heals.

A dozen kills of each way in an ordinary run, a hundred with ``WHYFOLIO_PROOF=1``.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import whyfolio
from whyfolio.model.artifact import Artifact
from whyfolio.writer import Destination, recover, up_to_date, write

KILLS = 100 if os.environ.get("WHYFOLIO_PROOF") == "1" else 12
PAGES = 150

# Builds one generation after the other, without a pause, until it is killed.
BUILDER = """
import itertools, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_kill import destination, pages
from whyfolio.writer import exchange, spare, write
spare._READ_FOR = -1  # so that files are written over
if sys.argv[3] == "renames":
    exchange._renameat2 = lambda: None
place = destination(Path(sys.argv[2]))
for number in itertools.count(int(sys.argv[4])):
    write(place, pages(number), fingerprint=str(number))
    if number == int(sys.argv[4]):
        print("building", flush=True)
"""


def destination(project: Path) -> Destination:
    record = project / ".whyfolio/outputs/public.json"
    return Destination(project, project / "site/public", record, project / "content")


def pages(generation: int) -> list[Artifact]:
    """A whole site of one generation: some pages stay, most change, some come and go."""
    stay = [Artifact(f"stay/{number}.html", b"always") for number in range(PAGES // 3)]
    change = [
        Artifact(f"change/{number}/index.html", b"%d " % generation * (number + 1))
        for number in range(PAGES // 3)
    ]
    come = [
        Artifact(f"come-{generation % 3}/{number}.html", b"%d" % generation)
        for number in range(PAGES // 3)
    ]
    return [*stay, *change, *come]


def generation_of(folder: Path) -> int:
    """The one generation the folder is whole in; fails if it is a mixture."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.html")}
    generation = int(found["change/0/index.html"])
    assert found == {page.path: page.content for page in pages(generation)}
    return generation


def build_and_kill(project: Path, way: str, first: int, delay: float) -> None:
    command = [sys.executable, "-c", BUILDER, str(Path(__file__).parent), str(project), way]
    generator = str(Path(whyfolio.__file__).parents[1])
    build = subprocess.Popen(
        [*command, str(first)], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": generator}
    )
    try:
        assert build.stdout is not None
        assert build.stdout.readline() == b"building\n"
        time.sleep(delay)
        assert build.poll() is None
    finally:
        build.kill()
        build.communicate()


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_killed_build_leaves_one_whole_site(
    tmp_path: Path, way: str, record_property: Callable[[str, object], None]
) -> None:
    (tmp_path / "content").mkdir()
    place = destination(tmp_path)
    chance = random.Random(f"kill {way}")  # noqa: S311  (a seed, no secret)
    generation = 0
    caught = 0
    for _ in range(KILLS):
        build_and_kill(tmp_path, way, generation + 1, chance.uniform(0, 0.15))
        caught += place.journal.exists()
        if way == "renames":
            recover(place)
        left = generation_of(place.folder)
        assert left > generation
        recover(place)
        assert generation_of(place.folder) >= left
        generation = generation_of(place.folder) + 1
        write(place, pages(generation), fingerprint="healed")
        assert generation_of(place.folder) == generation
        assert up_to_date(place, "healed")
        assert [path.name for path in place.folder.parent.iterdir()] == ["public"]
        spare = place.spare
        beside = {path.name for path in place.record.parent.iterdir()}
        assert beside - {spare.name, place.spare_record.name} == {"public.json", "lock"}
        kept = {path.relative_to(spare) for path in spare.rglob("*.html")}
        assert all((place.folder / name).is_file() for name in kept)
    record_property("killed with -9", KILLS)
    record_property("of these within a write", caught)
    # Kills that only ever hit a build between two writes would prove nothing.
    assert caught >= KILLS // 3
