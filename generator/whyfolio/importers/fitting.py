"""What others wrote, made fit to be read as an entry: no word is lost, nothing is an error."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whyfolio.content.entries import ReadEntry, read_entry
from whyfolio.content.frontmatter import LARGEST
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.soundness import is_sound
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.scaffold.composing import Plain, composed, field_lines

_BRACE = re.compile(r"(?<!\\)\{")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FENCES = re.compile(r"`{3,}|~{3,}")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]{0,400}?(?<!`)\1(?!`)")
# Braces mean something only behind a bracket, or with an audience in them.
_HARMLESS = re.compile(
    r"\{(?<![\])}\\]\{)(?![^{}\n]*(?:private|review|public|class|else))[^{}`\n]*\}", re.IGNORECASE
)
_HIDES = re.compile(r"\{[^{}\n]*(?:private|review|public)", re.IGNORECASE)
_SIGNS = ("{", "\ufeff", ":::", "<!")
_FENCE = re.compile(r"^(?:[ \t>*+:-]|\d+[.)])*(?:```|~~~)", re.MULTILINE)
_ROUNDS = 12
_HINT = "mend it where it comes from, and import it again"


def fitted(
    path: str, shape: type[Entry], fields: Mapping[str, Plain], body: str, place: Place
) -> tuple[str, list[Diagnostic]]:
    """The text of an entry that is read without an error, and what had to be done for it.

    A field that its kind cannot read moves into the body (W733). A body that whyfolio would take
    for marks of its own is written so that it is not; where no such change helps, it stands there
    as a block of code (W734).

    Args:
        path: where it will lie, relative to the portfolio.
        shape: its kind.
        fields: front matter.
        body: Markdown, as others wrote it.
        place: where it was read, for the diagnostics.

    Returns:
        The text, "" where there is none that can be read (E732), and the diagnostics.
    """
    body = _CONTROL.sub("", body)
    text = composed(shape, fields, body)
    is_short = len(text) < LARGEST // 4
    front = [] if is_short and is_sound(shape, fields) else _front_errors(path, shape, fields)
    if not front and is_short and _is_plain(body):
        return text, []
    kept, moved, found = _readable(path, shape, fields, place) if front else (fields, [], [])
    body = "\n\n".join(filter(None, [body.strip("\n"), *moved]))
    text = _mended(path, shape, kept, body)
    if text:
        return text, found
    text = composed(shape, kept, _as_code(body))
    wrong = _errors(_read(path, text, shape))
    if wrong:
        message = f"this cannot become an entry: {wrong[0].message}"
        found.append(Diagnostic("E732", place, message, _HINT))
        return "", found
    message = "its text cannot be read as Markdown here, so it stands as a block of code"
    found.append(Diagnostic("W734", place, message, "look at it and mend what is odd"))
    return text, found


def _front_errors(path: str, shape: type[Entry], fields: Mapping[str, Plain]) -> list[Diagnostic]:
    return _errors(_read(path, composed(shape, fields), shape))


def _is_plain(body: str) -> bool:
    """Whether a quick look says that nothing in a body can be taken for a mark."""
    from whyfolio.markdown.limits import excess

    rest = _without_code(body)
    if "{" in rest:
        rest = _HARMLESS.sub("", rest)
    if "{" in rest:
        if "\\`" in rest or _HIDES.search(rest):
            return False
        rest = _SPAN.sub("", rest)
        if "`" in rest:
            return False
    if any(sign in rest for sign in _SIGNS):
        return False
    fenced = "```" in rest or "~~~" in rest
    return not (fenced and _FENCE.search(rest)) and not excess(body)


def _without_code(body: str) -> str:
    """A body without its fenced code, where every fence is of the plain sort and closed.

    What stands in a fence that is indented stays, since it may be no code at all.
    """
    kept: list[str] = []
    opened = -1
    for line in body.split("\n"):
        if opened <= 0 and "```" not in line:
            kept += [line] if opened else []
            continue
        words = line.lstrip(" ")
        depth = len(line) - len(words)
        if opened > 0 and words and depth < opened:
            return body
        if not words.startswith("```"):
            kept += [line] if opened else []
        elif "`" in words[3:] or (opened >= 0 and (depth != opened or words.strip() != "```")):
            return body
        else:
            opened = -1 if opened >= 0 else depth
    return body if opened >= 0 else "\n".join(kept)


def _mended(path: str, shape: type[Entry], fields: Mapping[str, Plain], body: str) -> str:
    """The text with a body in which no sign is taken for a mark; "" where that does not help."""
    for _ in range(_ROUNDS):
        text = composed(shape, fields, body)
        read = _read(path, text, shape)
        wrong = _errors(read)
        if not wrong:
            return text
        first = read.entry.body_line
        lines = read.entry.body.split("\n")
        changed = list(lines)
        for fault in wrong:
            at = fault.place.line - first
            if 0 <= at < len(lines):
                changed[at] = _harmless(changed[at], fault.code)
        if changed == lines and any(fault.code == "E406" for fault in wrong):
            changed = _closed(changed)
        if changed == lines:
            return ""
        body = "\n".join(changed)
    return ""


def _harmless(line: str, code: str) -> str:
    """A line without what the code is about, read the same by people."""
    if code == "E409":
        return line.replace("<!--", "&lt;!--")
    if code in {"E401", "E402", "E403", "E405", "E412"} or line.lstrip(" >*+-").startswith(":::"):
        return line.replace(":::", "&#58;::", 1)
    if code in {"E404", "E407", "E408", "E410", "E411"}:
        return _BRACE.sub(r"\{", line)
    return line


def _closed(lines: list[str]) -> list[str]:
    """The lines and the end of a block of code that has none."""
    opened = [run[0] for line in lines for run in _FENCES.finditer(line.lstrip(" >")[:20])]
    return [*lines, opened[-1]] if opened else lines


def _read(path: str, text: str, shape: type[Entry]) -> ReadEntry:
    return read_entry(path, text.encode("utf-8", "replace"), shape)


def _errors(read: ReadEntry) -> list[Diagnostic]:
    return [found for found in read.diagnostics if found.is_error]


def _readable(
    path: str, shape: type[Entry], fields: Mapping[str, Plain], place: Place
) -> tuple[Mapping[str, Plain], list[str], list[Diagnostic]]:
    """The fields that can be read; the others as lines of a body, and what is wrong with them."""
    kept = dict(fields)
    moved: list[str] = []
    found: list[Diagnostic] = []
    declared = fields_of(shape)
    needed = {name: kept[name] for name in ("date",) if name in kept}
    for name in [name for name in fields if name not in needed]:
        alone = {**needed, name: fields[name]} if name in declared else {}
        wrong = _errors(_read(path, composed(shape, alone), shape)) if alone else []
        own = [fault for fault in wrong if fault.code != "E116" or name in fault.message]
        if own:
            del kept[name]
            lines = field_lines(declared[name], fields[name])
            moved.append("\n".join(f"    {line}" for line in lines))
            message = f'"{name}" stands in the body, since {own[0].message}'
            found.append(Diagnostic("W733", place, message, own[0].hint))
    return kept, moved, found


def _as_code(body: str) -> str:
    """As a block of code, behind more signs than it has itself."""
    fence = "`" * max(3, *(len(run[0]) + 1 for run in _FENCES.finditer(body)), 3)
    return f"{fence}text\n{body}\n{fence}"
