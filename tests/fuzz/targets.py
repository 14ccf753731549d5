"""What must hold for any note: one function for each part of the road from bytes to a page.

Each takes the bytes of a file and raises where a promise is broken. They are called by the
fuzzer, by the tests that replay its seeds, and by those that mutate them.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from zlib import crc32

from tests.folio import TODAY
from whyfolio.coach import findings
from whyfolio.config import Config
from whyfolio.content.loaded import Loaded
from whyfolio.content.loader import load
from whyfolio.content.quoting import nudges, quoted
from whyfolio.diagnostics import Diagnostic
from whyfolio.guard.marks import shares
from whyfolio.guard.readers import reader_for
from whyfolio.markdown.converter import MarkdownTooDeep, inline, plain, render, words
from whyfolio.markdown.directives import (
    has_marks,
    marks,
    problems,
    resolve,
    resolve_prose,
    resolved,
)
from whyfolio.markdown.opaque import mask, normalised
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.portfolio.assemble import assemble
from whyfolio.portfolio.narrow import narrow_entry

OTHERS = (Audience.PUBLIC, Audience.REVIEW)
_OWN = re.compile(r"\b(?:review|private|public|else|https?|mailto|class|id)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][a-z]{2,}\d*")
_ATTRIBUTES = re.compile(r"\{: [^{}]*\}")
CANARY = re.compile(r"qz\d+x")
_SIGN = re.compile(r"[\x00-\x08]")


def text_of(raw: bytes) -> str:
    """The text that a note of these bytes would have, whatever they are."""
    return raw.decode("utf-8", "replace")


def numbered(text: str) -> str:
    """The text with a word of its own for every word that is no part of the syntax."""
    numbers = count(1)

    def named(found: re.Match[str]) -> str:
        return found[0] if _OWN.fullmatch(found[0]) else f"qz{next(numbers)}x"

    return _WORD.sub(named, CANARY.sub("word", text))


# --- a note, read whole ---------------------------------------------------------------------------

_SAYS_PUBLIC = re.compile(r"audience[\"']?\s*:", re.IGNORECASE)
_root: list[Path] = []


def note(raw: bytes) -> None:
    """A folder with this one note is read: no fall, every place in the file, closed in doubt."""
    if not _root:
        _root.append(Path(tempfile.mkdtemp(prefix="fuzz-")))
    folders = sorted(BY_FOLDER)
    for folder in dict.fromkeys(["stories", folders[crc32(raw) % len(folders)]]):
        path = _root[0] / "content" / folder / "x.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        try:
            _read_note(raw, f"content/{folder}/x.md")
        finally:
            path.unlink()


def _read_note(raw: bytes, path: str) -> None:
    loaded = load(_root[0])
    (entry,) = loaded.entries
    assert entry.path == path
    text = loaded.sources[path] or _lines_kept(raw)
    found = [each for each in loaded.diagnostics if each.place.file == path]
    for each in found:
        _has_a_place(each, text)
        _is_well_worded(each)
    if entry.readers is not Audience.PRIVATE and entry.unsaid is Audience.PRIVATE:
        assert _SAYS_PUBLIC.search(text), "a note that names no audience is open"
    for audience in Audience:
        if audience.sees(entry.readers):
            narrow_entry(entry, audience)
    _the_coach_asks_without_a_fall(loaded, path, text)
    _quoting_keeps_what_is_said(entry, text, path, found)


def _lines_kept(raw: bytes) -> str:
    """A text with the same lines, for bytes that give no text."""
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _has_a_place(found: Diagnostic, text: str) -> None:
    lines = text.split("\n")
    place = found.place
    assert 1 <= place.line <= max(1, len(lines)), (found, len(lines))
    assert place.column >= 1, found
    if found.code != "E105":  # counts the signs that a file in another encoding does not have
        assert place.column <= len(lines[place.line - 1]) + 1, (found, lines[place.line - 1])
    assert place.length >= 1, found


def _is_well_worded(found: Diagnostic) -> None:
    for words_said in (found.message, found.hint):
        assert "\n" not in words_said, found
        assert not _SIGN.search(words_said), found


def _the_coach_asks_without_a_fall(loaded: Loaded, path: str, text: str) -> None:
    portfolio = assemble(loaded, Config(), TODAY, {}).portfolio
    for each in findings(portfolio, loaded.places, loaded.sources):
        if each.place.file == path:
            _has_a_place(each, text)
            _is_well_worded(each)


def _quoting_keeps_what_is_said(
    entry: Entry, text: str, path: str, found: list[Diagnostic]
) -> None:
    for each in nudges(path, text):
        _has_a_place(each, text)
    if any(each.is_error for each in found):
        return
    changed = quoted(text, type(entry))
    if changed == text:
        return
    (_root[0] / path).write_text(changed, encoding="utf-8", newline="")
    again = load(_root[0])
    (new,) = again.entries
    assert replace(new, body_line=0) == replace(entry, body_line=0), "quoting changed what is said"
    assert not nudges(path, again.sources[path]), "quoting left something to quote"


# --- marks ----------------------------------------------------------------------------------------


def directives(raw: bytes) -> None:
    """Marks are read without a fall; nobody reads what is marked; two readers agree."""
    text = text_of(raw)
    for found in (*problems(text), *problems(text, inline=True), *marks(text)):
        assert 0 <= found.offset <= found.offset + found.length <= len(text), found
    has_marks(text)
    for audience in Audience:
        seen = resolve(text, audience)
        assert resolved(text, audience).text == seen or resolve(normalised(text), audience) == seen
        for shown in (seen, resolve_prose(text, audience)):
            assert not _SIGN.search(shown)
    named = numbered(normalised(text))
    for audience in OTHERS:
        both_readers_agree(named, audience, inline_text=False)
        both_readers_agree(named, audience, inline_text=True)
    _a_marked_word_is_hidden(named)
    _a_marked_block_is_hidden(named)


def _canaries(text: str) -> set[str]:
    return set(CANARY.findall(text))


def both_readers_agree(text: str, audience: Audience, *, inline_text: bool) -> None:
    """The pages' reader and the guard's say the same of each numbered word of a text."""
    if problems(text, inline=inline_text):
        return
    read = (resolve_prose if inline_text else resolve)(text, audience)
    seen = _canaries(_ATTRIBUTES.sub("", read))
    both = shares(text, audience, inline=inline_text)
    said = _canaries(both.shown)
    held = {word for each in both.held for word in _canaries(each.text)} - said
    assert not seen & held, ("shown, and held back by the guard", audience, sorted(seen & held))
    assert seen <= said, ("shown, and unknown to the guard", audience, sorted(seen - said))
    # A definition is no text; one may come to be where an empty comment is taken out.
    if not any(sign in whole for sign in ("]:", "*[") for whole in (text, both.shown)):
        lost = said - _canaries(read)
        assert not lost, ("the guard takes for shown what is hidden", audience, sorted(lost))


def _some(found: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """One of them, always the same for a text: the fuzzer tries many texts."""
    return [found[crc32(text.encode()) % len(found)]] if found else []


def _a_marked_word_is_hidden(text: str) -> None:
    for found in _some(list(CANARY.finditer(text)), text):
        if text[: found.start()].endswith("\\"):
            continue  # an escaped bracket opens no mark
        whole = f"{text[: found.start()]}[{found[0]}]{{.private}}{text[found.end() :]}"
        if _is_code(whole, found.start() + 1):
            continue
        for audience in OTHERS:
            assert found[0] not in resolve(whole, audience), (audience, whole)
            assert found[0] not in resolve_prose(whole, audience), (audience, whole)


def _a_marked_block_is_hidden(text: str) -> None:
    ends = list(re.finditer(r"\n|\Z", text))
    for found in _some(ends, text):
        before, after = text[: found.start()], text[found.end() :]
        whole = f"{before}\n::: private\nkestrel\n:::\n{after}"
        if _is_code(whole, len(before) + len("\n::: private\n")):
            continue
        for audience in OTHERS:
            assert "kestrel" not in resolve(whole, audience), (audience, whole)


def _is_code(text: str, offset: int) -> bool:
    return any(one.start <= offset < one.end for one in mask(text).stretches)


# --- a page ---------------------------------------------------------------------------------------


def page(raw: bytes) -> None:
    """A body becomes a page: no fall, nothing that runs, and the guard reads what people read."""
    text = numbered(normalised(text_of(raw)))
    for audience in OTHERS:
        seen = resolve(text, audience)
        try:
            html = render(seen, prefix="fuzz").html
        except MarkdownTooDeep:
            continue
        finally:
            render.cache_clear()
        words(html)
        _nothing_runs(html)
        _the_guard_reads_what_people_read(html)
        prose = resolve_prose(text, audience)
        _nothing_runs(inline(prose))
        plain(prose)


class _Page(HTMLParser):
    """What stands in a page: its tags with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _parsed(html: str) -> _Page:
    found = _Page()
    found.feed(html)
    found.close()
    return found


_RUNS = frozenset(
    ["script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "svg", "math"]
)
_CODE = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data):", re.IGNORECASE)


def _nothing_runs(html: str) -> None:
    for tag, attributes in _parsed(html).tags:
        assert tag not in _RUNS, tag
        for name, value in attributes:
            assert not name.startswith("on"), name
            assert name != "style", name
            if name in {"href", "src", "cite", "action"}:
                assert not _CODE.match(value or ""), value


def _the_guard_reads_what_people_read(html: str) -> None:
    reader = reader_for("index.html")
    assert reader is not None
    told = reader(html.encode("utf-8", "replace"))
    missed = _canaries("".join(_parsed(html).text)) - _canaries(told.text)
    assert not missed, ("words of a page that the guard does not read", sorted(missed))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "note": note,
    "directives": directives,
    "page": page,
}
