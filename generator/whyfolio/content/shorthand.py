"""The one-line forms of records: what an author would say, cut into a record's fields.

Each function gives the texts of a record by the words of its long form, so that both
forms become the same value in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from whyfolio.dates import DateError, parse_when

Parts = dict[str, str]

RELATIONS = ("manager", "peer", "report", "stakeholder", "mentor")
_SIGNS = re.compile(r"[;()]")
_FIGURE = r"[-−+]?(?:\d{1,3}(?:[  \u202f]\d{3})+(?!\d)|\d(?:[\d.,]*\d)?)"
_SIGNED = re.compile(rf"(?<![\w./:,-])([~≈]?)\s?([$€£¥]?)({_FIGURE})(?![\d])")
_ARROW = re.compile(r"->|→|⟶|=>")
_TO = re.compile(rf"(?<=\s)to\s+(?=[~≈]?[$€£¥]?{_FIGURE})")
_CLAIM = re.compile(r"(?<=\s)[-–—]+(?=\s)|:(?=\s)")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_FILE = re.compile(r"(?:\.{1,2}/)*files/\S+")


def impact(text: str) -> Parts:
    """`lost orders 12 % -> 0.4 % (Grafana, 2026-09)`; without an arrow the figure is `after`.

    Where the two figures have two units, `units` names them, and neither figure is given.
    """
    rest, parts = _source(text.strip())
    left, right = _sides(rest)
    if right is None:
        return {**_only_after(left), **parts}
    before, after = _last_figure(left), _SIGNED.match(right)
    if before is None or after is None:
        return {"measure": rest, **parts}
    measure, first_unit = (
        left[: before.start()].rstrip(" :"),
        before[2] or left[before.end() :].strip(),
    )
    last_unit = after[2] or right[after.end() :].strip()
    unit, more = _one_unit(first_unit, last_unit)
    measure = f"{measure} {more}".strip()
    if unit is None:
        return {"measure": measure, "units": f"{first_unit}\n{last_unit}", **parts}
    if before[1] or after[1]:
        parts["certainty"] = "estimated"
    found = {"measure": measure, "before": before[3], "after": after[3], "unit": unit}
    return {**_said(found), **parts}


def _said(parts: Parts) -> Parts:
    return {word: text for word, text in parts.items() if text}


def _source(text: str) -> tuple[str, Parts]:
    head, said = _bracket(text)
    if not said:
        return text, {}
    source, _, when = said.rpartition(",")
    if _is_date(when.strip()):
        return head, _said({"source": source.strip(), "when": when.strip()})
    return head, {"source": said}


def _bracket(text: str) -> tuple[str, str]:
    """A text without the bracket it ends with, and what stands in it; "" where it has none."""
    if not text.endswith(")"):
        return text, ""
    depth = 0
    for sign in reversed(list(_SIGNS.finditer(text))):
        depth += {")": 1, "(": -1}.get(sign.group(), 0)
        if not depth and sign.group() == "(":
            head, said = text[: sign.start()].rstrip(), text[sign.end() : -1].strip()
            return (head, said) if head and said else (text, "")
    return text, ""


def _is_date(text: str) -> bool:
    try:
        parse_when(text)
    except DateError:
        return False
    return True


def _sides(text: str) -> tuple[str, str | None]:
    arrows = list(_ARROW.finditer(text)) or list(_TO.finditer(text))
    for arrow in reversed(arrows):
        return text[: arrow.start()].rstrip(), text[arrow.end() :].lstrip()
    return text, None


def _last_figure(text: str) -> re.Match[str] | None:
    found = list(_SIGNED.finditer(text))
    return found[-1] if found else None


def _only_after(text: str) -> Parts:
    after = _last_figure(text)
    if after is None:
        return {"measure": text}
    unit = after[2] or text[after.end() :].strip()
    measure = text[: after.start()].rstrip(" :")
    found = {"measure": measure, "after": after[3], "unit": unit}
    return _said({**found, "certainty": "estimated" if after[1] else ""})


def _one_unit(first: str, last: str) -> tuple[str | None, str]:
    """The unit of both figures, and words behind it that belong to what is measured."""
    if not first or not last or first == last:
        return first or last, ""
    if last.startswith(f"{first} "):
        return first, last.removeprefix(first).strip()
    return None, ""


def evidence(text: str) -> Parts:
    """`https://… Postmortem of the outage` or `files/board.png The board in May`."""
    for word, shape in (("url", _ADDRESS), ("file", _FILE)):
        found = shape.search(text)
        if found and (found.start() == 0 or text[found.start() - 1].isspace()):
            title = f"{text[: found.start()].strip()} {text[found.end() :].strip()}".strip()
            return _said({word: found.group(), "title": title})
    return {"title": text.strip()}


def person(text: str) -> Parts:
    """`Sam Okoro (manager)`: in brackets how they stand to you, or what they do."""
    name, said = _bracket(text.strip())
    if not said:
        return {"name": name}
    first, _, rest = said.partition(",")
    if first.strip() in RELATIONS:
        return _said({"name": name, "relation": first.strip(), "role": rest.strip()})
    return _said({"name": name, "role": said})


def people(text: str) -> list[str]:
    """`Ana (design, lead); Tom`: each person's own text."""
    found, start, depth = [], 0, 0
    for sign in _SIGNS.finditer(text):
        depth = max(0, depth + {"(": 1, ")": -1}.get(sign.group(), 0))
        if sign.group() == ";" and not depth:
            found.append(text[start : sign.start()])
            start = sign.end()
    return [each.strip() for each in (*found, text[start:]) if each.strip()]


def shows(text: str) -> Parts:
    """`execution - how the story shows it`."""
    cut = _CLAIM.search(text)
    if not cut:
        return {"competency": text.strip()}
    return _said({"competency": text[: cut.start()].strip(), "how": text[cut.end() :].strip()})


def option(text: str) -> Parts:
    """The option's title."""
    return {"title": text.strip()}


def location(text: str) -> Parts:
    """The place in a line."""
    return {"address": text.strip()}


def interest(text: str) -> Parts:
    """What it is called."""
    return {"name": text.strip()}


FORMS: dict[str, Callable[[str], Parts]] = {
    "impact": impact,
    "evidence": evidence,
    "person": person,
    "people": person,
    "shows": shows,
    "option": option,
    "location": location,
    "interest": interest,
}
