"""Social cards: drawn from what the public sees, readable by the guard, the same each time."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from tests.folio import Folio

from whyfolio.errors import UsageError
from whyfolio.guard.readers import reader_for
from whyfolio.model.audience import Audience
from whyfolio.outputs import site
from whyfolio.render import environment, typefaces
from whyfolio.render.palette import palette
from whyfolio.render.social import SocialCard, card_picture

STORY = """date: 2026-03
audience: public
what: Mails arrive.
impact: [{measure: lost mails, before: 12 %, after: 2 %, audience: public}]"""
META = re.compile(r'<meta (?:property|name)="(og:image[\w:]*|twitter:card)" content="([^"]*)">')


def folio(root: Path, **more: str) -> Folio:
    made = Folio.at(root).entry("stories/mails", f"title: Mails that arrive\n{STORY}")
    for ref, front in more.items():
        made.entry(f"stories/{ref}", front)
    return made


def words_of(png: bytes) -> str:
    """What a card says, line breaks taken out."""
    with Image.open(io.BytesIO(png)) as picture:
        picture.load()
        return " ".join(str(getattr(picture, "text", {}).get("Description", "")).split())


def drawn(**said: str) -> bytes:
    return card_picture(SocialCard(**said), "", {})


@pytest.mark.parametrize(
    ("size", "shown"),
    [((480, 480), "summary"), ((400, 600), "summary"), ((900, 500), "summary_large_image")],
)
def test_a_picture_that_is_not_broad_is_shared_whole(
    tmp_path: Path, size: tuple[int, int], shown: str
) -> None:
    """A service cuts a large picture to a broad one: of a portrait that leaves chin and chest."""
    png = io.BytesIO()
    Image.new("RGB", size, "#357").save(png, "PNG")
    portrait = "---\nname: Kim Vale\nimage: files/kim.png\nimage_alt: Kim at a desk.\n---\n"
    made = folio(tmp_path).write("content/profile.md", portrait)
    pages = made.write("content/files/kim.png", png.getvalue()).pages()
    assert dict(META.findall(pages["index.html"].decode())) == {
        "og:image": "https://test.example/files/profile-1.png",
        "og:image:width": str(size[0]),
        "og:image:height": str(size[1]),
        "og:image:alt": "Kim at a desk.",
        "twitter:card": shown,
    }


def test_a_drawing_of_shapes_stands_on_its_page_and_a_card_is_shared(tmp_path: Path) -> None:
    more = "title: Drawn\ndate: 2026-04\naudience: public\nwhat: I drew it.\n"
    made = folio(tmp_path, drawn=f"{more}image: files/plan.svg\nimage_alt: Two boxes.")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h9"/></svg>'
    pages = made.write("content/files/plan.svg", drawing).pages()
    page = pages["stories/drawn/index.html"].decode()
    assert '.svg" alt="Two boxes."' in page
    card = dict(META.findall(page))["og:image"].removeprefix("https://test.example/")
    assert card == "assets/cards/stories/drawn/card.png"
    assert words_of(pages[card]).startswith("Story · 2026 Drawn")


def test_every_page_names_a_card_that_is_there(tmp_path: Path) -> None:
    pages = folio(tmp_path).pages()
    meta = dict(META.findall(pages["stories/mails/index.html"].decode()))
    assert meta == {
        "og:image": "https://test.example/assets/cards/stories/mails/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Mails that arrive · Kim Vale",
        "twitter:card": "summary_large_image",
    }
    named = {
        dict(META.findall(page.decode()))["og:image"].removeprefix("https://test.example/")
        for path, page in pages.items()
        if path.endswith(".html") and path != "404.html"
    }
    cards = {path for path in pages if path.startswith("assets/cards/")}
    assert named == cards
    with Image.open(io.BytesIO(pages["assets/cards/card.png"])) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_a_card_says_title_kind_year_name_and_number(tmp_path: Path) -> None:
    pages = folio(tmp_path).pages()
    told = words_of(pages["assets/cards/stories/mails/card.png"])
    assert told == "Story · 2026 Mails that arrive Kim Vale −10 points lost mails"
    assert words_of(pages["assets/cards/card.png"]) == "Kim Vale test.example"


def test_only_the_public_site_has_cards_and_only_with_an_address(tmp_path: Path) -> None:
    made = folio(tmp_path)
    for audience in (Audience.REVIEW, Audience.PRIVATE):
        assert not [path for path in made.pages(audience) if "cards" in path]
    bare = Folio.at(tmp_path / "bare", 'schema = 1\n[site]\ntitle = "Test"\n')
    assert not [path for path in bare.pages() if "cards" in path]


def test_a_card_shows_what_the_public_sees_and_no_more(tmp_path: Path) -> None:
    held = "date: 2026-03\naudience: public\ntitle: Open\nwhat: All said [but the zinc]{.private}."
    figure = (
        "date: 2026-03\naudience: public\ntitle: Counted\nwhat: x\nimpact: "
        "[{measure: zinc sold, before: 77, after: 9900, audience: review, else: percent}]"
    )
    hidden = "date: 2026-03\ntitle: Secret zinc\nwhat: Zinc."
    pages = folio(tmp_path, open=held, counted=figure, hidden=hidden).pages()
    cards = {path: words_of(png) for path, png in pages.items() if path.startswith("assets/cards/")}
    assert sorted(cards) == [
        "assets/cards/card.png",
        "assets/cards/stories/counted/card.png",
        "assets/cards/stories/mails/card.png",
        "assets/cards/stories/open/card.png",
    ]
    assert cards["assets/cards/stories/open/card.png"] == "Story · 2026 Open Kim Vale All said."
    assert "zinc" not in " ".join(cards.values()).replace("zinc sold", "")
    assert "9900" not in " ".join(cards.values())


def test_the_guard_reads_the_words_of_a_card(tmp_path: Path) -> None:
    reader = reader_for("assets/cards/card.png")
    assert reader is not None
    assert "Forty crates of zinc" in str(reader(drawn(title="Forty crates of zinc")))


def test_an_entry_with_a_picture_of_its_own_keeps_it(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#334").save(out, "PNG")
    made = folio(tmp_path).write("content/files/pic.png", out.getvalue())
    made.entry("stories/seen", f"{STORY}\nimage: ../files/pic.png\nimage_alt: A queue")
    pages = made.pages()
    meta = dict(META.findall(pages["stories/seen/index.html"].decode()))
    assert meta["og:image"].endswith(".png")
    assert "cards" not in meta["og:image"]
    assert "assets/cards/stories/seen/card.png" not in pages


# --- the same each time --------------------------------------------------------------------------


def test_a_card_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    assert drawn(title="Mails") == drawn(title="Mails")


def test_a_card_is_not_drawn_again_while_nothing_of_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = folio(tmp_path)
    made.build(Audience.PUBLIC)
    drawn_again = []
    monkeypatch.setattr(environment, "card_picture", lambda card, *_: drawn_again.append(card))
    made.entry("stories/mails", f"title: Mails that arrive\n{STORY}", "More.").build(
        Audience.PUBLIC
    )
    assert drawn_again == []


def test_a_change_of_words_colours_or_letters_is_drawn_anew(tmp_path: Path) -> None:
    card = SocialCard(title="Mails")
    moss = {"accent": "moss"}
    styles = ':root{--accent:#112233}:root[data-accent="moss"]{--accent:#2a5a33}'
    made = [
        card_picture(card, "", {}),
        card_picture(SocialCard(title="Mail"), "", {}),
        card_picture(card, styles, {}),
        card_picture(card, styles, moss),
        card_picture(card, "", {"typeface": "sans"}),
        card_picture(card, "", {"typeface": "serif"}),
    ]
    assert len(set(made)) == len(made) - 1, "nothing in small letters: serif is serif-sans"
    assert made[0] == made[5]


def test_a_site_can_do_without_cards(tmp_path: Path) -> None:
    made = folio(tmp_path)
    settings = (tmp_path / "whyfolio.toml").read_text()
    made.write("whyfolio.toml", f"{settings}\n[build]\ncards = false\n")
    pages = made.pages()
    assert [path for path in pages if "card" in path] == []
    assert [
        path for path, page in pages.items() if b"og:image" in page or b"card.png" in page
    ] == []
    assert dict(META.findall(pages["index.html"].decode())) == {"twitter:card": "summary"}


def test_cards_that_are_asked_for_and_cannot_be_drawn_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = folio(tmp_path)
    settings = (tmp_path / "whyfolio.toml").read_text()
    made.write("whyfolio.toml", f"{settings}\n[build]\ncards = true\n")
    monkeypatch.setattr(site, "has_typefaces", lambda: False)
    with pytest.raises(UsageError, match=r"pip install 'whyfolio\[cards\]'"):
        made.pages()


# --- letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["Queue", "word " * 80, "Donaudampfschifffahrtsgesellschaftskapitän" * 4, "i" * 400, "W" * 90],
)
def test_words_stay_within_the_card(tmp_path: Path, title: str) -> None:
    for more in ({}, {"number": "−97 %", "measure": "lost " * 60}, {"measure": "w" * 300}):
        png = drawn(title=title, label="Story · 2026 " * 9, name="Kim " * 40, **more)
        with Image.open(io.BytesIO(png)) as picture:
            whole = picture.convert("RGB")
        paper = whole.getpixel((2, 300))
        edges = [(0, 20, 60, 630), (1140, 20, 1200, 630), (0, 570, 1200, 630)]
        for edge in edges:
            colours = whole.crop(edge).getcolors()
            assert colours == [((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)]


def test_what_has_no_room_ends_in_an_ellipsis_and_is_never_cut_within_the_page(
    tmp_path: Path,
) -> None:
    assert words_of(drawn(title="word " * 80)).endswith("word …")
    assert words_of(drawn(title="Zoë’s Größe: Ελλάδα, Москва")) == ("Zoë’s Größe: Ελλάδα, Москва")


@pytest.mark.parametrize("title", ["行列の改善", "قائمة انتظار", "תור", "Queue 行列"])
def test_words_in_a_script_that_the_typeface_lacks_are_left_out(tmp_path: Path, title: str) -> None:
    png = drawn(title=title, name="Kim Vale")
    assert words_of(png) == "Kim Vale"


def test_signs_that_are_no_letters_are_left_out_alone(tmp_path: Path) -> None:
    assert words_of(drawn(title="Mails 🚀 arrive ✨")) == "Mails arrive"


def test_without_the_typefaces_there_is_one_card_for_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(typefaces.TYPEFACES, "serif", "no_such_package")
    typefaces._folder.cache_clear()
    try:
        pages = folio(tmp_path).pages()
    finally:
        monkeypatch.undo()
        typefaces._folder.cache_clear()
    cards = [path for path in pages if path.startswith("assets/cards/")]
    assert cards == ["assets/cards/card.png"]
    assert words_of(pages[cards[0]]) == ""
    for page in ("index.html", "stories/mails/index.html"):
        meta = dict(META.findall(pages[page].decode()))
        assert meta["og:image"] == "https://test.example/assets/cards/card.png"


# --- colours -------------------------------------------------------------------------------------


def test_the_colours_are_those_of_the_theme_s_style_sheet() -> None:
    styles = """
    :root { --paper: light-dark(#111111, #222222); --accent: #333333; /* --ink: #000000; */ }
    :root[data-accent="moss"] { --accent: light-dark(#444444, #555555); }
    @media print { :root { --paper: #ffffff; } }
    @supports not (color: light-dark(#000, #fff)) { :root { --paper: #eeeeee; } }
    """
    light, dark = palette(styles, {}), palette(styles, {"scheme": "dark", "accent": "moss"})
    assert (light["paper"], light["accent"], light["ink"]) == ("#111111", "#333333", "#191c22")
    assert (dark["paper"], dark["accent"]) == ("#222222", "#555555")
