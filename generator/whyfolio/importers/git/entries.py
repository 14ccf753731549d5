"""A piece of work as a story to be: what git knows, and questions for what it cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.diagnostics import Place
from whyfolio.importers.found import FoundEntry, Value
from whyfolio.importers.git.pieces import Piece
from whyfolio.importers.git.wording import counted, one_line

_SIGNS = re.compile(r"[\\`*\[\]{]|(?<!\w)_|_(?!\w)")
_OPENING = re.compile(r"\A(\d{0,9})([#>+=.)-])")
_MOST_PEOPLE = 10
_LONGEST_TITLE = 200
_MOST_AREAS = 3
QUESTIONS = (
    "what: what did you do, in one sentence that begins with I?",
    "why, for: why did it matter, and who was better off?",
    "role: was it yours, or did you lead, help, review?",
    "impact: what was it before and after, and how is that known?",
    "otherwise: what would have happened without it?",
)


def entry_of(piece: Piece, place: Place) -> FoundEntry:
    """The story; what is not known is not there."""
    fields: dict[str, Value] = {
        "title": _title(piece.title),
        "date": piece.first if piece.first == piece.last else f"{piece.first}/{piece.last}",
        "with": tuple(
            {"name": name, "role": role}
            for name, role in list(piece.partners.items())[:_MOST_PEOPLE]
        ),
        "evidence": _evidence(piece),
    }
    slug = piece.title if piece.label or piece.small else ""
    return FoundEntry(
        kind="story",
        source=piece.source,
        place=place,
        fields=fields,
        body="\n\n".join(_parts(piece)) + "\n",
        slug=slug,
        also=piece.ends,
    )


def _title(text: str) -> str:
    """A title on one line, without signs that would be marks of whyfolio's."""
    words = one_line(text).replace("{", "(").replace("}", ")").replace("<!--", "")
    words = words.replace(":::", ":")
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"


def _evidence(piece: Piece) -> tuple[Value, ...]:
    if not piece.url:
        return ()
    return ({"kind": "code", "title": piece.label or "Merge request", "url": piece.url},)


def _parts(piece: Piece) -> Iterator[str]:
    facts = "\n".join(f"- {fact}" for fact in _facts(piece))
    yield f"What git knows:\n\n{facts}"
    if piece.description.strip():
        yield f"## As it was described\n\n{piece.description.strip()}"
    subjects = [subject for subject in piece.subjects if subject != piece.title]
    if subjects:
        more = max(piece.small or piece.commits, len(piece.subjects)) - len(piece.subjects)
        listed = [f"- {as_text(subject)}" for subject in subjects]
        yield "\n".join(["## Commits", "", *listed, *([f"- {more:,} more"] if more else [])])
    asked = "\n".join(f"- {question}" for question in QUESTIONS)
    yield f"<!-- What git cannot know:\n{asked}\n-->"


def _facts(piece: Piece) -> Iterator[str]:
    if piece.commits:
        yield f"{_commits(piece)}, {_span(piece)}"
    else:
        yield _span(piece)
    if piece.files:
        lines = f", {piece.added:,} lines added, {piece.removed:,} removed"
        lines = lines if piece.added or piece.removed else ""
        yield f"{counted(piece.files, 'file')} changed{_where(piece)}{lines}"
    if piece.commits > piece.measured > 0:
        missing = piece.commits - piece.measured
        yield f"the files of {counted(missing, 'commit')} are not known here"
    if piece.label:
        yield f"merge request {as_text(piece.label)}"
    if piece.release:
        yield f"first in {as_text(piece.release)}"
    if piece.partners:
        people = [f"{as_text(name)} ({role})" for name, role in piece.partners.items()]
        more = len(people) - _MOST_PEOPLE
        yield f"with {', '.join(people[:_MOST_PEOPLE])}{f' and {more} more' if more > 0 else ''}"


def _commits(piece: Piece) -> str:
    own = counted(piece.commits, "commit")
    if not piece.of_others:
        return own
    return f"{own} of yours, {piece.of_others:,} of others"


def _span(piece: Piece) -> str:
    if piece.first == piece.last:
        return piece.last
    return f"{piece.first} to {piece.last}"


def _where(piece: Piece) -> str:
    named = [(name, number) for name, number in piece.areas.most_common() if name]
    if not named:
        return ""
    shown = ", ".join(f"`{_plain(name)}/`" for name, _ in named[:_MOST_AREAS])
    return f", most of them in {shown}" if len(piece.areas) > 1 else f" in {shown}"


def _plain(path: str) -> str:
    """A folder's name for a span of code."""
    return one_line(path).replace("`", "'").replace("{", "(")


def as_text(text: str) -> str:
    """A text that Markdown reads as itself, and whyfolio too."""
    said = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    said = _SIGNS.sub(lambda found: f"\\{found[0]}", said).replace(":::", ":&#58;:")
    return _OPENING.sub(r"\1\\\2", said)
