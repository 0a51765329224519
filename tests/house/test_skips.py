"""A skipped test is listed by name, and fails the run where nothing may be skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SUITE = """
import pytest

def test_that_passes():
    assert True

@pytest.mark.skip(reason="no browser here")
def test_of_a_browser():
    assert False
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A small project with our conftest, one test that passes and one that is skipped."""
    (tmp_path / "tests").mkdir()
    (tmp_path / ".ci").mkdir()
    shutil.copy(REPOSITORY / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_small.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
    return tmp_path


def run(suite: Path, ci: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run that project's tests as a process of its own."""
    drop = ("CI", "TCB_", "PYTEST")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(drop)}
    environment |= {"TCB_CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "xdist", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *options, "tests"],
        cwd=suite,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_a_skip_is_listed_by_name_and_lets_a_developer_pass(
    suite: Path, options: tuple[str, ...]
) -> None:
    done = run(suite, "", *options)

    assert done.returncode == 0, done.stdout
    assert "NOT RUN: 1 skipped" in done.stdout
    assert "test_small.py::test_of_a_browser: no browser here" in done.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_a_skip_fails_continuous_integration(suite: Path, options: tuple[str, ...]) -> None:
    done = run(suite, "1", *options)

    assert done.returncode == 1, done.stdout
    assert "[FAILS THE RUN]" in done.stdout


def test_a_skip_that_the_list_names_with_its_reason_passes(suite: Path) -> None:
    allowed = "*::test_of_a_browser: no browser*  # none for this platform\n"
    (suite / ".ci" / "allowed-skips.txt").write_text(allowed, encoding="utf-8")

    done = run(suite, "1")

    assert done.returncode == 0, done.stdout
    assert "[allowed]" in done.stdout


def test_every_allowed_skip_states_its_reason() -> None:
    lines = (REPOSITORY / ".ci" / "allowed-skips.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]

    assert len(entries) <= 10
    assert all(len(line.partition("#")[2].strip()) > 10 for line in entries)
