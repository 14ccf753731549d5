"""The promise, field by field: a word is exactly where it may be; none too many, none missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.canaries import Flock, flock
from tests.folio import Folio
from whyfolio.model.audience import Audience

WORD = re.compile(rb"zq\d{5}kanari")


def words_in(files: Mapping[str, bytes]) -> set[str]:
    """Every canary word in the bytes or names of some files."""
    found: set[str] = set()
    for path, content in files.items():
        found |= {word.decode() for word in WORD.findall(content + path.encode())}
    return found


def missing_and_leaked(flock_: Flock, audience: Audience, seen: set[str]) -> tuple[list[str], ...]:
    """The fields whose word should be there and is not, and the other way round."""
    named = {canary.word: canary for canary in flock_.canaries}
    allowed = {word for word, canary in named.items() if audience in canary.readers}
    wanted = {word for word in allowed if named[word].printed}

    def told(words: set[str]) -> list[str]:
        return sorted(f"{named[word].ref} {named[word].field}" for word in words)

    return told(wanted - seen), told(seen - allowed)


def populated(root: Path) -> tuple[Folio, Flock]:
    folio, birds = Folio.at(root), flock()
    for ref, text in birds.entries.items():
        folio.write(f"content/{ref}.md", text)
    return folio, birds


@pytest.mark.parametrize("audience", list(Audience))
def test_each_word_is_exactly_where_it_may_be(tmp_path: Path, audience: Audience) -> None:
    folio, birds = populated(tmp_path)
    seen = words_in(folio.pages(audience))
    assert missing_and_leaked(birds, audience, seen) == ([], [])


@pytest.mark.parametrize(
    "order",
    [(Audience.PRIVATE, Audience.REVIEW, Audience.PUBLIC), tuple(Audience)],
    ids=["narrow first", "wide first"],
)
def test_the_order_of_audiences_moves_no_word(tmp_path: Path, order: tuple[Audience, ...]) -> None:
    folio, birds = populated(tmp_path)
    for audience in order:
        folio.build(audience)
    for audience in order:
        seen = words_in(folio.site(audience))
        assert missing_and_leaked(birds, audience, seen) == ([], []), audience


def test_a_second_build_and_renames_leave_no_word_behind(tmp_path: Path) -> None:
    folio, birds = populated(tmp_path)
    folio.build(*Audience)
    first = {audience: folio.site(audience) for audience in Audience}
    folio.build(*Audience)
    assert {audience: folio.site(audience) for audience in Audience} == first
    (tmp_path / "content/stories/public-one.md").rename(tmp_path / "content/stories/renamed.md")
    (tmp_path / "content/lessons/public-one.md").unlink()
    folio.build(*Audience)
    gone = {canary.word for canary in birds.canaries if canary.ref == "lessons/public-one"}
    for audience in Audience:
        site = folio.site(audience)
        assert not words_in(site) & gone
        assert "stories/public-one/index.html" not in site
        cold = Folio(tmp_path, folio.today).pages(audience)
        assert site == dict(cold), audience
