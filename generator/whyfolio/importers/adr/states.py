"""What a status says: its word, and which other records it names, in which direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from whyfolio.dataclass import dataclass
from whyfolio.model.work import DECISION_STATUS


class Relation(StrEnum):
    """What one record is to another; "by" means that the other one does it."""

    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded by"
    AMENDS = "amends"
    AMENDED_BY = "amended by"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Mention:
    """Another record, as it is named.

    Attributes:
        relation: what this record is to it.
        words: how it is called, as in "ADR-0057".
        address: where a link leads; "" where there is none.
        line: the line it stands on, from 1.
        is_whole: whether nothing of the line says more than this.
    """

    relation: Relation
    words: str
    address: str
    line: int
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """What a status comes to.

    Attributes:
        word: one of whyfolio's words, other text as it was typed, or "".
        guessed: the word as it was typed, where it was misspelled.
        unfilled: whether it still is the template's choice of words.
    """

    word: str = ""
    guessed: str = ""
    unfilled: bool = False


LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
CALLED = re.compile(r"\s*m?adr[\s#_-]*\d", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:ADR|AD|MADR|RFC|No\.?|#|[A-Z]{2,4}(?=\d))?[\s#-]*#?(\d{1,8})\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:MADR|ADR|AD)[\s#-]*#?\d{1,8}\b(?:-[\w-]+)?|(?-i:\b[A-Z]{2,4}-?\d{3,8}\b)|#\d{1,8}\b|\b\d{2,8}(?:-[a-z][\w-]*)?(?![\w.-])"
    r"|[\w./-]+\.md\b",
    re.IGNORECASE,
)
_NEAR_WORDS = (
    r"(?:(?:relate[sd]|linked|links?)\s+to|related|refine[sd](?:\s+by)?|clarifie[sd](?:\s+by)?"
    r"|extends|(?:depends|builds)\s+on|driven\s+by|drives|implement(?:s|ed\s+by)|complements|see)"
)
_VERBS: tuple[tuple[Relation, str], ...] = (
    (Relation.SUPERSEDED_BY, r"(?:been\s+)?(?:super[sc]eded|replaced|obsoleted)[\s-]+by"),
    (Relation.SUPERSEDES, r"(?:supersedes|supercedes|superseding|replaces|obsoletes)"),
    (Relation.AMENDED_BY, r"(?:amended|modified|changed|updated|extended)\s*by"),
    (Relation.AMENDS, r"(?:amends|modifies|amending)"),
    (Relation.RELATED, _NEAR_WORDS),
)
_VERB = re.compile(
    "|".join(f"(?P<{relation.name}>\\b{words}\\b)" for relation, words in _VERBS), re.IGNORECASE
)
_PARTLY = re.compile(
    r"\b(?:part(?:ly|ially)?|in\s+part|some\s+(?:aspects|parts)\s+of|aspects\s+of|parts?\s+of"
    r"|sections?\s+\d+)\b|§",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[*_`~]+|!\[[^\]]*\]\([^)]*\)|^\s*(?:>\s*)*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?")
_TAGS = re.compile(r"<[^<>]*>|\{[.:#][^{}]*\}|:[a-z_]+:")
_CHOICE = re.compile(r"\s\|\s|…|\.\.\.|\byyyy\b|\bxxxx?\b|\bzzz\b|\bnnnn\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[{<].*[\]}>]\.?\Z")
_HOLD = re.compile(r"on[\s_-]?hold\b", re.IGNORECASE)
_NEAR = 0.85
_BEHIND = re.compile(r"[.;:,(\[–—!]|\s-\s|\s+(?:by|on|in|at|as|and|but|since|with)\s")
_FEW = 2
_LONGEST = 80


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A line without list signs, quotes, emphasis and tags."""
    return " ".join(_MARKS.sub("", _TAGS.sub("", text)).split())


@lru_cache(maxsize=4096)
def state_of(text: str) -> State:
    """The status that a text begins with.

    `Accepted.`, `ACCEPTED`, `accepted (2021-03-04)` and `accepted; supersedes ADR-0045` are
    accepted. "Superseded by" anything is superseded, unless only partly so.
    """
    said = plain(LINK.sub(lambda link: link[1], text))
    if said and (_CHOICE.search(said) or _BRACKETED.match(said) or _several(said)):
        return State(unfilled=True)
    verb = _VERB.match(said)
    if verb is None or _PARTLY.search(said):
        return _worded(said) if said else State()
    is_by = verb.lastgroup == Relation.SUPERSEDED_BY.name
    return State("superseded") if is_by else State()


def _worded(said: str) -> State:
    """The status of a text without a relation: a known word, a misspelled one, other text."""
    head = _BEHIND.split(said)[0].strip()
    word = "on hold" if _HOLD.match(head) else head.casefold()
    word = "superseded" if word == "superceded" else word
    first = word.split(" ")[0]
    if first in DECISION_STATUS and len(word.split()) > _FEW:
        word = first
    if word in DECISION_STATUS:
        return State(word)
    import difflib

    near = difflib.get_close_matches(word, DECISION_STATUS, 1, _NEAR)
    if near:
        return State(near[0], guessed=head)
    return State(said.rstrip(".") if len(said) <= _LONGEST else head)


def _several(said: str) -> bool:
    """Whether the text offers several words to choose from."""
    words = [part.strip(" .\"'").casefold() for part in re.split(r"\s*[,/]\s*|\s+or\s+", said)]
    known = [word for word in words if word in (*DECISION_STATUS, "draft")]
    return len(known) >= _FEW and len(set(known)) == len(known)


def mentions_in(text: str, line: int, otherwise: Relation | None = None) -> Iterator[Mention]:
    """The records that a line names behind a verb, as in "superseded by [x](y.md)".

    Args:
        text: the line.
        line: its number, from 1.
        otherwise: what a link is without a verb; None where it is nothing.
    """
    said = _TAGS.sub("", text) if "](" not in text else text
    verbs = list(_VERB.finditer(_hidden(said)))
    starts = [verb.end() for verb in verbs]
    ends = [verb.start() for verb in verbs[1:]] + [len(said)]
    for verb, start, end in zip(verbs, starts, ends, strict=False):
        relation = Relation[verb.lastgroup or "RELATED"]
        before = said[max(0, verb.start() - 20) : verb.start()]
        piece = said[start:end]
        if _PARTLY.search(before) or _PARTLY.search(piece[:24]):
            relation = _LESS.get(relation, relation)
        yield from _named(piece, relation, line)
    if not verbs and otherwise:
        for link in LINK.finditer(said):
            yield Mention(otherwise, plain(link[1]), link[2], line)


def only_one_named(text: str, line: int) -> Iterator[Mention]:
    """The record by which one is superseded whose status names just one, without a verb."""
    named = [(plain(link[1]), link[2]) for link in LINK.finditer(text)]
    named = named or [(name[0], "") for name in _NAMED.finditer(text)]
    if len(set(named)) == 1:
        yield Mention(Relation.SUPERSEDED_BY, *named[0], line, is_whole=False)


_LESS = {Relation.SUPERSEDES: Relation.AMENDS, Relation.SUPERSEDED_BY: Relation.AMENDED_BY}


def _hidden(text: str) -> str:
    """The text with the words and addresses of links blanked, at the same places."""
    return LINK.sub(lambda link: " " * len(link[0]), text) if "](" in text else text


def _named(piece: str, relation: Relation, line: int) -> Iterator[Mention]:
    """The records of one verb: its links, else the numbers and names behind it."""
    links = list(LINK.finditer(piece))
    if links:
        rest = plain(LINK.sub("", piece)).strip(" .,;:&*_")
        whole = not rest or rest.casefold() in {"and", "or"}
        for link in links:
            yield Mention(relation, plain(link[1]), link[2], line, whole)
        return
    sentence = re.split(r"(?<=[a-z\d])\.\s|;|\(|\s[–—-]\s", piece)[0]
    names = list(_NAMED.finditer(sentence))
    rest = _NAMED.sub("", sentence).strip(" .,:&*_`[]")
    for name in names:
        whole = not rest or rest.casefold() in {"and", "or"}
        yield Mention(relation, name[0].strip("` "), "", line, whole)


def number_in(words: str) -> int | None:
    """The number that a record is called by, as 57 in "ADR-0057", "57." and "#57"."""
    found = _NUMBERED.search(words)
    return int(found[1]) if found else None
