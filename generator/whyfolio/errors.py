"""The exceptions of whyfolio; what an author can mend in a note is a diagnostic instead."""

from __future__ import annotations

from whyfolio.diagnostics import Diagnostic


class WhyfolioError(Exception):
    """Base of all; ``exit_code`` is what the command line ends with."""

    exit_code = 3


class Refused(WhyfolioError):
    """What was asked for would do harm or cannot be done; nothing was changed.

    ``more`` are further reasons, told after the first.
    """

    exit_code = 1

    def __init__(self, diagnostic: Diagnostic, *more: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        self.more = more


class UsageError(WhyfolioError):
    """The command was called in a way that has no meaning."""

    exit_code = 2
