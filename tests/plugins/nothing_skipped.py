"""With CI=true a skipped test fails the run: what CI doesn't run, nobody has checked."""

from __future__ import annotations

import os

import pytest


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    if os.environ.get("CI") != "true":
        return []
    reporter = config.pluginmanager.getplugin("terminalreporter")
    return list(reporter.stats.get("skipped", [])) if reporter else []


def _reason(report: pytest.TestReport) -> str:
    where_and_why = report.longrepr
    return str(where_and_why[2]) if isinstance(where_and_why, tuple) else str(where_and_why)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that would have passed fails when anything in it was skipped."""
    if _skipped(session.config) and session.exitstatus in (
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Names each skipped test and why, and says that this fails the run."""
    skipped = _skipped(config)
    if not skipped:
        return
    terminalreporter.section("skipped, and CI=true", red=True, bold=True)
    for report in skipped:
        terminalreporter.write_line(f"{report.nodeid}: {_reason(report)}")
    terminalreporter.write_line(
        f"The run fails: with CI=true nothing may be skipped, and {len(skipped)} were.", red=True
    )
