"""Keys, tokens and passwords in notes. What is found is named by its kind, and never repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from whyfolio.coach.privacy_sight import OTHERS, sights
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Place

# A line without one of these holds no secret that is looked for, and the detector is not loaded.
_PASSWORD = re.compile(r"://[^\s/:@]*:[^\s/@]+@")
_WORTH = re.compile(
    rf"-----BEGIN|{_PASSWORD.pattern}|[A-Z]{{20}}"
    r"|(?<![\w+/=-])(?=[\w+/=-]{20})[\w+/=-]*\d[\w+/=-]*"
)
_SHORTEST = 20
# Younger kinds that the detector does not know, as their issuers describe them.
_MORE = (
    ("GitHub token", re.compile(r"\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b")),
    ("Anthropic key", re.compile(r"\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{80,}")),
    ("Google API key", re.compile(r"\bAIza[A-Za-z0-9_-]{35}(?![\w-])")),
    ("npm token", re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
)
# Those of the detector that look for surprise, not for a shape: prose is full of both.
_LEFT_OUT = frozenset(["Secret Keyword", "Public IP (ipv4)"])


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    secret: str
    place: Place


@rule("E321", "privacy", Matter.READERS)
def told_secret(notes: Notes) -> Iterator[Ask]:
    """Name every key, token and password that others may read."""
    secrets = _secrets(notes)
    told = _told(notes) if secrets else ""
    for found in secrets:
        if found.secret in told:
            yield Ask(
                found.place,
                f"others may read this, and it looks like a secret ({found.kind})",
                "take it out, and let whoever issued it make it void: it may have been copied",
            )


@rule("W324", "privacy", Matter.READERS)
def kept_secret(notes: Notes) -> Iterator[Ask]:
    """Ask about every key, token and password in a note for its author alone."""
    secrets = _secrets(notes)
    told = _told(notes) if secrets else ""
    for found in secrets:
        if found.secret not in told:
            yield Ask(
                found.place,
                f"this looks like a secret ({found.kind}): does it open anything?",
                "keep it in a password manager; notes are copied, synchronised and backed up",
            )


def _told(notes: Notes) -> str:
    shown = (sight for audience in OTHERS for sight in sights(notes, audience))
    return "\n".join(text for sight in shown for text in sight.texts)


def _secrets(notes: Notes) -> tuple[_Found, ...]:
    return _secrets_in(tuple(sorted(notes.sources.items())))


@lru_cache(maxsize=1)
def _secrets_in(sources: tuple[tuple[str, str], ...]) -> tuple[_Found, ...]:
    return tuple(_each_secret(sources))


def _each_secret(sources: tuple[tuple[str, str], ...]) -> Iterator[_Found]:
    for path, text in sources:
        if not _may_hold(text):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if any(_is_worth(found.group()) for found in _WORTH.finditer(line)):
                yield from _in_line(path, number, line)


def _may_hold(text: str) -> bool:
    """Whether a text could be worth a look: most words are short, and to split takes no time."""
    if "-----BEGIN" in text or ("://" in text and _PASSWORD.search(text)):
        return True
    long = (word for word in text.split() if len(word) >= _SHORTEST)
    return any(_is_worth(found.group()) for word in long for found in _WORTH.finditer(word))


def _is_worth(found: str) -> bool:
    return len(found) >= _SHORTEST or found[0] in ":-"


def _in_line(path: str, number: int, line: str) -> Iterator[_Found]:
    taken: set[int] = set()
    for kind, look in (*_detectors(), *_own()):
        for secret in sorted(look(line), key=len, reverse=True):
            at = line.find(secret)
            if at >= 0 and not taken & set(range(at, at + len(secret))):
                taken |= set(range(at, at + len(secret)))
                yield _Found(kind, secret, Place(path, number, at + 1, len(secret)))


def _own() -> Iterator[tuple[str, Callable[[str], list[str]]]]:
    return ((kind, shape.findall) for kind, shape in _MORE)


@cache
def _detectors() -> tuple[tuple[str, Callable[[str], set[str]]], ...]:
    """The detectors that know a secret by its shape; none of them asks anybody over the net."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    known: dict[str, Any] = get_mapping_from_secret_type_to_class()
    found = [
        (kind, _looking(detector()))
        for kind, detector in known.items()
        if issubclass(detector, RegexBasedDetector) and kind not in _LEFT_OUT
    ]
    return tuple(sorted(found, key=lambda each: each[0]))


def _looking(detector: Any) -> Callable[[str], set[str]]:  # noqa: ANN401 - has no types
    return lambda line: {secret for secret in detector.analyze_string(line) if secret}
