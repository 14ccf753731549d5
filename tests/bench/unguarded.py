"""A build without its guard, to measure what the guard costs; the program has no such switch."""

from __future__ import annotations

import sys

import whyfolio.build
from whyfolio.cli.main import main
from whyfolio.guard import GuardReport, Look, Wanted


class _Blind:
    def __init__(self, _words: object) -> None:
        pass

    def look(self, _artifact: object) -> Look:
        return Look()


if __name__ == "__main__":
    whyfolio.build.gather = lambda _sources, audience, *_: Wanted(audience, (), (), 0)
    whyfolio.build.Search = _Blind
    whyfolio.build.report = lambda *_: GuardReport((), 0, 0)
    sys.exit(main(sys.argv[1:]))
