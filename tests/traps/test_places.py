"""What is gone is gone everywhere, no name leads out of the site, and a full disk harms nothing."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from tests.folio import Folio
from whyfolio.errors import Refused

STORY = "date: 2026-09\nwhat: A kestrel in the queue\nwhy: It was slow\naudience: public\n"
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "dumb"}
SMALL = 2000  # bytes of the largest file that may be written
PROGRAM = "import sys; from whyfolio.cli.main import main; sys.exit(main())"


def told(folio: Folio, word: str) -> list[str]:
    """The files of the public site that hold a word, in their text or their path."""
    return [path for path, made in folio.pages().items() if word in path or word.encode() in made]


@pytest.mark.parametrize("change", ["deleted", "renamed", "its folder deleted"])
def test_a_note_that_is_gone_is_in_no_file_of_the_next_build(tmp_path: Path, change: str) -> None:
    folio = Folio.at(tmp_path).entry("stories/kestrel", STORY).entry("lessons/heron", STORY)
    folio.entry("stories/other", STORY.replace("kestrel", "sparrow"))
    assert len(told(folio, "stories/kestrel")) > 5
    note = folio.root / "content/stories/kestrel.md"
    if change == "renamed":
        note.rename(note.with_name("falcon.md"))
    elif change == "deleted":
        note.unlink()
    else:
        for each in note.parent.iterdir():
            each.unlink()
        note.parent.rmdir()
    assert told(folio, "stories/kestrel") == []
    assert bool(told(folio, "stories/falcon")) == (change == "renamed")


@pytest.mark.parametrize(
    "slug",
    [
        *("../../x", "%2e%2e", "/etc/x", "C:\\x", "a:b", "con", "nul.html", "a.", "a ", "x" * 300),
        *("\U0001f426", "a\u202eb", "..", "."),
    ],
)
def test_no_address_that_is_typed_leads_out_of_the_site(tmp_path: Path, slug: str) -> None:
    folio = Folio.at(tmp_path).entry("stories/one", f"{STORY}slug: '{slug}'\n")
    try:
        paths = list(folio.pages())
    except (Refused, AssertionError):
        assert [code for code in folio.codes() if code.startswith("E")]
        return
    assert not [path for path in paths if not re.fullmatch(r"[a-z0-9_./-]+", path)]
    assert not [path for path in paths if ".." in path or path.startswith("/")]


@pytest.mark.parametrize(
    ("first", "second"), [("caf\u00e9", "cafe\u0301"), ("Foo", "foo"), ("a b", "a-b")]
)
def test_names_that_a_disk_or_a_reader_takes_for_one_are_told_apart_or_refused(
    tmp_path: Path, first: str, second: str
) -> None:
    folio = Folio.at(tmp_path).entry(f"stories/{first}", STORY).entry(f"stories/{second}", STORY)
    codes = [code for code in folio.codes() if code.startswith("E")]
    assert codes, "two notes at one address"


def test_a_picture_with_a_position_keeps_its_points_and_loses_the_position(tmp_path: Path) -> None:
    from PIL import Image

    photo, exif = Image.new("RGB", (16, 16), (20, 90, 160)), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    exif[0x0110] = "KESTRELCAM"
    held = BytesIO()
    photo.save(held, "JPEG", exif=exif)
    with Image.open(BytesIO(held.getvalue())) as before:
        points, placed = before.tobytes(), dict(before.getexif().get_ifd(0x8825))
    assert placed
    folio = Folio.at(tmp_path).write("content/files/a.jpg", held.getvalue())
    folio.entry("stories/one", f"{STORY}image: files/a.jpg\nimage_alt: A\n")
    [made] = [made for path, made in folio.pages().items() if path.endswith(".jpg")]
    with Image.open(BytesIO(made)) as after:
        assert after.tobytes() == points
        assert not dict(after.getexif())
    assert b"KESTRELCAM" not in made
    assert b"Exif" not in made


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def _build(folio: Folio, *, limited: bool) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "--today", "2026-11-21", "build"],
        cwd=folio.root, capture_output=True, text=True, check=False,
        env={**ENVIRONMENT, "HOME": str(folio.root.parent), "PYTHONPATH": ":".join(sys.path)},
        preexec_fn=_limited if limited else None,
    )  # fmt: skip


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes() if each.is_file() else b""
        for each in sorted(folder.rglob("*"))
    }


def test_where_the_system_lets_no_more_be_written_the_old_site_stays_whole(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path / "folio").entry("stories/one", STORY)
    first = _build(folio, limited=False)
    assert first.returncode == 0, first.stderr
    before = _files(folio.root / "site")
    folders = sorted(each.name for each in folio.root.iterdir())
    folio.entry("stories/two", STORY.replace("kestrel", "sparrow"))
    refused = _build(folio, limited=True)
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr
    assert "the output folder is as it was" in " ".join(refused.stderr.split())
    assert _files(folio.root / "site") == before
    assert sorted(each.name for each in folio.root.iterdir()) == folders
    assert _build(folio, limited=False).returncode == 0
    assert "sparrow" in (folio.root / "site/public/stories/two/index.html").read_text("utf-8")
