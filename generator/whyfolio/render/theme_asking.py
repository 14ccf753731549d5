"""What the expressions of a template ask for, and whether it is there."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.names import hint_for, join_words
from whyfolio.render.theme_library import Library, Template
from whyfolio.render.theme_types import (
    ANYTHING,
    Row,
    Several,
    Shape,
    called,
    either,
    element,
    known_names,
)

Names = dict[str, Shape]
_SAME = frozenset(["list", "sort", "select", "reject", "selectattr", "rejectattr", "unique"])
_ONE_OF = frozenset(["first", "last", "random", "min", "max"])
_ASKED_SAFELY = frozenset(["default", "d"])
_NAMED_ALWAYS = frozenset(["self", "super", "caller", "varargs", "kwargs", *DEFAULT_NAMESPACE])
_TEXTS = frozenset(["t", "n"])


@dataclass(slots=True)
class Asking:
    """One way through one template, with the names that are there.

    ``way`` are the places that included it, the outermost first.
    """

    library: Library
    template: Template
    names: Names
    way: tuple[str, ...]

    def value(self, node: nodes.Node | None, *, safely: bool = False) -> Shape:  # noqa: C901, PLR0911, PLR0912
        """The shape of an expression; ``safely`` where a name may be missing."""
        match node:
            case None:
                return ANYTHING
            case nodes.Name():
                return self._name(node, safely=safely)
            case nodes.Getattr():
                base = self.value(node.node, safely=safely)
                return self._asked(base, node.attr, node, safely=safely)
            case nodes.Getitem():
                base = self.value(node.node, safely=safely)
                self.value(node.arg)
                if isinstance(node.arg, nodes.Slice):
                    return base
                if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                    return self._asked(base, node.arg.value, node, safely=safely)
                return element(base)
            case nodes.Filter():
                return self._filtered(node)
            case nodes.Test():
                for part in (*node.args, *node.kwargs):
                    self.value(part)
                return self.value(node.node, safely=node.name in {"defined", "undefined"})
            case nodes.CondExpr():
                self.value(node.test)
                return either([self.value(node.expr1), self.value(node.expr2)])
            case nodes.Or() | nodes.And():
                return either([self.value(node.left), self.value(node.right)])
            case nodes.Tuple():
                return Row(tuple(self.value(part) for part in node.items))
            case nodes.List():
                return Several(either([self.value(part) for part in node.items]))
            case nodes.Call():
                self._text(node)
        self.children(node)
        return ANYTHING

    def children(self, node: nodes.Node | None) -> None:
        """Ask for all that stands in a node."""
        for child in node.iter_child_nodes() if node else ():
            self.value(child)

    def _name(self, node: nodes.Name, *, safely: bool) -> Shape:
        known = {*_NAMED_ALWAYS, *self.library.environment.globals}
        if node.name in self.names:
            return self.names[node.name]
        if node.name not in known and not safely:
            hint = hint_for(
                node.name, self.names, f"there is {join_words(sorted(self.names), 'and')}"
            )
            self.tell(node, node.name, f'there is nothing called "{node.name}" here', hint)
        return ANYTHING

    def _asked(self, base: Shape, name: str, node: nodes.Node, *, safely: bool) -> Shape:
        known = known_names(base)
        if name.startswith("_"):
            shown = "the filter attr" if name == "__attr__" else f'"{name}"'
            message = f"{shown} reaches behind what a page is given, into the program"
            hint = "ask for what docs/reference/theme-contexts.md lists"
            place = self.template.place(node, name)
            self.library.tell(Diagnostic("W804", place, message, hint))
        elif known is not None and name not in known:
            if not safely:
                hint = hint_for(name, known, "docs/reference/theme-contexts.md lists what there is")
                self.tell(node, name, f'{called(base)} has no "{name}"', hint)
        elif known is not None:
            return known[name]
        return ANYTHING

    def _filtered(self, node: nodes.Filter) -> Shape:
        shape = self.value(node.node, safely=node.name in _ASKED_SAFELY)
        for part in (*node.args, *node.kwargs):
            self.value(part)
        if node.name == "attr":
            self._asked(shape, "__attr__", node, safely=True)
        if node.name in _SAME:
            return shape
        return element(shape) if node.name in _ONE_OF else ANYTHING

    def _text(self, node: nodes.Call) -> None:
        """A key of the theme's words that there is not."""
        is_text = isinstance(node.node, nodes.Name) and node.node.name in _TEXTS and node.args
        key = node.args[0] if is_text else None
        if not isinstance(key, nodes.Const) or not isinstance(key.value, str):
            return
        wanted = key.value if node.node.name == "t" else f"{key.value}.many"  # type: ignore[attr-defined]
        if wanted not in self.library.texts:
            hint = hint_for(wanted, self.library.texts, "write the words themselves")
            self.tell(key, key.value, f'there are no words called "{key.value}"', hint)

    def tell(self, node: nodes.Node, word: str, message: str, hint: str) -> None:
        """Keep what a template asks for in vain, with the way that leads to it."""
        way = f"; called from {', '.join(reversed(self.way))}" if self.way else ""
        place = self.template.place(node, word)
        self.library.tell(Diagnostic("E809", place, message, f"{hint}{way}"))
