"""`whyfolio.toml` → settings, with every fault at its line and column."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from whyfolio.config.places import Path as KeyPath
from whyfolio.config.places import Scan
from whyfolio.config.scalars import WORDS_FOR, Fault, scalar, wrong_type
from whyfolio.config.values import (
    GROUPS,
    Config,
    Cycle,
    Setting,
    Table,
    WrittenCycle,
    settings_of,
)
from whyfolio.dates import DateError, When, parse_when
from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.model.fields import FieldType, Many, Record
from whyfolio.names import SETTINGS_FILE as SETTINGS_FILE  # noqa: PLC0414 - offered here too
from whyfolio.names import did_you_mean, join_words

SCHEMA = 1

_ERROR_PLACE = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load_config(root: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings of the portfolio in ``root``, and all that is wrong with them.

    A missing file is a portfolio with every default. A setting with a fault has its default.
    """
    try:
        raw = (root / SETTINGS_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config(), ()
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        return Config(), (_fault("E609", (1, 1, 1), f"the settings cannot be read: {why}"),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Config(), (
            _fault("E609", (line, 1, 1), "the settings are not UTF-8", "save the file as UTF-8"),
        )
    return read_config(text.replace("\r\n", "\n"))


def place_of(root: Path, path: KeyPath, *, key: bool = False) -> Place:
    """Where a setting stands in the file: its value, or with ``key`` its name.

    The first line where the file says nothing of it, or cannot be read.
    """
    try:
        text = (root / SETTINGS_FILE).read_text(encoding="utf-8-sig")
        tomllib.loads(text)
    except (OSError, ValueError):
        return Place(SETTINGS_FILE)
    scan = Scan(text.replace("\r\n", "\n")).run()
    return Place(SETTINGS_FILE, *(scan.key(path) if key else scan.value(path)))


def read_config(text: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings in the text of a `whyfolio.toml`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(), (_syntax_fault(str(error), text),)
    reading = _Reading(Scan(text).run())
    config = reading.config(tables)
    return config, tuple(ordered(reading.found))


def _fault(code: str, at: tuple[int, int, int], message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Place(SETTINGS_FILE, *at), message, hint)


def _syntax_fault(message: str, text: str) -> Diagnostic:
    found = _ERROR_PLACE.match(message)
    said = found.group(1) if found else message
    said = said[:1].lower() + said[1:]
    line = text.rstrip("\n").count("\n") + 1
    column = len(text.rstrip("\n").rsplit("\n", 1)[-1]) + 1
    if found and found.group(2):
        line, column = int(found.group(2)), int(found.group(3))
    return _fault(
        "E607", (line, column, 1), f"is not valid TOML: {said}", 'write `name = "value"` lines'
    )


class _Reading:
    """One run over the tables; collects what it finds."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.found: list[Diagnostic] = []

    def config(self, tables: dict[str, Any]) -> Config:
        known = ["schema", "cycle", *GROUPS]
        self._unknown(tables, known, ())
        self._schema(tables.get("schema", SCHEMA))
        groups = {
            name: self._group(shape, tables[name], (name,))
            for name, shape in GROUPS.items()
            if name in tables
        }
        return Config(
            **{name: group for name, group in groups.items() if group is not None},
            cycles=self._cycles(tables.get("cycle", [])),
        )

    def _schema(self, version: object) -> None:
        if version == SCHEMA and not isinstance(version, bool):
            return
        newer = isinstance(version, int) and not isinstance(version, bool) and version > SCHEMA
        hint = "install a newer whyfolio" if newer else f"write `schema = {SCHEMA}`"
        message = f'"{version}" is not a schema that this version reads'
        self.found.append(_fault("E608", self.scan.value(("schema",)), message, hint))

    def _unknown(self, table: dict[str, Any], known: list[str], path: KeyPath) -> None:
        for key in table:
            if key in known:
                continue
            where = f" in [{_table_name(path)}]" if path else ""
            place = self.scan.key((*path, key))
            hint = _hint_for_unknown(key, known)
            self.found.append(_fault("E601", place, f'unknown setting "{key}"{where}', hint))

    def _group(self, shape: type, table: object, path: KeyPath) -> Any:  # noqa: ANN401 - a group
        if not isinstance(table, dict):
            self._report(wrong_type(table, "a table", f"[{path[-1]}]"), self.scan.value(path))
            return None
        declared = settings_of(shape)
        self._unknown(table, list(declared), path)
        said: dict[str, Any] = {}
        for name, setting in declared.items():
            if name in table:
                self._setting(setting, table[name], (*path, name), said)
        required = [name for name, setting in declared.items() if setting.required]
        missing = [name for name in required if name not in table or said.get(name) == ""]
        for name in missing:
            is_now = "empty" if name in table else "missing"
            message = f'"{name}" is {is_now} in [{_table_name(path)}]'
            self._report(Fault("E604", message, f"write `{name}`"), self.scan.key((*path, name)))
        return shape(**said) if all(said.get(name) for name in required) else None

    def _setting(self, setting: Setting, raw: object, path: KeyPath, said: dict[str, Any]) -> None:
        before = len(self.found)
        try:
            value = self._value(setting.type, raw, path)
            if len(self.found) == before or isinstance(value, tuple):
                said[setting.name] = setting.convert(value) if setting.convert else value
        except Fault as fault:
            self._report(fault, self.scan.value(path))
        except ValueError as error:
            if len(self.found) == before:
                self._report(Fault("E603", f'"{path[-1]}" {error}'), self.scan.value(path))

    def _report(self, fault: Fault, at: tuple[int, int, int]) -> None:
        self.found.append(_fault(fault.code, at, fault.message, fault.hint))

    def _value(self, kind: FieldType | Table, raw: object, path: KeyPath) -> object:
        if isinstance(kind, Many):
            return self._many(kind, raw, path)
        if isinstance(kind, Table):
            return self._table(kind, raw, path)
        if isinstance(kind, Record):
            return self._group(kind.shape, raw, path)
        return scalar(kind, raw, next(word for word in reversed(path) if isinstance(word, str)))

    def _many(self, kind: Many, raw: object, path: KeyPath) -> tuple[object, ...]:
        values: list[object] = []
        for number, member in enumerate(raw if isinstance(raw, list) else [raw]):
            at = (*path, number) if isinstance(raw, list) else path
            try:
                value = self._value(kind.of, member, at)
            except Fault as fault:
                self._report(fault, self.scan.value(at))
            else:
                values += [] if value is None else [value]
        return tuple(values)

    def _table(self, kind: Table, raw: object, path: KeyPath) -> tuple[tuple[str, object], ...]:
        name = ".".join(str(word) for word in path)
        if not isinstance(raw, dict):
            raise wrong_type(raw, "a table", f'"{path[-1]}"')
        if kind.keys:
            self._unknown(raw, list(kind.keys), path)
        pairs = []
        for key, value in raw.items():
            if type(value) not in kind.of:
                wanted = join_words(dict.fromkeys(WORDS_FOR[of] for of in kind.of))
                fault = wrong_type(value, wanted, f'"{name}.{key}"')
                self._report(fault, self.scan.value((*path, key)))
            elif not kind.keys or key in kind.keys:
                pairs.append((key, value))
        return tuple(pairs)

    def _cycles(self, raw: object) -> tuple[Cycle, ...]:
        if not isinstance(raw, list):
            hint = "write `[[cycle]]` with two brackets"
            fault = Fault("E602", '"cycle" is not a list of tables', hint)
            self._report(fault, self.scan.key(("cycle",)))
            return ()
        cycles: dict[str, Cycle] = {}
        for number, table in enumerate(raw):
            path = ("cycle", number)
            written = self._group(WrittenCycle, table, path)
            cycle = self._cycle(written, path) if written else None
            if cycle is None:
                continue
            if cycle.slug in cycles:
                fault = Fault("E606", f'two cycles are called "{cycle.id}"', "rename one of them")
                self._report(fault, self.scan.value((*path, "id")))
            cycles.setdefault(cycle.slug, cycle)
        return tuple(cycles.values())

    def _cycle(self, written: WrittenCycle, path: KeyPath) -> Cycle | None:
        try:
            period = _period(written)
        except DateError as error:
            message = f'the cycle "{written.id}" {error}'
            fault = Fault("E605", message, "write `start` and `end`, as in 2026-01-01")
            self._report(fault, self.scan.value((*path, "id")))
            return None
        title = written.title or written.id
        cycle = Cycle(written.id, title, period, written.due, written.form)
        if not cycle.slug:
            fault = Fault("E603", f'"{written.id}" leaves nothing for an address', "use letters")
            self._report(fault, self.scan.value((*path, "id")))
            return None
        return cycle


def _table_name(path: KeyPath) -> str:
    return ".".join(word for word in path if isinstance(word, str))


def _hint_for_unknown(key: str, known: list[str]) -> str:
    guess = did_you_mean(key, known)
    if guess:
        return f'did you mean "{guess}"?'
    home = next((name for name, shape in GROUPS.items() if key in settings_of(shape)), None)
    return f"it belongs in [{home}]" if home else f"known here: {join_words(known, 'and')}"


def _period(written: WrittenCycle) -> When:
    if written.start and written.end:
        return parse_when(f"{written.start.ends[0].text}/{written.end.ends[1].text}")
    if written.start or written.end:
        raise DateError("has only one of start and end")
    try:
        return parse_when(written.id)
    except DateError:
        raise DateError("has no start and end, and its id is no period") from None
