"""The memos of one project, below `.whyfolio/memo/`: what was read, and what was drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from whyfolio.crowd import begun
from whyfolio.locate import secret, users_folder
from whyfolio.memo import BothMemos, Memo, blank

FOLDER = Path(".whyfolio", "memo")
NOTES = "notes"
_PACKAGED = "packaged"
_MOST = 300  # templates and the like: some commands want few of them, and the next one others


class Memos:
    """Opened when first asked for, and written together."""

    def __init__(self, project: Path) -> None:
        self._folder = project / FOLDER
        self._secret = secret()
        self._opened: dict[str, Memo] = {}
        self._turned = False

    def of(self, name: str) -> Memo:
        """The memo of a name."""
        if name not in self._opened:
            self._opened[name] = Memo(self._folder / name, self._secret)
        return self._opened[name]

    @property
    def notes(self) -> BothMemos:
        """What was read from each note, and from the ladders and forms."""
        return BothMemos(self.of(NOTES), self._packaged)

    def templates(self, site: str) -> BothMemos:
        """What is known of the templates that draw a site."""
        own = self.of(f"templates-{site}")
        own.retain(_MOST)
        return BothMemos(own, self._packaged)

    @property
    def _packaged(self) -> Memo:
        """What comes with the program is read once for all projects of a user, as its modules."""
        if _PACKAGED not in self._opened:
            path = users_folder() / "memo" / _PACKAGED
            self._opened[_PACKAGED] = Memo(path, self._secret)
            self._opened[_PACKAGED].retain(_MOST)
        return self._opened[_PACKAGED]

    def turn(self) -> None:
        """Keep in mind what was asked for since the last turn; the first time, write it too."""
        if not self._turned:
            self.save()
            self._turned = True
        self._opened = {name: memo.following() for name, memo in self._opened.items()}

    def leave(self, name: str, size: int) -> Callable[[], None]:
        """Write one in another process, and let go of what it holds: → the way to wait for that.

        Args:
            name: which; nobody may need it any more.
            size: how many things it is about.
        """
        return begun(self.of(name).leave(), size)

    def blank(self, name: str, keys: Iterable[bytes]) -> None:
        """Make some values unreadable in the file of one."""
        blank(self._folder / name, self._secret, keys)

    def save(self) -> None:
        """Write all that were opened; where that fails, the next build just takes longer."""
        for memo in self._opened.values():
            memo.save()
