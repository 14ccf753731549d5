"""Fill a whole form: every candidate is in a box, or left out with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whyfolio.model.ladder import Box, Form, Ladder
from whyfolio.outputs.forms.filling import fill
from whyfolio.outputs.forms.selecting import asks_for, home
from whyfolio.outputs.forms.shapes import Candidate, FilledForm, LeftOut, Reason


def fill_form(
    form: Form, candidates: Sequence[Candidate], ladder: Ladder | None = None
) -> FilledForm:
    """Lay candidates into the boxes of a form.

    Each stands in one box. What has no room there goes to another box that asks for it, if that
    has room beside its own.

    Args:
        form: the form.
        candidates: everything that could be in it.
        ladder: the author's own, where a form's competencies are covered by it.
    """
    usable = [_as_asked(found, form, ladder) for found in candidates if found.unfit is None]
    own: dict[str, list[Candidate]] = {box.id: [] for box in form.sections}
    guests: dict[str, list[Candidate]] = {box.id: [] for box in form.sections}
    left = [LeftOut(found, found.unfit) for found in candidates if found.unfit is not None]
    for candidate in usable:
        chosen, others = home(candidate, form.sections, ladder)
        if chosen is None:
            left.append(LeftOut(candidate, Reason.NOT_ASKED))
            continue
        own[chosen.id].append(candidate)
        for box in others:
            guests[box.id].append(candidate)
    without = _moved(form, own, ladder)
    filled = [fill(box, own[box.id], _welcome(box, guests, own)) for box in form.sections]
    told = {id(p.candidate) for box, _ in filled for p in box.placed}
    again = [out for _, outs in filled for out in outs if id(out.candidate) not in told]
    first = {id(out.candidate): out for out in reversed([*without, *again])}
    return FilledForm(form, tuple(box for box, _ in filled), (*left, *first.values()))


def _as_asked(candidate: Candidate, form: Form, ladder: Ladder | None) -> Candidate:
    """A line about a lesson or about feedback is work, where no box asks for those."""
    plain = candidate.kind == "line" and ("kind", "goal") not in candidate.topics
    if plain and home(candidate, form.sections, ladder)[0] is None:
        return replace(candidate, topics=frozenset())
    return candidate


def _moved(
    form: Form, own: dict[str, list[Candidate]], ladder: Ladder | None
) -> tuple[LeftOut, ...]:
    """Move what has no room in its box to a later home; what finds none is left out."""
    left: list[LeftOut] = []
    for box in form.sections:
        for out in fill(box, own[box.id])[1]:
            own[box.id].remove(out.candidate)
            if not _found_room(form, out.candidate, box, own, ladder):
                left.append(out)
    return tuple(left)


def _found_room(
    form: Form,
    candidate: Candidate,
    was: Box,
    own: dict[str, list[Candidate]],
    ladder: Ladder | None,
) -> bool:
    for box in form.sections:
        if box is was or not asks_for(box, candidate, ladder):
            continue
        tried = [*own[box.id], candidate]
        if not fill(box, tried)[1]:
            own[box.id] = tried
            return True
    return False


def _welcome(
    box: Box, guests: dict[str, list[Candidate]], own: dict[str, list[Candidate]]
) -> list[Candidate]:
    """The guests of a box that are told somewhere."""
    told = {id(candidate) for members in own.values() for candidate in members}
    held = {id(candidate) for candidate in own[box.id]}
    return [found for found in guests[box.id] if id(found) in told and id(found) not in held]
