"""What an author chose of a theme's options, checked, with the defaults of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from whyfolio.config import Config, place_of
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import Refused
from whyfolio.names import hint_for, join_words
from whyfolio.render.cldr import is_known
from whyfolio.render.locale import tags
from whyfolio.render.theme import Theme, load_theme
from whyfolio.render.theme_file import Option, Value
from whyfolio.render.theme_words import has_words, word_faults, words_in

_TABLE = ("site", "theme_options")


def themed(config: Config, project: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings with their theme's words and a value for each of its options; what is wrong.

    A value that its option does not take counts as not said.
    """
    try:
        theme = load_theme(config.site.theme, project)
    except Refused as refused:
        return config, (refused.diagnostic, *refused.more)
    found = (*_faults(theme, config, project), *_worded(theme, config, project))
    said = dict(config.site.theme_options)
    settled = tuple(
        (option.name, _value(option, said.get(option.name, option.default)))
        for option in theme.options
    )
    words = words_in(theme, config.site.language)
    return replace(config, site=replace(config.site, theme_options=settled, words=words)), found


def may_be(option: Option) -> str:
    """What an author may write, in words."""
    if isinstance(option.default, bool):
        return "true or false"
    words = join_words([f'"{word}"' for word in option.choices])
    return f"a list of {words}" if isinstance(option.default, tuple) else words


def _value(option: Option, said: object) -> Value:
    return said if _takes(option, said) else option.default  # type: ignore[return-value]


def _takes(option: Option, said: object) -> bool:
    if isinstance(option.default, bool):
        return isinstance(said, bool)
    if isinstance(option.default, tuple):
        return isinstance(said, tuple) and all(word in option.choices for word in said)
    return isinstance(said, str) and said in option.choices


def _faults(theme: Theme, config: Config, project: Path) -> Iterator[Diagnostic]:
    options = {option.name: option for option in theme.options}
    for name, said in config.site.theme_options:
        if name not in options:
            hint = hint_for(name, options, f"it has: {join_words(options, 'and') or 'none'}")
            message = f'the theme "{theme.name}" has no option "{name}"'
            yield Diagnostic("E807", place_of(project, (*_TABLE, name), key=True), message, hint)
        elif not _takes(options[name], said):
            yield _refused_value(options[name], said, project)


def _worded(theme: Theme, config: Config, project: Path) -> Iterator[Diagnostic]:
    """What is wrong with the site's language and with the theme's words in it."""
    language = config.site.language
    yield from word_faults(theme, language)
    if has_words(theme, language):
        return
    named = is_known(language)
    message = f'there are no words in the language "{language}": pages are worded in English'
    file = f"themes/overrides/locale/{tags(language)[-1]}.toml"
    hint = f"write them into {file}" if named else 'name it as in "de" or "pt-BR"'
    yield Diagnostic("W602", place_of(project, ("site", "language")), message, hint)


def _refused_value(option: Option, said: object, project: Path) -> Diagnostic:
    place = place_of(project, (*_TABLE, option.name))
    wants_list = isinstance(option.default, tuple)
    hint = f"write {may_be(option)}"
    if isinstance(said, tuple) is not wants_list and isinstance(said, tuple | str):
        wanted, is_now = ("a list", "one value") if wants_list else ("one value", "a list")
        message = f'the option "{option.name}" takes {wanted}, and this is {is_now}'
        return Diagnostic("E808", place, message, hint)
    words = said if isinstance(said, tuple) else (said,)
    stray = next((word for word in words if word not in option.choices), "")
    shown = str(stray).lower() if isinstance(stray, bool) else str(stray)
    message = f'"{shown}" is not a value of the option "{option.name}"'
    return Diagnostic("E808", place, message, hint_for(shown, option.choices, hint))
