"""Letters of one's own: font files beside a style sheet, sent from the site itself and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio
from tools import chromium, demo

from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.render.typefaces import face_file

STORY = "date: 2026-09\naudience: public\nwhat: I did it.\nwhy: It helped."
FACE = '@font-face { font-family: Own; src: url("own.woff2") format("woff2"); }\n'
USED = "@layer tokens { :root { --serif: Own, serif; --sans: Own, sans-serif; } }\n"
ASSETS = "themes/overrides/assets"


def lettered(root: Path, content: bytes = b"letters", name: str = "own.woff2") -> Folio:
    folio = Folio.at(root).entry("stories/a", STORY)
    folio.write(f"{ASSETS}/own.css", FACE.replace("own.woff2", name) + USED)
    (folio.root / ASSETS / name).write_bytes(content)
    return folio


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REVIEW])
def test_a_font_file_is_published_under_an_address_that_changes_with_it(
    tmp_path: Path, audience: Audience
) -> None:
    addresses = set()
    for number, content in enumerate((b"letters", b"others")):
        pages = lettered(tmp_path / str(number), content).pages(audience)
        (address,) = [path for path in pages if path.endswith(".woff2")]
        (styles,) = [made.decode() for path, made in pages.items() if path.endswith(".css")]
        assert pages[address] == content
        assert f'url("{address.removeprefix("assets/")}")' in styles
        addresses.add(address)
    assert len(addresses) == 2


def test_a_page_may_fetch_letters_only_where_its_theme_brings_some(tmp_path: Path) -> None:
    assert "; font-src 'self';" in lettered(tmp_path / "own").page("index.html")
    assert "font-src" not in Folio.at(tmp_path / "usual").page("index.html")


def test_a_file_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    folio = lettered(tmp_path)
    (folio.root / ASSETS / "own.woff2").unlink()
    with pytest.raises(Refused) as refused:
        folio.pages()
    found = refused.value.diagnostic
    assert (found.code, found.place.file, found.place.line) == ("E805", f"{ASSETS}/own.css", 1)
    assert found.message == 'the theme "margin" has no file assets/own.woff2'


@pytest.mark.browser
def test_a_browser_writes_with_them_and_asks_nobody_else(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    face = face_file("serif", "Regular")
    assert face is not None
    font, packed = TTFont(face), tmp_path / "own.woff"
    font.flavor = "woff"
    font.save(packed)
    folio = lettered(tmp_path / "folio", packed.read_bytes(), "own.woff")
    demo.built(tmp_path / "site", ("public",), folio.root)
    with chromium.tab() as tab, demo.served(tmp_path / "site" / "public") as origin:
        events = tab.open(f"{origin}/")
        assert tab.ask("document.fonts.ready.then(all => [...all].map(one => one.status))") == [
            "loaded"
        ]
    urls = [
        event["params"]["request"]["url"]
        for event in events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert all(url.startswith(f"{origin}/") for url in urls)
    assert not [event for event in events if event.get("method") == "Log.entryAdded"]
