"""Sentences, made and found: see `model/sentence.py` for what they promise."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from whyfolio.model.sentence import Sentence

__all__ = ["LADDER", "NOTHING", "PROFILE", "Sentence", "said", "sentences_in"]

PROFILE = "profile"
LADDER = "ladders"
NOTHING = Sentence()


def said(text: str, *refs: str) -> Sentence:
    """The author's own text in these entries."""
    return Sentence(text, refs) if text else NOTHING


def sentences_in(value: object) -> Iterator[Sentence]:
    """Every sentence of a page's values, in their order."""
    if isinstance(value, Sentence):
        if value:
            yield value
    elif isinstance(value, tuple | list):
        for member in value:
            yield from sentences_in(member)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from sentences_in(member)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from sentences_in(getattr(value, each.name))
