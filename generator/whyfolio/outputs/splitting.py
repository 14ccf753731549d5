"""A text of several sentences as its sentences, each exactly as typed."""

from __future__ import annotations

import re

# A stop, perhaps with a closing quote, then a space and something that begins a sentence.
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘„«(\[]?[^\Wa-zß-öø-ÿ])|[。！？]+[」』”]?)\s*")
# What ends with a stop and is no end: short forms, initials; some only before a number.
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:e\.g|i\.e|cf|vs|approx|ca|dr|mr|mrs|ms|prof|[A-HJ-Z])\.$", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:^|[\s(])(?:no|nos|fig|vol|pp?|ch)\.$", re.IGNORECASE)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in their order and as typed; joined by spaces they are the text.

    A stop ends a sentence where a capital letter, a digit or a quote follows, and what stands
    before it is no short form ("e.g.", "Dr.", an initial).
    """
    found, start = [], 0
    for end in _END.finditer(text):
        before, after = text[start : end.end()].rstrip(), text[end.end() :]
        if not (_SHORT.search(before) or (_NUMBERED.search(before) and after[:1].isdigit())):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return (*found, text[start:].strip()) if text[start:].strip() else tuple(found)
