"""After a small edit the pages that it reaches are made alone, and are as if all had been made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from tests.folio import Folio
from tests.property.edits import SETTINGS, STORY, body, file, front, override, picture, text
from tests.property.edits import portfolio as with_everything

from whyfolio.amend.builds import amended
from whyfolio.build import build
from whyfolio.crowd import FROM
from whyfolio.kept.builds import read_kept
from whyfolio.model.audience import Audience
from whyfolio.unchanged import parts

Edit = Callable[[Folio, Random], object]
PLAIN = "It began with a list on paper. See [the other](quay-lights.md).\n"
BASE = (Path(__file__).parents[2] / "themes/margin/templates/base.html").read_text(encoding="utf-8")
HELD_BACK = "Nobody on the northern quay was ever told of the second contract."
STORIES = ("tide-table", "quay-lights", "long-pier", "old-scales")


def portfolio(root: Path) -> Folio:
    """A project in which most of the notes hold nothing back."""
    folio = with_everything(root)
    folio.write(
        "whyfolio.toml", SETTINGS.replace("search = false", "search = false\ncards = false")
    )
    (folio.root / "content/files/plan.png").unlink()
    shutil.rmtree(folio.root / "content/stories")
    for place, slug in enumerate(STORIES):
        name, when = slug.replace("-", " "), f"2026-0{place + 1}"
        told = STORY.format(name=name, when=when, audience="public", tags="[quay]")
        folio.write(f"content/stories/{slug}.md", front(told) + PLAIN)
    folio.entry("stories/night", "date: 2026-02\naudience: private\nwhat: I.\nwhy: So.", HELD_BACK)
    override("templates/base.html", BASE)(folio, Random(1))  # noqa: S311 - no secret
    override("templates/partials/values.html", "<p>Boats</p>\n")(folio, Random(1))  # noqa: S311
    return folio


def both(*edits: Edit) -> Edit:
    """Edits one after the other."""

    def edit(folio: Folio, random: Random) -> None:
        for each in edits:
            each(folio, random)

    return edit


def said(sentence: str) -> Edit:
    """A sentence at the end of the first story."""

    def edit(folio: Folio, _random: Random) -> None:
        path = folio.root / "content/stories/tide-table.md"
        path.write_text(f"{path.read_text()}\n{sentence}\n")

    return edit


def foot(words: str) -> str:
    """The template of all pages with other words at their end."""
    return BASE.replace("</body>", f"<p>{words}</p></body>")


def again(slug: str, told: str) -> Edit:
    """Another text of one story."""

    def edit(folio: Folio, _random: Random) -> None:
        path = folio.root / f"content/stories/{slug}.md"
        path.write_text(front(path.read_text()) + told)

    return edit


def text_of(change: Callable[[str], str]) -> Edit:
    """The first story's file as it is changed."""

    def edit(folio: Folio, _random: Random) -> None:
        path = folio.root / "content/stories/tide-table.md"
        path.write_bytes(change(path.read_bytes().decode()).encode())

    return edit


REACHES_ITS_PAGE: dict[str, Edit] = {
    "a sentence": said("One more line, of 40 boats."),
    "another text": again("long-pier", "All anew, and *shorter*.\n"),
    "no text": again("long-pier", ""),
    "a heading": said("## What came of it\n\nIt held."),
    "a table": said("| a | b |\n|---|---|\n| 1 | 2 |"),
    "a footnote": said("It rained.[^1]\n\n[^1]: All day."),
    "code": said("```python\nprint('boats')\n```"),
    "braces in code": said("Write `{.private}` behind it."),
    "a link to a note": said(
        "See [paper](../decisions/paper-first.md) and [part](long-pier.md#a)."
    ),
    "a link to what is not shown": said("See [the night](night.md)."),
    "a link elsewhere": said("See <https://tides.example/a?b&c>."),
    "raw HTML": said("<details><summary>More</summary>Boats.</details>"),
    "a decision's text": file(
        "content/decisions/paper-first.md",
        "---\ndate: 2025-10\naudience: public\nstatus: accepted\nwhat: Paper first.\n"
        "why: It is there.\n---\nWe asked nobody.\n",
    ),
    "a page's text": file(
        "content/pages/about.md", "---\ntitle: About\naudience: public\n---\nI row.\n"
    ),
    "line ends of Windows": text_of(lambda told: told.replace("\n", "\r\n") + "More.\r\n"),
    "a byte order mark": text_of(lambda told: f"\ufeff{told}More.\n"),
    "two notes": both(said("Twice."), again("old-scales", "They were wrong by 3 %.\n")),
    "the template of all": override("templates/base.html", foot("Made by hand.")),
    "a part of pages": override("templates/partials/values.html", "<p>Tides</p>\n"),
    "a template and a text": both(
        override("templates/base.html", foot("Made twice.")), said("And a line.")
    ),
}
REACHES_FURTHER: dict[str, Edit] = {
    "a private sentence": said("[Nobody knows.]{.private}"),
    "a comment": said("<!-- not to be told -->"),
    "a private block": said("::: private\nThe real reason.\n:::"),
    "a title in the text": file(
        "content/decisions/paper-first.md",
        "---\ndate: 2025-10\naudience: public\nstatus: accepted\nwhat: Paper first.\n"
        "why: It is there.\n---\n# Paper, then screens\n\nWe asked.\n",
    ),
    "a picture": both(
        file("content/files/plan.png", picture((1, 2, 3))), said("![](../files/plan.png)")
    ),
    "what another page would run": said('<iframe src="https://film.example/1"></iframe>'),
    "a link to nowhere": said("See [it](../decisions/nowhere.md)."),
    "a mark that is wrong": said("[Nobody knows.]{.privat}"),
    "a line of the front matter": text(lambda told, _: told.replace("with two others", "alone")),
    "a private note": body(),
    "what is held back elsewhere": said(HELD_BACK),
    "the profile's text": file("content/profile.md", "---\nname: Kim Vale\n---\nHello.\n"),
    "a style sheet": override("own.css", "a { color: teal }\n"),
    "a template that is new": override(
        "templates/pages/not_found.html", "{% extends 'base.html' %}\n"
    ),
    "a template that tells": override("templates/base.html", foot(HELD_BACK)),
}
REACHES_FURTHER["a private note"] = file(
    "content/stories/night.md",
    f"---\ndate: 2026-02\naudience: private\nwhat: I.\nwhy: So.\n---\n{HELD_BACK} Or so.\n",
)


def whole(folio: Folio, elsewhere: Path, *audiences: Audience) -> tuple[list[str], object]:
    """What a build that knows nothing says and makes."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(folio.root, elsewhere, ignore=shutil.ignore_patterns("site", ".whyfolio"))
    done = build(elsewhere, folio.today, audiences=audiences)
    sites = {one: Folio(elsewhere).site(one) for one in audiences}
    return [str(found) for found in done.diagnostics], sites


def built(folio: Folio, *audiences: Audience) -> tuple[list[str], object, bool]:
    """What a build says and makes that goes by what is known, and whether it read no notes."""
    done = folio.build(*audiences)
    sites = {one: folio.site(one) for one in audiences}
    return [str(found) for found in done.diagnostics], sites, not done.sources


@pytest.mark.parametrize(
    ("kind", "audiences"),
    [
        *((kind, (Audience.PUBLIC,)) for kind in REACHES_ITS_PAGE),
        *((kind, tuple(Audience)) for kind in ("code", "two notes", "a template and a text")),
    ],
)
def test_what_reaches_its_pages_alone_is_made_without_reading_notes(
    kind: str, audiences: tuple[Audience, ...], tmp_path: Path
) -> None:
    folio = portfolio(tmp_path / "warm")
    folio.build(*audiences)
    before = {one: folio.site(one) for one in audiences}
    REACHES_ITS_PAGE[kind](folio, Random(kind))  # noqa: S311 - no secret
    told, sites, is_amended = built(folio, *audiences)
    assert (told, sites) == whole(folio, tmp_path / "cold", *audiences)
    assert sites != before
    assert is_amended
    said("Once more.")(folio, Random(2))  # noqa: S311
    told, sites, is_amended = built(folio, *audiences)
    assert (told, sites) == whole(folio, tmp_path / "cold", *audiences)
    assert is_amended


@pytest.mark.parametrize("kind", REACHES_FURTHER)
def test_for_what_reaches_further_all_is_made(kind: str, tmp_path: Path) -> None:
    folio = portfolio(tmp_path / "warm")
    folio.build(Audience.PUBLIC)
    old = folio.site(Audience.PUBLIC)
    REACHES_FURTHER[kind](folio, Random(kind))  # noqa: S311 - no secret
    asked = (Audience.PUBLIC.value, "")
    last, now = read_kept(folio.root, asked), parts(folio.root, folio.today, asked)
    assert last is not None
    assert amended(last, folio.root, asked, now) is None
    assert folio.site(Audience.PUBLIC) == old
    told, sites, _ = built(folio, Audience.PUBLIC)
    first = whole(folio, tmp_path / "cold", Audience.PUBLIC)
    assert told == first[0]
    is_refused = not Folio(tmp_path / "cold").site(Audience.PUBLIC)
    assert sites == ({Audience.PUBLIC: old} if is_refused else first[1])


def test_the_only_story_stands_on_the_first_page_too(tmp_path: Path) -> None:
    folio = portfolio(tmp_path / "warm")
    for slug in STORIES[1:]:
        folio.remove(f"stories/{slug}")
    again("tide-table", "Alone.\n")(folio, Random(1))  # noqa: S311 - no secret
    folio.build(Audience.PUBLIC)
    said("One more line.")(folio, Random(1))  # noqa: S311
    told, sites, is_amended = built(folio, Audience.PUBLIC)
    assert (told, sites) == whole(folio, tmp_path / "cold", Audience.PUBLIC)
    assert b"One more line." in folio.site(Audience.PUBLIC)["index.html"]
    assert not is_amended


def test_a_newer_text_is_in_the_feeds(tmp_path: Path) -> None:
    folio = portfolio(tmp_path)
    folio.build(Audience.PUBLIC)
    said("A line for subscribers.")(folio, Random(1))  # noqa: S311 - no secret
    assert built(folio, Audience.PUBLIC)[2]
    site = folio.site(Audience.PUBLIC)
    assert all(b"A line for subscribers." in site[name] for name in ("feed.xml", "feed.json"))


def test_a_large_site_is_drawn_again_by_several_processes(tmp_path: Path) -> None:
    folio = portfolio(tmp_path / "warm")
    for number in range(2 * FROM):
        folio.entry(
            f"lessons/l{number}", f"title: L{number}\ndate: 2025-01\naudience: public\nwhat: A"
        )
    folio.build(Audience.PUBLIC)
    for edit in (*REACHES_ITS_PAGE.values(), override("templates/base.html", foot("Last."))):
        edit(folio, Random(1))  # noqa: S311 - no secret
    told, sites, is_amended = built(folio, Audience.PUBLIC)
    assert (told, sites) == whole(folio, tmp_path / "cold", Audience.PUBLIC)
    assert is_amended


def kept_files(folio: Folio) -> list[Path]:
    return sorted((folio.root / ".whyfolio/built").iterdir())


def flipped(folio: Folio, random: Random) -> None:
    for path in kept_files(folio):
        raw = bytearray(path.read_bytes())
        for _ in range(40):
            raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
        path.write_bytes(bytes(raw))


def lost_plans(folio: Folio, _random: Random) -> None:
    for path in (folio.root / ".whyfolio/built").glob("*.plans"):
        path.unlink()


def cut_plans(folio: Folio, random: Random) -> None:
    for path in (folio.root / ".whyfolio/built").glob("*.plans"):
        path.write_bytes(path.read_bytes()[: random.randrange(400)])


def garbled_plans(folio: Folio, _random: Random) -> None:
    for path in (folio.root / ".whyfolio/built").glob("*.plans"):
        path.write_bytes(bytes(path.stat().st_size))


LOSSES: dict[str, Edit] = {
    "bits": flipped,
    "plans": lost_plans,
    "ends of plans": cut_plans,
    "what plans say": garbled_plans,
    "a page": lambda f, _: (f.root / "site/public/stories/long-pier/index.html").unlink(),
    "the style sheet": lambda f, _: [
        p.unlink() for p in (f.root / "site/public").glob("assets/*.css")
    ],
    "the site": lambda f, _: shutil.rmtree(f.root / "site"),
    "the record": lambda f, _: [p.unlink() for p in (f.root / ".whyfolio/outputs").glob("*.json")],
    "the memos": lambda f, _: shutil.rmtree(f.root / ".whyfolio/memo"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_whatever_was_lost_of_the_last_build_the_next_one_is_right(
    loss: str, tmp_path: Path
) -> None:
    folio = portfolio(tmp_path / "warm")
    folio.build(Audience.PUBLIC)
    for seed in range(3):
        LOSSES[loss](folio, Random(seed))  # noqa: S311 - no secret
        edit = said(f"Line {seed}.") if seed else override("templates/base.html", foot("A."))
        edit(folio, Random(1))  # noqa: S311
        if loss == "the record" and (folio.root / "site").is_dir():
            shutil.rmtree(folio.root / "site")
        told, sites, _ = built(folio, Audience.PUBLIC)
        assert (told, sites) == whole(folio, tmp_path / "cold", Audience.PUBLIC)


def test_nothing_of_a_text_that_was_taken_back_is_kept_beside_the_old_site(tmp_path: Path) -> None:
    folio = portfolio(tmp_path)
    told = "Forty-one crates were never found."
    again("tide-table", f"{PLAIN}\n{told} {'They are somewhere. ' * 40}\n")(folio, Random(1))  # noqa: S311
    folio.build(Audience.PUBLIC)
    keeping = [folio.root / ".whyfolio/memo", folio.root / ".whyfolio/built"]
    words = (told.encode(), b"forty-one crates were never found")

    def holding() -> list[str]:
        files = [path for folder in keeping for path in folder.rglob("*") if path.is_file()]
        return [path.name for path in files if any(one in path.read_bytes() for one in words)]

    assert len(holding()) > 2
    again("tide-table", "All was found.\n")(folio, Random(1))  # noqa: S311
    assert built(folio, Audience.PUBLIC)[2]
    assert holding() == []


def test_what_is_kept_does_not_grow_with_the_number_of_edits(tmp_path: Path) -> None:
    folio = portfolio(tmp_path)
    folio.build(Audience.PUBLIC)
    first = sum(path.stat().st_size for path in kept_files(folio))
    amends = 0
    for number in range(40):
        said(f"Line {number} of this.")(folio, Random(1))  # noqa: S311 - no secret
        amends += built(folio, Audience.PUBLIC)[2]
    assert amends == 40
    assert sum(path.stat().st_size for path in kept_files(folio)) < 4 * first
    assert len(kept_files(folio)) < 20


def test_only_the_builds_of_what_was_asked_for_last_are_kept(tmp_path: Path) -> None:
    folio = portfolio(tmp_path)
    asked = [
        (Audience.PUBLIC,),
        (Audience.REVIEW,),
        (Audience.PRIVATE,),
        (Audience.PUBLIC, Audience.REVIEW),
        (Audience.PUBLIC, Audience.PRIVATE),
        tuple(Audience),
    ]
    for audiences in asked:
        folio.build(*audiences)
    endings = [path.suffix for path in kept_files(folio)]
    assert endings.count(".build") == 4
    stems = {path.name.split("-")[0].split(".")[0] for path in kept_files(folio)}
    assert len(stems) == 4


def test_only_their_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    folio = portfolio(tmp_path)
    folio.build(Audience.PUBLIC)
    modes = {path.stat().st_mode & 0o777 for path in kept_files(folio)}
    assert (folio.root / ".whyfolio/built").stat().st_mode & 0o777 == 0o700
    assert modes == {0o600}


def test_builds_that_are_refused_leave_no_more_and_more_behind(tmp_path: Path) -> None:
    folio = portfolio(tmp_path)
    override("templates/base.html", foot(HELD_BACK))(folio, Random(1))  # noqa: S311 - no secret
    sizes = []
    for number in range(4):
        folio.entry(f"lessons/l{number}", f"title: L{number}\ndate: 2025-01\naudience: public")
        assert folio.build(Audience.PUBLIC).built == ()
        sizes.append(len(kept_files(folio)))
    assert max(sizes) == sizes[0]
