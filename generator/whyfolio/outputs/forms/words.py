"""Whole sentences, joined: nothing is cut, and a mark at the end is all that is ever added."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENDS = frozenset(".!?…:;")
_LINK = re.compile(r"!?\[([^\[\]]+)\]\(([^()\s]*)(?:\s[^()]*)?\)")
_MARKED = re.compile(r"(\*\*|__|`|(?<!\w)[*_])(?=\S)(.+?)(?<=\S)\1(?!\w)")
_CLOSING = "\"'”’»)]"


def joined(sentences: Iterable[str]) -> str:
    """Sentences after one another; one without a mark at its end gets a full stop."""
    return " ".join(closed(sentence) for sentence in sentences if sentence.strip())


def closed(sentence: str) -> str:
    """A sentence on one line, with a mark at its end."""
    line = " ".join(sentence.split())
    if "://" in line.rpartition(" ")[2]:  # a full stop would belong to the address
        return line
    return line if line.rstrip(_CLOSING)[-1:] in _ENDS else f"{line}."


def capital(sentence: str) -> str:
    """A sentence with a capital, unless its first word is spelled in its own way ("p95")."""
    first = sentence.split(" ", 1)[0]
    return sentence[:1].upper() + sentence[1:] if first.isalpha() and first.islower() else sentence


def unmarked(text: str, *, links: bool = False) -> str:
    """A line of Markdown as words: links lose their address, emphasis and code their signs.

    Args:
        text: the line.
        links: whether links to the web keep their address.
    """

    def settled(found: re.Match[str]) -> str:
        return found[0] if links and found[2].startswith(("http://", "https://")) else found[1]

    return _MARKED.sub(r"\2", _LINK.sub(settled, text))
