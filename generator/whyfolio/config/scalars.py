"""Single values of the settings: what TOML gave, checked against the declaration."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from whyfolio.dates import DateError, When, parse_when
from whyfolio.model.fields import Address, Choice, Date, FieldType, Flag, Number
from whyfolio.names import hint_for, join_words

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*\Z")
WORDS_FOR = {
    bool: "yes or no",
    int: "a number",
    float: "a number",
    str: "a text",
    dict: "a table",
    list: "a list",
    date: "a date",
    datetime: "a date",
}


class Fault(Exception):
    """What is wrong with one value; it has no place yet."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def scalar(kind: FieldType, raw: object, name: str) -> object:
    """The value of one setting.

    Raises:
        Fault: it is not what the declaration asks for.
    """
    if isinstance(kind, Date):
        return _date(raw, name)
    if isinstance(kind, Flag):
        return _typed(bool, raw, name)
    if isinstance(kind, Number):
        number: int = _typed(int, raw, name)
        if not kind.low <= number <= kind.high:
            message = f'"{name}" is {number}, not a number from {kind.low} to {kind.high}'
            raise Fault("E603", message)
        return number
    text: str = _typed(str, raw, name).strip()
    if isinstance(kind, Choice) and text not in kind.words:
        hint = hint_for(text, kind.words, f"write {join_words(kind.words)}")
        raise Fault("E603", f'"{text}" is not a value of "{name}"', hint)
    if isinstance(kind, Address) and text and not _WEB_ADDRESS.match(text):
        hint = 'write it whole, as in "https://example.org/"'
        raise Fault("E603", f'"{text}" is not a web address', hint)
    return text


def _date(raw: object, name: str) -> When:
    if isinstance(raw, datetime):
        raw = raw.date()
    if not isinstance(raw, date | str):
        raise wrong_type(raw, "a date", f'"{name}"')
    try:
        return parse_when(raw if isinstance(raw, str) else raw.isoformat())
    except DateError as error:
        raise Fault("E603", f'"{raw}" {error}', "write it as in 2026-03-31") from None


def _typed(wanted: type, raw: object, name: str) -> Any:  # noqa: ANN401 - an instance of ``wanted``
    if type(raw) is not wanted:
        raise wrong_type(raw, WORDS_FOR[wanted], f'"{name}"')
    return raw


def wrong_type(raw: object, wanted: str, name: str) -> Fault:
    """The fault of a value of another type than the declaration asks for."""
    hint = f'write it in quotes: "{raw}"' if wanted == "a text" and _is_plain(raw) else ""
    is_now = WORDS_FOR.get(type(raw), "something else")
    return Fault("E602", f"{name} is {is_now}, not {wanted}", hint)


def _is_plain(raw: object) -> bool:
    return isinstance(raw, int | float | date) and not isinstance(raw, bool)
