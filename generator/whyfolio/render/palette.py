"""The colours of a theme, read from its style sheet, for what is drawn outside a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping

_USUAL = {
    "paper": "#fcfcfa",
    "ink": "#191c22",
    "ink-soft": "#575c66",
    "rule": "#d6d8d5",
    "accent": "#23459f",
}
_ELSEWHERE = re.compile(r"@(?:media|supports)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?P<for>:root(?:\[data-[\w-]+=\"[^\"]*\"\])?)\s*\{(?P<said>[^{}]*)\}")
_CHOICE = re.compile(r"\[data-(?P<name>[\w-]+)=\"(?P<value>[^\"]*)\"\]")
_HEX = r"#[0-9a-fA-F]{6}\b"
_COLOUR = re.compile(
    rf"--(?P<name>[\w-]+):\s*(?:light-dark\(\s*(?P<light>{_HEX})\s*,\s*(?P<dark>{_HEX})\s*\)"
    rf"|(?P<one>{_HEX}))"
)


def palette(styles: str, options: Mapping[str, object]) -> dict[str, str]:
    """The colours `paper`, `ink`, `ink-soft`, `rule` and `accent`, as in "#fcfcfa".

    Args:
        styles: a style sheet whose `:root` has them as properties, six digits each, in pairs of
            `light-dark()` or alone; what it lacks is margin's.
        options: what was chosen of the theme's options. Rules for `:root[data-NAME="CHOICE"]`
            count where it was; the light colours do, unless `scheme` is "dark".
    """
    found = dict(_USUAL)
    dark = options.get("scheme") == "dark"
    for rule in _RULE.finditer(_ELSEWHERE.sub("", _COMMENT.sub("", styles))):
        choice = _CHOICE.search(rule["for"])
        if choice and options.get(choice["name"]) != choice["value"]:
            continue
        for colour in _COLOUR.finditer(rule["said"]):
            if colour["name"] in _USUAL:
                found[colour["name"]] = colour["one"] or colour["dark" if dark else "light"]
    return found
