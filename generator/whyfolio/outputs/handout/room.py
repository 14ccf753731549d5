"""The cells of a page that is handed over: places of one size, whoever the page is about.

A cell is so many lines of so many em. What is too long for its cell gives way as on the first
page of a packet: whole sentences first, then words with an ellipsis. The full text stands in
the packet.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence

from whyfolio.outputs.packet.room import EM, FULL, shortened
from whyfolio.outputs.sentence import Sentence


def letters(width: float, lines: int) -> int:
    """How many letters of middling width surely stand in so many lines of so many em."""
    return int(width * FULL / EM * lines)


def line_of(text: str, width: float, lines: int = 1) -> str:
    """A label, a name or a figure as far as its cell holds it."""
    return shortened(text, letters(width, lines))


def width_of(text: str, most: float) -> float:
    """How many em a text takes at most, in steps of a half; ``most`` where it takes more."""
    steps = (step / 2 for step in range(1, int(2 * most)))
    return next((width for width in steps if line_of(text, width) == text), most)


def within_cell(sentence: Sentence, width: float, lines: int) -> Sentence:
    """A sentence as far as its cell holds it; its origin stays.

    Wide letters come from a face with taller lines, so they get one line less of several.
    """
    tall = lines > 1 and any(unicodedata.east_asian_width(sign) in "WF" for sign in sentence.text)
    text = shortened(sentence.text, letters(width, lines - tall))
    return sentence if text == sentence.text else dataclasses.replace(sentence, text=text)


def shared(lines: int, count: int, most: Sequence[int] = ()) -> int:
    """How many lines each of ``count`` rows gets of a region, at least one.

    Args:
        lines: what the region holds.
        count: how many rows share it.
        most: the most for 1, 2, 3 … rows, so that few rows are not spread thin.
    """
    each = max(1, lines // max(count, 1))
    return min(each, most[min(count, len(most)) - 1]) if most and count else each
