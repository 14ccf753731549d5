"""By what memos know what was made of a note: told in one place, for those that take it back."""

from __future__ import annotations

from whyfolio.memo import key_of


def note_key(path: str, content: bytes, kind: str) -> bytes:
    """The key of a note in the memo of notes; ``content`` is the hash of its file (SHA-256)."""
    return key_of(b"note", path.encode(errors="replace"), content, kind.encode())


def body_key(body: str, anchor: str, raw_html: str) -> bytes:
    """The key of an entry's body in the memo of bodies; its headings begin with the anchor."""
    return key_of(b"body", *(part.encode(errors="replace") for part in (body, anchor, raw_html)))


def folded_key(text: str) -> bytes:
    """The key of a long text in the memo of texts that are made comparable."""
    return key_of(b"folded", text.encode(errors="replace"))
