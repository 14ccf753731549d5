"""`theme.toml`: what a theme says of itself, with every fault at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from whyfolio.config.places import Path as KeyPath
from whyfolio.config.places import Scan
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.names import hint_for, join_words

THEME_FILE = "theme.toml"
KEYS = ("name", "extends", "styles", "readers", "when", "options")
OPTION_KEYS = ("choices", "default", "says")

Value = str | bool | tuple[str, ...]
_OPTION_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_AUDIENCES = tuple(audience.value for audience in Audience)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that an author may choose.

    The default says what may be written: one word of the choices, a list of them in the author's
    order, or true and false.
    """

    name: str
    default: Value
    choices: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """One theme's own words.

    Attributes:
        shown: how messages name the file.
        extends: the theme whose files serve where it has none; "" for none.
        extends_at: where it says so.
        styles: its style sheets in their order; None where it names none.
        readers: the audiences that are sent a sheet, where not all are.
        when: the choice that brings a sheet, by its option, where it is not always there.
        options: what was written of each; what a child leaves out, its parent says.
    """

    shown: str
    extends: str
    extends_at: Place
    styles: tuple[str, ...] | None
    readers: Mapping[str, tuple[str, ...]]
    when: Mapping[str, Mapping[str, str]]
    options: Mapping[str, Mapping[str, object]]


def read_theme_file(folder: Path, shown: str) -> ThemeFile:
    """Read the `theme.toml` of a folder.

    Args:
        folder: the theme's.
        shown: how messages name the file.

    Raises:
        Refused: it cannot be read, or says what no theme can say (E806).
    """
    try:
        text = (folder / THEME_FILE).read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(_unreadable(error, shown)) from None
    reading = _Reading(tables, Scan(text.replace("\r\n", "\n")).run(), shown)
    found = list(reading.faults())
    if found:
        raise Refused(*found)
    return reading.result()


def _unreadable(error: Exception, shown: str) -> Diagnostic:
    line = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    place = Place(shown, int(line[1]), int(line[2])) if line else Place(shown)
    why = str(error).partition(" (at ")[0]
    message = f"the theme's own words cannot be read: {why[:1].lower()}{why[1:]}"
    return Diagnostic("E806", place, message, 'write `name = "value"` lines')


@dataclass(frozen=True, slots=True)
class _Reading:
    tables: dict[str, object]
    scan: Scan
    shown: str

    def result(self) -> ThemeFile:
        styles = self.tables.get("styles")
        return ThemeFile(
            shown=self.shown,
            extends=str(self.tables.get("extends", "")),
            extends_at=self._place(("extends",)),
            styles=tuple(styles) if isinstance(styles, list) else None,
            readers={name: tuple(who) for name, who in self._table("readers").items()},
            when={name: dict(said) for name, said in self._table("when").items()},
            options={name: dict(one) for name, one in self._table("options").items()},
        )

    def _table(self, key: str) -> dict[str, Any]:
        found = self.tables.get(key)
        return found if isinstance(found, dict) else {}

    def faults(self) -> Iterator[Diagnostic]:
        yield from self._unknown(self.tables, KEYS, ())
        for key in ("name", "extends"):
            if not isinstance(self.tables.get(key, ""), str):
                yield self._fault((key,), f'"{key}" is no text', 'write it in quotes, as in "x"')
        yield from self._styles(self.tables.get("styles", []))
        yield from self._readers(self.tables.get("readers", {}))
        yield from self._when(self.tables.get("when", {}))
        yield from self._options(self.tables.get("options", {}))

    def _styles(self, styles: object) -> Iterator[Diagnostic]:
        if not _is_words(styles):
            hint = 'write styles = ["one.css", "two.css"]'
            yield self._fault(("styles",), '"styles" is no list of file names', hint)
            return
        assert isinstance(styles, list)  # noqa: S101 - _is_words has looked
        for number, name in enumerate(styles):
            if not name.endswith(".css") or "/" in name or "\\" in name:
                hint = "name a file in assets/ that ends in .css"
                yield self._fault(("styles", number), f'"{name}" is no style sheet', hint)

    def _readers(self, readers: object) -> Iterator[Diagnostic]:
        if not isinstance(readers, dict):
            yield self._fault(("readers",), '"readers" is no table', "write [readers]")
            return
        for name, who in readers.items():
            wrong = [who] if not _is_words(who) else [one for one in who if one not in _AUDIENCES]
            if wrong:
                hint = f'write "{name}" = ["review", "private"], or other audiences'
                message = f'"{name}" is for "{wrong[0]}", which is no audience'
                yield self._fault(("readers", name), message, hint)

    def _when(self, when: object) -> Iterator[Diagnostic]:
        if not isinstance(when, dict):
            yield self._fault(("when",), '"when" is no table', "write [when]")
            return
        for name, said in when.items():
            words = said.values() if isinstance(said, dict) else [None]
            if not all(isinstance(word, str) for word in words):
                hint = f'write "{name}" = {{ OPTION = "CHOICE" }}'
                yield self._fault(("when", name), f'"{name}" names no choice of an option', hint)

    def _options(self, options: object) -> Iterator[Diagnostic]:
        if not isinstance(options, dict):
            yield self._fault(("options",), '"options" is no table', "write [options.NAME]")
            return
        for name, one in options.items():
            path = ("options", name)
            if not _OPTION_NAME.match(name):
                hint = "use lower-case letters, digits and _"
                yield self._fault(path, f'"{name}" cannot be the name of an option', hint)
            if not isinstance(one, dict):
                yield self._fault(
                    path, f'the option "{name}" is no table', f"write [options.{name}]"
                )
                continue
            yield from self._unknown(one, OPTION_KEYS, path)
            if not _is_words(one.get("choices", [])):
                hint = 'write choices = ["one", "two"]'
                yield self._fault((*path, "choices"), '"choices" is no list of words', hint)
            if not isinstance(one.get("default", ""), str | bool | list):
                hint = "write one of its choices, a list of them, or true or false"
                yield self._fault((*path, "default"), f'"{name}" has no usable default', hint)

    def _unknown(
        self, table: Mapping[str, object], known: tuple[str, ...], path: KeyPath
    ) -> Iterator[Diagnostic]:
        for key in table:
            if key not in known:
                hint = hint_for(key, known, f"known here: {join_words(known, 'and')}")
                yield self._fault((*path, key), f'unknown word "{key}"', hint)

    def _place(self, path: KeyPath) -> Place:
        return Place(self.shown, *self.scan.value(path))

    def _fault(self, path: KeyPath, message: str, hint: str) -> Diagnostic:
        return Diagnostic("E806", self._place(path), message, hint)


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def merged(files: tuple[ThemeFile, ...]) -> tuple[Option, ...]:
    """The options of a theme and its parents, the oldest first.

    Args:
        files: the theme's own words first, those of the theme that all extend last.

    Raises:
        Refused: what the default is, or what brings a sheet, is none of the choices (E806).
    """
    said: dict[str, dict[str, object]] = {}
    origin: dict[str, str] = {}
    for file in reversed(files):
        for name, one in file.options.items():
            said.setdefault(name, {}).update(one)
            origin[name] = file.shown
    options = tuple(_option(name, one, origin[name]) for name, one in said.items())
    for file in files:
        _refuse_idle(file, {option.name: option.choices for option in options})
    return options


def _refuse_idle(file: ThemeFile, choices: Mapping[str, tuple[str, ...]]) -> None:
    """A sheet that waits for what nobody can choose would never be sent."""
    for sheet, wanted in file.when.items():
        for name, word in wanted.items():
            if word not in choices.get(name, ()):
                message = f'"{sheet}" waits for {name} = "{word}", which nobody can choose'
                hint = hint_for(word, choices.get(name, ()), "name a choice of one of its options")
                raise Refused(Diagnostic("E806", Place(file.shown), message, hint))


def _option(name: str, said: Mapping[str, object], shown: str) -> Option:
    written, default = said.get("choices", ()), said.get("default")
    choices = tuple(str(word) for word in written) if isinstance(written, list) else ()
    named = [default] if isinstance(default, str) else default if isinstance(default, list) else []
    stray = next((word for word in named if word not in choices), None)
    if default is None or stray is not None:
        is_now = "has no default" if default is None else f'has the default "{stray}"'
        message = f'the option "{name}" {is_now}'
        hint = f"its default is one of {join_words(choices)}" if choices else "give it choices"
        raise Refused(Diagnostic("E806", Place(shown), message, hint))
    value: Value = tuple(map(str, default)) if isinstance(default, list) else default  # type: ignore[assignment]
    return Option(name, value, choices, str(said.get("says", "")))
