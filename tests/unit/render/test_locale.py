"""Words and dates in the language of a site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

import whyfolio
from whyfolio.build import open_portfolio
from whyfolio.dates import parse_when
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.audience import Audience
from whyfolio.model.fields import Choice, FieldType, Many, Record, fields_of
from whyfolio.model.kinds import KINDS
from whyfolio.render.locale import Words, flat, words_of
from whyfolio.render.theme_words import slots_of

LOCALE = Path(whyfolio.__file__).parent / "locale"


def catalogue(language: str) -> dict[str, str]:
    return flat(tomllib.loads((LOCALE / f"{language}.toml").read_text(encoding="utf-8")))


def languages() -> list[str]:
    return sorted(file.stem for file in LOCALE.glob("*.toml") if file.stem != "en")


UNREAD = "the theme's words cannot be read: expected ']' at the end of a table declaration"


def settings(language: str) -> str:
    return f'{SETTINGS}language = "{language}"\n'


# --- catalogues ----------------------------------------------------------------------------------


def test_german_is_there() -> None:
    assert "de" in languages()


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_every_english_key_with_the_same_slots(language: str) -> None:
    english, own = catalogue("en"), catalogue(language)
    assert sorted(english.keys() - own.keys()) == []
    differing = {key: own[key] for key in english if slots_of(own[key]) != slots_of(english[key])}
    assert differing == {}


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_both_forms_of_each_plural(language: str) -> None:
    own = catalogue(language)
    counted = {key.rpartition(".")[0] for key in own if key.endswith((".one", ".many"))}
    assert [key for key in sorted(counted) if f"{key}.one" not in own] == []
    assert [key for key in sorted(counted) if f"{key}.many" not in own] == []


@pytest.mark.parametrize("language", ["en", *languages()])
def test_words_have_printers_quotes_and_percents_that_stay_with_their_number(language: str) -> None:
    loose = re.compile(r"""['"]| %|%(?=\w)|\.\.\.| - """)
    assert {key: said for key, said in catalogue(language).items() if loose.search(said)} == {}


@pytest.mark.parametrize("language", languages())
def test_what_only_a_catalogue_has_is_a_word_that_an_author_may_choose(language: str) -> None:
    """In English such a word is printed as it was typed."""
    extra = catalogue(language).keys() - catalogue("en").keys()
    assert extra - set(choices()) == set()


@pytest.mark.parametrize("language", languages())
def test_every_word_that_an_author_may_choose_is_translated(language: str) -> None:
    own = catalogue(language)
    assert [key for key in choices() if key not in own] == []


def choices() -> list[str]:
    """The keys of all words that are printed and that an author takes from a list."""
    hidden = {"audience"}
    found = {
        f"{name}.{word.replace(' ', '_')}"
        for kind in KINDS.values()
        for name, words in _choices(kind)
        for word in words
        if name not in hidden
    }
    kinds = {key.replace("kind.", "evidence.") for key in found if key.startswith("kind.")}
    return sorted({key for key in found if not key.startswith("kind.")} | kinds)


def _choices(shape: type) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in fields_of(shape).values():
        kind: FieldType = field.type
        kind = kind.of if isinstance(kind, Many) else kind
        if isinstance(kind, Choice):
            yield field.name, kind.words
        elif isinstance(kind, Record):
            yield from _choices(kind.shape)


# --- dates ---------------------------------------------------------------------------------------

WRITTEN = ("2026-03-09", "2026-03", "2026-Q3", "2026-H1", "2026", "2026-03/2026-05")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "9 Mar 2026|Mar 2026|Q3 2026|First half of 2026|2026|Mar – May 2026"),
        ("en-US", "Mar 9, 2026|Mar 2026|Q3 2026|First half of 2026|2026|Mar – May 2026"),
        ("de", "9. März 2026|März 2026|Q3 2026|1. Halbjahr 2026|2026|März–Mai 2026"),
        ("de-CH", "9. März 2026|März 2026|Q3 2026|1. Halbjahr 2026|2026|März–Mai 2026"),
        ("fr", "9 mars 2026|mars 2026|T3 2026|janv.–juin 2026|2026|mars–mai 2026"),
        ("ja", "2026年3月9日|2026年3月|2026/Q3|2026年1月～6月|2026|2026年3月～5月"),
        ("klingon", "9 Mar 2026|Mar 2026|Q3 2026|Jan – Jun 2026|2026|Mar – May 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, told: str) -> None:
    words = words_of(language)
    found = [words.when(parse_when(text)) for text in WRITTEN]
    assert [" ".join(text.replace("\u2009", " ").split()) for text in found] == told.split("|")


def test_a_range_of_days_and_one_over_the_turn_of_a_year() -> None:
    words = words_of("de")
    assert words.when(parse_when("2026-03-09/2026-03-12")) == "9.–12. März 2026"
    assert words.when(parse_when("2025-11/2026-02")).split() == [
        "Nov.",
        "2025",
        "–",
        "Feb.",
        "2026",
    ]
    assert words.day(date(2026, 12, 1)) == "1. Dez. 2026"


# --- numbers and plurals -------------------------------------------------------------------------


def test_a_plural_takes_the_form_of_its_language() -> None:
    polish = (
        ("brag.line.few", "{n} wiersze"),
        ("brag.line.many", "{n} wierszy"),
        ("brag.line.one", "{n} wiersz"),
    )
    words = words_of("pl", polish)
    assert [words.count("brag.line", n) for n in (1, 3, 5, 22)] == [
        "1 wiersz",
        "3 wiersze",
        "5 wierszy",
        "22 wiersze",
    ]
    assert words.count("brag.story", 1) == "1 story", "English where there are no other words"
    assert [words_of("de").count("brag.story", n) for n in (0, 1, 2)] == [
        "0 Geschichten",
        "1 Geschichte",
        "2 Geschichten",
    ]


def test_what_was_worked_out_has_the_marks_of_the_language(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, settings("de")).entry(
        "stories/a",
        "date: 2026-03\naudience: public\nwhat: Mails kamen an.\nimpact:\n"
        "  - {measure: Verlorene Mails, before: 12 %, after: 2.5 %, unit: '%', audience: public}\n"
        "  - {measure: Wartezeit, before: 1000 s, after: 3 s, audience: public}",
    )
    page = folio.page("stories/a/index.html")
    assert "−9,5 Punkte" in page
    assert "−99,7 %" in page
    assert "points" not in page


@pytest.mark.parametrize(
    ("language", "told"), [("en", "an engineer|manager"), ("de", "engineer|Führungskraft")]
)
def test_a_role_has_an_article_in_english_alone_and_a_relation_is_translated(
    tmp_path: Path, language: str, told: str
) -> None:
    said = "date: 2026-03\naudience: review\nconsent: review\nquote: Gut.\nabout: [stories/a]\n"
    hidden, named = "{role: engineer}", "{name: Ana Duarte, relation: manager}"
    folio = Folio.at(tmp_path, settings(language))
    folio.entry("stories/a", "date: 2026-03\naudience: review\nwhat: Mails kamen an.")
    folio.entry("feedback/a", f"{said}from: {hidden}").entry("feedback/b", f"{said}from: {named}")
    page = folio.page("stories/a/index.html", Audience.REVIEW)
    role, relation = told.split("|")
    assert f">{role}</a>" in page
    assert f"Ana Duarte</a>, {relation}" in page


# --- a site in another language ------------------------------------------------------------------


def test_the_language_is_said_of_every_page(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, settings("de-CH")).entry(
        "stories/a", "date: 2026-03-09\naudience: public\nwhat: Mails kamen an."
    )
    pages = {path: page.decode() for path, page in folio.pages().items() if path.endswith(".html")}
    assert all('<html lang="de-CH">' in page for page in pages.values())
    assert '<a class="skip" href="#main">Zum Inhalt springen</a>' in pages["index.html"]
    assert '<time datetime="2026-03-09">9. März 2026</time>' in pages["stories/a/index.html"]


@pytest.mark.parametrize("language", ["ar", "ar-EG", "fa", "he", "ur", "ckb", "yi"])
def test_a_language_that_runs_from_right_to_left_says_so(tmp_path: Path, language: str) -> None:
    page = Folio.at(tmp_path, settings(language)).page("index.html")
    assert f'<html lang="{language}" dir="rtl">' in page


def test_an_unknown_language_is_worded_in_english_with_a_warning(tmp_path: Path) -> None:
    for language, hint in (
        ("fr", "write them into themes/overrides/locale/fr.toml"),
        ("klingon", 'name it as in "de" or "pt-BR"'),
    ):
        folio = Folio.at(tmp_path / language, settings(language))
        opened = told_of(folio)
        assert [(d.code, d.message, d.hint) for d in opened] == [
            (
                "W602",
                f'there are no words in the language "{language}": pages are worded in English',
                hint,
            )
        ]
        assert "Skip to the content" in folio.page("index.html")


def told_of(folio: Folio) -> tuple[Diagnostic, ...]:
    return open_portfolio(folio.root, folio.today).diagnostics


# --- a theme's own words -------------------------------------------------------------------------


def test_words_of_the_author_stand_over_those_of_the_theme_and_the_program(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, settings("fr") + 'theme = "mine"\n')
    folio.write("themes/mine/theme.toml", 'name = "mine"\nextends = "margin"\n')
    folio.write("themes/mine/locale/fr.toml", '[page]\nskip = "Au texte"\nresume = "CV"\n')
    folio.write("themes/overrides/locale/fr.toml", '[page]\nskip = "Aller au contenu"\n')
    page = folio.page("index.html")
    assert "Aller au contenu" in page
    assert ">CV</a>" in page
    assert folio.codes() == []


def test_words_for_a_country_stand_over_those_of_the_language(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, settings("de-CH"))
    folio.write("themes/overrides/locale/de.toml", '[page]\nskip = "Weiter"\nfeed = "Abo"\n')
    folio.write("themes/overrides/locale/de-ch.toml", '[page]\nskip = "Wiiter"\n')
    page = folio.page("index.html")
    assert "Wiiter" in page
    assert ">Abo</a>" in page


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "[page\n",
            1,
            "the theme's words cannot be read: expected ']' at the end of a table declaration",
        ),
        ("[page]\nskip = 3\n", 2, '"page.skip" is no text'),
        ('[page]\n\ntag = "{tga}"\n', 3, 'nothing fills the slot "{tga}" here'),
        ('[page]\nskip = "{0}"\n', 2, "the slots of these words cannot be read"),
        ('[page]\nskip = "{"\n', 2, "the slots of these words cannot be read"),
        ('[page]\nskip = "{x.y}"\n', 2, "the slots of these words cannot be read"),
    ],
)
def test_words_that_cannot_be_used_are_an_error_at_their_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    folio = Folio.at(tmp_path, settings("de"))
    folio.write("themes/overrides/locale/de.toml", text)
    found = [(d.code, d.place.file, d.place.line, d.message) for d in told_of(folio)]
    assert found == [("E810", "themes/overrides/locale/de.toml", line, message)]


def test_words_of_a_theme_s_own_templates_have_the_slots_they_like(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.write("themes/overrides/locale/en.toml", '[mine]\nhello = "Hello {whom}"\n')
    folio.write(
        "themes/overrides/templates/pages/home.html",
        '{% extends "base.html" %}{% block main %}<h1>{{ t("mine.hello", whom="you") }}</h1>'
        "{% endblock %}",
    )
    assert "<h1>Hello you</h1>" in folio.page("index.html")
    assert folio.codes() == []


def test_words_are_frozen() -> None:
    with pytest.raises(AttributeError):
        words_of("en").language = "de"  # type: ignore[misc]
    assert isinstance(words_of("en"), Words)
