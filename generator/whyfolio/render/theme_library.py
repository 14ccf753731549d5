"""The templates of a theme as they were read, and what was found wrong with them."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError, nodes

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place


@dataclass(slots=True)
class Template:
    """A template as it was read, with the place of its file for messages."""

    name: str
    file: Path
    shown: str
    tree: nodes.Template
    lines: list[str]

    def place(self, node: nodes.Node, word: str = "") -> Place:
        """Where a node stands; its column where the word is on its line."""
        line = self.lines[node.lineno - 1] if 0 < node.lineno <= len(self.lines) else ""
        at = line.find(word) if word else -1
        return Place(self.shown, node.lineno, at + 1 if at >= 0 else 1, max(1, len(word)))


@dataclass(slots=True)
class Library:
    """Every template of a theme.

    Attributes:
        environment: where templates are looked up.
        shown: how messages name a file.
        texts: the keys of the theme's words.
        found: what is wrong, in the order in which it was found.
        used: the names of all templates that a page leads to.
    """

    environment: Environment
    shown: Callable[[Path], str]
    texts: frozenset[str]
    found: dict[Diagnostic, None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _known: dict[str, Template | None] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The name of each template."""
        return self.environment.list_templates()

    def template(self, name: str) -> Template | None:
        """A template by its name; None where there is none, or it cannot be read."""
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self._parsed(name)
        return self._known[name]

    def exists(self, name: str) -> bool:
        """Whether a folder of the theme has this template."""
        return name in self.names

    def matching(self, pattern: str) -> list[str]:
        """The templates whose names fit a pattern with `*`."""
        return fnmatch.filter(self.names, pattern)

    def tell(self, diagnostic: Diagnostic) -> None:
        """Keep what is wrong, once: with the first way that leads there."""
        told = ((one.code, one.place, one.message) for one in self.found)
        if (diagnostic.code, diagnostic.place, diagnostic.message) not in told:
            self.found.setdefault(diagnostic)

    def chain(self, template: Template) -> list[Template]:
        """A template and those it extends, the outermost last."""
        chain = [template]
        while parent := _parent(chain[-1]):
            found = self.template(parent)
            if found is None or found in chain:
                break
            chain.append(found)
        return chain

    def _parsed(self, name: str) -> Template | None:
        loader = self.environment.loader
        assert isinstance(loader, FileSystemLoader)  # noqa: S101 - `renderer_for` makes no other
        try:
            source, filename, _ = loader.get_source(self.environment, name)
            file = Path(filename)
            tree = self.environment.parse(source, name, filename)
            self.environment.compile(source, name, filename)  # unknown filters are found here
        except TemplateNotFound:
            return None
        except TemplateSyntaxError as error:
            place = Place(self.shown(Path(error.filename or name)), error.lineno)
            message = f"the template cannot be read: {error.message}"
            self.tell(Diagnostic("E803", place, message))
            return None
        return Template(name, file, self.shown(file), tree, source.splitlines())


def _parent(template: Template) -> str:
    extends = template.tree.find(nodes.Extends)
    name = extends.template if extends else None
    return str(name.value) if isinstance(name, nodes.Const) else ""
