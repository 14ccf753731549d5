"""Sentences that another reader of YAML would not read as typed: find them, put them in quotes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from whyfolio.content.blocks import read_field
from whyfolio.content.faults import Faults, shown
from whyfolio.content.frontmatter import read_front
from whyfolio.content.glancing import HARMLESS, UNREADABLE, at_a_glance, cut_to, is_smooth
from whyfolio.content.nodes import Mapping, Node, Pair, Scalar, Sequence, Style
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile

_PROFILE = "content/profile.md"
_LINE_END = re.compile(r"\r\n|\n|\r")
_SWALLOWED = "W106"


@dataclass(frozen=True, slots=True)
class Stumble:
    """A sentence that another reader of YAML would refuse, cut off or take for something else.

    Attributes:
        line: where it begins, from 1; ``column`` and ``length`` likewise.
        last_line: the last of its lines.
        replacement: what the lines become, quoted; without the last one's line end.
        reads: what another reader makes of it, in words.
    """

    line: int
    column: int
    length: int
    last_line: int
    replacement: str
    reads: str


def stumbles(path: str, text: str, *, sound: bool = False) -> tuple[Stumble, ...]:
    """Every such sentence of a file, in its order; none where the front matter has errors.

    Args:
        path: the file, relative to the project; its folder says which kind it is.
        text: the file's text, with whatever line ends it has.
        sound: whether it is known already that nothing is wrong with it, so that fields
            without anything to stumble over need not be read again.
    """
    shape = _shape(path)
    return () if shape is None else tuple(_find(text, shape, path, sound=sound))


def quoted(text: str, shape: type[Entry]) -> str:
    """The text with these sentences in quotes. Nothing else of it changes, nor what it says."""
    ends = [*_LINE_END.findall(text), ""]
    lines = [line + end for line, end in zip(_LINE_END.split(text), ends, strict=True)]
    for stumble in reversed(list(_find(text, shape, ""))):
        first, last = stumble.line - 1, stumble.last_line
        new = stumble.replacement.replace("\n", ends[first] or "\n")
        lines[first:last] = [new + ends[last - 1]]
    return "".join(lines)


def nudges(path: str, text: str, *, sound: bool = False) -> tuple[Diagnostic, ...]:
    """N101 for each sentence of a file that other readers of YAML would stumble over.

    Args: as of `stumbles`.
    """
    return tuple(
        Diagnostic(
            "N101",
            Place(path, stumble.line, stumble.column, stumble.length),
            f"another reader of YAML {stumble.reads}",
            "put the sentence in quotes; `whyfolio check --fix` does it",
        )
        for stumble in stumbles(path, text, sound=sound)
    )


def _shape(path: str) -> type[Entry] | None:
    if path == _PROFILE:
        return Profile
    folder, suffix = posixpath.dirname(path), posixpath.splitext(path)[1]
    parts = folder.split("/")
    known = len(parts) > 1 and parts[0] == "content" and suffix == ".md"
    return BY_FOLDER.get(parts[1]) if known else None


def _find(text: str, shape: type[Entry], path: str, *, sound: bool = False) -> Iterator[Stumble]:
    plain = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    faults = Faults(path)
    names = fields_of(shape)
    raws = read_front(plain, faults).fields
    pairs = [
        read_field(raw, names, faults)
        for raw in raws
        if not (sound and is_smooth(raw, names.get(raw.key)))
    ]
    if any(found.is_error for found in faults.found):
        return
    unclear = {found.place.line for found in faults.found if found.code == _SWALLOWED}
    lines = plain.split("\n")
    for scalar in _typed(pairs):
        last = scalar.spans[-1].line if scalar.spans else scalar.place.line
        reads = "" if HARMLESS.match(scalar.text) else _misread(scalar, lines, last)
        if not reads or unclear.intersection(range(scalar.place.line, last + 1)):
            continue
        at = scalar.place
        length = len(lines[at.line - 1].rstrip()) - at.column + 1
        yield Stumble(at.line, at.column, length, last, _in_quotes(at, lines, last), reads)


def _typed(pairs: list[Pair] | tuple[Pair, ...]) -> Iterator[Scalar]:
    for pair in pairs:
        if pair.value is not None:
            yield from _typed_in(pair.value)


def _typed_in(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if node.style is Style.TYPED:
            yield node
    elif isinstance(node, Sequence):
        for member in node.members:
            yield from _typed_in(member)
    elif isinstance(node, Mapping):
        yield from _typed(node.pairs)


def _misread(scalar: Scalar, lines: list[str], last: int) -> str:
    """What another reader makes of a sentence; "" where it reads the same."""
    at = scalar.place
    known = at_a_glance(scalar.text) if last == at.line else None
    return _read_by_another(scalar, lines, last) if known is None else known


def _read_by_another(scalar: Scalar, lines: list[str], last: int) -> str:
    import yaml

    at = scalar.place
    raw = [lines[at.line - 1][at.column - 1 :], *lines[at.line : last]]
    source = "- k: " + "\n".join([raw[0], *(f"      {line.strip()}" for line in raw[1:])])
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value = yaml.load(source, Loader=loader)[0]["k"]  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, KeyError, TypeError, OverflowError):
        return UNREADABLE
    if not isinstance(value, str):
        word = str(value)
        return "" if word == scalar.text else f'takes "{shown(scalar.text)}" for something else'
    if re.sub(r"\n+", "\n", value) == re.sub(r"\n+", "\n", scalar.text):
        return ""
    return cut_to(value)


def _in_quotes(at: Place, lines: list[str], last: int) -> str:
    """The lines of a sentence with quotes around it; a blank line is doubled, as YAML wants it."""
    head = lines[at.line - 1][: at.column - 1]
    said = [lines[at.line - 1][at.column - 1 :], *lines[at.line : last]]
    ending = said[-1]
    said[-1] = ending.rstrip()
    tail = ending[len(said[-1]) :]
    mark = "'" if any('"' in line or "\\" in line for line in said) else '"'
    if mark == "'":
        said = [line.replace("'", "''") for line in said]
    kept: list[str] = []
    for line in said:
        if line.strip() or (kept and kept[-1].strip()):
            kept += [line] if line.strip() else [line, ""]
    inner = "\n".join(kept)
    return f"{head}{mark}{inner}{mark}{tail}"
