"""Whole builds of the demo and of small portfolios: same bytes, all or none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.folio import Folio
from whyfolio.model.audience import Audience

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = ROOT / "tests/unit/content/sentences.txt"


def demo(folder: Path) -> Path:
    """A copy of this repository's own portfolio."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "whyfolio.toml", folder / "whyfolio.toml")
    return folder


def whyfolio(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(project), *words]
    env = {**os.environ, "NO_COLOR": "1", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.stat()
        found[str(path)] = (state.st_mtime_ns, state.st_ino)
    return found


def test_the_demo_is_the_same_bytes_in_another_folder_zone_and_hash_seed(tmp_path: Path) -> None:
    here, there = demo(tmp_path / "a"), demo(tmp_path / "deep er" / "b")
    today = ("--today", "2026-11-21")
    first = whyfolio(here, *today, "build", TZ="Pacific/Kiritimati", PYTHONHASHSEED="0")
    second = whyfolio(there, *today, "build", TZ="America/Adak", PYTHONHASHSEED="1")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert tree(here / "site") == tree(there / "site")


def test_a_second_build_changes_no_time_and_no_inode(tmp_path: Path) -> None:
    project = demo(tmp_path / "a")
    whyfolio(project, "--today", "2026-11-21", "build")
    before = stamps(project / "site")
    assert whyfolio(project, "--today", "2026-11-21", "build").returncode == 0
    assert stamps(project / "site") == before


def test_the_demo_has_its_packet_and_brag_documents(tmp_path: Path) -> None:
    project = demo(tmp_path / "a")
    done = whyfolio(project, "--today", "2026-11-21", "build")
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.lower()
    assert (project / "site/public/index.html").is_file()
    assert list((project / "site/review/packets").glob("*/index.html"))
    assert list((project / "site/review/brag").glob("*/index.html"))
    assert not (project / "site/public/packets").exists()
    assert not (project / "site/public/brag").exists()


def test_one_broken_note_stops_the_build_and_leaves_the_old_site_whole(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("stories/one", "date: 2026-09\nwhat: I did it.\nwhy: It helped.\naudience: public")
    folio.build(Audience.PUBLIC)
    before = tree(tmp_path / "site")
    folio.entry("stories/two", "date: never\nwhat: x\nwhy: y\naudience: publik")
    result = folio.build(Audience.PUBLIC)
    assert len([found for found in result.diagnostics if found.is_error]) == 2
    assert result.built == ()
    assert tree(tmp_path / "site") == before


def test_a_three_line_story_handed_to_reviewers_stands_in_the_packet(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, 'schema = 1\n[career]\nladder = "five-areas"\n')
    what, why = "I put a queue in front of checkout (bug #4127).", "Two reasons: it broke, often."
    folio.entry("stories/queue", f"date: 2026-09\nwhat: {what}\nwhy: {why}\naudience: review")
    packet = folio.page("packets/next/index.html", Audience.REVIEW)
    assert what in packet
    assert why in packet
    assert "packets/next/index.html" not in folio.pages(Audience.PUBLIC)


@pytest.mark.parametrize("sentence", SENTENCES.read_text(encoding="utf-8").splitlines())
def test_a_sentence_arrives_on_the_page_as_typed(tmp_path: Path, sentence: str) -> None:
    folio = Folio.at(tmp_path)
    folio.entry(
        "stories/one", f"date: 2026-09\nwhat: {sentence}\nwhy: It helped.\naudience: public"
    )
    page = folio.page("stories/one/index.html")
    assert f">{sentence.strip()}<" in unescape(page)


def test_a_pictures_metadata_stays_at_home(tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    photo, exif = Image.new("RGB", (8, 6), "red"), Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    held = BytesIO()
    photo.save(held, "JPEG", exif=exif, comment=b"SECRETPLACE")
    note = PngInfo()
    note.add_text("Author", "SECRETPLACE")
    drawn = BytesIO()
    Image.new("RGBA", (8, 6), (1, 2, 3, 40)).save(drawn, "PNG", pnginfo=note)
    folio = Folio.at(tmp_path)
    folio.write("content/files/IMG_SECRETPLACE.jpg", held.getvalue())
    folio.write("content/files/drawn.png", drawn.getvalue())
    front = "date: 2026-09\nwhat: x\nwhy: y\naudience: public\nimage: files/drawn.png\nimage_alt: A"
    folio.entry("stories/one", front, "![A photo](../files/IMG_SECRETPLACE.jpg)\n")
    pages = folio.pages()
    pictures = {path: content for path, content in pages.items() if path.startswith("files/")}
    assert sorted(pictures) == ["files/stories-one-1.png", "files/stories-one-2.jpg"]
    assert not [path for path, content in pages.items() if b"SECRETPLACE" in content]
    with Image.open(BytesIO(pictures["files/stories-one-1.png"])) as shown:
        assert shown.getpixel((0, 0)) == (1, 2, 3, 40)


def test_a_file_whose_metadata_cannot_be_stripped_is_refused(tmp_path: Path) -> None:
    from whyfolio.errors import Refused

    folio = Folio.at(tmp_path).write("content/files/plan.docx", b"PK\x03\x04")
    front = "date: 2026-09\nwhat: x\nwhy: y\naudience: public\nevidence:\n  - file: files/plan.docx"
    folio.entry("stories/one", f"{front}\n    audience: public")
    with pytest.raises(Refused, match="cannot be taken out"):
        folio.pages()


def test_only_files_that_a_visible_entry_refers_to_are_published(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    for name in ("shown.txt", "private.txt", "nobody.txt", ".env", "backup.txt~"):
        folio.write(f"content/files/{name}", name)
    story = "date: 2026-09\nwhat: x\nwhy: y\n"
    folio.entry("stories/a", f"{story}audience: public", "[a](../files/shown.txt)\n")
    folio.entry("stories/b", story, "[b](../files/private.txt)\n")
    files = [content for path, content in folio.pages().items() if path.startswith("files/")]
    assert files == [b"shown.txt"]
