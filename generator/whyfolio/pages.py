"""The files of one view: planned, and made when they are asked for, or known from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from whyfolio.crowd import each
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.drawn import Drawn, Made
from whyfolio.errors import Refused
from whyfolio.guard import Look
from whyfolio.imprint import Imprint
from whyfolio.kept.plans import KeptFile, KeptPlan, Plans
from whyfolio.memo import Memo, key_of
from whyfolio.model.artifact import Artifact
from whyfolio.model.plan import Plan
from whyfolio.outputs.registry import Product, path_of_product, products
from whyfolio.outputs.site import Desk
from whyfolio.page_keys import longest_first, page_key, told_by
from whyfolio.portfolio.view import View
from whyfolio.press import Press
from whyfolio.render.social import CARD
from whyfolio.spelling import spelt


class Pages:
    """One view, planned: pages are rendered when they are asked for.

    Args:
        view: what is shown.
        project: the folder that holds `whyfolio.toml`.
        desk: the view's, where there is one already.
        drawn: what is known of earlier builds.
        plans: where pages are kept for the next one.
    """

    def __init__(
        self,
        view: View,
        project: Path,
        desk: Desk | None = None,
        drawn: Drawn | None = None,
        plans: Plans | None = None,
    ) -> None:
        imprint, templates = (
            Imprint.of(view.config, view.audience),
            drawn.templates if drawn else None,
        )
        self._press = Press.of(imprint, project, templates)
        self._plans = plans
        self.kept: tuple[KeptFile, ...] | None = None
        made = [*products(desk or desk_of(view)), self._press.styles, *self._press.letters]
        self._by_path = _unique(made)
        self._drawn = drawn
        self._early: dict[str, Artifact] = {}  # drawn before the work was shared
        self._spelt: tuple[object, bytes] | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the site, relative to its folder."""
        return tuple(self._by_path)

    @property
    def products(self) -> Iterable[Product]:
        """Every file as it was planned."""
        return self._by_path.values()

    def read(self, path: str) -> bytes | None:
        """The bytes of one file; None where the site has no such file.

        Raises:
            Refused: a template or a picture is at fault.
        """
        product = self._by_path.get(path)
        return None if product is None else self._press.made(product).content

    def artifacts(self) -> list[Artifact]:
        """Every file of the site.

        Raises:
            Refused: a template or a picture is at fault.
        """
        return [artifact for artifact, _ in self.each(lambda _artifact: Look(), ())]

    def each(
        self, look: Callable[[Artifact], Look], words: Sequence[bytes]
    ) -> list[tuple[Artifact, Look]]:
        """Every file of the site with what ``look`` says of it.

        Args:
            look: what is done with each file.
            words: all that ``look`` depends on: a file in which it found nothing is not looked
                at again for the same.

        Raises:
            Refused: a template or a picture is at fault.
        """
        self.prepare()
        drawn, searched = self._drawn, key_of(b"words", *words)

        def made(path: str) -> tuple[Made, KeptPlan | None]:
            artifact, key, kept = self._made(self._by_path[path])
            clean = drawn is not None and drawn.is_clean(searched, path, artifact.digest)
            return Made(artifact, Look() if clean else look(artifact), key), kept

        paths = longest_first(
            {path: getattr(one, "template", path) for path, one in self._by_path.items()}
        )
        both = each(made, paths)
        done = dict(zip(paths, (one for one, _ in both), strict=True))
        if drawn is not None:
            drawn.keep_press(self._stamp)
            for one in done.values():
                drawn.keep(searched, one)
        if self._plans is not None:
            self._plans.close()
            self.kept = self._all_kept(dict(zip(paths, both, strict=True)))
        made_all = [done[path] for path in self._by_path]
        searching = self._press.searched(self._by_path, [one.artifact for one in made_all])
        anew = {artifact.path for artifact in searching}
        looked = [(one.artifact, one.look) for one in made_all if one.artifact.path not in anew]
        return [*looked, *((artifact, look(artifact)) for artifact in searching)]

    def _all_kept(
        self, done: Mapping[str, tuple[Made, KeptPlan | None]]
    ) -> tuple[KeptFile, ...] | None:
        """Each file as it was made; None where a page could not be kept."""
        if any(isinstance(one, Plan) and not done[path][1] for path, one in self._by_path.items()):
            return None
        return tuple(
            KeptFile(path, done[path][0].artifact.digest, done[path][1]) for path in self._by_path
        )

    def prepare(self) -> None:
        """Where all must be drawn, read each template that is wanted, once.

        What is read before the work is shared is read for all.

        Raises:
            Refused: a template is at fault.
        """
        if self._early or (self._drawn is not None and self._drawn.knows(self._stamp)):
            return
        plans = [product for product in self._by_path.values() if isinstance(product, Plan)]
        for plan in {plan.template: plan for plan in plans if plan.template != CARD}.values():
            self._early[plan.path] = self._press.made(plan)

    def _made(self, product: Product) -> tuple[Artifact, bytes, KeptPlan | None]:
        """A file and its key: as it lies there, if it is known, and drawn anew if not."""
        if self._drawn is None or not isinstance(product, Plan):
            early = self._early.get(path_of_product(product))
            return early or self._press.made(product), b"", None
        plan = product.settled()
        told = self._told(plan)
        key = page_key(self._stamp, plan.template, plan.address, told) if told else b""
        kept = self._plans.keep(plan, told) if told and self._plans else None
        known = self._drawn.page(plan.path, key) if key else None
        return known or self._early.get(plan.path) or self._press.made(plan), key, kept

    def _told(self, plan: Plan) -> bytes:
        """The hash of all that a page's template may read; b"" where that cannot be spelt."""
        try:
            return told_by(plan, self._site(plan.context.get("site")))
        except Exception:  # noqa: BLE001 - a plugin may put anything into a page
            return b""

    def _site(self, site: object) -> bytes:
        """What all pages have in common is spelt once, and kept by being the same thing."""
        if self._spelt is None or self._spelt[0] is not site:
            self._spelt = (site, spelt(site))
        return self._spelt[1]

    @cached_property
    def _stamp(self) -> bytes:
        return self._press.stamp()


def desk_of(view: View, memo: Memo | None = None) -> Desk:
    """The desk of a view, with all bodies rendered; those that the ``memo`` knows are not anew."""
    desk = Desk(view)
    desk.links.texts.render_all(memo)
    return desk


def _unique(made: Iterable[Product]) -> dict[str, Product]:
    by_path: dict[str, Product] = {}
    for product in made:
        path = path_of_product(product)
        if path in by_path:
            message = f'two pages have the same address: "/{path.removesuffix("index.html")}"'
            hint = "rename one of the entries, tags or pages that stand there"
            raise Refused(Diagnostic("E707", Place("content"), message, hint))
        by_path[path] = product
    return by_path


def artifacts(view: View, project: Path) -> list[Artifact]:
    """Everything that one view becomes, rendered."""
    return Pages(view, project).artifacts()
