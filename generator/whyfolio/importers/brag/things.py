"""What stands below the headings of a brag document, as entries and lines for the log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.dates import Grain, When
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.brag.outline import MEMBER, Heading
from whyfolio.importers.brag.sections import Section, is_part
from whyfolio.importers.brag.texts import bare, first_sentence, is_remark, local, told
from whyfolio.importers.dated_lines import DatedLine
from whyfolio.importers.found import Found, FoundEntry, FoundLine
from whyfolio.scaffold.composing import Plain

_ABOUT_ITSELF = re.compile(
    r"(?:template|tips\b.*|table of contents|contents|how to\b.*|about this\b.*|instructions)\Z",
    re.IGNORECASE,
)
_DONE = re.compile(r"\s*(?:✅|☑️?|✔️?|✓)\s*")
_SAID = re.compile(r"[“\"„«](.+)[”\"“»]\s*(?:[-–—~]+\s*(.+))?\Z")
_MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class _Above:
    """What the headings above say."""

    section: Section | None = None
    when: When | None = None


@dataclass(slots=True)
class Things:
    """One document.

    Attributes:
        file: how messages name it.
        lines: its prepared lines.
        dated: its lines and paragraphs, each with the date that holds for it.
        today: the day it is.
        remarks: places and words of what tells of nothing done.
        undated: places and words of what has no date.
        rough: how many lines of the log have a day that nobody said.
    """

    file: str
    lines: Sequence[str]
    dated: Sequence[DatedLine]
    today: date
    remarks: list[tuple[int, str]] = field(default_factory=list)
    undated: list[tuple[int, str]] = field(default_factory=list)
    rough: int = 0
    _known: Counter[str] = field(default_factory=Counter)

    def below(self, heading: Heading, above: _Above | None = None) -> Iterator[Found]:
        """All that stands below a heading."""
        above = above or _Above(when=heading.when)
        own = self._own(heading)
        mixed = bool(heading.inner) or any(map(self._is_member, own))
        for line in own:
            if (
                not self._is_member(line)
                and (mixed or not above.section)
                and not self._is_new(line, above)
            ):
                self.remarks.append((line.line, bare(line.text)))
            else:
                yield from self._line(line, above)
        for inner in heading.inner:
            here = _Above(inner.section or above.section, inner.when or above.when)
            if _ABOUT_ITSELF.match(inner.title):
                self.remarks.append((inner.line, inner.title))
            elif self._is_one(inner, here, first=inner.line == self._first):
                yield from self._story(inner, here)
            else:
                yield from self.below(inner, here)

    @property
    def _first(self) -> int:
        """The line of the document's title."""
        return next((at for at, line in enumerate(self.lines, 1) if line.startswith("# ")), 0)

    def _is_one(self, heading: Heading, above: _Above, *, first: bool) -> bool:
        """Whether all below a heading tells of one thing, which the heading names."""
        named = heading.title and not heading.section and not heading.is_time
        grouped = above.section and not above.section.by_heading
        if not named or grouped or any(one.section or one.is_time for one in heading.inner):
            return False
        parts = [inner for inner in heading.inner if is_part(inner.title)]
        if heading.inner and len(parts) * 2 >= len(heading.inner):
            return True
        return not first and self._holds_one(heading, above)

    def _holds_one(self, heading: Heading, above: _Above) -> bool:
        """Whether the lines of a heading belong together: few have a date of their own."""
        own = self._own(heading)
        if not own:
            return not heading.inner and above.section is not None
        dated = [line for line in own if self._is_member(line) and line.when != above.when]
        return len([line for line in dated if line.when]) * 2 < len(own)

    def _own(self, heading: Heading) -> list[DatedLine]:
        """The lines between a heading and the next one."""
        end = heading.inner[0].line if heading.inner else heading.end
        return [line for line in self.dated if heading.line < line.line < end]

    def _is_member(self, line: DatedLine) -> bool:
        raw = self.lines[line.line - 1]
        return raw.lstrip().startswith("|") or MEMBER.match(raw) is not None

    def _story(self, heading: Heading, above: _Above) -> Iterator[Found]:
        """The story that a heading names."""
        raw = [*self.lines[heading.line : heading.end - 1]]
        if raw and re.match(r" {0,3}(?:=+|-{2,})[ \t]*\Z", raw[0]):
            raw = raw[1:]
        year = above.when.first.year if above.when else None
        parts = told(raw, year)
        when = parts.when or heading.when or self._only_date(heading) or above.when
        title = bare(heading.title)
        if when is None:
            self.undated.append((heading.line, title))
            return
        fields: dict[str, Plain] = {"title": title, "date": when.text, **parts.fields}
        section = above.section
        yield self._entry("story", heading.line, _with_section(fields, section), parts.body)

    def _only_date(self, heading: Heading) -> When | None:
        """The date of a thing's lines, where they have one date among them."""
        found = {
            line.when for line in self.dated if heading.line < line.line < heading.end and line.when
        }
        return found.pop() if len(found) == 1 else None

    def _is_new(self, line: DatedLine, above: _Above) -> bool:
        """Whether a paragraph has a date of its own."""
        return line.when is not None and line.when != above.when

    def _line(self, line: DatedLine, above: _Above) -> Iterator[Found]:
        section = above.section
        when = line.when or (None if line.doubt else above.when)
        if is_remark(line.text, alone=not line.more):
            self.remarks.append((line.line, bare(line.text)))
        elif line.doubt:
            hint = "write the date as 2026-03-04, and import it again"
            yield Diagnostic("E763", Place(self.file, line.line), line.doubt, hint)
        elif section and section.kind == "goal":
            yield self._goal(line, when, section)
        elif when is None:
            self.undated.append((line.line, bare(line.text)))
        elif section or line.more:
            yield self._entry_of(line, when, section or Section())
        else:
            yield self._log(line, when)

    def _goal(self, line: DatedLine, when: When | None, section: Section) -> FoundEntry:
        marked = _DONE.match(line.text)
        member = MEMBER.match(self.lines[line.line - 1])
        done = bool(member and (member[1] or " ") in "xX")
        text = line.text[marked.end() :] if marked else line.text
        fields: dict[str, Plain] = {"title": bare(text)}
        if done or marked:
            fields["status"] = "reached"
        if when:
            fields["horizon"] = str(when.last.year + 1) if section.next_year else when.text
        return self._entry("goal", line.line, fields, _listed(line.more))

    def _entry_of(self, line: DatedLine, when: When, section: Section) -> FoundEntry:
        """A story, lesson or feedback from one line or paragraph."""
        text = local(line.text)
        fields: dict[str, Plain] = {"date": when.text, "tags": line.tags}
        body = _listed(line.more)
        if section.kind == "feedback":
            quote = _SAID.match(text)
            fields["quote"] = quote[1] if quote else text
            if quote and quote[2]:
                fields["from"] = bare(quote[2])
        elif len(text) > _MOST_WORDS:
            fields["what"] = first_sentence(text)
            rest = text[len(str(fields["what"])) :].strip()
            body = "\n\n".join(filter(None, [rest, body]))
        else:
            fields["what"] = text
        if section.kind == "story" and line.people:
            fields["with"] = "; ".join(line.people)
        return self._entry(section.kind, line.line, _with_section(fields, section), body)

    def _log(self, line: DatedLine, when: When) -> FoundLine:
        day = min(when.last, self.today) if when.grain is not Grain.DAY else when.first
        self.rough += when.grain is not Grain.DAY
        signs = [*(f"#{tag}" for tag in line.tags), *(f"@{name}" for name in line.people)]
        words = "".join(sign if sign.isprintable() else " " for sign in local(line.text))
        return FoundLine(day, " ".join([*words.split(), *signs]), Place(self.file, line.line))

    def _entry(self, kind: str, line: int, fields: dict[str, Plain], body: str) -> FoundEntry:
        said = fields.get("title") or fields.get("what") or fields.get("quote") or ""
        known = f"{kind}|{bare(str(said))}|{str(fields.get('date', ''))[:4]}"
        self._known[known] += 1
        source = known if self._known[known] == 1 else f"{known}|{self._known[known]}"
        return FoundEntry(kind, source, Place(self.file, line), fields, body)


def _with_section(fields: dict[str, Plain], section: Section | None) -> dict[str, Plain]:
    """The fields with what their section says of them."""
    if not section:
        return fields
    if section.kind == "story" and section.work:
        fields["work"] = section.work
    if section.tag:
        tags = fields.get("tags", ())
        fields["tags"] = (*(tags if isinstance(tags, tuple) else ()), section.tag)
    return fields


def _listed(more: Sequence[str]) -> str:
    return "\n".join(f"- {local(text)}" for text in more)
