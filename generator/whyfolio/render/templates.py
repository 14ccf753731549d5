"""Templates as the library has them, without what it does anew for each of a thousand pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import Environment, Template
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup, escape

_special = re.compile("[&<>\"']").search
_METHODS = frozenset([MethodType, BuiltinMethodType])


class _Context(Context):
    """What a template knows: made anew for each part of a page, so with nothing that is not used.

    It calls a method at once, as no method wants to be told of it.
    """

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Mapping[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the library's name
    ) -> None:
        self.parent = parent
        self.vars = {}
        self.environment = environment
        self.eval_ctx = EvalContext(environment, name)
        self.exported_vars = set()
        self.name = name
        self._globals = globals or {}
        self.blocks = {key: [block] for key, block in blocks.items()} if blocks else {}

    @property
    def globals_keys(self) -> set[str]:  # type: ignore[override]  # few parts ask for it
        """The names that every template knows."""
        return set(self._globals)

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - any value
        """What a call in a template gives, as the library calls it."""
        if type(called) not in _METHODS or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*args, **named)


class Templates(Environment):
    """Templates that are read once: each page includes some twenty parts."""

    context_class = _Context

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the library's own options
        super().__init__(**options)
        self._read: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the library's name
    ) -> Template:
        """The template of a name, as the library gives it."""
        found = self._read.get(name) if isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, parent, globals)
            found.root_render_func.__globals__["escape"] = _escaped
            if isinstance(name, str):
                self._read[name] = found
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template may call: it is copied for each part of a page, so a plain one."""
        return {**self.globals, **(d or {})}


def _escaped(value: object) -> str:
    """A value as the library escapes it, which makes two new ones of each, changed or not."""
    if type(value) is str:
        return escape(value) if _special(value) else value
    return value if isinstance(value, Markup) else escape(value)
