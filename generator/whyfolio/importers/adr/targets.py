"""Which record a link means: by its file, by a number, by a name."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from whyfolio.dataclass import dataclass
from whyfolio.importers.adr.shapes import Record, cleaned
from whyfolio.importers.adr.states import CALLED, Mention, Relation, number_in

_WORD = re.compile(r"\w+")
_LETTERED = re.compile(r"(?:[A-Za-z]{1,12}[-_ ]?){1,4}?0*(\d{1,8})(?=[-_. ]|\Z)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What a mention leads to.

    Attributes:
        record: the record; None where there is none, or more than one.
        doubt: why there is none, or what was taken instead.
    """

    record: Record | None = None
    doubt: str = ""


class Shelf:
    """All records of one import."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_path: dict[str, Record] = {}
        self._by_stem: dict[str, list[Record]] = defaultdict(list)
        self._by_number: dict[int, list[Record]] = defaultdict(list)
        self._by_title: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            self._by_path[_normal(record.text.inside)] = record
            self._by_stem[record.stem.casefold()].append(record)
            self._by_title[_words(record.title)].append(record)
            number = record.number if record.number is not None else _lettered(record.stem)
            if number is not None:
                self._by_number[number].append(record)

    def at(self, address: str, record: Record) -> Record | None:
        """The record whose file a link in another one leads to."""
        if _ELSEWHERE.match(address):
            return None
        path = unquote(address.partition("#")[0])
        folder = posixpath.dirname(record.text.inside)
        found = self._by_path.get(_normal(posixpath.join(folder, path)))
        if found is None and path.startswith("../"):
            same = self._by_stem.get(_stem(path), [])
            found = same[0] if len(same) == 1 else None
        return found

    def named(self, mention: Mention, record: Record) -> Target:
        """The record that a mention means.

        What is only near is taken by its file alone, or by a name like "ADR-12": a reading list
        holds many numbers that are no records.
        """
        is_near = mention.relation is Relation.RELATED
        if not mention.address:
            named = not is_near or CALLED.match(mention.words)
            return self._by_words(mention, record) if named else Target()
        if _ELSEWHERE.match(mention.address):
            path = mention.address.partition("#")[0]
            tails = [one for one in self._by_path.values() if path.endswith(f"/{_name(one)}")]
            if len(tails) == 1:
                return Target(tails[0])
            called = not path.casefold().endswith(".md") and CALLED.match(mention.words)
            return self._by_words(mention, record) if called and not is_near else Target()
        found = self.at(mention.address, record)
        if found is not None or is_near:
            return Target(found)
        return self._by_words(mention, record)

    def _by_words(self, mention: Mention, record: Record) -> Target:
        """By what the link or the words say, where no file does."""
        words = mention.words
        stems = [_stem(name) for name in (mention.address, words) if name]
        named = [self._by_stem.get(stem, []) for stem in stems]
        titled = self._by_title.get(_words(cleaned(words)), [])
        for records in (*named, titled):
            found = self._one(records, record)
            if found.record:
                return found
        numbers = [number_in(text) for text in (words, _stem(mention.address)) if text]
        number = next((one for one in numbers if one is not None), None)
        if number is None:
            return Target()
        found = self._one(self._by_number.get(number, []), record)
        if found.record and mention.address:
            return Target(found.record, f"{_name(found.record)} is taken for it")
        return found

    def _one(self, records: list[Record], record: Record) -> Target:
        """The only one; of several the one in the same folder, or the one that is linked to."""
        others = [one for one in records if one is not record]
        folder = posixpath.dirname(record.text.inside)
        beside = [one for one in others if posixpath.dirname(one.text.inside) == folder]
        linked = [one for one in beside if f"{_name(one)})" in record.text.text]
        for found in (others, beside, linked):
            if len(found) == 1:
                return Target(found[0])
        if len(others) > 1:
            names = " and ".join(sorted(_name(one) for one in others))
            return Target(None, f"it could be {names}")
        return Target()


def _lettered(stem: str) -> int | None:
    """The number behind letters of one's own, as in `DR008-x` and `OPS-ADR-0007-y`."""
    found = _LETTERED.match(stem)
    return int(found[1]) if found else None


def _words(title: str) -> str:
    """A title's words, whatever stands between them."""
    return " ".join(_WORD.findall(title.casefold()))


def _normal(path: str) -> str:
    return posixpath.normpath(path).casefold()


def _stem(path: str) -> str:
    name = path.partition("#")[0].rpartition("/")[2]
    return re.sub(r"\.(?:md|markdown|html?)\Z", "", name, flags=re.IGNORECASE).casefold()


def _name(record: Record) -> str:
    return record.text.inside.rpartition("/")[2]
