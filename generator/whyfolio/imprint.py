"""What the pages of an audience take from the settings, beside what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass

if TYPE_CHECKING:
    from whyfolio.config import Config
    from whyfolio.model.audience import Audience


@dataclass(frozen=True, slots=True)
class Imprint:
    """The settings by which pages are drawn.

    Attributes:
        audience: whose pages.
        theme: its name.
        options: what was chosen of the theme's options.
        language: of the program's words.
        file_links: whether links name `index.html`.
        search: whether there is a search; None where there is one if it can be made.
        raw_html: what becomes of HTML in a body.
        output: the folder for the sites.
    """

    audience: str
    theme: str
    options: tuple[tuple[str, object], ...]
    language: str
    file_links: bool
    search: bool | None
    raw_html: str
    output: str

    @classmethod
    def of(cls, config: Config, audience: Audience) -> Imprint:
        """What the settings say for an audience."""
        return cls(
            audience=audience.value,
            theme=config.site.theme,
            options=tuple(dict(config.site.theme_options).items()),
            language=config.site.language,
            file_links=audience in config.build.file_links,
            search=config.build.search,
            raw_html=config.markdown.raw_html,
            output=config.build.output,
        )
