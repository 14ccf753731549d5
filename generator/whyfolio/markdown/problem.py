"""A problem found in a text, at its offset; the caller knows the file, and makes a diagnostic."""

from __future__ import annotations

from whyfolio.dataclass import dataclass

UNCLOSED_BLOCK = "E401"
STRAY_DIRECTIVE = "E402"
SECOND_ELSE = "E403"
UNKNOWN_AUDIENCE = "E404"
ILL_PLACED = "E405"
UNCLOSED_FENCE = "E406"
ILL_FORMED = "E407"
LEFT_OVER = "E408"
UNCLOSED_COMMENT = "E409"
IN_ADDRESS = "E410"
WIDENS = "E411"
BLOCK_IN_PROSE = "E412"
TOO_DEEP = "E413"
TOO_MUCH = "E414"


@dataclass(frozen=True, slots=True)
class Problem:
    """A code, an offset and length in the text as given, and what to say about it."""

    code: str
    offset: int
    length: int
    message: str
    hint: str = ""
