"""From what was planned for a view to the bytes of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.imprint import Imprint
from whyfolio.memo import BothMemos, files_below, key_of
from whyfolio.model.artifact import Artifact, Attachment
from whyfolio.model.plan import Plan, path_of
from whyfolio.outputs.addresses import SEARCH
from whyfolio.render.environment import Renderer, renderer_for
from whyfolio.render.theme import Theme, load_theme
from whyfolio.render.theme_letters import address_of

if TYPE_CHECKING:
    from whyfolio.outputs.registry import Product


@dataclass(frozen=True, slots=True)
class Press:
    """Makes the files of one view from what was planned for it.

    ``styles`` is the style sheet that every page asks for, ``letters`` are the font files it names.
    """

    project: Path
    renderer: Renderer
    styles: Artifact
    letters: tuple[Artifact, ...]
    theme: Theme
    search: bool | None
    told: tuple[str, ...]

    @classmethod
    def of(cls, imprint: Imprint, project: Path, memos: BothMemos | None = None) -> Press:
        """The press of an audience; ``memos`` tell of templates that were compiled before.

        Raises:
            Refused: the theme is missing or at fault (E801, E802, E805).
        """
        theme = load_theme(imprint.theme, project, imprint.audience, imprint.options)
        dates, language = str(dict(imprint.options).get("dates", "written")), imprint.language
        file_links = imprint.file_links
        renderer = renderer_for(theme, language, file_links=file_links, dates=dates, memos=memos)
        styles = Artifact(path_of(renderer.stylesheet), theme.stylesheet())
        letters = tuple(
            Artifact(f"assets/{address_of(name, content)}", content)
            for name, content in theme.letters().items()
        )
        told = (language, dates, str(file_links), renderer.stylesheet)
        return cls(project, renderer, styles, letters, theme, imprint.search, told)

    def stamp(self) -> bytes:
        """The hash of all that a page depends on beside its plan."""
        files = [part for folder in self.theme.folders for part in files_below(folder)]
        contents = [part for name, content in files for part in (name.encode(), content)]
        return key_of(*(word.encode() for word in self.told), *contents)

    def made(self, product: Product) -> Artifact:
        """One file.

        Raises:
            Refused: a template or a picture is at fault.
        """
        if isinstance(product, Plan):
            return self.renderer.render(product)
        if isinstance(product, Attachment):
            from whyfolio.kept_pictures import publishable_of

            content = publishable_of(self.project, product.source, product.width)
            return Artifact(path_of(product.address), content)
        return product

    def searched(self, planned: Mapping[str, Product], made: Sequence[Artifact]) -> list[Artifact]:
        """The search page with a search in all that was made, and the files of that search.

        Raises:
            Refused: the search cannot be made (E713).
            UsageError: a search is asked for, and Pagefind is not installed.
        """
        page = planned.get(path_of(SEARCH))
        if not isinstance(page, Plan) or self.search is False:
            return []
        from whyfolio.outputs.search.index import index_of

        file_links, wanted = self.renderer.file_links, bool(self.search)
        found = index_of(
            page, made, self.theme.asset, self.project, file_links=file_links, wanted=wanted
        )
        return [self.renderer.render(found[0]), *found[1]] if found else []
