"""The options of the built-in themes, as a page of the reference."""

from __future__ import annotations

from whyfolio.packaged import packaged_themes
from whyfolio.render.theme import load_theme
from whyfolio.render.theme_file import Option
from whyfolio.render.theme_options import may_be


def page() -> str:
    """The whole page, as Markdown."""
    lines = [
        "# Options of the themes",
        "",
        "What `[site.theme_options]` in `whyfolio.toml` may say. What you leave out keeps its",
        "default.",
        "",
        "```toml",
        "[site.theme_options]",
        'accent = "moss"',
        'dates = "month"',
        'home = ["work", "about", "more"]',
        "```",
    ]
    for name in ("margin", "plain"):
        theme = load_theme(name, packaged_themes())
        lines += ["", f"## {name}", "", "| Option | What to write | Default | What it does |"]
        lines += ["| --- | --- | --- | --- |", *(_row(option) for option in theme.options)]
    return "\n".join(lines) + "\n"


def _row(option: Option) -> str:
    value = option.default
    usual = ", ".join(value) if isinstance(value, tuple) else str(value).lower()
    if isinstance(value, tuple) and value == option.choices:
        usual = "all, in this order"
    words = may_be(option).replace('"', "`")
    return f"| `{option.name}` | {words} | {usual} | {option.says} |"
