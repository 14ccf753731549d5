"""The text that an author wrote in a packet, laid under the competencies it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from whyfolio.dataclass import dataclass

HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
VOID = frozenset(["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"])


@dataclass(frozen=True, slots=True)
class Divided:
    """A body by heading: what speaks of no competency, what speaks of one, the footnotes."""

    rest: str
    under: tuple[tuple[str, str], ...]
    notes: str

    def of(self, competency: str) -> str:
        """The HTML under a competency's headings, without the headings."""
        return "\n".join(html for found, html in self.under if found == competency)


def divide(html: str, known: Callable[[str], str]) -> Divided:
    """Cut rendered HTML at the headings that name a competency.

    Such a heading opens a part that reaches to the next heading of its rank or above.

    Args:
        html: a body as HTML; only headings that stand at its outermost level count.
        known: the id of the competency that a heading names, "" for any other heading.
    """
    scan = _Scan(html)
    stop = scan.notes if scan.notes is not None else len(html)
    cuts: list[tuple[int, int, str]] = []
    rank = 0
    for head in scan.heads:
        competency = known(" ".join(head.text.split()))
        if head.start < stop and (competency or head.rank <= rank):
            cuts.append((head.start, head.end if competency else head.start, competency))
            rank = head.rank if competency else 0
    rest, under = html[: cuts[0][0] if cuts else stop], []
    for place, (_, start, competency) in enumerate(cuts, start=1):
        part = html[start : cuts[place][0] if place < len(cuts) else stop]
        if competency:
            under.append((competency, part.strip()))
        else:
            rest += part
    return Divided(rest.strip(), tuple(under), html[stop:].strip())


@dataclass(slots=True)
class _Head:
    rank: int
    start: int
    end: int = 0
    text: str = ""


class _Scan(HTMLParser):
    """Where the outermost headings and the footnotes of a body begin."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heads: list[_Head] = []
        self.notes: int | None = None
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._depth, self._inside = 0, False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in HEADINGS and self._depth == 0:
            self.heads.append(_Head(int(tag[1]), self._offset()))
            self._inside = True
        if self._depth == 0 and self.notes is None and "footnote" in classes:
            self.notes = self._offset()
        self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self._depth = max(0, self._depth - 1)
        if self._inside and self._depth == 0:
            self._inside = False
            self.heads[-1].end = self._offset() + len(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.heads[-1].text += data

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
