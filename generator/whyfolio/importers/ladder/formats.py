"""The shapes that whyfolio knows itself, and how each is told from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from whyfolio.content.frontmatter import split
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import LeftOut
from whyfolio.importers.ladder import direct, financial_times, stride, topics
from whyfolio.importers.ladder.draft import Reading, unread
from whyfolio.importers.ladder.importing import Shape
from whyfolio.importers.ladder.markdown import read_pages
from whyfolio.importers.ladder.spreadsheet import read_sheet
from whyfolio.importers.ladder.tree import Node, read_json, read_yaml
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text

_Reader = Callable[[Text, Node], Iterator[Reading]]

_TREES: dict[str, tuple[Callable[[Node], bool], _Reader]] = {
    "financial-times": (financial_times.is_job_family, financial_times.read_job_family),
    "stride": (stride.is_matrix, stride.read_matrix),
    "monzo": (topics.is_numbered, topics.read_numbered),
    "unidays": (topics.is_named, topics.read_named),
}
_YAML = (".yaml", ".yml")
_JSON = (".json",)
_PAGE = (".md", ".markdown", ".txt")
_SHEET = (".csv", ".tsv")


def _read(found: Sequence[Text], request: Request) -> Iterator[Reading]:
    """Each text by its own shape; pages and DIRECT's files are read together."""
    wanted = request.options.get("format", "")
    together: dict[str, list[Text]] = defaultdict(list)
    for text in found:
        sort = _sort(text, wanted)
        if sort in {"markdown", "direct"}:
            together[sort].append(text)
        elif sort == "csv":
            yield from read_sheet(text, request)
        else:
            yield from _of_tree(text, sort, wanted, alone=len(found) == 1)
    if together["direct"]:
        yield from direct.read_files(together["direct"])
    if together["markdown"]:
        yield from read_pages(together["markdown"], request)


def _sort(text: Text, wanted: str) -> str:
    """How a text is read: a format, "json", "yaml" or "front"."""
    if wanted in {"csv", "markdown", "direct"}:
        return wanted
    ending = PurePosixPath(text.inside).suffix.lower()
    start = text.text.lstrip()[:1]
    if ending in _SHEET or ending in _JSON or (not ending and start in {"{", "["}):
        sort = "csv" if ending in _SHEET else "json"
        return "direct" if direct.is_part(text) else sort
    front = split(text.text) if ending not in _YAML else None
    if front and "\ntopics:" in f"\n{front[0]}":
        return "front"
    marked = start in {"#", "|", "<"} or "\n#" in text.text or "\n|" in text.text
    if ending in _PAGE or (marked and ending not in _YAML):
        return "markdown"
    is_yaml = ending in _YAML or wanted in _TREES or "\nlevels:" in text.text
    return "yaml" if is_yaml else "csv"


def _of_tree(text: Text, sort: str, wanted: str, *, alone: bool) -> Iterator[Reading]:
    """A ladder in JSON, YAML or front matter."""
    tree = _tree(text, sort)
    if isinstance(tree, Diagnostic):
        yield tree
        return
    names = [wanted] if wanted in _TREES else list(_TREES)
    reader = next((_TREES[name][1] for name in names if _TREES[name][0](tree)), None)
    if reader:
        yield from reader(text, tree)
        return
    why = _not_one(tree, wanted)
    if alone or wanted:
        yield unread(
            text.place(), f"this {why}", "see the shapes in `whyfolio import ladder --help`"
        )
    else:
        yield LeftOut(text.place(), why)


def _tree(text: Text, sort: str) -> Node | Diagnostic:
    if sort == "json":
        return read_json(text)
    front = split(text.text) if sort == "front" else None
    return read_yaml(text, front[0], above=1) if front else read_yaml(text)


def _not_one(tree: Node, wanted: str) -> str:
    if wanted:
        return f"has not the shape of {wanted}"
    if tree.has("$schema", "properties"):
        return "is a schema, not a ladder"
    if tree.has("departments"):
        return "describes roles by what stands in other files"
    return "has no shape of a ladder that whyfolio knows"


SHAPE = Shape("", (*_YAML, *_JSON, *_PAGE, *_SHEET), _read)
