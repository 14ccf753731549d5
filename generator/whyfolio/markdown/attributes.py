"""The braces after a mark: `{.private .wide else="a third"}`."""

from __future__ import annotations

import re

from whyfolio.dataclass import dataclass
from whyfolio.markdown.problem import ILL_FORMED, UNKNOWN_AUDIENCE, WIDENS
from whyfolio.model.audience import Audience, narrowest
from whyfolio.names import did_you_mean

AUDIENCES = {"review": Audience.REVIEW, "private": Audience.PRIVATE}
_SHORTEST = 4  # of a misspelt audience
_WORDS = ("review", "private", "public")
_ONE_WORD = (
    r"""(?:[.\#][\w:-]++|[\w-]++=(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[^\s"'“”{}]++)|[\w-]++)"""
)
BRACES = re.compile(rf"\{{\s*+((?:{_ONE_WORD}\s*+)*+)\}}")
_EVERY_WORD = re.compile(_ONE_WORD)
_NOT_ELSE = re.compile(r"[{}\x00-\x04]|<!--|-->|^\s*:::")
_MARKUP = re.compile(r"[\[\]{}]|<!--|-->")

# An audience as a class, wherever it stands: it would look hidden, and is not.
LEFT_OVER = re.compile(
    r"(?<!\\)\{(?:[^{}]*[\s:{])?(?:\.(?:private|review|public)(?![\w-])"
    r"|class\s*=\s*[\"']?(?:[^\"'{}]*\s)?(?:private|review|public)(?![\w-]))"
    r"|(?<=[\])])\{\s*(?:private|review|public)(?![\w-])"
    r"|<[a-z][^<>]{0,500}?\sclass\s{0,9}=\s{0,9}[\"']?(?:[^\"'<>]{0,200}\s)?(?:private|review)(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Braces:
    """What braces say: an audience, an else-wording, what is left for Markdown, a fault."""

    audience: Audience | None
    otherwise: str | None
    rest: str
    fault: tuple[str, str, str] | None = None  # code, message, hint


def read(words: str, *, plain: bool) -> Braces | None:
    """Read what stands between braces; None where it is no mark and none was meant.

    `plain` says that the braces follow plain words, which carry nothing but an audience.
    """
    tokens = _EVERY_WORD.findall(words)
    classes = [token[1:] for token in tokens if token[0] == "."]
    audiences = [AUDIENCES[name] for name in classes if name in AUDIENCES]
    otherwise = next((_value(token) for token in tokens if token.startswith("else=")), None)
    ours = {".review", ".private"}
    rest = [token for token in tokens if token not in ours and not token.startswith("else=")]
    fault = _fault(tokens, classes, plain=plain) or (_else_fault(otherwise, marked=bool(audiences)))
    if fault is None and not audiences:
        return None
    audience = narrowest(*audiences) if audiences else None
    return Braces(audience, otherwise, " ".join(rest), fault)


def _fault(tokens: list[str], classes: list[str], *, plain: bool) -> tuple[str, str, str] | None:
    bare = [token for token in tokens if token[0] not in ".#" and "=" not in token]
    if "public" in classes:
        return (WIDENS, '"{.public}" would widen what may be read', "a mark can only narrow")
    for name in [*classes, *(word for word in bare if word.casefold() in _WORDS)]:
        if name in AUDIENCES and name in classes:
            continue
        if plain or near_audience(name):
            hint = f'did you mean "{{.{near_audience(name) or "private"}}}"?'
            return (UNKNOWN_AUDIENCE, f'"{name}" is not an audience that a mark can name', hint)
    if sum(name in AUDIENCES for name in classes) > 1:
        return (ILL_FORMED, "the mark names two audiences", "keep the narrower one")
    if any(name in AUDIENCES for name in classes):
        for token in tokens:
            if _MARKUP.search(token) and not token.startswith("else="):
                name = token.partition("=")[0]
                return (ILL_FORMED, f"the mark's {name}= holds markup", "write plain words")
    spare = [token for token in tokens if token[0] != "." and not token.startswith("else=")]
    if plain and classes and spare:
        return (ILL_FORMED, f'the mark on plain words holds "{spare[0]}"', 'keep only else="…"')
    return None


def _else_fault(otherwise: str | None, *, marked: bool) -> tuple[str, str, str] | None:
    if otherwise is None:
        return None
    if not marked:
        return (ILL_FORMED, "an else-wording stands without an audience", "add .review or .private")
    if _NOT_ELSE.search(otherwise) or otherwise.count("`") % 2 or not _balanced(otherwise):
        return (ILL_FORMED, f'the else-wording "{otherwise}" holds markup', "write plain words")
    return None


def near_audience(name: str) -> str | None:
    """The audience a misspelt class was probably meant to be."""
    if name.casefold() in {"preview", "overview", "primary"}:
        return None
    return did_you_mean(name, _WORDS[:2]) if len(name) >= _SHORTEST else None


def _value(token: str) -> str:
    value = token.partition("=")[2]
    if value[:1] in "\"'":
        value = re.sub(r"\\([\"'\\])", r"\1", value[1:-1])
    return " ".join(value.split())


def _balanced(words: str) -> bool:
    depth = 0
    for sign in words:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            return False
    return depth == 0
