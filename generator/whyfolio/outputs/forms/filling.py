"""Fill one box: as many entries as fit, the higher ranked told more fully; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whyfolio.model.ladder import Box
from whyfolio.outputs.forms.counting import fits, laid_out, used
from whyfolio.outputs.forms.selecting import telling_for, top_of
from whyfolio.outputs.forms.shapes import Candidate, Filled, LeftOut, Placed, Reason


def rank(candidate: Candidate) -> tuple[int, int, str, int]:
    """The order within a box: the stronger first, then the newer, then by name and line."""
    source = candidate.source
    return -candidate.strength, -candidate.day.toordinal(), source.path, source.line


def fill(
    box: Box, own: Sequence[Candidate], guests: Sequence[Candidate] = ()
) -> tuple[Filled, tuple[LeftOut, ...]]:
    """Lay candidates into a box.

    In the order of rank each is taken that still fits in its shortest telling. Then, in the same
    order, each is told as fully as there is room: with all its sentences, else what and why,
    else `short`, else `what`.

    Args:
        box: the box with its limit and its rule.
        own: the candidates that stand in this box and in no other.
        guests: candidates that stand in another box and are only named here.
    """
    ranked = [(found, telling_for(found, box, guest=False)) for found in sorted(own, key=rank)]
    ranked += [(found, telling_for(found, box, guest=True)) for found in sorted(guests, key=rank)]
    most = top_of(box)
    chosen: list[tuple[Candidate, tuple[str, ...]]] = []
    left: list[LeftOut] = []
    for candidate, tellings in ranked:
        if not tellings:
            continue
        shortest = [_shortest(box, told) for _, told in chosen]
        least = _shortest(box, tellings)
        if most and len(chosen) >= most:
            left.append(LeftOut(candidate, Reason.LOWER, box))
        elif not fits(box, [least]):
            left.append(LeftOut(candidate, Reason.TOO_LONG, box, used(box, [least])))
        elif fits(box, [*shortest, least]):
            chosen.append((candidate, tellings))
        else:
            left.append(LeftOut(candidate, Reason.NO_ROOM, box, used(box, [least])))
    texts = _told(box, [tellings for _, tellings in chosen])
    placed = tuple(Placed(c, text) for (c, _), text in zip(chosen, texts, strict=True))
    return Filled(box, laid_out(texts), used(box, texts), placed), tuple(left)


def _shortest(box: Box, tellings: Sequence[str]) -> str:
    """The telling that takes least room; of equal ones the first."""
    bare = replace(box, unit="bytes") if box.unit == "items" else box
    return min(tellings, key=lambda told: used(bare, [told]))


def _told(box: Box, entries: Sequence[Sequence[str]]) -> list[str]:
    """Each entry as fully as there is room, those that rank first before the others."""
    texts = [_shortest(box, tellings) for tellings in entries]
    for place, tellings in enumerate(entries):
        for told in tellings:
            tried = [*texts[:place], told, *texts[place + 1 :]]
            if fits(box, tried):
                texts = tried
                break
    return texts
