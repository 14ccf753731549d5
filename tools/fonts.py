"""The fonts that come with the theme margin, cut from what their makers publish.

`tools/fonts.py` writes them anew into `themes/margin/assets/`. It needs the packages that hold the
whole fonts: `pip install fontpkg-literata fontpkg-inter "fonttools[woff]"`. What is left are the
letters of the languages of Europe that are written in Latin ones, their punctuation and arrows, two
kinds of figures, and the weights from regular to bold.
"""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "themes" / "margin" / "assets"
LETTERS = (
    "20-7E,A0-17F,192,218-21B,237,2BC,2C6,2C7,2D8-2DD,300-304,306-308,30A-30C,327,328,1E9E,"
    "2002-200A,2010-2015,2018-201E,2020-2022,2026,202F,2030,2032,2033,2039,203A,2044,2052,2070,"
    "2074-2079,2080-2089,20AC,2116,2122,2190-2193,2196-2199,2202,2206,2212,2215,221A,221E,2248,"
    "2260,2264,2265,25A0,25CF,2713"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "onum", "lnum", "pnum", "tnum"]
NAMES = [*range(7), 13, 14]  # with whose they are and by which licence
REGULAR_TO_BOLD, READING_SIZE = (400, 700), 14
CUTS = (
    ("literata", "fontpkg_literata", "Literata[opsz,wght].ttf", REGULAR_TO_BOLD),
    ("literata-italic", "fontpkg_literata", "Literata-Italic[opsz,wght].ttf", 400),
    ("inter", "fontpkg_inter", "Inter[opsz,wght].ttf", REGULAR_TO_BOLD),
)


def whole(package: str, name: str) -> Path:
    """A font as its makers publish it."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        sys.exit(f"{package} is not there: pip install {package.replace('_', '-')}")
    return Path(found.submodule_search_locations[0]) / "files" / name


def cut(font: Path, weights: tuple[int, int] | int) -> bytes:
    """A font with what pages use of it, packed for the web."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    axes = {"opsz": READING_SIZE, "wght": weights}
    narrowed, out = io.BytesIO(), io.BytesIO()
    instantiateVariableFont(TTFont(font, recalcTimestamp=False), axes).save(narrowed)
    left = TTFont(io.BytesIO(narrowed.getvalue()), recalcTimestamp=False)
    wanted = subset.Options(
        layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=NAMES
    )
    chosen = subset.Subsetter(wanted)
    chosen.populate(unicodes=subset.parse_unicodes(LETTERS))
    chosen.subset(left)
    left.flavor = "woff2"
    left.save(out)
    return out.getvalue()


if __name__ == "__main__":
    for name, package, font, weights in CUTS:
        content = cut(whole(package, font), weights)
        (ASSETS / f"{name}.woff2").write_bytes(content)
        print(f"{name}.woff2: {len(content):,} bytes")
