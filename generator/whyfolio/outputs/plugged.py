"""What output plugins add to a view: files and pages, each checked before it stands anywhere."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import field, replace
from weakref import WeakKeyDictionary

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import Refused
from whyfolio.guard.readers import Unreadable, reader_for
from whyfolio.markdown.converter import MarkdownTooDeep, bind, render
from whyfolio.model.artifact import Artifact
from whyfolio.model.kinds import Page
from whyfolio.model.plan import Plan, path_of
from whyfolio.names import slugify
from whyfolio.outputs.entries import entry_page
from whyfolio.outputs.shapes import Body
from whyfolio.outputs.site import Desk
from whyfolio.plugins import TAKEN, WRONG, Group, Plugin, PluginFault, listed, load, run
from whyfolio.writer.admission import admitted

Output = Callable[[Desk], Iterable["Artifact | TextPage"]]
_GIVES = "an output gives Artifact and TextPage"
_READABLE = "give sound .html, .txt, .json, .xml, .svg or .png; all that leaves is searched"


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page that a plugin writes as Markdown, and the author's theme draws as any other.

    Attributes:
        address: where it stands in the site, "/bookshelf/".
        title: its heading.
        body: Markdown; links within the site are addresses like "/stories/SLUG/".
        description: a sentence for machines.
    """

    address: str
    title: str
    body: str
    description: str = ""


@dataclass(slots=True)
class _Added:
    """What all plugins made of one desk, and what was wrong."""

    made: list[tuple[Plugin, list[Plan | Artifact]]] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


_added: WeakKeyDictionary[Desk, _Added] = WeakKeyDictionary()


def plans(desk: Desk, own: Container[str]) -> Iterator[Plan | Artifact]:
    """Everything that plugins add to a view; each plugin runs once a desk.

    Args:
        desk: the view.
        own: the names of whyfolio's outputs, which no plugin may have.
    """
    for _, made in _all(desk, own).made:
        yield from made


def without_clashes(
    desk: Desk, own: Container[str], taken: Iterable[str]
) -> Iterator[Plan | Artifact]:
    """What plugins add where it can stand beside the paths that are taken; else it is told of."""
    added = _all(desk, own)
    there = [Artifact(path, b"") for path in taken] if added.made else []
    for plugin, made in added.made:
        more = [Artifact(product.path, b"") for product in made]
        try:
            admitted([*there, *more])
        except Refused as refused:
            told = f"is left out for {desk.view.audience} readers: {refused.diagnostic.message}"
            added.faults.append(plugin.fault(TAKEN, told))
            continue
        there += more
        yield from made


def faults(desk: Desk) -> Sequence[Diagnostic]:
    """What was wrong with plugins while they worked on a desk."""
    return tuple(_added[desk].faults) if desk in _added else ()


def _all(desk: Desk, own: Container[str]) -> _Added:
    if desk not in _added:
        _added[desk] = _work(desk, own)
    return _added[desk]


def _work(desk: Desk, own: Container[str]) -> _Added:
    found = listed(Group.OUTPUTS, own)
    added = _Added(faults=list(found.faults))
    for plugin in found.plugins:
        ran = run(plugin, lambda plugin=plugin: _made(plugin, desk))  # type: ignore[misc]
        added.faults += ran.faults
        if ran.value:
            added.made.append((plugin, ran.value))
    return added


def _made(plugin: Plugin, desk: Desk) -> list[Plan | Artifact]:
    output: Output = load(plugin, callable, "a function of a desk")
    return [_product(plugin, desk, one) for one in output(desk)]


def _product(plugin: Plugin, desk: Desk, one: object) -> Plan | Artifact:
    if isinstance(one, TextPage):
        return _page(plugin, desk, one)
    if not isinstance(one, Artifact):
        raise PluginFault(plugin.fault(WRONG, f"gave a {type(one).__name__}; {_GIVES}"))
    if (type(one.path), type(one.content)) != (str, bytes):
        raise PluginFault(plugin.fault(WRONG, "gave an Artifact whose path or bytes are neither"))
    reader = reader_for(one.path)
    try:
        if reader:
            reader(one.content)
            return one
    except Unreadable:
        pass
    message = f'gave "{one.path}", which the guard cannot look through'
    raise PluginFault(plugin.fault(WRONG, message, _READABLE))


def _page(plugin: Plugin, desk: Desk, page: TextPage) -> Plan:
    """A page as one of the author's own pages is drawn, with no entry behind it."""
    texts = (page.address, page.title, page.body, page.description)
    if {type(text) for text in texts} != {str}:
        raise PluginFault(plugin.fault(WRONG, "gave a TextPage whose texts are none"))
    if not page.address.startswith("/") or not page.title:
        message = f'gave a TextPage without a title, or whose address "{page.address}" is none'
        raise PluginFault(plugin.fault(WRONG, message, 'an address is like "/bookshelf/"'))
    slug = f"plugin-{slugify(page.address)}"
    entry = Page(title=page.title, slug=slug, path=path_of(page.address))
    try:
        body = render(page.body, prefix=slug)
    except MarkdownTooDeep as deep:
        message = f'gave a page "{page.title}" that cannot be read: {deep.problem.message}'
        raise PluginFault(plugin.fault(WRONG, message)) from deep
    html = bind(body.html, lambda written: written if written.startswith("/") else None)
    it = replace(entry_page(entry, desk), address=page.address, body=Body(html, body.headings))
    head = desk.head(page.address, page.title, "page", description=page.description)
    return desk.plan("entries/page.html", head, it=it)
