"""A visit to a running application: a page in Chromium, and all that it complained of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

PASSWORD = "seven quiet lanterns"
QUIET = {"TCB_LIMIT_FACTOR": "1000", "TCB_DATABASE_URL": "", "TCB_REDIS_URL": ""}


@dataclass
class Visit:
    """A page of the application.

    Attributes:
        page: The page.
        site: Address of the application.
        complaints: What the console said: errors, refusals of the content policy.
        faults: Answers of the kind 5xx, and requests to elsewhere.
        dialogs: What popped up.
        fetched: Paths that were asked for.
    """

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(30_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda box: (self.dialogs.append(box.message), box.dismiss()))
        self.page.on("response", self._answered)

    def _answered(self, answer: Any) -> None:
        if answer.status >= 500 or not answer.url.startswith((self.site, "data:")):
            self.faults.append(f"{answer.status} {answer.url}")
        self.fetched.append(answer.url.removeprefix(self.site))

    def go(self, path: str) -> Page:
        """Open a page and wait until it is quiet."""
        self.page.goto(self.site + path, wait_until="networkidle")
        return self.page

    def _said(self, message: ConsoleMessage) -> None:
        if not message.text.startswith("Clear-Site-Data header"):  # tells that it was obeyed
            self.complaints.append(message.text)

    def register(self, name: str) -> None:
        """Make an account, as a person would."""
        self.go("/register")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Register").click()
        self.page.get_by_role("link", name=name).wait_for()

    def read_in(self, path: str, text: str, button: str) -> None:
        """Paste a list into the form of a page and send it."""
        self.go(path)
        field = self.page.locator("textarea[name=text]")
        if not field.is_visible():
            self.page.get_by_text("Read in a list").click()
        field.fill(text)
        self.page.get_by_role("button", name=button, exact=True).click()

    @property
    def silent(self) -> bool:
        """Whether nothing was complained of, nothing failed and nothing popped up."""
        assert (self.complaints, self.faults, self.dialogs) == ([], [], [])
        return True


@contextmanager
def visiting(browser: Browser, site: str, **options: Any) -> Iterator[Visit]:
    """A visit in a browser context of its own."""
    context = browser.new_context(**({"viewport": {"width": 1200, "height": 900}} | options))
    try:
        yield Visit(context.new_page(), site)
    finally:
        context.close()


def environment(home: os.PathLike[str]) -> Mapping[str, str]:
    """Settings of an application of a test's own, with limits out of the way."""
    return {"TCB_HOME": str(home), **QUIET}
