"""Everything that is wrong with a theme, found without drawing a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import nodes

from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.names import hint_for, join_words
from whyfolio.packaged import packaged_themes
from whyfolio.render.environment import renderer_for
from whyfolio.render.locale import words_of
from whyfolio.render.theme import Theme, shown_in
from whyfolio.render.theme_library import Library, Template
from whyfolio.render.theme_reading import Reading
from whyfolio.render.theme_types import ANYTHING, Keys, Shape, known_names, shape_of
from whyfolio.render.theme_words import words_in

_ELSEWHERE = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio|object|embed)\b[^>]*?
        \b(?:src|href|data|srcset|poster)\s*=\s*["']?\s*(?P<address>(?:[a-z]+:)?//[^"'\s>{]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_STYLES = re.compile(
    r"""(?:url\(\s*|@import\s+)["']?(?P<address>(?:[a-z]+:)?//[^"'\s)]+)""", re.IGNORECASE
)
_REFUSED = re.compile(r"""<(?P<script>script)\b|<[^>{]+\s(?P<style>style)\s*=""", re.IGNORECASE)
_POLICY = "Content-Security-Policy"
_NO_PAGE = frozenset(["canonical", "alternate"])
_BUILT_IN = frozenset(["margin", "plain"])


def theme_faults(
    theme: Theme, project: Path, pages: Mapping[str, Mapping[str, object]]
) -> tuple[Diagnostic, ...]:
    """What is wrong with a theme's templates and styles; files that come with whyfolio included.

    Args:
        theme: with its overrides and parents.
        project: the folder from which messages name files.
        pages: for each template that pages are drawn with, the types of the values it is given.
    """
    library = Library(
        renderer_for(theme, "en", file_links=False).environment,
        lambda file: shown_in(project, file),
        frozenset(words_of("en", words_in(theme, "en")).catalogue),
    )
    reading = Reading(library)
    for template, given in pages.items():
        reading.page(template, _shapes(theme, given))
    found = list(library.found)
    own = list(_own_templates(theme, library))
    found += _unused(own, library, project)
    found += [fault for template in own for fault in _blocks(template, library)]
    found += [fault for template in own for fault in _asks_elsewhere(template)]
    found += _styles_elsewhere(theme, project)
    return tuple(ordered(found))


def _shapes(theme: Theme, given: Mapping[str, object]) -> dict[str, Shape]:
    """The shapes of what a page is given, with the theme's own options in place of any."""
    options = Keys(tuple((option.name, ANYTHING) for option in theme.options))
    shapes = {name: shape_of(hint) for name, hint in given.items()}
    return {name: _with_options(shape, options) for name, shape in shapes.items()}


def _with_options(shape: Shape, options: Keys) -> Shape:
    known = known_names(shape)
    if known is None or "options" not in known or "audience" not in known:
        return shape
    return Keys(tuple(sorted({**known, "options": options}.items())))


def is_own(file: Path) -> bool:
    """Whether a file is the author's or a stranger's, and did not come with whyfolio."""
    built_in = packaged_themes()
    inside = file.is_relative_to(built_in)
    return not inside or file.relative_to(built_in).parts[0] not in _BUILT_IN


def _own_templates(theme: Theme, library: Library) -> Iterator[Template]:
    for folder in theme.template_folders:
        for file in sorted(folder.rglob("*")) if is_own(folder) else ():
            template = library.template(file.relative_to(folder).as_posix())
            if file.is_file() and template is not None and template.file == file:
                yield template


def _unused(own: list[Template], library: Library, project: Path) -> Iterator[Diagnostic]:
    for template in own:
        if template.name in library.used:
            continue
        known = sorted(library.used)
        hint = hint_for(template.name, known, "give it the name of the template it stands for")
        message = f'no page is drawn with "{template.name}", and no template includes it'
        yield Diagnostic("W801", Place(shown_in(project, template.file)), message, hint)


def _blocks(template: Template, library: Library) -> Iterator[Diagnostic]:
    """Blocks that are filled where nobody draws them; places that others fill and this lacks."""
    chain = library.chain(template)
    drawn = {block.name for one in chain[1:] for block in one.tree.find_all(nodes.Block)}
    if len(chain) > 1:
        for block in _outermost(template):
            if block.name not in drawn:
                hint = hint_for(block.name, drawn, f"there is {join_words(sorted(drawn), 'and')}")
                message = f'the block "{block.name}" is drawn nowhere: "{chain[1].name}" has none'
                place = template.place(block, block.name)
                yield Diagnostic("W802", place, message, hint)
        return
    yield from _lacking(template, library)


def _lacking(template: Template, library: Library) -> Iterator[Diagnostic]:
    has = {block.name for block in template.tree.find_all(nodes.Block)}
    filled: dict[str, str] = {}
    for name in sorted(library.used):
        child = library.template(name)
        if child and child is not template and library.chain(child)[-1] is template:
            for block in _outermost(child):
                filled.setdefault(block.name, child.name)
    for name, child_name in filled.items():
        if name not in has:
            message = f'the block "{name}" is missing, which "{child_name}" fills'
            hint = f"write {{% block {name} %}}{{% endblock %}} where it belongs"
            yield Diagnostic("W802", Place(template.shown), message, hint)
    if filled and _POLICY not in "\n".join(template.lines):
        message = "pages are drawn without a policy that keeps them from asking other servers"
        hint = "keep the line with Content-Security-Policy of margin's base.html"
        yield Diagnostic("W803", Place(template.shown), message, hint)


def _outermost(template: Template) -> Iterator[nodes.Block]:
    return (node for node in template.tree.body if isinstance(node, nodes.Block))


def _asks_elsewhere(template: Template) -> Iterator[Diagnostic]:
    for block in template.tree.find_all(nodes.Block):
        if block.name == "policy" and template.tree.find(nodes.Extends):
            message = "this says anew what pages may load, which may be more than their own files"
            hint = "leave the block out, and keep what pages load with the theme"
            yield Diagnostic("W803", template.place(block, "policy"), message, hint)
    for number, line in enumerate(template.lines, start=1):
        for found in _ELSEWHERE.finditer(line):
            if not any(f'rel="{rel}"' in found[0] for rel in _NO_PAGE):
                yield _elsewhere(template.shown, number, found)
        for found in _REFUSED.finditer(line):
            what = "a script" if found["script"] else "a style attribute"
            at = found.start("script") if found["script"] else found.start("style")
            message = f"{what} in a page does nothing: the policy of every page refuses it"
            hint = "put styles into a style sheet; only the search page loads a script"
            yield Diagnostic("W803", Place(template.shown, number, at + 1, 5), message, hint)


def _styles_elsewhere(theme: Theme, project: Path) -> Iterator[Diagnostic]:
    for sheet in theme.sheets:
        lines = sheet.read_text(encoding="utf-8").splitlines() if is_own(sheet) else []
        for number, line in enumerate(lines, start=1):
            for found in _IN_STYLES.finditer(line):
                yield _elsewhere(shown_in(project, sheet), number, found)


def _elsewhere(shown: str, line: int, found: re.Match[str]) -> Diagnostic:
    address = found["address"]
    place = Place(shown, line, found.start("address") + 1, len(address))
    message = f'"{address}" is on another server, which a page must not ask'
    return Diagnostic("W803", place, message, "keep the file with the theme, or leave it out")
