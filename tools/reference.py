"""Write docs/reference/ from what the program itself declares: commands, fields, codes and so on.

Run it after a change of a field or of a code; `--check` only says whether a page is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.explain import all_codes, explanation
from whyfolio.exporters import portfolio_schema
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    Field,
    FieldType,
    FilePath,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile
from whyfolio.names import join_words
from whyfolio.outputs import contexts_page
from whyfolio.render import theme_page

sys.path.insert(0, str(Path(__file__).parent))

from floors import picture
from reference_commands import commands_page, settings_page
from reference_json import json_page
from written import ROOT, kept

FOLDER = ROOT / "docs" / "reference"

GROUPS = {
    "E1": "Front matter and files",
    "E2": "Values",
    "E3": "Names, addresses and what entries say of one another",
    "E4": "Marks in texts",
    "E5": "Ladders and forms",
    "E6": "Settings",
    "E7": "Output and refusals",
    "E8": "Themes and templates",
    "E9": "The guard",
    "W": "Warnings",
    "N1": "Nudges about the files",
    "N2": "Questions about stories",
    "N3": "Questions about who reads it",
    "N40": "Questions about the level that is wanted",
    "N41": "Questions about the balance of the work",
    "N42": "Questions about goals",
    "N43": "Questions about steps and sessions",
    "N44": "Questions about feedback",
    "N45": "Questions about decisions",
    "N46": "Questions about lessons",
}
COMMON = frozenset(fields_of(KINDS["page"])) - {"menu"}


def diagnostics_page() -> str:
    """Every code with its title, cause and cure."""
    lines = [
        "# Diagnostics",
        "",
        "Every message has a code. `E` is an error: `whyfolio check` fails until it is mended. `W`",
        "is a warning, which `--strict` makes an error. `N` is a nudge: a question that you may",
        "leave open. `whyfolio check --explain CODE` says the same as this page. What you do not",
        'want to be asked, `whyfolio.toml` silences: `[check]` with `ignore = ["N208"]`.',
    ]
    last = ""
    for code in all_codes():
        group = next(title for start, title in GROUPS.items() if code.startswith(start))
        lines += ["", f"## {group}"] if group != last else []
        last = group
        told = explanation(code)
        lines += ["", f"### {code}: {told.title}", "", told.cause, "", f"*Cure:* {told.cure}"]
    return "\n".join(lines) + "\n"


def fields_page() -> str:
    """Every field of every kind and record, as it is declared."""
    lines = [
        "# Fields",
        "",
        "What an author can write between the two `---` lines. *Readers* is who may read a field",
        "where its entry allows it: the audience where nothing is said, and the widest that it can",
        "ever have. What counts is always the narrowest of the field, its group and its entry.",
        "",
        "## Every kind",
        "",
        *_table(KINDS["page"], COMMON),
    ]
    shapes: dict[str, type[Entry]] = {**KINDS, "profile": Profile}
    for kind, shape in shapes.items():
        folder = f"content/{shape.folder}/*.md" if shape.folder else "content/profile.md"
        lines += ["", f"## {kind.capitalize()}", "", f"{_first(shape)} `{folder}`"]
        lines += ["", *_kind_lines(shape)]
        own = frozenset(fields_of(shape)) - COMMON
        lines += ["", *_table(shape, own)] if own else []
    lines += ["", "## Groups of fields", "", "What stands inside a field that holds a group."]
    for record in _records():
        lines += ["", f"### {_called(record)}", "", _first(record), "", *_table(record)]
    return "\n".join(lines) + "\n"


def _first(shape: type) -> str:
    return (shape.__doc__ or "").split("\n", 1)[0]


def _kind_lines(shape: type[Entry]) -> list[str]:
    unsaid, widest = shape.unsaid.value, shape.widest.value
    needs = " It needs a `date`." if shape.needs_date else ""
    limit = "" if widest == Audience.PUBLIC.value else f" It is never wider than {widest}."
    return [f"Its audience is {unsaid} where nothing is said.{limit}{needs}"]


def _table(shape: type, only: frozenset[str] | None = None) -> list[str]:
    kept = [field for name, field in fields_of(shape).items() if only is None or name in only]
    rows = [
        f"| `{field.name}`{' (needed)' if field.required else ''} | {type_in_words(field.type)} "
        f"| {_readers(field)} | {field.doc} |"
        for field in kept
    ]
    return ["| Field | What to write | Readers | What it is |", "| --- | --- | --- | --- |", *rows]


def _readers(field: Field) -> str:
    default, ceiling = field.default.value, field.ceiling.value
    return default if default == ceiling else f"{default}, at most {ceiling}"


def type_in_words(kind: FieldType) -> str:  # noqa: PLR0911 - one line for each type
    """What an author may write, in a few words for a table."""
    match kind:
        case Many(of):
            return f"one or a list: {type_in_words(of)}"
        case Record(shape):
            short = " (or its one-line form)" if kind.shorthand else ""
            return f"[{_called(shape)}](#{_called(shape).replace(' ', '-')}){short}"
        case Choice(words, free):
            said = join_words([f"`{word}`" for word in words])
            return f"{said}, or other words" if free else said
        case Number(low, high):
            return f"a whole number from {low} to {high}"
        case Ref(folders, or_text):
            said = join_words([f"`{folder}/…`" for folder in folders]) or "the ref of any entry"
            return f"{said}, or other words" if or_text else said
        case Text(prose, longest):
            said = "a sentence" if prose else "a few words"
            return f"{said}, at most {longest} characters" if longest else said
    return _PLAIN[type(kind)]


_PLAIN: dict[type, str] = {
    Flag: "`yes` or `no`",
    Date: "a date",
    Address: "an address that begins with `https://`, `mailto:` or `tel:`",
    FilePath: "a file below `content/files`",
    Name: "an id",
}


def _called(record: type) -> str:
    name = record.__name__
    spaced = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name)
    return spaced.strip()


def _records() -> list[type]:
    found: dict[type, None] = {}
    for shape in (*KINDS.values(), Profile):
        found.update(dict.fromkeys(_records_in(shape)))
    return sorted(found, key=_called)


def _records_in(shape: type) -> Iterator[type]:
    for field in fields_of(shape).values():
        of = field.type.of if isinstance(field.type, Many) else field.type
        if isinstance(of, Record):
            yield of.shape
            yield from _records_in(of.shape)


def thresholds_page() -> str:
    """Every number that a rule of the coach counts by."""
    lines = [
        "# Thresholds",
        "",
        "The numbers that the questions of `whyfolio check` count by, as they are where you say",
        "nothing. Any of them can be changed in `whyfolio.toml`:",
        "",
        "```toml",
        "[check.thresholds]",
        "ask_days = 60",
        "```",
        "",
        "| Name | Number | What is counted |",
        "| --- | ---: | --- |",
    ]
    rows = [f"| `{name}` | {one.default:g} | {one.counts} |" for name, one in THRESHOLDS.items()]
    return "\n".join([*lines, *rows]) + "\n"


PAGES = {
    "../pictures/floors.svg": picture,
    "commands.md": commands_page,
    "diagnostics.md": diagnostics_page,
    "fields.md": fields_page,
    "json-export.md": lambda: json_page(json.loads(portfolio_schema.written())),
    "portfolio.schema.json": lambda: portfolio_schema.written().decode(),
    "settings.md": lambda: settings_page(type_in_words),
    "theme-contexts.md": contexts_page.page,
    "theme-options.md": theme_page.page,
    "thresholds.md": thresholds_page,
}


if __name__ == "__main__":
    sys.exit(
        kept({(FOLDER / name).resolve(): page() for name, page in PAGES.items()}, sys.argv[1:])
    )
