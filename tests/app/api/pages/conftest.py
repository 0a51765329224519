"""Somebody who reads pages as a browser without JavaScript would: follows, fills in, sends."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.app.conftest import PASSWORD
from tests.app.databases import Databases, SqliteFiles

HTTPS = "https://localhost"


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite alone: pages add nothing that databases tell apart to what services are tested for."""
    return SqliteFiles(tmp_path_factory.mktemp("pages"))


@dataclass
class Reader:
    """A browser without JavaScript."""

    client: FlaskClient

    def get(self, path: str, **asked: Any) -> TestResponse:
        """Open a page; redirects are told, not followed."""
        return self.client.get(path, base_url=HTTPS, query_string=asked or None)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form of a page of this session."""
        return self.client.post(path, base_url=HTTPS, data={"csrf": self.csrf()} | form)

    def csrf(self) -> str:
        """The token that forms carry; empty for nobody."""
        found = re.search(r'name="csrf" value="([^"]*)"', self.get("/cards").text)
        return found[1] if found else ""

    def register(self, name: str = "Ann Otter") -> Reader:
        """Make an account and stay logged in."""
        answer = self.post("/register", name=name, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return self


@pytest.fixture
def anyone(app: APIFlask) -> Reader:
    """Somebody without an account."""
    return Reader(app.test_client())


@pytest.fixture
def ann(app: APIFlask) -> Reader:
    """A player who is logged in."""
    return Reader(app.test_client()).register()


@pytest.fixture
def bob(app: APIFlask) -> Reader:
    """Another player."""
    return Reader(app.test_client()).register("Bob Heron")


def said(answer: TestResponse) -> str:
    """What a page says, without its marks."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
