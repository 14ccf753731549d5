"""A decision record as it was read, and the words that its writers use for its parts."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.importers.adr.front import Front, key_of
from whyfolio.importers.adr.outline import Outline
from whyfolio.importers.adr.states import Mention, State
from whyfolio.importers.sources import Text

STATUS = ("status", "state", "adrstatus")
DATE = ("date", "decisiondate", "decided", "decidedon", "created", "createdat", "creationdate")
UPDATED = ("updated", "lastupdated", "lastmodified", "updatedat", "modified")
DECIDERS = (
    *("deciders", "decisionmakers", "decisionmaker", "decisionmaker(s)", "decider", "authors"),
    *("author", "author(s)", "owner", "owners", "approvers", "driver"),
)
CONSULTED, INFORMED = ("consulted",), ("informed",)
TAGS = ("tags", "categories", "keywords", "labels")
SUMMARY = ("summary", "description", "abstract")
RELATIONS = {
    "supersedes": "supersedes", "supersede": "supersedes", "replaces": "supersedes",
    "supersededby": "superseded by", "superseded": "superseded by", "replacedby": "superseded by",
    "amends": "amends", "amendedby": "amended by",
    "related": "related to", "relatedto": "related to", "relates": "related to",
    "relatesto": "related to", "relatedadrs": "related to", "relateddecisions": "related to",
}  # fmt: skip
LINKS = (
    *("links", "relatedadrs", "relateddecisions", "related", "relatedrecords", "references"),
    *("moreinformation", "relateddecisionrecords", "seealso", "supersedes", "relations"),
)
PROBLEM = ("contextandproblemstatement", "problemstatement", "problem")
OPTIONS = ("consideredoptions", "options", "consideredalternatives", "optionsconsidered")
PROS = ("prosandconsoftheoptions", "prosandcons", "comparisonofoptions")
OUTCOME = ("decisionoutcome", "decision", "outcome")
SECTIONS = frozenset(
    [
        *(*STATUS, *PROBLEM, *OPTIONS, *PROS, *OUTCOME, "date", "deciders", "context", "issue"),
        *("consequences", "decisiondrivers", "drivers", "alternatives", "background", "rationale"),
        *("alternativesconsidered", "implications", "positiveconsequences", "confirmation"),
        *("negativeconsequences", "assumptions", "constraints", "argument", "positions"),
    ]
)
_NUMBER = re.compile(r"\A\d+[.)]?\s+")
_DECOR = re.compile(r"[*_`:]+|[^\w\s().&/-]")


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of the body that a field holds as well, where the mentions on them find their record.

    Attributes:
        first: the first of them, from 0; ``end`` is the one behind the last.
        mentions: what has to be found before they may go.
    """

    first: int
    end: int
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A way that was weighed."""

    title: str
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as the record gives it; ``when`` is None where it is none, or could be two days."""

    text: str
    line: int
    when: When | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says about itself, wherever it does.

    Attributes:
        state: its status; ``state_line`` is where it stands, from 1.
        dated: its date; None where it gives none.
        people: deciders, consulted and informed, by the field's name.
        mentions: the other records that it names behind a verb.
        spans: the lines of the body that say no more than this.
        keys: the keys of the front matter that say no more, with what has to be found.
    """

    state: State = field(default_factory=State)
    state_line: int = 1
    dated: Dated | None = None
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    spans: tuple[Span, ...] = ()
    keys: dict[str, tuple[Mention, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """What a record decides.

    Attributes:
        question: the problem, where it is one paragraph.
        what: the option that was chosen, or a decision of one paragraph.
        why: what stands behind "because".
        options: the ways that were weighed.
        spans: the lines that say no more than this.
    """

    question: str = ""
    what: str = ""
    why: str = ""
    options: tuple[Option, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One record."""

    text: Text
    front: Front
    outline: Outline
    title: str
    head: Head
    content: Content

    @property
    def stem(self) -> str:
        """The file's name without its ending; of a README or index the folder's."""
        return stem_of(self.text.inside)

    @property
    def number(self) -> int | None:
        """The number in its name."""
        return number_of(self.stem)


_STEM_NUMBER = re.compile(r"(?:m?adr|ad|rfc)?[-_ ]?0*(\d{1,8})(?=[-_. ]|\Z)", re.IGNORECASE)
_COVERS = frozenset(["readme", "index", "_index"])


def stem_of(inside: str) -> str:
    """What a record is called by its path."""
    folder, _, name = inside.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return folder.rpartition("/")[2] if stem.casefold() in _COVERS and folder else stem


def number_of(stem: str) -> int | None:
    """The number that a name begins with."""
    found = _STEM_NUMBER.match(stem)
    return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def section_key(title: str) -> str:
    """A heading's words as a key: `## 2. Considered Options:` is `consideredoptions`."""
    return key_of(_NUMBER.sub("", _DECOR.sub("", title).strip()))


_LABEL = re.compile(
    r"(?:(?i:architectur(?:e|al)\s+decision(?:\s+record)?|decision\s+record)\b\s*(?:#?\s*\d+)?"
    r"|(?i:m?adr|rfc)(?:[-_ ]*\#?\s*\d+(?:\.\d+)*|(?=\s*:))|[A-Z]{2,4}-?\d+(?=\s*[:.])"
    r"|\#?\d+(?=[.):]|\s*[–—-]\s))\s*[.):–—-]*\s+"
)


def cleaned(title: str) -> str:
    """A title without its number: `12. Use X`, `ADR-012: Use X` and `# Use X` are all "Use X"."""
    words = " ".join(title.split())
    found = _LABEL.match(words)
    return words[found.end() :] if found and words[found.end() :] else words
