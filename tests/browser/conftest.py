"""A Chromium, and the reports that it is shown."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tcb_analytics.config import bundled
from tcb_analytics.errors import UnavailableError
from tcb_analytics.reports.pdf import FLAGS, find_browser, sandbox_flags
from tcb_analytics.reports.runner import run_report
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tests.app.servers import serving
from tests.browser.app_visit import environment

SUBJECTS = {
    "meta": {},
    "leader": {"leader": "TB03-001"},
    "deck": {"deck": "tb03/0/0"},
    "card": {"card": "TB01-054"},
    "set": {"set": "SYN", "min_games": 100},
}
"""The reports that are looked at, with what each is about."""

HOSTILE_REPORTS = ("meta", "deck")
"""The two that show names in every kind of piece: charts, tables, sentences, a deck."""

HOSTILE = {
    "Admiral Corvane Lys": "<script>alert('tcb')</script>",
    "Queen Anselma": '<img src=x onerror="alert(1)">',
    "Ysolde Farrow": "<a href='javascript:alert(2)'>Ysolde</a>",
    "Ottoline Cray": "$\\\\href{https://example.org}{x}$ &amp; <b>bold</b>",
    "Glass-winged Whale": "</script><svg onload=alert(3)> <iframe src=https://example.org>",
}
"""Names of the sample, and what they are replaced by."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine; nothing is downloaded."""
    try:
        path = find_browser()
    except UnavailableError as error:
        pytest.skip(error.what)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(path), args=[*FLAGS, *sandbox_flags()]
        )
        yield chromium
        chromium.close()


def import_into(home: Path, folder: Path) -> None:
    """Import a folder as a user would."""
    done = subprocess.run(
        [sys.executable, "-m", "tcb_analytics", "import", str(folder)],
        env={**os.environ, "TCB_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of every report, on the bundled sample and on generated logs."""
    home, limited = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("limited")
    import_into(home, bundled("sample"))
    write_limited_sample(limited / "logs", games=4_000)
    import_into(limited, limited / "logs")
    homes = {"set": limited}
    return {
        name: run_report(
            name, SUBJECTS[name], out_dir=home / "out", lake_home=homes.get(name, home)
        ).html
        for name in SUBJECTS
    }


@pytest.fixture(scope="session")
def hostile_pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same pages on a sample whose names are attacks."""
    home = tmp_path_factory.mktemp("hostile")
    sample = home / "sample"
    shutil.copytree(bundled("sample"), sample)
    for file in sample.rglob("*.json*"):
        packed = file.suffix == ".gz"
        text = (gzip.decompress(file.read_bytes()) if packed else file.read_bytes()).decode()
        for name, attack in HOSTILE.items():
            text = text.replace(name, attack.replace('"', '\\"'))
        file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    import_into(home, sample)
    return {
        name: run_report(name, SUBJECTS[name], out_dir=home / "out", lake_home=home).html
        for name in HOSTILE_REPORTS
    }


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of `tcb serve` on an empty home: it fills itself with the bundled sample."""
    home = tmp_path_factory.mktemp("site")
    with serving(home / "log", environment=environment(home / "home")) as server:
        yield f"http://localhost:{server.port}"
