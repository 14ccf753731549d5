"""Settings: `whyfolio.toml` as one frozen value."""

from whyfolio.config.reader import SCHEMA, SETTINGS_FILE, load_config, read_config
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
    "read_config",
    "settings_of",
]
