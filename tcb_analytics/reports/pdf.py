"""Printing a report page to PDF with a browser that is already installed.

No browser is downloaded: where there is none, the page still prints from any
browser's own menu.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tcb_analytics.errors import ReportError, UnavailableError

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
A4_WIDTH = 703
"""Width in CSS pixels that an A4 page leaves between the margins of report.css."""


def find_browser() -> Path:
    """An installed browser of the Chromium family.

    Raises:
        UnavailableError: None is on the PATH; says what to install.
    """
    for name in BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    raise UnavailableError(
        "printing to PDF needs Chromium or Chrome, and none is on the PATH",
        remedy="install it (Debian: apt install chromium), or print the HTML page by hand",
    )


def sandbox_flags() -> list[str]:
    """Flags for a browser run by root, whose sandbox Chromium refuses to start."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def print_pdf(page: Path, target: Path, *, timeout: float = 120) -> Path:
    """Print a report page, charts included.

    Args:
        page: The HTML page.
        target: The PDF to write; it is replaced whole or not at all.
        timeout: Seconds after which the browser counts as hung.

    Raises:
        UnavailableError: There is no browser.
        ReportError: The browser failed; the HTML page is untouched.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="tcb-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "page.pdf"
        command = [
            str(browser),
            *FLAGS,
            *sandbox_flags(),
            f"--user-data-dir={folder}/profile",
            f"--window-size={A4_WIDTH},1000",
            "--virtual-time-budget=20000",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            f"{page.resolve().as_uri()}#print",
        ]
        try:
            done = subprocess.run(  # noqa: S603 - our own flags, no shell
                command, capture_output=True, timeout=timeout, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ReportError(f"{browser.name} could not print: {error}", where=str(page)) from None
        if done.returncode or not printed.is_file():
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise ReportError(
                f"{browser.name} could not print: {''.join(last) or 'no PDF was written'}",
                where=str(page),
                remedy="print the HTML page from a browser's menu",
            )
        partial = target.with_name(f".{target.name}.part")
        shutil.copyfile(printed, partial)
        partial.replace(target)
    return target
