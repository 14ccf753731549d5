"""The `dataclass` of the standard library, quick to load: a method is made when it is first used.

The library writes a source text for each method of each class and compiles it when the class is
loaded: a third of a millisecond a class, and a command loads some hundreds, of which it makes
values of some. Here only what needs a text of its own has one, and that is compiled at its first
use. Values are also packed and unpacked quicker, which is most of what a memo costs.

What a class does is the same: fields, comparison, hash, `repr`, `replace`, pickling, and that a
frozen one refuses to be changed.
"""

from __future__ import annotations

import dataclasses
import operator
import reprlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["dataclass", "replace"]

T = TypeVar("T")

_Field = dataclasses.Field[Any]
_Values = Callable[[object], tuple[object, ...]]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False):  # noqa: ANN001, ANN201
        """As in `dataclasses`, for classes with slots."""
        if cls is None:
            return lambda bare: _made(bare, frozen=frozen, slots=slots, kw_only=kw_only)
        return _made(cls, frozen=frozen, slots=slots, kw_only=kw_only)


def replace(value: T, **changed: object) -> T:
    """As in `dataclasses`, which looks at every field anew each time."""
    cls: Any = type(value)
    names, values = _arguments(cls)
    found: T = cls(**{**dict(zip(names, values(value), strict=True)), **changed})
    return found


@cache
def _arguments(cls: Any) -> tuple[list[str], _Values]:  # noqa: ANN401 - a class, hashable
    names = [one.name for one in dataclasses.fields(cls) if one.init]
    return names, _getter(names)


def _made(bare: type, *, frozen: bool, slots: bool, kw_only: bool) -> type:
    if not slots:
        raise TypeError(f"{bare.__name__}: say slots=True")
    bare.__doc__ = bare.__doc__ or bare.__name__  # else the library asks for its signature
    inherits = any(dataclasses.is_dataclass(base) for base in bare.__bases__)
    cls: type[Any] = dataclasses.dataclass(
        init=False,
        repr=False,
        eq=False,
        # Costs two more methods, so it is asked for only where classes are compared by it.
        frozen=frozen and inherits,
        slots=True,
        kw_only=kw_only,
    )(bare)
    own = vars(cls)
    for name, method in _methods(cls, frozen).items():
        if name not in own:
            setattr(cls, name, method)
    if frozen:
        _freeze(cls)
    return cls


def _methods(cls: type[Any], frozen: bool) -> dict[str, Any]:  # noqa: FBT001 - as it was asked for
    members = dataclasses.fields(cls)
    hashed = [one.name for one in members if (one.compare if one.hash is None else one.hash)]
    return {
        "__init__": _init(cls),
        "__repr__": _repr([one.name for one in members if one.repr]),
        "__eq__": _eq(_getter([one.name for one in members if one.compare])),
        "__hash__": _hash(_getter(hashed)) if frozen else None,
    }


def _freeze(cls: Any) -> None:  # noqa: ANN401 - mypy lets no method be set on a class
    """Refuse changes; and be unpickled past that, which sets what is in slots from outside."""
    values = _getter([one.name for one in dataclasses.fields(cls)])
    cls.__getstate__ = lambda self: values(self)  # noqa: PLW0108 - a getter is no method
    cls.__setstate__ = _setstate(cls)
    cls.__setattr__ = _refuse_to_set
    cls.__delattr__ = _refuse_to_delete
    cls.__dataclass_params__.frozen = True


def _getter(names: list[str]) -> _Values:
    """A function from an object to the tuple of these attributes."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        only = operator.attrgetter(names[0])
        return lambda self: (only(self),)
    return operator.attrgetter(*names)


def _init(cls: type[Any]) -> Any:  # noqa: ANN401 - a method
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, N807
        made = _compiled(cls, "__init__", _parameters(cls), [*_assignments(cls)])
        cls.__init__ = made
        made(self, *args, **kwargs)

    return __init__


def _parameters(cls: type[Any]) -> list[str]:
    asked = [one for one in dataclasses.fields(cls) if one.init]
    in_order = [_parameter(one) for one in asked if not one.kw_only]
    by_name = [_parameter(one) for one in asked if one.kw_only]
    return ["self", *in_order, *(["*", *by_name] if by_name else [])]


def _parameter(one: _Field) -> str:
    if one.default is not dataclasses.MISSING:
        return f"{one.name}=default_{one.name}"
    return f"{one.name}=MISSING" if _has_factory(one) else one.name


def _assignments(cls: type[Any]) -> Iterator[str]:
    frozen = cls.__dataclass_params__.frozen
    for one in dataclasses.fields(cls):
        value = one.name if one.init else f"default_{one.name}"
        if _has_factory(one):
            made = f"factory_{one.name}()"
            value = f"{made} if {one.name} is MISSING else {one.name}" if one.init else made
        elif not one.init and one.default is dataclasses.MISSING:
            continue
        yield f"set_{one.name}(self, {value})" if frozen else f"self.{one.name} = {value}"
    if hasattr(cls, "__post_init__"):
        yield "self.__post_init__()"


def _has_factory(one: _Field) -> bool:
    return one.default_factory is not dataclasses.MISSING


def _setstate(cls: type[Any]) -> Any:  # noqa: ANN401 - a method
    def __setstate__(self: Any, state: Any) -> None:  # noqa: ANN401, N807
        names = [one.name for one in dataclasses.fields(cls)]
        lines = [f"set_{name}(self, state[{at}])" for at, name in enumerate(names)]
        made = _compiled(cls, "__setstate__", ["self", "state"], lines)
        cls.__setstate__ = made
        made(self, state)

    return __setstate__


def _compiled(cls: type[Any], name: str, parameters: list[str], lines: list[str]) -> Any:  # noqa: ANN401 - a method
    known: dict[str, object] = {"MISSING": dataclasses.MISSING}
    for one in dataclasses.fields(cls):
        known[f"set_{one.name}"] = getattr(cls, one.name).__set__
        known[f"default_{one.name}"] = one.default
        known[f"factory_{one.name}"] = one.default_factory
    body = "\n ".join(lines or ["pass"])
    made: dict[str, Any] = {}
    exec(f"def {name}({', '.join(parameters)}):\n {body}\n", known, made)  # noqa: S102 - field names alone
    made[name].__qualname__ = f"{cls.__qualname__}.{name}"
    made[name].__module__ = cls.__module__
    return made[name]


def _repr(names: list[str]) -> Callable[[object], str]:
    @reprlib.recursive_repr()
    def __repr__(self: object) -> str:  # noqa: N807 - a method
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    return __repr__


def _eq(values: _Values) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - a method
        return (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )

    return __eq__


def _hash(values: _Values) -> Callable[[object], int]:
    return lambda self: hash(values(self))


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
