"""What a repository's history becomes: which stories, with which numbers, whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.desk import Brought, Desk
from tests.importers.repositories import ANA, KIM, Repo, run_git
from whyfolio.errors import UsageError
from whyfolio.importers.found import mark_of
from whyfolio.model.work import Story


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


@pytest.fixture
def repo(desk: Desk) -> Repo:
    return Repo.at(desk.source / "shop")


def story(brought: Brought, name: str) -> Story:
    found = brought.entries[name]
    assert isinstance(found, Story)
    return found


def text(desk: Desk, name: str) -> str:
    return (desk.folio.root / f"content/stories/{name}.md").read_text(encoding="utf-8")


def queue(repo: Repo, start: int, number: int = 12) -> int:
    """A branch of three commits, and its merge as GitHub writes it."""
    files = {"services/checkout/queue.py": "1\n2\n"}
    one = repo.commit("Try a queue", "2026-03-02", files, parents=(start,), branch="queue")
    two = repo.commit(
        "Retry three times\n\nReviewed-by: Ana Lima <ana@shop.example>",
        "2026-03-04",
        {"services/checkout/retry.py": "1\n", "docs/queue.md": "# Queue\n"},
        parents=(one,),
        branch="queue",
    )
    three = repo.commit(
        "Drain it",
        "2026-03-06",
        {"services/checkout/queue.py": "1\n3\n"},
        parents=(two,),
        branch="queue",
    )
    message = f"Merge pull request #{number} from kim/queue\n\nPut a queue in front of checkout"
    return repo.commit(message, "2026-03-09", by=ANA, parents=(start, three))


def test_a_merge_is_a_story_with_what_git_knows_and_questions_for_the_rest(
    desk: Desk, repo: Repo
) -> None:
    start = repo.commit("Start", "2026-01-05", {"README.md": "# Shop\n"}, by=ANA)
    merge = queue(repo, start)
    repo.tag("v2.3.0", merge)
    repo.done()
    brought = desk.bring("git", "shop")
    name = "put-a-queue-in-front-of-checkout"
    assert list(brought.entries) == [name]
    sha = run_git(repo.folder, "rev-parse", "main").strip()
    marks = [mark_of("git", "kim/shop#12"), mark_of("git", f"kim/shop@{sha}")]
    assert text(desk, name) == (
        "---\n"
        'title: "Put a queue in front of checkout"\n'
        "date: 2026-03-02/2026-03-06\n"
        "with:\n"
        '  - name: "Ana Lima"\n'
        '    role: "reviewer"\n'
        "evidence:\n"
        "  - kind: code\n"
        '    title: "kim/shop#12"\n'
        '    url: "https://github.com/kim/shop/pull/12"\n'
        "imported:\n"
        f"  - {marks[0]}\n"
        f"  - {marks[1]}\n"
        "---\n"
        "\n"
        "What git knows:\n"
        "\n"
        "- 3 commits, 2026-03-02 to 2026-03-06\n"
        "- 3 files changed, most of them in `services/checkout/`, `docs/`,"
        " 5 lines added, 1 removed\n"
        "- merge request kim/shop#12\n"
        "- first in v2.3.0\n"
        "- with Ana Lima (reviewer)\n"
        "\n"
        "## Commits\n"
        "\n"
        "- Drain it\n"
        "- Retry three times\n"
        "- Try a queue\n"
        "\n"
        "<!-- What git cannot know:\n"
        "- what: what did you do, in one sentence that begins with I?\n"
        "- why, for: why did it matter, and who was better off?\n"
        "- role: was it yours, or did you lead, help, review?\n"
        "- impact: what was it before and after, and how is that known?\n"
        "- otherwise: what would have happened without it?\n"
        "-->\n"
    )
    found = story(brought, name)
    assert (found.impact, found.why, found.role, found.scope) == ((), "", "", "")
    assert desk.folio.codes() == []


def test_a_second_import_brings_nothing_and_a_third_only_what_is_new(
    desk: Desk, repo: Repo
) -> None:
    merge = queue(repo, repo.commit("Start", by=ANA))
    repo.done()
    desk.bring("git", "shop")
    again = desk.bring("git", "shop")
    assert (again.intake.files, again.intake.known) == ((), 1)
    merge = queue(repo, merge, number=13)
    repo.done()
    third = desk.bring("git", "shop")
    assert [file.ref for file in third.intake.files] == [
        "stories/put-a-queue-in-front-of-checkout-2"
    ]
    assert third.intake.known == 1


def test_a_clone_elsewhere_is_known_again(desk: Desk, repo: Repo, tmp_path: Path) -> None:
    queue(repo, repo.commit("Start", by=ANA))
    repo.done()
    desk.bring("git", "shop")
    run_git(desk.source, "clone", "-q", "--bare", "shop", "copy.git")
    run_git(desk.source / "copy.git", "config", "remote.origin.url", "https://github.com/kim/shop")
    assert desk.bring("git", "copy.git", author=KIM[1]).intake.known == 1


def test_the_mail_map_makes_an_old_address_yours(desk: Desk, repo: Repo) -> None:
    mail_map = "Kim Vale <kim@shop.example> <kim.v@old.example>\n"
    repo.commit("Start", files={".mailmap": mail_map}, by=ANA)
    for day in ("2026-02-01", "2026-02-02"):
        repo.commit("Old", day, {f"web/{day}": "1"}, by=("kv", "kim.v@old.example"))
    repo.commit("New", "2026-02-03", {"web/c": "1"})
    repo.done()
    brought = desk.bring("git", "shop")
    assert list(brought.entries) == ["work-on-web-2026-q1"]
    assert "- 3 commits, 2026-02-01 to 2026-02-03\n" in text(desk, "work-on-web-2026-q1")


def test_a_commit_written_together_is_yours_too(desk: Desk, repo: Repo) -> None:
    repo.commit("Start", by=ANA)
    repo.commit(
        "Move the till\n\nCo-authored-by: Kim Vale <KIM@shop.example>",
        "2026-02-02",
        {f"till/{number}": "1" for number in range(4)},
        by=ANA,
    )
    repo.done()
    found = story(desk.bring("git", "shop"), "move-the-till")
    assert [(one.name, one.role) for one in found.people] == [("Ana Lima", "co-author")]


def test_commits_of_others_in_the_same_merge_are_told_apart(desk: Desk, repo: Repo) -> None:
    start = repo.commit("Start", by=ANA)
    one = repo.commit("Mine", "2026-02-02", {"a": "1"}, parents=(start,), branch="x")
    two = repo.commit("Mine too", "2026-02-03", {"b": "1"}, parents=(one,), branch="x")
    three = repo.commit("Hers", "2026-02-04", {"c": "1"}, parents=(two,), branch="x", by=ANA)
    repo.commit("Merge branch 'feature/SHOP-7-new_till'", parents=(start, three))
    repo.done()
    desk.bring("git", "shop")
    written = text(desk, "new-till")
    assert "- 2 commits of yours, 1 of others, 2026-02-02 to 2026-02-03\n" in written
    assert "- 2 files changed" in written


def test_single_commits_are_put_together_by_folder_and_release_or_quarter(
    desk: Desk, repo: Repo
) -> None:
    repo.commit("Start", "2026-01-05", {"README.md": "1"}, by=ANA)
    for day in ("2026-01-06", "2026-01-07", "2026-01-08"):
        repo.commit(f"Mend the till {day}", day, {f"src/till/{day}.py": "1"})
    release = repo.commit("Release", "2026-01-09", {"VERSION": "1"}, by=ANA)
    repo.tag("v1.2.0", release)
    for day in ("2026-02-06", "2026-03-07", "2026-03-08"):
        repo.commit(f"Mend the till {day}", day, {f"src/till/{day}.py": "1"})
    for day in ("2026-04-06", "2026-04-07"):
        repo.commit(f"Mend the till {day}", day, {f"src/till/{day}.py": "1"})
    repo.done()
    brought = desk.bring("git", "shop")
    assert sorted(brought.entries) == [
        "work-on-src-till-2026-q1",
        "work-on-src-till-v1-2-0-2026",
    ]
    assert brought.said == ["Left out, as small: 2 pieces of work; --since brings those of a time."]


def test_a_merge_request_that_was_squashed_has_its_number_and_address(
    desk: Desk, repo: Repo
) -> None:
    repo.commit("Start", by=ANA)
    files = {f"till/{number}.py": "1\n" for number in range(5)}
    repo.commit("Count coins twice (#41)", "2026-02-02", files)
    repo.done()
    found = story(desk.bring("git", "shop"), "count-coins-twice")
    assert [one.url for one in found.evidence] == ["https://github.com/kim/shop/pull/41"]


def test_a_merge_by_a_program_has_the_title_in_quotes_and_thanks_nobody(
    desk: Desk, repo: Repo
) -> None:
    start = repo.commit("Start", by=ANA)
    files = {f"till/{number}.py": "1\n" for number in range(5)}
    change = repo.commit("Count coins", "2026-02-02", files, parents=(start,), branch="x")
    bot = ("review-bot", "review-bot@reviews.example")
    repo.commit('Merge "Count coins" into main', parents=(start, change), by=bot)
    repo.done()
    found = story(desk.bring("git", "shop"), "count-coins")
    assert (found.title, found.people) == ("Count coins", ())


def test_a_merge_of_the_main_line_of_elsewhere_is_no_story(desk: Desk, repo: Repo) -> None:
    start = repo.commit("Start", by=ANA)
    here = repo.commit("Here", "2026-02-02", {"a": "1"}, parents=(start,))
    there = repo.commit("There", "2026-02-03", {"b": "1"}, parents=(start,), branch="x")
    more = repo.commit("More there", "2026-02-04", {"c": "1"}, parents=(there,), branch="x")
    repo.commit("Merge branch 'main' of github.com:kim/shop", parents=(here, more))
    repo.done()
    brought = desk.bring("git", "shop")
    assert list(brought.entries) == ["work-on-the-top-folder-2026-q1"]
    assert "- 3 commits" in text(desk, "work-on-the-top-folder-2026-q1")


def test_a_merge_back_into_a_branch_brings_nothing_of_the_main_line(desk: Desk, repo: Repo) -> None:
    start = repo.commit("Start", by=ANA)
    one = repo.commit("One", "2026-02-02", {"a": "1"}, parents=(start,), branch="x")
    main = repo.commit("Apart", "2026-02-03", {"m": "1"}, parents=(start,))
    back = repo.commit("Merge branch 'main' into x", parents=(one, main), branch="x")
    two = repo.commit("Two", "2026-02-04", {"b": "1"}, parents=(back,), branch="x")
    repo.commit("Merge pull request #7 from kim/x\n\nThe till counts", parents=(main, two))
    repo.done()
    desk.bring("git", "shop")
    assert "- 2 commits, 2026-02-02 to 2026-02-04\n" in text(desk, "the-till-counts")


def test_a_renamed_file_is_counted_once(desk: Desk, repo: Repo) -> None:
    start = repo.commit("Start", by=ANA)
    body = "".join(f"line {number}\n" for number in range(20))
    one = repo.commit("Write it", "2026-02-02", {"a/old.py": body}, parents=(start,), branch="x")
    two = repo.commit(
        "Call it new", "2026-02-03", parents=(one,), branch="x", renamed=("a/old.py", "b/new.py")
    )
    repo.commit("Merge pull request #8 from kim/x\n\nCall it new", parents=(start, two))
    repo.done()
    desk.bring("git", "shop")
    assert "- 1 file changed in `b/`, 20 lines added, 0 removed\n" in text(desk, "call-it-new")


def test_since_last_brings_what_came_since_the_last_import_however_small(
    desk: Desk, repo: Repo
) -> None:
    start = repo.commit("Start", "2026-01-05", by=ANA)
    queue(repo, start)
    repo.done()
    assert "all of it is read" in desk.bring("git", "shop", since="last").said[0]
    repo.commit("Mend a letter", "2026-03-12", {"docs/a.md": "1"})
    repo.done()
    week = desk.bring("git", "shop", since="last")
    assert [file.ref for file in week.intake.files] == ["stories/work-on-docs-2026-q1"]
    assert week.intake.known == 0
    assert desk.bring("git", "shop", since="last").intake.files == ()
    repo.commit("Mend another", "2026-03-19", {"docs/b.md": "1"})
    repo.done()
    desk.bring("git", "shop", since="last")
    assert "- 1 commit, 2026-03-19\n" in text(desk, "work-on-docs-2026-q1-2")


def test_since_a_day_means_merged_since(desk: Desk, repo: Repo) -> None:
    repo.commit("Start", "2026-01-05", by=ANA)
    queue(repo, repo.commit("Old", "2026-01-06", {"till/old.py": "1"}))
    repo.done()
    brought = desk.bring("git", "shop", since="2026-03-08")
    assert list(brought.entries) == ["put-a-queue-in-front-of-checkout"]
    assert "- 3 commits" in text(desk, "put-a-queue-in-front-of-checkout")


def test_the_largest_come_first_where_there_are_many(desk: Desk, repo: Repo) -> None:
    repo.commit("Start", by=ANA)
    for number in range(4, 9):
        files = {f"a{number}/{file}": "1" for file in range(number)}
        repo.commit(f"Change {number} files", f"2026-02-0{number}", files)
    repo.done()
    brought = desk.bring("git", "shop", most="2")
    assert sorted(brought.entries) == ["change-7-files", "change-8-files"]
    assert brought.said == ["Left out, as above the 2 largest: 3 candidates; --most 4 brings more."]


def test_somebody_unknown_is_told_who_writes_there(desk: Desk, repo: Repo) -> None:
    repo.commit("Start", by=ANA)
    repo.done()
    brought = desk.bring("git", "shop")
    assert brought.told == ["shop:1 W752 of 1 commit none is yours"]
    assert "ana@shop.example (1)" in brought.intake.diagnostics[0].hint
    assert desk.bring("git", "shop", author="Ana Lima").told == []


def test_the_address_that_github_hides_is_known_by_the_profile(desk: Desk, repo: Repo) -> None:
    profile = "---\nname: Kim Vale\nprofiles:\n  - network: GitHub\n    username: kimvale\n---\n"
    (desk.folio.root / "content/profile.md").write_text(profile, encoding="utf-8")
    hidden = ("Kim", "4127+KimVale@users.noreply.github.com")
    repo.commit("Start", files={f"a/{number}": "1" for number in range(4)}, by=hidden)
    repo.done()
    assert list(desk.bring("git", "shop").entries) == ["start"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": "yesterday-ish"}, '--since takes a date or "last": "yesterday-ish"'),
        ({"most": "0"}, '--most takes a number from 1 to 2,000, and "0" is none'),
        ({"branch": "--output=x"}, 'shop has no branch "--output=x"'),
    ],
)
def test_an_option_without_a_meaning_is_refused(
    desk: Desk, repo: Repo, options: dict[str, str], message: str
) -> None:
    repo.commit("Start")
    repo.done()
    with pytest.raises(UsageError) as refusal:
        desk.bring("git", "shop", **options)
    assert str(refusal.value).startswith(message)
