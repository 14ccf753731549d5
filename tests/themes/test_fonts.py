"""The pair of fonts that comes with the themes: sent where it is chosen, small, from here."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio
from tools import chromium, demo

from whyfolio.cli.theme_told import given
from whyfolio.model.audience import Audience
from whyfolio.render.theme import load_theme
from whyfolio.render.theme_check import theme_faults

ROOT = Path(__file__).parents[2]
PAIR = (("fonts", "literata-inter"),)
STORY = "date: 2026-09\naudience: public\nwhat: I did it.\nwhy: It helped.\n"
VOICE = (
    "date: 2026-10\naudience: public\nconsent: public\nfrom: {role: a colleague}\n"
    "quote: The phones did not ring.\nabout: [stories/a]\n"
)
# A sentence with every letter of its language, as far as it has its own.
SENTENCES = (
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich: 12 %, „so“, GROẞ",
    "Voix ambiguë d’un cœur qui au zéphyr préfère les jattes de kiwis, « 3 » Ÿ",
    "El pingüino Wenceslao ¿hizo kilómetros? ¡Sí! bajo exhaustiva lluvia, añoraba",
    "Pchnąć w tę łódź jeża lub ośm skrzyń fig",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Árvíztűrő tükörfúrógép",
    "Pijamalı hasta yağız şoföre çabucak güvendi, İstanbul",
    "Gheorghe, obezul, a reușit să obțină jucându-se un flux în Quebec de o mie kilowațioră",
    "Høj bly gom vandt fræk sexquiz på wc; flygande bäckasiner; sævör grét áðan þvi úlpan",
    "Glāžšķūņa rūķīši dzērumā čiepj; įlinkdama fechtuotojo špaga sublykčiojusi",
    "−97 % → 0.4 × 2 ≈ 3 · … – — ‘a’ “b” ‹c› €5 №1 ½ ¼ H₂O m² ≥ ≤",
)


def pairs(root: Path, more: str = "", theme: str = "margin") -> Folio:
    settings = (
        f'{SETTINGS}theme = "{theme}"\n[site.theme_options]\nfonts = "literata-inter"\n{more}'
    )
    return Folio.at(root, settings).entry("stories/a", STORY)


def fonts() -> dict[str, bytes]:
    """The font files of the pair."""
    return dict(load_theme("margin", ROOT, chosen=PAIR).letters())


@pytest.mark.parametrize("theme", ["margin", "plain"])
def test_the_pair_is_sent_where_it_is_chosen_and_nothing_of_it_elsewhere(
    tmp_path: Path, theme: str
) -> None:
    usual = Folio.at(tmp_path / "usual", f'{SETTINGS}theme = "{theme}"\n')
    usual.entry("stories/a", STORY)
    chosen = pairs(tmp_path / "chosen", theme=theme)
    for audience in (Audience.PUBLIC, Audience.REVIEW):
        sent = usual.pages(audience)
        assert not [path for path in sent if path.endswith((".woff2", ".txt")) and "lit" in path]
        [styles] = [page for path, page in sent.items() if path.endswith(".css")]
        assert not re.search(rb"font-face|Literata|Inter\b", styles)
        assert b"font-src" not in sent["index.html"]
        sent = chosen.pages(audience)
        names = [path.split("/")[-1].split(".")[0] for path in sent if path.endswith(".woff2")]
        assert sorted(names) == ["inter", "literata", "literata-italic"]
        assert b"; font-src 'self'" in sent["index.html"]


def test_the_files_of_the_pair_are_small_and_say_by_which_licence_they_come() -> None:
    from fontTools.ttLib import TTFont

    assert sum(map(len, fonts().values())) < 120_000
    for name, content in fonts().items():
        said = TTFont(BytesIO(content))["name"]
        assert "Project Authors" in said.getDebugName(0), name
        assert "SIL Open Font License" in said.getDebugName(13), name
    licence = ROOT / "themes/margin/assets/literata-inter.LICENSE.txt"
    text = licence.read_text(encoding="utf-8")
    assert "The Literata Project Authors" in text
    assert "The Inter Project Authors" in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_the_pair_has_the_letters_of_the_languages_of_europe_that_are_written_in_latin_ones() -> (
    None
):
    from fontTools.ttLib import TTFont

    for name, content in fonts().items():
        known = set(TTFont(BytesIO(content)).getBestCmap())
        missing = {letter for text in SENTENCES for letter in text if ord(letter) not in known}
        assert missing == set(), name


def test_a_theme_that_extends_margin_has_the_choice_too_and_no_fault(tmp_path: Path) -> None:
    folio = pairs(tmp_path, theme="mine").write(
        "themes/mine/theme.toml", 'name = "mine"\nextends = "margin"\n'
    )
    theme = load_theme("mine", folio.root, chosen=PAIR)
    assert theme_faults(theme, folio.root, given()) == ()
    assert len([path for path in folio.pages() if path.endswith(".woff2")]) == 3


@pytest.mark.browser
def test_the_first_page_of_the_pair_asks_for_two_fonts_more_and_for_nothing_elsewhere(
    tmp_path: Path,
) -> None:
    folio = pairs(tmp_path / "folio")
    for number in range(3):
        folio.entry(f"stories/s{number}", STORY)
    folio.entry("feedback/f", VOICE)
    demo.built(tmp_path / "site", ("public",), folio.root)
    with chromium.tab() as tab, demo.served(tmp_path / "site" / "public") as origin:
        events = tab.open(f"{origin}/")
        assert "The phones did not ring." in tab.ask("document.body.innerText")
        used = tab.ask(
            "document.fonts.ready.then(all => [...all].filter(one => one.status === 'loaded')"
            ".map(one => `${one.family} ${one.style}`).sort())"
        )
    asked = [
        (event["params"]["request"]["url"], event["params"]["type"])
        for event in events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert used == ["Inter normal", "Literata normal"]
    assert all(url.startswith(f"{origin}/") for url, _ in asked)
    # The icon is the browser's own wish, and it asks for it after the page.
    kinds = [kind for _, kind in asked if kind != "Other"]
    assert sorted(kinds) == ["Document", "Font", "Font", "Stylesheet"]
    assert not [event for event in events if event.get("method") == "Log.entryAdded"]
