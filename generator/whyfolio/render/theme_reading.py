"""Read templates without drawing them: what each asks of the values that its pages are given.

A branch that no page of a portfolio takes is read like any other, so a name that is wrong is
found before a page needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from jinja2 import nodes

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.names import hint_for
from whyfolio.render.theme_asking import Asking, Names
from whyfolio.render.theme_library import Library, Template
from whyfolio.render.theme_types import ANYTHING, Shape, element, unpacked


@dataclass(slots=True)
class Reading:
    """Reads what pages lead to; what is wrong with it stands in the library."""

    library: Library
    _done: set[tuple[str, frozenset[tuple[str, Shape]]]] = field(default_factory=set)

    def page(self, name: str, given: Mapping[str, Shape]) -> None:
        """Read the template of a page, and all that it leads to."""
        template = self.library.template(name)
        if template is None:
            message = f'there is no template "{name}"'
            hint = "add it, or let the theme extend one that has it"
            self.library.tell(Diagnostic("E804", Place(f"templates/{name}"), message, hint))
            return
        self.whole(template, dict(given), ())

    def whole(self, template: Template, names: Names, way: tuple[str, ...]) -> None:
        """Read a template with the names that are there where it begins."""
        state = (template.name, frozenset(names.items()))
        if state in self._done:
            return
        self._done.add(state)
        chain = self.library.chain(template)
        for one in chain:
            self.library.used.add(one.name)
            _Walk(self.library, one, names, way, self.whole).extending()
        for one in chain:
            _Walk(self.library, one, names, way, self.whole).body(one.tree.body)


@dataclass(slots=True)
class _Walk(Asking):
    """Statement by statement through one template."""

    read: Callable[[Template, Names, tuple[str, ...]], None]

    def extending(self) -> None:
        """Take in the names that stand above the blocks of a template that extends another."""
        for node in self.template.tree.body:
            if isinstance(node, nodes.Extends):
                self._called(node.template, node)
            elif isinstance(node, nodes.Assign | nodes.Import | nodes.FromImport):
                self.statement(node)

    def body(self, statements: list[nodes.Node]) -> None:
        """Read statements in their order."""
        for statement in statements:
            self.statement(statement)

    def statement(self, node: nodes.Node) -> None:  # noqa: C901, PLR0912 - one case a kind
        """Read one statement; the names it sets are there for those that follow."""
        match node:
            case nodes.For():
                self._for(node)
            case nodes.If():
                self.value(node.test)
                for part in (node.body, *(one.body for one in node.elif_), node.else_):
                    self.body(part)
                for one in node.elif_:
                    self.value(one.test)
            case nodes.Assign():
                self._set(node.target, self.value(node.node))
            case nodes.AssignBlock():
                self.body(node.body)
                self._set(node.target, ANYTHING)
            case nodes.With():
                values = [self.value(value) for value in node.values]
                inside = self._inside()
                for target, shape in zip(node.targets, values, strict=True):
                    inside._set(target, shape)  # noqa: SLF001 - another walk of the same kind
                inside.body(node.body)
            case nodes.Include():
                self._include(node)
            case nodes.Import():
                self._called(node.template, node)
                self.names[node.target] = ANYTHING
            case nodes.FromImport():
                self._called(node.template, node)
                for name in node.names:
                    self.names[name[1] if isinstance(name, tuple) else name] = ANYTHING
            case nodes.Macro():
                inside = self._inside()
                inside.names |= {str(one.name): ANYTHING for one in node.args}
                inside.body(node.body)
                self.names[node.name] = ANYTHING
            case nodes.Block():
                self._inside().body(node.body)
            case nodes.Extends():
                pass
            case nodes.Stmt():
                self.children(node)
            case _:
                self.value(node)

    def children(self, node: nodes.Node | None) -> None:
        """Read all that stands in a node."""
        for child in node.iter_child_nodes() if node else ():
            self.statement(child) if isinstance(child, nodes.Stmt) else self.value(child)

    def _inside(self, **more: Shape) -> _Walk:
        return _Walk(self.library, self.template, {**self.names, **more}, self.way, self.read)

    def _for(self, node: nodes.For) -> None:
        shape = element(self.value(node.iter))
        inside = self._inside(loop=ANYTHING)
        inside._set(node.target, shape)  # noqa: SLF001 - another walk of the same kind
        inside.value(node.test)
        inside.body(node.body)
        self._inside().body(node.else_)

    def _set(self, target: nodes.Node, shape: Shape) -> None:
        if isinstance(target, nodes.Name):
            self.names[target.name] = shape
        elif isinstance(target, nodes.Tuple):
            for part, of in zip(target.items, unpacked(shape, len(target.items)), strict=True):
                self._set(part, of)

    def _include(self, node: nodes.Include) -> None:
        for template in self._called(node.template, node, missing=node.ignore_missing):
            way = (*self.way, f"{self.template.shown}:{node.lineno}")
            self.read(template, dict(self.names), way)

    def _called(
        self, name: nodes.Node, at: nodes.Node, *, missing: bool = False
    ) -> Iterator[Template] | list[Template]:
        """The templates that a name may stand for."""
        self.value(name)
        wanted = _names(name)
        names = wanted if not any("*" in one for one in wanted) else []
        for one in wanted:
            names = names or self.library.matching(one)
        found = []
        for one in names:
            self.library.used.add(one)
            template = self.library.template(one)
            if template is not None:
                found.append(template)
            elif not missing and not self.library.exists(one):
                hint = hint_for(one, self.library.names, "add it")
                place = self.template.place(at, one)
                message = f'there is no template "{one}"'
                self.library.tell(Diagnostic("E804", place, message, hint))
        return found


def _names(name: Any) -> list[str]:  # noqa: ANN401 - any expression
    """The names that an expression may have, with `*` for what is only known when it is drawn."""
    if isinstance(name, nodes.Const):
        return [str(name.value)]
    if isinstance(name, nodes.List | nodes.Tuple):
        return [one for part in name.items for one in _names(part)]
    if isinstance(name, nodes.Concat):
        parts = [str(one.value) if isinstance(one, nodes.Const) else "*" for one in name.nodes]
        return ["".join(parts)]
    return ["*"] if name is not None and not isinstance(name, nodes.Name) else []
