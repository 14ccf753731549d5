"""Pictures in pages: measures always, other widths as WebP, loaded when they are near."""

from __future__ import annotations

import io
import json
import re
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image
from tests.folio import Folio

from whyfolio import kept_pictures
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience

PAGE = "stories/one/index.html"
STORY = "date: 2026-09\naudience: public\nwhat: I mended it.\nwhy: It leaked.\n"
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="9"/></svg>'
)


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(out, kind)
    return out.getvalue()


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path)
    made.write("content/files/large.jpg", picture(2400, 1200, "JPEG"))
    made.write("content/files/middle.png", picture(700, 350))
    made.write("content/files/small.png", picture(300, 200))
    return made.write("content/files/drawing.svg", DRAWING)


def images(html: str) -> list[dict[str, str]]:
    found = re.findall(r"<img ([^>]*)>", html)
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', one)) for one in found]


def shown(folio: Folio, body: str, front: str = "") -> list[dict[str, str]]:
    return images(folio.entry("stories/one", STORY + front, body).page(PAGE))


def webps(pages: Mapping[str, bytes]) -> dict[str, tuple[int, int]]:
    found = {path: content for path, content in pages.items() if path.endswith(".webp")}
    return {path: Image.open(io.BytesIO(content)).size for path, content in found.items()}


def test_every_picture_of_a_body_has_its_measures(folio: Folio) -> None:
    body = "".join(f"Text.\n\n![A {n}](../files/{n})\n\n" for n in ("middle.png", "drawing.svg"))
    found = shown(folio, body + "In a ![line](../files/small.png) too.\n")
    assert [(one["width"], one["height"]) for one in found] == [
        ("700", "350"),
        ("300", "120"),
        ("300", "200"),
    ]


def test_one_measure_of_the_author_gives_the_other(folio: Folio) -> None:
    body = (
        "![a](../files/middle.png){width=350}\n\n![b](../files/middle.png){height=70}\n\n"
        "![c](../files/middle.png){width=10 height=10}\n"
    )
    found = [(one["width"], one["height"]) for one in shown(folio, body)]
    assert found == [("350", "175"), ("140", "70"), ("10", "10")]


def test_large_pictures_come_in_several_widths_and_each_file_is_there(folio: Folio) -> None:
    [found] = shown(folio, "Text.\n\n![A wall](../files/large.jpg)\n")
    listed = re.findall(r"\.\./\.\./(files/\S+) (\d+)w(?:, |$)", found["srcset"])
    assert listed == [(f"files/stories-one-1-{w}.webp", str(w)) for w in (480, 960, 1440, 1920)]
    pages = folio.pages()
    assert webps(pages) == {path: (int(w), int(w) // 2) for path, w in listed}
    assert Image.open(io.BytesIO(pages["files/stories-one-1.jpg"])).size == (2400, 1200)
    assert all(len(pages[path]) < len(pages["files/stories-one-1.jpg"]) for path, _ in listed)


def test_a_picture_is_never_enlarged_and_a_small_one_or_a_drawing_stays_alone(
    folio: Folio,
) -> None:
    body = "![m](../files/middle.png)\n\n![s](../files/small.png)\n\n![d](../files/drawing.svg)\n"
    found = shown(folio, body)
    assert ["srcset" in one for one in found] == [True, False, False]
    assert set(webps(folio.pages()).values()) == {(480, 240), (700, 350)}


def test_a_file_that_is_only_linked_to_comes_in_one_width(folio: Folio) -> None:
    folio.entry("stories/one", STORY, "[The wall](../files/large.jpg)\n")
    assert webps(folio.pages()) == {}


def test_what_is_seen_at_once_is_loaded_at_once_and_the_rest_when_it_is_near(folio: Folio) -> None:
    first, *rest = shown(folio, "![a](../files/large.jpg)\n\nText.\n\n![b](../files/small.png)\n")
    assert "loading" not in first
    assert [one["loading"] for one in rest] == ["lazy"]
    [only] = shown(folio, "Text.\n\n![a](../files/large.jpg)\n")
    assert only["loading"] == "lazy"


def test_a_wide_picture_asks_for_a_wider_file(folio: Folio) -> None:
    body = (
        "Text.\n\n![a](../files/large.jpg)\n\n![b](../files/large.jpg){.wide}\n\n"
        "![c](../files/large.jpg) ![d](../files/middle.png)\n{.pair}\n"
    )
    plain, wide, *pair = [one["sizes"] for one in shown(folio, body)]
    assert len({plain, wide, *pair}) == 3
    rem = [float(re.search(r" (\d+)rem,", one)[1]) for one in (pair[0], plain, wide)]
    assert rem == sorted(rem)


def test_the_picture_of_an_entry_has_all_of_it_too(folio: Folio) -> None:
    [found] = shown(folio, "", "image: files/large.jpg\nimage_alt: A wall\n")
    assert (found["width"], found["height"], found["alt"]) == ("2400", "1200", "A wall")
    assert "files/stories-one-1-960.webp 960w" in found["srcset"]
    assert "loading" not in found
    assert len(webps(folio.pages())) == 4


def test_pages_from_the_disk_name_the_same_files(folio: Folio) -> None:
    folio.entry("stories/one", STORY, "Text.\n\n![A wall](../files/large.jpg)\n")
    [found] = images(folio.page(PAGE, Audience.REVIEW))
    assert found["srcset"].startswith("../../files/stories-one-1-480.webp 480w, ../../files/")


def test_a_picture_for_reviewers_is_in_no_width_on_the_public_site(folio: Folio) -> None:
    body = "Text.\n\n![A wall](../files/large.jpg){.review}\n"
    folio.entry("stories/one", STORY, body)
    assert not [path for path in folio.pages() if path.startswith("files/")]
    assert len(webps(folio.pages(Audience.REVIEW))) == 4


def test_feeds_name_the_picture_by_its_whole_address_alone(folio: Folio) -> None:
    folio.entry("stories/one", STORY, "Text.\n\n![A wall](../files/large.jpg)\n")
    [post] = json.loads(folio.page("feed.json"))["items"]
    assert images(post["content_html"]) == [
        {
            "alt": "A wall",
            "src": "https://test.example/files/stories-one-1.jpg",
            "width": "2400",
            "height": "1200",
        }
    ]


def test_pictures_are_made_once_and_kept_where_only_their_owner_can_look(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    cleaned = kept_pictures.cleaned_of

    def counted(content: bytes, shown: str, width: int = 0) -> bytes:
        made.append(f"{shown} {width}")
        return cleaned(content, shown, width)

    monkeypatch.setattr(kept_pictures, "cleaned_of", counted)
    folio.entry("stories/one", STORY, "![m](../files/middle.png)\n\n![s](../files/small.png)\n")
    first = dict(folio.pages())
    assert sorted(made) == [
        *(f"content/files/middle.png {width}" for width in (0, 480, 700)),
        "content/files/small.png 0",
    ]
    assert dict(folio.pages()) == first
    assert len(made) == 4
    kept = folio.root / ".whyfolio" / "pictures"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    folio.write("content/files/small.png", picture(301, 200))
    assert dict(folio.pages()) != first
    assert made[4:] == ["content/files/small.png 0"]
    assert len(list(kept.iterdir())) == 4


def test_a_kept_picture_that_was_damaged_is_made_anew(folio: Folio) -> None:
    folio.entry("stories/one", STORY, "![m](../files/middle.png)\n")
    first = dict(folio.pages())
    for kept in (folio.root / ".whyfolio" / "pictures").iterdir():
        kept.write_bytes(kept.read_bytes()[:-9] + b"something")
    assert dict(folio.pages()) == first


def test_a_picture_that_was_kept_by_somebody_else_is_made_anew(
    folio: Folio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folio.entry("stories/one", STORY, "![m](../files/middle.png)\n")
    with monkeypatch.context() as stranger:
        stranger.setenv("WHYFOLIO_HOME", str(tmp_path / "stranger"))
        stranger.setattr(kept_pictures, "cleaned_of", lambda *_given: b"another picture")
        theirs = dict(folio.pages())
    assert b"another picture" in theirs.values()
    assert b"another picture" not in dict(folio.pages()).values()


def test_a_damaged_picture_stops_a_build_and_is_named(folio: Folio) -> None:
    folio.write("content/files/half.jpg", picture(900, 900, "JPEG")[:4000])
    folio.entry("stories/one", STORY, "![m](../files/half.jpg)\n")
    with pytest.raises(Refused) as refused:
        folio.build(Audience.PUBLIC)
    found = refused.value.diagnostic
    assert (found.code, found.place.file) == ("E172", "content/files/half.jpg")
    assert not (folio.root / "site" / "public").exists()
