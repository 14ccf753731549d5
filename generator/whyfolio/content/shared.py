"""Ladders and forms: the portfolio's own and the shipped ones, read once as long as they stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from whyfolio.diagnostics import Diagnostic
from whyfolio.memo import BothMemos, Memo, key_of, pack
from whyfolio.model.ladder import Form, Ladder

S = TypeVar("S", bound=Ladder | Form)
T = TypeVar("T")
Read = tuple[T | None, tuple[Diagnostic, ...]]


def ladder_of(path: str, text: str, memos: BothMemos | None) -> Read[Ladder]:
    """The ladder in a file of `content/ladders`, as `read_ladder` gives it."""

    def read() -> Read[Ladder]:
        from whyfolio.content.ladders import read_ladder

        return read_ladder(path, text)

    return _known(memos and memos.own, ("ladder", path, text), read)


def form_of(path: str, text: str, memos: BothMemos | None) -> Read[Form]:
    """The form in a file of `content/forms`, as `read_form` gives it."""

    def read() -> Read[Form]:
        from whyfolio.content.forms import read_form

        return read_form(path, text)

    return _known(memos and memos.own, ("form", path, text), read)


def all_ladders(own: list[Ladder], memos: BothMemos | None) -> tuple[Ladder, ...]:
    """The portfolio's own, and the shipped ones whose id it does not use."""

    def read() -> tuple[Ladder, ...]:
        from whyfolio.content.ladders import shipped_ladders

        return shipped_ladders()

    return _beside(own, _known(memos and memos.packaged, ("shipped ladders",), read))


def all_forms(own: list[Form], memos: BothMemos | None) -> tuple[Form, ...]:
    """Likewise."""

    def read() -> tuple[Form, ...]:
        from whyfolio.content.forms import shipped_forms

        return shipped_forms()

    return _beside(own, _known(memos and memos.packaged, ("shipped forms",), read))


def _beside(own: list[S], shipped: tuple[S, ...]) -> tuple[S, ...]:
    ids = {mine.id for mine in own}
    return (*own, *(other for other in shipped if other.id not in ids))


def _known(memo: Memo | None, parts: tuple[str, ...], read: Callable[[], T]) -> T:
    """What a memo knows, or what is read; the files that are shipped are part of its keys."""
    if memo is None:
        return read()
    key = key_of(*(part.encode(errors="replace") for part in parts))
    known = memo.get(key)
    if known is None:
        known = read()
        memo.put(key, pack(known))
    return cast("T", known)
