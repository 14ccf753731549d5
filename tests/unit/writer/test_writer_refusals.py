"""What the writer refuses, by name, with nothing changed."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from whyfolio.errors import Refused
from whyfolio.writer import refuse_unsafe

OLD = {"index.html": "home", "a/index.html": "a"}
NEW = {"index.html": "home 2", "a/index.html": "a", "b.html": "b"}


def refusal_of(destination, others=()):
    with pytest.raises(Refused) as caught:
        refuse_unsafe(destination, others)
    return caught.value.diagnostic


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        (".", "the output folder is the project"),
        ("..", "the output folder holds the project"),
        ("content", "the output folder is the content folder"),
        ("content/site", "the output folder lies in the content folder"),
        ("site/../content", "the output folder is the content folder"),
        (".whyfolio", "the output folder holds whyfolio's records"),
        (".whyfolio/outputs", "the output folder is whyfolio's records"),
        (".whyfolio/outputs/x", "the output folder lies in whyfolio's records"),
        ("/", "the output folder is the root of the disk"),
    ],
)
def test_a_folder_that_holds_the_sources_is_refused(site, folder, message):
    found = refusal_of(replace(site.destination, folder=site.destination.project / folder))
    assert (found.code, found.message) == ("E701", message)


@pytest.mark.parametrize("target", [".", "..", "content"])
def test_a_link_to_the_sources_is_refused(site, target):
    project = site.destination.project
    (project / "link").symlink_to(project / target)
    assert refusal_of(replace(site.destination, folder=project / "link")).code == "E701"


def test_a_folder_reached_through_a_linked_parent_is_refused(site):
    project = site.destination.project
    (project / "site").symlink_to(project)
    assert refusal_of(replace(site.destination, folder=project / "site/content")).code == "E701"


def test_the_home_folder_and_what_holds_it_are_refused(site, monkeypatch, tmp_path):
    home = tmp_path / "homes/me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    assert refusal_of(replace(site.destination, folder=home)).message.endswith("your home folder")
    assert refusal_of(replace(site.destination, folder=home.parent)).code == "E701"
    refuse_unsafe(replace(site.destination, folder=home / "out"))


@pytest.mark.parametrize("other", ["site/public", "site/public/in", "site"])
def test_the_folder_of_another_audience_is_refused(site, other):
    found = refusal_of(site.destination, [site.destination.project / other])
    assert found.code == "E701"
    assert found.message.endswith("the folder of another audience")


def test_a_folder_of_its_own_is_welcome(site):
    refuse_unsafe(site.destination, [site.folder.with_name("review"), Path("/elsewhere")])


def test_a_link_is_refused(site, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    site.folder.parent.mkdir()
    site.folder.symlink_to(tmp_path / "elsewhere")
    found = refusal_of(site.destination)
    assert (found.code, found.message) == ("E702", "the output folder is a symbolic link")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("file", ["site", "site/public"])
def test_a_file_in_the_place_of_the_folder_is_refused(site, file):
    path = site.destination.project / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    found = site.refusal(OLD).diagnostic
    assert (found.code, found.message) == ("E702", f'"{file}" is not a folder')
    assert path.read_text() == "mine"


def test_a_foreign_file_stops_the_build_and_is_named(site):
    site.write(OLD)
    (site.folder / "a/notes.txt").write_text("mine")
    before = site.stamps()
    found = site.refusal(NEW).diagnostic
    assert (found.code, found.place.file) == ("E703", "site/public/a/notes.txt")
    assert found.message == "the output folder holds what whyfolio did not write: a/notes.txt"
    assert "--replace" in found.hint
    assert site.stamps() == before
    assert site.traces() == []


def test_at_most_five_foreign_files_are_named(site):
    site.write(OLD)
    for number in range(7):
        (site.folder / f"{number}.txt").write_text("mine")
    assert site.refusal(NEW).diagnostic.message.endswith(
        ": 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more"
    )


def test_a_folder_that_whyfolio_never_wrote_is_foreign(site):
    site.folder.mkdir(parents=True)
    (site.folder / "index.html").write_text("mine")
    assert site.refusal(OLD).diagnostic.code == "E703"
    assert site.tree() == {"index.html": "mine"}


def test_a_record_of_another_folder_does_not_speak_for_this_one(site):
    site.write(OLD)
    moved = replace(site, destination=replace(site.destination, folder=site.folder.parent / "x"))
    moved.folder.mkdir()
    (moved.folder / "index.html").write_text("home")
    assert moved.refusal(OLD).diagnostic.code == "E703"


def test_an_empty_folder_is_welcome(site):
    site.folder.mkdir(parents=True)
    site.write(OLD)
    assert site.tree() == OLD


@pytest.mark.parametrize("link", ["file", "folder", "nowhere"])
def test_a_link_in_the_folder_is_foreign_and_never_followed(site, tmp_path, link):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    target = {"file": outside / "kept.txt", "folder": outside, "nowhere": outside / "no"}[link]
    site.write(OLD)
    (site.folder / "link").symlink_to(target)
    assert site.refusal(NEW).diagnostic.code == "E703"
    site.write(NEW, replace=True)
    assert site.tree() == NEW
    assert (outside / "kept.txt").read_text() == "kept"


def test_a_link_in_the_place_of_a_written_folder_is_foreign(site, tmp_path):
    site.write(OLD)
    (site.folder / "a").rename(tmp_path / "a")
    (site.folder / "a").symlink_to(tmp_path / "a")
    assert site.refusal(NEW).diagnostic.code == "E703"
    assert (tmp_path / "a/index.html").read_text() == "a"


def test_a_pipe_in_the_folder_is_foreign_and_hangs_nothing(site):
    site.write(OLD)
    os.mkfifo(site.folder / "pipe")
    assert site.refusal(NEW).diagnostic.code == "E703"


def test_a_name_that_is_no_text_can_be_told(site):
    site.write(OLD)
    os.close(os.open(os.fsencode(site.folder) + b"/\xff.txt", os.O_CREAT))
    assert site.refusal(NEW).diagnostic.message.encode().endswith(b"\\udcff.txt")


@pytest.mark.parametrize("wanted", [OLD, NEW, {}])
def test_a_hand_edited_file_stops_the_build_and_is_named(site, wanted):
    site.write(OLD)
    (site.folder / "index.html").write_text("edited")
    found = site.refusal(wanted).diagnostic
    assert (found.code, found.place.file) == ("E704", "site/public/index.html")
    assert found.message == "edited by hand since the last build: index.html"
    assert site.tree() == OLD | {"index.html": "edited"}


def test_a_hand_edit_of_the_same_size_and_time_is_noticed_by_its_inode(site):
    site.write(OLD)
    page = site.folder / "index.html"
    stamp = page.stat()
    (site.folder / "tmp").write_text("HOME")
    (site.folder / "tmp").replace(page)
    os.utime(page, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert site.refusal(NEW).diagnostic.code == "E704"


def test_replace_moves_the_whole_folder_aside(site, swap):
    site.write(OLD)
    (site.folder / "notes.txt").write_text("mine")
    (site.folder / "index.html").write_text("edited")
    written = site.write(NEW, "two", replace=True)
    kept = site.folder.with_name(".kept-1")
    assert written.kept == kept
    assert site.tree() == NEW
    assert (kept / "notes.txt").read_text() == "mine"
    assert (kept / "index.html").read_text() == "edited"
    assert (kept / "a/index.html").read_text() == "a"


def test_a_kept_folder_shares_no_file_with_the_new_site(site):
    site.write(OLD)
    (site.folder / "notes.txt").write_text("mine")
    kept = site.write(NEW, "two", replace=True).kept
    assert (kept / "a/index.html").stat().st_ino != (site.folder / "a/index.html").stat().st_ino


def test_every_replace_keeps_a_folder_of_its_own(site):
    for turn in (1, 2, 3):
        site.folder.mkdir(parents=True, exist_ok=True)
        (site.folder / "mine").write_text(str(turn))
        assert site.write(OLD, replace=True).kept == site.folder.with_name(f".kept-{turn}")
    for turn in (1, 2, 3):
        assert site.folder.with_name(f".kept-{turn}").joinpath("mine").read_text() == str(turn)


def test_replace_without_a_dispute_keeps_nothing(site):
    site.write(OLD)
    assert site.write(NEW, replace=True).kept is None
    assert site.traces() == []


def test_an_unknown_folder_in_the_place_of_the_new_tree_is_not_deleted(site):
    site.write(OLD)
    site.destination.staging.mkdir()
    (site.destination.staging / "mine").write_text("mine")
    assert site.refusal(NEW).diagnostic.code == "E703"
    assert (site.destination.staging / "mine").read_text() == "mine"
    site.write(NEW, replace=True)
    assert site.folder.with_name(".kept-1").joinpath("mine").read_text() == "mine"


@pytest.mark.parametrize(
    "pair",
    [
        ("Foo.html", "foo.html"),
        ("x.html", "x.html"),
        (unicodedata.normalize("NFC", "é.html"), unicodedata.normalize("NFD", "é.html")),
        ("straße.html", "strasse.html"),
        ("a", "a/index.html"),
        ("A/b/c.html", "a/B"),
    ],
)
def test_two_artifacts_at_one_path_are_refused(site, pair):
    from whyfolio.model.artifact import Artifact
    from whyfolio.writer import write

    with pytest.raises(Refused) as caught:
        write(site.destination, [Artifact(path, b"") for path in pair], fingerprint="x")
    found = caught.value.diagnostic
    assert found.code == "E707"
    assert all(path in found.message for path in pair)
    assert site.tree() is None


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/x", "../x", "a/../../x", "..", ".", "a//b", "a/", "./a", "a/./b",
        "a\\b", "..\\x", "C:\\x", "C:/x", "a:b", "a\0b", "a\nb", "a\x7fb",
        "con", "nul.html", "a/COM1", "Lpt9.tar.gz", "aux .txt", "CONOUT$", "com¹",
        "a.", "a ", "a./b", "what?.html", "\ud800.html", "x" * 256, "é" * 128,
    ],
)  # fmt: skip
def test_a_path_that_leaves_the_folder_or_fits_no_disk_is_refused(site, path):
    found = site.refusal({path: "x"}).diagnostic
    assert found.code == "E708"
    found.message.encode()
    assert site.tree() is None


def test_ordinary_paths_are_welcome(site):
    files = {"índice/ñ.html": "1", "console.html": "2", "com10": "3", ".nojekyll": "4", "a b": "5"}
    site.write(files)
    assert site.tree() == dict(sorted(files.items()))


@pytest.mark.parametrize("folder", ["themes", "themes/mine", ".git", ".git/hooks"])
def test_a_folder_that_holds_themes_or_the_history_is_refused(site, folder):
    found = refusal_of(replace(site.destination, folder=site.destination.project / folder))
    assert found.code == "E701"


@pytest.mark.parametrize("output", [".", "..", "content", "content/files", "/", "link"])
def test_a_folder_for_all_sites_that_holds_the_sources_is_refused(site, output):
    project = site.destination.project
    (project / "link").symlink_to(project)
    destination = replace(site.destination, folder=project / output / "public")
    with pytest.raises(Refused) as caught:
        refuse_unsafe(destination, output=project / output)
    assert caught.value.diagnostic.code == "E701"
    refuse_unsafe(site.destination, output=project / "site")
