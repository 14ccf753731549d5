"""Settings: `whyfolio.toml` as one frozen value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.later import later

if TYPE_CHECKING:
    from whyfolio.config.reader import SCHEMA, SETTINGS_FILE, load_config, place_of, read_config
    from whyfolio.config.values import (
        GROUPS,
        Allowed,
        Build,
        Career,
        Check,
        Config,
        Cycle,
        Guard,
        Markdown,
        Publish,
        Setting,
        Site,
        Sprint,
        Table,
        WrittenCycle,
        settings_of,
    )

__all__ = [
    "GROUPS",
    "SCHEMA",
    "SETTINGS_FILE",
    "Allowed",
    "Build",
    "Career",
    "Check",
    "Config",
    "Cycle",
    "Guard",
    "Markdown",
    "Publish",
    "Setting",
    "Site",
    "Sprint",
    "Table",
    "WrittenCycle",
    "load_config",
    "place_of",
    "read_config",
    "settings_of",
]

__getattr__ = later(
    __name__,
    {
        "SCHEMA": "reader",
        "SETTINGS_FILE": "reader",
        "load_config": "reader",
        "place_of": "reader",
        "read_config": "reader",
        "GROUPS": "values",
        "Allowed": "values",
        "Build": "values",
        "Career": "values",
        "Check": "values",
        "Config": "values",
        "Cycle": "values",
        "Guard": "values",
        "Markdown": "values",
        "Publish": "values",
        "Setting": "values",
        "Site": "values",
        "Sprint": "values",
        "Table": "values",
        "WrittenCycle": "values",
        "settings_of": "values",
    },
)
