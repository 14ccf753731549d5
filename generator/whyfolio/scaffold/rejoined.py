"""The one-line form of a record with one part more, as its author would have written it."""

from __future__ import annotations

from collections.abc import Callable

from whyfolio.content.shorthand import FORMS, Parts
from whyfolio.scaffold.entry import quoted


def rejoined(form: str, text: str, name: str, words: str) -> str:
    """The new line in quotes; "" where the form has no room for this part.

    It may read differently than is meant: who writes it reads it back.
    """
    make = _FORMS.get(form)
    parts = {**FORMS[form](text), name: words}
    together = make(parts) if make else ""
    return quoted(together) if together else ""


def _impact(parts: Parts) -> str:
    figure = parts.get("after", "")
    if not figure:
        body = parts.get("measure", "")
    else:
        guess = "~" if parts.get("certainty") else ""
        unit = parts.get("unit", "")
        last = _figure(guess, figure, unit)
        before = parts.get("before", "")
        first = _figure(guess, before, "" if unit and unit in before else unit)
        body = f"{first} -> {last}" if before else last
        body = f"{parts.get('measure', '')} {body}".strip()
    known = ", ".join(parts[word] for word in ("source", "when") if parts.get(word))
    return f"{body} ({known})" if known else body


def _figure(guess: str, figure: str, unit: str) -> str:
    if len(unit) == 1 and unit in "$€£¥":
        return f"{guess}{unit}{figure}"
    return f"{guess}{figure} {unit}".strip()


def _shows(parts: Parts) -> str:
    return f"{parts['competency']} - {parts['how']}" if parts.get("how") else ""


_FORMS: dict[str, Callable[[Parts], str]] = {"impact": _impact, "shows": _shows}
