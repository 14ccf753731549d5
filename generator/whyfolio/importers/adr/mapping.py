"""A record becomes a decision: fields where the decision has them, all else in the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from whyfolio.importers.adr import shapes
from whyfolio.importers.adr.shapes import Record, cleaned
from whyfolio.importers.adr.states import Mention
from whyfolio.importers.found import BodyLink, Value

_ADDRESS = re.compile(r"\]\(\s*<?([^()\s<>#]+)(#[^()\s<>]*)?>?(?=[\s)])")
_DEFINED = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s<>#]+)(#\S*)?", re.MULTILINE)
_BLANKS = re.compile(r"\n{3,}")
_TAKEN_KEYS = (*shapes.TAGS, *shapes.SUMMARY)

Finds = Callable[[Mention], bool]


def fields_of_record(record: Record) -> dict[str, Value]:
    """The front matter, without date and links."""
    head, content = record.head, record.content
    return {
        "title": record.title,
        "summary": record.front.text(*shapes.SUMMARY),
        "tags": head.tags,
        "status": head.state.word,
        "what": content.what,
        "why": content.why,
        "question": content.question,
        "options": tuple(
            {"title": one.title, "good": one.good, "bad": one.bad} for one in content.options
        ),
        **head.people,
    }


def body_of(record: Record, finds: Finds) -> str:
    """The text without what the fields hold whole; below it, what else the front matter says.

    Args:
        record: the record.
        finds: whether a mention has led to a record; where it has not, its line stays.
    """
    lines = list(record.outline.lines)
    gone: set[int] = set()
    for span in (*record.head.spans, *record.content.spans):
        if all(finds(mention) for mention in span.mentions):
            gone.update(range(span.first, span.end))
    gone.update(_title_lines(record))
    kept = "\n".join(line for number, line in enumerate(lines) if number not in gone)
    more = list(_other_keys(record, finds))
    fence = ["```yaml", *more, "```"] if more else []
    text = "\n\n".join(filter(None, [kept.strip("\n"), "\n".join(fence)]))
    return _BLANKS.sub("\n\n", text) if "\n\n\n" in text else text


def _title_lines(record: Record) -> Iterator[int]:
    """The lines of the heading that the title comes from."""
    for section in record.outline.sections:
        if section.depth and cleaned(section.title) == record.title:
            yield from range(section.start, section.first)
            return


def _other_keys(record: Record, finds: Finds) -> Iterator[str]:
    front = record.front
    for key, (_, lines) in front.lines.items():
        mentions = record.head.keys.get(key)
        is_held = mentions is not None and all(finds(mention) for mention in mentions)
        title = key == "title" and cleaned(front.text("title")) == record.title
        summary = key in shapes.SUMMARY and front.text(*shapes.SUMMARY) == front.text(key)
        if not (is_held or title or summary or not front.values.get(key)):
            yield from lines


def body_links(body: str, source_of: Callable[[str], str]) -> Iterator[BodyLink]:
    """The addresses in a body that lead to other records.

    Args:
        body: Markdown.
        source_of: the source id of the record at an address; "" where there is none.
    """
    taken: list[re.Match[str]] = list(_ADDRESS.finditer(body))
    if "]:" in body:
        taken += _DEFINED.finditer(body)
    for found in taken:
        source = source_of(found[1])
        if source:
            end = found.end(2) if found[2] else found.end(1)
            yield BodyLink(found.start(1), end, source, found[2] or "")
