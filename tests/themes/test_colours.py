"""The colours and styles of the margin theme, read from its style sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "themes" / "margin" / "assets"
TOKENS = (ASSETS / "tokens.css").read_text(encoding="utf-8")
NAMES = {"paper", "paper-sunk", "ink", "ink-soft", "rule", "accent", "accent-soft", "good", "warn"}
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\)")
PLAIN = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})\b")


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> list[tuple[str, dict[str, str]]]:
    """Each accent in each scheme, and print, as token → colour."""
    blocks = re.findall(r":root(\[data-accent=\"\w+\"\])? \{([^}]*light-dark[^}]*)\}", TOKENS)
    base = PAIR.findall(blocks[0][1])
    found = []
    for selector, block in blocks:
        for at, scheme in ((1, "light"), (2, "dark")):
            pairs = [*base, *PAIR.findall(block)]
            found.append((f"{selector or 'default'} {scheme}", {p[0]: p[at] for p in pairs}))
    printed = dict(PLAIN.findall((ASSETS / "print.css").read_text(encoding="utf-8")))
    return [*found, ("print", printed)]


def test_nine_colours_stand_as_pairs_in_every_palette() -> None:
    assert len(palettes()) == 4 * 2 + 1
    assert all(set(palette) == NAMES for _, palette in palettes())


@pytest.mark.parametrize(("name", "palette"), palettes(), ids=[name for name, _ in palettes()])
def test_every_word_can_be_read_on_both_papers(name: str, palette: dict[str, str]) -> None:
    for paper in ("paper", "paper-sunk"):
        assert contrast(palette["ink"], palette[paper]) >= 7, name
        for ink in ("ink-soft", "accent", "good", "warn"):
            assert contrast(palette[ink], palette[paper]) >= 4.5, (name, ink)
    assert contrast(palette["ink"], palette["accent-soft"]) >= 7, name
    assert contrast(palette["paper"], palette["ink"]) >= 7, "the skip link is paper on ink"


def test_older_browsers_get_the_same_light_colours() -> None:
    fallback = TOKENS[TOKENS.index("@supports not") :]
    light = dict(palettes())["default light"]
    assert dict(PLAIN.findall(fallback)) == light


def test_the_styles_stay_small_and_ask_nobody_for_anything() -> None:
    sheets = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in ASSETS.glob("*.css")}
    del sheets[
        "literata-inter.css"
    ]  # sent only where its fonts are chosen: tests/themes/test_fonts
    alone = sheets["search.css"]  # sent to the search page only
    assert sum(text.count("\n") for text in sheets.values()) - alone.count("\n") <= 720
    assert not [text for text in sheets.values() if re.search(r"url\(|@import|!important|//", text)]


def test_every_rule_stands_in_a_layer() -> None:
    for sheet in ASSETS.glob("*.css"):
        depth, outside = 0, ""
        bare = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for character in bare:
            depth += (character == "{") - (character == "}")
            outside += character if depth == 0 else ""
        assert depth == 0, sheet.name
        heads = {head.split()[0] for head in outside.split("}") if head.strip()}
        assert heads <= {"@layer", "@property"}, sheet.name
