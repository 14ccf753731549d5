"""What each code of a diagnostic means, its cause and its cure: read from `codes/*.toml`."""

from __future__ import annotations

from functools import cache

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code in words: what it is, why it appears, what mends it."""

    code: str
    title: str
    cause: str
    cure: str


def explanation(code: str) -> Explanation:
    """What a code means.

    Raises:
        KeyError: there is no such code.
    """
    return _all()[code]


def all_codes() -> tuple[str, ...]:
    """Every code there is: errors, then nudges, then warnings, each by number."""
    return tuple(sorted(_all()))


@cache
def _all() -> dict[str, Explanation]:
    import tomllib
    from importlib.resources import files

    found: dict[str, Explanation] = {}
    for file in sorted(files("whyfolio").joinpath("codes").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for code, page in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found[code] = Explanation(code=code, **page)
    return found
