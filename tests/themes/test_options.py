"""What an author may choose of a theme: each choice does something, each fault is told where."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.build import open_portfolio
from whyfolio.dates import Grain, coarsened, parse_when
from whyfolio.model.audience import Audience
from whyfolio.render.theme import load_theme

ROOT = Path(__file__).parents[2]
SITE = 'schema = 1\n\n[site]\ntitle = "Test"\nurl = "https://test.example"\n'
STORY = "date: 2026-09-14\naudience: public\nwhat: I did a thing.\nwhy: It helped.\nrole: owner\n"


def chosen(root: Path, options: str, settings: str = SITE) -> Folio:
    """A portfolio of five stories, two decisions and two lessons with some options."""
    folio = Folio.at(root, f"{settings}\n[site.theme_options]\n{options}\n")
    for number in range(5):
        folio.entry(f"stories/s{number}", f"title: Story {number}\n{STORY}")
    for number in range(2):
        folio.entry(f"decisions/d{number}", f"title: Decision {number}\n{STORY[:-12]}")
        folio.entry(f"lessons/l{number}", f"title: Lesson {number}\n{STORY[:-12]}")
    return folio


def told(root: Path, options: str) -> list[tuple[str, int, int, str, str]]:
    """What is wrong with some options: code, line, column, message, hint."""
    folio = Folio.at(root, f"{SITE}\n[site.theme_options]\n{options}\n")
    found = open_portfolio(folio.root, folio.today).diagnostics
    return [(d.code, d.place.line, d.place.column, d.message, d.hint) for d in found]


def sections(page: str) -> list[str]:
    """The parts of a first page in their order."""
    main = page[page.index("<main") : page.index("</main>")]
    shown = {"cards": "work", "loud column": "voice", "halves": "judgment", "text about": "about"}
    found = re.findall(r'<(?:section|div|ul) class="([a-z ]*?)"', main)
    return [{**shown, "more": "more"}[name] for name in found if name in {*shown, "more"}]


def menu(page: str) -> list[str]:
    return re.findall(r'<li><a href="[^"]*">([^<]+)</a></li>', page.partition("</nav>")[0])


def test_an_unknown_option_is_told_at_its_name_with_the_nearest_one(tmp_path: Path) -> None:
    assert told(tmp_path, 'acent = "moss"') == [
        ("E807", 8, 1, 'the theme "margin" has no option "acent"', 'did you mean "accent"?')
    ]


@pytest.mark.parametrize(
    ("written", "column", "message", "hint"),
    [
        (
            'accent = "mos"',
            10,
            '"mos" is not a value of the option "accent"',
            'did you mean "moss"?',
        ),
        (
            "density = 3",
            11,
            '"3" is not a value of the option "density"',
            'write "airy" or "compact"',
        ),
        ("scheme = true", 10, '"true" is not a value of the option "scheme"', ""),
        (
            'home = ["work", "abuot"]',
            8,
            '"abuot" is not a value of the option "home"',
            'did you mean "about"?',
        ),
        ('home = "work"', 8, 'the option "home" takes a list, and this is one value', ""),
        ('dates = ["year"]', 9, 'the option "dates" takes one value, and this is a list', ""),
    ],
)
def test_a_value_that_an_option_does_not_take_is_told_at_its_place(
    tmp_path: Path, written: str, column: int, message: str, hint: str
) -> None:
    [(code, line, at, said, advice)] = told(tmp_path, written)
    assert (code, line, at, said) == ("E808", 8, column, message)
    assert hint in advice


def test_every_option_has_a_purpose_and_a_default_among_its_choices() -> None:
    for name in ("margin", "plain"):
        for option in load_theme(name, ROOT).options:
            assert option.says.endswith("."), option.name
            named = option.default if isinstance(option.default, tuple) else (option.default,)
            assert set(named) <= set(option.choices), option.name


@pytest.mark.parametrize("name", ["accent", "scheme", "typeface", "density"])
def test_every_look_is_marked_on_the_page_and_drawn_by_the_styles(
    tmp_path: Path, name: str
) -> None:
    for theme in ("margin", "plain"):
        option = next(one for one in load_theme(theme, ROOT).options if one.name == name)
        styles = load_theme(theme, ROOT, "public").stylesheet().decode()
        for choice in option.choices:
            page = chosen(tmp_path, f'{name} = "{choice}"').page("index.html")
            mark = f'data-{name}="{choice}"'
            is_usual = choice == option.choices[0]
            assert (mark in page) is not is_usual
            assert (f"[{mark}]" in styles) is not is_usual, (theme, mark)


def test_the_first_page_shows_the_chosen_parts_in_their_order(tmp_path: Path) -> None:
    usual = chosen(tmp_path / "a", "").page("index.html")
    assert sections(usual) == ["work", "judgment", "more"]
    page = chosen(tmp_path / "b", 'home = ["judgment", "work"]').page("index.html")
    assert sections(page) == ["judgment", "work"]


def test_only_the_chosen_kinds_are_in_menu_first_page_and_timeline(tmp_path: Path) -> None:
    folio = chosen(tmp_path, 'kinds = ["lessons", "stories"]')
    pages = folio.pages()
    home, timeline = pages["index.html"].decode(), pages["timeline/index.html"].decode()
    assert menu(home) == ["Lessons", "Work", "Résumé"]
    assert "Lesson 1" in home
    assert "Lesson 1" in timeline
    assert "Decision 1" not in home + timeline
    assert "decisions/d1/index.html" in pages


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("written", '<time datetime="2026-09-14">14 Sep 2026</time>'),
        ("month", '<time datetime="2026-09">Sep 2026</time>'),
        ("year", '<time datetime="2026">2026</time>'),
    ],
)
def test_dates_are_no_closer_than_chosen(tmp_path: Path, choice: str, shown: str) -> None:
    page = chosen(tmp_path, f'dates = "{choice}"').page("stories/s1/index.html")
    assert re.findall(r"<time.*?</time>", page)[0] == shown
    assert choice == "written" or "2026-09-14" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("written", "month", "year"),
    [
        ("2026-09-14", "2026-09", "2026"),
        ("2026-Q3", "2026-Q3", "2026"),
        ("2025-11-03/2026-02-01", "2025-11/2026-02", "2025/2026"),
        ("2026-07/2026-09", "2026-07/2026-09", "2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_a_date_loses_only_what_is_closer(written: str, month: str, year: str) -> None:
    when = parse_when(written)
    assert [coarsened(when, g).text for g in (Grain.MONTH, Grain.YEAR)] == [month, year]
    assert coarsened(when, Grain.YEAR).first == date(int(year[:4]), 1, 1)


def test_each_audience_is_sent_the_styles_that_its_pages_use(tmp_path: Path) -> None:
    sizes = {
        audience: len(load_theme("margin", tmp_path, audience.value).stylesheet())
        for audience in Audience
    }
    assert sizes[Audience.PUBLIC] < sizes[Audience.REVIEW] < sizes[Audience.PRIVATE]
    assert len(load_theme("margin", tmp_path).stylesheet()) == sizes[Audience.PRIVATE]


def test_no_sheet_that_is_withheld_holds_a_style_that_its_readers_pages_use() -> None:
    """A class that only a withheld sheet knows stands on none of the audience's pages."""
    demo = Folio(ROOT)
    classes = re.compile(r"\.([a-z][a-z-]*)")
    whole = set(classes.findall(load_theme("margin", ROOT).stylesheet().decode()))
    for audience in (Audience.PUBLIC, Audience.REVIEW):
        sent = set(
            classes.findall(load_theme("margin", ROOT, audience.value).stylesheet().decode())
        )
        drawn = {
            name
            for path, page in demo.pages(audience).items()
            if path.endswith(".html")
            for names in re.findall(r'class="([^"]*)"', page.decode())
            for name in names.split()
        }
        assert sorted(drawn & (whole - sent)) == []
