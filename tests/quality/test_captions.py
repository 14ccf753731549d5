"""Where there is room, a caption stands in the margin beside its picture; else below it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.folio import Folio
from tools import demo
from tools.chromium import Tab

pytestmark = pytest.mark.browser

STORY = "date: 2026-09\naudience: public\nwhat: I put a queue in front of checkout."
PLACES = """(() => {
  const [picture, caption] = ["figure img", "figcaption"].map(
    (one) => document.querySelector(one).getBoundingClientRect());
  return [caption.left >= picture.right, caption.top >= picture.bottom];
})()"""


@pytest.mark.parametrize(("width", "wanted"), [(1280, [True, False]), (360, [False, True])])
def test_a_caption_stands_beside_its_picture_or_below_it(
    tmp_path: Path, browser: Tab, width: int, wanted: list[bool]
) -> None:
    made, out = Folio.at(tmp_path), io.BytesIO()
    Image.new("RGB", (1200, 800), "#345").save(out, "PNG")
    made.write("content/files/board.png", out.getvalue())
    made.entry("stories/queue", STORY, '![The board](../files/board.png "Orders a minute.")\n')
    made.build()
    with demo.served(tmp_path / "site" / "public") as origin:
        browser.shape(width, "light")
        browser.open(f"{origin}/stories/queue/")
        assert browser.ask(PLACES) == wanted
