"""What the guard says at its end."""

from __future__ import annotations

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class GuardReport:
    """What the guard found, and how much it looked for.

    Attributes:
        diagnostics: an error for each place held back that stands in an output file.
        strings: how many different strings were looked for.
        files: in how many files.
    """

    diagnostics: tuple[Diagnostic, ...]
    strings: int
    files: int
