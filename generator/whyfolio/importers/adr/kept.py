"""Which of a folder's texts are records, and why the others are not."""

from __future__ import annotations

import re

from whyfolio.importers.adr import shapes
from whyfolio.importers.adr.shapes import Record, number_of, section_key, stem_of

ENDINGS = (".md", ".markdown", ".mdown")
OTHER_ENDINGS = {
    ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".rst": "reStructuredText", ".org": "Org mode",
    ".textile": "Textile",
}  # fmt: skip
_INDEX = re.compile(
    r"(?:\d+[-_. ]?)?(?:_?index|readme|toc|table[-_ ]of[-_ ]contents|contents|overview|summary"
    r"|changelog|contributing|code[-_]of[-_]conduct|license|adr[-_ ](?:index|log)|log)\Z",
    re.IGNORECASE,
)
_TEMPLATE_WORDS = frozenset(
    [
        *("template", "templates", "adr", "adrs", "madr", "decision", "decisions", "record"),
        *("records", "architecture", "architectural", "long", "short", "full", "bare", "minimal"),
        *("simple", "default", "example", "sample", "title", "name", "your", "the", "of", "for"),
        *("an", "and", "nygard"),
    ]
)
_NUMBERLESS = re.compile(
    r"(?:adr|madr|(?-i:[A-Z]{1,5}?))?[-_ ]?(?:x{2,}|n{2,}|y{4,}m*d*|z{3,})\Z", re.IGNORECASE
)
_UNFILLED = re.compile(r"[\[{<].+[\]}>]\Z")
_FEWEST_SECTIONS = 2
_ABOUT_THE_RECORD = frozenset([*shapes.STATUS, "date", "deciders"])
NO_NUMBER = "has neither a number, as the others here, nor a record's headings"


def why_not(record: Record) -> str:
    """Why a text is no record, as in "is an index"; "" where it is one."""
    name = record.text.inside.rpartition("/")[2].rpartition(".")[0]
    if _is_template(name, record):
        return "is a template"
    shaped = _is_shaped(record)
    if _INDEX.match(name) and (not shaped or only_by_status(record)):
        return "is an index"
    if shaped or number_of(name) is not None or _is_numbered(name):
        return ""
    return "has neither a number, nor a status, nor a record's headings"


def _is_numbered(name: str) -> bool:
    return bool(re.match(r"\d", name))


def _is_shaped(record: Record) -> bool:
    """Whether it reads as a record: two of its sections, or a status and one."""
    keys = {section_key(section.title) for section in record.outline.sections if section.depth}
    sections = len(keys & shapes.SECTIONS)
    has_status = bool(record.head.state.word) and bool(record.head.dated or sections)
    return has_status or sections >= _FEWEST_SECTIONS


def only_by_status(record: Record) -> bool:
    """Whether no more than a status and a date speak for its being a record.

    Where records have numbers, such a page is about them: a glossary, a guide, a backlog.
    """
    keys = {section_key(section.title) for section in record.outline.sections if section.depth}
    return record.number is None and not keys & shapes.SECTIONS - _ABOUT_THE_RECORD


def _is_template(name: str, record: Record) -> bool:
    words = [word for word in re.split(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])", name) if word]
    unnamed = [word for word in words if _NUMBERLESS.match(word)]
    said = [word.casefold() for word in words if word not in unnamed]
    if "template" in said and set(said) <= _TEMPLATE_WORDS:
        return True
    if "template" in (*said[:1], *said[-1:]) and _is_unfilled(record):
        return True
    return bool(unnamed and unnamed[0] == words[0]) or bool(_UNFILLED.match(record.title))


def _is_unfilled(record: Record) -> bool:
    """Whether its status is a choice of words, or its date none."""
    dated = record.head.dated
    return record.head.state.unfilled or (dated is not None and dated.when is None)


def is_wanted(inside: str) -> bool:
    """Whether a file is to be looked at: Markdown, and records that are something else."""
    return inside.casefold().endswith(ENDINGS) or bool(other_format(inside))


def other_format(inside: str) -> str:
    """The format of a record that cannot be read; "" for whatever is none."""
    name = inside.rpartition("/")[2].casefold()
    ending = name[name.rfind(".") :] if "." in name else ""
    return OTHER_ENDINGS.get(ending, "") if number_of(stem_of(inside)) is not None else ""
