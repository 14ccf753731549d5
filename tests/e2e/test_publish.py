"""What is published: the public pages and nothing else, in one commit that tells of nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import whyfolio.publishing.pages
import whyfolio.publishing.push
from tests.e2e.test_canary import missing_and_leaked, populated, words_in
from tests.folio import Folio
from whyfolio.cli.main import commands
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience

BESIDE = {"CNAME", ".nojekyll", "_headers"}
SETTINGS = """schema = 1

[site]
title = "Kim Vale"
url = "https://kim.example.org"

[publish]
to = "../pages.git"
cname = "kim.example.org"
"""
STORY = "date: 2026-09\naudience: public\nwhat: A queue.\nwhy: It helped."
WHO = ("-c", "user.name=Tom Reyes", "-c", "user.email=tom@reyes.example")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose git knows who works here."""
    home = tmp_path / "home"
    home.mkdir()
    settings = "[user]\nname = Kim Secret-Vale\nemail = kim@private.example\n"
    (home / ".gitconfig").write_text(settings)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path / "me", SETTINGS).entry("stories/queue", STORY)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--bare", "pages.git")
    return tmp_path / "pages.git"


def git(folder: Path, *words: str, **environment: str) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().rstrip("\n")


def publish(folio: Folio, *words: str) -> Result:
    where = ["-C", str(folio.root), "--today", "2026-11-21", "publish"]
    return CliRunner().invoke(commands, [*where, *words], standalone_mode=False)


def published(folio: Folio, *words: str) -> str:
    """What a publication that goes well prints, its last lines."""
    done = publish(folio, *words)
    assert done.return_value == 0, done.stderr
    return done.stdout.partition("branch gh-pages: ")[2].rstrip("\n")


def on_branch(pages: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """Every file of a branch."""
    names = git(pages, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
    read = ["git", "-C", str(pages), "cat-file", "blob"]
    return {
        name: subprocess.run([*read, f"{branch}:{name}"], capture_output=True, check=True).stdout
        for name in names
        if name
    }


def committed(pages: Path, files: dict[str, str], message: str, branch: str = "gh-pages") -> str:
    """A commit that somebody else makes on a branch."""
    work = pages.with_name("work")
    if not work.exists():
        git(pages.parent, "clone", "-q", str(pages), "work")
    git(work, "fetch", "-q")
    there = git(work, "branch", "-r", "--list", f"origin/{branch}")
    begin = ["-B", branch, f"origin/{branch}"] if there else ["--orphan", branch]
    git(work, "checkout", "-q", *begin)
    for name, text in files.items():
        (work / name).write_text(text)
    git(work, "add", "-A")
    git(work, *WHO, "commit", "-q", "-m", message)
    git(work, "push", "-q", "origin", branch)
    return git(work, "rev-parse", "HEAD")


# --- what is pushed ------------------------------------------------------------------------------


def test_the_branch_holds_the_public_site_and_what_hosts_read(folio: Folio, pages: Path) -> None:
    assert published(folio).startswith(f"{len(on_branch(pages))} files: ")
    folio.build(Audience.PUBLIC)
    site, there = folio.site(Audience.PUBLIC), on_branch(pages)
    assert {name: there[name] for name in there.keys() - BESIDE} == site
    assert there["CNAME"] == b"kim.example.org\n"
    assert there[".nojekyll"] == b""
    assert there["_headers"].startswith(b"/*\n  Content-Security-Policy: default-src 'none'; ")


def test_a_second_publication_changes_nothing(folio: Folio, pages: Path) -> None:
    published(folio)
    first = git(pages, "for-each-ref")
    assert published(folio).endswith(" files: nothing changed")
    assert published(Folio(folio.root), "--to", str(pages)).endswith(": nothing changed")
    assert git(pages, "for-each-ref") == first


def test_only_what_changed_is_another_file(folio: Folio, pages: Path) -> None:
    published(folio)
    before = on_branch(pages)
    folio.entry("stories/queue", STORY.replace("A queue.", "A longer queue."))
    told = published(folio)
    after = on_branch(pages)
    changed = sum(before[name] != after[name] for name in before)
    assert after.keys() == before.keys()
    assert f"{changed} changed, {len(before) - changed} unchanged" in told
    assert b"A longer queue." in after["index.html"]


def test_a_look_changes_nothing_and_tells_every_file(folio: Folio, pages: Path) -> None:
    told = published(folio, "--dry-run").split("\n")
    assert git(pages, "for-each-ref") == ""
    assert told[-1] == "Nothing was pushed."
    published(folio)
    assert [line.split()[1] for line in told[1:-1]] == sorted(on_branch(pages))
    folio.remove("stories/queue").entry("stories/other", STORY)
    kept = git(pages, "for-each-ref")
    told = published(folio, "--dry-run").split("\n")
    assert "  + stories/other/index.html" in told
    assert "  - stories/queue/index.html" in told
    assert git(pages, "for-each-ref") == kept


def test_each_word_that_is_published_is_for_everyone(tmp_path: Path, pages: Path) -> None:
    folio, birds = populated(tmp_path)
    folio.build(*Audience)
    published(folio, "--to", str(pages))
    assert missing_and_leaked(birds, Audience.PUBLIC, words_in(on_branch(pages))) == ([], [])


def test_no_folder_on_the_disk_has_a_part_in_it(folio: Folio, pages: Path) -> None:
    folio.entry("stories/mine", "date: 2026-08\nwhat: For me.\nwhy: So.")
    folio.entry("stories/draft", f"{STORY}\ndraft: yes").entry("stories/later", STORY)
    folio.entry("stories/later", STORY.replace("2026-09", "2027-01"))
    published(folio)
    clean = on_branch(pages)
    folio.build(*Audience)
    for place in ("site/public", "site/review", "site/private", "site", "content", "."):
        folio.write(f"{place}/planted.html", "<p>Planted.</p>")
    (folio.root / "site/public/link").symlink_to(folio.root / "content")
    assert published(folio).endswith("nothing changed")
    assert on_branch(pages) == clean
    assert not [name for name in clean if "mine" in name or "draft" in name or "later" in name]


def test_what_was_taken_back_is_in_no_commit_any_more(folio: Folio, pages: Path) -> None:
    folio.entry("stories/other", STORY.replace("A queue.", "Said in haste."))
    published(folio)
    folio.remove("stories/other")
    published(folio)
    assert git(pages, "rev-list", "--all", "--count") == "1"
    reachable = git(pages, "rev-list", "--all", "--objects")
    git(pages, "reflog", "expire", "--expire=now", "--all")
    git(pages, "gc", "-q", "--prune=now")
    assert "other" not in reachable
    listed = git(pages, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    blobs = [name for name, sort, _ in map(str.split, listed) if sort == "blob"]
    read = ["git", "-C", str(pages), "cat-file", "blob"]
    assert blobs
    for name in blobs:
        told = subprocess.run([*read, name], capture_output=True, check=True).stdout
        assert b"Said in haste." not in told


# --- whom it tells of ----------------------------------------------------------------------------


def test_the_commit_tells_neither_who_nor_at_what_hour(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Kim Secret-Vale")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "kim@private.example")
    monkeypatch.setenv("EMAIL", "kim@private.example")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    published(folio)
    about = git(pages, "cat-file", "commit", "gh-pages").split("\n", 1)[1]
    who = "whyfolio <noreply@whyfolio.invalid> 1795219200 +0000"
    assert about == f"author {who}\ncommitter {who}\n\nPublish the site"


def test_the_repository_of_the_notes_is_not_touched_even_from_one_of_its_hooks(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folio.root, "init", "-q")
    git(folio.root, "add", "-A")
    git(folio.root, "commit", "-q", "-m", "My own words")
    kept = git(folio.root, "for-each-ref"), git(folio.root, "count-objects", "-v")
    monkeypatch.setenv("GIT_DIR", str(folio.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(folio.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(folio.root / ".git/index"))
    published(folio)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert (git(folio.root, "for-each-ref"), git(folio.root, "count-objects", "-v")) == kept
    assert "My own words" not in git(pages, "log", "--all", "--format=%B")
    assert not [name for name in on_branch(pages) if name.endswith(".md")]


# --- what others wrote ---------------------------------------------------------------------------


@pytest.mark.parametrize("after", [False, True])
def test_a_branch_with_commits_of_others_is_refused_and_named(
    folio: Folio, pages: Path, after: bool
) -> None:
    if after:
        published(folio)
    theirs = committed(pages, {"notes.txt": "Mine."}, "Add my notes")
    for words in ((), ("--dry-run",)):
        done = publish(folio, *words)
        assert done.return_value == 1
        assert "error[E773]: " in done.stderr
        assert 'its last commit is "Add my notes"' in done.stderr
    assert git(pages, "rev-parse", "gh-pages") == theirs


def test_what_others_wrote_moves_to_a_branch_of_its_own_when_that_is_said(
    folio: Folio, pages: Path
) -> None:
    theirs = [committed(pages, {"notes.txt": "Mine."}, "Add my notes")]
    assert published(folio, "--replace").endswith("is on the branch gh-pages-kept-1")
    assert "notes.txt" not in on_branch(pages)
    theirs.append(committed(pages, {"more.txt": "More."}, "Add more"))
    assert published(folio, "--replace").endswith("is on the branch gh-pages-kept-2")
    kept = [git(pages, "rev-parse", f"gh-pages-kept-{number}") for number in (1, 2)]
    assert kept == theirs
    assert on_branch(pages, "gh-pages-kept-1") == {"notes.txt": b"Mine."}
    assert published(folio, "--replace").endswith("nothing changed")


def test_a_commit_of_others_with_the_same_pages_is_still_theirs(folio: Folio, pages: Path) -> None:
    published(folio)
    work = pages.with_name("work")
    git(pages.parent, "clone", "-q", "-b", "gh-pages", str(pages), "work")
    git(work, *WHO, "commit", "-q", "--allow-empty", "-m", "Look at me")
    git(work, "push", "-q")
    assert "E773" in publish(folio).stderr


def test_a_domain_that_was_set_on_the_host_is_kept(folio: Folio, pages: Path) -> None:
    folio.write("whyfolio.toml", SETTINGS.replace('cname = "kim.example.org"', ""))
    committed(pages, {"CNAME": "www.kim.example.org"}, "Create CNAME")
    assert "the domain www.kim.example.org stays; name it" in published(folio, "--replace")
    assert on_branch(pages)["CNAME"] == b"www.kim.example.org\n"
    assert "nothing changed" in published(folio)
    folio.write("whyfolio.toml", SETTINGS)
    published(folio)
    assert on_branch(pages)["CNAME"] == b"kim.example.org\n"


def test_a_push_between_look_and_push_is_not_lost(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(folio)
    folio.entry("stories/other", STORY)
    commit = whyfolio.publishing.push._committed
    theirs: list[str] = []

    def meanwhile(*given: object) -> str:
        theirs.append(committed(pages, {"notes.txt": "Mine."}, "Add my notes"))
        return commit(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(whyfolio.publishing.push, "_committed", meanwhile)
    assert "error[E774]" in publish(folio).stderr
    assert git(pages, "rev-parse", "gh-pages") == theirs[0]


# --- what stops it -------------------------------------------------------------------------------


def refused(folio: Folio, pages: Path, *words: str) -> str:
    """What a publication that is refused says; the branch stays as it was."""
    before = git(pages, "for-each-ref")
    done = publish(folio, *words)
    assert done.return_value in {1, 2}, done.stdout
    assert git(pages, "for-each-ref") == before
    return done.stderr


def test_the_guard_stops_what_is_held_back(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(folio)
    held = "We end the contract with the Kestrel bank before spring."
    folio.entry("decisions/bank", f"date: 2026-11-02\nwhat: {held}").entry("stories/new", STORY)
    leak = [Artifact("index.html", f"<p>{held}</p>".encode())]
    with monkeypatch.context() as patched:
        patched.setattr(whyfolio.publishing.pages.Pages, "artifacts", lambda _: list(leak))
        told = refused(folio, pages)
    assert "content/decisions/bank.md:3:" in told
    assert "error[E901]" in told


def test_an_error_in_a_note_and_an_empty_site_are_not_published(folio: Folio, pages: Path) -> None:
    published(folio)
    folio.entry("stories/new", "date: never")
    assert "Nothing was published." in refused(folio, pages)
    folio.remove("stories/new").remove("stories/queue")
    assert "Nothing was published: no entry is open to everyone." in refused(folio, pages)


def test_a_commit_that_is_not_what_was_built_is_never_pushed(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whyfolio.publishing.push, "blob_names", lambda _: {})
    done = publish(folio)
    assert done.return_value == 3
    assert "the commit is not what was built, so it was not pushed" in done.stderr
    assert git(pages, "for-each-ref") == ""


def test_a_repository_that_keeps_its_past_says_so(folio: Folio, pages: Path) -> None:
    published(folio)
    git(pages, "config", "receive.denyNonFastForwards", "true")
    folio.entry("stories/other", STORY)
    assert "error[E774]" in refused(folio, pages)


def test_a_branch_that_is_checked_out_is_not_changed_under_its_owner(folio: Folio) -> None:
    git(folio.root, "init", "-q", "-b", "gh-pages")
    git(folio.root, "commit", "-q", "--allow-empty", "-m", "Mine")
    assert "error[E774]" in refused(folio, folio.root, "--to", str(folio.root), "--replace")


def test_without_ghp_import_one_line_says_what_to_add(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ghp_import", None)
    assert "add it with: pip install 'whyfolio[publish]'" in refused(folio, pages)


def test_without_git_one_line_says_so(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path))
    done = publish(folio)
    monkeypatch.setenv("PATH", path)
    assert (done.return_value, done.stderr) == (
        2,
        "whyfolio: publishing needs git, and there is none on this machine\n",
    )


def test_a_server_is_reached_by_ssh_as_usual(
    folio: Folio, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for ssh runs what the server is asked to run, and says what that is."""
    stand_in, asked_for = tmp_path / "ssh", tmp_path / "asked"
    stand_in.write_text(
        f'#!/bin/sh\nfor last; do :; done\necho "$last" >> "{asked_for}"\nexec sh -c "$last"\n'
    )
    stand_in.chmod(0o755)
    monkeypatch.setenv("GIT_SSH", str(stand_in))
    deployed = tmp_path / "deployed"
    (pages / "hooks/post-receive").write_text(f"#!/bin/sh\ntouch '{deployed}'\n")
    (pages / "hooks/post-receive").chmod(0o755)
    published(folio, "--to", f"kim@host.example:{pages}")
    assert asked_for.read_text().splitlines() == [
        f"git-upload-pack '{pages}'",
        f"git-receive-pack '{pages}'",
    ]
    assert "index.html" in on_branch(pages)
    assert deployed.exists()  # on a server its own hooks run, as for everybody


# --- hostile repositories ------------------------------------------------------------------------


HOOKS = (
    *("pre-receive", "update", "post-receive", "post-update", "reference-transaction"),
    *("proc-receive", "pre-auto-gc", "push-to-checkout", "pre-push", "post-index-change"),
)


def trapped(repository: Path, sign: Path) -> Path:
    """A repository whose hooks and settings all leave a sign when they run."""
    hook = f"#!/bin/sh\ntouch '{sign}'\n"
    for folder in (repository / "hooks", repository / "more"):
        folder.mkdir(exist_ok=True)
        for name in HOOKS:
            (folder / name).write_text(hook)
            (folder / name).chmod(0o755)
    program = repository / "more" / "update"
    for name in (
        *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.gitProxy"),
        *("core.alternateRefsCommand", "uploadpack.packObjectsHook", "gpg.program"),
        *("diff.external", "filter.x.smudge", "filter.x.clean", "core.askPass"),
    ):
        git(repository, "config", name, str(program))
    git(repository, "config", "core.hooksPath", str(repository / "more"))
    git(repository, "config", "receive.procReceiveRefs", "refs/for")
    git(repository, "config", "receive.denyCurrentBranch", "updateInstead")
    (repository / "info").mkdir(exist_ok=True)
    (repository / "info" / "attributes").write_text("* filter=x diff=x\n")
    return repository


def test_nothing_that_the_target_brings_is_run(folio: Folio, pages: Path, tmp_path: Path) -> None:
    sign = tmp_path / "ran"
    trapped(pages, sign)
    published(folio)
    folio.entry("stories/other", STORY)
    published(folio)
    published(folio, "--dry-run")
    assert not sign.exists()
    git(tmp_path, "init", "-q", "work")
    git(tmp_path / "work", "commit", "-q", "--allow-empty", "-m", "x")
    git(tmp_path / "work", "push", "-q", str(pages), "HEAD:refs/heads/usual")
    assert sign.exists()  # so the traps are real


def test_nothing_that_the_repository_of_the_notes_brings_is_run(
    folio: Folio, pages: Path, tmp_path: Path
) -> None:
    sign = tmp_path / "ran"
    git(folio.root, "init", "-q")
    trapped(folio.root / ".git", sign)
    git(folio.root, "config", f"url.ext::touch {sign} #.insteadOf", str(pages))
    git(folio.root, "config", "remote.pages.url", str(pages))
    published(folio, "--to", "pages")
    assert not sign.exists()


def test_an_address_that_is_a_program_is_not_run(
    folio: Folio, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folio.root)
    address = "ext::sh -c 'touch ran'"
    assert "error[E771]" in refused(folio, pages, "--to", address)
    folio.write("whyfolio.toml", SETTINGS.replace("../pages.git", address))
    assert "error[E771]" in refused(folio, pages)
    assert not (folio.root / "ran").exists()


@pytest.mark.parametrize("way", [str, lambda path: f"file://{path}", os.path.relpath])
def test_a_repository_on_this_machine_is_named_in_any_way(
    folio: Folio, tmp_path: Path, way: Callable[[Path], str]
) -> None:
    place = tmp_path / "Ünsere Seiten, 'neu'.git"
    git(tmp_path, "init", "-q", "--bare", str(place))
    published(folio, "--to", way(place))
    assert "index.html" in on_branch(place)
