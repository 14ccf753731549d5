"""The text of a note read again, where nothing that stands before it has changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import decode, split
from whyfolio.content.marks import readable_body
from whyfolio.content.pictures import may_show_pictures
from whyfolio.markdown.patience import TooLong, limited
from whyfolio.model.entry import Entry


def text_again(
    path: str, raw: bytes, before: Entry, is_same: Callable[[str], bool]
) -> Entry | None:
    """An entry with the text that its file has now, where nothing before the text is another.

    None where something is wrong with the text, and where a picture or an embed in it has to be
    looked at.

    Args:
        path: the note, relative to the project.
        raw: its bytes.
        before: the entry as it was read, or as some audience sees it.
        is_same: whether this stood before its text then.
    """
    faults = Faults(path)
    text = decode(raw, faults)
    parts = split(text) if text is not None else None
    if text is None or parts is None or not is_same(text.removesuffix(parts[1])):
        return None
    try:
        with limited():
            body = readable_body(parts[1], parts[2], faults)
    except (TooLong, RecursionError):
        return None
    if faults.found or may_show_pictures(body):
        return None
    return dataclasses.replace(before, body=body)
