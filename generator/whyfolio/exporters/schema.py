"""The JSON Schema of all that an author writes, as one file: each kind under `$defs`."""

from __future__ import annotations

import json

from whyfolio.content.schema import DIALECT, SCHEMA_KINDS, schema_of


def export() -> bytes:
    """The schema; an editor points at a kind of it as `whyfolio.schema.json#/$defs/story`."""
    kinds = {kind: schema_of(kind) for kind in SCHEMA_KINDS}
    for schema in kinds.values():
        del schema["$schema"]
    whole = {
        "$schema": DIALECT,
        "title": "whyfolio",
        "description": "Front matter by kind, the profile, the settings, ladders and forms.",
        "$defs": kinds,
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()
