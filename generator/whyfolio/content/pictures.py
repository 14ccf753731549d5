"""Pictures that an entry shows: whether each has words, and whether a reader will see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.content.faults import Faults, shown
from whyfolio.diagnostics import Place
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.profile import Profile

_WRITTEN = re.compile(
    r"!\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<address>[^\s()<>]*)|<(?P<tag>iframe|video|audio|embed|object)\b",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<[a-zA-Z]")
# Four blanks below an empty line: mostly code, and else a picture deep in a list.
_CODE_BY_INDENT = re.compile(r"(?<=\n\n)(?:(?: {4}|\t)[^\n]*\n?)+")
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_STILL = "[![What it shows](../files/still.png)](https://…){.video}"


def look_at_pictures(entry: Entry, image: Place, faults: Faults) -> None:
    """Say what is amiss with an entry's picture (E214) and those in its body (W415, W416, W417).

    Args:
        entry: as it was read.
        image: where its `image` stands.
        faults: where to say it.
    """
    is_silent = bool(entry.image) and not entry.image_alt
    if not is_silent and not may_show_pictures(entry.body):
        return
    is_read = not entry.draft and (
        isinstance(entry, Profile) or entry.readers is not Audience.PRIVATE
    )
    if is_read and is_silent:
        message = "this picture has no words for those who cannot see it"
        faults.add("E214", image, message, "add a line like `image_alt: What it shows.`")
    for found, place in _written(entry, faults):
        if found["tag"]:
            message = (
                f"<{found['tag'].lower()}> is left out: no page runs or plays what others send"
            )
            faults.add("W416", place, message, f"link a picture of it: {_STILL}")
        elif _ELSEWHERE.match(found["address"]):
            message = f'"{shown(found["address"])}" is on another server, so its words stand for it'
            hint = f"put it into content/files; to lead to a video, link a picture of it: {_STILL}"
            faults.add("W415", place, message, hint)
        elif is_read and not found["words"].strip():
            message = "this picture has no words for those who cannot see it"
            hint = "write what it shows between the brackets: ![What it shows](…)"
            faults.add("W417", place, message, hint)


def may_show_pictures(body: str) -> bool:
    """Whether a body may hold a picture or an embed, in its code and comments, too."""
    may = "![" in body or ("<" in body and _ELEMENT.search(body))
    return bool(may) and _WRITTEN.search(body) is not None


def _written(entry: Entry, faults: Faults) -> Iterator[tuple[re.Match[str], Place]]:
    """Pictures and embeds in a body, code and comments left out, each with its place."""
    if not may_show_pictures(entry.body):
        return
    from whyfolio.markdown.opaque import mask, normalised

    body = normalised(entry.body)
    for found in _WRITTEN.finditer(_CODE_BY_INDENT.sub(_blanked, mask(body).text)):
        line = entry.body_line + body.count("\n", 0, found.start())
        column = found.start() - body.rfind("\n", 0, found.start())
        yield found, faults.place(line, column, len(found[0].split("\n")[0]))


def _blanked(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
