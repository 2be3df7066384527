"""What holds for every test: no display is needed, and where servers are required no server test may be skipped."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.servers.fixtures", "tests.servers.aws"]

# Set by .ci/run: there a skipped server test is a failed one, or a machine without servers would pass.
SERVERS_REQUIRED = os.environ.get("PAMDESK_REQUIRE_SERVERS") == "1"

# A window's event loop runs no Python, so the signal of pytest-timeout is never seen there: a thread ends the process.
GUI_TIMEOUT = 120  # seconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give gui tests a timeout that works, and skip server tests, each by its name, where no servers can be had."""
    for item in items:
        if item.get_closest_marker("gui") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(GUI_TIMEOUT, method="thread"))
        if item.get_closest_marker("server") and sys.platform != "linux":
            item.add_marker(
                pytest.mark.skip(
                    reason=f"{item.name}: its server is a Debian package; `bootstrap.py test` on Linux runs it"
                )
            )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a server test into a failure where servers are required."""
    report = yield
    must_run = item.get_closest_marker("server") and not item.get_closest_marker("optional")
    if SERVERS_REQUIRED and must_run and report.skipped and not hasattr(report, "wasxfail"):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole module into a failure where servers are required: its tests' markers cannot be seen."""
    report = yield
    if SERVERS_REQUIRED and report.skipped:
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = (
        f"Servers are required in this run (PAMDESK_REQUIRE_SERVERS=1), and this was skipped: {reason}"
    )
