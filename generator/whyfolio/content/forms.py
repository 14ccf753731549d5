"""Review forms: a YAML file → a form and what is wrong with it."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from whyfolio.content.yamlfile import Node, YamlFile, packaged
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.kinds import BY_FOLDER, KINDS
from whyfolio.model.ladder import Box, Form

UNITS = ("characters", "words", "items", "bytes")

FORM = {
    "id": "How settings and commands call it.",
    "title": "How pages call it.",
    "sections": "The boxes of the form, in their order.",
}
SECTION = {
    "id": "How the section is called.",
    "prompt": "What the form asks.",
    "select": "Which entries go into it; everything of the period where nothing is said.",
    "limit": "How much fits in; no limit where nothing is said.",
    "unit": "What the limit counts; characters where nothing is said.",
    "counts_html": "Whether the form counts the tags of HTML too.",
    "plain": "Whether the form takes plain text only; yes where nothing is said.",
}
SELECT = {
    "competency": "Stories that show a competency, and feedback about it.",
    "goal": "Work that serves a goal.",
    "value": "Work that serves one of your values.",
    "kind": "Entries of a kind.",
    "top": "Only so many, the strongest first.",
}


def read_form(file: str, text: str) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """The form in a YAML text; None only where the text is no YAML mapping.

    Args:
        file: its path in messages; its stem is the id where none is written.
        text: what the file holds.
    """
    source = YamlFile(file, text)
    if source.root is None:
        return None, source.diagnostics
    said = source.fields(source.root, FORM, "the form", ("id", "sections"))
    form_id = source.text(said.get("id"), "id") or PurePosixPath(file).stem
    form = Form(
        id=form_id,
        title=source.text(said.get("title"), "title") or form_id,
        sections=_sections(source, said.get("sections")),
    )
    return form, source.diagnostics


@cache
def shipped_forms() -> tuple[Form, ...]:
    """The forms that come with whyfolio, by id."""
    forms = (read_form(name, text)[0] for name, text in packaged("forms"))
    return tuple(form for form in forms if form)


def _sections(source: YamlFile, node: Node) -> tuple[Box, ...]:
    boxes: list[Box] = []
    seen: set[str] = set()
    for member in source.members(node):
        said = source.fields(member, SECTION, "a section", ("id", "prompt"))
        own = source.text(said.get("id"), "id")
        box = Box(
            id=own,
            prompt=source.text(said.get("prompt"), "prompt"),
            select=_select(source, said.get("select")),
            limit=int(source.number(said.get("limit"), "limit") or 0),
            unit=source.choice(said.get("unit"), "unit", UNITS) or UNITS[0],
            counts_html=source.flag(said.get("counts_html"), "counts_html", default=False),
            plain=source.flag(said.get("plain"), "plain", default=True),
        )
        if own and source.unique(said["id"], "section", own, seen):
            boxes.append(box)
    return tuple(boxes)


def _select(source: YamlFile, node: Node) -> tuple[tuple[str, str], ...]:
    """Pairs of a word and a value, in the order of ``SELECT``; several of a word mean any."""
    said = source.fields(node, SELECT, "select")
    found = []
    for word in SELECT:
        if word not in said:
            continue
        for member in source.members(said[word]):
            value = _selected(source, word, member)
            found += [(word, value)] if value else []
    return tuple(found)


def _selected(source: YamlFile, word: str, node: Node) -> str:
    if word == "kind":
        folder = BY_FOLDER.get(source.text(node, word))
        if folder and folder.kind != source.text(node, word):
            message = f'"{folder.folder}" is a folder, not a kind'
            source.report("E507", node, message, f'write "{folder.kind}"')
            return folder.kind
        return source.choice(node, word, tuple(KINDS))
    if word == "top":
        number = source.number(node, word)
        if number == 0:
            message = '"top" is 0, so nothing would be selected'
            source.report("E507", node, message, "write 1 or more")
        return str(int(number)) if number else ""
    return source.text(node, word)
