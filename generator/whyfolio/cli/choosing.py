"""A choice among names of whyfolio's own, and of the plugins of a group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from whyfolio.exporters.exports import EXPORTS
from whyfolio.exporters.formats import EXPORTERS

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # before its release 8.2 it says nothing of its type


class OrPlugin(_Choice):
    """Own names are taken at once; plugins are looked for when a name is none of them."""

    def __init__(self, choices: Iterable[str], group: str, also: Iterable[str] = ()) -> None:
        """``also`` are names that plugins of the group cannot have, besides the choices."""
        super().__init__(list(choices))
        self._group = group
        self._taken = frozenset([*self.choices, *also])

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """The name, if it is one."""
        if value in self.choices:
            return str(value)
        among: click.Choice[str] = click.Choice([*self.choices, *self.plugins()])
        return among.convert(value, param, ctx)

    def plugins(self) -> tuple[str, ...]:
        """The names that plugins bring."""
        from whyfolio.plugins import Group, listed

        return tuple(one.name for one in listed(Group(self._group), self._taken).plugins)


FORMATS = OrPlugin(EXPORTERS, "whyfolio.exporters", also=EXPORTS)


def format_for(said: str | None, output: str, otherwise: str) -> str:
    """The format that is meant: the one that was said, else the one that the file ends in."""
    ending = output.rpartition(".")[2].lower() if "." in output else ""
    return said or (ending if ending in EXPORTERS else otherwise)


EXPORTABLE = OrPlugin(EXPORTS, "whyfolio.exporters", also=EXPORTERS)
