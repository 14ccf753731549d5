"""Words of a brag document, made fit for a field, a title, a line of the log or a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.importers.brag.outline import MEMBER, date_said, whole_date
from whyfolio.importers.brag.sections import field_of
from whyfolio.model.work import ROLES
from whyfolio.scaffold.composing import Plain

_LINK = re.compile(
    r"(!?)\[([^\[\]]*)\]\(\s*<?([^()\s<>]*(?:\([^()]*\))?[^()\s<>]*)>?(?:\s+[^()]*)?\)"
)
_WHOLE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:!?]")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_MARKUP = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LABEL = re.compile(r"[ \t]*(?:[-*+•][ \t]+)?(?:\*\*|__|\*|_)?([^\W\d][\w '’&/-]{0,30}?)"
                    r"(?:\*\*|__|\*|_)?[ \t]*:(?:\*\*|__|\*|_)?[ \t]+(\S.*)\Z")  # fmt: skip
_SENTENCE = re.compile(r".{20,}?[.!?](?=\s)", re.DOTALL)
_NOTHING = re.compile(r"(?:todo|tbd|n/?a|none(?: yet)?|\.{2,}|…|\W*)[.!:]?\Z", re.IGNORECASE)
_ASIDE = re.compile(r"(?:\*(?!\*).*[^*]\*|_(?!_).*[^_]_|\[[^\[\]]*\]|<[^<>]*>|\(.*\))\Z")


def local(text: str) -> str:
    """The text; a link to a file that stays behind keeps its words and its address as words."""

    def plain(found: re.Match[str]) -> str:
        picture, words, address = found[1], found[2], found[3]
        if _WHOLE.match(address):
            return f"[{words}]({address})" if picture else found[0]
        return f"{words} ({address})" if address and not address.startswith("#") else words

    return _ATTRIBUTES.sub("", _LINK.sub(plain, text))


def bare(text: str) -> str:
    """The words alone, for a title or a line of the log."""
    words = _LINK.sub(lambda found: found[2] or found[3], text)
    return " ".join(_MARKUP.sub("", _ATTRIBUTES.sub("", words)).split())


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, or all of it."""
    found = _SENTENCE.match(text)
    return found[0] if found else text


def is_remark(text: str, *, alone: bool) -> bool:
    """Whether words ask, introduce or hold a place, and tell of nothing done.

    Args:
        text: a list line's or paragraph's words.
        alone: whether nothing stands below it.
    """
    said = text.strip()
    if said.endswith(("?", "?)", "?*", "?_")) or _NOTHING.match(said):
        return True
    return alone and (said.endswith(":") or bool(_ASIDE.match(said)))


@dataclass(frozen=True, slots=True)
class Told:
    """The lines of one thing, read.

    Attributes:
        fields: what its labelled lines say, as `Impact: …`.
        when: the date that one of them says.
        body: all other lines.
    """

    fields: Mapping[str, Plain]
    when: When | None
    body: str


def told(lines: Sequence[str], year: int | None) -> Told:
    """Read the lines below a thing's heading; each label counts once, the rest is the body."""
    fields: dict[str, Plain] = {}
    when: When | None = None
    rest: list[str] = []
    impact = ""
    for part in _paragraphs(lines):
        name, words = _labelled(part)
        if not when and (when := _date_of(name, words, part[0], year)):
            continue
        if name == "impact" and not impact:
            impact = local(words)
        elif name and name not in fields and (value := _value(name, words)):
            fields[name] = value
        else:
            rest += part
    if impact:
        fields, rest = _with_impact(fields, rest, impact)
    return Told(fields, when, local("\n".join(rest)).strip("\n"))


def _date_of(name: str, words: str, line: str, year: int | None) -> When | None:
    """The date of a line `Date: …`, or of one that says nothing but a date behind any label."""
    if name == "date":
        return date_said(words, year)
    label = _LABEL.match(line)
    return whole_date(label[2], year) if label and not name else None


def _with_impact(
    fields: dict[str, Plain], rest: list[str], impact: str
) -> tuple[dict[str, Plain], list[str]]:
    """What came of it is why it mattered, where nothing else says why."""
    if "why" in fields:
        return fields, [*rest, "", f"**Impact:** {impact}"]
    return {**fields, "why": impact}, rest


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines, those of one labelled text together, all others each alone."""
    held: list[str] = []
    for line in lines:
        starts = not line.strip() or MEMBER.match(line) or _LABEL.match(line) or line[:1] == "#"
        if held and starts:
            yield held
            held = []
        if held or field_of(_label(line)):
            held.append(line)
        else:
            yield [line]
    if held:
        yield held


def _label(line: str) -> str:
    found = _LABEL.match(line)
    return found[1] if found else ""


def _labelled(part: Sequence[str]) -> tuple[str, str]:
    found = _LABEL.match(part[0])
    name = field_of(found[1]) if found else ""
    if not found or not name:
        return "", ""
    return name, " ".join([found[2].strip(), *(line.strip() for line in part[1:])])


def _value(name: str, words: str) -> Plain:
    """The value of a field, or "" where the words are none."""
    if name == "role":
        said = bare(words).lower().rstrip(".")
        return said if said in ROLES else ""
    if name == "with":
        said = bare(words)
        return said if "(" in said else re.sub(r"\s*(?:,| and | & )\s*", "; ", said)
    if name == "evidence":
        return evidence_of(words)
    return local(words)


def evidence_of(words: str) -> tuple[Mapping[str, Plain], ...]:
    """Every address in some words, with its title."""
    linked = [(found[2], found[3]) for found in _LINK.finditer(words) if _URL.match(found[3])]
    plain = [("", url) for url in _URL.findall(_LINK.sub("", words))]
    return tuple({"title": bare(title), "url": url} for title, url in [*linked, *plain])
