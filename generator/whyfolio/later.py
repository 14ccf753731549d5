"""Names of a package whose modules are loaded when they are first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def later(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package that does not load what nobody asks for.

    Args:
        package: its name.
        places: each name that it gives, and the module in it that holds it.
    """

    def find(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{places[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return find
