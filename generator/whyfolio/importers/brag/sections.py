"""What a heading of a brag document is about.

The eight sections are those of Julia Evans' template (https://jvns.ca/blog/brag-documents/), by
their own names and by those that people give them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """What the lines below a heading become.

    Attributes:
        kind: an entry's kind.
        work: a story's sort of work, or "".
        tag: a tag for each, or "".
        by_heading: whether a heading inside names one thing, not a group of things.
        next_year: whether it speaks of the year after the one it stands in.
    """

    kind: str = "story"
    work: str = ""
    tag: str = ""
    by_heading: bool = False
    next_year: bool = False


_NAMES: Mapping[str, Section] = {
    r"(?:my |major |main )?goals? (?:for |in )?(?:the )?next \w+|next \w+ goals?": Section(
        "goal", next_year=True
    ),
    r"(?:(?:my|major|main|this|year|years|s|quarter|half|personal|professional|career) )*"
    r"goals?(?: (?:for|in|of|this|the|year|quarter|half|\d{4}|[qh]\d))*": Section("goal"),
    r"(?:(?:key|main|major|biggest|big|my|top|notable) )*(?:projects?|project work|"
    r"accomplishments?|achievements?|wins?|deliverables?|contributions?|highlights|"
    r"what i did|what i shipped|shipped)": Section(work="project", by_heading=True),
    r"collaborations?(?: and mentor\w+)?|mentor\w+(?: and \w+)?|helping others|"
    r"collaboration \w+ mentorship|leadership and mentor\w+": Section(work="mentoring"),
    r"design(?:s| docs| work)?(?: and (?:docs|documentation|documents))?|documentation|"
    r"design work and docs|docs|writing": Section(work="communication"),
    r"company building|(?:organi[sz]ation|org|team|community) building|culture|glue(?: work)?|"
    r"recruiting|hiring|interviewing": Section(work="glue"),
    r"(?:what (?:i|you|we|i ve|you ve) (?:have )?learne?[dt]|things i learne?[dt]|learnings?|"
    r"lessons?(?: learne?[dt])?|skills? learne?[dt])": Section("lesson"),
    r"outside (?:of )?(?:my )?work|stuff that isn t my job|side projects?|community(?: work)?|"
    r"open source|talks(?: and writing)?": Section(tag="outside-of-work"),
    r"(?:positive |peer |manager )?feedback(?: received)?|kudos|praise|recognition|shout ?outs?":
        Section("feedback"),
}  # fmt: skip
_SHAPES = [(re.compile(f"(?:{pattern})\\Z"), section) for pattern, section in _NAMES.items()]
_LABELS: Mapping[str, str] = {
    r"what|what i did|did|summary|tl ?dr": "what",
    r"why|why it matter(?:s|ed)|because|reason": "why",
    r"(?:business |the )?impact|results?|outcomes?|effect|results? and impact|"
    r"outcomes? and impact": "impact",
    r"(?:my )?role": "role",
    r"with|people|team|collaborators?|worked with": "with",
    r"links?|evidence|urls?|prs?|pull requests?|proof": "evidence",
    r"date|when|duration|period|project duration|timeline": "date",
    r"for|for whom|who benefited|audience": "for",
    r"otherwise|without it": "otherwise",
}
_LABEL_SHAPES = [(re.compile(f"(?:{pattern})\\Z"), field) for pattern, field in _LABELS.items()]
_PARTS = re.compile(
    r"(?:(?:my|the|project|key|business|technical|main) )*"
    r"(?:overview|context|problem|background|objective|goal|situation|task|actions?|approach|"
    r"solution|contributions?|role(?: and contributions?)?|outcome|result|impact|metrics?|"
    r"challenges?|technologies(?: and tools)?|tools|skills|next steps|reflection|"
    r"what (?:happened|i did|went well)|details|links?|evidence|duration|timeline)s?"
    r"(?: and (?:impact|results?|tools|metrics|outcomes?|contributions?))?\Z"
)


def section_of(heading: str) -> Section | None:
    """The section that a heading opens; None for any other heading."""
    said = _plain(heading)
    return next((section for shape, section in _SHAPES if shape.match(said)), None)


def field_of(label: str) -> str:
    """The field that a label means, as `Impact` in `Impact: …`; "" for any other word."""
    said = _plain(label)
    return next((field for shape, field in _LABEL_SHAPES if shape.match(said)), "")


def is_part(heading: str) -> bool:
    """Whether a heading names a part of one thing's telling, as `Outcome`."""
    said = _plain(heading)
    return bool(field_of(said) or _PARTS.match(said))


def _plain(text: str) -> str:
    """Small letters and single spaces; `&` is "and"; numbers and pictures before it are gone."""
    words = re.sub(r"[^\w\s]+|_", " ", text.replace("&", " and ").lower())
    return re.sub(r"^\d{1,2} ", "", " ".join(words.split()))
