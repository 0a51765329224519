"""Fixtures shared by every room's tests, and what a skipped test must do.

A skip is never silent: the run ends with a list of what was skipped and why. In
continuous integration (``CI`` or ``TCB_CI``) a skip fails the run, except those
that ``.ci/allowed-skips.txt`` names with a reason.
"""

from __future__ import annotations

import fnmatch
import os
import tempfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
ALLOWED_SKIPS = REPOSITORY / ".ci" / "allowed-skips.txt"


LONGEST = (
    "engines/test_spark_",
    "benchmarks/test_limited",
    "warehouse/parity",
    "compiled/test_play",
    "house/test_wheel",
    "campaigns",
    "browser",
    "notebooks",
    "test_real_lake",
    "reports",
    "adapters/test_jobs_",
    "api/test_production",
    "api/test_decks",
    "api/test_jobs",
    "cli/test_serve",
)
"""Where tests start kernels, browsers and servers: run first, so that no core ends alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the files by how long they take; within a file the order stands."""
    items.sort(key=lambda item: not any(part in str(item.path) for part in LONGEST))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the real public files; tests that need it are skipped where it is absent."""
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("TCB_REAL_DATA", default))
    if not (folder / "onepiece").is_dir():
        pytest.skip("the real data files are absent: set TCB_REAL_DATA to their folder")
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give the run a data home of its own: no test may touch the user's lake.

    It is set here and not by a fixture, because notebook cells take no fixtures.
    """
    home = tempfile.TemporaryDirectory(prefix="tcb-tests-", ignore_cleanup_errors=True)
    os.environ["TCB_HOME"] = home.name
    config.add_cleanup(home.cleanup)


def in_ci() -> bool:
    """Whether this run is one in which a skip is a failure."""
    return any(os.environ.get(name, "") not in ("", "0", "false") for name in ("CI", "TCB_CI"))


def allowed_skips() -> list[str]:
    """Patterns, of "test: reason", that continuous integration may skip."""
    if not ALLOWED_SKIPS.exists():
        return []
    lines = ALLOWED_SKIPS.read_text(encoding="utf-8").splitlines()
    return [line.partition("#")[0].strip() for line in lines if line.partition("#")[0].strip()]


def is_allowed(nodeid: str, reason: str) -> bool:
    """Whether the committed list allows this test to be skipped for this reason."""
    return any(fnmatch.fnmatchcase(f"{nodeid}: {reason}", line) for line in allowed_skips())


def _skips(config: pytest.Config) -> list[tuple[str, str]]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return sorted((report.nodeid, _reason(report)) for report in reports)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Turn a passing run with a skip that nobody allowed into a failure, in CI."""
    if hasattr(session.config, "workerinput") or not in_ci():
        return
    if exitstatus == 0 and not all(is_allowed(*skip) for skip in _skips(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """List by name what was not run, and why."""
    skips = _skips(config)
    if not skips:
        return
    terminalreporter.section(f"NOT RUN: {len(skips)} skipped", sep="!", yellow=True, bold=True)
    for nodeid, reason in skips:
        verdict = ""
        if in_ci():
            verdict = " [allowed]" if is_allowed(nodeid, reason) else " [FAILS THE RUN]"
        terminalreporter.write_line(f"{nodeid}{verdict}: {reason}")
    if in_ci() and not all(is_allowed(*skip) for skip in skips):
        terminalreporter.write_line(
            "A skip fails this run. Install what is missing (.ci/run does), or name the test "
            "and the reason in .ci/allowed-skips.txt.",
            red=True,
        )
