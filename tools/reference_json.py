"""The page of the reference about `whyfolio export json`, from the schema of what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

# What every entry has beside its own fields; told once.
SHARED = "page"


def json_page(schema: Schema) -> str:
    """Every object of the export with its members.

    Args:
        schema: the JSON Schema of the export.
    """
    groups = schema["$defs"]
    entries = [_name(one) for one in schema["properties"]["entries"]["items"]["oneOf"]]
    common = groups[SHARED]["properties"].keys() - {"menu"}
    head, rule, *rows = _table(groups[SHARED], only=common - {"kind"})
    lines = [
        "# The JSON export",
        "",
        "What `whyfolio export json` writes, object by object. What is empty is absent. The same",
        "is said to programs by [portfolio.schema.json](portfolio.schema.json); what the export is",
        "for stands in [Exports](exports.md#json).",
        "",
        "## The file",
        "",
        *_table(schema),
        "",
        "## Every entry",
        "",
        "An object of `entries` tells its `kind`. These members may stand in one of any kind.",
        "",
        head,
        rule,
        f"| `kind` (always) | {', '.join(f'`{name}`' for name in entries)} | Its kind. |",
        *rows,
    ]
    for name in entries:
        own = groups[name]["properties"].keys() - common
        lines += ["", f"## {name}", "", groups[name]["description"]]
        lines += ["", *_table(groups[name], only=own)] if own else []
    lines += ["", "## Groups", "", "What stands inside a member that holds an object."]
    for name in sorted(groups.keys() - set(entries)):
        lines += ["", f"### {name}", "", groups[name].get("description", "")]
        lines += ["", *_table(groups[name])] if groups[name].get("properties") else []
    return "\n".join(lines) + "\n"


def _name(member: Schema) -> str:
    return str(member["$ref"]).rpartition("/")[2]


def _table(schema: Schema, only: set[str] | None = None) -> Iterator[str]:
    yield "| Member | What it holds | What it is |"
    yield "| --- | --- | --- |"
    needed = schema.get("required", ())
    for name, member in schema["properties"].items():
        if only is None or name in only:
            always = " (always)" if name in needed else ""
            yield f"| `{name}`{always} | {_held(member)} | {member.get('description', '')} |"


def _held(member: Schema) -> str:  # noqa: PLR0911 - one line for each shape
    """What stands there, in a few words."""
    if "$ref" in member:
        return f"[{_name(member)}](#{_name(member).lower()})"
    if "const" in member:
        return f"`{str(member['const']).lower() if member['const'] is True else member['const']}`"
    if "enum" in member:
        return ", ".join(f"`{word}`" for word in member["enum"])
    for several in ("oneOf", "anyOf"):
        if several in member:
            return " or ".join(_held(one) for one in member[several])
    if member.get("type") == "array":
        return f"a list: {_held(member['items'])}"
    if member.get("type") == "object":
        inside = ", ".join(f"`{name}`" for name in member.get("properties", {}))
        return f"an object: {inside}" if inside else "an object"
    kind = member.get("type", "text")
    kinds = kind if isinstance(kind, list) else [kind]
    words = {"string": "text", "boolean": "true or false", "integer": "a whole number"}
    return " or ".join(words.get(one, f"a {one}") for one in kinds)
