"""The quick `dataclass` does what the library's does; each promise is asked of both."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace
from typing import Any, ClassVar

import pytest

from whyfolio import dataclass as quick
from whyfolio.dataclass import dataclass


def _classes(dataclass: Any) -> dict[str, Any]:
    """The same classes made by one decorator or the other."""

    @dataclass(frozen=True, slots=True)
    class Plain:
        title: str
        tags: tuple[str, ...] = ()
        number: int = field(default=3, repr=False)
        note: str = field(default="", compare=False)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named(Plain):
        kind: ClassVar[str] = "named"
        where: str
        parts: list[str] = field(default_factory=list, hash=False)

    @dataclass(slots=True)
    class Open:
        lines: list[str] = field(default_factory=list)
        count: int = field(default=0, init=False)
        seen: set[str] = field(default_factory=set, init=False)
        late: str = field(init=False)

        def __post_init__(self) -> None:
            self.late = f"{len(self.lines)} lines"

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    @dataclass(frozen=True, slots=True)
    class Only:
        one: Any

    @dataclass(frozen=True, slots=True)
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.name.lower() == other.name.lower()

        def __hash__(self) -> int:
            return hash(self.name.lower())

        def __repr__(self) -> str:
            return f"<{self.name}>"

    @dataclass(frozen=True, slots=True)
    class Checked:
        refs: tuple[str, ...] = ()

        def __post_init__(self) -> None:
            if not self.refs:
                raise ValueError("of nobody")

    found = (Plain, Named, Open, Empty, Only, Own, Checked)
    for cls in found:
        cls.__qualname__ = cls.__name__
    return {cls.__name__: cls for cls in found}


OURS, THEIRS = _classes(dataclass), _classes(dataclasses.dataclass)

ASKED = {
    "what it says of itself": lambda c: repr(c["Plain"]("a", ("x",))),
    "what a class below says of itself": lambda c: repr(c["Named"]("a", where="b")),
    "what it says where it lies in itself": lambda c: _knot(c["Only"]),
    "its own words for itself": lambda c: repr(c["Own"]("Ada")),
    "equal values": lambda c: c["Plain"]("a", note="x") == c["Plain"]("a", note="y"),
    "other values": lambda c: c["Plain"]("a") == c["Plain"]("b"),
    "the same value of a class below": lambda c: c["Plain"]("a") == c["Named"]("a", where=""),
    "a value and something else": lambda c: c["Plain"]("a") == ("a", (), 3),
    "values without fields": lambda c: (c["Empty"]() == c["Empty"](), c["Empty"]() == 1),
    "nan is itself": lambda c: c["Only"](NAN) == c["Only"](NAN),
    "its own comparison": lambda c: (c["Own"]("Ada") == c["Own"]("ADA"), c["Own"]("A") == 1),
    "hash of equal values": lambda c: len({c["Plain"]("a", note="x"), c["Plain"]("a")}),
    "hash of what is not hashed": lambda c: hash(c["Named"]("a", where="b", parts=["c"])),
    "hash of one": lambda c: hash(c["Only"]("a")),
    "hash of none": lambda c: hash(c["Empty"]()),
    "its own hash": lambda c: hash(c["Own"]("ADA")) == hash("ada"),
    "hash of a changing one": lambda c: hash(c["Open"]()),
    "replaced": lambda c: repr(replace(c["Named"]("a", where="b"), title="z", where="y")),
    "replaced, not by init": lambda c: replace(c["Open"](), count=2),
    "a new list for each": lambda c: c["Open"]().lines is c["Open"]().lines,
    "a given list": lambda c: repr(c["Open"](["a", "b"])),
    "a set not asked for": lambda c: c["Open"]().seen,
    "a changing one changes": lambda c: _changed(c["Open"]()),
    "copied": lambda c: repr(copy.deepcopy(c["Named"]("a", where="b", parts=["c"]))),
    "refuses to be set": lambda c: setattr(c["Plain"]("a"), "title", "b"),
    "refuses what it has not": lambda c: setattr(c["Plain"]("a"), "other", "b"),
    "refuses to be emptied": lambda c: delattr(c["Plain"]("a"), "title"),
    "too few": lambda c: c["Plain"](),
    "too many": lambda c: c["Plain"]("a", (), 3, "", "more"),
    "unknown": lambda c: c["Plain"]("a", colour="red"),
    "by name alone": lambda c: c["Named"]("a", (), 3, "", "b"),
    "the check after": lambda c: c["Checked"](),
    "order for a match": lambda c: (c["Plain"].__match_args__, c["Named"].__match_args__),
    "fields": lambda c: [(one.name, one.type) for one in dataclasses.fields(c["Named"])],
    "as a dictionary": lambda c: dataclasses.asdict(c["Named"]("a", where="b")),
    "slots": lambda c: (c["Plain"].__slots__, c["Named"].__slots__, c["Open"].__slots__),
    "what it is said to be": lambda c: c["Named"].__dataclass_params__.frozen,
    "a class below of the library's": lambda c: _below(c["Plain"]),
}
NAN = float("nan")
REFUSED = {
    "hash of a changing one": TypeError,
    "replaced, not by init": ValueError,
    "refuses to be set": FrozenInstanceError,
    "refuses what it has not": (FrozenInstanceError, TypeError),
    "refuses to be emptied": FrozenInstanceError,
    "too few": TypeError,
    "too many": TypeError,
    "unknown": TypeError,
    "by name alone": TypeError,
    "the check after": ValueError,
}


def _knot(only: Any) -> str:
    around: list[Any] = []
    around.append(only(around))
    return repr(around[0])


def _changed(value: Any) -> tuple[Any, ...]:
    value.count += 1
    return value.count, value.late


def _below(base: Any) -> tuple[str, bool]:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Below(base):  # type: ignore[misc]
        more: str = "m"

    Below.__qualname__ = "Below"
    made = Below("a")
    return repr(made), made == copy.copy(made)


@pytest.mark.parametrize("what", [what for what in ASKED if what not in REFUSED])
def test_it_answers_as_the_librarys_does(what: str) -> None:
    theirs = ASKED[what](THEIRS)
    assert ASKED[what](OURS) == theirs
    assert ASKED[what](OURS) == theirs, "also when its methods are made"


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses_what_the_librarys_refuses(what: str) -> None:
    for classes in (THEIRS, OURS, OURS):
        with pytest.raises(REFUSED[what]):
            ASKED[what](classes)


@dataclass(frozen=True, slots=True)
class Kept:
    """Found by its name when it is unpickled."""

    title: str
    parts: tuple[Kept, ...] = ()


@dataclass(slots=True)
class Heap:
    """The same, changing."""

    parts: list[Kept]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_values_come_back_from_a_pickle(protocol: int) -> None:
    whole = Heap([Kept("a", (Kept("b"), Kept("c"))), Kept("d")])

    assert pickle.loads(pickle.dumps(whole, protocol)) == whole  # noqa: S301 - its own


def test_a_changed_copy_is_what_the_librarys_is() -> None:
    made = _classes(dataclass)
    for one, changed in [
        (made["Plain"]("a", ("b",)), {"title": "c", "note": "d"}),
        (made["Named"]("a", where="here"), {"where": "there"}),
        (made["Open"](["a"]), {"lines": ["a", "b"]}),
        (made["Only"](1), {"one": 2}),
        (made["Empty"](), {}),
    ]:
        assert quick.replace(one, **changed) == replace(one, **changed)
    with pytest.raises(TypeError):
        quick.replace(made["Only"](1), other=2)


def test_a_class_without_slots_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="say slots=True"):

        @dataclass(frozen=True)
        class Loose:
            title: str


def test_a_class_says_its_name_where_it_has_no_words() -> None:
    assert OURS["Empty"].__doc__ == "Empty"
