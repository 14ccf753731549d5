"""Libraries that come with an extra: loaded when needed, asked for by name if not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from whyfolio.errors import UsageError
from whyfolio.installed import adding


def library(name: str, extra: str, purpose: str) -> Any:  # noqa: ANN401 - a module of any kind
    """A module that an extra brings.

    Args:
        name: the module, such as "weasyprint".
        extra: the extra of whyfolio that brings it.
        purpose: what needs it, such as "a PDF".

    Raises:
        UsageError: it is not installed, or lacks a library of the system; one line says what to do.
    """
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(f"{purpose} needs {name}; add it with: {adding(extra)}") from None
    except OSError as error:
        lacking = str(error).partition(":")[0]
        raise UsageError(
            f"{purpose} needs {name}, and that a library of the system: {lacking}"
        ) from None
