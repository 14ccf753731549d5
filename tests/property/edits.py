"""Some eighty kinds of edit that an author makes, or that happen to a project."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image
from tests.folio import Folio

Edit = Callable[[Folio, Random], object]

SETTINGS = """schema = 1

[site]
title = "Ines Moreau"
url = "https://ines.example.com"
language = "en"
theme = "margin"

[site.theme_options]
dates = "written"

[career]
ladder = "five-areas"
level = "senior"
next_level = "staff"

[build]
audiences = ["public", "review"]
search = false
file_links = []

[markdown]
raw_html = "sanitize"

[[cycle]]
id = "2026-H2"
title = "Second half of 2026"
start = 2026-07-01
end = 2026-12-31
due = 2026-12-04
"""
STORIES = {
    "tide-table": ("2026-09", "public", "[tides, quay]"),
    "quay-lights": ("2026-03/2026-05", "public", "[quay]"),
    "night-watch": ("2025-11", "review", "[people]"),
    "lost-crates": ("2025-06", "private", "[]"),
}
STORY = """---
title: The {name}
date: {when}
audience: {audience}
tags: {tags}
what: I rebuilt the {name} with two others.
why: The harbour lost a day each month.
impact:
  - measure: days lost a month
    before: 4
    after: 1
    source: harbour book
    audience: {audience}
shows:
  - competency: execution
    level: senior
    how: From the question to daily use in nine weeks.
    audience: {audience}
---

It began with a list on paper. See [the other](quay-lights.md) and the ![plan](../files/plan.png).

What nobody says aloud is [the cost]{{.private}}.
"""


def picture(colour: tuple[int, int, int], size: int = 8) -> bytes:
    """A small PNG of one colour."""
    written = BytesIO()
    Image.new("RGB", (size, size), colour).save(written, "PNG")
    return written.getvalue()


def portfolio(root: Path) -> Folio:
    """A small project with something of most kinds."""
    folio = Folio.at(root, SETTINGS)
    for slug, (when, audience, tags) in STORIES.items():
        name = slug.replace("-", " ")
        told = STORY.format(name=name, when=when, audience=audience, tags=tags)
        folio.write(f"content/stories/{slug}.md", told)
    folio.write("content/files/plan.png", picture((20, 90, 120)))
    folio.write("content/log.md", "# Log\n\n- 2026-11-02 Talked with the pilots.\n")
    folio.entry(
        "decisions/paper-first",
        "date: 2025-10\naudience: public\nstatus: accepted\nwhat: Paper first.\nwhy: It is there.",
        "We [asked](../stories/tide-table.md) the pilots.\n",
    )
    folio.entry("lessons/ask-twice", "date: 2026-01\naudience: public\nwhat: I ask twice.")
    folio.entry(
        "feedback/pilot",
        "title: On the table\ndate: 2026-10-01\naudience: review\nconsent: review\n"
        "from: Odile Brand (pilot)\nquote: I sleep again.\nabout: [stories/tide-table]",
    )
    folio.entry(
        "goals/calm",
        "title: Calm nights\ndate: 2026-01-02\naudience: review\nstatus: clear\norigin: mine\n"
        "why_mine: I was there.\nsuccess: Nobody is woken.\nhorizon: 2027-06",
    )
    folio.entry(
        "positions/harbour",
        "title: Engineer\norganisation: Harbour Office\nstart: 2024-02\naudience: public",
    )
    return folio.entry("pages/about", "title: About\naudience: public", "I count boats.\n")


def stories(folio: Folio) -> list[Path]:
    """The stories that are there."""
    return sorted((folio.root / "content/stories").glob("*.md"))


def text(change: Callable[[str, Random], str]) -> Edit:
    """An edit of one story's text."""

    def edit(folio: Folio, random: Random) -> None:
        path = random.choice(stories(folio))
        path.write_bytes(change(path.read_bytes().decode(), random).encode())

    return edit


def line(name: str, *values: str) -> Edit:
    """An edit of one line of a story's front matter; it is added where it is missing."""

    def change(told: str, random: Random) -> str:
        value = f"{name}: {random.choice(values)}"
        found = re.subn(rf"(?m)^{name}: .*$", lambda _: value, told, count=1)
        return found[0] if found[1] else told.replace("---\n", f"---\n{value}\n", 1)

    return text(change)


def front(told: str) -> str:
    """A note's front matter with its fences, whatever its line ends are."""
    found = re.match(r"\ufeff?---\r?\n.*?\r?\n---(?:\r?\n|\Z)", told, re.DOTALL)
    return found[0] if found else told


def body(*added: str) -> Edit:
    """Something at the end of a story's body."""
    return text(lambda told, random: f"{told}\n{random.choice(added)}\n")


def setting(name: str, *values: str) -> Edit:
    """Another value of one setting."""

    def edit(folio: Folio, random: Random) -> None:
        path = folio.root / "whyfolio.toml"
        told, value = path.read_text(encoding="utf-8"), f"{name} = {random.choice(values)}"
        path.write_text(re.sub(rf"(?m)^{name} = .*$", lambda _: value, told), encoding="utf-8")

    return edit


def file(path: str, *contents: str | bytes) -> Edit:
    """A file with one of some contents."""
    return lambda folio, random: folio.write(path, random.choice(contents))


def gone(path: str) -> Edit:
    """A file or folder that is not there any more."""

    def edit(folio: Folio, _random: Random) -> None:
        target = folio.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    return edit


def add_story(folio: Folio, random: Random) -> None:
    slug = f"found-{random.randrange(30)}"
    told = STORY.format(name=slug, when="2026-02", audience="public", tags="[tides]")
    folio.write(f"content/stories/{slug}.md", told)


def remove_story(folio: Folio, random: Random) -> None:
    others = [path for path in stories(folio) if path.stem != "tide-table"]
    if len(others) > 1:
        random.choice(others).unlink()


def rename_story(folio: Folio, random: Random) -> None:
    path = random.choice([path for path in stories(folio) if path.stem != "tide-table"])
    path.rename(path.with_name(f"renamed-{random.randrange(30)}.md"))


def move_to_another_kind(folio: Folio, random: Random) -> None:
    others = [path for path in stories(folio) if path.stem != "tide-table"]
    if len(others) > 1:
        path = random.choice(others)
        title = f"---\ntitle: {path.stem}\naudience: public\n---\n"
        folio.write(f"content/pages/{path.name}", title)
        path.unlink()


def swap_two(folio: Folio, random: Random) -> None:
    one, other = random.sample(stories(folio), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def same_size_same_time(folio: Folio, random: Random) -> None:
    path = random.choice(stories(folio))
    old = path.stat()
    told = path.read_bytes()
    path.write_bytes(told.replace(b"nine weeks", random.choice([b"five weeks", b"four weeks"])))
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))


def touched(folio: Folio, random: Random) -> None:
    os.utime(random.choice(stories(folio)), (random.randrange(9**9), random.randrange(9**9)))


def saved_by_exchange(folio: Folio, random: Random) -> None:
    path = random.choice(stories(folio))
    fresh = path.with_name(".saving.tmp")
    fresh.write_bytes(path.read_bytes() + b"\nSaved anew.\n")
    fresh.replace(path)


def reordered_fields(told: str, random: Random) -> str:
    front, _, rest = told.removeprefix("---\n").partition("\n---\n")
    fields = re.split(r"\n(?=\w)", front)
    random.shuffle(fields)
    return "---\n" + "\n".join(fields) + "\n---\n" + rest


def other_numbers(told: str, random: Random) -> str:
    return re.sub(r"after: \d+", f"after: {random.randrange(4)}", told)


def override(name: str, *contents: str) -> Edit:
    """A file of the author's own in the theme."""
    return file(f"themes/overrides/{name}", *contents)


def damaged_memo(folio: Folio, random: Random) -> None:
    for path in sorted((folio.root / ".whyfolio/memo").glob("*")):
        raw = bytearray(path.read_bytes())
        raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
        path.write_bytes(bytes(raw))


def mixed_up_memos(folio: Folio, _random: Random) -> None:
    memos = sorted((folio.root / ".whyfolio/memo").glob("*"))
    contents = [path.read_bytes() for path in memos]
    for path, content in zip(memos, [*contents[1:], *contents[:1]], strict=True):
        path.write_bytes(content)


def output_lost(folio: Folio, random: Random) -> None:
    pages = sorted((folio.root / "site").rglob("*.html"))
    for path in random.sample(pages, min(3, len(pages))):
        path.unlink()


def checked_out(folio: Folio, _random: Random) -> None:
    """All notes as they were at first, with the times of now."""
    shutil.rmtree(folio.root / "content")
    fresh = folio.root / ".fresh"
    shutil.copytree(portfolio(fresh).root / "content", folio.root / "content")
    shutil.rmtree(fresh)


LADDER = """id: harbour
title: Harbour
levels: [{id: senior, title: Senior}, {id: staff, title: Staff}]
competencies:
  - id: execution
    title: {TITLE}
    levels:
      senior: [Does what was promised]
      staff: [Promises what can be done]
"""
OWN_THEME = 'name = "own"\nextends = "margin"\n'

EDITS: dict[str, Edit] = {
    "a story is added": add_story,
    "a story is removed": remove_story,
    "a story is renamed": rename_story,
    "a story becomes a page": move_to_another_kind,
    "two notes change places": swap_two,
    "the title": line("title", "Tides", "Crates", "مد وجزر", '"A: B #1"', "<b>Bold</b>"),
    "the date": line("date", "2026-04", "2024", "2026-08-01/2026-08-09"),
    "a date to come": line("date", "2027-03", "2026-11-22"),
    "the tags": line("tags", "[tides]", "[Quay, boats]", "[]"),
    "the audience": line("audience", "public", "review", "private"),
    "a draft": line("draft", "yes", "no"),
    "what was done": line("what", "I counted.", "I counted *boats*.", "I [asked]{.private} first."),
    "why it was done": line("why", "Boats sank.", "It helped -- they slept."),
    "for whom": line("for", "Pilots.", "Everyone on the quay."),
    "the role": line("role", "owner", "lead", "contributor"),
    "the scope": line("scope", "team", "organisation"),
    "the short form": line("short", "Boats, counted.", "Less lost."),
    "the slug": line("slug", "boats", "tides-again"),
    "an alias": line("aliases", "[old-boats]", "[older/boats]", "[]"),
    "people": line("with", "Odile Brand (pilot)", "[Odile Brand (pilot), Jo Tarn (clerk)]"),
    "a picture": line("image", "files/plan.png"),
    "a picture's words": line("image_alt", "The plan.", "The plan of the quay."),
    "numbers": text(other_numbers),
    "who reads the numbers": text(lambda told, _: told.replace("    audience: public", "", 1)),
    "a claim's level": text(lambda told, _: told.replace("level: senior", "level: staff", 1)),
    "a source": text(lambda told, _: told.replace("harbour book", "tide book")),
    "the order of fields": text(reordered_fields),
    "a sentence": body("One more line.", "And another, later."),
    "a link": body("See [paper](../decisions/paper-first.md).", "See <https://tides.example/a?b&c>."),
    "an attached file": body("![again](../files/plan.png)"),
    "a private sentence": body("[Nobody knows.]{.private}", "[Some know.]{.review}"),
    "a private block": body("::: private\nThe real reason.\n:::", "::: review\nFor you.\n:::"),
    "something else for others": body('[The Quay Company]{.private else="a client"} paid.'),
    "a footnote": body("It rained.[^1]\n\n[^1]: All day."),
    "a table": body("| a | b |\n|---|---|\n| 1 | 2 |"),
    "code": body("```python\nprint('boats')\n```", "    indented = True"),
    "a heading": body("## What came of it", "### Later"),
    "a comment": body("<!-- not to be told -->"),
    "raw HTML": body("<details><summary>More</summary>Boats.</details>", "<script>x()</script>"),
    "another body": text(lambda told, _: front(told) + "\nAll anew.\n"),
    "no body": text(lambda told, _: front(told)),
    "ends of lines": text(lambda told, _: told.replace("\r\n", "\n").replace("\n", "\r\n")),
    "a byte order mark": text(lambda told, _: "\ufeff" + told.removeprefix("\ufeff")),
    "a note that is broken": line("date", "never"),
    "a field nobody knows": line("wat", "no"),
    "same size, same time": same_size_same_time,
    "times alone": touched,
    "saved by exchange": saved_by_exchange,
    "an older version of all": checked_out,
    "a decision's state": file("content/decisions/paper-first.md", *(
        f"---\ndate: 2025-10\naudience: public\nstatus: {state}\nwhat: Paper.\nwhy: It is.\n---\n"
        for state in ("accepted", "proposed", "rejected"))),
    "a decision that replaces one": file("content/decisions/screens.md", *(
        f"---\ndate: 2026-05\naudience: {who}\nstatus: accepted\nwhat: Screens.\nwhy: Rain.\n"
        "supersedes: decisions/paper-first\n---\n" for who in ("public", "review"))),
    "consent": file("content/feedback/pilot.md", *(
        f"---\ntitle: On it\ndate: 2026-10-01\naudience: {who}\nconsent: {consent}\n"
        "from: Odile Brand (pilot)\nquote: I sleep.\nabout: [stories/tide-table]\n---\n"
        for who, consent in (("public", "public"), ("review", "private"), ("public", "review")))),
    "a goal": file("content/goals/calm.md", *(
        f"---\ntitle: Calm\ndate: 2026-01-02\naudience: review\nstatus: {state}\norigin: mine\n"
        "why_mine: I was there.\nsuccess: Calm.\n---\n" for state in ("reached", "retired"))),
    "an action": file("content/actions/ask.md", *(
        f"---\ntitle: Ask\ndate: 2026-11-01\ndue: {due}\ngoal: goals/calm\n---\n"
        for due in ("2026-11-20", "2026-12-20"))),
    "a position": file("content/positions/harbour.md", *(
        f"---\ntitle: {title}\norganisation: Harbour Office\nstart: 2024-02\naudience: {who}\n---\n"
        for title, who in (("Engineer", "review"), ("Chief", "public")))),
    "a page": file("content/pages/about.md", "---\ntitle: Me\naudience: public\n---\nI row.\n",
                   "---\ntitle: Me\naudience: review\n---\n"),
    "a lesson is gone": gone("content/lessons/ask-twice.md"),
    "the profile": file("content/profile.md", "---\nname: Ines Moreau\nlabel: Engineer\n---\n",
                        "---\nname: Kim Vale\nsummary: I count.\n---\nMore of me.\n"),
    "the log": file("content/log.md", "# Log\n\n- 2026-11-03 Boats.\n", "# Log\n"),
    "a file's bytes": file("content/files/plan.png", picture((9, 9, 9)), picture((9, 9, 9), 12)),
    "a ladder": file("content/ladders/harbour.yaml", *(
        LADDER.replace("{TITLE}", title) for title in ("Doing", "Delivering"))),
    "no ladder": gone("content/ladders"),
    "the career's ladder": setting("ladder", '"harbour"', '"five-areas"'),
    "the next level": setting("next_level", '"staff"', '""'),
    "the site's title": setting("title", '"Ines"', '"Ines & the boats"'),
    "the site's address": setting("url", '"https://boats.example/ines/"', '"https://ines.example"'),
    "the language": setting("language", '"en"', '"de"', '"en-GB"'),
    "the theme": setting("theme", '"margin"', '"plain"'),
    "a theme of one's own": lambda folio, random: (
        folio.write("themes/own/theme.toml", OWN_THEME),
        folio.write("themes/own/assets/own.css", f"body {{ margin: {random.randrange(9)}px }}\n"),
        setting("theme", '"own"')(folio, random),
    ),
    "how dates are shown": setting("dates", '"month"', '"year"', '"written"'),
    "search": setting("search", "false", "true"),
    "links to files": setting("file_links", "[]", '["public"]', '["review"]'),
    "raw HTML's rule": setting("raw_html", '"sanitize"', '"trust"'),
    "styles of one's own": override("own.css", "a { color: teal }\n", "a { color: navy }\n"),
    "a template": override("templates/pages/not_found.html", "{% extends 'base.html' %}\n"),
    "a partial": override("templates/partials/values.html", "<p>Boats</p>\n", "<p>Tides</p>\n"),
    "no overrides": gone("themes/overrides"),
    "the memos are gone": gone(".whyfolio/memo"),
    "the memos are damaged": damaged_memo,
    "the memos are mixed up": mixed_up_memos,
    "all that is known is gone": gone(".whyfolio"),
    "pages are lost": output_lost,
    "the whole output is gone": gone("site"),
}  # fmt: skip
