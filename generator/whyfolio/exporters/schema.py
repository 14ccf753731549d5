"""The JSON Schema of all that an author writes, as one file: each kind under `$defs`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.content.schema import DIALECT, SCHEMA_KINDS, Schema, schema_of
from whyfolio.model.artifact import Artifact


def export() -> bytes:
    """The schema; an editor points at a kind of it as `whyfolio.schema.json#/$defs/story`."""
    kinds = {kind: _schema_of(kind) for kind in SCHEMA_KINDS}
    for schema in kinds.values():
        del schema["$schema"]
    return _written(
        {
            "$schema": DIALECT,
            "title": "whyfolio",
            "description": "Front matter by kind, the profile, the settings, ladders and forms.",
            "$defs": kinds,
        }
    )


def files() -> list[Artifact]:
    """The same, a kind a file, for editors that cannot point into a file: `story.schema.json`."""
    return [Artifact(f"{kind}.schema.json", _written(_schema_of(kind))) for kind in SCHEMA_KINDS]


def _schema_of(kind: str) -> Schema:
    """The schema of a kind; that of the settings knows the numbers that the coach counts by."""
    schema = schema_of(kind)
    if kind == "settings":
        thresholds = schema["properties"]["check"]["properties"]["thresholds"]
        thresholds["properties"] = {
            name: {
                "description": f"{one.counts} It is {one.default:g} where you say nothing.",
                "type": "number",
                "default": one.default,
            }
            for name, one in THRESHOLDS.items()
        }
        thresholds["additionalProperties"] = False
    return schema


def _written(schema: Mapping[str, object]) -> bytes:
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()
