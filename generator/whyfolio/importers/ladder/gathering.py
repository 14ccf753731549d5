"""Competencies that are met cell by cell, in any order."""

from __future__ import annotations

from collections.abc import Iterable

from whyfolio.importers.ladder.draft import Expected, Row


class Gathered:
    """Competencies by theme and title, in the order in which they were met first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._cells: dict[tuple[str, str], dict[str, list[Expected]]] = {}
        self._means: dict[tuple[str, str], str] = {}

    def meet(self, title: str, theme: str = "", means: str = "") -> None:
        """A competency, whether or not anything is expected; its first meaning counts."""
        self._cells.setdefault((theme, title), {})
        if means:
            self._means.setdefault((theme, title), means)

    def add(self, title: str, level: str, texts: Iterable[Expected], theme: str = "") -> None:
        """What is expected of a competency at a level, behind what was met before."""
        self.meet(title, theme)
        said = list(texts)
        if said:
            self._cells[theme, title].setdefault(level, []).extend(said)

    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return tuple(
            Row(
                title,
                {level: tuple(said) for level, said in cells.items()},
                theme=theme,
                means=self._means.get((theme, title), ""),
            )
            for (theme, title), cells in self._cells.items()
        )
