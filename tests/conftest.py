"""What holds for every test: full counts only when asked for, and nobody's own settings touched."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

PROOF = os.environ.get("WHYFOLIO_PROOF") == "1"

settings.register_profile("sample", derandomize=True, deadline=None)
settings.register_profile("proof", max_examples=10_000, deadline=None)
settings.load_profile("proof" if PROOF else "sample")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the expected outputs anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests marked ``proof`` out of an ordinary run."""
    if PROOF:
        return
    left_out = [test for test in items if test.get_closest_marker("proof")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [test for test in items if not test.get_closest_marker("proof")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skipped test a failure where everything is to be proved; hand on its examples."""
    if PROOF and call.when == "teardown" and hasattr(item, "hypothesis_statistics"):
        item.user_properties.append(("hypothesis", item.hypothesis_statistics))
    report = yield
    if PROOF and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which a proof may not be: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make a skipped module a failure too."""
    report = yield
    if PROOF and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which a proof may not be: {report.longrepr}"
    return report


@pytest.fixture(autouse=True, scope="session")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the record of the default portfolio out of the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHYFOLIO_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        yield
