"""What a record decides: the problem, the options, what was chosen, and because of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from whyfolio.importers.adr import shapes
from whyfolio.importers.adr.outline import Outline, Section
from whyfolio.importers.adr.shapes import Content, Option, Span, section_key
from whyfolio.importers.adr.states import LINK, plain
from whyfolio.names import slugify

_CHOSEN = re.compile(r"Chosen\s+option\s*:?\s*(.+)", re.IGNORECASE | re.DOTALL)
_BECAUSE = re.compile(r",?\s+\b(?:because|since)\b\s*(?:of\s+)?", re.IGNORECASE)
_MEMBER = re.compile(r"([ \t]*)[-*+][ \t]+(.*)\Z")
_GOOD = re.compile(r"(?:good|pro)\b\s*[:,]?\s*(?:because\s+)?(.+)\Z", re.IGNORECASE)
_BAD = re.compile(r"(?:bad|con)\b\s*[:,]?\s*(?:because\s+)?(.+)\Z", re.IGNORECASE)
_BLOCK = re.compile(r"[ \t]*(?:[-*+>|#]|\d+[.)]|```|~~~|!\[|\$\$|<)")
_LONGEST, _LONGEST_PROBLEM = 400, 700


def read_content(cut: Outline) -> Content:
    """What a record's sections say that a decision has a field for."""
    by_key = {section_key(one.title): one for one in reversed(cut.sections) if one.depth}
    question, question_spans = _problem(cut, _first(by_key, shapes.PROBLEM))
    what, why, chosen_spans = _chosen(cut, _first(by_key, shapes.OUTCOME))
    options, option_spans = _options(
        cut, _first(by_key, shapes.OPTIONS), _first(by_key, shapes.PROS)
    )
    spans = (*question_spans, *chosen_spans, *option_spans)
    return Content(question, what, why, options, spans)


def _first(by_key: dict[str, Section], keys: tuple[str, ...]) -> Section | None:
    return next((by_key[key] for key in keys if key in by_key), None)


def _problem(cut: Outline, section: Section | None) -> tuple[str, list[Span]]:
    words = _paragraph(cut, section, _LONGEST_PROBLEM) if section else ""
    if not section or not words or any(cut.inner(section)):
        return words, []
    return words, [Span(section.start, section.end)]


def _chosen(cut: Outline, section: Section | None) -> tuple[str, str, list[Span]]:
    """MADR's "Chosen option: …, because …", or a decision that is one paragraph."""
    if section is None:
        return "", "", []
    for first, end, words in _paragraphs(cut, section):
        found = _CHOSEN.match(plain(words))
        if not found:
            continue
        chosen, *reason = _BECAUSE.split(found[1], maxsplit=1)
        what = plain(LINK.sub(lambda link: link[1], chosen)).strip(" .,\"'“”„‟")
        why = reason[0].strip() if reason else ""
        if not what or _BLOCK.match(words) or why.endswith(":"):
            return "", "", []
        if LINK.search(words) or "`" in words:
            return what, plain(LINK.sub(lambda link: link[1], why)), []
        if cut.lines[first:end] != cut.bare[first:end]:
            return what, why, []
        alone = len(cut.said(section)) == end - first and cut.is_open(section)
        alone &= not any(cut.inner(section))
        return what, why, [Span(section.start, section.end) if alone else Span(first, end)]
    words = _paragraph(cut, section, _LONGEST)
    whole = bool(words) and not any(cut.inner(section))
    return words, "", [Span(section.start, section.end)] if whole else []


def _paragraph(cut: Outline, section: Section, longest: int) -> str:
    """The one plain paragraph of a section; "" where there is more, or something else."""
    found = list(_paragraphs(cut, section))
    words = found[0][2] if len(found) == 1 else ""
    shaped = _BLOCK.match(words) or LINK.search(words) or "](" in words or "`" in words
    return "" if shaped or not cut.is_open(section) or len(words) > longest else words


def _paragraphs(cut: Outline, section: Section) -> Iterator[tuple[int, int, str]]:
    """First line, the one behind the last, and the words."""
    start = section.first
    for number in range(section.first, section.end + 1):
        blank = number == section.end or not cut.bare[number].strip()
        if blank and number > start:
            words = " ".join(line.strip() for line in cut.bare[start:number])
            yield start, number, words
        if blank:
            start = number + 1


def _options(
    cut: Outline, listed: Section | None, weighed: Section | None
) -> tuple[tuple[Option, ...], list[Span]]:
    """The options by their titles, each with what speaks for and against it."""
    members = _members(cut, listed) if listed else None
    if not listed or not members or any(cut.inner(listed)):
        return (), []
    options = {slugify(plain(words)): Option(_title(words)) for words in members}
    exact = not any(LINK.search(words) or "`" in words for words in members)
    spans = [Span(listed.start, listed.end)] if exact else []
    if weighed is None:
        return tuple(options.values()), spans
    whole: list[Section] = []
    parts = list(cut.inner(weighed))
    for part in parts:
        key = slugify(plain(part.title))
        good, bad, is_whole = _arguments(cut, part)
        if key in options and (good or bad):
            options[key] = replace(options[key], good=good, bad=bad)
            whole += [part] if is_whole else []
    if parts and whole == parts and not cut.said(weighed) and cut.is_open(weighed):
        spans.append(Span(weighed.start, parts[-1].end))
    return tuple(options.values()), spans


def _title(words: str) -> str:
    return plain(LINK.sub(lambda link: link[1], words)).strip(" .")


def _members(cut: Outline, section: Section) -> list[str] | None:
    """The members of a section that is one flat list; None where it is something else."""
    members: list[str] = []
    if not cut.is_open(section):
        return None
    for _, line in cut.said(section):
        found = _MEMBER.match(line)
        if found and not found[1]:
            members.append(found[2].strip())
        elif members and line.startswith(" ") and not _BLOCK.match(line):
            members[-1] += f" {line.strip()}"
        else:
            return None
    return members


def _arguments(cut: Outline, section: Section) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """What speaks for an option, what against it, and whether nothing else stands there."""
    good: list[str] = []
    bad: list[str] = []
    members = _members(cut, section)
    for words in members or ():
        for shape, where in ((_GOOD, good), (_BAD, bad)):
            found = shape.match(words)
            if found:
                where.append(found[1].strip())
                break
        else:
            members = None
    linked = any("](" in words for words in (*good, *bad))
    return tuple(good), tuple(bad), members is not None and not linked
