"""Writing a text out for one audience, with code kept aside and gaps where words were taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.markdown.blocks import Line
from whyfolio.markdown.marked import Passage
from whyfolio.markdown.opaque import CODE, COMMENT, EDGE, FENCE, GAP, Masked
from whyfolio.markdown.problem import Problem
from whyfolio.model.audience import Audience

_ASIDE = re.compile(rf"([{CODE}{FENCE}])(\d+)\1")
_BLANK = re.compile(rf"[\s{GAP}]*\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that was read once: its directive lines, passages, problems, uncertain stretches."""

    source: str
    masked: Masked
    lines: tuple[Line, ...]
    passages: tuple[Passage, ...]
    withheld: tuple[tuple[int, int], ...]
    broken: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text for one audience; code stands in it as numbered signs."""

    text: str
    code: tuple[str, ...]
    columns: tuple[int, ...]  # where each stretch of code stood in its line

    def restore(self, text: str) -> str:
        """Put the code back into what became of the text."""
        if not self.code:
            return text
        return _ASIDE.sub(self._code, text)

    def _code(self, found: re.Match[str]) -> str:
        """The code of a sign; a fence that has moved to the left takes its lines along."""
        number = int(found[2])
        code = self.code[number]
        if found[1] != FENCE:
            return code
        moved = self.columns[number] - _column(found.string, found.start())
        return re.sub(rf"\n[ ]{{1,{moved}}}", "\n", code) if moved > 0 else code


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def redact(reading: Reading, audience: Audience, *, everything: bool = False) -> Redacted:
    """Write out what the audience may read; `everything` keeps both wordings of each block."""
    return _Writer(reading, audience, everything).run()


@dataclass(slots=True)
class _Writer:
    reading: Reading
    audience: Audience
    everything: bool
    starts: list[int] = field(default_factory=list)

    def run(self) -> Redacted:
        reading = self.reading
        self.starts = [stretch.start for stretch in reading.masked.stretches]
        pieces: list[str] = []
        shown = [True]
        position = 0
        for line in reading.lines:
            pieces.append(self._segment(position, line.start, shown=shown[-1]))
            pieces.append(EDGE + "\n")
            self._turn(shown, line)
            position = line.end
        pieces.append(self._segment(position, reading.broken, shown=shown[-1]))
        if reading.broken < len(reading.source):
            mine = self.audience is Audience.PRIVATE
            pieces.append(reading.source[reading.broken :] if mine else GAP)
        code = tuple(reading.source[one.start : one.end] for one in reading.masked.stretches)
        columns = tuple(_column(reading.source, start) for start in self.starts)
        return Redacted("".join(pieces), code, columns)

    def _turn(self, shown: list[bool], line: Line) -> None:
        sees = self.everything or self.audience.sees(line.audience)
        if line.kind == "open":
            shown.append(shown[-1] and sees)
        elif line.kind == "close":
            shown.pop()
        else:
            shown[-1] = shown[-2] and (self.everything or not sees)

    def _segment(self, start: int, end: int, *, shown: bool) -> str:
        if start >= end:
            return ""
        if not shown:
            return GAP + "\n"
        if self.audience is Audience.PRIVATE:
            return self._text(start, end)
        pieces = []
        for low, high in self.reading.withheld:
            if high <= start or low >= end:
                continue
            pieces += [self._text(start, max(start, low)), GAP]
            start = max(start, min(high, end))
        return "".join([*pieces, self._text(start, end)])

    def _text(self, start: int, end: int) -> str:
        """Write a stretch with the passages that lie in it."""
        passages = self.reading.passages
        index = bisect_left(passages, (start, -end), key=lambda one: (one.start, -one.end))
        return self._passages(start, end, index)

    def _passages(self, start: int, end: int, index: int) -> str:
        passages, pieces = self.reading.passages, []
        while index < len(passages) and passages[index].start < end:
            passage = passages[index]
            if passage.start < start or passage.end > end:
                index += 1
                continue
            pieces.append(self._raw(start, passage.start))
            pieces.append(self._passage(passage, index))
            start = passage.end
            while index < len(passages) and passages[index].start < start:
                index += 1
        pieces.append(self._raw(start, end))
        return "".join(pieces)

    def _passage(self, passage: Passage, index: int) -> str:
        if passage.audience and not self.audience.sees(passage.audience):
            return passage.otherwise or GAP
        words = self._passages(passage.inner, passage.inner_end, index + 1)
        source = self.reading.source
        if not passage.linked:
            is_note = source.startswith("^", passage.inner) and " " not in words
            return f"[{words}]" if is_note else words
        if GAP in words and _BLANK.match(words) and source[passage.start] != "!":
            return GAP
        opening = self._raw(passage.start, passage.inner)
        address = self._raw(passage.inner_end, passage.body_end)
        rest = f"{{: {passage.rest}}}" if passage.rest else ""
        return f"{opening}{words}{address}{rest}"

    def _raw(self, start: int, end: int) -> str:
        """Write a stretch without passages; its code becomes signs, its comments gaps."""
        stretches = self.reading.masked.stretches
        index = bisect_left(self.starts, start)
        pieces = []
        while index < len(stretches) and stretches[index].start < end:
            stretch = stretches[index]
            pieces.append(self.reading.source[start : stretch.start])
            sign = stretch.kind
            pieces.append(GAP if sign == COMMENT else f"{sign}{index}{sign}")
            start, index = stretch.end, index + 1
        return "".join([*pieces, self.reading.source[start:end]])
