"""The example portfolio's sites, built once, and one browser for all the tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import chromium, demo


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `public`, `review` and `private`, as the demo is built for each."""
    folder = tmp_path_factory.mktemp("sites")
    demo.built(folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[chromium.Tab]:
    """A Chromium with one page; without one, these tests fail."""
    with chromium.tab() as tab:
        yield tab
