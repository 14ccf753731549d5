"""What a line of the log says beside its words: `#competency`, `@person`, links."""

from __future__ import annotations

import re
from collections.abc import Callable

from whyfolio.dataclass import dataclass

_ADDRESS = r"https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"]"
_LINK = re.compile(rf"\[(?P<words>[^\[\]]+)\]\((?P<url>{_ADDRESS}|https?://[^\s<>]+?)\)")
_MARK = re.compile(
    rf"(?P<url>{_ADDRESS})|(?<![\w#/&])#(?P<tag>[^\W\d_][\w-]*)|(?<![\w@/.])@(?P<who>[^\W\d_][\w-]*+)(?!/)"
)
_TOLD = re.compile(r"\[[^\[\]]*\]\((?:\./)?(?P<ref>[a-z]+/[\w.-]+)\.md(?:#[^()\s]*)?\)")
_BECAME = re.compile(r"(?:\s+\[[a-z]+\]\([a-z]+/[\w.-]+\.md\))+\s*\Z")
_SPARE = re.compile(r"\(\s*\)|\s+(?=[.,;:!?](?:\s|\Z))")

Known = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Told:
    """A line, taken apart.

    Attributes:
        words: the sentence that is left; marks at its end are gone, within it their signs are.
        competencies: ids, each once, in the order of the line.
        people: likewise, as front matter names them.
        links: addresses, each with its words behind it where it had some.
    """

    words: str
    competencies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def told(text: str, competency: Known, person: Known) -> Told:
    """Take a line apart.

    Args:
        text: the line, without its date.
        competency: the id for a tag; "" leaves the tag as it stands.
        person: the person for a short name; "" leaves it as it stands.
    """
    text = without_entry(text)
    links = [f"{found['url']} {found['words']}" for found in _LINK.finditer(text)]
    line = _LINK.sub(lambda found: found["words"], text)
    marks = [found for found in _MARK.finditer(line) if _value(found, competency, person)]
    links += [found["url"] for found in marks if found["url"]]
    end = _cut_end(line, marks)
    words, last = "", 0
    for found in marks:
        if found.start() < end:
            inner = _inner(found, person)
            words, last = f"{words}{line[last : found.start()]}{inner}", found.end()
    words = _SPARE.sub("", f"{words}{line[last:end]}")
    return Told(
        " ".join(words.split()) or " ".join(line.split()),
        _once([competency(found["tag"]) for found in marks if found["tag"]]),
        _once([person(found["who"]) for found in marks if found["who"]]),
        _once(links),
    )


def entry_of(text: str) -> str:
    """The entry that a line of the log names with a link, as `folder/name`; "" if it has none."""
    found = _TOLD.search(text)
    return found["ref"] if found else ""


def without_entry(text: str) -> str:
    """A line of the log without the links behind it that say what it has become."""
    return _BECAME.sub("", text)


def _value(found: re.Match[str], competency: Known, person: Known) -> str:
    if found["tag"]:
        return competency(found["tag"])
    return person(found["who"]) if found["who"] else found["url"]


def _cut_end(line: str, marks: list[re.Match[str]]) -> int:
    """Where the sentence ends: before the marks that only stand behind it."""
    end = len(line.rstrip())
    for found in reversed(marks):
        if line[found.end() : end].strip(" .,;()"):
            break
        end = len(line[: found.start()].rstrip(" ("))
    return end


def _inner(found: re.Match[str], person: Known) -> str:
    if found["who"]:
        name = person(found["who"]).partition(" (")[0]
        first = name.split()[0]
        return first if first.casefold() == found["who"].casefold() else name
    return found["tag"] or ""


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
