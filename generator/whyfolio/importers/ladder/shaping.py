"""Which headings of a page are levels and which competencies, and the ladders that result."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace

from whyfolio.dataclass import dataclass
from whyfolio.importers.ladder.draft import Expected, Row, Rung
from whyfolio.importers.ladder.gathering import Gathered
from whyfolio.importers.ladder.level_words import is_from_the_top, levels_among, names_level
from whyfolio.importers.ladder.page import BOLD, NESTED, Leaf

_FEWEST = 2
_HALF = 0.5
_FEW_STEPS = 3
_LABELLED = NESTED + 10


@dataclass(frozen=True, slots=True)
class Made:
    """A ladder found in a page.

    Attributes:
        title: the heading that holds it; "" for a page's only one.
        line: where it begins.
        rungs: its levels.
        rows: its competencies.
        used: the lines of the sentences that are in it.
    """

    title: str
    line: int
    rungs: tuple[Rung, ...]
    rows: tuple[Row, ...]
    used: frozenset[int] = field(default=frozenset())

    @property
    def worth(self) -> int:
        """How much it says: expectations of several words count, single words do not."""
        return sum(
            len(said.text.split()) >= _FEW_STEPS
            for row in self.rows
            for cell in row.cells.values()
            for said in cell
        )


def ladders_of(leaves: Sequence[Leaf], axes: Callable[[str], str]) -> list[Made]:
    """The ladders in the sentences of a page: by its headings, labels, or numbered lists.

    Of these ways the one counts that leaves the most sentences a place.

    Args:
        leaves: the sentences.
        axes: what a label belongs to, as another page says; "" where none does.
    """
    ways = (_of_headings(leaves, axes), _of_headings(_under_labels(leaves), axes))
    best = max(ways, key=worth)
    return best or _of_numbers(leaves)


def worth(made: Sequence[Made]) -> int:
    """How much some ladders say together."""
    return sum(one.worth for one in made)


def _of_headings(leaves: Sequence[Leaf], axes: Callable[[str], str]) -> list[Made]:
    depth = _level_depth(leaves)
    if depth is None:
        return []
    levels = levels_among(leaf.at(depth) for leaf in leaves)
    inside = [leaf for leaf in leaves if leaf.at(depth) in levels]
    groups: dict[str, list[Leaf]] = defaultdict(list)
    crossed = _is_crossed(inside, depth)
    for leaf in inside:
        groups[_above(leaf, depth) if crossed else ""].append(leaf)
    return [
        _made(title, members, depth, axes, below=crossed)
        for title, members in groups.items()
        if len({leaf.at(depth) for leaf in members}) >= _FEWEST
    ]


def _under_labels(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The sentences that begin with a level in bold, as if that were a heading."""
    found = []
    for leaf in leaves:
        label = leaf.label.rstrip(":")
        if label and names_level(label):
            # A bold line between a competency and its levels says what follows, and is neither.
            path = tuple(one for one in leaf.path if one[0] != BOLD)
            text = leaf.text.removeprefix(f"{label}:").strip()
            path = (*path, (_LABELLED, label))
            found.append(replace(leaf, path=path, label="", text=text))
    return found


def _level_depth(leaves: Sequence[Leaf]) -> int | None:
    """The depth whose headings are levels: the one that most sentences stand below."""
    depths = {depth for leaf in leaves for depth, _ in leaf.path}
    best: tuple[int, int] | None = None
    for depth in sorted(depths):
        titles = Counter(leaf.at(depth) for leaf in leaves if leaf.at(depth))
        named = levels_among(titles)
        parents = {_above(leaf, depth) for leaf in leaves if leaf.at(depth) in named}
        beside = {
            leaf.at(depth) for leaf in leaves if leaf.at(depth) and _above(leaf, depth) in parents
        }
        if len(named) >= _FEWEST and len(named) / len(beside) >= _HALF:
            said = sum(titles[title] for title in named)
            if best is None or said > best[0]:
                best = (said, depth)
    return best[1] if best else None


def _above(leaf: Leaf, depth: int) -> str:
    """The nearest heading above a depth; the page's own title is none."""
    titles = [title for own, title in leaf.path if 1 < own < depth]
    return titles[-1] if titles else ""


def _below(leaf: Leaf, depth: int) -> list[str]:
    return [title for own, title in leaf.path if own > depth]


def _is_crossed(leaves: Sequence[Leaf], depth: int) -> bool:
    """Whether competencies stand below levels, and what is above them divides ladders."""
    above = {_above(leaf, depth) for leaf in leaves}
    below = sum(bool(_below(leaf, depth)) for leaf in leaves)
    return len(above) < _FEWEST or below >= len(leaves) * _HALF


def _made(
    title: str, leaves: Sequence[Leaf], depth: int, axes: Callable[[str], str], *, below: bool
) -> Made:
    levels = list(dict.fromkeys(leaf.at(depth) for leaf in leaves))
    scopes: dict[str, str] = {}
    rows = _Rows(title)
    loose: dict[str, list[Leaf]] = defaultdict(list)
    has_below = any(_below(leaf, depth) for leaf in leaves)
    for leaf in leaves:
        level = leaf.at(depth)
        inner = _below(leaf, depth)
        if not below:
            rows.add(_theme(leaf, depth), _above(leaf, depth), level, leaf)
        elif inner:
            rows.add(", ".join(inner[:-1]), inner[-1], level, leaf)
        elif leaf.sort == "quote" or (has_below and leaf.sort == "text"):
            scopes[level] = " ".join(filter(None, [scopes.get(level), leaf.text]))
        else:
            loose[level].append(leaf)
    for level, members in loose.items():
        for leaf, row in zip(members, _named(members, loose, title, axes), strict=True):
            rows.add("", row, level, leaf)
    if is_from_the_top(levels):
        levels.reverse()
    rungs = tuple(Rung(level, level, scopes.get(level, "")) for level in levels)
    used = frozenset(leaf.line for leaf in leaves)
    return Made(title, leaves[0].line, rungs, rows.made(), used)


def _theme(leaf: Leaf, depth: int) -> str:
    titles = [title for own, title in leaf.path if 1 < own < depth]
    return ", ".join(titles[:-1])


def _named(
    members: Sequence[Leaf],
    loose: dict[str, list[Leaf]],
    title: str,
    axes: Callable[[str], str],
) -> list[str]:
    """The competency of each sentence that stands right below a level."""
    known = [axes(leaf.label) for leaf in members]
    if members and all(known):
        return known
    labels = Counter(leaf.label for cell in loose.values() for leaf in cell if leaf.label)
    sizes = {len(cell) for cell in loose.values()}
    shared = all(leaf.label and labels[leaf.label] > 1 for leaf in members)
    labelled = all(leaf.label for cell in loose.values() for leaf in cell)
    same_place = labelled and len(sizes) == 1 and len(loose) >= _FEWEST
    if shared and not (same_place and len(labels) > len(members)):
        return [leaf.label.rstrip(":") for leaf in members]
    if same_place:
        columns = zip(*loose.values(), strict=True)
        return [", ".join(dict.fromkeys(leaf.label for leaf in column)) for column in columns]
    return [title or "Expectations"] * len(members)


def _of_numbers(leaves: Sequence[Leaf]) -> list[Made]:
    """Numbered lists of one length, a competency each: the numbers are the levels."""
    sections: dict[tuple[tuple[int, str], ...], list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        if leaf.number and leaf.label:
            sections[leaf.path].append(leaf)
    lengths = Counter(len(members) for members in sections.values())
    steps, often = lengths.most_common(1)[0] if lengths else (0, 0)
    if steps < _FEW_STEPS or often < _FEWEST:
        return []
    rows = _Rows("")
    used = set()
    for path, members in sections.items():
        if len(members) == steps and path:
            for number, leaf in enumerate(members, start=1):
                rows.add("", path[-1][1], str(number), leaf)
                used.add(leaf.line)
    rungs = tuple(Rung(str(number), f"Level {number}") for number in range(1, steps + 1))
    return [Made("", min(used), rungs, rows.made(), frozenset(used))] if used else []


class _Rows:
    """Collects competencies by theme and title."""

    def __init__(self, otherwise: str) -> None:
        self.otherwise = otherwise or "Expectations"
        self.gathered = Gathered()

    def add(self, theme: str, title: str, level: str, leaf: Leaf) -> None:
        said = leaf.text if leaf.label.endswith(":") or not leaf.label else _said(leaf, title)
        self.gathered.add(title or self.otherwise, level, [Expected(said, notes=leaf.notes)], theme)

    def made(self) -> tuple[Row, ...]:
        return self.gathered.rows()


def _said(leaf: Leaf, title: str) -> str:
    """The sentence with its label, unless that is the competency's name."""
    return leaf.text if leaf.label == title else f"{leaf.label}: {leaf.text}"


def left_over(leaves: Sequence[Leaf], made: Sequence[Made]) -> Iterator[tuple[int, str, int]]:
    """Line, heading and number of the sentences that are in no ladder, by their heading."""
    used = frozenset[int]().union(*(one.used for one in made))
    rest: dict[str, list[int]] = defaultdict(list)
    for leaf in leaves:
        if leaf.line not in used:
            rest[leaf.path[-1][1] if leaf.path else ""].append(leaf.line)
    for heading, lines in rest.items():
        yield lines[0], heading, len(lines)
