"""The picture of the floors, `docs/pictures/floors.svg`, made from the imports themselves.

A band for each floor of the import contract in pyproject.toml, a box for each room, and a line that
ends in a dot at what a room builds on. A line that others imply is left out: where A uses B and B
uses C, no line leads from A to C.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator" / "whyfolio"
PICTURE = ROOT / "docs" / "pictures" / "floors.svg"

LEFT_OUT = {"__main__"}
WIDTH, BAND, BOX, GAP, LABEL = 1000, 92, 34, 14, 44
FLOORS = ("#eef1f8", "#f7f8fb")
INK, LINE, PAPER = "#1b1e28", "#8b93a7", "#ffffff"

Graph = dict[str, set[str]]
Box = tuple[int, int, int]  # left, top and width


def floors() -> list[list[str]]:
    """The rooms of each floor, the highest first, as the import contract lists them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = [[room.strip(" ()") for room in layer.split(":")] for layer in layers]
    return [[room for room in floor if _is_there(room)] for floor in rooms]


def _is_there(room: str) -> bool:
    return room not in LEFT_OUT and any(PACKAGE.glob(f"{room}/*")) | any(PACKAGE.glob(f"{room}.py"))


def uses() -> Graph:
    """For each room the rooms whose modules it imports, also inside of functions."""
    found: Graph = {room: set() for floor in floors() for room in floor}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room in found:
            imported = set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
            found[room] |= (imported & found.keys()) - {room}
    return found


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "whyfolio":
            names = [f"whyfolio.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        yield from (found[1] for name in names if (found := re.match(r"whyfolio\.(\w+)", name)))


def below(room: str, graph: Graph) -> set[str]:
    """Every room that a room needs, directly or through others."""
    seen: set[str] = set()
    ahead = [room]
    while ahead:
        new = graph[ahead.pop()] - seen
        seen |= new
        ahead += new
    return seen


def drawn_lines(graph: Graph) -> list[tuple[str, str]]:
    """The pairs (above, below) that no others imply."""
    return sorted(
        (room, used)
        for room, direct in graph.items()
        for used in direct
        if not any(used in below(other, graph) for other in direct - {used})
    )


def picture() -> str:
    """The picture as SVG: shapes and words by attributes only."""
    storeys, graph = floors(), uses()
    places = dict(_places(storeys))
    height = len(storeys) * BAND
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    words = 'font-family="sans-serif" font-size="15"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {words}>',
        f"<title>{len(storeys)} floors; every import points down</title>",
    ]
    for at in range(len(storeys)):
        fill = FLOORS[at % 2]
        number = len(storeys) - at
        parts += [
            f'<rect x="0" y="{at * BAND}" width="{WIDTH}" height="{BAND}" fill="{fill}"/>',
            f'<text x="{GAP}" y="{at * BAND + BAND // 2 + 5}" fill="{LINE}">{number}</text>',
        ]
    parts += [_line(places[room], places[used]) for room, used in drawn_lines(graph)]
    for room, (left, top, wide) in places.items():
        middle = f'x="{left + wide // 2}" y="{top + BOX // 2 + 5}"'
        box = f'x="{left}" y="{top}" width="{wide}" height="{BOX}" rx="5"'
        parts += [
            f'<rect {box} fill="{PAPER}" stroke="{INK}"/>',
            f'<text {middle} text-anchor="middle" fill="{INK}">{escape(room)}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])


def _line(above: Box, used: Box) -> str:
    """A line down to a room with a dot where it ends; between neighbours an arc below them."""
    start, end = above[0] + above[2] // 2, used[0] + used[2] // 2
    top, bottom = above[1] + BOX, used[1]
    if used[1] == above[1]:
        bottom, deep = top, top + 12 + abs(end - start) // 40
        way = f"M{start} {top}Q{(start + end) // 2} {deep + 8} {end} {bottom}"
    else:
        way = f"M{start} {top}L{end} {bottom}"
    return (
        f'<path d="{way}" fill="none" stroke="{LINE}"/>'
        f'<circle cx="{end}" cy="{bottom}" r="3.5" fill="{LINE}"/>'
    )


def _places(storeys: list[list[str]]) -> Iterator[tuple[str, Box]]:
    """Left, top and width of each room's box."""
    for at, rooms in enumerate(storeys):
        wide = [26 + 9 * len(room) for room in rooms]
        free = WIDTH - LABEL - sum(wide)
        gap = free // (len(rooms) + 1)
        left = LABEL + gap
        for room, width in zip(rooms, wide, strict=True):
            yield room, (left, at * BAND + (BAND - BOX) // 2, width)
            left += width + gap


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"written: {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
