"""The words of a theme, language by language: `locale/LANGUAGE.toml` in its folder.

They stand over the program's words of that language. The author's own, in
`themes/overrides/locale/`, stand over those of every theme.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from whyfolio.config.places import Scan
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.names import join_words
from whyfolio.render.locale import FALLBACK, is_spoken, program_words, tags
from whyfolio.render.theme import Theme, shown_in

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def words_in(theme: Theme, language: str) -> tuple[tuple[str, str], ...]:
    """The words of a theme in a language, by key; what is wrong with them is left out."""
    found: dict[str, str] = {}
    for file in _files(theme, language):
        table, _ = _read(file, "")
        found = {**dict(_sound(table)), **found}
    return tuple(sorted(found.items()))


def word_faults(theme: Theme, language: str) -> Iterator[Diagnostic]:
    """What is wrong with the files that have a theme's words in a language (E810)."""
    for file in _files(theme, language):
        shown = shown_in(theme.project, file)
        table, faults = _read(file, shown)
        yield from faults
        yield from _faults(table, file, shown) if table else ()


def has_words(theme: Theme, language: str) -> bool:
    """Whether the program or the theme has words in a language."""
    return any(map(is_spoken, tags(language))) or any(_files(theme, language))


def _files(theme: Theme, language: str) -> Iterator[Path]:
    """The files that count for a language, the strongest first."""
    for tag in tags(language):
        for folder in theme.folders:
            file = folder / "locale" / f"{tag}.toml"
            if file.is_file():
                yield file


def _read(file: Path, shown: str) -> tuple[dict[str, object], tuple[Diagnostic, ...]]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig")), ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        at = _AT.search(str(error))
        place = Place(shown, int(at[1]), int(at[2])) if at else Place(shown)
        why = str(error).partition(" (at ")[0]
        message = f"the theme's words cannot be read: {why[:1].lower()}{why[1:]}"
        return {}, (Diagnostic("E810", place, message, 'write `key = "words"` lines'),)


def _sound(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for path, value in _leaves(table):
        key = ".".join(path)
        if isinstance(value, str) and not _wrong_slots(key, value):
            yield key, value


def _faults(table: Mapping[str, object], file: Path, shown: str) -> Iterator[Diagnostic]:
    scan = Scan(file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")).run()
    for path, value in _leaves(table):
        place = Place(shown, *scan.value(path))
        if not isinstance(value, str):
            message = f'"{".".join(path)}" is no text'
            yield Diagnostic("E810", place, message, "write it in quotes")
        elif wrong := _wrong_slots(".".join(path), value):
            yield Diagnostic("E810", place, *wrong)


def _leaves(
    table: Mapping[str, object], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _wrong_slots(key: str, text: str) -> tuple[str, str] | None:
    """What is wrong with the slots of a text, and a way out; None where nothing is."""
    try:
        slots = slots_of(text)
    except ValueError:
        hint = "a slot is a name, as in {n}; write {{ and }} for braces that are meant"
        return "the slots of these words cannot be read", hint
    usual = program_words(FALLBACK).get(key) or program_words(FALLBACK).get(_general(key))
    if usual is None:
        return None  # words of the theme's own templates, which fill them as they like
    stray = sorted(slots - slots_of(usual))
    if not stray:
        return None
    known = sorted(f"{{{slot}}}" for slot in slots_of(usual))
    hint = f"there is {join_words(known, 'and')}" if known else "these words have no slots"
    return f'nothing fills the slot "{{{stray[0]}}}" here', hint


def _general(key: str) -> str:
    """The key that stands for all plural forms which English does not have."""
    return f"{key.rpartition('.')[0]}.many"


def slots_of(text: str) -> frozenset[str]:
    """The names of the slots in a text.

    Raises:
        ValueError: its braces do not match, or a slot asks for more than a value.
    """
    slots = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    if not all(name.isidentifier() for name in slots):
        raise ValueError(text)
    return frozenset(slots)


__all__ = ["has_words", "slots_of", "word_faults", "words_in"]
