"""What the program says by itself: words of pages and addresses that no author held back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from whyfolio.config import Config
from whyfolio.guard.folding import folded
from whyfolio.guard.sources import Sources
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.packaged import PACKAGE

_ADDRESSES = (
    *("timeline", "tags", "competencies", "resume", "search", "brag", "coach", "theme", "assets"),
    *("files", "index.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html"),
    *("resume.json", "pagefind"),
)


def own_words(config: Config) -> list[str]:
    """The program's words in every language, its addresses, and what the settings say."""
    paths = [f"/{each}/" for each in (*_ADDRESSES, *BY_FOLDER)]
    allowed = [each.text for each in config.guard.allow]
    site = [text for text in _texts(dataclasses.replace(config.site)) if text]
    cycles = [text for text in _texts(config.cycles) if text]
    return [*_locale(), *paths, *allowed, *site, *cycles, config.publish.cname]


def ladder_words(sources: Sources) -> list[str]:
    """Every text of the ladders and forms."""
    return [*_texts(sources.ladders), *_texts(sources.forms)]


def counted_words() -> frozenset[bytes]:
    """Words that pages put after numbers of their own: "3 months", "12 stories"."""
    return frozenset(folded("\n".join(_locale())).split())


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any frozen value
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))


@cache
def _locale() -> tuple[str, ...]:
    import tomllib

    return tuple(
        text
        for file in sorted((PACKAGE / "locale").glob("*.toml"))
        for text in _texts(tomllib.loads(file.read_text(encoding="utf-8")))
    )
