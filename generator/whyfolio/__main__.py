"""`python -m whyfolio`."""

from __future__ import annotations

from whyfolio.cli.main import program

if __name__ == "__main__":
    program()
