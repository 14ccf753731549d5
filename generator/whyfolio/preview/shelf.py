"""The files of one view, each planned when it is first asked for.

What is found is what `build` would find: the outputs are the same, and only how many of their
pages are planned before the one that is wanted differs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import chain

from whyfolio.memo import Memo
from whyfolio.model.plan import Plan
from whyfolio.outputs.registry import OUTPUTS, Product, after_all, path_of_product, product_at
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View
from whyfolio.press import Press

LAST = "after all"
INDEX = "index.html"


class Shelf:
    """One view, for any number of threads.

    ``makers`` is shared by all shelves of a preview: which output made a file the last time, so
    that it is asked first. ``front`` plans the first page, where that is another one. Bodies that
    a build has rendered are taken from its memo, ``bodies``.
    """

    def __init__(
        self,
        view: View,
        press: Press,
        makers: dict[str, str],
        front: Callable[[Desk], Plan] | None = None,
        bodies: Memo | None = None,
    ) -> None:
        self.view = view
        self.press = press
        self._desk = Desk(view)
        self._desk.links.texts.recall(bodies)
        self._makers = makers
        self._lock = threading.Lock()
        self._found: dict[str, Product] = {
            made.path: made for made in (press.styles, *press.letters)
        }
        self._alone: dict[str, Product] = {}
        self._rest: dict[str, Iterator[Product]] = {
            name: iter(output(self._desk)) for name, output in OUTPUTS.items()
        }
        self._rest[LAST] = self._last()
        self._planned: dict[str, list[Product]] = {name: [] for name in self._rest}
        self._faults: dict[str, Exception] = {}
        if front is not None:
            self._found[INDEX] = front(self._desk)

    @property
    def styles(self) -> str:
        """The path of the style sheet."""
        return self.press.styles.path

    def find(self, path: str) -> Product | None:
        """What stands at a path; None where the site has no such file.

        Raises:
            Refused: something is at fault on the way to it.
        """
        known = self._found.get(path) or self._alone.get(path)
        if known is not None:
            return known
        with self._lock:
            found = self._by_itself(path) or self._among_all(path)
            if found is None and self._faults:
                raise next(iter(self._faults.values()))
            return found

    def read(self, path: str) -> bytes | None:
        """The bytes of one file; None where the site has no such file.

        Raises:
            Refused: a template, a picture or a body is at fault.
        """
        product = self.find(path)
        return None if product is None else self.press.made(product).content

    def _by_itself(self, path: str) -> Product | None:
        """A page that needs none of the others, if nothing planned so far stands in its place."""
        if path in self._found or not path.endswith(f"/{INDEX}"):
            return None
        found = product_at(self._desk, f"/{path.removesuffix(INDEX)}")
        if found is not None:
            self._alone[path] = found
        return found

    def _among_all(self, path: str) -> Product | None:
        for name in self._order(path):
            if path in self._found:
                break
            self._plan(name, path)
        return self._found.get(path)

    def _order(self, path: str) -> list[str]:
        """The output that is likely to make a file, then the others."""
        folder = path.partition("/")[0]
        likely = self._makers.get(path) or self._makers.get(f"{folder}/")
        return sorted(self._rest, key=lambda name: (name == LAST, name != likely))

    def _plan(self, name: str, path: str) -> None:
        if name in self._faults:
            return
        try:
            for product in self._rest[name]:
                where = path_of_product(product)
                self._planned[name].append(product)
                self._found.setdefault(where, product)
                self._makers[where] = self._makers[f"{where.partition('/')[0]}/"] = name
                if where == path:
                    return
        except Exception as error:  # noqa: BLE001 - raised again for what it may have kept back
            self._faults[name] = error

    def _last(self) -> Iterator[Product]:
        # In the order of a build, whichever output was asked first here.
        yield from after_all(self._desk, chain.from_iterable(self._planned.values()))
